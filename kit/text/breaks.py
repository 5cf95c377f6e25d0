"""Where lines may end: breaks by UAX #14 as ICU has it, less those behind hyphens that a language keeps unbroken.

Also the ends of grapheme clusters, and of sentences and clauses, by the marks of all languages and those that a
language adds in its table. Spaces that may not end a line are in `glue.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

from kit.text.languages.language_writing import writing_of

#: Thai and its neighbours, and the scripts of East Asia: without spaces beside it, an address ends where they begin.
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x9FFF)),
    *((0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF)),
)
#: Signs beyond ASCII, which no name of a host or of an account holds: those of Latin-1 and general punctuation.
_SIGNS = ((0xA0, 0xBF), (0x2000, 0x206F))
#: Those of them at which all of an address ends: dashes, quotation marks, and where a word may be divided.
_ENDS = "\u00ad\u200b\u2013\u2014\u2018\u2019\u201a\u201b\u201c\u201d\u201e«»"
#: Punctuation of other scripts that words have, as Hebrew abbreviations do.
_IN_WORDS = "\u05f3\u05f4"


class _Kinds(dict[int, str]):
    """What stands for a character in the pattern of addresses: one of Latin-1 for all of its kind; ASCII for itself.

    Ranges of all of Unicode in a pattern would take 20 ms to compile.
    """

    def __missing__(self, code: int) -> str:
        """Return the kind of a character, and keep it."""
        self[code] = kind = _kind(chr(code))
        return kind


def _kind(character: str) -> str:
    """Return the kind of a character: é a letter, ß a digit, þ and ð those of `_UNSPACED`, ¡ a sign, « an end.

    Punctuation of other scripts, such as the Arabic comma, is an end.
    """
    if character.isspace():
        return " "
    if character.isascii():
        return character
    if _is_in(character, _UNSPACED):
        return "ð" if character.isdecimal() else "þ"
    if _is_in(character, _SIGNS):
        return "«" if character in _ENDS else "¡"
    if unicodedata.category(character).startswith("P") and character not in _IN_WORDS:
        return "«"
    return "ß" if character.isdecimal() else "é"


def _is_in(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)


#: What no name of a host or of an account holds: spaces, every sign but `-` and `_`.
_NO_NAME = r"\s!-,./:-@\[-^`{-~¡«"


def _host(letters: str, excluded: str) -> str:
    """Return the pattern of a host: labels with dots between, the last of letters of one kind or in punycode."""
    letter = f"[^{_NO_NAME}{excluded}]"
    top = rf"[xX][nN]--[a-zA-Z0-9-]{{1,59}}|[a-zA-Z]{{2,63}}|[{letters}]{{2,63}}"
    return rf"(?<!{letter})(?:{letter}{{1,63}}\.){{1,8}}(?:{top})(?![^-{_NO_NAME}{excluded}])(?::[0-9ßð]{{1,5}})?"


def _any_case(word: str) -> str:
    """Return the pattern of a word in any case."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def _address() -> str:
    """Return the pattern of addresses on the web and of e-mail, and of names of accounts and hashtags."""
    host, name, rest = _host("é", "þð"), f"[^-{_NO_NAME}þð]+", r"[^\s«þð]"
    web = rf"(?:(?<![a-zA-Z])[a-zA-Z][a-zA-Z0-9+.-]{{0,15}}://|{_any_case('mailto')}:|{_any_case('www')}\.){rest}+|{host}(?:[/?#]{rest}*)?"
    return rf"@?{rest}{{1,64}}@{host}|{web}|#{name}|@{name}(?:[.-]{name})*"


_KINDS = _Kinds()
#: Addresses, hashtags and account names, which no line break divides, of a text with kinds for its characters. They are
#: known by their shape, as top-level domains are too many to list and become more. Between spaces a host may be in any
#: script.
_UNBREAKABLE = re.compile(rf"(?<!\S){_host('éþ', '')}(?!\S)|{_address()}", re.ASCII)
#: Characters behind which a line must end.
LINE_ENDS = "\n\u2028\u2029"


class LineBreak(NamedTuple):
    """An offset in a text where a line may end, and whether it must."""

    offset: int
    mandatory: bool


