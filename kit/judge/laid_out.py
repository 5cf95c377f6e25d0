"""Rules on how a drawing was laid out: near its own proportions, no collisions or seams, photos large enough."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import combinations, groupby, product

from kit.base.errors import Fault, Mark
from kit.base.geometry import Box, Point
from kit.base.memory_caches import IdentityKey
from kit.compose.prune import shown
from kit.drawing.layout.coverage import Cover, Ground, bare_bands, ground_of, is_covered, shape_beyond, shape_over
from kit.drawing.layout.seams import Seam, seams_of
from kit.drawing.svg.source.editor_remedies import BARE
from kit.judge.subjects import of_picture
from kit.model.artwork import Artwork, LineInk, PlacedImage
from kit.model.colour import Rgb, parse_hex
from kit.model.finding import Finding, Severity
from kit.model.layout import Element
from kit.model.slot import FIGURE_SLOTS

#: The factors by which the aspect of a drawing's live box may differ from the safe box's: a warning, and an error.
STRETCH_WARNING, STRETCH_ERROR = 1.5, 2.0
#: The usual aspects of drawings of each shape.
_ASPECTS = {"square": 1.0, "tall": 4 / 5, "story": 9 / 16, "wide": 16 / 9, "strip": 4.0}


def shape(artwork: Artwork) -> Iterator[Finding]:
    """The drawing fits the artboard's proportions."""
    stretch = artwork.scene.stretch
    if stretch > STRETCH_WARNING:
        severity: Severity = "error" if stretch > STRETCH_ERROR else "warning"
        drawing = artwork.scene.drawing
        layout = artwork.picture.layout
        suited = f"no drawing of '{layout}' fits these proportions"
        message = f"{suited}; {drawing.path.name} is stretched {stretch:.2f} times"
        mark = Mark(drawing.name, drawing.root.line)
        fault = Fault(message, mark, _other_shape(artwork), code="drawing-stretched", excess=stretch)
        yield of_picture("shape", artwork, fault, severity)


def _other_shape(artwork: Artwork) -> str:
    """Return what to draw, or else to do, for a placement that no drawing of a layout fits."""
    placement, drawing = artwork.picture.placement, artwork.scene.drawing
    nearest = min(_ASPECTS, key=lambda shape: abs(math.log(_ASPECTS[shape] / placement.safe_box.size.aspect)))
    own = "give its 'live' other proportions" if drawing.path.stem == nearest else f"draw {nearest}.svg beside it"
    return f"{own}, or show another layout on '{placement.role}'"


def canvas(artwork: Artwork) -> Iterator[Fault]:
    """A drawing that covers its own canvas covers every artboard, with no bare band at an edge."""
    scene, placement = artwork.scene, artwork.picture.placement
    full = {placed.slot.name: placed.slot for placed in artwork.images if placed.covers}
    placed = ground_of(_shown(scene.root, artwork), placement.canvas, full, drawn=False)
    if is_covered(placed):
        return
    drawn_full = {name: scene.drawing.slots[name] for name in full}
    drawn = ground_of(_shown(scene.drawing.root, artwork), scene.drawing.size, drawn_full, drawn=True)
    yield from _removed_ground(artwork, drawn)
    for element, bands in groupby(bare_bands(drawn, placed), key=lambda band: band.element):
        edges = tuple(bands)
        bare = " and ".join(f"{math.ceil(band.px)} px at the {band.side}" for band in edges)
        what = f"'slot-{element.name}'" if element.tag == "slot" else _named(element)
        message, remedy = f"{what} covers the canvas of the drawing and leaves {bare} of {placement.id} bare", BARE
        if all(band.is_gap for band in edges):
            message = f"{placement.id} has a bare gap between {what} and what it touches in the drawing"
            remedy = "let the two overlap by a wide margin, or draw a ground below both, pinned with 'stretch'"
        mark, most = Mark("/".join(scene.drawing.path.parts[-2:]), element.line), max(band.px for band in edges)
        yield Fault(message, mark, remedy, code="canvas-bare", excess=most)


def _removed_ground(artwork: Artwork, drawn: Ground) -> Iterator[Fault]:
    """Yield a finding if the ground of a drawing is removed with an empty slot, whose group it shares."""
    drawing, filled = artwork.scene.drawing, set(artwork.picture.slots)
    if is_covered(drawn):
        return
    for name in drawing.slots.keys() - filled:
        root = shown(drawing.root, artwork.picture.frame, {*filled, name})
        if is_covered(ground_of(root, drawing.size, {}, drawn=True)):
            message = f"the ground of the drawing is in the group of 'slot-{name}', and is removed with it: it is empty"
            remedy = f"move 'slot-{name}' into a group of its own, above the ground"
            yield Fault(message, drawing.slots[name].mark, remedy, code="ground-removed")
            return


