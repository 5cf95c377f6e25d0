"""Outlines as the array of a cairo path: from arrays of points all at once, from SVG path data step by step."""

from __future__ import annotations

from struct import Struct

import numpy as np
from fontTools.pens.basePen import BasePen
from numpy.typing import NDArray

from kit.base.memory_caches import BoundedCache
from kit.base.path_steps import PathSteps
from kit.drawing.svg.source.values import draw_path

Rows = NDArray[np.float64]
#: The same, each row as one number.
WholeRows = NDArray[np.complex128]
Integers = NDArray[np.intp]


#: The types of steps (https://www.cairographics.org/manual/cairo-Paths.html#cairo-path-data-type-t).
_MOVE, _LINE, _CURVE, _CLOSE = range(4)
#: By the letter of a step: its type, how many points it takes, and its number of rows, a header and one a point.
_TYPE, _POINTS, _ROWS = np.zeros(128, np.int32), np.zeros(128, np.intp), np.zeros(128, np.intp)
for _letter, _type, _points, _rows in (
    ("M", _MOVE, 1, 2),
    ("L", _LINE, 1, 2),
    ("Q", _CURVE, 2, 4),
    ("C", _CURVE, 3, 4),
    ("Z", _CLOSE, 0, 1),
):
    _TYPE[ord(_letter)], _POINTS[ord(_letter)], _ROWS[ord(_letter)] = _type, _points, _rows
#: A row as one number: numpy copies single numbers in a third of the time of pairs.
_ROW = np.complex128
#: The rows of one step and of one point.
_HEAD, _POINT = Struct("=4i"), Struct("=2d")
#: The length in px of a stroked curve up to which short handles are its form; and how far from its ends' line handles
#: are at most, as a part of its length, where it is a straight line.
_FEWEST, _STRAIGHT = 4, 0.0032
#: How many bytes of path data and rows are cached: twice those of a campaign with ninety drawings.
_MOST_CACHED = 12_000_000
_cached: BoundedCache[str, Rows] = BoundedCache(_MOST_CACHED, lambda d, rows: len(d) + rows.nbytes)


def rows_of(d: str) -> Rows:
    """Return the steps of path data in cairo's form: rows of 16 bytes. Raises ValueError if they can't be read.

    A row is either a point, two numbers, or a header with the type of a step and its number of rows.
    """
    return _cached.get(d, lambda: _rows_of(d))


def rows_of_steps(steps: PathSteps) -> Rows:
    """Return the rows of steps in cairo's form."""
    letters = np.frombuffer(steps.letters, np.uint8)
    size = _ROWS[letters]
    at = np.cumsum(size) - size
    heads = np.zeros((len(letters), 4), np.int32)
    heads[:, 0], heads[:, 1] = _TYPE[letters], size
    rows, is_point = np.empty(int(size.sum()), _ROW), np.ones(int(size.sum()), np.bool_)
    rows[at], is_point[at] = heads.view(_ROW)[:, 0], False
    rows[is_point] = _cubic(letters, np.ascontiguousarray(steps.points).view(_ROW)[:, 0])
    return _numbers_of(rows)


def draw_rows(rows: Rows, pen: BasePen) -> None:
    """Draw steps in cairo's form with a pen."""
    heads, at = rows.view(np.int32).reshape(-1, 4), 0
    while at < len(rows):
        step, size = (int(value) for value in heads[at, :2])
        points = [tuple(point) for point in rows[at + 1 : at + size].tolist()]
        (pen.moveTo, pen.lineTo, pen.curveTo, lambda *_: pen.closePath())[step](*points)
        at += size


