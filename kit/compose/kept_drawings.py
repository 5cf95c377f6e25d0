"""The form in which drawings that were read are cached for other processes: plain data, with each element in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import Fault, Mark  # noqa: TC001  (msgspec reads the annotations of what is kept)
from kit.base.geometry import Box, Size  # noqa: TC001
from kit.model.drawing_looks import Effect  # noqa: TC001
from kit.model.layout import Beam, Clip, Drawing, Element, Hug, Pin, Sample
from kit.model.slot import Slot  # noqa: TC001

if TYPE_CHECKING:
    from pathlib import Path


#: The most levels of a drawing; readable ones have half as many.
_MOST_LEVELS = 200
#: What an element may follow, in a fixed order.
_Follows = tuple[Hug | None, Beam | None, Clip | None, Sample | None]


class KeptElement(NamedTuple):
    """An element of a drawing, none of which has steps before its words are set."""

    tag: str
    attributes: dict[str, str]
    children: tuple[KeptElement, ...]
    name: str
    line: int
    pin: Pin | None
    frames: tuple[int, ...]
    clone: bool
    follows: _Follows | None
    no_mirror: bool
    effect: Effect | None


class KeptDrawing(NamedTuple):
    """A drawing as it was read, before it is checked in its project, in whichever folder it is."""

    size: Size
    live: Box
    root: KeptElement
    slots: dict[str, Slot]
    unmapped_colours: tuple[tuple[str, Mark], ...]
    hidden_slots: dict[str, Fault]


def to_keep(drawing: Drawing) -> KeptDrawing:
    """Return the cached form of a drawing."""
    root, slots, hidden = _kept(drawing.root), dict(drawing.slots), dict(drawing.hidden_slots)
    return KeptDrawing(drawing.size, drawing.live, root, slots, drawing.unmapped_colours, hidden)


def from_kept(kept: KeptDrawing, path: Path) -> Drawing | None:
    """Return the drawing at a path from its cached form; None for one that is deeper than any readable one."""
    size, live, root, slots, unmapped, hidden = kept
    try:
        return Drawing(path, size, live, _element(root), slots, unmapped, hidden_slots=hidden)
    except RecursionError:
        return None


def _kept(element: Element) -> KeptElement:
    followed = element.follows
    hug, beam = (followed if isinstance(followed, Hug) else None), (followed if isinstance(followed, Beam) else None)
    clip = followed if isinstance(followed, Clip) else None
    sample = followed if isinstance(followed, Sample) else None
    return KeptElement(
        element.tag,
        dict(element.attributes),
        tuple(map(_kept, element.children)),
        element.name,
        element.line,
        element.pin,
        element.frames,
        element.clone,
        (hug, beam, clip, sample) if followed else None,
        element.no_mirror,
        element.effect,
    )


def _element(kept: KeptElement, levels: int = _MOST_LEVELS) -> Element:
    """Return an element. Raises RecursionError for one with more levels than any readable one."""
    if not levels:
        raise RecursionError
    tag, attributes, children, name, line, pin, frames, clone, follows, no_mirror, effect = kept
    return Element(
        tag,
        attributes,
        tuple([_element(child, levels - 1) for child in children]),
        name,
        line,
        pin=pin,
        frames=frames,
        clone=clone,
        follows=next((one for one in follows if one), None) if follows else None,
        no_mirror=no_mirror,
        effect=effect,
    )
