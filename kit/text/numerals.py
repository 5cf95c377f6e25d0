"""Numbers in a text, in digits or words, with words of magnitude, and the possible values of each; and plural classes.

Words of magnitude, such as "million" and "Mio.", are what ICU writes behind numbers in its long and short compact
forms, in each plural (https://www.unicode.org/reports/tr35/tr35-numbers.html#Compact_Number_Formats). A plural class is
the form of a word that goes with a number in a language, by the Unicode CLDR (UTS #35, part 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from icu4py.messageformat import MessageFormat

from kit.model.statistic import PLURAL_CLASSES
from kit.text.languages.language_writing import any_of, writing_of

_PATTERN = " ".join(f"{name} {{{name}}}" for name in PLURAL_CLASSES)
#: Whole numbers that include every class of the numbers that people count to.
_COUNTED = range(1_001)
#: A number with its own class in some languages, beyond what people count to.
_LARGE = 1_000_000


@lru_cache(maxsize=4096)
def plural_class(number: int, language: str) -> str:
    """Return the class of a whole number in a language, a BCP 47 tag: one of `PLURAL_CLASSES`."""
    return _class_format(language).format({"n": number})


@lru_cache(maxsize=64)
def _class_format(language: str) -> MessageFormat:
    """Return the format that writes the class of a number; making one takes longer than using it."""
    return message_format(f"{{n, plural, {_PATTERN}}}", language)


@lru_cache(maxsize=64)
def plural_classes(language: str) -> tuple[str, ...]:
    """Return the classes of the whole numbers that people count to in a language, in CLDR's order."""
    written = _class_format(language)
    used = {written.format({"n": number}) for number in _COUNTED}
    return tuple(name for name in PLURAL_CLASSES if name in used)


def possible_classes(language: str) -> tuple[str, ...]:
    """Return the classes that words may have in a language, including those of fractions and very large numbers."""
    possible = {*plural_classes(language), plural_class(_LARGE, language), "other"}
    return tuple(name for name in PLURAL_CLASSES if name in possible)


def write_number(number: int, language: str) -> str:
    """Return a whole number with the digits and group separators of a language."""
    return message_format("{n, number}", language).format({"n": number})


#: The fallback for a campaign without a valid language, which is reported at its place.
_ANY = "en"


def message_format(pattern: str, language: str) -> MessageFormat:
    """Return an ICU message format in a language, or in English if the name is not a well-formed language tag."""
    try:
        return MessageFormat(pattern, language)
    except ValueError:
        return MessageFormat(pattern, _ANY)


#: Digits in groups, with a space, an apostrophe or a separator between them.
_DIGITS = re.compile(
    r"(?<![\w.,])(?<![^\W\d][-\u2011])(?P<sign>[-\u2212](?=\d))?"
    r"(?P<digits>\d+(?:(?:[.,'\u2019\u066b\u066c\u00a0\u202f\u2009]|[ ](?=\d{3}(?!\d)))\d+)*)"
)
_SEPARATORS = re.compile(r"\D")
#: Separators that are only used between groups of digits.
_GROUPING = frozenset("'\u2019\u066c\u00a0\u202f\u2009 ")
#: The Arabic decimal separator, which separates no groups.
_ARABIC_POINT = "\u066b"
_PERCENT = re.compile(r"[\s\u00a0\u202f]?[%\u2030\u066a]")
_YEARS = range(1800, 2200)
#: Up to so much numbers are known in words, and by the hundred up to a thousand.
_MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text from `start` to `end`; `readings` are what it may mean with its magnitude.

    The likeliest reading is the first. `step` is the value of the last digit that is not 0; `letters` are those that
    follow without a blank.
    """

    start: int
    end: int
    text: str
    readings: tuple[Decimal, ...]
    step: Decimal
    percent: bool = False
    letters: str = ""

    @property
    def year(self) -> bool:
        """Whether the number may be a year: four digits without a separator."""
        return self.text.isdecimal() and len(self.text) == len("2020") and int(self.text) in _YEARS


def numerals_in(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numbers that a text writes in digits."""
    return tuple(found for match in _DIGITS.finditer(text) if (found := _numeral(match, language)))


