"""Where lines may end: breaks by UAX #14 as ICU has it, grapheme clusters, and spaces that may not end a line.

What stays on one line, and the authority for it:

- a number to its unit, to the noun it counts or multiplies by, and to its month; the groups of its digits; a sign to
  its number; a word of one letter to the word behind it (Institute of the Czech Language,
  https://prirucka.ujc.cas.cz/?id=880, and alike for Polish, Slovak and others; the SI Brochure, 5.4.3 and 5.4.4,
  for units and groups of digits);
- `; : ! ?` and quotation marks to what they belong to where they are written with a space, as in French (Lexique des
  règles typographiques en usage à l'Imprimerie nationale).

Only spaces that are written are replaced, by U+00A0 of the same width; none is added.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from icu4py.breakers import CharacterBreaker, LineBreaker

from kit.languages.language_writing import writing_of

if TYPE_CHECKING:
    from collections.abc import Iterable


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
        if mandatory or not inside:
            breaks.append(LineBreak(end, mandatory))
    return tuple(breaks)


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


NBSP = "\u00a0"
#: The most letters of a word that stays with its number: months and millions have no more in most languages, and a
#: longer word could be too wide for a line.
LONGEST_UNIT = 10
_NUMBER = re.compile(r"\W*\d[\d.,:/\u2212\u2013-]*(?<=\d)")
#: Four digits without a separator are most often a year, which counts nothing: only short units stay with it.
_YEAR = re.compile(r"\W*(?:1[5-9]|20)\d\d")
_ORDINAL = re.compile(r"\W*(?:[12]?\d|3[01])\.")
_UNIT = re.compile(r"([^\W\d_]+)[²³]?(?!\w)")
_DIGITS = re.compile(r"\d{3}(?!\d)")
_PERCENT, _BEFORE_NUMBER = "%‰‱٪", "§¶№†"
_HIGH, _OPENING, _CLOSING = ";:!?", "«\u2039", "»\u203a"
_SENTENCE_END = re.compile(r"[.!?:…]\W*$")


class _Pair(NamedTuple):
    """Two words with a space between; `opens` says whether the first begins a sentence."""

    left: str
    right: str
    opens: bool


def with_no_break_spaces(text: str, language: str) -> str:
    """Return the text in NFC, with no-break spaces between words that belong on one line."""
    parts = re.split(r"(\s)", unicodedata.normalize("NFC", text))
    for index in range(1, len(parts), 2):
        before = parts[index - 3] if index > 1 and parts[index - 2] not in "\n\u2028\u2029" else ""
        opens = not before or bool(_SENTENCE_END.search(before))
        pair = _Pair(parts[index - 1], parts[index + 1], opens)
        if parts[index] == " " and pair.left and pair.right and _belongs_on_one_line(pair, language):
            parts[index] = NBSP
    return "".join(parts)


def _belongs_on_one_line(pair: _Pair, language: str) -> bool:
    return (
        _is_measure(pair)
        or _is_ordinal(pair, language)
        or _is_signed(pair)
        or _opens_with_one_letter(pair)
        or _is_punctuated(pair)
    )


def _is_measure(pair: _Pair) -> bool:
    """Tell whether a number is followed by its unit, its noun, its month or its next group of digits."""
    if not _NUMBER.fullmatch(pair.left):
        return False
    first = pair.right[0]
    if first in _PERCENT or unicodedata.category(first) in {"Sc", "So"} or _DIGITS.match(pair.right):
        return True
    unit = _UNIT.match(pair.right)
    return unit is not None and len(unit[1]) <= (2 if _YEAR.fullmatch(pair.left) else LONGEST_UNIT)


def _is_ordinal(pair: _Pair, language: str) -> bool:
    """Tell whether a day with a full stop is followed by its month, in letters or digits: '7. prosince', '7. 12.'."""
    if not _ORDINAL.fullmatch(pair.left):
        return False
    unit = _UNIT.match(pair.right)
    may_be_noun = pair.right[0].islower() or writing_of(language).capital_nouns
    return bool(_ORDINAL.match(pair.right)) or (unit is not None and len(unit[1]) <= LONGEST_UNIT and may_be_noun)


def _is_signed(pair: _Pair) -> bool:
    """Tell whether a section sign, a number sign or a currency sign is followed by its number."""
    signs = all(sign in _BEFORE_NUMBER or unicodedata.category(sign) == "Sc" for sign in pair.left)
    return signs and pair.right[0].isdecimal()


def _opens_with_one_letter(pair: _Pair) -> bool:
    """Tell whether the first word has one letter, a small one or, where it begins a sentence, a capital.

    Scripts without case have no such words, or, as Korean, so many that lines could hardly break.
    """
    letters = [character for character in pair.left if character.isalnum()]
    if len(letters) != 1 or pair.left[-1] != letters[0]:
        return False
    return letters[0].islower() or (letters[0].isupper() and pair.opens)


def _is_punctuated(pair: _Pair) -> bool:
    """Tell whether a punctuation mark is set off from its word by a space: 'Vraiment ?', '« Oui »'.

    Where » opens and « closes, as in German, they are written without a space, and are not meant.
    """
    closes = pair.right[0] in _HIGH or (pair.right[0] in _CLOSING and not pair.right[1:2].isalnum())
    opens = pair.left[-1] in _OPENING and not any(character.isalnum() for character in pair.left)
    return closes or opens
