"""Rules on how a drawing was laid out: near its own proportions, without collisions, in colours that have roles."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.compose.prune import shown
from kit.errors import Fault, Mark
from kit.layout.coverage import bare_bands, ground_of, is_covered
from kit.svg.remedies import BARE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.finding import Finding, Severity
    from kit.model.layout import Element

#: A drawing whose live box differs from the safe box by more than these factors in aspect.
STRETCH_WARNING, STRETCH_ERROR = 1.5, 2.0
#: The usual aspects of what drawings of each shape hold.
_ASPECTS = {"square": 1.0, "tall": 4 / 5, "story": 9 / 16, "wide": 16 / 9, "strip": 4.0}


def shape(artwork: Artwork) -> Iterator[Finding]:
    """The drawing suits the artboard's proportions."""
    stretch = artwork.scene.stretch
    if stretch > STRETCH_WARNING:
        severity: Severity = "error" if stretch > STRETCH_ERROR else "warning"
        drawing = artwork.scene.drawing
        layout = artwork.picture.layout
        message = f"no drawing of '{layout}' suits these proportions; {drawing.path.name} is off x{stretch:.2f}"
        mark = Mark(drawing.name, drawing.root.line)
        fault = Fault(message, mark, _other_shape(artwork), code="drawing-stretched")
        yield of_picture("shape", artwork, fault, severity)


def _other_shape(artwork: Artwork) -> str:
    """Return what to draw for a placement that the drawings of a layout do not suit, or else to do."""
    placement, drawing = artwork.picture.placement, artwork.scene.drawing
    nearest = min(_ASPECTS, key=lambda shape: abs(math.log(_ASPECTS[shape] / placement.safe_box.size.aspect)))
    own = "give its 'live' other proportions" if drawing.path.stem == nearest else f"draw {nearest}.svg beside it"
    return f"{own}, or show another layout on '{placement.role}'"


def canvas(artwork: Artwork) -> Iterator[Finding]:
    """A drawing that covers its own canvas covers every artboard, without a bare band at an edge."""
    scene, placement = artwork.scene, artwork.picture.placement
    full = {placed.slot.name: placed.slot for placed in artwork.images if placed.covers}
    placed = ground_of(_shown(scene.root, artwork), placement.canvas, full, drawn=False)
    if is_covered(placed):
        return
    drawn_full = {name: scene.drawing.slots[name] for name in full}
    drawn = ground_of(_shown(scene.drawing.root, artwork), scene.drawing.size, drawn_full, drawn=True)
    for element, bands in groupby(bare_bands(drawn, placed), key=lambda band: band.element):
        found = tuple(bands)
        bare = " and ".join(f"{math.ceil(band.px)} px at the {band.side}" for band in found)
        named = f"'slot-{element.name}'" if element.tag == "slot" else f"'{element.name}'"
        what = named if element.name else f"the <{element.tag}>"
        message, remedy = f"{what} covers the canvas of the drawing and leaves {bare} of {placement.id} bare", BARE
        if all(band.is_gap for band in found):
            message = f"{placement.id} has a bare gap between {what} and what it touches in the drawing"
            remedy = "let the two overlap by far, or draw a ground below both, pinned with 'stretch'"
        mark = Mark("/".join(scene.drawing.path.parts[-2:]), element.line)
        yield of_picture("canvas", artwork, Fault(message, mark, remedy, code="canvas-bare"))


def _shown(root: Element, artwork: Artwork) -> Element:
    """Return what a picture shows of a tree."""
    return shown(root, artwork.picture.frame, artwork.picture.slots)


def hidden_slot(artwork: Artwork) -> Iterator[Finding]:
    """No slot lies in a hidden layer, where nothing fills it."""
    for fault in artwork.scene.drawing.hidden_slots.values():
        yield of_picture("hidden-slot", artwork, fault, "warning")


def part(artwork: Artwork) -> Iterator[Finding]:
    """Every copy of a part is as the part is drawn."""
    for fault in artwork.scene.drawing.part_faults:
        yield of_picture("part", artwork, fault, "warning")


def collision(artwork: Artwork) -> Iterator[Finding]:
    """No two slots overlap that did not in the drawing."""
    placed = {item.slot.name for item in artwork.placed}
    for one, other in artwork.scene.collisions:
        if {one, other} <= placed:
            message = f"'slot-{one}' and 'slot-{other}' overlap here and not in the drawing"
            fault = Fault(
                message,
                artwork.scene.slots[one].mark,
                "pin them to different sides, or draw another shape",
                code="slots-collide",
            )
            yield of_picture("collision", artwork, fault)


def face(artwork: Artwork) -> Iterator[Finding]:
    """Words are set in a weight and a slant that their family has."""
    emphasised = [placed.missing_face for placed in artwork.words.values() if placed.missing_face]
    for fault in (*artwork.scene.drawing.missing_faces, *emphasised):
        yield of_picture("face", artwork, fault, "warning")


def colour_role(artwork: Artwork) -> Iterator[Finding]:
    """Every colour of a drawing has a role, so that a theme can change it."""
    for colour, mark in artwork.scene.drawing.unmapped_colours:
        fault = Fault(
            f"the colour {colour} has no role",
            mark,
            "use a value of palette.yaml, or a class named after a role",
            code="colour-without-role",
        )
        yield of_picture("colour-role", artwork, fault, "warning")
