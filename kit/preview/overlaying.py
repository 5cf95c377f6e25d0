"""Draw what a picture does not show over it, as SVG of its size: slots, areas, baselines, and the contrast of letters.

Every group has a class, by which the page shows it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.checks import Seen, letter_contrasts, measurement_of
from kit.compose import room_in
from kit.geometry import Box
from kit.images import embedded
from kit.layout import live_on
from kit.preview.looking import desk_for
from kit.raster import paint_with_ground
from kit.svg.transforms import write_transform

if TYPE_CHECKING:
    from kit.model.artwork import Artwork
    from kit.model.placement import Placement
    from kit.preview.values import LookTask

#: The height of labels in parts of the height of a picture, and of the width of a wide one, as the page shows both.
_LABEL, _ACROSS = 1 / 30, 1 / 62
#: Contrasts below which a letter is read badly, or just well enough (https://www.w3.org/TR/WCAG22/#contrast-minimum).
_LEAST, _ENOUGH = 3.0, 4.5


def overlay(task: LookTask) -> str:
    """Return the areas of a picture: slots with the letters that are left, live and safe area, baselines, platform.

    Raises KitError for one that can't be composed.
    """
    desk = desk_for(task)
    artboard, composer = desk.artboards[task.wanted[0][0]], desk.composer
    artwork = composer.compose(artboard)
    layout, placement = composer.project.layouts[artboard.layout], artboard.placement
    sheet = _Sheet(placement)
    sheet.cover("safe", placement.safe_box, "safe area")
    sheet.box("live", live_on(artwork.scene.drawing, placement.safe_box), "live")
    _add_slots(sheet, artwork, dict(room_in(artwork, layout, composer.book)))
    _add_baselines(sheet, artwork)
    _add_platform(sheet, placement)
    return sheet.text()


def contrasts(task: LookTask) -> str:
    """Return the letters of a picture by their contrast: too little, just enough, or plenty. Raises KitError."""
    desk = desk_for(task)
    artwork = desk.composer.compose(desk.artboards[task.wanted[0][0]])
    measurement, sheet = measurement_of(artwork), _Sheet(artwork.picture.placement)
    if measurement is not None:
        whole, ground = paint_with_ground(embedded(artwork.svg, artwork.parts), measurement.svg)
        for letter, ratio in letter_contrasts(Seen(whole, ground, measurement.letters, measurement.code)):
            grade = "faint" if ratio < _LEAST else "fair" if ratio < _ENOUGH else "clear"
            sheet.box(f"contrast {grade}", letter, title=f"{ratio:.1f} to 1")
    return sheet.text()


class _Sheet:
    """An SVG of the size of a picture that is written element by element."""

    def __init__(self, placement: Placement) -> None:
        self._width, self._height = placement.size
        self._root = ET.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {self._width} {self._height}"}
        )
        self._size = max(self._height * _LABEL, self._width * _ACROSS)

    def box(self, kind: str, box: Box, label: str = "", *, title: str = "", transform: str = "") -> None:
        """Add a box with a label in its corner, and a title for who points at it."""
        group = ET.SubElement(self._root, "g", {"class": kind, **({"transform": transform} if transform else {})})
        place = {"x": box.x0, "y": box.y0, "width": max(0.0, box.width), "height": max(0.0, box.height)}
        rect = ET.SubElement(group, "rect", {key: f"{value:.1f}" for key, value in place.items()})
        if title:
            ET.SubElement(rect, "title").text = title
        if label:
            self._label(group, box, label)

    def line(self, kind: str, across: tuple[float, float], y: float, transform: str) -> None:
        """Add a level line."""
        group = ET.SubElement(self._root, "g", {"class": kind, **({"transform": transform} if transform else {})})
        ends = {"x1": across[0], "x2": across[1], "y1": y, "y2": y}
        ET.SubElement(group, "line", {key: f"{value:.1f}" for key, value in ends.items()})

    def cover(self, kind: str, box: Box, label: str) -> None:
        """Cover all that is outside a box."""
        outer = f"M0 0H{self._width}V{self._height}H0Z"
        inner = f"M{box.x0:.1f} {box.y0:.1f}V{box.y1:.1f}H{box.x1:.1f}V{box.y0:.1f}Z"
        group = ET.SubElement(self._root, "g", {"class": kind})
        ET.SubElement(group, "path", {"d": outer + inner})
        self._label(group, box, label)

    def pill(self, kind: str, box: Box) -> None:
        """Add a box with round ends: a control of a platform."""
        group = ET.SubElement(self._root, "g", {"class": kind})
        place = {"x": box.x0, "y": box.y0, "width": box.width, "height": box.height, "rx": box.height / 2}
        ET.SubElement(group, "rect", {key: f"{value:.1f}" for key, value in place.items()})

    def ring(self, kind: str) -> None:
        """Add the circle that a platform shows of a picture."""
        group = ET.SubElement(self._root, "g", {"class": kind})
        middle = {"cx": f"{self._width / 2:g}", "cy": f"{self._height / 2:g}"}
        ET.SubElement(group, "circle", {**middle, "r": f"{min(self._width, self._height) / 2:g}"})

    def text(self) -> str:
        """Return what was written."""
        return ET.tostring(self._root, encoding="unicode")

    def _label(self, group: ET.Element, box: Box, label: str) -> None:
        size, width = self._size, len(label) * self._size * 0.62
        x = max(0.0, min(box.x1, self._width) - width)  # most words begin at the left
        y = max(0.0, min(box.y0, self._height - 1.5 * size))
        plate = {"x": x, "y": y, "width": width, "height": 1.4 * size}
        ET.SubElement(group, "rect", {"class": "plate", **{key: f"{value:.1f}" for key, value in plate.items()}})
        place = {"x": x + 0.3 * size, "y": y + 1.05 * size, "font-size": size}
        ET.SubElement(group, "text", {key: f"{value:.1f}" for key, value in place.items()}).text = label


def _add_slots(sheet: _Sheet, artwork: Artwork, left: dict[str, int]) -> None:
    """Add the slots of a picture by their names, those of words with the letters that are left."""
    for placed in artwork.placed:
        slot = placed.slot
        count = left.get(slot.name)
        said = "" if count is None else f" · {-count} too many" if count < 0 else f" · {_some(count)} left"
        transform = write_transform(slot.turned) if slot.turn else ""
        kind = "slot over" if count is not None and count < 0 else "slot"
        sheet.box(kind, slot.box, f"{slot.name}{said}", transform=transform)


def _some(count: int) -> str:
    """Return a number of letters as people read it: of many it does not matter how many."""
    return str(count) if count < 199 else "200 or more"  # noqa: PLR2004  (one less than the most that is counted)


def _add_baselines(sheet: _Sheet, artwork: Artwork) -> None:
    for placed in artwork.all_words:
        transform = write_transform(placed.slot.turned) if placed.slot.turn else ""
        for row in placed.rows:
            sheet.line("baseline", (placed.slot.box.x0, placed.slot.box.x1), row.baseline, transform)


def _add_platform(sheet: _Sheet, placement: Placement) -> None:
    """Add what a platform puts over a picture, and what it shows of it alone."""
    if placement.shape == "ring":
        sheet.ring("platform")
    if placement.role == "story" and placement.safe:
        _add_story(sheet, placement)
    for kept in placement.keep_out:
        sheet.box("platform covered", Box(*kept.box), kept.why)
    for crop in placement.crops:
        sheet.box("platform crop", Box(*crop.box), crop.name)


def _add_story(sheet: _Sheet, placement: Placement) -> None:
    """Add what stories have in common: who posted it on top, and the field for an answer with its button below."""
    (width, height), safe = placement.size, placement.safe_box
    unit = width / 27
    top, bottom = min(safe.y0 / 2, 3 * unit), min(height - 2.4 * unit, (safe.y1 + height) / 2)
    sheet.pill("platform control", Box(unit, top / 3, width - unit, top / 3 + unit / 6))
    sheet.pill("platform control", Box(unit, top, 3.2 * unit, top + 2.2 * unit))
    sheet.pill("platform control", Box(3.8 * unit, top + 0.7 * unit, 10 * unit, top + 1.5 * unit))
    sheet.pill("platform control", Box(unit, bottom, 22 * unit, bottom + 1.8 * unit))
    sheet.pill("platform control", Box(23.5 * unit, bottom, 26 * unit, bottom + 1.8 * unit))
