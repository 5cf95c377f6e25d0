"""Draw the overlays of a picture as SVG of its size: slots, areas, baselines, and the contrast of letters.

Every group has a class, by which the page shows or hides it. What platforms put over pictures, and how they crop them
elsewhere, is in the table `interfaces.yaml`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple
from xml.etree import ElementTree as ET

from kit.base.document.document import record
from kit.base.errors import SpecError
from kit.base.geometry import Box
from kit.compose import room_in
from kit.drawing.images.preparing import embedded
from kit.drawing.layout.pins import live_on
from kit.drawing.svg.source.values import write_transform
from kit.judge import Seen, letter_contrasts, measurement_of
from kit.model.artwork import Artwork
from kit.model.colour import LEAST_CONTRAST, LEAST_CONTRAST_LARGE
from kit.model.placement import (
    Placement,
    Role,
)
from kit.paint.grounds import paint_with_ground
from kit.project.validate import entries, read_document
from kit.tools.preview.picture_looks import maker_for
from kit.tools.preview.protocol import LookTask


def overlay(task: LookTask) -> str:
    """Return the areas of a picture: slots with the letters left, live and safe area, baselines, platform.

    Raises KitError if it can't be composed.
    """
    maker = maker_for(task)
    artboard, composer = maker.artboards[task.wanted[0][0]], maker.composer
    artwork = composer.compose(artboard)
    layout, placement = composer.project.layouts[artboard.layout], artboard.placement
    layer = Layer(placement)
    layer.cover("safe", placement.safe_box, "safe area")
    layer.box("live", live_on(artwork.scene.drawing, placement.safe_box), "live")
    _add_slots(layer, artwork, dict(room_in(artwork, layout, composer.book_for(artboard.language))))
    _add_baselines(layer, artwork)
    _add_platform(layer, placement)
    return layer.text()


def contrasts(task: LookTask) -> str:
    """Return the letters of a picture by their contrast: too little, just enough, or plenty. Raises KitError."""
    maker = maker_for(task)
    artwork = maker.composer.compose(maker.artboards[task.wanted[0][0]])
    measurement, layer = measurement_of(artwork), Layer(artwork.picture.placement)
    if measurement is not None:
        whole, ground = paint_with_ground(embedded(artwork.tree, artwork.parts), measurement.tree)
        for letter, ratio in letter_contrasts(Seen(whole, ground, measurement.letters, measurement.code)):
            grade = "faint" if ratio < LEAST_CONTRAST_LARGE else "fair" if ratio < LEAST_CONTRAST else "clear"
            layer.box(f"contrast {grade}", letter, title=f"{ratio:.1f} to 1")
    return layer.text()


def _add_slots(layer: Layer, artwork: Artwork, left: dict[str, int]) -> None:
    """Add the slots of a picture with their names, and for words the letters left."""
    for placed in artwork.placed:
        slot = placed.slot
        count = left.get(slot.name)
        room = "" if count is None else f" · {-count} too many" if count < 0 else f" · {_some(count)} left"
        transform = write_transform(slot.turned) if slot.turn else ""
        kind = "slot over" if count is not None and count < 0 else "slot"
        layer.box(kind, slot.box, f"{slot.name}{room}", transform=transform)


def _some(count: int) -> str:
    """Return a number of letters for people; a large one is not exact."""
    return str(count) if count < 199 else "200+"  # noqa: PLR2004  (one less than the most that are counted)


def _add_baselines(layer: Layer, artwork: Artwork) -> None:
    for placed in artwork.all_words:
        transform = write_transform(placed.slot.turned) if placed.slot.turn else ""
        for row in placed.rows:
            layer.line("baseline", (placed.slot.box.x0, placed.slot.box.x1), row.baseline, transform)


def _add_platform(layer: Layer, placement: Placement) -> None:
    """Add what a platform puts over a picture, and the part that it shows alone."""
    if placement.shape == "ring":
        layer.ring("platform")
    for kept in placement.keep_out:
        layer.box("platform covered", Box(*kept.box), kept.why)
    for crop in placement.crops:
        layer.box("platform crop", Box(*crop.box), crop.name)
    interface = interface_of(placement)
    if interface is None:
        return
    for shown in interface.shown:
        layer.box("platform crop", Box(*shown.box), shown.name)
    for control in interface.controls:
        layer.control("platform control", Box(*control.box), control.form, control.label)


#: The height of labels as a fraction of the height of a picture, or of the width of a wide one.
_LABEL, _ACROSS = 1 / 30, 1 / 62
#: The largest average width of a letter of a label, as a fraction of its size.
_ADVANCE = 0.62


class _Label(NamedTuple):
    """A label of a box: its element, what is shown together with it, and its words."""

    group: ET.Element
    kind: str
    box: Box
    text: str


class Layer:
    """An SVG of the size of a picture, written element by element.

    Its `data-below` says how far it reaches below the picture, as a fraction of the width.
    """

    def __init__(self, placement: Placement) -> None:
        """Take the placement of the picture."""
        self._width, self._height = placement.size
        self._root = ET.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {self._width} {self._height}"}
        )
        self._size = max(self._height * _LABEL, self._width * _ACROSS)
        self._lowest = 0.0
        self._labels: list[_Label] = []

    def box(self, kind: str, box: Box, label: str = "", *, title: str = "", transform: str = "") -> None:
        """Add a box with a label beside it, and a title for the pointer."""
        group = self._group(kind, transform)
        rect = ET.SubElement(group, "rect", _rect(box))
        if title:
            ET.SubElement(rect, "title").text = title
        if label:
            self._label(group, box, label)

    def line(self, kind: str, across: tuple[float, float], y: float, transform: str) -> None:
        """Add a horizontal line."""
        ET.SubElement(self._group(kind, transform), "line", _written(x1=across[0], x2=across[1], y1=y, y2=y))

    def cover(self, kind: str, box: Box, label: str) -> None:
        """Cover everything outside a box."""
        outer = f"M0 0H{self._width}V{self._height}H0Z"
        inner = f"M{box.x0:.1f} {box.y0:.1f}V{box.y1:.1f}H{box.x1:.1f}V{box.y0:.1f}Z"
        group = self._group(kind)
        ET.SubElement(group, "path", {"d": outer + inner})
        self._label(group, box, label)

    def control(self, kind: str, box: Box, form: str, label: str) -> None:
        """Add a control of a platform: a circle, a box, or a pill, which has round ends, with a label in the middle."""
        group, rounding = self._group(kind), box.height * (0.06 if form == "box" else 0.5)
        ET.SubElement(group, "rect", {**_rect(box), **_written(rx=rounding)})
        self._lowest = max(self._lowest, box.y1)
        if label:
            size = min(self._size, 0.6 * box.height, 0.9 * box.width / (_ADVANCE * len(label)))
            written = {"font-size": size, "x": box.center.x, "y": box.center.y + 0.35 * size}
            ET.SubElement(group, "text", {**_written(**written), "text-anchor": "middle"}).text = label

    def ring(self, kind: str) -> None:
        """Add the circle to which a platform crops a picture."""
        radius = min(self._width, self._height) / 2
        ET.SubElement(self._group(kind), "circle", _written(cx=self._width / 2, cy=self._height / 2, r=radius))

    def text(self) -> str:
        """Return the SVG."""
        self._write_labels()
        self._root.set("data-below", f"{max(0.0, self._lowest - self._height) / self._width:.3f}")
        return ET.tostring(self._root, encoding="unicode")

    def _group(self, kind: str, transform: str = "") -> ET.Element:
        return ET.SubElement(self._root, "g", {"class": kind, **({"transform": transform} if transform else {})})

    def _label(self, group: ET.Element, box: Box, label: str) -> None:
        """Note a label of a box, to be placed when all boxes are known."""
        self._labels.append(_Label(group, group.get("class", "").partition(" ")[0], box, label))

    def _write_labels(self) -> None:
        """Write each label beside its box, where it hides least of the boxes and labels shown with it."""
        taken: defaultdict[str, list[Box]] = defaultdict(list)
        for label in self._labels:
            others = [other.box for other in self._labels if other.kind == label.kind and other is not label]
            hidden = [*others, *taken[label.kind], label.box]
            plate = min(self._places(label), key=lambda place: sum(_shared(place, box) for box in hidden))
            taken[label.kind].append(plate)
            ET.SubElement(label.group, "rect", {"class": "plate", **_rect(plate)})
            written = {"x": plate.x0 + 0.3 * self._size, "y": plate.y0 + 1.05 * self._size, "font-size": self._size}
            ET.SubElement(label.group, "text", _written(**written)).text = label.text

    def _places(self, label: _Label) -> Iterator[Box]:
        """Yield the positions of a label, best first: above its box, below it, or in it, at the right or left."""
        box, width, height = label.box, len(label.text) * self._size * _ADVANCE, 1.4 * self._size
        for top in (box.y0 - height, box.y1, box.y0, box.y0 + 1.5 * self._size):
            for left in (box.x1 - width, box.x0):
                x, y = min(left, self._width - width), min(top, self._height - height)
                yield Box(max(0.0, x), max(0.0, y), max(0.0, x) + width, max(0.0, y) + height)


def _shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    width, height = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, width) * max(0.0, height)


def _rect(box: Box) -> dict[str, str]:
    return _written(x=box.x0, y=box.y0, width=max(0.0, box.width), height=max(0.0, box.height))


def _written(**values: float) -> dict[str, str]:
    return {name: f"{value:.1f}" for name, value in values.items()}


TABLE = Path(__file__).with_name("interfaces.yaml")
_Px = tuple[float, float, float, float]


@record
class Control:
    """Something that a platform puts over a picture: a box in px, a form and a label."""

    box: _Px
    form: Literal["pill", "circle", "box"] = "pill"
    label: str = ""


@record
class Shown:
    """A part of a picture, in px, that a platform shows alone somewhere."""

    name: str
    box: _Px


@record
class Interface:
    """What one platform, or several alike, put over pictures of some placements, and the parts that they show alone.

    If `own`, the interface of a `role` is also used for a campaign's own placements with this role.
    """

    placements: tuple[str, ...]
    size: tuple[int, int]
    role: Role | None = None
    own: bool = False
    controls: tuple[Control, ...] = ()
    shown: tuple[Shown, ...] = ()


@cache
def read_interfaces() -> tuple[Interface, ...]:
    """Return every interface in the order of the table. Raises SpecError if an entry is malformed."""
    document = read_document(TABLE.resolve())
    found, faults = entries(Interface, document.value, document, ())
    if faults:
        raise SpecError(*faults)
    return tuple(found.values())


def interface_of(placement: Placement) -> Interface | None:
    """Return the interface over pictures of a placement, in px of their size; None if unknown."""
    every = read_interfaces()
    named = [interface for interface in every if placement.id in interface.placements]
    by_role = [interface for interface in every if placement.own and interface.own and interface.role == placement.role]
    return next((_scaled(interface, placement.size) for interface in named + by_role), None)


def _scaled(interface: Interface, size: tuple[int, int]) -> Interface:
    by = size[0] / interface.size[0]
    down = size[1] - by * interface.size[1]

    def moved(box: _Px) -> _Px:
        """Return a box at the other size."""
        low = box[1] + box[3] > interface.size[1]  # closer to the bottom, so its distance from there stays
        return Box(*(by * side for side in box)).moved(0, down if low else 0)

    controls = tuple(replace(control, box=moved(control.box)) for control in interface.controls)
    return replace(
        interface,
        size=size,
        controls=controls,
        shown=tuple(replace(part, box=moved(part.box)) for part in interface.shown),
    )
