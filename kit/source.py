"""Read YAML into values that remember their lines; what YAML would guess or hide is refused or kept as written.

Scalars stay strings (`no`, `12:30`, `0755`), duplicate keys are refused, and size, depth and aliases are bounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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

_QUOTE_IT = 'put the whole value in quotes: "…"'
#: What the parser says, and what a person can do about it.
_REMEDIES = {
    "that cannot start any token": _QUOTE_IT,
    "mapping values are not allowed": f"a value with ': ' in it needs quotes: {_QUOTE_IT}",
    "found undefined alias": f"a value that starts with '*' needs quotes: {_QUOTE_IT}",
    "alphabetic or numeric character": f"a value that starts with '*' or '&' needs quotes: {_QUOTE_IT}",
    "unexpected end of stream": "a quote is opened here and never closed",
    "expected <block end>": "the indentation does not match the lines above",
    "could not find expected ':'": "a key needs ':' and a space after it",
    "found character '\\t'": "indent with spaces, not with tabs",
}


def read_yaml(path: Path, *, name: str | None = None) -> Document:
    """Read a YAML file; `name` is how messages call it, the path unless given.

    Raises SpecError when the file can't be read, is not UTF-8 or YAML, or passes a bound.
    """
    file = name or str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        fault = Fault(f"can't read {file}: {(error.strerror or str(error)).lower()}", None, "check the path")
        raise SpecError(fault) from error
    if len(data) > MAX_BYTES:
        raise SpecError(Fault(f"{file} has {len(data):,} bytes; at most {MAX_BYTES:,} are read"))
    return parse_yaml(_decode(data, file), file)


def parse_yaml(text: str, file: str) -> Document:
    """Parse YAML text; see `read_yaml`."""
    lines = tuple(text.splitlines())
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise SpecError(_syntax_fault(error, file, lines)) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        column = error.position - text.rfind("\n", 0, error.position)
        message = f"the character U+{ord(str(error.character)):04X} is not allowed in YAML"
        raise SpecError(Fault(message, Mark(file, line, column, lines[line - 1]), "remove it")) from error
    walk = _Walk(file, lines)
    value = walk.value(node, ()) if node else None
    if walk.faults:
        raise SpecError(*walk.faults)
    return Document(file, lines, value, walk.keys, walk.values)


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SpecError(Fault("not UTF-8 text", Mark(file, line), "save the file as UTF-8")) from error


def _syntax_fault(error: yaml.MarkedYAMLError, file: str, lines: tuple[str, ...]) -> Fault:
    problem = (error.problem or "not YAML").replace("\n", " ")
    at = error.problem_mark or error.context_mark
    if "unexpected end of stream" in problem and error.context_mark:
        at = error.context_mark
    line, column = (at.line + 1, at.column + 1) if at else (1, 1)
    snippet = lines[line - 1] if line <= len(lines) else ""
    remedy = next((text for key, text in _REMEDIES.items() if key in problem), "")
    return Fault(f"not YAML: {problem}", Mark(file, line, column, snippet), remedy)


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
            bound = f"nested deeper than {MAX_DEPTH} levels" if len(path) > MAX_DEPTH else f"over {MAX_NODES:,} values"
            raise SpecError(Fault(bound, self._mark(node), "aliases that repeat each other grow without end"))
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self._fault(f"the tag '{node.tag}' is not known here", node, "put the value in quotes")
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
        written = isinstance(node, yaml.ScalarNode) and (node.value or node.style)
        return str(node.value) if written else None

    def _fault(self, message: str, node: yaml.Node, remedy: str) -> None:
        self.faults.append(Fault(message, self._mark(node), remedy))

    def _mark(self, node: yaml.Node) -> Mark:
        line = node.start_mark.line
        return Mark(self.file, line + 1, node.start_mark.column + 1, self.lines[line] if line < len(self.lines) else "")