@lru_cache(maxsize=4096)
def line_breaks(text: str, language: str) -> tuple[LineBreak, ...]:
    """Return the line breaks of a text (https://www.unicode.org/reports/tr14/); the end of the text is the last."""
    unbreakable = addresses(text)
    breaks = []
    for end in _ends(LineBreaker(text, language)):
        inside = any(start < end < stop for start, stop in unbreakable)
        mandatory = end == len(text) or text[end - 1] in LINE_ENDS
        if mandatory or not (inside or _is_joined(text, end, language)):
            breaks.append(LineBreak(end, mandatory))
    return tuple(breaks)


#: The form of a hyphen between any words in `unbroken_hyphens`.
ANY_HYPHEN = "…-…"
_HYPHENS = "-\u2010\u05be"
#: Up to so many characters beside a hyphen are looked at: a word of any length takes little time.
_NEAR = 40
#: The words on both sides of a hyphen, that before it with its own hyphens.
_BEFORE, _AFTER = re.compile(r"[^\s(\[«»„“”\"/\u2013\u2014]*$"), re.compile(r"[^\W\d_]+|\d+")


def _is_joined(text: str, end: int, language: str) -> bool:
    """Return whether the hyphen, dash or slash before an offset keeps what is behind it on its line.

    In every language do the dash between numbers and the slash in the name of a law, as in "2011/93/EU".
    """
    sign, before, behind = text[end - 1], text[max(0, end - _NEAR) : end - 1], text[end : end + _NEAR]
    if sign in _HYPHENS:
        return _is_unbroken(_BEFORE.search(before), _AFTER.match(behind), language)
    if sign == "/":
        return before[-1:].isdecimal() and behind[:2].isupper()
    return sign == "\u2013" and before[-1:].isdecimal() and behind[:1].isdecimal()


def _is_unbroken(one: re.Match[str] | None, other: re.Match[str] | None, language: str) -> bool:
    """Return whether the words on both sides of a hyphen are as a form of `unbroken_hyphens` has them."""
    if one is None or other is None:
        return False
    forms = (form.partition("-") for form in writing_of(language).unbroken_hyphens)
    return any(_is_side(before, one[0]) and _is_side(behind, other[0]) for before, _, behind in forms)


def _is_side(wanted: str, word: str) -> bool:
    """Return whether a word beside a hyphen is as a form has it: any, in capitals, a number, or a word itself."""
    if wanted == "…":
        return bool(word)
    if wanted == "A":
        return len(word) > 1 and word.isupper()
    if wanted == "1":
        return bool(word) and not word[-1].isalpha()
    plain = word.casefold().replace("'", "\u2019")
    return wanted in (plain, re.split(r"\u2019(?=\w)", plain)[-1])


def addresses(text: str) -> list[tuple[int, int]]:
    """Return where addresses, hashtags and names of accounts start and end in a text."""
    return [match.span() for match in _UNBREAKABLE.finditer(text.translate(_KINDS))]


@lru_cache(maxsize=256)
def cluster_ends(text: str, language: str) -> tuple[int, ...]:
    """Return the offset behind each grapheme cluster of a text (https://www.unicode.org/reports/tr29/)."""
    return tuple(_ends(CharacterBreaker(text, language)))


def _ends(segments: Iterable[str]) -> Iterable[int]:
    """Yield the offset behind each segment. ICU's own offsets count UTF-16 units, so lengths are added up instead."""
    return accumulate(len(segment) for segment in segments)


#: Marks at which a sentence ends, and those at which a part of one does, in every language.
_SENTENCE_ENDS, _PAUSES = ".!?…", ":;,"
#: What may follow them: brackets, what closes a quotation in some language, spaces and marks of direction.
_CLOSING = "\u201c\u201d\u2018\u2019\u00ab\u00bb\u2039\u203a\"')] \u00a0\u202f\u2068\u2069"


def last_mark(text: str) -> str:
    """Return the last character of a text before what closes a quotation or a bracket; nothing of none."""
    return text.rstrip(_CLOSING)[-1:]


def ends_sentence(text: str, language: str) -> bool:
    """Return whether a sentence ends with a text, as with `;` in Greek and `؟` in Arabic."""
    mark = last_mark(text)
    return bool(mark) and (mark in _SENTENCE_ENDS or mark in writing_of(language).sentence_ends)


def ends_clause(text: str, language: str) -> bool:
    """Return whether a sentence or a part of one ends with a text."""
    mark = last_mark(text)
    paused = bool(mark) and (mark in _PAUSES or mark in writing_of(language).clause_ends)
    return paused or ends_sentence(text, language)
