"""Compose the nodes of a YAML text within limits of depth and number, so that no file exhausts memory or time."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import Composer
from yaml.resolver import Resolver

if TYPE_CHECKING or yaml.__with_libyaml__:
    from yaml._yaml import CParser
else:
    CParser = None

#: Far above any real kit, far below what would slow down a computer.
MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
TOO_MANY = f"over {MAX_NODES:,} values"
TOO_LONG = f"over {MAX_BYTES:,} characters through aliases"
TOO_DEEP_REMEDY = "use fewer brackets; an alias (*name) inside what it names never ends"
#: What is not in a plain text: characters that are not words, escapes other than by number, explicit keys, a comment
#: right after a block indicator, and several documents.
_NOT_PLAIN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\\(?!u[0-9a-fA-F]{4})"
    r"|(?<![^\s,:\[\]{}-])\?|[|>][-+0-9]{0,2}#|^(?:---|\.\.\.|%)",
    re.MULTILINE,
)
TOO_MUCH_REMEDY = "write less into one file; what an alias (*name) refers to counts each time"


class LimitError(Exception):
    """A limit is exceeded at a character of the text."""

    def __init__(self, message: str, index: int, remedy: str, *, code: str) -> None:
        """Take the message, the index of the character in the text, the remedy, and the code of the fault."""
        super().__init__(message)
        self.code = code
        self.index = index
        self.remedy = remedy


class _Limited(Composer):
    """Composes nodes within the limits; `unused_anchors` has the start of each anchor that no alias refers to."""

    def __init__(self) -> None:
        Composer.__init__(self)
        self.unused_anchors: dict[str, yaml.Mark] = {}
        self._depth = self._nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node. Raises LimitError if a limit is exceeded."""
        event = self.peek_event()  # type: ignore[attr-defined]  # of the parser, which this is mixed with
        self._nodes += 1
        if self._depth > MAX_DEPTH:
            raise LimitError(TOO_DEEP, event.start_mark.index, TOO_DEEP_REMEDY, code="nested-too-deep")
        if self._nodes > MAX_NODES:
            raise LimitError(TOO_MANY, event.start_mark.index, TOO_MUCH_REMEDY, code="too-many-values")
        if isinstance(event, yaml.AliasEvent):
            self.unused_anchors.pop(str(event.anchor), None)
        elif event.anchor is not None:
            self.unused_anchors[event.anchor] = event.start_mark
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node


class LimitedLoader(_Limited, yaml.SafeLoader):
    """Composes the nodes of any text, by PyYAML's own parser."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        yaml.SafeLoader.__init__(self, text)
        _Limited.__init__(self)


def quick_node(text: str) -> yaml.Node | None:
    """Return the root node of a plain text, by libyaml's parser; None if PyYAML's must be used.

    It takes a quarter of the time. The two agree on plain texts without missing values, except for the ends of
    collections; libyaml accepts some others that PyYAML refuses, and faults are reported from PyYAML's messages.
    """
    if CParser is None or _NOT_PLAIN.search(text):
        return None
    try:
        node = _QuickLoader(text).get_single_node()
    except (yaml.YAMLError, LimitError, _NotPlainError):
        return None
    return None if node is None or _differs_in_pyyaml(node, in_flow=False) else node


class _NotPlainError(Exception):
    """A text has an anchor, an alias or a tag."""


if CParser is not None:

    class _QuickLoader(_Limited, CParser, Resolver):
        """Composes the nodes of plain texts."""

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Resolver.__init__(self)
            _Limited.__init__(self)

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            """Compose one node. Raises _NotPlainError if it has an anchor or a tag, LimitError beyond the limits."""
            event: Any = self.peek_event()
            if event.anchor is not None or event.tag is not None:
                raise _NotPlainError
            return super().compose_node(parent, index)

        def compose_scalar_node(self, anchor: dict[str, yaml.Node]) -> yaml.ScalarNode:
            """Compose a scalar; that of a plain one has no style, as in PyYAML."""
            node = super().compose_scalar_node(anchor)
            node.style = node.style or None
            return node


def _differs_in_pyyaml(node: yaml.Node, *, in_flow: bool) -> bool:
    """Return whether PyYAML reads a node differently: a value is missing, or a question mark is between brackets."""
    if isinstance(node, yaml.ScalarNode):
        return not node.style and (not node.value or (in_flow and "?" in node.value))
    in_flow = in_flow or bool(node.flow_style)  # type: ignore[attr-defined]  # of collections
    values = node.value if isinstance(node, yaml.SequenceNode) else chain.from_iterable(node.value)
    return any(_differs_in_pyyaml(inner, in_flow=in_flow) for inner in values)
