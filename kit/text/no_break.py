"""Replace spaces that may not end a line by no-break spaces, in any language, by properties of characters alone.

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
from typing import NamedTuple

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
#: Languages that write every noun with a capital: after "7." it may be a month as well as a new sentence.
_CAPITAL_NOUNS = {"de", "lb"}


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
    may_be_noun = pair.right[0].islower() or language.partition("-")[0] in _CAPITAL_NOUNS
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
