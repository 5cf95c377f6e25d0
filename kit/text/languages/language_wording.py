"""The words that translations are held to: the tables `wording/TAG.yaml`, one a language; `en.yaml` explains them.

By them, frequent words and letters, a text is recognised that is in another language than it should be. Of languages
without a table, few words, and where it is not certain, nothing is said. `samples/TAG.yaml` have real words of each
language, by which widths are measured.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kit.base import document
from kit.text.languages.language_names import file_of

_FOLDER, _SAMPLES = (Path(__file__).parent / name for name in ("wording", "samples"))
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
        listed = (choices for meaning, choices in self.qualifiers.items() if meaning in wanted)
        return tuple(dict.fromkeys(chain.from_iterable(listed)))


def folded_words(text: str) -> str:
    """Return words in one case, with plain spaces and apostrophes, to compare them with those of a table."""
    return " ".join(_folded(text).split())


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


#: The fewest words of a text that is judged.
FEWEST_WORDS = 4
#: The tag of an undetermined language (BCP 47).
UNKNOWN = "und"
#: How many different words another language has, and the text's own has not, before it is named.
_FEWEST_FOUND = 3
#: How many times as many as of the text's own language.
_TIMES = 4
#: The least share of such words in a text, as one in so many.
_ONE_IN = 5
#: What an apostrophe parts: the article in "l'enfant" is one of the most frequent words.
_PART = re.compile(r"[^\W\d_]+['\u2019]?")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]*)?")


def words_in(text: str) -> list[str]:
    """Return the words of a text, without numbers."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def guessed_other(text: str, language: str) -> str | None:
    """Return the code of the language that a text is certainly in, if it is not the one it should be in.

    It is unknown which one if several languages have as many of its words.
    """
    words = {_folded(part) for word in words_in(text) for part in _PART.findall(word)}
    others, primary = dict(_known()), language.lower().partition("-")[0]
    own = others.pop(primary, None)
    if own is None or len(words_in(text)) < FEWEST_WORDS:
        return None
    if _script(words) != own.script:
        return _likeliest(words, others)
    strange = own.without_letters_of(words)
    best = max(others, key=lambda tag: len(_only_of(others[tag], own, words, strange)))
    theirs = _only_of(others[best], own, words, strange)
    ours = _only_of(own, others[best], words, others[best].without_letters_of(words))
    certain = len(theirs) >= max(_FEWEST_FOUND, _TIMES * len(ours)) and len(theirs) * _ONE_IN >= len(words)
    return _likeliest(words, others) if certain else None


def _only_of(known: _Known, other: _Known, words: AbstractSet[str], strange: AbstractSet[str]) -> AbstractSet[str]:
    """Return the words that show one of two languages: frequent in it alone, or with letters that only it has.

    `strange` are those that the other language has not all letters of.
    """
    frequent = (words & known.common) - other.common
    return frequent | {word for word in strange if known.has(word)}


def _likeliest(words: AbstractSet[str], others: Mapping[str, _Known]) -> str:
    """Return the language that has most of some words among its own, unless another has as many."""
    first, second = sorted(others, key=lambda tag: -len(words & others[tag].common))[:2]
    return first if len(words & others[first].common) > len(words & others[second].common) else UNKNOWN


class _Known(NamedTuple):
    """The most frequent words of a language, their script, and the letters beyond a to z that its words have."""

    common: frozenset[str]
    script: str
    letters: frozenset[str]

    def has(self, word: str) -> bool:
        """Return whether a language has all letters of a word."""
        return word.isascii() or all(letter in self.letters or letter.isascii() for letter in word)

    def without_letters_of(self, words: AbstractSet[str]) -> AbstractSet[str]:
        """Return the words that a language has not all letters of, and that are not among its most frequent ones."""
        return {word for word in words - self.common if not self.has(word)}


@lru_cache(maxsize=1)
def _known() -> Mapping[str, _Known]:
    """Return what is known of every language with a table."""
    return {tag: _known_by(wording) for tag, wording in tagged_wordings()}


def _known_by(wording: Wording) -> _Known:
    common = frozenset(map(_folded, wording.common))
    return _Known(common, _script(common), frozenset(wording.letters))


def _folded(word: str) -> str:
    return word.casefold().replace("\u2019", "'")


def _script(words: AbstractSet[str]) -> str:
    return script_of_most(letter for word in words for letter in word if letter != "'")


def script_of_most(letters: Iterable[str]) -> str:
    """Return the script of most letters, as the first word of their Unicode names; empty without letters."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    return scripts.most_common(1)[0][0] if scripts else ""


@lru_cache(maxsize=64)
def sample_of(language: str) -> str:
    """Return a text of some 1,500 letters in a language, a BCP 47 tag; nothing if there is none."""
    path = file_of(_SAMPLES, language)
    return " ".join(document.read_yaml(path.resolve(), lambda _: ()).value["text"].split()) if path else ""
