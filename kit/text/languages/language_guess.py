"""Recognise a text that is in another language than it should be, by its script, frequent words and letters.

It knows the languages that have a table in `wording`, and is silent on few words and where it is not certain.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kit.text.languages.language_wording import tagged_wordings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from kit.text.languages.language_wording import Wording


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
    """Return the script of most letters of some words, as the first word of their Unicode names."""
    letters = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for word in words for letter in word if letter != "'"
    )
    return letters.most_common(1)[0][0] if letters else ""
