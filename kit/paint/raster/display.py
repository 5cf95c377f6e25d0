"""The items of a picture: shapes with an outline, a fill and a stroke, groups of them, and what CairoSVG paints."""

from __future__ import annotations

from dataclasses import dataclass

from kit.base.geometry import IDENTITY, Matrix, Size
from kit.model.layout import Element
from kit.paint.raster.cairo_paths import Rows

#: Red, green, blue and alpha from 0 to 1, not premultiplied.
Rgba = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours along a line, or from the centre of a circle outwards.

    One of `line`, (x1, y1, x2, y2), and `circle`, (x, y, radius), is given; the colours of a circle may begin at a
    `focus` instead of its centre. `matrix` maps it to the coordinates of the shape. `stops` are ascending offsets with
    their colours; `spread` is how it goes on beyond its ends, as SVG has it.
    """

    stops: tuple[tuple[float, Rgba], ...]
    line: tuple[float, float, float, float] | None = None
    circle: tuple[float, float, float] | None = None
    matrix: Matrix = IDENTITY
    focus: tuple[float, float] | None = None
    spread: str = "pad"


@dataclass(frozen=True, slots=True)
class Oval:
    """A circle or an ellipse: its centre and its two radii."""

    x: float
    y: float
    across: float
    down: float


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """The steps of a path in cairo's form. One with `arcs` is painted with finer curves, as CairoSVG does."""

    rows: Rows
    arcs: bool = False


Outline = Oval | Path
Paint = Rgba | Gradient


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the outline of a shape is drawn: width, dashes and their offset in its coordinates, caps and joins."""

    paint: Paint
    width: float
    cap: str
    join: str
    miter: float
    dashes: tuple[float, ...] = ()
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Around:
    """The context of a shape or a group: its coordinates, and the outlines that clip it.

    Each outline has its own coordinates inside these.
    """

    matrix: Matrix = IDENTITY
    clip: tuple[tuple[Matrix, Outline], ...] | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that is filled, then stroked, if it has these paints; one that is `sharp` has no smooth edges."""

    around: Around
    outline: Outline
    fill: Paint | None
    even_odd: bool
    stroke: Stroke | None
    sharp: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes and groups that are translucent as one if `opacity` is below 1."""

    around: Around
    opacity: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """An element that isn't a shape, or that the reader does not know, for CairoSVG to paint in its turn.

    `definitions` are what it refers to, `size` is that of the whole picture in px.
    """

    element: Element
    definitions: tuple[Element, ...]
    size: Size


Item = Shape | Group | Foreign


def plain_colours(item: Item) -> frozenset[int] | None:
    """Return the colours of everything painted, 0xRRGGBB; None with gradients, transparency or what CairoSVG paints."""
    if isinstance(item, Foreign):
        return None
    if isinstance(item, Group):
        parts = [plain_colours(inner) for inner in item.items] if item.opacity >= 1 else [None]
    else:
        parts = [_plain_colour(paint) for paint in (item.fill, item.stroke and item.stroke.paint) if paint]
    return None if None in parts else frozenset[int]().union(*(part or () for part in parts))


def _plain_colour(paint: Paint) -> frozenset[int] | None:
    if isinstance(paint, Gradient) or paint[-1] < 1:
        return None
    red, green, blue = (round(255 * channel) for channel in paint[:3])
    return frozenset({red << 16 | green << 8 | blue})
