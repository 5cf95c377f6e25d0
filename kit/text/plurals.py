"""Plural classes of the Unicode CLDR: which form of some words a language has for a number (UTS #35, part 3)."""

from __future__ import annotations

from functools import lru_cache

from icu4py.messageformat import MessageFormat

from kit.model.countdown import PLURAL_CLASSES

_PATTERN = " ".join(f"{name} {{{name}}}" for name in PLURAL_CLASSES)
#: Whole numbers among which every class of whole numbers that people count to is met.
_COUNTED = range(1_001)
#: A number that has a class of its own in some languages, and that nobody counts to.
_LARGE = 1_000_000


@lru_cache(maxsize=4096)
def plural_class(number: int, language: str) -> str:
    """Return the class of a whole number in a language, a BCP 47 tag: one of `PLURAL_CLASSES`."""
    return message_format(f"{{n, plural, {_PATTERN}}}", language).format({"n": number})


@lru_cache(maxsize=64)
def plural_classes(language: str) -> tuple[str, ...]:
    """Return the classes that words need in a language for whole numbers that people count to, in CLDR's order."""
    found = {plural_class(number, language) for number in _COUNTED}
    return tuple(name for name in PLURAL_CLASSES if name in found)


def possible_classes(language: str) -> tuple[str, ...]:
    """Return the classes that words may have in a language: also those of fractions and of very large numbers."""
    found = {*plural_classes(language), plural_class(_LARGE, language), "other"}
    return tuple(name for name in PLURAL_CLASSES if name in found)


def write_number(number: int, language: str) -> str:
    """Return a whole number in the digits and groups of a language."""
    return message_format("{n, number}", language).format({"n": number})


#: Whose words are taken where a campaign names no language: that is reported at its place, and nothing else is.
_ANY = "en"


def message_format(pattern: str, language: str) -> MessageFormat:
    """Return a format of ICU in a language; in English where what is named has not the form of a language tag."""
    try:
        return MessageFormat(pattern, language)
    except ValueError:
        return MessageFormat(pattern, _ANY)
