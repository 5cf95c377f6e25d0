"""ICU's formats of numbers and days, for a language that a campaign names, whether it exists or not."""

from __future__ import annotations

from icu4py.messageformat import MessageFormat

#: Whose words are taken where a campaign names no language: that is reported at its place, and nothing else is.
_ANY = "en"


def message_format(pattern: str, language: str) -> MessageFormat:
    """Return a format of ICU in a language; in English where what is named has not the form of a language tag."""
    try:
        return MessageFormat(pattern, language)
    except ValueError:
        return MessageFormat(pattern, _ANY)
