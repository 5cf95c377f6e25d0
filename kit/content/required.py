"""Refuse a picture on which something would vanish unseen: what its layout requires, its copy or photo, a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import DrawingError, Fault, Mark
from kit.model.campaign import COPY_SLOTS
from kit.model.image import IMAGE_SLOTS
from kit.model.message_picture import figures_of, numbers_of
from kit.model.named_image import image_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.layout import Layout
    from kit.model.picture import DrawnSlots


def require_slots(artboard: Artboard, layout: Layout, drawn: DrawnSlots, campaign: Campaign) -> None:
    """Raise DrawingError when a drawing lacks slots that a picture needs, or has them on other pictures of its series.

    Optional slots that a drawing does not have at all are left out on purpose, but for the source of a figure; so is a
    code where the placement does not insist on one.
    """
    needed = [name for name, rule in layout.slots.items() if rule.required]
    needed = [name for name in needed if name != "qr" or artboard.placement.qr == "yes"]
    needed += ["source"] if figures_of(artboard.picture, campaign.figures) and "source" in layout.slots else []
    faults = [_absent(name, drawn) for name in dict.fromkeys(needed) if name not in drawn.names]
    own = [*_own_copy(artboard, drawn), *_own_images(artboard, drawn, campaign)]
    faults += _elsewhere([name for name in (*needed, *own) if name in drawn.names], artboard, drawn, campaign)
    if faults:
        raise DrawingError(*faults)


def _absent(name: str, drawn: DrawnSlots) -> Fault:
    """Return the fault of a drawing without a slot that its picture needs, or that hides it."""
    if name in drawn.hidden:
        return drawn.hidden[name]
    remedy = "name its group so again; plain SVG keeps ids and drops labels"
    return Fault(f"the drawing has no 'slot-{name}'", Mark(drawn.file, drawn.line), remedy, code="drawing-without-slot")


def _own_copy(artboard: Artboard, drawn: DrawnSlots) -> list[str]:
    """Return the copy slots that would be lost: those of this picture alone, and of the series if on none of it."""
    picture = artboard.picture
    if artboard.frame is None:
        return list(picture.copy)
    shown = {slot for frame in numbers_of(artboard.message) for slot in drawn.shown[frame]}
    return [*picture.frame.copy, *(slot for slot in picture.copy if slot not in shown)]


def _own_images(artboard: Artboard, drawn: DrawnSlots, campaign: Campaign) -> Iterator[str]:
    """Yield the slots of photos and logos that would be lost, as those of copy; the kit's logo stands where it can."""
    shown = {slot for frame in numbers_of(artboard.message) for slot in drawn.shown[frame]}
    for slot in IMAGE_SLOTS:
        named = image_in(slot, artboard.picture, campaign)
        if named and named.message and ("frames" in named.path or slot not in shown):
            yield slot


def _elsewhere(names: list[str], artboard: Artboard, drawn: DrawnSlots, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for each slot that the drawing shows only on other pictures of a series."""
    number, mark = artboard.frame, campaign.document.key_mark
    for name in dict.fromkeys(names):
        if name in drawn.shown[number]:
            continue
        others = [str(frame) for frame in numbers_of(artboard.message) if name in drawn.shown[frame]]
        where = f"only on frame {' and '.join(others)}" if others else "on none of the series"
        said = f"frame {number} has '{name}', and 'slot-{name}' is {where}"
        remedy = f"name frame-{number} for it in {drawn.file}, or {_take_out(name)}"
        if number is None:
            said = f"'{name}' is for a picture by itself, and 'slot-{name}' is only on frames of a series"
            remedy = f"take its frames off in {drawn.file}, or {_take_out(name)}"
        named = image_in(name, artboard.picture, campaign) if name in IMAGE_SLOTS else None
        path = named.path if named else artboard.picture.written_at(name)
        yield Fault(said, mark(*path), remedy, code="slot-on-other-frames")


def _take_out(name: str) -> str:
    """Return the remedy against words that no slot takes: what to take out, or another layout."""
    if name in COPY_SLOTS:
        return f"take '{name}' out of the copy"
    if name in IMAGE_SLOTS:
        return f"take '{name}' out"
    return "take the figure out" if name == "source" else "choose another layout"
