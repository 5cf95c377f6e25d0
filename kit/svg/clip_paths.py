"""Clip paths: which elements are part of one, and which of them clip nothing at all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.svg.elements import SVG, attributes_of
from kit.svg.names import read_name
from kit.svg.shapes import UPRIGHT, box_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from kit.geometry import Matrix
    from kit.svg.context import Context


def clip_paths(root: etree._Element) -> Mapping[str, list[etree._Element]]:
    """Return the clip paths of a drawing by id; several may have one."""
    found: dict[str, list[etree._Element]] = defaultdict(list)
    for clip in root.iter(f"{SVG}clipPath"):
        found[clip.get("id", "")].append(clip)
    return found


def in_clip_path(element: etree._Element) -> bool:
    """Tell whether an element is part of a clip path, whose colours are never painted."""
    return any(True for _ in element.iterancestors(f"{SVG}clipPath"))


def is_in_slot(element: etree._Element) -> bool:
    """Tell whether an element is part of a slot, of which nothing is left when it is filled."""
    return any(read_name(attributes_of(parent)).slot is not None for parent in element.iterancestors())


def clips_nothing(clips: Sequence[etree._Element], here: Matrix, context: Context) -> bool:
    """Tell whether a clip path is a rectangle around all of the canvas, as Figma puts around every frame.

    `clips` are those of the id that is referred to; `here` maps what is clipped to the canvas.
    """
    for clip in clips:
        is_clipped = context.styles.declared(clip).values.get("clip-path", "none") != "none"
        if len(clip) == 1 and clip.get("clipPathUnits") != "objectBoundingBox" and not is_clipped:
            matrix = here @ context.transform_of(clip) @ context.transform_of(clip[0])
            box = box_of(clip[0], matrix) if clip[0].tag == f"{SVG}rect" else None
            return box is not None and box.contains(context.canvas, UPRIGHT)
    return False
