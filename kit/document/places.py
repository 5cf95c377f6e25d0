"""Where characters of a text stand, by line and column, as YAML ends lines."""

from __future__ import annotations

import re

from kit.errors import Mark

#: Where YAML ends a line; Python would also end one at a form feed and its like.
LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def mark_at(text: str, position: int, file: str) -> Mark:
    """Return the mark of a character, by its index in the text."""
    ends = [match.end() for match in LINE_END.finditer(text, 0, position)]
    start = ends[-1] if ends else 0
    return Mark(file, len(ends) + 1, position - start + 1, LINE_END.split(text[start:], maxsplit=1)[0])
