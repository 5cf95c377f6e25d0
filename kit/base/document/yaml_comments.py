"""Find the comments of a YAML text, each with the key that it is about, so that writing the text anew keeps them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.base.document.document import Document, YamlPath


_COMMENT = re.compile(r"#[^\r\n]*")
#: What opens a text over several lines, with a comment after it.
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
#: The first line of a file that names its schema to editors.
_SCHEMA = "# yaml-language-server:"


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a text: those of the whole, those above each key or item, by path, and those after the last.

    Each is one line from its '#' on.
    """

    head: tuple[str, ...] = ()
    above: Mapping[YamlPath, tuple[str, ...]] = field(default_factory=dict)
    tail: tuple[str, ...] = ()


class _Comment(NamedTuple):
    """A comment, its line and column from 1, and whether a key or value is before it on that line."""

    text: str
    line: int
    column: int
    is_behind: bool


def comments_of(text: str, document: Document) -> Comments:
    """Return the comments of a text that was read as a document.

    A comment belongs to the next key, or item of a list, below it, or to the first of its line. Those at the top are
    the head as far as the first blank line.
    """
    found = [*_comments(text)]
    size = _head_size(found, document)
    keys = sorted((place, path) for path, place in {**document.values, **document.keys}.items() if path)
    above: dict[YamlPath, list[str]] = {}
    tail: list[str] = []
    for comment in found[size:]:
        path = _subject(comment, keys)
        (tail if path is None else above.setdefault(path, [])).append(comment.text)
    head = tuple(comment.text for comment in found[:size])
    return Comments(head, {path: tuple(lines) for path, lines in above.items()}, tuple(tail))


def _comments(text: str) -> Iterator[_Comment]:
    """Yield the comments of a text: what begins with '#' between its tokens."""
    end = yaml.Mark("", 0, 0, 0, None, 0)
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        yield from _between(text, end, token.start_mark.index)
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            header = _BLOCK_HEADER.match(text, token.start_mark.index)
            if header:
                yield _Comment(header[1].rstrip(), token.start_mark.line + 1, header.start(1), is_behind=True)
        end = token.end_mark


def _between(text: str, end: yaml.Mark, start: int) -> Iterator[_Comment]:
    """Yield the comments between the end of a token and the start of the next."""
    for match in _COMMENT.finditer(text, end.index, start):
        line = end.line + len(re.findall(r"\r\n?|\n", text[end.index : match.start()])) + 1
        before = re.split(r"[\r\n]", text[: match.start()])[-1]
        yield _Comment(match[0].rstrip(), line, len(before) + 1, is_behind=bool(before.strip()))


def _head_size(found: list[_Comment], document: Document) -> int:
    """Return how many comments at the top are about the whole file: up to a blank line, or the name of a schema."""
    size = 0
    while size < len(found) and found[size].line == size + 1 and not found[size].is_behind:
        size += 1
    blank_below = size < len(document.lines) and not document.lines[size].strip()
    return size if blank_below else int(bool(found) and size > 0 and found[0].text.startswith(_SCHEMA))


def _subject(comment: _Comment, keys: list[tuple[tuple[int, int], YamlPath]]) -> YamlPath | None:
    """Return the path of the key or item that a comment belongs to; None for one after the last."""
    if comment.is_behind:
        on_line = [path for (line, _), path in keys if line == comment.line]
        if on_line:
            return _on_a_line(on_line[0])
    after = bisect_left(keys, ((comment.line, comment.column), ()))
    return _on_a_line(keys[after][1]) if after < len(keys) else None


def _on_a_line(path: YamlPath) -> YamlPath:
    """Return the path of the key or item on whose line a value is written: items of lists are never divided."""
    return path[: next((depth for depth, step in enumerate(path, 1) if isinstance(step, int)), len(path))]
