"""Find what is ordered by itself in a text, as if it were between direction marks, and with it the levels of the text.

Such are addresses, hashtags and names of accounts, and in text from right to left also names in Latin and other letters
from left to right, with the brackets behind them, what is quoted in such letters, and numbers: those of telephones and
laws, and dates in digits, run from left to right in every language; ranges and numbers with a sign or per cent as the
table of the language says. The punctuation of a sentence beside them is outside. No character is added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kit.text.bidi_levels import Isolate, levels_of
from kit.text.breaks import addresses
from kit.text.languages.language_names import is_right_to_left
from kit.text.languages.language_writing import writing_of

#: A space between words that may stay on one line; digits, with those of Arabic and Persian, and a group of them.
SPACE = "[ \u00a0\u202f]"
_OWN_DIGITS = "\u0660-\u0669\u06f0-\u06f9"
_DIGITS = f"[0-9{_OWN_DIGITS}]+"
_PERCENT = "[%\u2030\u066a]"
_LEFT, _RIGHT = "LRI", "RLI"
#: Neither inside a word of Latin letters nor inside another number; a prefix of Hebrew or Arabic may be before it.
_START, _END = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-.,:/])", "(?![0-9A-Za-z])"
#: Groups of digits with one sign or space between, some perhaps in brackets, and what is dialled with a sign alone. A
#: dash may be between groups where a number begins as those that are dialled, with "+" or "0".
_GROUP = rf"(?:\({_DIGITS}\){SPACE}?{_DIGITS}|{_DIGITS})"
_GROUPS = re.compile(
    rf"{_START}(?:(?:\+|0(?=[0-9])){_GROUP}(?:(?:[-\u2010-\u2013.,:/]|{SPACE}){_GROUP})+"
    rf"|[+*]?{_GROUP}(?:(?:[-\u2010\u2011.,:/]|{SPACE}){_GROUP})+|\+{_DIGITS}|\*{_DIGITS}){_END}(?!{SPACE}?{_PERCENT})"
)
_DIGIT_GROUP, _SPACE = re.compile(_DIGITS), re.compile(SPACE)
#: Digits in threes, as in "12 000", a year before another number, and how a number that is dialled begins.
_IN_THREES = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)"
_YEAR = re.compile(rf"(?:1[5-9]|20)\d\d{SPACE}(?=\d+$|{_IN_THREES}$)")
_DIALLED = re.compile(rf"[+*(]|0\d|{_IN_THREES}$")
#: Regulations after the Union they are of, as in "(EU) 2021/1232", and proposals, as in "COM(2022) 209".
_LAW = re.compile(
    rf"\([A-Z]{{2,}}(?:,[ ]?[A-Za-z]+)*\){SPACE}(?:No{SPACE})?\d+/\d+(?:/[A-Z]+)?"
    rf"|(?<!\w)[A-Z]{{2,}}\(\d{{4}}\){SPACE}\d+|{_START}\d+/\d+/[A-Z]+(?!\w)"
)


def _number_named(name: str) -> str:
    """Return the pattern of a number with a sign before it and per cent behind it, if it has them."""
    return (
        rf"(?P<{name}_sign>(?<![\w)\]])[-+\u2212\u00b1])?"
        rf"(?P<{name}>{_IN_THREES}|{_DIGITS}(?:[.,:/\u066b\u066c]{_DIGITS})*)"
        rf"(?P<{name}_percent>[\u00a0\u202f]?{_PERCENT})?"
    )


_ONE_NUMBER = re.compile(_number_named("one"))
_DASH = r"[ \u00a0\u202f]?\u2013[ \u00a0\u202f]?"
_RANGE = re.compile(rf"{_START}{_number_named('first')}{_DASH}{_number_named('last')}(?![\w\u2013])")


#: Letters and signs of scripts that run from right to left, and a letter or digit of others.
_FIRST_FROM_THE_RIGHT = "\u0590"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_CHARACTER, _LETTER = rf"[^\W{_RTL}]", rf"[^\W\d_{_RTL}]"
#: A word with a letter in it, as NCMEC, 5Rights, COVID-19 and 2011/93/EU are; the dot behind is of the sentence.
_WORD = rf"(?=[\d/.-]{{0,30}}{_LETTER}){_CHARACTER}+(?:['\u2019.&+/-]+{_CHARACTER}+)*\+*"
#: A number between words, or after one unless something is counted by it, as in "CyberTipline 2020".
_NUMBER = rf"\d+(?:[.,:/-]\d+)*(?!{_CHARACTER}|[%\u2013-]|[.,:/]\d|{SPACE}?[\d{_RTL}])"
_BRACKETS = rf"(?:\([^()\n{_RTL}]+\)|\[[^\[\]\n{_RTL}]+\])"
_NAME = re.compile(
    rf"(?<!{_CHARACTER}){_WORD}(?:{SPACE}(?:&{SPACE})?{_WORD}|{SPACE}\d+(?:[.,:/-]\d+)*(?={SPACE}{_WORD})"
    rf"|{SPACE}{_NUMBER}|{SPACE}?{_BRACKETS})*"
)
_MARKS = ("\u00ab\u00bb", "\u201c\u201d", "\u201e\u201d", "\u201d\u201d", '""', "\u05f4\u05f4", "\u2018\u2019", "()")


def _between(opens: str, closes: str) -> str:
    """Return the pattern of what is between two marks, without letters from right to left or spaces at its ends."""
    inner = rf"[^{re.escape(opens + closes)}\n{_RTL}]"
    return rf"(?<={re.escape(opens)})(?! )(?={inner}*{_LETTER}){inner}+(?<! )(?={re.escape(closes)})"


_QUOTED = re.compile("|".join(_between(*marks) for marks in _MARKS))
#: Brackets and quotation marks before an address, a prefix of Hebrew or Arabic, and the sentence's signs behind it.
_BEFORE_ADDRESS = re.compile(rf"[(\[{{\"'\u201c\u201e\u00ab]*(?:[{_RTL}]{{1,3}}[-\u05be]?(?=[A-Za-z]))?")
_AFTER_ADDRESS = ".,;:!?)]}\"'\u2026"


@lru_cache(maxsize=4096)
def levels_in(text: str, language: str) -> tuple[int, ...]:
    """Return the embedding level of each character of a text, whose language gives its base."""
    return levels_of(text, int(is_right_to_left(language)), tuple(isolates_in(text, language)))


def isolates_in(text: str, language: str) -> list[Isolate]:
    """Return what is ordered by itself in a text of a language; each is inside or outside any other."""
    found: list[Isolate] = []
    outermost: list[Isolate | None] = [None] * len(text)
    for candidate in _candidates(text, language):
        if candidate and not _conflicts(candidate[0], outermost):
            start, end, _ = candidate[0]
            outermost[start:end] = [candidate[0]] * (end - start)
            found += candidate
    return found


def _conflicts(new: Isolate, outermost: list[Isolate | None]) -> bool:
    """Return whether an isolate overlaps another one that is not a part of it, by those around each character."""
    at_ends = filter(None, (outermost[new.start], outermost[new.end - 1]))
    return any(other[:2] == new[:2] or other.start < new.start or new.end < other.end for other in at_ends)


def _candidates(text: str, language: str) -> Iterator[list[Isolate]]:
    """Yield groups of isolates, each inside the first of its group; what is found first counts.

    Text from left to right needs none unless it has letters from right to left, which turn numbers behind them.
    """
    from_the_right = is_right_to_left(language)
    if not from_the_right and not _has_letters_from_the_right(text):
        return
    yield from _addresses(text)
    yield from dialled_or_cited(text)
    if from_the_right:
        yield from ([Isolate(*match.span(), "LRI")] for match in _QUOTED.finditer(text))
        yield from ([Isolate(*span, "LRI")] for span in _names(text))
        yield from measured(text, language)


def _addresses(text: str) -> Iterator[list[Isolate]]:
    """Yield addresses, hashtags and names of accounts, without the punctuation around them."""
    for start, end in addresses(text):
        before = _BEFORE_ADDRESS.match(text, start, end)
        first = before.end() if before else start
        words = text[first:end].rstrip(_AFTER_ADDRESS)
        yield [Isolate(first, first + len(words))] if words else []


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names are; a line without letters from right to left is one, from its first to its last word."""
    start = 0
    for line in text.split("\n"):
        spans = [match.span() for match in _NAME.finditer(text, start, start + len(line))]
        if spans and not _has_letters_from_the_right(line):
            spans = [(spans[0][0], spans[-1][1])]
        yield from spans
        start += len(line) + 1