def spelled_numerals_in(text: str, language: str) -> tuple[Numeral, ...]:
    """Return the numbers from one on that a text writes in words, as "eleven" and "two hundred"."""
    known, pattern = _spelled(language)
    found = []
    for match in pattern.finditer(text):
        exponent, end, _ = magnitude_at(text, match.end(), language)
        value = Decimal(known[match[1].casefold()]).scaleb(exponent)
        found.append(Numeral(match.start(), end, text[match.start() : end], (value,), Decimal(1).scaleb(exponent)))
    return tuple(found)


def _numeral(match: re.Match[str], language: str) -> Numeral | None:
    """Return the number at a match; None where digits and separators do not form one, as in 21.12.2020."""
    text, plain = match.string, _plain_readings(match["digits"], language)
    if not plain:
        return None
    letters = re.compile(r"[^\W\d_]*").match(text, match.end())
    exponent, end, sure = magnitude_at(text, match.end(), language)
    readings = [number.scaleb(exponent) for number in plain]
    if exponent and not sure:
        attached = bool(letters and letters[0])
        readings = [*readings, *plain] if attached or end - match.end() > len(" mn") else [*plain, *readings]
    if match["sign"]:
        readings = [sign * number for number in readings for sign in (-1, 1)]
    step = Decimal((0, (1,), int(plain[0].normalize().as_tuple().exponent))).scaleb(exponent)
    percent = _PERCENT.match(text, end) is not None
    given = letters[0] if letters else ""
    return Numeral(match.start(), end, match[0], tuple(dict.fromkeys(readings)), step, percent, given)


def _plain_readings(digits: str, language: str) -> list[Decimal]:
    """Return what digits with separators may mean, the likeliest in a language first."""
    separators = _SEPARATORS.findall(digits)
    if not separators:
        return [Decimal(digits)]
    groups = _SEPARATORS.split(digits)
    last, whole = separators[-1], Decimal("".join(groups))
    grouped = [whole] if len(set(separators)) == 1 and all(len(group) == len("000") for group in groups[1:]) else []
    alone = separators.count(last) == 1 and last not in _GROUPING
    if alone and len(set(separators[:-1])) <= 1 and all(len(group) == len("000") for group in groups[1:-1]):
        decimal = [whole.scaleb(-len(groups[-1]))]
        return [*decimal, *grouped] if last in (_ARABIC_POINT, _decimal_separator(language)) else [*grouped, *decimal]
    return grouped


@lru_cache(maxsize=64)
def _decimal_separator(language: str) -> str:
    """Return the decimal separator of a language."""
    return re.sub(r"[\d\u200e\u200f]", "", message_format("{n, number}", language).format({"n": 1.5}))[:1]


