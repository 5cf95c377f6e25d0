"""Make the tree of a picture out of what was composed: colours of the theme for roles, plain attributes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.layout import Element
from kit.model.tree import Tree
from kit.svg.opacity import is_faded_as_one, paint_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.geometry import Size


def tree_of(children: tuple[Element, ...], size: Size, theme: Mapping[str, str]) -> Tree:
    """Return the tree of a picture of a size in px; `@role` becomes the theme's colour."""
    return Tree(size, tuple(resolved(child, theme) for child in children))


def resolved(element: Element, theme: Mapping[str, str]) -> Element:
    """Return an outermost element as it is painted; `@role` becomes the theme's colour."""
    return _resolved(element, theme, {})


def write_svg(children: tuple[Element, ...], size: Size, theme: Mapping[str, str]) -> str:
    """Return the SVG text of a picture of a size in px; `@role` becomes the theme's colour."""
    return tree_of(children, size, theme).svg


def colours_in(attributes: Mapping[str, str], theme: Mapping[str, str]) -> Mapping[str, str]:
    """Return attributes with colours for their colour roles; themselves where they have none."""
    if not any(value[:1] == "@" for value in attributes.values()):
        return attributes
    return {key: theme[value[1:]] if value[:1] == "@" else value for key, value in attributes.items()}


def _resolved(element: Element, theme: Mapping[str, str], above: Mapping[str, str]) -> Element:
    """Return an element with all that is in it, colours for its roles. `above` is the paint that it inherits."""
    attributes = colours_in(element.attributes, theme)
    paint = paint_of(element, above) if element.children or "opacity" in attributes else above
    children = tuple([_resolved(child, theme, paint) for child in element.children])
    if "opacity" in attributes and is_faded_as_one(element, paint):
        faded = {key: attributes[key] for key in ("id", "opacity") if key in attributes}
        rest = {key: value for key, value in attributes.items() if key not in faded}
        return Element("g", faded, (element.with_(rest, children),))
    return element.holding(children) if attributes is element.attributes else element.with_(attributes, children)
