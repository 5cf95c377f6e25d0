"""The rule on lines that nobody drew: where two shapes meet between pixels, what lies below them shows through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.colour import parse_hex
from kit.compose.prune import shown
from kit.errors import Fault, Mark
from kit.layout.coverage import ground_of
from kit.layout.seams import seams_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.colour import Rgb
    from kit.layout.coverage import Cover
    from kit.layout.seams import Seam
    from kit.model.artwork import Artwork
    from kit.model.finding import Finding

#: By how many of 255 steps a channel of a line must leave those of both shapes for it to be seen.
_SEEN = 6
#: The least part of a pixel that a painter tells from none or all of it: Cairo tells 15 rows apart.
_PART = 1 / 30


def seam(artwork: Artwork) -> Iterator[Finding]:
    """No two shapes meet between pixels, where what lies below them would show through as a line."""
    picture, drawing = artwork.picture, artwork.scene.drawing
    root = shown(artwork.scene.root, picture.frame, picture.slots)
    for found in seams_of(ground_of(root, picture.placement.canvas, {}, drawn=False)):
        if _is_seen(found, picture.colours):
            one, other = (_named(cover) for cover in (found.one, found.other))
            message = f"{other} and {one} in line {found.one.element.line} meet between pixels: a line shows there"
            remedy = "let one of them reach a px or more below the other, or draw them as one shape"
            mark = Mark(drawing.name, found.other.element.line)
            yield of_picture("seam", artwork, Fault(message, mark, remedy, code="hairline-at-seam"), "warning")


def _named(cover: Cover) -> str:
    return f"'{cover.element.name}'" if cover.element.name else f"the <{cover.element.tag}>"


def _is_seen(found: Seam, colours: Mapping[str, str]) -> bool:
    """Tell whether the pixels of a seam are no mix of the colours of both shapes; of gradients that is not known."""
    one, other, *below = (cover and _colour(cover, colours) for cover in (found.one, found.other, *found.below))
    if one is None or other is None or None in below:
        return any(_PART < part < 1 - _PART for part in found.parts)
    first, second = found.parts
    channels = [channel for colour in below if colour for channel in zip(colour, one, other, strict=True)]
    painted = [(second * b + (1 - second) * (first * a + (1 - first) * ground), a, b) for ground, a, b in channels]
    return max(max(min(a, b) - value, value - max(a, b)) for value, a, b in painted) >= _SEEN


def _colour(cover: Cover, colours: Mapping[str, str]) -> Rgb | None:
    """Return the colour of a shape, None where it is no plain one."""
    fill = cover.element.attributes.get("fill", "")
    return parse_hex(colours.get(fill[1:], "") if fill.startswith("@") else fill)
