"""Compare how the painter and resvg paint a drawing, and find the parts that they paint differently."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageStat

from kit.base.errors import Fault, InstallationError, KitError
from kit.base.geometry import Size
from kit.compose.artwork_svg import tree_of
from kit.drawing.svg.engine_input import Original
from kit.model.asset import PremultipliedPixels
from kit.model.finding import Finding
from kit.model.layout import Element
from kit.model.tree import Tree
from kit.paint.raster.painter import paint_premultiplied
from kit.paint.raster.resvg_engine import paint_again

#: A drawing is painted at its own size, within these limits, in px.
_LONGEST, _SHORTEST = 2400, 600
#: The side of the squares in which differences are averaged, in px: small enough to show what only smooths an edge.
_SQUARE = 16
#: Differences that nobody sees, in levels of 255: the average over the picture, and over its worst square. On ordinary
#: constructs of editors (docs/engines.md) two correct engines differ by at most 1.3 and 6.
MOST_MEAN, MOST_IN_SQUARE = 2.0, 8.0
_REMEDY = "draw it of plain shapes without this effect; docs/unsupported.md lists what engines paint differently"


class Difference(NamedTuple):
    """How far two paintings of a drawing are apart, in levels of 255: on average, and in the worst square."""

    mean: float
    in_square: float

    @property
    def is_visible(self) -> bool:
        """Whether it is more than two correct engines differ by."""
        return self.mean > MOST_MEAN or self.in_square > MOST_IN_SQUARE


def engines_agree(path: Path) -> Iterator[Finding]:
    """The kit paints every used drawing as a second engine, resvg, does."""
    try:
        original = Original(path)
        original.reading()
    except KitError:
        return  # reported by the pictures made of it
    stopped = painter_stops(original)
    if stopped:
        yield from (_finding(fault) for fault in stopped)
    elif _differs(original):
        yield from (_finding(fault) for fault in _painted_differently(original))


def painter_stops(original: Original) -> list[Fault]:
    """Return why the painter fails on a drawing without its words, with the parts at which it fails."""
    error = _error_of(original)
    if error is None:
        return []
    remedy = "draw it again, or export it again as plain SVG"
    fault = Fault(f"the painter fails: {type(error).__name__}: {error}", remedy=remedy, code="painter-stops")
    return _at_parts(fault, original, lambda hidden: _error_of(original, hidden) is not None)


def difference(original: Original, hidden: Collection[int] = ()) -> Difference:
    """Return how far the two engines are apart on a drawing without its words and without some of its parts.

    Tiled fills are left out as well, as resvg rounds tiles to whole pixels, and so are effects, which it paints in
    pictures. Raises DrawingError if the rest of the drawing can't be read.
    """
    hidden = original.with_effects(original.tiled.union(hidden))
    ours = paint_premultiplied(_as_read(original, hidden))
    return difference_of(ours, paint_again(original.source(ours.width, ours.height, hidden), ours.width, ours.height))


def difference_in_tiles(original: Original, hidden: Collection[int] = ()) -> Difference:
    """Return how far the two engines are apart on a drawing as it is read, its tiles expanded to shapes."""
    ours = paint_premultiplied(tree := _as_read(original, hidden))
    return difference_of(ours, paint_again(tree.svg, ours.width, ours.height))


def _differs(original: Original, hidden: Collection[int] = ()) -> bool:
    """Return whether the two engines differ visibly on a drawing without some of its parts."""
    if difference(original, hidden).is_visible:
        return True
    return not original.tiled <= set(hidden) and difference_in_tiles(original, hidden).is_visible


def difference_of(ours: PremultipliedPixels, theirs: Image.Image) -> Difference:
    """Return how far two paintings of one size are apart; the second has four bands, premultiplied."""
    worst = reduce(ImageChops.lighter, ImageChops.difference(_premultiplied(ours), theirs).split())
    return Difference(ImageStat.Stat(worst).mean[0], float(max(worst.reduce(_SQUARE).tobytes())))


def _painted_differently(original: Original) -> list[Fault]:
    """Return a fault for each part that the engines paint differently."""
    mean, in_square = max(difference(original), difference_in_tiles(original), key=lambda one: one.in_square)
    apart = f"by {in_square:.0f} of 255 levels in places, {mean:.1f} on average"
    fault = Fault(f"the kit and resvg paint it differently, {apart}", remedy=_REMEDY, code="engines-differ")
    return _at_parts(fault, original, lambda hidden: _differs(original, hidden))


def _at_parts(fault: Fault, original: Original, is_wrong: Callable[[frozenset[int]], bool]) -> list[Fault]:
    """Return a fault for each responsible part, or one for the whole drawing if no part alone is responsible.

    `is_wrong` tells whether the drawing is wrong without some parts; one that is unreadable without them is not.
    """

    def readable_and_wrong(hidden: frozenset[int]) -> bool:
        """Return whether the drawing can be read without some parts, and is wrong."""
        try:
            return is_wrong(hidden)
        except KitError:
            return False

    parts = responsible_parts(original.parts, readable_and_wrong)
    return [original.located(fault, part) for part in parts] or [original.located(fault)]


def _finding(fault: Fault) -> Finding:
    drawing = fault.mark.file if fault.mark else None
    return Finding("engines-agree", "error", fault, drawing=drawing)


def _error_of(original: Original, hidden: Collection[int] = ()) -> Exception | None:
    """Return the error of the painter for a drawing without some of its parts, or None."""
    try:
        paint_premultiplied(_as_read(original, hidden))
    except (KitError, InstallationError, ImportError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return error
    return None


def _as_read(original: Original, hidden: Collection[int] = ()) -> Tree:
    """Return a drawing as it is read, at the size of the comparison."""
    root, size = original.reading(hidden)
    scale = min(_LONGEST / max(size), max(1.0, _SHORTEST / max(size)))
    width, height = (max(1, round(side * scale)) for side in size)
    scaled = Element("g", {"transform": f"scale({width / size.width} {height / size.height})"}, (root,))
    return tree_of((scaled,), Size(width, height), {})


def _premultiplied(pixels: PremultipliedPixels) -> Image.Image:
    """Return pixels as a picture with four bands, premultiplied."""
    size = (pixels.width, pixels.height)
    blue, green, red, alpha = Image.frombuffer("RGBA", size, pixels.bgra, "raw", "RGBA", 0, 1).split()
    return Image.merge("RGBA", (red, green, blue, alpha))


#: The most parts of one drawing to name.
MOST_PARTS = 5


def responsible_parts(parts: Sequence[int], is_wrong: Callable[[frozenset[int]], bool]) -> list[int]:
    """Return the parts without which a drawing is right, in order, at most five; none if it is wrong without any.

    `is_wrong` tells whether the drawing is wrong while some parts are hidden; it is, while none is.
    """
    found: list[int] = []
    while len(found) < MOST_PARTS and (not found or is_wrong(frozenset(found))):
        left = [part for part in parts if part not in found]
        if is_wrong(frozenset(parts)):
            break
        found.append(_one_of(left, frozenset(found), is_wrong))
    return sorted(found)


def _one_of(suspects: Sequence[int], hidden: frozenset[int], is_wrong: Callable[[frozenset[int]], bool]) -> int:
    """Return a part that makes a drawing wrong, by bisection; the drawing is right with all suspects hidden."""
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        if is_wrong(hidden.union(half)):
            hidden, suspects = hidden.union(half), suspects[len(half) :]
        else:
            suspects = half
    return suspects[0]
