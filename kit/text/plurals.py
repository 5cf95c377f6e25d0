"""Plural classes of the Unicode CLDR: the form of a word that goes with a number in a language (UTS #35, part 3)."""

from __future__ import annotations

from functools import lru_cache

from icu4py.messageformat import MessageFormat

from kit.model.statistic import PLURAL_CLASSES

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