def steady(rows: Rows, scale: float) -> Rows:
    """Return steps whose strokes keep their width when cairo flattens them; the same rows if they do already.

    It turns the ends of a stroked curve to its handles, and draws what is straight to a tenth of a pixel in one piece
    between them: a handle of a fraction of a pixel turns all of that piece. It is drawn out to a pixel, or taken for
    none where the curve is a straight line, as browsers do. `scale` is the number of pixels per unit.
    """
    at, before = _curves(rows)
    ends, handles = (rows[before], rows[at + 3]), (rows[at + 1], rows[at + 2])
    chord = ends[1] - ends[0]
    lengths = [np.hypot(*(handle - end).T) * scale for handle, end in zip(handles, ends, strict=True)]
    is_long = np.hypot(*chord.T) * scale > _FEWEST
    is_short = [(length > 0) & (length < 1) & is_long for length in lengths]
    if not np.any(is_short):
        return rows
    areas = [
        np.abs(chord[:, 0] * arm[:, 1] - chord[:, 1] * arm[:, 0]) for arm in (point - ends[0] for point in handles)
    ]
    is_straight = np.maximum(*areas) <= _STRAIGHT * (chord**2).sum(axis=1)
    steadier = rows.copy()
    for row, end, handle, length, short in zip((at + 1, at + 2), ends, handles, lengths, is_short, strict=True):
        longer = end + (handle - end) / np.maximum(length, np.finfo(float).tiny)[:, None]
        steadier[row[short]] = np.where(is_straight[:, None], end, longer)[short]
    return steadier


def _curves(rows: Rows) -> tuple[Integers, Integers]:
    """Return the rows of the headers of curves, and those of the points where they begin."""
    heads = rows.view(np.int32).reshape(-1, 4)
    kinds, sizes = heads[:, 0].tolist(), heads[:, 1].tolist()
    curves: list[tuple[int, int]] = []
    at = start = here = 0
    while at < len(kinds):
        if kinds[at] == _CURVE:
            curves.append((at, here))
        start = at + 1 if kinds[at] == _MOVE else start
        here = start if kinds[at] == _CLOSE else at + sizes[at] - 1
        at += sizes[at]
    return (*np.array(curves, np.intp).reshape(-1, 2).T,)


def _cubic(letters: NDArray[np.uint8], points: WholeRows) -> WholeRows:
    """Return the points of steps, with the control point of quadratic curves replaced by those of cubic ones."""
    bends = np.flatnonzero(letters == ord("Q"))
    if not len(bends):
        return points
    count = _POINTS[letters]
    first, times = (np.cumsum(count) - count)[bends], np.ones(len(points), np.intp)
    times[first] = 2
    cubic = points.repeat(times)
    at = first + np.arange(len(bends))  # each earlier curve adds a point
    start, middle, end = (_numbers_of(cubic[some]) for some in (at - 1, at, at + 2))
    middle = middle * 2 / 3
    cubic[at], cubic[at + 1] = ((middle + corner / 3).view(_ROW)[:, 0] for corner in (start, end))
    return cubic


def _numbers_of(rows: WholeRows) -> Rows:
    """Return rows as two numbers each."""
    return rows.view(np.float64).reshape(-1, 2)


def _rows_of(d: str) -> Rows:
    pen = RowPen()
    try:
        draw_path(d, pen)
    except (AssertionError, AttributeError, IndexError, TypeError, ZeroDivisionError) as error:
        raise ValueError(f"not path data: {d[:40]}") from error
    return pen.rows


class RowPen(BasePen):  # type: ignore[misc]
    """Takes the steps of a path one by one."""

    def __init__(self) -> None:
        """Start without a step."""
        super().__init__(None)
        self._rows: list[bytes] = []
        self._start = b""

    @property
    def rows(self) -> Rows:
        """The steps in cairo's form."""
        return np.frombuffer(b"".join(self._rows), np.float64).reshape(-1, 2)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  (the names are those of the library)
        self._add(_MOVE, pt)
        self._start = self._rows[-1]

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add(_LINE, pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        self._add(_CURVE, pt1, pt2, pt3)

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:  # noqa: N802
        """Add a quadratic curve as a cubic one, as `_cubic` does."""
        x, y = pt1[0] * 2 / 3, pt1[1] * 2 / 3
        handles = [(x + end[0] / 3, y + end[1] / 3) for end in (self._getCurrentPoint(), pt2)]
        self._add(_CURVE, *handles, pt2)

    def _closePath(self) -> None:  # noqa: N802
        if self._rows[-2:] == [_HEAD.pack(_LINE, 2, 0, 0), self._start]:
            del self._rows[-2:]  # the parser draws the line that closes a part
        self._add(_CLOSE)

    def _add(self, step: int, *points: tuple[float, float]) -> None:
        self._rows.append(_HEAD.pack(step, 1 + len(points), 0, 0))
        self._rows += [_POINT.pack(*point) for point in points]
