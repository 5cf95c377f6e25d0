"""An element before it is read, its name and its properties, and the context in which it is read.

The context is the styles, the palette, the clip paths, and which definitions are painted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from kit.base.errors import Fault
from kit.base.geometry import IDENTITY, Box, Matrix
from kit.drawing.svg.outlines import CLOSED_SHAPES, UPRIGHT, box_of
from kit.drawing.svg.source.css import Declared, Styles
from kit.drawing.svg.source.element_names import Name, read_name
from kit.drawing.svg.source.reading_report import ReadingReport
from kit.drawing.svg.source.references import (
    SERVERS,
    SVG,
    attributes_of,
    elements_by_id,
    href_of,
    href_target,
    line_of,
    tag_of,
)
from kit.drawing.svg.source.svg_colours import with_opacities
from kit.drawing.svg.source.values import quoted, read_transform

#: Elements whose colours may be translucent: their opacity becomes a property of its own, which isn't inherited.
_LEAVES = CLOSED_SHAPES | {"line", "stop"}


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the file: its SVG tag, its line, its own properties and the inherited ones."""

    element: etree._Element
    tag: str
    line: int
    name: Name
    declared: Declared
    inherited: Mapping[str, str]

    @property
    def values(self) -> dict[str, str]:
        """The properties that apply to the element and, unless they aren't inherited, to its contents."""
        return {**self.inherited, **self.declared.values}

    @property
    def is_hidden(self) -> bool:
        """Whether it is left out: it isn't displayed, or is an invisible slot or clip; invisible shapes stay."""
        invisible = self.values.get("visibility") in {"hidden", "collapse"}
        left_out = self.name.slot is not None or in_clip_path(self.element)
        return self.declared.values.get("display") == "none" or (left_out and invisible)


def read_node(element: etree._Element, inherited: Mapping[str, str], styles: Styles) -> Node:
    """Return an element before it is read, with the opacity of translucent colours as a property of its own."""
    tag, declared = tag_of(element), styles.declared(element)
    if tag in _LEAVES:
        declared = Declared(with_opacities(declared.values, inherited), declared.inline)
    return Node(element, tag, line_of(element), read_name(attributes_of(element)), declared, inherited)


_USE = SVG + "use"
#: Elements whose content is painted where they are cloned, apart from the servers in them.
_CLONED = frozenset((SVG + "defs", SVG + "symbol"))


class PaintedIds(NamedTuple):
    """The ids of the elements that clones paint, and of those that clones without a fill paint."""

    cloned: frozenset[str]
    bare: frozenset[str]


def painted_ids(root: etree._Element, styles: Styles) -> PaintedIds:
    """Return the ids that the clones of a drawing paint, following clones inside them, each once."""
    targets = elements_by_id(root)
    waiting = [(use, False) for use in root.iter(_USE) if not is_defined(use) and not in_clip_path(use)]
    painted: set[tuple[str, bool]] = set()
    while waiting:
        use, above = waiting.pop()
        has_fill = above or any("fill" in styles.declared(outer).values for outer in (use, *use.iterancestors()))
        reached = href_target(href_of(use)) or "", has_fill
        if reached not in painted:
            painted.add(reached)
            inner = (child for target in targets.get(reached[0], ()) for child in target.iter(_USE))
            waiting += [(child, reached[1]) for child in inner if not in_clip_path(child)]
    return PaintedIds(frozenset(id_ for id_, _ in painted), frozenset(id_ for id_, filled in painted if not filled))


def is_painted(element: etree._Element, ids: frozenset[str]) -> bool:
    """Return whether an element is painted: in its place, or as part of an element with one of some ids."""
    if in_clip_path(element):
        return False
    return not is_defined(element) or any(outer.get("id") in ids for outer in (element, *element.iterancestors()))


def is_defined(element: etree._Element) -> bool:
    """Return whether an element is painted only where it is cloned."""
    above = {parent.tag for parent in element.iterancestors()}
    return not _CLONED.isdisjoint(above) and SERVERS.isdisjoint(above)


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a drawing: its rules, the palette (role → `#rrggbb`) that it uses, its canvas from (0, 0).

    The colours `of_mask` say how much of something else is painted, so that none is a role.
    """

    styles: Styles
    palette: Mapping[str, str]
    canvas: Box
    report: ReadingReport
    painted: PaintedIds
    of_mask: bool = False

    def role_by_class(self, element: etree._Element) -> str | None:
        """Return the role that an element's class names, or None."""
        return next((name for name in (element.get("class") or "").split() if name in self.palette), None)

    def transform_of(self, element: etree._Element) -> Matrix:
        """Return the transform of an element, or the identity after reporting a fault if it can't be read."""
        written = element.get("transform", "")
        matrix = read_transform(written)
        if matrix is None:
            message, remedy = f"the transform '{quoted(written)}' can't be read", "write it as matrix(a b c d e f)"
            self.report.add(Fault(message, remedy=remedy, code="invalid-transform"), element)
        return matrix or IDENTITY


def clip_paths(root: etree._Element) -> Mapping[str, list[etree._Element]]:
    """Return the clip paths of a drawing by id, which several may share."""
    by_id: dict[str, list[etree._Element]] = defaultdict(list)
    for clip in root.iter(f"{SVG}clipPath"):
        by_id[clip.get("id", "")].append(clip)
    return by_id


def in_clip_path(element: etree._Element) -> bool:
    """Return whether an element is part of a clip path, whose colours are never painted."""
    return any(True for _ in element.iterancestors(f"{SVG}clipPath"))


def is_in_slot(element: etree._Element) -> bool:
    """Return whether an element is part of a slot, which vanishes when the slot is filled."""
    return any(read_name(attributes_of(parent)).slot is not None for parent in element.iterancestors())


def clips_nothing(clips: Sequence[etree._Element], here: Matrix, context: Context) -> bool:
    """Return whether a clip path is a rectangle around the whole canvas, as Figma puts around every frame.

    `clips` are those with the id in the reference; `here` maps the clipped element to the canvas.
    """
    for clip in clips:
        is_clipped = context.styles.declared(clip).values.get("clip-path", "none") != "none"
        if len(clip) == 1 and clip.get("clipPathUnits") != "objectBoundingBox" and not is_clipped:
            matrix = here @ context.transform_of(clip) @ context.transform_of(clip[0])
            box = box_of(clip[0], matrix) if clip[0].tag == f"{SVG}rect" else None
            return box is not None and box.contains(context.canvas, UPRIGHT)
    return False