def _shown(root: Element, artwork: Artwork) -> Element:
    """Return the part of a tree that a picture shows."""
    return shown(root, artwork.picture.frame, artwork.picture.slots)


def hidden_slot(artwork: Artwork) -> Iterator[Fault]:
    """No slot is in a hidden layer, where nothing fills it."""
    yield from artwork.scene.drawing.hidden_slots.values()


def part(artwork: Artwork) -> Iterator[Fault]:
    """Every copy of a part matches the part as it is drawn."""
    yield from artwork.scene.drawing.part_faults


def collision(artwork: Artwork) -> Iterator[Fault]:
    """No two slots overlap that don't in the drawing."""
    placed = {item.slot.name for item in artwork.placed}
    for one, other in artwork.scene.collisions:
        if {one, other} <= placed:
            message = f"'slot-{one}' and 'slot-{other}' overlap here, but not in the drawing"
            yield Fault(
                message,
                artwork.scene.slots[one].mark,
                "pin them to different sides, or draw another shape",
                code="slots-collide",
            )


#: The least gap between words that are read together on one line: a narrow word space, in em of the smaller ones.
_WORD_SPACE = 0.2
#: The slots whose words are read together: those of a figure, and the headline that continues it.
_READ_TOGETHER = (*FIGURE_SLOTS, "headline")


def word_gap(artwork: Artwork) -> Iterator[Fault]:
    """The parts of a figure and the headline are at least a word space apart where they share a line."""
    words = [artwork.words[name] for name in _READ_TOGETHER if name in artwork.words]
    for one, other in combinations(words, 2):
        least = _WORD_SPACE * min(one.size, other.size)
        gap = min((_gap(*lines) for lines in product(one.rows, other.rows)), default=math.inf)
        if gap < least:
            names = f"the {one.slot.name} and the {other.slot.name}"
            apart = f"are {gap:.0f} px apart on one line" if gap > 0 else "are set over each other"
            remedy = f"draw 'slot-{other.slot.name}' further away, or choose a layout that has room for both"
            yield Fault(f"{names} {apart}", other.slot.mark, remedy, code="words-run-together", excess=least - gap)


def _gap(one: LineInk, other: LineInk) -> float:
    """Return how far two lines are apart from left to right in px; infinity if they are not side by side."""
    shared = min(one.ink.y1, other.ink.y1) - max(one.ink.y0, other.ink.y0)
    if shared < min(one.ink.height, other.ink.height) / 2:
        return math.inf
    return max(one.ink.x0, other.ink.x0) - min(one.ink.x1, other.ink.x1)


def face(artwork: Artwork) -> Iterator[Fault]:
    """Words are set in a weight and a slant that their font family has."""
    emphasised = [placed.missing_face for placed in artwork.words.values() if placed.missing_face]
    yield from (*artwork.scene.drawing.missing_faces, *emphasised)


def colour_role(artwork: Artwork) -> Iterator[Fault]:
    """Every colour of a drawing has a role, so that themes can change it."""
    for colour, mark in artwork.scene.drawing.unmapped_colours:
        yield Fault(
            f"the colour {colour} has no role",
            mark,
            "use a value of palette.yaml, or a class named after a role",
            code="colour-without-role",
        )


#: By how many of 255 steps a channel of a line must differ from both shapes for the line to be visible.
_SEEN = 6
#: The smallest part of a pixel that a painter does not round to none or all of it: Cairo has 15 rows a pixel.
_PART = 1 / 30


def seam(artwork: Artwork) -> Iterator[Fault]:
    """No two shapes meet between pixels, where what is below them would show through as a line."""
    picture, drawing = artwork.picture, artwork.scene.drawing
    root = shown(artwork.scene.root, picture.frame, picture.slots)
    for found in seams_of(ground_of(root, picture.placement.canvas, {}, drawn=False)):
        if _is_seen(found, picture.colours):
            one, other = (_named(cover.element) for cover in (found.one, found.other))
            message = f"{other} and {one} in line {found.one.element.line} meet between pixels: a line shows there"
            remedy = "extend one under the other by at least 1 px, or draw them as one shape"
            mark = Mark(drawing.name, found.other.element.line)
            yield Fault(message, mark, remedy, code="hairline-at-seam")


def _named(element: Element) -> str:
    return f"'{element.name}'" if element.name else f"the <{element.tag}>"


