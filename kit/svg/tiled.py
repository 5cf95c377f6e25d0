"""Parts of a drawing that are filled with tiles of shapes, which engines round to whole pixels and place by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.svg.elements import SVG
from kit.svg.references import elements_by_id, href_of, href_target, url_target

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from lxml import etree

    from kit.svg.style import Styles

_PATTERN, _USE, _IMAGE = SVG + "pattern", SVG + "use", SVG + "image"


def tiled_parts(parts: Sequence[etree._Element], root: etree._Element, styles: Styles) -> Iterator[int]:
    """Yield the index of each part that a pattern of shapes fills, or that clones what one fills.

    An image fill, as Figma writes it, has one tile for the whole shape and is placed alike by all engines.
    """
    targets = elements_by_id(root)
    patterns = {id_ for id_, (one, *_) in targets.items() if one.tag == _PATTERN and not _holds_image(one, targets)}
    for index, part in enumerate(parts):
        cloned = _reached(part, targets) if part.tag == _USE else ()
        if any(_is_filled(one, patterns, styles) for one in (part, *cloned)):
            yield index


def _is_filled(element: etree._Element, patterns: Container[str | None], styles: Styles) -> bool:
    """Tell whether an element, or the nearest group around it that says so, is filled with one of some patterns."""
    around = (styles.declared(one).values.get("fill") for one in (element, *element.iterancestors()))
    return url_target(next((fill for fill in around if fill), "")) in patterns


def _holds_image(pattern: etree._Element, targets: dict[str, list[etree._Element]]) -> bool:
    return any(one.tag == _IMAGE for one in _reached(pattern, targets))


def _reached(element: etree._Element, targets: dict[str, list[etree._Element]]) -> Iterator[etree._Element]:
    """Yield what an element holds and, once each, what that refers to."""
    waiting, seen = [element], set[str]()
    while waiting:
        for one in waiting.pop().iter(f"{SVG}*"):
            yield one
            id_ = href_target(href_of(one)) or ""
            if id_ not in seen:
                seen.add(id_)
                waiting += targets.get(id_, [])
