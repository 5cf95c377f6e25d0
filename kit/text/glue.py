"""Spaces that may not end a line: no-break spaces between words that belong on one line.

What stays on one line in every language, and the authority for it:

- a number to its unit, to the noun it counts or multiplies by, and to its month; the groups of its digits; a sign to
  its number; a word of one letter to the word behind it (Institute of the Czech Language,
  https://prirucka.ujc.cas.cz/?id=880, and alike for Polish, Slovak and others; the SI Brochure, 5.4.3 and 5.4.4,
  for units and groups of digits);
- the number of a law to the letters before it, as in "(EU) 2021/1232";
- `; : ! ?` and quotation marks to what they belong to where they are written with a space, as in French (Lexique des
  règles typographiques en usage à l'Imprimerie nationale).

What a language adds, its abbreviations above all, is in its table (`kit/text/languages/writing`). Only spaces that are
written are replaced, by U+00A0 of the same width or, where the table asks for it, by the narrower U+202F.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kit.text.breaks import ANY_HYPHEN, LINE_ENDS, ends_sentence, last_mark
from kit.text.languages.language_writing import any_of, writing_of
from kit.text.numerals import magnitude_words
from kit.text.written_days import is_month

NBSP, NARROW = "\u00a0", "\u202f"
_SPACES = f" {NBSP}{NARROW}"
#: The most letters of a word that stays with its number, unless it is a month or a magnitude, or in `after_number`: a
#: longer word could be too wide for a line.
LONGEST_UNIT = 10
#: Those of one after a number that most often counts nothing.
_SHORT_UNIT = 2
_NUMBER = re.compile(r"\W*\d[\d.,:/\u2212\u2013-]*(?<=\d)")
#: Four digits without a separator are most often a year, and digits with a slash part of the name of a law.
_UNCOUNTED = re.compile(r"\W*(?:1[5-9]|20)\d\d|.*/.*")
_ORDINAL = re.compile(r"\W*(?:[12]?\d|3[01])\.")
#: A number of any kind: with a full stop, or in Roman letters.
_ANY_NUMBER = re.compile(r"\W*(?:\d[\d.,:\u2013-]*|[IVXLCDM]+\.?)")
_YEAR_BEFORE, _YEAR, _DAY = re.compile(r"\W*\d{4}\.?"), re.compile(r"\d{4}(?!\d)"), re.compile(r"\d{1,2}(?!\d)")
_UNIT = re.compile(r"([^\W\d_]+)[²³]?(?!\w)")
_DIGITS = re.compile(r"\d{3}(?!\d)")
#: What a number may be written together with: prefixes with an apostrophe or the Hebrew hyphen, and with a hyphen.
_ELIDED, _PREFIXED = re.compile(r"\W*[^\W\d_]{1,6}['\u2019\u05be](?=\d)"), re.compile(r"\W*\w[^\W\dA-Z_]{0,5}-(?=\d)")
_BODY, _LAW = re.compile(r"\([^\W\d_]{2,4}\)|[A-Z]{2,}\(\d{4}\)"), re.compile(r"\d+")
_PERCENT, _BEFORE_NUMBER = "%‰‱٪", "§¶№†"
_OPENING_MARKS = '(["\u201a\u201c\u201d\u201e\u2039\u203a\u00ab\u00bb'
_HIGH, _OPENING, _CLOSING = ";:!?", "«\u2039", "»\u203a"
#: The Hebrew hyphen and the Arabic stroke, which join a prefix to a number or to letters of another script.
_JOINING = "\u05be\u0640"
#: Marks of direction around a figure, which are not part of a word.
_ISOLATES = "\u2066\u2067\u2068\u2069"


class _Gap(NamedTuple):
    """A space between two words, with the words next to them; `opens` says whether `left` begins a sentence."""

    before: str
    left: str
    right: str
    after: str
    opens: bool


def with_no_break_spaces(text: str, language: str) -> str:
    """Return the text in NFC, with no-break spaces between words that belong on one line."""
    whole = _phrases(language).sub(lambda match: match[0].replace(" ", NBSP), unicodedata.normalize("NFC", text))
    parts = re.split(r"(\s)", whole)
    words = [part.strip(_ISOLATES).replace("'", "\u2019") for part in parts]
    for index in range(1, len(parts), 2):
        gap = _gap(words, index, language)
        if parts[index] in _SPACES and gap.left and gap.right:
            parts[index] = _space(parts[index], gap, language)
    return "".join(parts)


def with_wide_spaces(text: str, language: str) -> str:
    """Return a text for apps, which break lines themselves, with U+00A0 where its language sets off marks by a space.

    Many fonts of apps have no narrow space.
    """
    if not writing_of(language).narrow_space_before:
        return text
    return re.sub(rf"[{_SPACES}](?=[{_HIGH}{_CLOSING}](?!\w))|(?<=[{_OPENING}])[{_SPACES}]", NBSP, text)


@lru_cache(maxsize=64)
def _phrases(language: str) -> re.Pattern[str]:
    """Return what matches a phrase that is never divided."""
    return re.compile(rf"(?<!\w)(?:{any_of(writing_of(language).phrases)})(?!\w)", re.IGNORECASE)


def _gap(words: list[str], index: int, language: str) -> _Gap:
    """Return the space at an odd index of words and spaces; a word on another line is not a neighbour."""
    before = words[index - 3] if index > 1 and words[index - 2] not in LINE_ENDS else ""
    after = words[index + 3] if index + 3 < len(words) and words[index + 2] not in LINE_ENDS else ""
    opens = not before or ends_sentence(before, language) or last_mark(before) == ":"
    return _Gap(before, words[index - 1], words[index + 1], after, opens)


def _space(written: str, gap: _Gap, language: str) -> str:
    """Return the space for a gap: no-break if its words belong on one line, narrow where the language has it so."""
    if _is_punctuated(gap):
        narrow = gap.right[0] in writing_of(language).narrow_space_before
        return NARROW if narrow else written.replace(" ", NBSP)
    return NBSP if written == " " and _belongs_on_one_line(gap, language) else written


def _belongs_on_one_line(gap: _Gap, language: str) -> bool:
    return (
        _is_signed(gap)
        or _opens_with_one_letter(gap)
        or _is_bound_by_its_table(gap, language)
        or (not _is_reference(gap.before, language) and _is_counted(gap, language))
        or _is_dated(gap, language)
    )


def _is_counted(gap: _Gap, language: str) -> bool:
    """Tell whether a number is followed by what it counts or numbers."""
    return _is_measure(gap, language) or _is_ordinal(gap, language) or _is_multiplied(gap, language)


def _is_measure(gap: _Gap, language: str) -> bool:
    """Tell whether a number is followed by its unit, its noun, its month or its next group of digits."""
    number = _bare_number(gap.left, language)
    if not _NUMBER.fullmatch(number):
        return False
    first = gap.right[0]
    if first in _PERCENT or unicodedata.category(first) in {"Sc", "So"} or _DIGITS.match(gap.right):
        return True
    return _is_unit(gap.right, language, _SHORT_UNIT if _UNCOUNTED.fullmatch(number) else LONGEST_UNIT)


def _is_unit(word: str, language: str, longest: int) -> bool:
    """Tell whether a word may be a unit: one that is not too long, a month or a magnitude, but no small word."""
    unit = _UNIT.match(word)
    if unit is None:
        return False
    if word[unit.end() :][:1] != "." and unit[1].lower() in writing_of(language).function_words:
        return False
    if len(unit[1]) <= longest:
        return True
    return longest == LONGEST_UNIT and (is_month(word, language) or unit[1].casefold() in magnitude_words(language))


def _bare_number(word: str, language: str) -> str:
    """Return a number without a prefix that is written together with it, as "ב־21" and "fis-7"."""
    word = _ELIDED.sub("", word)
    return _PREFIXED.sub("", word) if ANY_HYPHEN in writing_of(language).unbroken_hyphens else word


def _is_ordinal(gap: _Gap, language: str) -> bool:
    """Tell whether a day with a full stop is followed by its month, in letters or digits: '7. prosince', '7. 12.'."""
    if not _ORDINAL.fullmatch(_bare_number(gap.left, language)):
        return False
    may_be_noun = gap.right[0].islower() or writing_of(language).capital_nouns
    return bool(_ORDINAL.match(gap.right)) or (may_be_noun and _is_unit(gap.right, language, LONGEST_UNIT))


def _is_multiplied(gap: _Gap, language: str) -> bool:
    """Tell whether a space is in a number, the word before its magnitude and that: both of "82 de milioane"."""
    between = writing_of(language).before_magnitude
    if gap.right in between and _NUMBER.fullmatch(gap.left):
        return _is_unit(gap.after, language, LONGEST_UNIT)
    return gap.left in between and bool(_NUMBER.fullmatch(gap.before)) and _is_unit(gap.right, language, LONGEST_UNIT)


def _is_dated(gap: _Gap, language: str) -> bool:
    """Tell whether a space is in a date, before or behind a small word that may be in it, as in "7 de dezembro"."""
    between = writing_of(language).before_month
    if gap.right in between:
        return _are_dated(gap.left, gap.after, language)
    return _are_dated(gap.before if gap.left in between else gap.left, gap.right, language)


def _are_dated(one: str, other: str, language: str) -> bool:
    """Tell whether two words are a day and its month or, where dates are kept whole, a month and its year."""
    if not any(map(str.isdecimal, one + other)):
        return False
    writing = writing_of(language)
    if is_month(other, language):
        return _is_day(one, language) or (writing.whole_dates and _YEAR_BEFORE.fullmatch(one) is not None)
    behind = (writing.month_before_day and _DAY.match(other)) or (writing.whole_dates and _YEAR.match(other))
    return bool(behind) and is_month(one, language)


def _is_day(word: str, language: str) -> bool:
    """Tell whether a word is the number of a day, perhaps as an ordinal: "1er", "21st"."""
    number, endings = _bare_number(word, language), any_of(writing_of(language).ordinal_endings)
    dot = r"\.?" if writing_of(language).ordinal_dot else ""
    return re.fullmatch(rf"\W*(?:\d+[\u2013-])?\d{{1,2}}(?:{endings})?{dot}", number) is not None


def _is_signed(gap: _Gap) -> bool:
    """Tell whether a section sign, a number sign, a currency sign or the name of a body is followed by its number."""
    signs = all(sign in _BEFORE_NUMBER or unicodedata.category(sign) == "Sc" for sign in gap.left)
    return (signs and gap.right[0].isdecimal()) or bool(_BODY.fullmatch(gap.left) and _LAW.match(gap.right))


def _is_reference(word: str, language: str) -> bool:
    """Tell whether a word says that the number behind it counts nothing: "§", "art.", "No.", "COM(2022)"."""
    signs = bool(word) and all(sign in _BEFORE_NUMBER for sign in word)
    return signs or _BODY.fullmatch(word) is not None or _is_listed(word, writing_of(language).before_number)


def _is_bound_by_its_table(gap: _Gap, language: str) -> bool:
    """Tell whether the table of the language says that a word stays with the one beside it."""
    writing = writing_of(language)
    if _is_listed(gap.left, writing.stays_with_next) or gap.left[-1] in _JOINING:
        return True
    if gap.right.lstrip("(")[:1].isdecimal() and _is_reference(gap.left, language):
        return True
    numbered = _ANY_NUMBER.fullmatch(_bare_number(gap.left, language))
    return numbered is not None and gap.right.casefold().startswith(writing.after_number)


def _is_listed(word: str, listed: Iterable[str]) -> bool:
    """Tell whether a word, or its part behind an apostrophe or a hyphen, is one of a table, there in lower case."""
    plain = word.lstrip(_OPENING_MARKS)
    forms = {plain, re.split(r"['\u2019-](?=\w)", plain)[-1]}
    return not forms.isdisjoint(listed) or not {form.casefold() for form in forms}.isdisjoint(listed)


def _opens_with_one_letter(gap: _Gap) -> bool:
    """Tell whether the first word has one letter, a small one or, where it begins a sentence, a capital.

    Scripts without case have no such words, or, as Korean, so many that lines could hardly break.
    """
    letters = [character for character in gap.left if character.isalnum() or character in _PERCENT]
    if len(letters) != 1 or gap.left[-1] != letters[0]:
        return False
    return letters[0].islower() or (letters[0].isupper() and gap.opens)


def _is_punctuated(gap: _Gap) -> bool:
    """Tell whether a punctuation mark is set off from its word by a space: 'Vraiment ?', '« Oui »'.

    Where » opens and « closes, as in German, they are written without a space, and are not meant.
    """
    closes = gap.right[0] in _HIGH or (gap.right[0] in _CLOSING and not gap.right[1:2].isalnum())
    opens = gap.left[-1] in _OPENING and not any(character.isalnum() for character in gap.left)
    return closes or opens
