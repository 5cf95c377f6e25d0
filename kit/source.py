"""Read YAML into values that remember their lines; what YAML would guess or hide is refused or kept as written.

Scalars stay strings (`no`, `12:30`, `0755`), keys that are alike are refused, and size, depth and aliases are bounded.
"""

from __future__ import annotations

import codecs
import re
import sys
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import yaml
import yaml.nodes

from kit.characters import flaws
from kit.errors import Fault, Mark, SpecError
from kit.model.document import Document, YamlPath

if TYPE_CHECKING:
    from pathlib import Path

#: Far above any real kit, far below what would hurt.
MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
_TOO_MANY = f"over {MAX_NODES:,} values"
_TOO_LONG = f"over {MAX_BYTES:,} characters by way of aliases"
_TOO_DEEP_REMEDY = "write fewer brackets; an alias (*name) inside what it names never ends"
_TOO_MUCH_REMEDY = "write less into one file; what an alias (*name) names counts each time"
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
_COLON = re.compile(r"\s*:")
#: What ends a line for YAML and for few editors.
_UNSEEN_END = re.compile("[\x85\u2028\u2029]")
#: One character of a value as it is written, in double quotes perhaps as an escape.
_WRITTEN = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|.", re.DOTALL)


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
    unseen = _UNSEEN_END.search(text)
    if unseen:
        [flaw] = flaws(unseen[0])
        raise SpecError(Fault(flaw.message, _mark_at(text, unseen.start(), file), flaw.remedy))
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise SpecError(_syntax_fault(error, file, lines)) from error
    except yaml.reader.ReaderError as error:
        message = f"the character U+{error.character:04X} is not allowed in YAML"
        raise SpecError(Fault(message, _mark_at(text, error.position, file), "remove it")) from error
    except _BoundError as error:
        raise SpecError(Fault(str(error), _mark_at(text, error.index, file), error.remedy)) from error
    walk = _Walk(file, text, lines)
    value = walk.value(node, ()) if node else None
    walk.refuse_lost_words(loader)
    if walk.faults:
        raise SpecError(*dict.fromkeys(walk.faults))
    return Document(file, lines, value, walk.keys, walk.values)


def _unreadable(path: Path, error: OSError) -> Fault:
    if path.is_dir():
        return Fault(f"{path} is a folder", None, f"name the file in it, such as {path / 'kit.yaml'}")
    message = f"can't read {path}: {(error.strerror or str(error)).lower()}"
    return Fault(message, None, "go to the folder of the file, or name the file with --spec")


def _decode(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        raise SpecError(Fault("the file is UTF-16 or UTF-32 text", Mark(file, 1), "save it as UTF-8"))
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


class _BoundError(Exception):
    """A bound is passed at a character of the text."""

    def __init__(self, message: str, index: int, remedy: str) -> None:
        super().__init__(message)
        self.index = index
        self.remedy = remedy


class _Loader(yaml.SafeLoader):
    """Composes nodes within bounds; `unnamed` keeps where each anchor stands that no alias has named yet."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.unnamed: dict[str, yaml.Mark] = {}
        self._depth = self._nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs lack it
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            raise _BoundError(_TOO_DEEP, event.start_mark.index, _TOO_DEEP_REMEDY)
        if self._nodes > MAX_NODES:
            raise _BoundError(_TOO_MANY, event.start_mark.index, _TOO_MUCH_REMEDY)
        if isinstance(event, yaml.AliasEvent):
            self.unnamed.pop(str(event.anchor), None)
        elif event.anchor is not None:
            self.unnamed[event.anchor] = event.start_mark
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


@dataclass
class _Walk:
    """One walk over the node tree: collects values, places and faults."""

    file: str
    text: str
    lines: tuple[str, ...]
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    nodes: int = 0
    characters: int = 0

    def value(self, node: yaml.Node, path: YamlPath) -> Any:  # noqa: ANN401  (YAML holds anything)
        """Return the value of a node and note where it stands."""
        self.nodes += 1
        self.values[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
        mark = self._mark(node)
        if len(path) > MAX_DEPTH:
            raise SpecError(Fault(_TOO_DEEP, mark, _TOO_DEEP_REMEDY))
        if self.nodes > MAX_NODES:
            raise SpecError(Fault(_TOO_MANY, mark, _TOO_MUCH_REMEDY))
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
        alike: dict[str, str] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if not isinstance(key, str):
                self._fault("a key must be a single word", key_node, "put it in quotes")
                continue
            if key_node.tag == "tag:yaml.org,2002:merge":
                self._fault("a key can't be '<<', which would merge keys", key_node, "write the keys out")
                continue
            twin = alike.setdefault(unicodedata.normalize("NFKC", key).casefold(), key)
            if key in result or twin != key:
                self._fault(*self._doubled(key, twin, path, key_node))
                continue
            self._refuse_flaws(key_node)
            if result:
                self._refuse_lost_end(node, key_node)
            self.keys[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            result[key] = self.value(value_node, (*path, key))
        return result

    def _refuse_lost_end(self, node: yaml.MappingNode, key: yaml.ScalarNode) -> None:
        """Refuse `{short: Stop, please}`, of which YAML would make the value `Stop` and the key `please`."""
        if node.flow_style and not _COLON.match(self.text, key.end_mark.index):
            self._fault(f"the ',' before '{key.value}' ends the value", key, f"to keep it, {_QUOTE_IT}")

    def _doubled(self, key: str, twin: str, path: YamlPath, node: yaml.Node) -> tuple[str, yaml.Node, str]:
        first = self.keys[(*path, twin)][0]
        message = "stands twice; first" if key == twin else f"and '{twin}' are too alike; the other stands"
        return f"'{key}' {message} in line {first}", node, "remove or rename one of them"

    def _scalar(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode) or not (node.value or node.style):
            return None
        self.characters += len(node.value)
        if self.characters > MAX_BYTES:
            raise SpecError(Fault(_TOO_LONG, self._mark(node), _TOO_MUCH_REMEDY))
        self._refuse_lost_hashtag(node)
        self._refuse_flaws(node)
        return str(node.value)

    def _refuse_flaws(self, node: yaml.ScalarNode) -> None:
        for flaw in flaws(node.value):
            index = self._written(node, node.value, flaw.at)
            self.faults.append(Fault(flaw.message, _mark_at(self.text, index, self.file), flaw.remedy))

    def _written(self, node: yaml.ScalarNode, value: str, index: int) -> int:
        """Return where in the file a character of a value is written, as itself or as an escape."""
        start, character = node.start_mark.index, value[index]
        places = [
            match.start()
            for match in _WRITTEN.finditer(self.text, start, node.end_mark.index)
            if (_unescape(match) if node.style == '"' else match[0]) == character
        ]
        nth = value.count(character, 0, index)
        return places[nth] if nth < len(places) else int(start)

    def refuse_lost_words(self, loader: _Loader) -> None:
        """Refuse `&Parliament act`, of which YAML would keep `act` and say nothing."""
        for name, place in loader.unnamed.items():
            mark = _mark_at(self.text, place.index, self.file)
            self.faults.append(
                Fault(f"'&{name}' begins a value, which hides the word", mark, f"to keep it, {_QUOTE_IT}")
            )

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


def _unescape(match: re.Match[str]) -> str:
    """Return the character that is written, whether by itself or as an escape."""
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16)) if int(code, 16) <= sys.maxunicode else ""
    return yaml.SafeLoader.ESCAPE_REPLACEMENTS.get(match[4], match[4]) if match[4] else match[0]