@lru_cache(maxsize=64)
def _spelled(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    """Return numbers by how they are written in words, and what matches any of them."""
    words = message_format("{n, spellout}", language)
    numbers = [*range(1, _MOST_WORDS), *range(200, 1000, 100)]
    known = {words.format({"n": number}).replace("\u00ad", "").casefold(): number for number in numbers}
    listed = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    return known, re.compile(rf"(?<![\w-])({listed})(?![\w-])", re.IGNORECASE)


#: Numbers that have each of the plural forms there are, and the exponents that have words.
_COUNTS, _EXPONENTS = (1, 2, 3, 5, 11, 21, 82), (3, 6, 9, 12)
#: What is understood in every language, as words are English until somebody translates them.
_EVERYWHERE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
#: From so many letters on, what words of one magnitude begin with tells inflected forms.
_STEM = 5
#: Characters that are not seen: what ICU marks directions with.
_MARKS = re.compile("[\u200e\u200f\u061c]")
#: From so many letters on, a word of magnitude is hardly one of measure, as "m" is.
_SURE = 3
#: How many words of magnitude a number may have.
_MOST_MAGNITUDE_WORDS = 3
#: What may be between a number and its word of magnitude.
_GAP = r"[\s\u00a0\u202f\u2011-]{0,2}"


@lru_cache(maxsize=64)
def magnitude_words(language: str) -> dict[str, int]:
    """Return the words of magnitude of a language, in lower case and without a full stop, with their exponents."""
    writing = writing_of(language)
    found, before = {**_EVERYWHERE, "k": 3, **writing.magnitudes}, any_of(writing.before_magnitude)
    for style in ("compact-long", "compact-short"):
        pattern = message_format(f"{{n, number, ::{style}}}", language)
        for exponent in _EXPONENTS:
            for count in _COUNTS:
                found.update(_compact_words(pattern.format({"n": count * 10**exponent}), count, exponent, before))
    return found


def _compact_words(written: str, count: int, exponent: int, before: str) -> Iterator[tuple[str, int]]:
    """Yield the word in a number that is written compactly, if there is one, and its exponent.

    `before` is the pattern of what may be between the number and the word.
    """
    match = re.fullmatch(rf"(\d+)\s*(?:(?:{before})\s+)?(\D+)", _MARKS.sub("", written).strip())
    if match:
        left = len(match[1]) - len(str(count))
        yield match[2].strip(" .\u00a0\u202f").casefold(), exponent - left


def has_magnitude_word(text: str, language: str) -> bool:
    """Return whether a text has a word of magnitude, such as "thousands", in any inflection that is known."""
    words, stems = magnitude_words(language), _stems(language)
    return any(
        word in words or any(word.startswith(stem) for stem in stems)
        for word in re.findall(r"[^\W\d_]{3,}", text.casefold())
    )


def magnitude_at(text: str, index: int, language: str) -> tuple[int, int, bool]:
    """Return the exponent of the words of magnitude at an index of a text, where they end, and whether that is sure.

    Several multiply, as "mil millones". The exponent is 0 where there are none.
    """
    exponent, end, sure = 0, index, True
    exact, inflected = _patterns(language)
    for match in _magnitude_matches(exact, text, index):
        word = match[1].casefold()
        exponent, sure = exponent + magnitude_words(language)[word], sure and len(word) >= _SURE
        end = match.end()
    if end == index and inflected and (other := inflected.match(text, index)):
        return _stems(language)[other[1].casefold()], other.end(), False
    return exponent, end, sure


def _magnitude_matches(pattern: re.Pattern[str], text: str, index: int) -> Iterator[re.Match[str]]:
    """Yield the matches that follow each other from an index of a text on, as many as a number may have."""
    for _ in range(_MOST_MAGNITUDE_WORDS):
        match = pattern.match(text, index)
        if match is None:
            return
        yield match
        index = match.end()


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    """Return what matches a word of magnitude, and what matches one that is inflected otherwise."""
    words, stems = (sorted(known, key=len, reverse=True) for known in (magnitude_words(language), _stems(language)))
    before = any_of(writing_of(language).before_magnitude)
    listed = "|".join(map(re.escape, words))
    exact = re.compile(rf"{_GAP}(?:(?:{before})\s+)?({listed})(?:\.(?=\s)|\.$|(?!\w))", re.IGNORECASE)
    inflected = re.compile(rf"{_GAP}({'|'.join(map(re.escape, stems))})\w*", re.IGNORECASE) if stems else None
    return exact, inflected


@lru_cache(maxsize=64)
def _stems(language: str) -> dict[str, int]:
    """Return the beginnings of the words of each magnitude, as far as they distinguish them from other words."""
    stems: dict[str, int] = {}
    for word, exponent in magnitude_words(language).items():
        alike = [other for other, power in magnitude_words(language).items() if power == exponent]
        alike = [other for other in alike if other[:_STEM] == word[:_STEM]]
        stem = min(alike, key=len)
        while not all(other.startswith(stem) for other in alike):
            stem = stem[:-1]
        if len(stem) >= _STEM and " " not in stem:
            stems[stem] = exponent
    return stems
