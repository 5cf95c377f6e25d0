"""Compose the nodes of a YAML text within limits of depth and number, so that no file exhausts memory or time."""

from __future__ import annotations

import yaml

#: Far above any real kit, far below what would slow a computer down.
MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
TOO_MANY = f"over {MAX_NODES:,} values"
TOO_LONG = f"over {MAX_BYTES:,} characters by way of aliases"
TOO_DEEP_REMEDY = "write fewer brackets; an alias (*name) inside what it names never ends"
TOO_MUCH_REMEDY = "write less into one file; what an alias (*name) names counts each time"


class LimitError(Exception):
    """A limit is exceeded at a character of the text."""

    def __init__(self, message: str, index: int, remedy: str, *, code: str) -> None:
        """Take the message, the index of the character in the text, the remedy, and the code of the fault."""
        super().__init__(message)
        self.code = code
        self.index = index
        self.remedy = remedy


class LimitedLoader(yaml.SafeLoader):
    """Composes nodes within the limits; `unused_anchors` holds the start of each anchor that no alias refers to."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        super().__init__(text)
        self.unused_anchors: dict[str, yaml.Mark] = {}
        self._depth = self._nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node. Raises LimitError where a limit is exceeded."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # the stubs lack it
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
