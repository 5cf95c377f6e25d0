"""Points, boxes and matrices as values; y grows downwards and lengths are pixels unless a name says otherwise."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple


class Size(NamedTuple):
    """A width and a height."""

    width: float
    height: float

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height


class Point(NamedTuple):
    """A point in the plane."""

    x: float
    y: float


class Insets(NamedTuple):
    """Distances inwards from the four sides, in the order of CSS."""

    top: float
    right: float
    bottom: float
    left: float


class Box(NamedTuple):
    """An upright rectangle from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Box:
        """Return the smallest box that contains all points; at least one is needed."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @classmethod
    def union(cls, boxes: Iterable[Box]) -> Box | None:
        """Return the smallest box that contains all boxes, or None for no boxes."""
        sides = tuple(zip(*boxes, strict=True))
        if not sides:
            return None
        x0, y0, x1, y1 = sides
        return cls(min(*x0, *x1), min(*y0, *y1), max(*x0, *x1), max(*y0, *y1))

    @property
    def width(self) -> float:
        """Extent along x."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent along y."""
        return self.y1 - self.y0

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)

    @property
    def center(self) -> Point:
        """The middle of the box."""
        return Point((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """The four corners, clockwise from the upper left."""
        return Point(self.x0, self.y0), Point(self.x1, self.y0), Point(self.x1, self.y1), Point(self.x0, self.y1)

    @property
    def sideways(self) -> Box:
        """The box rotated by 90 degrees around its centre."""
        (x, y), across, down = self.center, self.height / 2, self.width / 2
        return Box(x - across, y - down, x + across, y + down)

    def inset(self, by: Insets) -> Box:
        """Return the box moved inwards on each side."""
        return Box(self.x0 + by.left, self.y0 + by.top, self.x1 - by.right, self.y1 - by.bottom)

    def grown(self, by: float) -> Box:
        """Return the box moved outwards on every side by one distance."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def scaled(self, by: float) -> Box:
        """Return the box with all its coordinates multiplied by a factor."""
        return Box(self.x0 * by, self.y0 * by, self.x1 * by, self.y1 * by)

    def placed(self, by: float, dx: float, dy: float) -> Box:
        """Return the box scaled by a factor, then moved to another place."""
        return Box(self.x0 * by + dx, self.y0 * by + dy, self.x1 * by + dx, self.y1 * by + dy)

    def moved(self, dx: float, dy: float) -> Box:
        """Return the box at another place."""
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def mirrored(self, width: float) -> Box:
        """Return the box mirrored left to right in a picture of a given width."""
        return Box(width - self.x1, self.y0, width - self.x0, self.y1)

    def contains(self, other: Box, tolerance: float = 0.0) -> bool:
        """Return whether another box is inside this one, within a tolerance on every side."""
        big = self.grown(tolerance)
        return big.x0 <= other.x0 and big.y0 <= other.y0 and big.x1 >= other.x1 and big.y1 >= other.y1

    def overlaps(self, other: Box, tolerance: float = 0.0) -> bool:
        """Return whether two boxes share more than an edge of the given width."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        return across > tolerance and down > tolerance


class Matrix(NamedTuple):
    """An affine map in the order of SVG's `matrix(a b c d e f)`."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def turn(cls, degrees: float, about: Point) -> Matrix:
        """Return the rotation around a point, clockwise."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        x, y = about
        return cls(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)

    def box_around(self, box: Box) -> Box:
        """Return the bounding box of a box after the map."""
        return Box.around(map(self.apply, box.corners))

    def __matmul__(self, inner: Matrix) -> Matrix:
        """Return the map that applies `inner` first, then this one."""
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            self.a * inner.e + self.c * inner.f + self.e,
            self.b * inner.e + self.d * inner.f + self.f,
        )

    def apply(self, point: Point) -> Point:
        """Map a point."""
        return Point(self.a * point.x + self.c * point.y + self.e, self.b * point.x + self.d * point.y + self.f)

    @property
    def inverse(self) -> Matrix:
        """The inverse map. Raises ZeroDivisionError for a map that flattens the plane."""
        a, b, c, d, e, f = self
        area = a * d - b * c
        return Matrix(d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)

    @property
    def scale(self) -> float:
        """The factor by which lengths grow: the square root of the factor for areas."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


IDENTITY = Matrix()
