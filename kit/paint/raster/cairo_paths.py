"""SVG path data as the array of a cairo path, made all at once and not step by step."""

from __future__ import annotations

from struct import Struct
from typing import TYPE_CHECKING

import numpy as np
from fontTools.pens.basePen import BasePen

from kit.base.memory_caches import BoundedCache
from kit.drawing.svg.source.values import draw_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.base.path_steps import PathSteps

    Rows = NDArray[np.float64]
    #: The same, each row as one number.
    WholeRows = NDArray[np.complex128]
    Integers = NDArray[np.intp]


#: The types of steps (https://www.cairographics.org/manual/cairo-Paths.html#cairo-path-data-type-t).
_MOVE, _LINE, _CURVE, _CLOSE = range(4)
#: How many numbers follow a letter; -1 for one that needs the slower parser, or isn't a path command.
_ARGUMENTS = np.full(128, -1, np.intp)
#: The type of each step, and its number of rows: a header, and one a point.
_TYPE, _ROWS = np.zeros(128, np.int32), np.zeros(128, np.intp)
#: Whether the end of a step is absolute in x and in y, and whether the step leaves x or y unchanged.
_NAMES_X, _NAMES_Y, _STAYS_X, _STAYS_Y = (np.zeros(128, np.bool_) for _ in range(4))
_IS_RELATIVE, _CLOSES = np.zeros(128, np.bool_), np.zeros(128, np.bool_)
for _letters, _arguments, _type, _rows in (
    ("M", 2, _MOVE, 2),
    ("Ll", 2, _LINE, 2),
    ("HhVv", 1, _LINE, 2),
    ("Qq", 4, _CURVE, 4),
    ("Cc", 6, _CURVE, 4),
    ("Zz", 0, _CLOSE, 1),
):
    for _letter in map(ord, _letters):
        _ARGUMENTS[_letter], _TYPE[_letter], _ROWS[_letter] = _arguments, _type, _rows
_NAMES_X[list(b"MLHQCZz")] = _NAMES_Y[list(b"MLVQCZz")] = _STAYS_X[list(b"Vv")] = _STAYS_Y[list(b"Hh")] = True
_IS_RELATIVE[list(b"lhvqc")] = _CLOSES[list(b"Zz")] = True
#: A row as one number: numpy copies single numbers in a third of the time of pairs.
_ROW = np.complex128
#: The rows of one step and of one point.
_HEAD, _POINT = Struct("=4i"), Struct("=2d")
_PAIR = np.arange(2)
_BLANKS = bytes.maketrans(b"MLHVQCZlhvqcz,\n\t\r", b" " * 17)
#: The length in px of a stroked curve up to which short handles are its form; and how far from its ends' line handles
#: are at most, as a part of its length, where it is a straight line.
_FEWEST, _STRAIGHT = 4, 0.0032
#: How many bytes of path data and rows are cached: twice those of a campaign with ninety drawings.
_MOST_CACHED = 12_000_000


def rows_of(d: str) -> Rows:
    """Return the steps of path data in cairo's form: rows of 16 bytes. Raises ValueError if they can't be read.

    A row is either a point, two numbers, or a header with the type of a step and its number of rows.
    """
    return _kept.rows(d)


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
    found: list[tuple[int, int]] = []
    at = start = here = 0
    while at < len(kinds):
        if kinds[at] == _CURVE:
            found.append((at, here))
        start = at + 1 if kinds[at] == _MOVE else start
        here = start if kinds[at] == _CLOSE else at + sizes[at] - 1
        at += sizes[at]
    return (*np.array(found, np.intp).reshape(-1, 2).T,)


def _cubic(letters: NDArray[np.uint8], points: WholeRows) -> WholeRows:
    """Return the points of steps, with the control point of quadratic curves replaced by those of cubic ones."""
    bends = np.flatnonzero(letters == ord("Q"))
    if not len(bends):
        return points
    count = _ARGUMENTS[letters] // 2
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
    characters = np.frombuffer(d.encode("ascii", "replace"), np.uint8)
    letters = characters[characters > ord("9")]
    count = _ARGUMENTS[np.minimum(letters, 127)]
    if len(letters) and letters[0] == ord("M") and bool((count >= 0).all()):
        numbers = _numbers(d)
        if numbers is not None and len(numbers) == count.sum():
            return _absolute(letters, count, numbers)
    pen = RowPen()
    try:
        draw_path(d, pen)
    except (AssertionError, AttributeError, IndexError, TypeError, ZeroDivisionError) as error:
        raise ValueError(f"not path data: {d[:40]}") from error
    return pen.rows


