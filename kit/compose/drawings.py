"""The drawings of a project: each that is used is read and judged completely once, slots that no message fills as well.

What was read of a file is kept under its content, for whoever composes next: one that has changed is read anew. It is
kept for other processes, too, where there is a place for that.
"""

from __future__ import annotations

import pickle
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from kit.compose.faces import missing_faces, unknown_families
from kit.digests import digest_if_read
from kit.errors import DrawingError, KitError
from kit.layout import named_drawing, nearest_drawings
from kit.on_demand import on_demand
from kit.svg.view_box import size_at_a_glance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from kit.errors import Fault
    from kit.geometry import Box, Size
    from kit.model.layout import Drawing, Layout
    from kit.model.placement import Placement
    from kit.svg import part_copies, read
    from kit.text import FontBook
else:
    part_copies, read = on_demand("kit.svg.part_copies"), on_demand("kit.svg.read")

#: How many drawings are kept: more than a large campaign has, and what they were before they changed.
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class SizedDrawing:
    """A drawing that is not read yet, and its size, in px of its own."""

    path: Path
    size: Size


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """What a drawing is chosen by: its size and its live box, in px of its own."""

    path: Path
    size: Size
    live: Box


#: The shapes of drawings without fault, by path and content.
_shapes: dict[tuple[Path, str], DrawnShape] = {}


class Kept(Hashable, Protocol):
    """Bytes by what they were made of, which nobody but this user can write, and another generator does not find."""

    def get(self, kind: str, made_of: str) -> bytes | None:
        """Return what was made of something, None where it is not kept."""

    def put(self, kind: str, made_of: str, data: bytes) -> None:
        """Keep what was made of something."""


class Drawings:
    """Reads drawings when they are first asked for, and keeps them, or what is wrong with them."""

    def __init__(self, book: FontBook, kept: Kept | None = None) -> None:
        """Take the families that drawings may use, and where what is read is kept for other processes."""
        self._book = book
        self._kept = kept
        self._read: dict[Path, Drawing | tuple[Fault, ...]] = {}

    def shapes(self, paths: Iterable[Path], layout: Layout) -> list[DrawnShape]:
        """Return the shapes of some drawings of a layout. Raises DrawingError with all that is wrong with any of them.

        Those that were read before, if only in other colours, are not read again.
        """
        shapes: list[DrawnShape] = []
        faults: list[Fault] = []
        for path in paths:
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
                drawing = read_once(path, content, tuple(layout.palette.items()), self._kept)
                if digest_if_read(path) != content:  # it was saved meanwhile: who knows which of the two was read
                    read_once.cache_clear()
            except KitError as error:
                self._read[path] = error.faults
            else:
                self._read[path] = tuple(unknown_families(drawing, self._book)) or replace(
                    drawing,
                    missing_faces=tuple(missing_faces(drawing, self._book)),
                    part_faults=part_faults(path, digest_if_read(path), _contents(layout.parts), self._kept),
                )
        return self._read[path]


def near_drawings(layout: Layout, placement: Placement) -> list[Path]:
    """Return the drawings of a layout between which their live boxes decide for a placement; none is read for that.

    It is the one that the layout names, else those nearest by their size; all, where one does not tell its size.
    """
    named = named_drawing(layout, placement)
    if named:
        return [named]
    paths = list(layout.drawings.values())
    sizes = [_size(path, digest_if_read(path)) for path in paths]
    sized = [SizedDrawing(path, size) for path, size in zip(paths, sizes, strict=True) if size]
    if len(sized) < len(paths):
        return paths
    return [drawing.path for drawing in nearest_drawings(sized, placement.canvas, placement.safe_box)]


@lru_cache(maxsize=_KEPT)
def _size(path: Path, _content: str) -> Size | None:
    """Return the size of a drawing of some content; None where only reading it tells."""
    return size_at_a_glance(path)


@lru_cache(maxsize=_KEPT)
def read_once(path: Path, content: str, palette: tuple[tuple[str, str], ...], kept: Kept | None) -> Drawing:
    """Return a drawing of some content. Raises DrawingError."""
    drawing: Drawing = _kept_or_made(
        kept,
        ("read-drawings", f"{path}\0{content}\0{palette}"),
        lambda: read.read_drawing(path, dict(palette)),
        lambda: digest_if_read(path) == content,
    )
    return drawing


@lru_cache(maxsize=_KEPT)
def part_faults(
    path: Path, content: str, parts: tuple[tuple[str, Path, str], ...], kept: Kept | None
) -> tuple[Fault, ...]:
    """Return the faults of the copies of parts in a drawing of some content, with the content of every part."""
    files = {name: part for name, part, _ in parts}
    faults: tuple[Fault, ...] = _kept_or_made(
        kept,
        ("part-faults", f"{path}\0{content}\0{parts}"),
        lambda: part_copies.part_faults(path, files),
        lambda: (digest_if_read(path), _contents(files)) == (content, parts),
    )
    return faults


def _kept_or_made(
    kept: Kept | None,
    by: tuple[str, str],
    make: Callable[[], Any],
    is_unchanged: Callable[[], bool],
) -> Any:  # noqa: ANN401  (what it makes)
    """Return what is kept by kind and by what it was made of; else make it, and keep it if no file has changed then."""
    entry = kept.get(*by) if kept else None
    if entry is not None:
        return pickle.loads(entry)  # noqa: S301  (nobody but this user can write what is kept)
    made = make()
    if kept and is_unchanged():
        kept.put(*by, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def _contents(parts: Mapping[str, Path]) -> tuple[tuple[str, Path, str], ...]:
    return tuple((name, path, digest_if_read(path)) for name, path in parts.items())
