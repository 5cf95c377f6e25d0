"""The drawings of a project: each used one is read and checked completely once, including slots that no message fills.

The result for a file is cached by its content, for any later composer: a changed file is read again. It is also cached
for other processes, if there is a place for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.base.cache.entries import Cache
from kit.base.cache.kinds import Kind
from kit.base.errors import DrawingError, Fault, KitError, Mark
from kit.base.geometry import Box, Size
from kit.base.lazy_imports import on_demand
from kit.base.process_limits import ExceededError, process_limits
from kit.base.whole_files import digest_if_read
from kit.compose.words import missing_faces, unknown_families
from kit.drawing.layout.place import named_drawing, nearest_drawings
from kit.drawing.svg.source.canvas import size_at_a_glance
from kit.model.layout import ONLY_NAMED, Drawing, Element, Layout
from kit.model.placement import Placement
from kit.model.tree import DEFINITIONS
from kit.text import FontBook

if TYPE_CHECKING:
    from kit.drawing.svg import drawing_reader, part_copies
else:
    part_copies, drawing_reader = on_demand("kit.drawing.svg.part_copies"), on_demand("kit.drawing.svg.drawing_reader")


#: The most levels of a drawing; readable ones have half as many.
_MOST_LEVELS = 200
#: What is read of drawings, by their bytes and their palettes; and what is wrong with their copies of parts.
_READ = Kind("read-drawings", Drawing)
_PART_FAULTS = Kind("part-faults", tuple[Fault, ...])
#: How many drawings are cached: more than a large campaign has, with their earlier states.
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class DrawnShape:
    """What a drawing is chosen by: its size and its live box, in its own px."""

    path: Path
    size: Size
    live: Box


#: The shapes of drawings without faults, by path and content.
_shapes: dict[tuple[Path, str], DrawnShape] = {}


#: The cache that stores nothing for other processes.
NO_CACHE = Cache(None)


class Drawings:
    """Reads drawings on first use, and caches them, or what is wrong with them."""

    def __init__(self, book: FontBook, cache: Cache = NO_CACHE) -> None:
        """Take the families that drawings may use, and where readings are cached for other processes."""
        self._book = book
        self._cache = cache
        self._read: dict[Path, Drawing | tuple[Fault, ...]] = {}

    def shapes(self, paths: Iterable[Path], layout: Layout) -> list[DrawnShape]:
        """Return the shapes of some drawings of a layout. Raises DrawingError with all that is wrong with any of them.

        Those that were read before, even in other colours, are not read again.
        """
        shapes: list[DrawnShape] = []
        faults: list[Fault] = []
        for path in paths:
            key = path, digest_if_read(path)
            if key not in _shapes:
                found = self._read_or_faults(path, layout)
                if isinstance(found, tuple):
                    faults += found
                    continue
                _shapes[key] = DrawnShape(path, found.size, found.live)
            shapes.append(_shapes[key])
        if faults:
            raise DrawingError(*faults)
        return shapes

    def drawing(self, path: Path, layout: Layout) -> Drawing:
        """Return a drawing of a layout. Raises DrawingError with all that is wrong with it."""
        found = self._read_or_faults(path, layout)
        if isinstance(found, tuple):
            raise DrawingError(*found)
        return found

    def _read_or_faults(self, path: Path, layout: Layout) -> Drawing | tuple[Fault, ...]:
        if path not in self._read:
            try:
                content = digest_if_read(path)
                drawing = read_once(path, content, tuple(layout.palette.items()), self._cache)
                if digest_if_read(path) != content:  # saved meanwhile: either version may have been read
                    read_once.cache_clear()
            except KitError as error:
                self._read[path] = error.faults
            else:
                faults = (*unknown_families(drawing, self._book),)
                self._read[path] = faults or replace(
                    drawing,
                    missing_faces=tuple(missing_faces(drawing, self._book)),
                    part_faults=part_faults(path, digest_if_read(path), _contents(layout.parts), self._cache),
                )
        return self._read[path]


def names_of_effects(drawing: Drawing) -> Iterator[str]:
    """Yield the place of each outermost group with an effect in a drawing, and its name if it has one."""
    for group in effects_in(drawing.root):
        yield f"{drawing.name}:{group.line}" + (f" '{group.name}'" if group.name else "")


def effects_in(element: Element) -> Iterator[Element]:
    """Yield the outermost groups with an effect in an element."""
    if element.effect:
        yield element
    elif element.tag not in DEFINITIONS:
        for child in element.children:
            yield from effects_in(child)


def candidate_drawings(layout: Layout, placement: Placement) -> list[Path]:
    """Return the drawings of a layout that may fit a placement, by their live boxes; this reads none.

    It is the one that the layout names, or else those closest by size; all of them, if one does not state its size. One
    that is taken only by name is none of them.
    """
    named = named_drawing(layout, placement)
    if named:
        return [named]
    paths = [path for shape, path in layout.drawings.items() if shape != ONLY_NAMED]
    sizes = [_size(path, digest_if_read(path)) for path in paths]
    sized = [(path, size) for path, size in zip(paths, sizes, strict=True) if size]
    if len(sized) < len(paths):
        return paths
    return nearest_drawings(sized, placement.canvas, placement.safe_box)


@lru_cache(maxsize=_KEPT)
def _size(path: Path, _content: str) -> Size | None:
    """Return the size of a drawing with some content; None if only reading it shows the size."""
    return size_at_a_glance(path)


@lru_cache(maxsize=_KEPT)
def read_once(path: Path, content: str, palette: tuple[tuple[str, str], ...], cache: Cache) -> Drawing:
    """Return a drawing with some content; it is cached, unless it changes while it is read. Raises DrawingError."""
    key_parts = _named(path), content, *(f"{role} {colour}" for role, colour in palette)
    found = _READ.find(cache, key_parts)
    if found and _is_readable(found):
        return replace(found, path=path)
    with within_limits(path, "reading"):
        drawing = drawing_reader.read_drawing(path, dict(palette))
    if digest_if_read(path) == content:
        _READ.keep(cache, key_parts, replace(drawing, path=Path(drawing.name)))
    return drawing


def _is_readable(drawing: Drawing) -> bool:
    """Return whether a drawing that was kept has no more levels than a readable one."""
    level, left = [drawing.root], _MOST_LEVELS
    while level and left:
        level, left = [child for element in level for child in element.children], left - 1
    return not level


@lru_cache(maxsize=_KEPT)
def part_faults(path: Path, content: str, parts: tuple[tuple[str, Path, str], ...], cache: Cache) -> tuple[Fault, ...]:
    """Return the faults of the copies of parts in a drawing with some content, with the content of every part."""
    files = {name: part for name, part, _ in parts}
    key_parts = _named(path), content, *(f"{name} {_named(part)} {own}" for name, part, own in parts)
    found = _PART_FAULTS.find(cache, key_parts)
    if found is None:
        with within_limits(path, "reading"):
            found = part_copies.part_faults(path, files)
        if (digest_if_read(path), _contents(files)) == (content, parts):
            _PART_FAULTS.keep(cache, key_parts, found)
    return found


@contextmanager
def within_limits(path: Path, doing: str) -> Iterator[None]:
    """Read or compose a drawing within limits on time and memory. Raises DrawingError with what was being done."""
    try:
        with process_limits():
            yield
    except ExceededError as error:
        remedy = "simplify the drawing: fewer shapes, clones and gradients, smaller images"
        code = "picture-too-large" if "memory" in f"{error}" else "picture-too-slow"
        fault = Fault(f"{doing} it {error}", Mark(_named(path), 1), remedy, code=code)
        raise DrawingError(fault) from error


def _named(path: Path) -> str:
    """Return the name of a file of drawings in faults: with its folder, whichever folder of drawings that is in."""
    return "/".join(path.parts[-2:])


def _contents(parts: Mapping[str, Path]) -> tuple[tuple[str, Path, str], ...]:
    return tuple((name, path, digest_if_read(path)) for name, path in parts.items())