def _has_letters_from_the_right(line: str) -> bool:
    if max(line, default="") < _FIRST_FROM_THE_RIGHT:
        return False
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in line)


def dialled_or_cited(text: str) -> Iterator[list[Isolate]]:
    """Yield the isolates of each telephone or law number, date or other digits with signs between, in a text.

    All run from left to right, in every language. Digits of Arabic, which would turn the sign between them, are
    isolated group by group.
    """
    yield from ([Isolate(*match.span(), _LEFT)] for match in _LAW.finditer(text))
    for match in _GROUPS.finditer(text):
        year = _YEAR.match(match[0])
        start = match.start() + (year.end() if year else 0)
        if _belongs_together(text[start : match.end()]):
            groups = [group.span() for group in _DIGIT_GROUP.finditer(text, start, match.end())]
            own = re.search(f"[{_OWN_DIGITS}]", match[0])
            yield [Isolate(start, match.end(), _LEFT), *(Isolate(*group, _LEFT) for group in groups if own)]


def measured(text: str, language: str) -> Iterator[list[Isolate]]:
    """Yield the isolates of each range and of each number with a sign or per cent, as a language has them."""
    for match in _RANGE.finditer(text):
        ends = [_number(match, name) for name in ("first", "last")]
        kind = _kind("range", text[ends[0].digits.start], language) if _rises(match["first"], match["last"]) else _LEFT
        if kind:
            inside = (isolate for end in ends for isolate in _isolates(text, end, language))
            yield [Isolate(*match.span(), kind), *inside]
    for match in _ONE_NUMBER.finditer(text):
        isolates = _isolates(text, _number(match, "one"), language)
        yield isolates if isolates[0].end - isolates[0].start > len(match["one"]) else []