def _is_seen(found: Seam, colours: Mapping[str, str]) -> bool:
    """Return whether the pixels of a seam are not a mix of the colours of both shapes; unknown for gradients."""
    one, other, *below = (cover and _colour(cover, colours) for cover in (found.one, found.other, *found.below))
    if one is None or other is None or None in below:
        return any(_PART < part < 1 - _PART for part in found.parts)
    first, second = found.parts
    channels = [channel for colour in below if colour for channel in zip(colour, one, other, strict=True)]
    painted = [(second * b + (1 - second) * (first * a + (1 - first) * ground), a, b) for ground, a, b in channels]
    return max(max(min(a, b) - value, value - max(a, b)) for value, a, b in painted) >= _SEEN


def _colour(cover: Cover, colours: Mapping[str, str]) -> Rgb | None:
    """Return the colour of a shape; None if it is not a plain one."""
    fill = cover.element.attributes.get("fill", "")
    return parse_hex(colours.get(fill[1:], "") if fill.startswith("@") else fill)


#: How much an image may be enlarged: rounding of edges to whole px.
_SLACK = 1.01


def enlarged(artwork: Artwork) -> Iterator[Fault]:
    """Photos and logos have at least as many pixels as they are shown with."""
    for placed in artwork.images:
        if placed.scale > _SLACK:
            has, factor = placed.content.image.size, placed.scale
            needs = f"{math.ceil(has.width * factor):,} x {math.ceil(has.height * factor):,} px"
            message = f"'{placed.content.file}' is too small: its {has.width:,.0f} x {has.height:,.0f} px are enlarged"
            yield Fault(
                f"{message} {factor:.1f} times",
                placed.content.mark,
                f"use the original, at least {needs}; this one would look blurred",
                code="image-enlarged",
                excess=factor,
            )


def photo_alt(artwork: Artwork) -> Iterator[Fault]:
    """A photo that is not on every picture of its message has its own alt text."""
    for placed in artwork.images:
        if placed.slot.name == "photo" and not placed.content.described:
            message, remedy = "this photo has no alt text", "add alt: what it shows, in a sentence"
            yield Fault(message, placed.content.mark, remedy, code="photo-without-alt")


#: The focus of a photo that names none: nobody said what must be seen.
_NO_FOCUS = Point(0.5, 0.5)
#: The part of the shorter side of a photo's box around its focus that must be seen.
_AROUND_FOCUS = 0.02


def focus(artwork: Artwork) -> Iterator[Fault]:
    """No shape of the drawing covers the focus of a photo, which is what must be seen of it."""
    for placed in artwork.images:
        point = _focus_on(placed) if placed.covers and placed.content.focus != _NO_FOCUS else None
        if point is None:
            continue
        room = _AROUND_FOCUS * min(placed.box.size)
        over = shape_over(artwork.scene.root, placed.slot.name, Box(*point, *point).grown(room))
        if over is not None:
            behind = f"behind {_named(over)} in line {over.line} of the drawing"
            message = f"the focus of '{placed.content.file}' is {behind}"
            remedy = "move the focus, or name in layout.yaml the part of the photo that is seen: seen: [0, 0, 60, 100]"
            yield Fault(message, placed.content.mark, remedy, code="focus-covered")


def _focus_on(placed: PlacedImage) -> Point | None:
    """Return where the focus of a photo is on the artboard; None for an SVG, which has no part."""
    if placed.part is None:
        return None
    area, box, size = placed.part.area, placed.box, placed.content.image.size
    x = box.x0 + (placed.content.focus.x * size.width - area.x0) / area.width * box.width
    y = box.y0 + (placed.content.focus.y * size.height - area.y0) / area.height * box.height
    return Point(min(max(x, box.x0), box.x1), min(max(y, box.y0), box.y1))


def logo_cut(artwork: Artwork) -> Iterator[Fault]:
    """No shape of a logo passes the edge of its file, where it is cut."""
    for placed in artwork.images:
        is_drawn = placed.slot.name == "logo" and placed.part is None
        beyond = _shape_beyond(IdentityKey(placed.element), placed.box) if is_drawn else None
        if beyond is not None:
            message = f"the logo '{placed.content.file}' is cut: {_named(beyond)} passes the edge of its viewBox"
            remedy = "resize its page to the drawing (Inkscape: Edit, Resize Page to Selection), and export it again"
            yield Fault(message, placed.content.mark, remedy, code="logo-cut")


@lru_cache(maxsize=64)  # many pictures have the same logo
def _shape_beyond(of: IdentityKey[Element], box: Box) -> Element | None:
    return shape_beyond(of.value, box)
