"""Write YAML in one form: a key a line, texts plain where that is safe, several lines as a block, comments above keys.

A list is between brackets unless it has comments or is too long for a line: then each item has its own. The same values
and comments always give the same bytes. Invisible characters are written as escapes, so that people see them, except in
texts of several lines.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml
from yaml.resolver import Resolver

from kit.base.document.document import Document, YamlPath

Value = Mapping[str, "Value"] | list["Value"] | str | None


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a text: those of the whole, those above each key or item, by path, and those after the last.

    Each is one line from its '#' on.
    """

    head: tuple[str, ...] = ()
    above: Mapping[YamlPath, tuple[str, ...]] = field(default_factory=dict)
    tail: tuple[str, ...] = ()


#: Begins a text that may be plain; what any later character may not be is in `_NOT_PLAIN`.
_PLAIN_START = re.compile(r"[^\W_]|[(\u00ab\u00bb\u2018-\u201f\u2039\u203a]")
_NOT_PLAIN = re.compile(r": |:$| #|\s$|\n")
#: What ends a plain text between brackets.
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]|: ?")
_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_INDENT = "  "
#: The most characters of a line with a list between brackets.
_WIDTH = 150
_STRING = "tag:yaml.org,2002:str"


def write_yaml(value: Mapping[str, Value], comments: Comments | None = None) -> str:
    """Return a mapping as YAML text with comments; sections are separated by a blank line."""
    comments = comments or Comments()
    lines = [*comments.head]
    for key, inside in value.items():
        lines += ["", *_entry((key,), inside, comments)]
    lines += ["", *comments.tail] if comments.tail else []
    return "\n".join(lines[not lines[:1] or not lines[0] :]) + "\n"


def _entry(path: YamlPath, value: Value, comments: Comments) -> Iterator[str]:
    """Yield the lines of a key: the comments above it, and its value after or below it."""
    indent, key = _INDENT * (len(path) - 1), _key(str(path[-1]))
    yield from _comments_above(path, comments)
    if isinstance(value, dict) and value:
        yield f"{indent}{key}:"
        for inner, inside in value.items():
            yield from _entry((*path, inner), inside, comments)
    elif isinstance(value, str) and _may_be_block(value):
        yield f"{indent}{key}: |-"
        yield from (f"{indent}{_INDENT}{line}" if line else "" for line in value.split("\n"))
    elif isinstance(value, list) and _is_divided(path, value, comments):
        yield f"{indent}{key}:"
        for number, item in enumerate(value):
            yield from _comments_above((*path, number), comments)
            yield from () if item is None else (f"{indent}{_INDENT}- {_inline(item)}",)
    else:
        yield f"{indent}{key}: {_inline(value)}".rstrip()


def _comments_above(path: YamlPath, comments: Comments) -> Iterator[str]:
    indent = _INDENT * (len(path) - 1)
    yield from (f"{indent}{line}" for line in comments.above.get(path, ()))


def _is_divided(path: YamlPath, value: list[Value], comments: Comments) -> bool:
    """Return whether each item of a list has its own line."""
    commented = any((*path, number) in comments.above for number in range(len(value)))
    return commented or len(f"{_INDENT * (len(path) - 1)}{path[-1]}: {_flow(value)}") > _WIDTH


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else _quoted(key)


def _inline(value: Value) -> str:
    """Return a value on one line, lists and what is in them between brackets; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    return _flow(value)


def _flow(value: Value) -> str:
    """Return a value between brackets; an item of a list that is empty can't be written so, and is left out."""
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value if item is not None)}]"
    if isinstance(value, str):
        return _quoted(value) if _NOT_IN_FLOW.search(value) else _text(value)
    if value is None:
        return ""
    return f"{{{', '.join(f'{_key(key)}: {_flow(inside)}'.rstrip() for key, inside in value.items())}}}"


def _text(value: str) -> str:
    """Return a text without quotes if every reader of YAML takes it for the same text, else in double quotes."""
    return value if _is_plain(value) else _quoted(value)


def _is_plain(value: str) -> bool:
    if not _PLAIN_START.match(value) or _NOT_PLAIN.search(value) or any(map(_is_unseen, value)):
        return False
    tag = Resolver().resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]  # of PyYAML
    return bool(tag == _STRING)


def _quoted(value: str) -> str:
    """Return a text in double quotes, with escapes for what can't be seen."""
    return f'"{"".join(map(_escaped, value))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not _is_unseen(character):
        return character
    code = ord(character)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: PLR2004  (the most of four digits)


def _is_unseen(character: str) -> bool:
    """Return whether people do not see a character: a control, a mark of direction, a space other than the usual."""
    return character != " " and unicodedata.category(character)[0] in "ZC"


def _may_be_block(value: str) -> bool:
    """Return whether a text of several lines is the same when it is read from a block."""
    lines = value.split("\n")
    if len(lines) == 1 or not (lines[0] and lines[-1]) or lines[0].startswith(" "):
        return False
    blank = any(line and not line.strip() for line in lines)
    controls = any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in "".join(lines))
    return not blank and not controls and "\ufeff" not in value


_COMMENT = re.compile(r"#[^\r\n]*")
#: What opens a text over several lines, with a comment after it.
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(#[^\r\n]*)")
#: The first line of a file that names its schema to editors.
_SCHEMA = "# yaml-language-server:"


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
