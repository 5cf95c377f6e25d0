"""Compare two YAML files by what they say, not by how: each value that differs, with its places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.document import Document, YamlPath

#: Stands for a value that one of the files does not have; a key without a value has None.
_NOTHING: Any = object()


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value at a path that differs: `is_added` and `is_removed` tell that one of the files has none there."""

    path: YamlPath
    old: Any
    new: Any

    @property
    def is_added(self) -> bool:
        """Tell whether only the new file has the value."""
        return self.old is _NOTHING

    @property
    def is_removed(self) -> bool:
        """Tell whether only the old file has the value."""
        return self.new is _NOTHING


def value_changes(old: Document, new: Document) -> Iterator[ValueChange]:
    """Yield every value that differs between two files, in the order of the new one, removed ones last.

    Mappings are compared key by key, and so are lists that hold any, item by item; a list of plain values is one value.
    """
    yield from _changes(old.value, new.value, ())


def _changes(old: Any, new: Any, path: YamlPath) -> Iterator[ValueChange]:  # noqa: ANN401  (YAML holds anything)
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*new, *(key for key in old if key not in new)):
            yield from _changes(old.get(key, _NOTHING), new.get(key, _NOTHING), (*path, key))
    elif _holds_mappings(old) and _holds_mappings(new):
        for index in range(max(len(old), len(new))):
            before, after = (side[index] if index < len(side) else _NOTHING for side in (old, new))
            yield from _changes(before, after, (*path, index))
    elif old != new:
        yield ValueChange(path, old, new)


def _holds_mappings(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)
