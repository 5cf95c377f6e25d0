"""A YAML file as its text and as plain values with their positions, and the declaration of its entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Any, NamedTuple, TypeVar, dataclass_transform

import yaml

from kit.base.errors import Mark

#: Line breaks of YAML 1.1 (https://yaml.org/spec/1.1/#id871856); `str.splitlines` would also break at a form feed.
LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
#: The path from the root of a document to a value: mapping keys and list indexes.
YamlPath = tuple[str | int, ...]
#: The mark at both ends of an emphasised stretch of words.
EMPHASIS = "**"
#: The same as a pattern, where it is optional.
MAYBE_EMPHASIS = f"(?:{re.escape(EMPHASIS)})?"
_EMPHASIS = re.compile(re.escape(EMPHASIS))


@dataclass(frozen=True, slots=True)
class Document:
    """The values of a YAML file: mappings, lists, strings, and None for a key without a value.

    `keys` and `values` are (line, column), counted from 1, by path. `taken` are the paths of values that are elsewhere
    in the file, because a message is like another, with their places. `translated` are the paths of values that are in
    another file, a translation: which, and at which path of it. `originals` are what they are translated from, by path,
    with the language of the original. `replaced` are the paths of values that a partner has instead, in the same form.
    """

    file: str
    lines: tuple[str, ...]
    value: Any
    keys: Mapping[YamlPath, tuple[int, int]]
    values: Mapping[YamlPath, tuple[int, int]]
    taken: frozenset[YamlPath] = frozenset()
    translated: Mapping[YamlPath, tuple[Document, YamlPath]] = field(default_factory=dict)
    originals: Mapping[YamlPath, Any] = field(default_factory=dict)
    replaced: Mapping[YamlPath, tuple[Document, YamlPath]] = field(default_factory=dict)

    def mark(self, *path: str | int) -> Mark:
        """Return the mark of a value, or of the nearest written value or key around it."""
        home, path = self._home(path)
        return home._nearest(home.values, path)  # noqa: SLF001  (another of this class)

    def originals_of(self, path: YamlPath) -> tuple[str, ...]:
        """Return the text that one is translated from, or every form of it; nothing if it is not translated."""
        known = next((n for n in range(len(path), 0, -1) if path[:n] in self.originals), 0)
        value = self.originals.get(path[:known])
        for step in path[known:]:
            value = value.get(step, value) if isinstance(value, dict) else value
        return tuple(map(str, value.values())) if isinstance(value, dict) else () if value is None else (str(value),)

    def mark_at(self, path: YamlPath, text: str, index: int, length: int = 1) -> Mark:
        """Return the mark of some characters of a text, or of the text if the file spells them differently.

        `**` counts as one character.
        """
        mark = self.mark(*path)
        length = max(length, len(EMPHASIS)) if text.startswith(EMPHASIS, index) else length
        sought = text[index : index + length]
        before = text.count(sought, 0, index)
        lines = self._home(path)[0].lines
        for line in range(mark.line, len(lines) + 1):
            written = lines[line - 1]
            first = mark.column - 1 if line == mark.line else 0
            found = [match.start() for match in re.finditer(re.escape(sought), written) if match.start() >= first]
            if before < len(found):
                return Mark(mark.file, line, found[before] + 1, written)
            before -= len(found)
        return mark

    def only(self, key: str) -> Document:
        """Return the file with one of its entries alone, at the same place: all other lines are empty."""
        keys, values = (
            {path: at for path, at in places.items() if path[:1] == (key,)} for places in (self.keys, self.values)
        )
        own = [line for line, _ in (*keys.values(), *values.values())]
        first, last = min(own, default=1), max(own, default=0)
        others = (line for path, (line, _) in self.keys.items() if len(path) == 1 and line > last)
        end = min(others, default=len(self.lines) + 1)
        lines = tuple(line if first <= number < end else "" for number, line in enumerate(self.lines, 1))
        value = {key: self.value[key]} if key in self.value else {}
        return replace(self, lines=lines, value=value, keys=keys, values=values)

    def line_marks(self, *path: str | int) -> tuple[Mark, ...]:
        """Return the mark of a value, and those of its further lines: those indented deeper than its key."""
        first = self.mark(*path)
        home, there = self._home(path)
        key = next((there[:length] for length in range(len(there), 0, -1) if there[:length] in home.keys), None)
        depth = _indentation(home.lines[home.keys[key][0] - 1]) if key else 0
        below = takewhile(lambda line: not line.strip() or _indentation(line) > depth, home.lines[first.line :])
        return (first, *(Mark(first.file, first.line + n, 1, line) for n, line in enumerate(below, 1)))

    def key_mark(self, *path: str | int) -> Mark:
        """Return the mark of a key, or of the nearest written value or key around it."""
        home, there = self._home(path)
        return home._nearest(home.keys, there) if there in home.keys else self.mark(*path)  # noqa: SLF001

    def _home(self, path: YamlPath) -> tuple[Document, YamlPath]:
        """Return the file that contains a value, and its path there."""
        for places in filter(None, (self.replaced, self.translated)):
            for length in range(len(path), 0, -1):
                if path[:length] in places:
                    document, there = places[path[:length]]
                    return document, (*there, *path[length:])
        return self, path

    def _nearest(self, positions: Mapping[YamlPath, tuple[int, int]], path: YamlPath) -> Mark:
        while path and path not in positions:
            path = path[:-1]
            positions = self.keys if path in self.keys else self.values
        line, column = positions.get(path, (1, 1))
        return Mark(self.file, line, column, self.lines[line - 1] if line <= len(self.lines) else "")


def mark_of_words(lines: Iterable[Mark], words: str) -> Mark | None:
    """Return the mark of words in the lines of a value, in any case; None if they are spelled differently there."""
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)
    for line in lines:
        if found := pattern.search(line.snippet, line.column - 1):
            return Mark(line.file, line.line, found.start() + 1, line.snippet)
    return None


def mark_of_emphasis(lines: Iterable[Mark], number: int) -> Mark | None:
    """Return the mark of the start of an emphasised stretch, by number from 0, in the lines of a value."""
    signs = (
        Mark(line.file, line.line, sign.start() + 1, line.snippet)
        for line in lines
        for sign in _EMPHASIS.finditer(line.snippet, line.column - 1)
    )
    return next(islice(signs, 2 * number, None), None)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


class DisallowedCharacter(NamedTuple):
    """A character that words must not contain: its offset in the text, what is wrong with it, the remedy."""

    offset: int
    message: str
    remedy: str


#: Returns the disallowed characters of a text, in order.
FindDisallowed = Callable[[str], Sequence[DisallowedCharacter]]


T = TypeVar("T")

#: How pydantic reads a record: every key must be known; a field with the name of a Python keyword has a `_` appended.
_STRICT_KEYS = {
    "extra": "forbid",
    "str_strip_whitespace": False,
    "alias_generator": lambda name: name.removesuffix("_"),
}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted dataclass with keyword arguments only."""
    cls.__pydantic_config__ = _STRICT_KEYS  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


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
