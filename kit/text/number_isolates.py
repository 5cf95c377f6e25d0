"""Find numbers in text from right to left whose parts have an order of their own.

Numbers of telephones and laws, and dates in digits, run from left to right in every language; ranges and numbers with a
sign or per cent as the table of the language says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.text.bidi_levels import Isolate
from kit.text.languages.language_writing import writing_of

if TYPE_CHECKING:
    from collections.abc import Iterator


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


def _belongs_together(number: str) -> bool:
    """Return whether digits are one number: those with spaces between if they look like one that is dialled."""
    groups = _DIGIT_GROUP.findall(number)
    if len(groups) == 1:
        return number[0] in "+*"
    return not _SPACE.search(number) or bool(_DIALLED.match(number)) or all(len(group) > 1 for group in groups)


def measured(text: str, language: str) -> Iterator[list[Isolate]]:
    """Yield the isolates of each range and of each number with a sign or per cent, as a language has them."""
    for match in _RANGE.finditer(text):
        ends = [_number(match, name) for name in ("first", "last")]
        kind = _kind("range", text[ends[0].digits.start], language) if _rises(match["first"], match["last"]) else _LEFT
        if kind:
            yield [Isolate(*match.span(), kind), *(one for end in ends for one in _isolates(text, end, language))]
    for match in _ONE_NUMBER.finditer(text):
        isolates = _isolates(text, _number(match, "one"), language)
        yield isolates if isolates[0].end - isolates[0].start > len(match["one"]) else []


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
