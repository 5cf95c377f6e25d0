"""The drawings of a project: each is read and judged completely once, the slots that no message fills as well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.faces import missing_faces, unknown_families
from kit.errors import DrawingError, KitError
from kit.svg import part_faults, read_drawing

if TYPE_CHECKING:
    from pathlib import Path

    from kit.errors import Fault
    from kit.model.layout import Drawing, Layout
    from kit.text import FontBook


class Drawings:
    """Reads drawings when they are first asked for, and keeps them, or what is wrong with them."""

    def __init__(self, book: FontBook) -> None:
        """Take the families that drawings may use."""
        self._book = book
        self._read: dict[Path, Drawing | tuple[Fault, ...]] = {}

    def of_layout(self, layout: Layout) -> list[Drawing]:
        """Return the drawings of a layout. Raises DrawingError with all that is wrong with any of them."""
        read = [self._of(path, layout) for path in layout.drawings.values()]
        faults = [fault for found in read if isinstance(found, tuple) for fault in found]
        if faults:
            raise DrawingError(*faults)
        return [found for found in read if not isinstance(found, tuple)]

    def drawing(self, path: Path, layout: Layout) -> Drawing:
        """Return a drawing of a layout. Raises DrawingError with all that is wrong with it."""
        found = self._of(path, layout)
        if isinstance(found, tuple):
            raise DrawingError(*found)
        return found

    def _of(self, path: Path, layout: Layout) -> Drawing | tuple[Fault, ...]:
        if path not in self._read:
            try:
                drawing = read_drawing(path, layout.palette)
            except KitError as error:
                self._read[path] = error.faults
            else:
                self._read[path] = tuple(unknown_families(drawing, self._book)) or replace(
                    drawing,
                    missing_faces=tuple(missing_faces(drawing, self._book)),
                    part_faults=part_faults(path, layout.parts),
                )
        return self._read[path]
