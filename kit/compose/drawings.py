"""The drawings of a project: each is read and judged completely once, the slots that no message fills as well.

What was read of a file is kept under its content, for whoever composes next: one that has changed is read anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.compose.faces import missing_faces, unknown_families
from kit.digests import digest_if_read
from kit.errors import DrawingError, KitError
from kit.svg import part_faults, read_drawing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.errors import Fault
    from kit.geometry import Box, Size
    from kit.model.layout import Drawing, Layout
    from kit.text import FontBook

#: How many drawings are kept: more than a large campaign has, and what they were before they changed.
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """What a drawing is chosen by: its size and its live box, in px of its own."""

    path: Path
    size: Size
    live: Box


#: The shapes of drawings without fault, by path and content.
_shapes: dict[tuple[Path, str], DrawnShape] = {}


class Drawings:
    """Reads drawings when they are first asked for, and keeps them, or what is wrong with them."""

    def __init__(self, book: FontBook) -> None:
        """Take the families that drawings may use."""
        self._book = book
        self._read: dict[Path, Drawing | tuple[Fault, ...]] = {}

    def shapes(self, layout: Layout) -> list[DrawnShape]:
        """Return the shapes of a layout's drawings. Raises DrawingError with all that is wrong with any of them.

        Those that were read before, if only in other colours, are not read again.
        """
        shapes: list[DrawnShape] = []
        faults: list[Fault] = []
        for path in layout.drawings.values():
            by = path, digest_if_read(path)
            if by not in _shapes:
                found = self._of(path, layout)
                if isinstance(found, tuple):
                    faults += found
                    continue
                _shapes[by] = DrawnShape(path, found.size, found.live)
            shapes.append(_shapes[by])
        if faults:
            raise DrawingError(*faults)
        return shapes

    def drawing(self, path: Path, layout: Layout) -> Drawing:
        """Return a drawing of a layout. Raises DrawingError with all that is wrong with it."""
        found = self._of(path, layout)
        if isinstance(found, tuple):
            raise DrawingError(*found)
        return found

    def _of(self, path: Path, layout: Layout) -> Drawing | tuple[Fault, ...]:
        if path not in self._read:
            try:
                content = digest_if_read(path)
                drawing = _read(path, content, tuple(layout.palette.items()))
                if digest_if_read(path) != content:  # it was saved meanwhile: who knows which of the two was read
                    _read.cache_clear()
            except KitError as error:
                self._read[path] = error.faults
            else:
                self._read[path] = tuple(unknown_families(drawing, self._book)) or replace(
                    drawing,
                    missing_faces=tuple(missing_faces(drawing, self._book)),
                    part_faults=_part_faults(path, digest_if_read(path), _contents(layout.parts)),
                )
        return self._read[path]


@lru_cache(maxsize=_KEPT)
def _read(path: Path, _content: str, palette: tuple[tuple[str, str], ...]) -> Drawing:
    """Return a drawing of some content. Raises DrawingError."""
    return read_drawing(path, dict(palette))


@lru_cache(maxsize=_KEPT)
def _part_faults(path: Path, _content: str, parts: tuple[tuple[str, Path, str], ...]) -> tuple[Fault, ...]:
    """Return the faults of the copies of parts in a drawing of some content, with the content of every part."""
    return part_faults(path, {name: part for name, part, _ in parts})


def _contents(parts: Mapping[str, Path]) -> tuple[tuple[str, Path, str], ...]:
    return tuple((name, path, digest_if_read(path)) for name, path in parts.items())
