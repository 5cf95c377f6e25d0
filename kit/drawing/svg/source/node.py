"""An element of the file before it is read: its name and its properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.drawing.svg.shapes.element_shapes import CLOSED_SHAPES
from kit.drawing.svg.source.css import Declared
from kit.drawing.svg.source.element_context import in_clip_path
from kit.drawing.svg.source.element_names import Name, read_name
from kit.drawing.svg.source.references import SVG, attributes_of, line_of
from kit.drawing.svg.source.svg_colours import with_opacities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from kit.drawing.svg.source.css import Styles


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
    tag, declared = str(element.tag).removeprefix(SVG), styles.declared(element)
    if tag in _LEAVES:
        declared = Declared(with_opacities(declared.values, inherited), declared.inline)
    return Node(element, tag, line_of(element), read_name(attributes_of(element)), declared, inherited)
