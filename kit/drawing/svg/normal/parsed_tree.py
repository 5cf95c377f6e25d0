"""Rewrite what later passes have a plainer form for, in the tree that was parsed.

These are the sizes of clones, links, the origins of transforms, turned pictures, and masks that are plain shapes.

These forms mean the same in browsers, so that nothing after this pass needs to know them.
"""

from __future__ import annotations

from lxml import etree

from kit.base.geometry import Point, Size
from kit.drawing.svg.normal.plain_masks import settle_masks
from kit.drawing.svg.outlines import OUTLINED, outline_box
from kit.drawing.svg.source.css import IN_CSS, Declared, Styles
from kit.drawing.svg.source.embedded_images import as_browsers_show, picture_problem
from kit.drawing.svg.source.numbers import PX_OF, read_length
from kit.drawing.svg.source.references import SVG, XLINK, href_of, href_target
from kit.drawing.svg.source.values import read_transform

_VIEWPORTS = (SVG + "svg", SVG + "symbol", SVG + "pattern")
#: Elements that are transformed around an origin; the origin of a gradient is refused.
_TRANSFORMED = OUTLINED | frozenset(SVG + tag for tag in ("g", "use", "text", "clipPath"))
_TRANSFORMS = ("transform", "gradientTransform", "patternTransform")
_ORIGIN, _BOX = "transform-origin", "transform-box"
#: The sides and the middle of a box, as parts of its width or height.
_ACROSS, _DOWN = {"left": 0.0, "center": 0.5, "right": 1.0}, {"top": 0.0, "center": 0.5, "bottom": 1.0}


def settle(root: etree._Element, size: Size, styles: Styles) -> Styles:
    """Rewrite a parsed drawing of a size in px in plainer forms; return its styles with what changed."""
    settle_sizes(root, size)
    _settle_links(root)
    _settle_pictures(root)
    return settle_masks(root, size, _settle_origins(root, size, styles))


def settle_sizes(root: etree._Element, size: Size) -> None:
    """Remove the width and height of every `<use>` of anything but a symbol or a drawing, where they have no effect.

    Some editors write 100 % there (https://www.w3.org/TR/SVG2/struct.html#UseElement). For a symbol that means the
    sides of the drawing, whose `size` is in px, unless the clone is inside a nested drawing.
    """
    scaled = {element.get("id") for element in root.iter(SVG + "symbol", SVG + "svg")}
    for use in root.iter(SVG + "use"):
        is_inner = any(parent is not root and parent.tag in _VIEWPORTS for parent in use.iterancestors())
        for side, whole in (("width", size.width), ("height", size.height)):
            if side in use.attrib and href_target(href_of(use)) not in scaled:
                del use.attrib[side]
            elif use.get(side, "").strip() == "100%" and not is_inner:
                use.set(side, f"{whole:g}")


def _settle_links(root: etree._Element) -> None:
    """Turn each link around shapes into a group, which looks the same; where it leads is dropped."""
    for link in [*root.iter(SVG + "a")]:
        if next(link.iterancestors(SVG + "text"), None) is None:
            link.tag = SVG + "g"
            for key in ("href", XLINK + "href"):
                link.attrib.pop(key, "")


def _settle_pictures(root: etree._Element) -> None:
    """Give each picture that browsers show differently from the painter as plain pixels."""
    for image in root.iter(f"{SVG}image"):
        for key in ("href", XLINK + "href"):
            href = (image.get(key) or "").strip()
            if "image/webp" in href[:30].lower() and picture_problem(href) is None:
                image.set(key, as_browsers_show(href))


def _settle_origins(root: etree._Element, size: Size, styles: Styles) -> Styles:
    """Write the origin of each transform into the transform itself; one that isn't known stays, and is refused."""
    changes: dict[etree._Element, Declared] = {}
    for element in root.iter(f"{SVG}*"):
        declared = styles.declared(element)
        written = declared.values.get(_ORIGIN + IN_CSS, element.get(_ORIGIN, ""))
        if not written:
            continue
        values = {key: value for key, value in declared.values.items() if key not in {_ORIGIN + IN_CSS, _BOX + IN_CSS}}
        transform = next((element.get(key, "").strip() for key in _TRANSFORMS if element.get(key)), "")
        if transform and transform != "none":
            box = declared.values.get(_BOX + IN_CSS, element.get(_BOX, "view-box"))
            origin = _origin(element, written, box, size if _is_outer(element, root) else None)
            if origin is None or element.tag not in _TRANSFORMED or read_transform(transform) is None:
                values[_ORIGIN + IN_CSS] = written
            else:
                x, y = origin
                element.set("transform", f"translate({x:.9g} {y:.9g}) {transform} translate({-x:.9g} {-y:.9g})")
        changes[element] = declared._replace(values=values)
    return styles.changed(changes)


def _is_outer(element: etree._Element, root: etree._Element) -> bool:
    """Return whether an element's percentages are of the drawing, not of another one inside it."""
    return all(parent is root or parent.tag not in _VIEWPORTS for parent in element.iterancestors())


def _origin(element: etree._Element, written: str, of: str, size: Size | None) -> Point | None:
    """Return the origin of a transform, which may be in shares of a box, or of the `size` of the drawing.

    https://www.w3.org/TR/css-transforms-1/#transform-origin-property; None if it can't be read, or is in shares of
    something unknown.
    """
    in_css = element.get(_ORIGIN) != written
    words = written.lower().split()
    is_centre = {*words} <= {"center", "50%"}  # resvg misplaces all others
    box = outline_box(element) if of in {"fill-box", "content-box"} and is_centre else None
    start, sides = (Point(box.x0, box.y0), box.size) if box else (Point(0, 0), size)
    is_known = box is not None or of == "view-box"
    if not is_known or not 1 <= len(words) <= 3 or (len(words) == 3 and read_length(words[2]) is None):  # noqa: PLR2004
        return None
    across, down = [*words, "center"][:2]
    if across in {"top", "bottom"} or down in {"left", "right"}:
        across, down = down, across
    x = _along(across, _ACROSS, sides.width if sides else None, in_css=in_css)
    y = _along(down, _DOWN, sides.height if sides else None, in_css=in_css)
    return None if x is None or y is None else Point(start.x + x, start.y + y)


def _along(word: str, names: dict[str, float], whole: float | None, *, in_css: bool) -> float | None:
    """Return a coordinate of an origin in px; in CSS only 0 needs no unit."""
    length = read_length(word, {*PX_OF, "%"})
    if word in names or (length and length.unit == "%"):
        part = names[word] if word in names else length.value / 100 if length else 0.0
        return None if whole is None else part * whole
    if length is None or (in_css and not length.unit and length.value != 0):
        return None
    return length.value * PX_OF[length.unit]
