"""The sentences that the generator writes itself, in the language of a kit: `words/TAG.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.base.lazy_imports import on_demand
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from kit import document
else:
    document = on_demand("kit.document")


_FOLDER = Path(__file__).parent / "words"
_ENGLISH = "en"

#: One section of a catalogue: sentences and groups of them, by key.
Words = dict[str, Any]

#: The catalogues that need not be read, by language.
_known: dict[str, Words] = {}


@cache
def sentences(language: str) -> Words:
    """Return the catalogue of a language, a BCP 47 tag, else that of it in any region, else the English one.

    Sections are `picture`, `page` and `documents`. Nobody changes what is returned: it is read once and shared. It is
    read as `kit.yaml` is: every value is the string that is written. Raises SpecError for a catalogue that is broken.
    """
    if language in _known:
        return _known[language]
    path = _catalogue(language) or _FOLDER / f"{_ENGLISH}.yaml"
    found: Words = document.read_yaml(path, disallowed_characters).value
    return found


def know_sentences(language: str, words: Words) -> None:
    """Take the catalogue of a language that was read before by this generator, instead of reading it."""
    _known[language] = words


def has_sentences(language: str) -> bool:
    """Tell whether there is a catalogue of a language, a BCP 47 tag."""
    return _catalogue(language) is not None


def _catalogue(language: str) -> Path | None:
    """Return the catalogue of a language, or of it in any region."""
    tag = language.lower()
    paths = (_FOLDER / f"{name}.yaml" for name in (tag, tag.partition("-")[0]))
    return next((path for path in paths if path.is_file()), None)
