"""What `kit list` prints: a line for each message, placement, layout or font."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit import Project


def _messages(project: Project) -> Iterator[str]:
    for message in project.campaign.messages.values():
        uses = "; ".join(f"{use.layout} on {', '.join(use.on)}" for use in message.images)
        yield f"{message.id:<22} {uses}"


def _placements(project: Project) -> Iterator[str]:
    for placement in project.placements.values():
        width, height = placement.size
        note = "  (waits for its artwork)" if placement.waits else "  (of this campaign)" if placement.own else ""
        formats = "/".join(placement.formats)
        limit = f"{placement.max_bytes:,} bytes" if placement.max_bytes else "no byte limit"
        code = "qr" if placement.qr else "no qr"
        yield f"{placement.id:<26} {placement.role:<10} {width:>4}x{height:<4}  {formats:<8}  {code:<5}  {limit}{note}"


def _layouts(project: Project) -> Iterator[str]:
    for layout in project.layouts.values():
        slots = ", ".join(f"{name}*" if rule.required else name for name, rule in layout.slots.items())
        yield f"{layout.name:<12} {', '.join(layout.drawings):<28} {slots}"
    yield "* is required"


def _fonts(project: Project) -> Iterator[str]:
    for family in project.campaign.families.values():
        yield f"{family.id}: {', '.join(family.names)}"
        for face in family.faces:
            weight = "-".join(map(str, face.weight)) if isinstance(face.weight, tuple) else str(face.weight)
            yield f"  {'italic' if face.italic else 'upright':<8} {weight:<8} {project.font(face.file)}"


LISTS: dict[str, Callable[[Project], Iterator[str]]] = {
    "messages": _messages,
    "placements": _placements,
    "layouts": _layouts,
    "fonts": _fonts,
}
