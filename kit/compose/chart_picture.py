"""Paint a chart that is a picture of something: its shapes in the colours of the layout, or in shades of one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kit.model.layout import Element

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.chart import Chart
    from kit.geometry import Point
    from kit.model.picture import ChartContent

#: What is laid over the colour of the chart where the layout names no role for an ink, and how strongly.
_OVER = {
    "shade": ("#000000", 1.0),
    "edge": ("#ffffff", 0.35),
    "dark": ("#000000", 0.6),
    "light": ("#ffffff", 0.85),
    "cord": ("#000000", 0.45),
}


def picture_of(drawn: Chart, content: ChartContent, paint: str) -> Element:
    """Return the shapes of a chart; `paint` is the colour of the chart, and without a colour the rest is left out."""
    inks = {**content.inks, "colour": paint, **({"rest": content.rest} if content.rest else {})}
    paths: list[Element] = []
    for (ink, strength), alike in groupby(drawn.shapes, key=lambda shape: (shape.ink, shape.strength)):
        d = "".join(_polygon(shape.points) for shape in alike)
        paths += (Element("path", {**look, "d": d}) for look in _looks(ink, strength, inks))
    return Element("g", {}, tuple(paths))


def _looks(ink: str, strength: float, inks: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield how shapes of an ink are filled, one over the other: in its colour, else in the chart's and in a shade."""
    if ink in inks:
        yield _fill(inks[ink], strength)
    elif ink in _OVER:
        if ink == "dark":
            yield _fill(inks["colour"], strength)
        colour, part = _OVER[ink]
        yield _fill(colour, strength * part)


def _fill(colour: str, strength: float) -> dict[str, str]:
    """Return the attributes of a fill."""
    return {"fill": colour, "fill-opacity": f"{strength:.3g}"} if strength < 1 else {"fill": colour}


def _polygon(points: Sequence[Point]) -> str:
    """Return the path data of a polygon."""
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "z"
