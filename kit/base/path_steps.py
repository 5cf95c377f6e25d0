"""Paths as arrays of points: outlines of glyphs, modules of QR codes. Their path data is written on demand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

#: Points in the plane: an array of (count, 2).
Points = NDArray[np.float64]


#: The path data of each step, as a format for its numbers.
_TEXT = {
    ord("M"): "M%.2f %.2f",
    ord("L"): "L%.2f %.2f",
    ord("Q"): "Q%.2f %.2f %.2f %.2f",
    ord("C"): "C%.2f %.2f %.2f %.2f %.2f %.2f",
    ord("Z"): "Z",
}
#: The same with no more digits than a number needs.
_SHORT_TEXT = {letter: text.replace("%.2f", "%.9g") for letter, text in _TEXT.items()}
#: The name of each step for a pen, and how many points it takes.
_COMMANDS = {
    ord("M"): ("moveTo", 1),
    ord("L"): ("lineTo", 1),
    ord("Q"): ("qCurveTo", 2),
    ord("C"): ("curveTo", 3),
    ord("Z"): ("closePath", 0),
}
#: The least number of which nine digits are no thousandths.
_LARGE = 1e6
#: The corners of a rectangle as indices of left, top, right and bottom, clockwise.
_AROUND = np.array([0, 1, 2, 1, 2, 3, 0, 3])


@dataclass(frozen=True, slots=True, eq=False)
class PathSteps:
    """The steps of a path: their letters, and the absolute points that each takes.

    Steps are M, L, Q, C and Z of SVG (https://www.w3.org/TR/SVG11/paths.html#PathData), each by its letter. In a
    picture, points are in px, to a hundredth of one.
    """

    letters: bytes
    points: Points

    @property
    def d(self) -> str:
        """The path data."""
        return "".join(map(_TEXT.__getitem__, self.letters)) % tuple(self.points.ravel().tolist())

    @property
    def digest(self) -> str:
        """The sha256 of the steps, in hexadecimal."""
        return sha256(self.letters + b" " + self.points.tobytes()).hexdigest()

    @property
    def commands(self) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
        """The steps as pens of fontTools take them: the name of each, and its points."""
        points, found, at = [(x, y) for x, y in self.points.tolist()], [], 0
        for name, count in map(_COMMANDS.__getitem__, self.letters):
            found.append((name, tuple(points[at : at + count])))
            at += count
        return found

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The least x and y of the points, and the greatest; there is at least one."""
        (x0, y0), (x1, y1) = self.points.min(axis=0).tolist(), self.points.max(axis=0).tolist()
        return x0, y0, x1, y1

    def __eq__(self, other: object) -> bool:
        """Return whether another path has the same steps."""
        return (
            isinstance(other, PathSteps) and self.letters == other.letters and np.array_equal(self.points, other.points)
        )

    def __hash__(self) -> int:
        """Return the hash of the steps."""
        return hash((self.letters, self.points.tobytes()))


class Rectangles(PathSteps):
    """Upright rectangles on whole px, whose path data is short."""

    __slots__ = ()

    @property
    def d(self) -> str:
        """The path data: from the upper left corner of each to the right, down, and back."""
        corners = self.points.reshape(-1, 8)[:, [0, 1, 4, 5]].astype(int).tolist()
        return "".join(f"M{x0} {y0}h{x1 - x0}v{y1 - y0}h{x0 - x1}z" for x0, y0, x1, y1 in corners)

    def placed(self, x: int, y: int, by: int) -> Rectangles:
        """Return the rectangles enlarged by a factor, then moved."""
        return Rectangles(self.letters, self.points * by + (x, y))


def rectangles(sides: Sequence[tuple[int, int, int, int]]) -> Rectangles:
    """Return rectangles by their left, top, right and bottom sides."""
    points = np.array(sides, np.float64).reshape(-1, 4)[:, _AROUND].reshape(-1, 2)
    return Rectangles(b"MLLLZ" * len(sides), points)


class FineSteps(PathSteps):
    """Steps whose points are to a thousandth of a px, as their text has them: `M0 4.125L40 4.125Z`."""

    __slots__ = ()

    @property
    def d(self) -> str:
        """The path data, each number with no more digits than it needs."""
        return "".join(map(_SHORT_TEXT.__getitem__, self.letters)) % tuple(self.points.ravel().tolist())


def repeated_steps(
    letters: bytes, points: Sequence[tuple[float, float]], places: Sequence[tuple[float, float]]
) -> FineSteps:
    """Return the steps of an outline once for each place, moved there, to a thousandth of a px."""
    moved = np.array(places, np.float64).reshape(-1, 1, 2) + np.array(points, np.float64).reshape(1, -1, 2)
    return FineSteps(letters * len(places), to_thousandths(moved.reshape(-1, 2)))


def glyph_steps(commands: Iterable[tuple[str, tuple[float, ...]]]) -> PathSteps:
    """Return the outline of a glyph in font units, y downwards, from path commands whose y points up."""
    letters, numbers = [], list[float]()
    for letter, values in commands:
        letters.append(letter)
        numbers += values
    points = np.array(numbers, np.float64).reshape(-1, 2)
    points[:, 1] *= -1
    return PathSteps("".join(letters).encode(), points)


def glyph_run(glyphs: Sequence[tuple[PathSteps, tuple[float, float, float]]]) -> PathSteps:
    """Return glyphs, one after the other, as a path in px; each comes with its origin (x, y) and px per unit."""
    if not glyphs:
        return PathSteps(b"", np.empty((0, 2)))
    points = np.concatenate([steps.points for steps, _ in glyphs])
    places = np.repeat([place for _, place in glyphs], [len(steps.points) for steps, _ in glyphs], axis=0)
    points = points * places[:, 2:] + places[:, :2]
    return PathSteps(b"".join(steps.letters for steps, _ in glyphs), to_hundredths(points))


def in_hundredths(points: Sequence[tuple[float, float]]) -> Points:
    """Return points as an array, each number to a hundredth."""
    return to_hundredths(np.array(points, np.float64).reshape(-1, 2))


def to_thousandths(values: Points) -> Points:
    """Return the numbers that text with three decimals says, of at most nine digits in all."""
    thousandfold = values * 1000.0
    whole = np.rint(thousandfold)
    rounded = whole / 1000.0
    unsure = (np.abs(thousandfold - whole) == 0.5) | (np.abs(values) >= _LARGE - 1.0)  # noqa: PLR2004  (as below)
    if unsure.any():
        rounded[unsure] = [float(f"{round(value, 3):.9g}") for value in values[unsure].tolist()]
    return rounded


def to_hundredths(values: Points) -> Points:
    """Return numbers rounded as `%.2f` writes them: by their exact value, not by their value times 100."""
    hundredfold = values * 100.0
    whole = np.rint(hundredfold)
    rounded = whole / 100.0
    between = np.abs(hundredfold - whole) == 0.5  # noqa: PLR2004  (perhaps only because of the product's rounding)
    if between.any():
        rounded[between] = [float(f"{value:.2f}") for value in values[between].tolist()]
    return rounded
