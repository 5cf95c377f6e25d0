"""Find words in texts by stems, with which they begin, and by phrases, ignoring case, punctuation and soft hyphens.

A text is folded to its words in one case with a space around each, so that a stem is found as a plain substring: with
the space before it at the beginning of a word, without it anywhere. The hits are then located in the original text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

#: The prefix of a stem that is also found inside words; `*` would be an alias in YAML.
INSIDE = "~"
#: Invisible inside a word: the soft hyphen, joiners, and the dot that folding separates from a Turkish capital I.
_UNSEEN = frozenset("\u00ad\u200c\u200d\u2060\u0307")
#: Marks inside single words, such as "child's" and "child-protection".
_WITHIN = frozenset("'\u2019\u02bc-\u2010\u2011")
#: Addresses: with a scheme, of e-mail, a bare host, or with a path.
_ADDRESS = re.compile(
    r"\S+://\S+|\S+@\S+\.\S+"
    r"|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-]|\.\w)(?:[/?#]\S*)?|[\w-]+(?:\.[\w-]+)+/\S*"
)
_WORD = re.compile("-*x[x-]*")


class _Folding(dict[int, str]):
    """The folded form of each character, cached at first use: a space between words, nothing if invisible."""

    def __missing__(self, code: int) -> str:
        """Fold a character; the dotless i becomes an i, because its capital is folded to one."""
        character = chr(code)
        is_of_word = unicodedata.category(character)[0] in "LMN"
        folded_ = character.casefold().replace("\u0307", "").replace("\u0131", "i") if is_of_word else " "
        self[code] = "" if character in _UNSEEN else folded_
        return self[code]


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class FoundWords:
    """Whole words of a text that a stem finds, as they are written, from `start` to `end` of its NFC.

    `first` and `last` count the words of the text from 0, where "child's" and "child-protection" are one word each.
    """

    stem: str
    words: str
    start: int
    end: int
    first: int
    last: int

    @property
    def in_a_line(self) -> str:
        """The words without breaks of lines, for a message."""
        return " ".join(self.words.split())


def says(text: str, phrase: str) -> bool:
    """Return whether the words of a phrase follow each other in a text."""
    return not is_without_letters(phrase) and folded(phrase) in folded(text)


@lru_cache(maxsize=4096)  # many pictures have the same captions and alt texts
def find_stems(text: str, stems: tuple[str, ...]) -> tuple[FoundWords, ...]:
    """Return the words of a text that some stems find, in order; if several find the same words, the longest stem's."""
    whole = folded(text)
    hits = [(needle, stem) for needle, stem in _needles(stems) if needle in whole]
    return _located(unicodedata.normalize("NFC", text), whole, hits) if hits else ()


def find_each(text: str, stems: tuple[str, ...]) -> dict[str, FoundWords]:
    """Return the words of a text that some stems find by their folded form, only the first of each."""
    first_words: dict[str, FoundWords] = {}
    for words in find_stems(text, stems):
        first_words.setdefault(folded(words.words), words)
    return first_words


@lru_cache(maxsize=4096)  # rules look for many words in the same texts
def folded(text: str) -> str:
    """Return a text without case and punctuation, a space around each word; a single space if it has no words."""
    words = unicodedata.normalize("NFC", text).translate(_FOLDING).split()
    return f" {' '.join(words)} " if words else " "


def is_without_letters(stem: str) -> bool:
    """Return whether a stem or a phrase has neither letters nor digits, and so would find nothing."""
    return folded(stem) == " "


@lru_cache(maxsize=1024)
def without_addresses(text: str) -> str:
    """Return a text of the same length with spaces in place of addresses, whose parts don't count as words."""
    return _ADDRESS.sub(lambda match: " " * len(match[0]), text)


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the start and end of the whole words of an NFC text that a stretch overlaps at least in part."""
    touched = [span for span in _spans(text) if span[0] < end and start < span[1]]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


@lru_cache(maxsize=256)
def _needles(stems: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return what to search for in a folded text, each with its stem, the longest first."""
    needles = [
        (words if stem.strip().startswith(INSIDE) else f" {words}", stem)
        for stem in stems
        if (words := folded(stem).strip())
    ]
    return tuple(sorted(needles, key=lambda pair: -len(pair[0])))


def _located(text: str, whole: str, hits: Iterable[tuple[str, str]]) -> tuple[FoundWords, ...]:
    """Return the words of an NFC text at the hits in its folded form."""
    spans, counts = _counted(text)
    by_place: dict[tuple[int, int], FoundWords] = {}
    for needle, stem in hits:
        for at in _places(needle, whole):
            first = whole.count(" ", 0, at + 1) - 1
            last = whole.count(" ", 0, at + len(needle)) - 1
            start, end = spans[first][0], spans[last][1]
            words = FoundWords(stem, text[start:end], start, end, counts[first], counts[last])
            by_place.setdefault((first, last), words)
    return tuple(by_place[at] for at in sorted(by_place))


def _places(needle: str, whole: str) -> Iterator[int]:
    """Yield every index at which a folded text contains a needle."""
    at = whole.find(needle)
    while at >= 0:
        yield at
        at = whole.find(needle, at + 1)


@lru_cache(maxsize=256)  # several lists are searched for in one text
def _counted(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return the (start, end) of each word of an NFC text, and its number."""
    spans = _spans(text)
    return spans, _counts(text, spans)


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each word of an NFC text, one for each word of its folded form."""
    folds = [_FOLDING[ord(character)] for character in text]
    shape = "".join(" " if fold == " " else "x" if fold else "-" for fold in folds)
    return [match.span() for match in _WORD.finditer(shape)]


def _counts(text: str, spans: list[tuple[int, int]]) -> list[int]:
    """Return the number of each word of a text, from 0; words joined by a hyphen or an apostrophe share a number."""
    counts, end = list[int](), 0
    for start, stop in spans:
        joined = bool(counts) and text[end:start] in _WITHIN
        counts.append(counts[-1] + (not joined) if counts else 0)
        end = stop
    return counts


def has_words(text: str, words: str) -> bool:
    """Return whether a text has some words exactly as they are written, and not as parts of others."""
    return _exactly(words).search(text) is not None


def blanked(text: str, passages: Iterable[str]) -> str:
    """Return a text with blanks in place of some passages, exactly as they are written."""
    for words in passages:
        text = _exactly(words).sub(lambda match: " " * len(match[0]), text)
    return text


def _exactly(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
