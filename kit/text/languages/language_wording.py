"""The words that translations are held to: the tables `wording/TAG.yaml`, one a language; `en.yaml` explains them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.text.languages.language_names import file_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kit.base import document
else:
    document = on_demand("kit.base.document")


_FOLDER = Path(__file__).parent / "wording"
#: What prepositions of time and place may say of a number as well.
_MAYBE_PREPOSITIONS = frozenset(("over", "under", "at_most"))
#: A qualifier, and in brackets what follows it or when it is used.
_CHOICE = re.compile(r"(?P<text>.*?)(?: \((?P<note>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class Choice:
    """A qualifier of a language; `note` says which case follows it, or when it is used."""

    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The table of a language: its qualifiers by what they say of the true number, its stems by concept.

    `common` are its most frequent words, `letters` those beyond a to z that its own words have.
    """

    qualifiers: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    ruled_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    letters: str = ""

    def meanings_of(self, qualifier: str) -> frozenset[str]:
        """Return what a qualifier may say of the true number; nothing if it is not listed."""
        wanted = folded_words(qualifier)
        return frozenset(
            meaning
            for meaning, listed in self.qualifiers.items()
            if any(folded_words(c.text) == wanted for c in listed)
        )

    def meanings_before(self, words: str) -> frozenset[str]:
        """Return what the qualifier that some words begin with says, the longest if there are several."""
        text = f"{folded_words(words)} "
        return self._longest(lambda qualifier: text.startswith(f"{qualifier} "))

    def meanings_at_end(self, words: str, *, prepositions: bool = True) -> frozenset[str]:
        """Return what the qualifier that some words end with says, the longest if there are several.

        Without `prepositions`, one word for more or less says nothing: it may be of time or place: "over 5 years".
        """
        text = f" {folded_words(words)}"
        says = self._longest(lambda qualifier: text.endswith(f" {qualifier}"))
        if prepositions or self._longest(lambda qualifier: " " in qualifier and text.endswith(f" {qualifier}")):
            return says
        return says - _MAYBE_PREPOSITIONS

    def _longest(self, is_found: Callable[[str], bool]) -> frozenset[str]:
        """Return what the longest of the qualifiers that are found says."""
        found = [
            (len(qualifier), meaning)
            for meaning, listed in self.qualifiers.items()
            for qualifier in (folded_words(choice.text) for choice in listed)
            if is_found(qualifier)
        ]
        longest = max((length for length, _ in found), default=0)
        return frozenset(meaning for length, meaning in found if length == longest)

    def choices(self, meanings: Iterable[str]) -> tuple[Choice, ...]:
        """Return the qualifiers that say one of some things, in the order of the table."""
        wanted = {*meanings}
        return tuple(dict.fromkeys(one for key, listed in self.qualifiers.items() if key in wanted for one in listed))


def folded_words(text: str) -> str:
    """Return words in one case, with plain spaces and apostrophes, to compare them with those of a table."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


@lru_cache(maxsize=64)
def wording_of(language: str) -> Wording:
    """Return the table of a language, a BCP 47 tag, or of its primary language; an empty one if there is none."""
    path = file_of(_FOLDER, language)
    if path is None:
        return Wording()
    written = document.read_yaml(path.resolve(), lambda _: ()).value
    qualifiers = {meaning: tuple(map(_choice, listed)) for meaning, listed in written["qualifiers"].items()}
    ruled_out = {concept: tuple(stems) for concept, stems in written["ruled_out"].items()}
    return Wording(qualifiers, ruled_out, tuple(written["common"]), written["letters"])


def tagged_wordings() -> list[tuple[str, Wording]]:
    """Return the table of every language that has one, with its code, in alphabetical order."""
    return [(path.stem, wording_of(path.stem)) for path in sorted(_FOLDER.glob("*.yaml"))]


def _choice(written: str) -> Choice:
    match = _CHOICE.fullmatch(written)
    return Choice(match["text"], match["note"] or "") if match else Choice(written)