class CachedRows:
    """The rows of recently used path data, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        """Set the most bytes to cache."""
        self._kept: BoundedCache[str, Rows] = BoundedCache(most, lambda d, rows: len(d) + rows.nbytes)

    @property
    def bytes(self) -> int:
        """How many bytes are cached."""
        return self._kept.bytes

    def rows(self, d: str) -> Rows:
        """Return the rows of path data. Raises ValueError if it can't be read."""
        return self._kept.get(d, lambda: _rows_of(d))


_kept = CachedRows(_MOST_CACHED)


def _numbers(d: str) -> Rows | None:
    """Return the numbers of path data, or None if two of them touch, as in `.5.5`."""
    try:
        return np.fromiter(map(float, d.encode().translate(_BLANKS).replace(b"-", b" -").split()), np.float64)
    except ValueError:
        return None


def _absolute(letters: NDArray[np.uint8], count: Integers, numbers: Rows) -> Rows:
    """Return the rows of steps from their letters, the count of numbers of each, and all these numbers."""
    first = np.cumsum(count) - count
    numbers = np.append(numbers, (0.0, 0.0))  # a last step without numbers also needs an index
    ends = _ends(letters, first + count, numbers)
    before = np.empty_like(ends)
    before[0], before[1:] = 0.0, ends[:-1]
    size = _ROWS[letters]
    at = np.cumsum(size) - size
    rows = np.zeros((int(at[-1] + size[-1]), 2))
    heads = rows.view(np.int32)
    heads[at, 0], heads[at, 1] = _TYPE[letters], size
    drawn = size > 1
    rows[(at + size - 1)[drawn]] = ends[drawn]
    for arguments, place in ((4, _bend), (6, _curve)):
        of_kind = np.flatnonzero(count == arguments)
        if len(of_kind):
            origin = before[of_kind] * _IS_RELATIVE[letters[of_kind], None]
            place(rows, at[of_kind], (numbers, first[of_kind]), (origin, before[of_kind], ends[of_kind]))
    return rows


def _bend(rows: Rows, at: Integers, points: tuple[Rows, Integers], steps: tuple[Rows, Rows, Rows]) -> None:
    """Write the two control points of quadratic curves, each two thirds of the way to the single one."""
    (numbers, first), (origin, before, ends) = points, steps
    middle = (numbers[first[:, None] + _PAIR] + origin) * 2 / 3
    rows[at + 1] = middle + before / 3
    rows[at + 2] = middle + ends / 3


def _curve(rows: Rows, at: Integers, points: tuple[Rows, Integers], steps: tuple[Rows, Rows, Rows]) -> None:
    """Write the two control points of cubic curves."""
    numbers, first = points
    rows[at + 1] = numbers[first[:, None] + _PAIR] + steps[0]
    rows[at + 2] = numbers[first[:, None] + _PAIR + 2] + steps[0]


def _ends(letters: NDArray[np.uint8], number_ends: Integers, numbers: Rows) -> Rows:
    """Return where each step ends; `number_ends` are the ends of its numbers. A close ends where its subpath starts."""
    starts, closes = _last(letters == ord("M")), np.flatnonzero(_CLOSES[letters])
    ends = np.empty((len(letters), 2))
    for axis, is_absolute, is_unchanged in ((0, _NAMES_X, _STAYS_X), (1, _NAMES_Y, _STAYS_Y)):
        one_number = _STAYS_X[letters] | _STAYS_Y[letters]
        value = numbers[np.maximum(number_ends - np.where(one_number, 1, 2 - axis), 0)]
        value[closes] = value[starts[closes]]
        absolute = is_absolute[letters]
        if not absolute.all():
            value[is_unchanged[letters]] = 0.0
            moved = np.cumsum(np.where(absolute, 0.0, value))
            last = _last(absolute)
            value = value[last] + moved - moved[last]
        ends[:, axis] = value
    return ends


def _last(marks: NDArray[np.bool_]) -> Integers:
    """Return, for each index, the last marked one up to it; the first is marked."""
    return np.maximum.accumulate(np.where(marks, np.arange(len(marks)), 0))


class RowPen(BasePen):  # type: ignore[misc]
    """Takes the steps of a path one by one."""

    def __init__(self) -> None:
        """Start without a step."""
        super().__init__(None)
        self._rows: list[bytes] = []

    @property
    def rows(self) -> Rows:
        """The steps in cairo's form."""
        return np.frombuffer(b"".join(self._rows), np.float64).reshape(-1, 2)

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  (the names are those of the library)
        self._add(_MOVE, pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add(_LINE, pt)

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        self._add(_CURVE, pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self._add(_CLOSE)

    def _add(self, step: int, *points: tuple[float, float]) -> None:
        self._rows.append(_HEAD.pack(step, 1 + len(points), 0, 0))
        self._rows += [_POINT.pack(*point) for point in points]
