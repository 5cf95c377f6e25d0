"""Walk over composed nodes: values as they are written, their places, and what YAML would guess or hide."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
import yaml.nodes

from kit.document.bounds import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    TOO_DEEP,
    TOO_DEEP_REMEDY,
    TOO_LONG,
    TOO_MANY,
    TOO_MUCH_REMEDY,
)
from kit.document.places import mark_at
from kit.document.syntax import COMMENT, HIDDEN, QUOTE_IT
from kit.errors import Fault, Mark, SpecError
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from kit.document.bounds import Loader
    from kit.model.document import YamlPath

#: What YAML takes a value for; all of it stays as written. Any other kind comes of a tag.
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
)
_COLON = re.compile(r"\s*:")
#: One character of a value as it is written, in double quotes perhaps as an escape.
_WRITTEN = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|.", re.DOTALL)


@dataclass
class Walk:
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
            raise SpecError(Fault(TOO_DEEP, mark, TOO_DEEP_REMEDY))
        if self.nodes > MAX_NODES:
            raise SpecError(Fault(TOO_MANY, mark, TOO_MUCH_REMEDY))
        if node.tag not in _TAGS or mark.snippet.startswith("!", mark.column - 1):
            self._fault("a value can't start with '!', which would make it a tag", node, QUOTE_IT)
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
            self._fault(f"the ',' before '{key.value}' ends the value", key, f"to keep it, {QUOTE_IT}")

    def _doubled(self, key: str, twin: str, path: YamlPath, node: yaml.Node) -> tuple[str, yaml.Node, str]:
        first = self.keys[(*path, twin)][0]
        message = "stands twice; first" if key == twin else f"and '{twin}' are too alike; the other stands"
        return f"'{key}' {message} in line {first}", node, "remove or rename one of them"

    def _scalar(self, node: yaml.Node) -> str | None:
        if not isinstance(node, yaml.ScalarNode) or not (node.value or node.style):
            return None
        self.characters += len(node.value)
        if self.characters > MAX_BYTES:
            raise SpecError(Fault(TOO_LONG, self._mark(node), TOO_MUCH_REMEDY))
        self._refuse_lost_hashtag(node)
        self._refuse_flaws(node)
        return str(node.value)

    def _refuse_flaws(self, node: yaml.ScalarNode) -> None:
        for flaw in disallowed_characters(node.value):
            index = self._written(node, node.value, flaw.at)
            self.faults.append(Fault(flaw.message, mark_at(self.text, index, self.file), flaw.remedy))

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

    def refuse_lost_words(self, loader: Loader) -> None:
        """Refuse `&Parliament act`, of which YAML would keep `act` and say nothing."""
        for name, place in loader.unnamed.items():
            mark = mark_at(self.text, place.index, self.file)
            self.faults.append(
                Fault(f"'&{name}' begins a value, which hides the word", mark, f"to keep it, {QUOTE_IT}")
            )

    def _refuse_lost_hashtag(self, node: yaml.ScalarNode) -> None:
        """Refuse `Sign now #ChildSafetyFirst`, of which YAML would keep `Sign now` and say nothing."""
        line, column = node.end_mark.line, node.end_mark.column
        text = self.lines[line] if node.style is None and line < len(self.lines) else ""
        if node.value and COMMENT.match(text[column:].lstrip(" ,")):
            mark = Mark(self.file, line + 1, text.index("#", column) + 1, text)
            remedy = f"to keep it, {QUOTE_IT}; if it is a comment, write a space after '#'"
            self.faults.append(Fault(HIDDEN, mark, remedy))

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
