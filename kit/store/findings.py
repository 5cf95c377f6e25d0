"""Say how a kit differs from what it should be, in sentences that are safe to print whatever the kit holds."""

from __future__ import annotations

from kit.errors import Fault
from kit.model.finding import Finding

#: The most characters of a name that are printed.
_LONGEST = 160


def difference(rule: str, sentence: str, remedy: str = "", *, code: str) -> Finding:
    """Return the error that a kit differs from what it should be; the sentence names the file, `code` the kind."""
    return Finding(rule, "error", Fault(sentence, None, remedy, code=code))


def printable(name: str) -> str:
    """Return a name that anyone may have made in a form to print: short, in quotes, without control characters."""
    return ascii(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}...")
