"""The days of a countdown as a window blind: one more strip is let down each day, and less light shows below it.

The strips share the height of the box, so that all of them close it. The blind is drawn realistically: slats with a
shaded upper half and a lit lower edge, the last of them a little uneven, light in the gaps above it, two cords that
carry the slats, and two pull cords, if there is room for them below. A blind that is up shows its rail. A strip is one
slat, or several if it is high, or less than one if it is so low that slats would flicker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, radians, tan

from kit.base.geometry import Box, Point
from kit.model.chart.chart_data import Chart, ChartShape, CountdownChart, Ink

#: The height of a slat with its gap: about this part of the box if a strip has several, and at least this many px.
PITCH, LEAST_PITCH = 0.1, 24.0
#: In heights of a slat with its gap: the gap, the rail of a blind that is up, the most that the last slat sags.
GAP, RAIL, UNEVEN = 0.13, 0.3, 0.35
#: The part of a slat that is in shade, and how strongly.
SHADED, SHADE = 0.42, 0.2
#: How far the last slat is turned, and the place along it that stays fixed.
TURN, PIVOT = radians(0.55), 0.8
#: How strongly light shows in the gaps above the last slat, from the nearest one up.
GLOW = (0.6, 0.35)
#: In px of a blind 1080 px wide: the lit edge, the cords, the smallest gap.
EDGE, CORD, LEAST_GAP = 4.0, 5.0, 4.0
#: How far the cords are from the sides, as a part of the width or of twice the height, whichever is smaller.
CORD_AT = 0.085
#: Where the pulls hang, in parts of the width, the distance between them, and their lengths below the blind with their
#: tassels, in parts of the height.
PULL_AT, PULLS_APART, LENGTHS, TASSEL = 0.86, 0.024, (0.18, 0.115), 0.055
#: The outline of a tassel whose cord ends at (0, 0), in its own height.
_TASSEL = (
    (-0.13, 0.0), (0.13, 0.0), (0.26, 0.7), (0.22, 0.87), (0.12, 0.97), (0.0, 1.0), (-0.12, 0.97), (-0.22, 0.87),
    (-0.26, 0.7),
)  # fmt: skip
#: How close to a whole number a count of slats is rounded to it.
_NEARLY = 1e-6


@dataclass(frozen=True, slots=True)
class BlindOfDays(CountdownChart):
    """The days of a countdown as a blind with a slat let down for each day that has passed."""

    name = "blind"
    options = ("rest", "edge", "cord", "dark", "light")
    is_picture = True

    def draw(self, box: Box) -> Chart:
        """Return the blind, which is up while all of the days are left."""
        hung = _Blind(box, self.of, min(self.of, max(0, self.of - self.left)))
        return Chart(shapes=tuple(hung.shapes()), foot=hung.edge)


@dataclass(frozen=True, slots=True)
class _Blind:
    """A blind with a number of strips in a box, some of them let `down`."""

    box: Box
    strips: int
    down: int

    @property
    def unit(self) -> float:
        """How many px of the box are one px of a blind 1080 px wide."""
        return min(self.box.width, 2 * self.box.height) / 1080

    @property
    def pitch(self) -> float:
        """The height of a slat with the gap around it."""
        strip = self.box.height / self.strips
        return max(LEAST_PITCH * self.unit, strip / max(1, round(strip / (PITCH * self.box.height))))

    @property
    def gap(self) -> float:
        """The height of the gap between two slats."""
        return max(LEAST_GAP * self.unit, GAP * self.pitch)

    @property
    def foot(self) -> float:
        """Where the blind ends, ignoring the uneven end of its last slat."""
        return self.box.y0 + max(self.down / self.strips * self.box.height, RAIL * self.pitch)

    @property
    def edge(self) -> tuple[Point, Point]:
        """The lower edge of the last slat, or of the rail of a blind that is up, from left to right."""
        if not self.down:
            return Point(self.box.x0, self.foot), Point(self.box.x1, self.foot)
        low = self.foot - self.gap / 2
        left, right = self.box.x0, self.box.x1
        return Point(left, self._at(left, low)), Point(right, self._at(right, low))

    @property
    def lip(self) -> float:
        """The height of the lit edge of a slat."""
        return EDGE * self.unit

    def shapes(self) -> Iterator[ChartShape]:
        """Yield all visible shapes, from the back to the front."""
        yield ChartShape(self.box.corners, "rest")
        if not self.down:
            yield from self._slats([self.foot])
        else:
            yield from self._hanging_slats()
            yield from self._last_slat()
            yield from self._cords()
        if self.foot + (LENGTHS[0] + TASSEL) * self.box.height <= self.box.y1:
            yield from self._pulls()

    def _hanging_slats(self) -> Iterator[ChartShape]:
        """Yield the slats above the last one, with the gaps below them."""
        count = ceil((self.foot - self.box.y0) / self.pitch - _NEARLY)
        bottoms = [self.foot - index * self.pitch - self.gap / 2 for index in range(1, count)]
        # The backing extends below the upper edge of the last slat, so that no light shows where that turns.
        yield self._bar(self.box.y0, self.foot - 0.4 * self.pitch, "dark", 1.0)
        yield from self._slats(bottoms)
        for bottom, strength in zip(bottoms, GLOW, strict=False):
            yield self._bar(bottom, bottom + 0.55 * self.gap, "light", strength)

    def _slats(self, bottoms: Sequence[float]) -> Iterator[ChartShape]:
        """Yield level slats by their lower edges, layer by layer; the first may be partly above the box.

        A slat ends behind its lit edge, so that its own colour doesn't show below.
        """
        for top, bottom, ink, strength in self._layers():
            yield from (self._bar(low - top, low - bottom, ink, strength) for low in bottoms)

    def _layers(self) -> Iterator[tuple[float, float, Ink, float]]:
        """Yield the layers of a slat: how far above its lower edge each begins and ends, its ink and its strength."""
        height = self.pitch - self.gap
        yield height, self.lip / 2, "colour", 1.0
        yield height, (1 - SHADED) * height, "shade", SHADE
        yield self.lip, 0.0, "edge", 1.0

    def _last_slat(self) -> Iterator[ChartShape]:
        """Yield the last slat, which hangs lower at its left end, with light on its edge."""
        low = self.foot - self.gap / 2
        for top, bottom, ink, strength in self._layers():
            lit: Ink = "light" if ink == "edge" else ink
            yield self._turned(max(self.box.y0, low - top), max(self.box.y0, low - bottom), lit, strength)

    def _cords(self) -> Iterator[ChartShape]:
        """Yield the two cords that carry the slats."""
        inset, half = CORD_AT * min(self.box.width, 2 * self.box.height), CORD * self.unit / 2
        for x in (self.box.x0 + inset, self.box.x1 - inset):
            end = self._at(x, self.foot - self.gap / 2)
            yield ChartShape(Box(x - half, self.box.y0, x + half, end).corners, "cord", 0.9)

    def _pulls(self) -> Iterator[ChartShape]:
        """Yield the two cords that pull the blind up, of uneven length, each with its tassel."""
        half, size = CORD * self.unit / 2, TASSEL * self.box.height
        for index, length in enumerate(LENGTHS):
            x = self.box.x0 + PULL_AT * self.box.width + index * PULLS_APART * 1080 * self.unit
            end = self.foot + length * self.box.height
            start = self._at(x, self.foot - self.gap / 2) if self.down else self.foot
            yield ChartShape(Box(x - half, start, x + half, end).corners, "cord")
            yield ChartShape(tuple(Point(x + size * dx, end + size * dy) for dx, dy in _TASSEL), "dark")

    def _bar(self, top: float, bottom: float, ink: Ink, strength: float) -> ChartShape:
        """Return a level bar across the whole width, cut off at the upper edge of the box."""
        box = Box(self.box.x0, max(self.box.y0, top), self.box.x1, max(self.box.y0, bottom))
        return ChartShape(box.corners, ink, strength)

    def _turned(self, top: float, bottom: float, ink: Ink, strength: float) -> ChartShape:
        """Return a bar across the whole width, turned like the last slat."""
        corners = Box(self.box.x0, top, self.box.x1, bottom).corners
        return ChartShape(tuple(Point(x, self._at(x, y)) for x, y in corners), ink, strength)

    def _at(self, x: float, y: float) -> float:
        """Return the y of a point of the last slat that would be at `x` and `y` if it were level."""
        pivot = self.box.x0 + PIVOT * self.box.width
        return y + (pivot - x) * min(tan(TURN), UNEVEN * self.pitch / (PIVOT * self.box.width))
