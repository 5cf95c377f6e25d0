"""Pseudo-copy: words that are longer, or run from right to left, to test drawings before any translation exists.

Figures, addresses and words joined by a no-break space stay the same, as they do in translations.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


#: How much longer than English other languages are, and how many letters a word of 8 em has.
LONGER, LONG_WORD = 1.5, 17
#: The letters of the longest words that languages with compounds have in headlines.
LONGEST_WORD = 30
#: What is added to words, and after them. It is meaningless: repeating the campaign's own words might say anything.
_ENDING, _FILLING = "endomalistoren", " dolor sit amet elitor sed tempore"
#: Words between breaking spaces, and those of them that are letters between punctuation.
_TOKEN = re.compile(r"[^ \t]+")
_PLAIN = re.compile(r"[^\w\s@#]*([^\W\d_]+)[^\w\s@#]*")
#: What is neither a space nor part of a figure, an address or a name: its letters are replaced.
_WRITTEN = re.compile(r"[^\s\d/@#]+")
_ADDRESS = re.compile(r"\w[./:@]\w|^[@#]")
#: An Arabic letter for each Latin one, with a similar sound if possible, and the Arabic punctuation marks.
_ARABIC = str.maketrans("abcdefghijklmnopqrstuvwxyz,;?", "ابثدهفغحيجكلمنوعقرسطؤضشخىز،؛؟")
#: The brackets around a text that runs from right to left, so that both its ends are visible.
OPENING, CLOSING = "[", "]"


class PseudoText(NamedTuple):
    """A text, and the (start, end) of every emphasised stretch in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


class _Insertion(NamedTuple):
    """Characters to insert at an offset of a text."""

    at: int
    text: str


def longer(
    text: str, spans: Iterable[tuple[int, int]] = (), *, by: float = LONGER, long_word: int = LONG_WORD
) -> PseudoText:
    """Return a text whose lines are `by` times as long: the longest word of each grows to 8 em, then words are added.

    That word gets at most `long_word` letters; if `by` is 1 it grows to that length, and no words are added. A line
    without a plain word stays the same.
    """
    inserted = [insertion for start, line in _lines(text) for insertion in _growth(line, start, by, long_word)]
    parts, last = list[str](), 0
    for at, new in inserted:
        parts += [text[last:at], new]
        last = at

    def moved(offset: int, *, end: bool) -> int:
        """Return the new offset of a place in the text."""
        return offset + sum(len(new) for at, new in inserted if at < offset or (end and at == offset))

    return PseudoText(
        "".join([*parts, text[last:]]), tuple((moved(start, end=False), moved(stop, end=True)) for start, stop in spans)
    )


def from_right_to_left(text: str, spans: Iterable[tuple[int, int]] = ()) -> PseudoText:
    """Return a text in meaningless Arabic letters, each line in brackets; one without letters stays the same."""
    lines = [line for _, line in _lines(text)]
    written = [" ".join(map(_in_arabic, line.split(" "))) for line in lines]
    bracketed = [new if new == old else f"{OPENING}{new}{CLOSING}" for old, new in zip(lines, written, strict=True)]
    starts = [start for start, _ in _lines(text)]

    def moved(offset: int) -> int:
        """Return the new offset of a place in the text."""
        line = max(index for index, start in enumerate(starts) if start <= offset)
        before = sum(len(bracketed[index]) - len(lines[index]) for index in range(line))
        return offset + before + bracketed[line].startswith(OPENING) * (bracketed[line] != lines[line])

    return PseudoText("\n".join(bracketed), tuple((moved(start), moved(end)) for start, end in spans))


def letters_needed() -> str:
    """Return the characters that a font must have for `from_right_to_left`."""
    return "".join(map(chr, _ARABIC.values())) + OPENING + CLOSING


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a text, and where it starts."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _growth(line: str, start: int, by: float, long_word: int) -> list[_Insertion]:
    """Return what makes a line of a text, which starts at an offset, `by` times as long."""
    tokens = list(_TOKEN.finditer(line))
    plain = [(token, match) for token in tokens if (match := _PLAIN.fullmatch(token[0]))]
    if not plain:
        return []
    token, word = max(plain, key=lambda pair: len(pair[1][1]))
    grown = max(0, long_word - len(word[1]))
    extra = math.ceil(len(line) * (by - 1)) if by > 1 else grown
    grown = min(extra, grown)
    insertions = [_Insertion(start + token.start() + word.end(1), (_ENDING * 3)[:grown])]
    last, ending = plain[-1]
    at_end = last is tokens[-1]
    end = last.start() + ending.end(1) if at_end else len(line)
    return [*insertions, _Insertion(start + end, filling(extra - grown))]


def filling(length: int) -> str:
    """Return a number of characters of meaningless words, with a space before each and none after the last."""
    text = (_FILLING * (length // len(_FILLING) + 1))[:length]
    return f"{text[:-1]}o" if text.endswith(" ") else text


def _in_arabic(token: str) -> str:
    """Return what is between two spaces in Arabic letters, unless it is an address or a name."""
    return token if _ADDRESS.search(token) else _WRITTEN.sub(lambda match: _letters(match[0]), token)


def _letters(text: str) -> str:
    """Return letters without their accents in Arabic ones, the same number."""
    bare = "".join(unicodedata.normalize("NFD", character)[0] for character in text)
    return bare.lower().translate(_ARABIC)
