"""What to do about keys and values that can't be taken: the remedies of faults that validation finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.errors import Mark

#: What to write, by the kind of value that is wanted.
_HOW = {
    "a whole number": "write it in digits, without a comma or unit",
    "a date such as 2020-12-01": "write the year, month and day of a day that exists, in digits",
    "a list": "write its items in lines of their own below, each after '- ', such as - {off: voice, reason: …}",
    "keys with values": "write each key in a line of its own below, indented, as 'key: value'",
}
#: What belongs under a key that is missing.
_BELONGS = {
    "name": "short, for file names, such as child-safety-first",
    "version": "such as 1.0.0",
    "date": "such as 2020-12-01",
    "language": "such as en",
    "creator": "who made the kit",
    "licence": "how others may use it, such as CC BY 4.0",
    "hosts": "where links may lead, such as [www.change.org]",
    "url": "the address, with https://",
    "shown": "the address as pictures show it",
    "publisher": "who published it",
    "as_of": "its date as YYYY, YYYY-MM or YYYY-MM-DD",
    "text": "the figure as it is written",
    "counts": "what the figure counts",
    "source": "a figure needs its source",
    "images": "such as [{layout: message, on: [feed]}]",
    "on": "the roles of its placements, such as [feed]",
    "copy": "the words on the picture, by slot",
    "caption": "the words beside the picture, {short: …, long: …}",
    "short": "what fits every platform",
    "long": "what is used where it fits",
    "shows": "what the picture shows, without its words",
    "off": "the name of the rule, such as {off: widow, reason: …}",
    "reason": "why the rule is turned off",
    "slots": "what the layout holds",
    "size": "1200 x 1500 in px; for paper 50 x 70 cm or A3",
    "file": "the path of the file: of a font in 'fonts', of a photo or logo from kit.yaml",
}


def add_key(key: str) -> str:
    """Return what to do about a key that is missing."""
    return f"add '{key}': {_BELONGS[key]}" if key in _BELONGS else f"add '{key}'"


def add_value(mark: Mark) -> str:
    """Return what to do about a key without a value, at the mark of the key."""
    if re.match(r"[^:,#]*:?\s*#", mark.snippet[mark.column - 1 :]):
        return "what follows '#' is a comment; put the value in quotes"
    return "write a value after the colon, or remove the key"


def write_as(wanted: Sequence[str], value: object, mark: Mark) -> str:
    """Return what to do about a value of the wrong type; `wanted` says in words which types are taken."""
    opening = mark.snippet[mark.column - 1 : mark.column]
    if wanted[0] == "words" and opening in {"{", "["}:
        return f"a value that starts with '{opening}' needs quotes: \"…\""
    if wanted[0] == "words":
        return "write it in one line, or in lines below '|-'"
    if list(wanted) == ["keys with values"] and isinstance(value, str) and re.match(r"\w+:\S", value):
        return "write a space after the ':'"
    if "a list" in wanted and isinstance(value, str):
        return f"write [{value}]"
    return _HOW.get(wanted[0], "write one of these instead")
