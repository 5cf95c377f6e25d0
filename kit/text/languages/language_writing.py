"""How a language is written: the tables `writing/TAG.yaml`, one a language, whose keys `en.yaml` explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.base.errors import Fault, SpecError, did_you_mean
from kit.base.lazy_imports import on_demand
from kit.text.languages.language_names import file_of

if TYPE_CHECKING:
    from kit.base import document
else:
    document = on_demand("kit.base.document")


_FOLDER = Path(__file__).parent / "writing"
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Writing:
    """The table of a language; each field is a key of `writing/en.yaml`, which says what it holds."""

    function_words: tuple[str, ...] = ()
    stays_with_next: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    unbroken_hyphens: tuple[str, ...] = ()
    narrow_space_before: tuple[str, ...] = ()
    sentence_ends: tuple[str, ...] = ()
    clause_ends: tuple[str, ...] = ()
    never_twice: tuple[str, ...] = ()
    capital_nouns: bool = False
    ordinal_dot: bool = False
    ordinal_endings: tuple[str, ...] = ()
    before_month: tuple[str, ...] = ()
    month_before_day: bool = False
    whole_dates: bool = False
    before_number: tuple[str, ...] = ()
    after_number: tuple[str, ...] = ()
    before_magnitude: tuple[str, ...] = ()
    magnitudes: Mapping[str, int] = field(default_factory=dict)
    periods: tuple[str, ...] = ()
    scan: tuple[str, ...] = ()
    scanned: tuple[str, ...] = ()
    picture_articles: tuple[str, ...] = ()
    picture_of: tuple[str, ...] = ()
    todo_is_a_word: bool = False
    placeholder_words: tuple[str, ...] = ()
    placeholder_determiners: tuple[str, ...] = ()
    placeholder_fields: tuple[str, ...] = ()
    runs_left_to_right: tuple[str, ...] = ()
    runs_right_to_left: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    wrong_letters: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=64)
def writing_of(language: str) -> Writing:
    """Return the table of a language, a BCP 47 tag, or of its primary language; an empty one if there is none.

    Raises SpecError if it is not YAML or has a key that no table has.
    """
    path = file_of(_FOLDER, language)
    if path is None:
        return Writing()
    written, keys = document.read_yaml(path.resolve(), lambda _: ()), [key.name for key in fields(Writing)]
    unknown = [key for key in written.value if key not in keys]
    if unknown:
        mark, remedy = written.key_mark(unknown[0]), did_you_mean(unknown[0], keys)
        raise SpecError(Fault(f"unknown key '{unknown[0]}'", mark, remedy, code="unknown-language-key"))
    return Writing(**{key: _value(value) for key, value in written.value.items()})


@lru_cache(maxsize=64)
def writing_with_english(language: str) -> Writing:
    """Return the table of a language with the words of English after its own: people write those in every language."""
    own, english = writing_of(language), writing_of(_ENGLISH)
    names = [key.name for key in fields(Writing) if isinstance(getattr(own, key.name), tuple)]
    merged: dict[str, Any] = {name: tuple(dict.fromkeys(getattr(own, name) + getattr(english, name))) for name in names}
    return replace(own, **merged)


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, the longest first, with either apostrophe; of no text without words."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("\u2019", "['\u2019]") for word in longest_first) or "(?!)"


def _value(written: str | list[str] | dict[str, str]) -> Any:  # noqa: ANN401  (what the field of its key takes)
    """Return what a value of a table says: yes or no, words, exponents by word, or letters by letter."""
    if isinstance(written, str):
        return written == "yes"
    if isinstance(written, list):
        return tuple(written)
    return {word: int(value) if value.isdecimal() else value for word, value in written.items()}
