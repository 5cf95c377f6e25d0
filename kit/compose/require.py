"""Refuse a picture on which something would vanish unseen: what its layout requires, its copy, a figure's source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.prune import for_frame, slots_in
from kit.content.slots import contents
from kit.errors import DrawingError, Fault, Mark
from kit.model.campaign import COPY_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.layout import Drawing, Layout


def require_slots(artboard: Artboard, layout: Layout, drawing: Drawing, campaign: Campaign) -> None:
    """Raise DrawingError when a drawing lacks slots that a picture needs, or keeps them to other frames of a series.

    Optional slots that a drawing does not have at all are left out on purpose, but for the source of a figure.
    """
    needed = [name for name, rule in layout.slots.items() if rule.required]
    needed += contents(artboard, campaign, {"source"} & layout.slots.keys())
    absent = [name for name in dict.fromkeys(needed) if name not in drawing.slots]
    faults = [_absent(name, drawing) for name in absent]
    copy = _own_copy(artboard, drawing)
    faults += _elsewhere([name for name in (*needed, *copy) if name in drawing.slots], artboard, drawing, campaign)
    if faults:
        raise DrawingError(*faults)


def _absent(name: str, drawing: Drawing) -> Fault:
    mark = Mark(_file(drawing), drawing.root.line)
    return Fault(
        f"the drawing has no 'slot-{name}'", mark, "name its group so again; plain SVG keeps ids and drops labels"
    )


def _own_copy(artboard: Artboard, drawing: Drawing) -> list[str]:
    """Return the copy slots that would be lost: those of this picture alone, and of the message if on none of them."""
    message = artboard.message
    if artboard.frame is None:
        return list(message.copy)
    shown = {slot for frame in range(1, len(message.frames) + 1) for slot in _standing(drawing, frame)}
    return [*message.frames[artboard.frame - 1].copy, *(slot for slot in message.copy if slot not in shown)]


def _elsewhere(names: list[str], artboard: Artboard, drawing: Drawing, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for each slot that the drawing shows only on other frames."""
    message, number = artboard.message, artboard.frame
    frames = range(1, len(message.frames) + 1)
    path = ("messages", message.id) if number is None else ("messages", message.id, "frames", number - 1)
    for name in dict.fromkeys(names):
        if name in _standing(drawing, number):
            continue
        others = [str(frame) for frame in frames if name in _standing(drawing, frame)]
        stands = f"only on frame {' and '.join(others)}" if others else "on none of the series"
        said = f"frame {number} has '{name}', and 'slot-{name}' stands {stands}"
        remedy = f"name frame-{number} for it in {_file(drawing)}, or {_take_out(name)}"
        if number is None:
            said = f"'{name}' is for a picture by itself, and 'slot-{name}' stands only on frames of a series"
            remedy = f"take its frames off in {_file(drawing)}, or {_take_out(name)}"
        yield Fault(said, campaign.document.key_mark(*path, "copy", name), remedy)


def _standing(drawing: Drawing, frame: int | None) -> set[str]:
    return set(slots_in(for_frame(drawing.root, frame)))


def _take_out(name: str) -> str:
    if name in COPY_SLOTS:
        return f"take '{name}' out of the copy"
    return "take the figure out" if name == "source" else "choose another layout"


def _file(drawing: Drawing) -> str:
    return "/".join(drawing.path.parts[-2:])
