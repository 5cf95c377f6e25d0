"""Write what lies over a picture as SVG: boxes, lines and controls, each in a group of a class that the page shows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.geometry import Box

if TYPE_CHECKING:
    from kit.model.placement import Placement

#: The height of labels in parts of the height of a picture, and of the width of a wide one, as the page shows both.
_LABEL, _ACROSS = 1 / 30, 1 / 62
#: How wide a letter of a label is at most on average, in parts of its size.
_ADVANCE = 0.62


class Layer:
    """An SVG of the size of a picture that is written element by element.

    Its `data-below` says how far it hangs out below the picture, in parts of the width.
    """

    def __init__(self, placement: Placement) -> None:
        """Take the placement of the picture."""
        self._width, self._height = placement.size
        self._root = ET.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {self._width} {self._height}"}
        )
        self._size = max(self._height * _LABEL, self._width * _ACROSS)
        self._lowest = 0.0
        self._plates: defaultdict[str, list[Box]] = defaultdict(list)  # of labels, by what is shown together

    def box(self, kind: str, box: Box, label: str = "", *, title: str = "", transform: str = "") -> None:
        """Add a box with a label in its corner, and a title for who points at it."""
        group = self._group(kind, transform)
        rect = ET.SubElement(group, "rect", _rect(box))
        if title:
            ET.SubElement(rect, "title").text = title
        if label:
            self._label(group, box, label)

    def line(self, kind: str, across: tuple[float, float], y: float, transform: str) -> None:
        """Add a level line."""
        ET.SubElement(self._group(kind, transform), "line", _written(x1=across[0], x2=across[1], y1=y, y2=y))

    def cover(self, kind: str, box: Box, label: str) -> None:
        """Cover all that is outside a box."""
        outer = f"M0 0H{self._width}V{self._height}H0Z"
        inner = f"M{box.x0:.1f} {box.y0:.1f}V{box.y1:.1f}H{box.x1:.1f}V{box.y0:.1f}Z"
        group = self._group(kind)
        ET.SubElement(group, "path", {"d": outer + inner})
        self._label(group, box, label)

    def control(self, kind: str, box: Box, form: str, label: str) -> None:
        """Add a control of a platform: a circle, a box, or a pill, which has round ends, with a label in its middle."""
        group, rounding = self._group(kind), box.height * (0.06 if form == "box" else 0.5)
        ET.SubElement(group, "rect", {**_rect(box), **_written(rx=rounding)})
        self._lowest = max(self._lowest, box.y1)
        if label:
            size = min(self._size, 0.6 * box.height, 0.9 * box.width / (_ADVANCE * len(label)))
            written = {"font-size": size, "x": box.center.x, "y": box.center.y + 0.35 * size}
            ET.SubElement(group, "text", {**_written(**written), "text-anchor": "middle"}).text = label

    def ring(self, kind: str) -> None:
        """Add the circle that a platform shows of a picture."""
        radius = min(self._width, self._height) / 2
        ET.SubElement(self._group(kind), "circle", _written(cx=self._width / 2, cy=self._height / 2, r=radius))

    def text(self) -> str:
        """Return what was written."""
        self._root.set("data-below", f"{max(0.0, self._lowest - self._height) / self._width:.3f}")
        return ET.tostring(self._root, encoding="unicode")

    def _group(self, kind: str, transform: str = "") -> ET.Element:
        return ET.SubElement(self._root, "g", {"class": kind, **({"transform": transform} if transform else {})})

    def _label(self, group: ET.Element, box: Box, label: str) -> None:
        """Write a label into the upper right corner of a box, as most words begin at the left; below what is there."""
        size, width = self._size, len(label) * self._size * _ADVANCE
        left, top = max(0.0, min(box.x1, self._width) - width), max(0.0, min(box.y0, self._height - 1.5 * size))
        plate = Box(left, top, left + width, top + 1.4 * size)
        there = self._plates[group.get("class", "").partition(" ")[0]]
        while any(plate.overlaps(other) for other in there):
            plate = plate.moved(0, 1.5 * size)
        there.append(plate)
        ET.SubElement(group, "rect", {"class": "plate", **_rect(plate)})
        written = {"x": plate.x0 + 0.3 * size, "y": plate.y0 + 1.05 * size, "font-size": size}
        ET.SubElement(group, "text", _written(**written)).text = label


def _rect(box: Box) -> dict[str, str]:
    return _written(x=box.x0, y=box.y0, width=max(0.0, box.width), height=max(0.0, box.height))


def _written(**values: float) -> dict[str, str]:
    return {name: f"{value:.1f}" for name, value in values.items()}
