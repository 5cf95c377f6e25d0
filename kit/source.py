"""Read YAML into values that remember their lines; what YAML would guess or hide is refused or kept as written.

Scalars stay strings (`no`, `12:30`, `0755`), duplicate keys are refused, and size, depth and aliases are bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import yaml
import yaml.nodes

from kit.errors import Fault, Mark, SpecError
from kit.model.document import Document, YamlPath

if TYPE_CHECKING:
    from pathlib import Path

#: Far above any real kit, far below what would hurt.
MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 200_000
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
_TOO_DEEP_REMEDY = "write fewer brackets; an alias (*name) inside what it names never ends"
#: What YAML takes a value for; all of it stays as written. Any other kind comes of a tag.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
)

_QUOTE_IT = 'put the whole value in quotes: "…"'
_INDENT_IT = "bring it in line with its neighbours: the keys of one thing stand at one indentation"
#: What the parser says, in part, and what that tells a person: the fault and the remedy.
_COMPLAINTS = (
    ("found character '\\t'", "a tab stands here", "indent with spaces"),
    ("that cannot start any token", "a value can't start with {found}", _QUOTE_IT),
    ("found undefined alias", "a value can't start with '*'", _QUOTE_IT),
    ("alphabetic or numeric character", "a value can't start with '*' or '&'", _QUOTE_IT),
    ("chomping or indentation indicators", "a value can't start with '|' or '>'", _QUOTE_IT),
    ("a comment or a line break", "a value can't start with '|' or '>'", _QUOTE_IT),
    ("sequence entries are not allowed", "a value can't start with '- '", _QUOTE_IT),
    ("expected the node content", "a value can't start with {found}", _QUOTE_IT),
    ("unexpected end of stream", "a quote is opened here and never closed", "close it at the end of the value"),
    ("unknown escape character", "'\\' before {found} means nothing in double quotes", "write it twice: '\\\\'"),
    ("could not find expected ':'", "a key without ':'", "write 'key: value', with a space after the colon"),
    ("another document", "a second document begins here", "remove the line '---'"),
    ("<document start>", "this does not belong to what is above", _INDENT_IT),
)
_HIDDEN = "'#' begins a comment, which hides the rest of the line"
#: A `#` that begins a comment, and the character it hides.
_COMMENT = re.compile(r"(?:^|[\s\[{,])(#)\S")
#: Where YAML ends a line; Python would also end one at a form feed and its like.
_LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def read_yaml(path: Path, *, name: str | None = None) -> Document:
    """Read a YAML file; `name` is how messages call it, the path unless given.

    Raises SpecError when the file can't be read, is not UTF-8 or YAML, or passes a bound.
    """
    file = name or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SpecError(_unreadable(path, error)) from error
    if len(data) > MAX_BYTES:
        raise SpecError(Fault(f"{file} has {len(data):,} bytes; at most {MAX_BYTES:,} are read"))
    return parse_yaml(_decode(data, file), file)


def parse_yaml(text: str, file: str) -> Document:
    """Parse YAML text; see `read_yaml`."""
    lines = tuple(_LINE_END.split(text))
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise SpecError(_syntax_fault(error, file, lines)) from error
    except yaml.reader.ReaderError as error:
        message = f"the character U+{error.character:04X} is not allowed in YAML"
        raise SpecError(Fault(message, _mark_at(text, error.position, file), "remove it")) from error
    except RecursionError as error:
        raise SpecError(Fault(_TOO_DEEP, Mark(file, 1), _TOO_DEEP_REMEDY)) from error
    walk = _Walk(file, lines)
    value = walk.value(node, ()) if node else None
    if walk.faults:
        raise SpecError(*walk.faults)
    return Document(file, lines, value, walk.keys, walk.values)


def _unreadable(path: Path, error: OSError) -> Fault:
    if path.is_dir():
        return Fault(f"{path} is a folder", None, f"name the file in it, such as {path / 'kit.yaml'}")
    message = f"can't read {path}: {(error.strerror or str(error)).lower()}"
    return Fault(message, None, "go to the folder of the file, or name the file with --spec")


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What came before the fault is sound, and as many characters long as the mark needs.
        text = data.decode("utf-8-sig", errors="replace")
        mark = _mark_at(text, len(data[: error.start].decode("utf-8-sig")), file)
        raise SpecError(Fault("not UTF-8 text", mark, "save the file as UTF-8")) from error


def _mark_at(text: str, position: int, file: str) -> Mark:
    """Return the mark of a character, by its index in the text."""
    ends = [match.end() for match in _LINE_END.finditer(text, 0, position)]
    start = ends[-1] if ends else 0
    return Mark(file, len(ends) + 1, position - start + 1, _LINE_END.split(text[start:], maxsplit=1)[0])


def _syntax_fault(error: yaml.MarkedYAMLError, file: str, lines: tuple[str, ...]) -> Fault:
    problem = (error.problem or "unreadable").replace("\n", " ")
    at = error.problem_mark or error.context_mark
    # Where the parser stopped is often lines below what is wrong: the quote, bracket, key or alias that it was in.
    opened = error.context_mark if error.context_mark and _blames_context(problem, error.context or "") else at
    line, column = (opened.line + 1, opened.column + 1) if opened else (1, 1)
    mark = Mark(file, line, column, lines[line - 1] if line <= len(lines) else "")
    if "expected ',' or" in problem and "':'" in problem and at and at.line + 1 == line:
        return _second_colon(replace(mark, column=at.column + 1))
    if "expected ',' or" in problem:
        return _open_bracket(mark)
    if "mapping values are not allowed" in problem:
        return _second_colon(mark)
    if "<block end>" in problem:
        return _after_value(mark)
    quoted = re.findall(r"'[^']*'", problem)
    for said, fault, remedy in _COMPLAINTS:
        if said in problem:
            return Fault(fault.format(found=quoted[-1] if quoted else "this"), mark, remedy)
    return Fault(f"not YAML: {problem}", mark, _QUOTE_IT)


def _blames_context(problem: str, context: str) -> bool:
    return (
        "unexpected end of stream" in problem
        or "could not find expected ':'" in problem
        or "alphabetic or numeric character" in problem
        or "a flow" in context
    )


def _open_bracket(mark: Mark) -> Fault:
    comment = _COMMENT.search(mark.snippet, mark.column - 1)
    if comment:
        mark = replace(mark, column=comment.start(1) + 1)
        return Fault(_HIDDEN, mark, f"to keep it, {_QUOTE_IT}")
    bracket = mark.snippet[mark.column - 1 : mark.column] or "["
    close = {"{": "}"}.get(bracket, "]")
    return Fault(
        f"'{bracket}' is opened here and not closed", mark, f"write '{close}' where it ends, ',' between items"
    )


def _second_colon(mark: Mark) -> Fault:
    if ": " in mark.snippet[: mark.column - 1]:
        return Fault("a value with ': ' in it needs quotes", mark, _QUOTE_IT)
    mark = replace(mark, column=len(mark.snippet) - len(mark.snippet.lstrip()) + 1)
    return Fault("this line is indented deeper than its neighbours", mark, _INDENT_IT)


def _after_value(mark: Mark) -> Fault:
    before = mark.snippet[: mark.column - 1].rstrip()
    if before.endswith(('"', "'")):
        remedy = f"{_QUOTE_IT}; if it has them, a quote above is not closed"
        return Fault("words follow a closing quote", mark, remedy)
    if before.endswith(("}", "]")):
        return Fault(f"words follow a closing '{before[-1]}'", mark, _QUOTE_IT)
    return Fault("the indentation does not match the lines above", mark, _INDENT_IT)


@dataclass
class _Walk:
    """One walk over the node tree: collects values, places and faults."""

    file: str
    lines: tuple[str, ...]
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    nodes: int = 0

    def value(self, node: yaml.Node, path: YamlPath) -> Any:  # noqa: ANN401  (YAML holds anything)
        """Return the value of a node and note where it stands."""
        self.nodes += 1
        self.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        if len(path) > MAX_DEPTH or self.nodes > MAX_NODES:
            bound = _TOO_DEEP if len(path) > MAX_DEPTH else f"over {MAX_NODES:,} values"
            raise SpecError(Fault(bound, self._mark(node), _TOO_DEEP_REMEDY))
        mark = self._mark(node)
        if node.tag not in _TAGS or mark.snippet.startswith("!", mark.column - 1):
            self._fault("a value can't start with '!', which would make it a tag", node, _QUOTE_IT)
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: YamlPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                self._fault("a key must be a single word", key_node, "put it in quotes")
                continue
            if key in result:
                first = self.keys[(*path, key)][0]
                self._fault(f"'{key}' stands twice; first in line {first}", key_node, "remove or rename one of them")
                continue
            self.keys[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self.value(value_node, (*path, key))
        return result

    def _scalar(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode) or not (node.value or node.style):
            return None
        self._refuse_lost_hashtag(node)
        return str(node.value)

    def _refuse_lost_hashtag(self, node: yaml.ScalarNode) -> None:
        """Refuse `Sign now #ChildSafetyFirst`, of which YAML would keep `Sign now` and say nothing."""
        line, column = node.end_mark.line, node.end_mark.column
        text = self.lines[line] if node.style is None and line < len(self.lines) else ""
        if node.value and _COMMENT.match(text[column:].lstrip(" ,")):
            mark = Mark(self.file, line + 1, text.index("#", column) + 1, text)
            remedy = f"to keep it, {_QUOTE_IT}; if it is a comment, write a space after '#'"
            self.faults.append(Fault(_HIDDEN, mark, remedy))

    def _fault(self, message: str, node: yaml.Node, remedy: str) -> None:
        self.faults.append(Fault(message, self._mark(node), remedy))

    def _mark(self, node: yaml.Node) -> Mark:
        line = node.start_mark.line
        return Mark(self.file, line + 1, node.start_mark.column + 1, self.lines[line] if line < len(self.lines) else "")
