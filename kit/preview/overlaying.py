"""Draw what a picture does not show over it, as SVG of its size: slots, areas, baselines, and the contrast of letters.

Every group has a class, by which the page shows it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks import Seen, letter_contrasts, measurement_of
from kit.compose import room_in
from kit.geometry import Box
from kit.images import embedded
from kit.layout import live_on
from kit.preview.interfaces import interface_of
from kit.preview.layer import Layer
from kit.preview.looking import desk_for
from kit.raster import paint_with_ground
from kit.svg.transforms import write_transform

if TYPE_CHECKING:
    from kit.model.artwork import Artwork
    from kit.model.placement import Placement
    from kit.preview.values import LookTask

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
    layer = Layer(placement)
    layer.cover("safe", placement.safe_box, "safe area")
    layer.box("live", live_on(artwork.scene.drawing, placement.safe_box), "live")
    _add_slots(layer, artwork, dict(room_in(artwork, layout, composer.book)))
    _add_baselines(layer, artwork)
    _add_platform(layer, placement)
    return layer.text()


def contrasts(task: LookTask) -> str:
    """Return the letters of a picture by their contrast: too little, just enough, or plenty. Raises KitError."""
    desk = desk_for(task)
    artwork = desk.composer.compose(desk.artboards[task.wanted[0][0]])
    measurement, layer = measurement_of(artwork), Layer(artwork.picture.placement)
    if measurement is not None:
        whole, ground = paint_with_ground(embedded(artwork.tree, artwork.parts), measurement.tree)
        for letter, ratio in letter_contrasts(Seen(whole, ground, measurement.letters, measurement.code)):
            grade = "faint" if ratio < _LEAST else "fair" if ratio < _ENOUGH else "clear"
            layer.box(f"contrast {grade}", letter, title=f"{ratio:.1f} to 1")
    return layer.text()


def _add_slots(layer: Layer, artwork: Artwork, left: dict[str, int]) -> None:
    """Add the slots of a picture by their names, those of words with the letters that are left."""
    for placed in artwork.placed:
        slot = placed.slot
        count = left.get(slot.name)
        said = "" if count is None else f" · {-count} too many" if count < 0 else f" · {_some(count)} left"
        transform = write_transform(slot.turned) if slot.turn else ""
        kind = "slot over" if count is not None and count < 0 else "slot"
        layer.box(kind, slot.box, f"{slot.name}{said}", transform=transform)


def _some(count: int) -> str:
    """Return a number of letters as people read it: of many it does not matter how many."""
    return str(count) if count < 199 else "200+"  # noqa: PLR2004  (one less than the most that is counted)


def _add_baselines(layer: Layer, artwork: Artwork) -> None:
    for placed in artwork.all_words:
        transform = write_transform(placed.slot.turned) if placed.slot.turn else ""
        for row in placed.rows:
            layer.line("baseline", (placed.slot.box.x0, placed.slot.box.x1), row.baseline, transform)


def _add_platform(layer: Layer, placement: Placement) -> None:
    """Add what a platform puts over a picture, and what it shows of it alone."""
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
