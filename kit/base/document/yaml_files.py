"""Read YAML files and texts as unconverted values with their positions; report every fault of a file at once."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
import yaml.nodes

from kit.base.document import pitfalls
from kit.base.document.document import Document, FindDisallowed, SourceText, YamlPath, mark_at
from kit.base.document.syntax_errors import QUOTE_IT, syntax_fault
from kit.base.document.yaml_limits import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    TOO_DEEP,
    TOO_DEEP_REMEDY,
    TOO_LONG,
    TOO_MANY,
    TOO_MUCH_REMEDY,
    LimitedLoader,
    LimitError,
    quick_node,
)
from kit.base.errors import Fault, Mark, SpecError
from kit.base.system_errors import unreadable
from kit.base.whole_files import TooLargeError, read_regular

#: Tags that YAML resolves plain scalars and collections to; all of these stay as written. Others are explicit.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
)
_MERGE = "tag:yaml.org,2002:merge"
#: Line breaks in YAML that few editors show as such.
_UNSEEN_BREAK = re.compile("[\x85\u2028\u2029]")
#: How many documents are cached: those of a project, which are read repeatedly while some are edited.
_KEPT = 256


def read_yaml(
    path: Path, find_disallowed: FindDisallowed, *, name: str | None = None, real: Path | None = None
) -> Document:
    """Read a YAML file; `name` is its name in messages, by default the path.

    It is opened where it really is, at a path without links: by default the same. Raises SpecError if the file can't be
    read, is not UTF-8 or YAML, exceeds a limit, or contains a character that `find_disallowed` returns.
    """
    file = name or str(path)
    try:
        data = read_regular(real or path, MAX_BYTES, links=False)
    except TooLargeError as error:
        fault = Fault(f"{file} has {error.size:,} bytes; the limit is {MAX_BYTES:,}", code="too-many-bytes")
        raise SpecError(fault) from error
    except OSError as error:
        raise SpecError(unreadable(path, error)) from error
    return parse_yaml(_decode(data, file), file, find_disallowed)


@lru_cache(maxsize=_KEPT)
def parse_yaml(text: str, file: str, find_disallowed: FindDisallowed) -> Document:
    """Parse YAML text; see `read_yaml`. The same text gives the same document, which is never changed."""
    source = SourceText.of(text, file)
    _refuse_unseen_break(source, find_disallowed)
    node, anchors = quick_node(text), {}
    if node is None:
        loader, node = _compose(source)
        anchors = loader.unused_anchors
    built = construct(source, node, find_disallowed)
    faults = (*built.faults, *pitfalls.unused_anchors(source, anchors))
    if faults:
        raise SpecError(*dict.fromkeys(faults))
    return Document(file, source.lines, built.value, built.keys, built.values)


def _compose(source: SourceText) -> tuple[LimitedLoader, yaml.Node | None]:
    """Return the loader of a text and its root node; None for a text without values. Raises SpecError."""
    try:
        loader = LimitedLoader(source.text)
        return loader, loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise SpecError(syntax_fault(error, source)) from error
    except yaml.reader.ReaderError as error:
        message = f"the character U+{error.character:04X} is not allowed in YAML"
        raise SpecError(
            Fault(message, source.mark_at(error.position), "remove it", code="disallowed-character")
        ) from error
    except LimitError as error:
        raise SpecError(Fault(str(error), source.mark_at(error.index), error.remedy, code=error.code)) from error


def _refuse_unseen_break(source: SourceText, find_disallowed: FindDisallowed) -> None:
    unseen = _UNSEEN_BREAK.search(source.text)
    found = find_disallowed(unseen[0]) if unseen else ()
    if unseen and found:
        raise SpecError(
            Fault(found[0].message, source.mark_at(unseen.start()), found[0].remedy, code="disallowed-character")
        )


def _decode(data: bytes, file: str) -> str:
    """Return the text of a file without a byte order mark. Raises SpecError at the first byte that is not UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        raise SpecError(Fault("the file is UTF-16 or UTF-32 text", Mark(file, 1), "save it as UTF-8", code="not-utf-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Everything before the fault is valid, so its length in characters is the index of the fault.
        text = data.decode("utf-8-sig", errors="replace")
        mark = mark_at(text, len(data[: error.start].decode("utf-8-sig")), file)
        raise SpecError(Fault("not UTF-8 text", mark, "save the file as UTF-8", code="not-utf-8")) from error


@dataclass(slots=True)
class Construction:
    """The result so far: the value, the (line, column) of keys and values by path, the faults."""

    value: Any = None
    keys: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    values: dict[YamlPath, tuple[int, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    characters: int = 0


def construct(source: SourceText, root: yaml.Node | None, find_disallowed: FindDisallowed) -> Construction:
    """Return the value of a root node with positions and faults; None as the value of a text without nodes.

    Raises SpecError if aliases repeat more than the limits allow.
    """
    constructor = _Constructor(source, find_disallowed)
    if root is not None:
        constructor.result.value = constructor.construct(root, ())
    return constructor.result


class _Constructor:
    """Visits the nodes of one text, aliases each time they are used, and collects the result."""

    def __init__(self, source: SourceText, find_disallowed: FindDisallowed) -> None:
        self.source = source
        self.find_disallowed = find_disallowed
        self.result = Construction()

    def construct(self, node: yaml.Node, path: YamlPath) -> Any:  # noqa: ANN401  (YAML can contain anything)
        """Return the value of a node and note its position; None for a node that is refused."""
        self._visit(node, path)
        start = self.source.mark(node.start_mark)
        if node.tag not in _TAGS or start.snippet.startswith("!", start.column - 1):
            self._fault(
                "a value can't start with '!', which would make it a tag", node, QUOTE_IT, code="value-needs-quotes"
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.construct(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _visit(self, node: yaml.Node, path: YamlPath) -> None:
        """Note the position of a value. Raises SpecError if aliases make it one too many or too deep."""
        values, mark = self.result.values, self.source.mark(node.start_mark)
        values[path] = (mark.line, mark.column)
        if len(path) > MAX_DEPTH:
            raise SpecError(Fault(TOO_DEEP, mark, TOO_DEEP_REMEDY, code="nested-too-deep"))
        if len(values) > MAX_NODES:
            raise SpecError(Fault(TOO_MANY, mark, TOO_MUCH_REMEDY, code="too-many-values"))

    def _mapping(self, node: yaml.MappingNode, path: YamlPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        folded: dict[str, str] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key is None:
                continue
            twin = folded.setdefault(unicodedata.normalize("NFKC", key).casefold(), key)
            if key in mapping or twin != key:
                self._refuse_twin(key_node, (*path, twin))
                continue
            self.result.faults += pitfalls.disallowed_faults(self.source, key_node, self.find_disallowed)
            if mapping:
                self.result.faults += pitfalls.cut_value(self.source, node, key_node)
            below = (*path, key)
            self.result.keys[below] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            mapping[key] = self.construct(value_node, below)
        return mapping

    def _key(self, node: yaml.Node) -> str | None:
        """Return a key as it is written; None, and a fault, for a collection or a merge key."""
        if not isinstance(node, yaml.ScalarNode):
            self._fault("a key must be a single word", node, "put it in quotes", code="key-not-a-word")
            return None
        if node.tag == _MERGE:
            self._fault("a key can't be '<<', which would merge keys", node, "write the keys out", code="merge-key")
            return None
        return str(node.value)

    def _refuse_twin(self, node: yaml.ScalarNode, first: YamlPath) -> None:
        """Refuse a key that differs from an earlier one by nothing, or only by case or normalisation."""
        key, twin, (line, _) = node.value, first[-1], self.result.keys[first]
        message = "is there twice; first" if key == twin else f"and '{twin}' are too alike; the other is"
        self._fault(f"'{key}' {message} in line {line}", node, "remove or rename one of them", code="duplicate-key")

    def _scalar(self, node: yaml.Node) -> str | None:
        """Return a scalar unconverted; None if there is nothing, not even quotes."""
        if not isinstance(node, yaml.ScalarNode) or not (node.value or node.style):
            return None
        self.result.characters += len(node.value)
        if self.result.characters > MAX_BYTES:
            raise SpecError(
                Fault(TOO_LONG, self.source.mark(node.start_mark), TOO_MUCH_REMEDY, code="too-many-characters")
            )
        self.result.faults += pitfalls.scalar_faults(self.source, node, self.find_disallowed)
        return str(node.value)

    def _fault(self, message: str, node: yaml.Node, remedy: str, *, code: str) -> None:
        self.result.faults.append(Fault(message, self.source.mark(node.start_mark), remedy, code=code))