def _belongs_together(number: str) -> bool:
    """Return whether digits are one number: those with spaces between if they look like one that is dialled."""
    groups = _DIGIT_GROUP.findall(number)
    if len(groups) == 1:
        return number[0] in "+*"
    return not _SPACE.search(number) or bool(_DIALLED.match(number)) or all(len(group) > 1 for group in groups)


def _rises(first: str, last: str) -> bool:
    """Return whether two numbers with a dash between are a range; else they are parts of one that is dialled."""
    plain = first.isdecimal() and last.isdecimal()
    return not plain or (int(first) < int(last) and (len(first) == 1 or first[0] not in "0\u0660\u06f0"))


class _Number(NamedTuple):
    """Where a number begins with its sign and ends with per cent, if it has them, and where its digits are."""

    start: int
    digits: slice
    end: int


def _number(match: re.Match[str], name: str) -> _Number:
    """Return where a number is that a pattern has under a name."""
    start, end = match.span(name)
    sign, percent = match.start(f"{name}_sign"), match.end(f"{name}_percent")
    return _Number(sign if sign >= 0 else start, slice(start, end), max(percent, end))


def _isolates(text: str, number: _Number, language: str) -> list[Isolate]:
    """Return the isolates of a number: with what runs from left to right, and around it with what does not."""
    digits = number.digits
    sign = _kind("sign", text[digits.start], language) if number.start < digits.start else ""
    percent = _kind("percent", text[digits.start], language) if number.end > digits.stop else ""
    start = number.start if sign == _LEFT else digits.start
    end = number.end if percent == _LEFT else digits.stop
    outer = [Isolate(number.start, number.end, _RIGHT)] if _RIGHT in {sign, percent} else []
    return [*outer, Isolate(start, end, _LEFT)]


def _kind(part: str, digit: str, language: str) -> str:
    """Return the class of isolates of a range, sign or per cent with a digit; empty if the language says nothing."""
    writing = writing_of(language)
    key = part if digit.isascii() else f"own {part}"
    if key in writing.runs_left_to_right:
        return _LEFT
    return _RIGHT if key in writing.runs_right_to_left else ""
