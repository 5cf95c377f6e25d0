"""The text of a YAML file, and marks in it by index or by the parser's own position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.base.errors import Mark

if TYPE_CHECKING:
    import yaml


#: Line breaks of YAML 1.1 (https://yaml.org/spec/1.1/#id871856); `str.splitlines` would also break at a form feed.
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file with its name in messages, whole and split into lines."""

    file: str
    text: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str, file: str) -> SourceText:
        """Split a text into lines as YAML does."""
        return cls(file, text, tuple(LINE_BREAK.split(text)))

    def mark(self, position: yaml.Mark) -> Mark:
        """Return the mark of a position that the parser reports, which counts lines and columns from 0."""
        return Mark(self.file, position.line + 1, position.column + 1, self.line(position.line))

    def mark_at(self, index: int) -> Mark:
        """Return the mark of a character, by its index in the text."""
        return mark_at(self.text, index, self.file)

    def line(self, number: int) -> str:
        """Return a line by its number from 0; empty after the last."""
        return self.lines[number] if number < len(self.lines) else ""


def mark_at(text: str, index: int, file: str) -> Mark:
    """Return the mark of a character, by its index in the text of a file."""
    ends = [match.end() for match in LINE_BREAK.finditer(text, 0, index)]
    start = ends[-1] if ends else 0
    return Mark(file, len(ends) + 1, index - start + 1, LINE_BREAK.split(text[start:], maxsplit=1)[0])
