"""Which definitions are painted: a shape that nothing clones, or that only clips, shows no colour and needs no role."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.svg.clip_paths import in_clip_path
from kit.svg.elements import SVG
from kit.svg.references import elements_by_id, href_of, href_target

if TYPE_CHECKING:
    from lxml import etree

    from kit.svg.style import Styles

_USE = SVG + "use"
#: Elements whose content is painted where it is cloned, and those in them whose content paints a fill.
_CLONED = frozenset((SVG + "defs", SVG + "symbol"))
_SERVERS = frozenset(SVG + tag for tag in ("pattern", "linearGradient", "radialGradient"))


class PaintedIds(NamedTuple):
    """The ids of what clones paint, and of what a clone without a fill paints."""

    cloned: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()


NO_CLONES = PaintedIds()


def painted_ids(root: etree._Element, styles: Styles) -> PaintedIds:
    """Return the ids of what the clones of a drawing paint; clones in what is cloned are followed, each once."""
    targets = elements_by_id(root)
    waiting = [(use, False) for use in root.iter(_USE) if not is_defined(use) and not in_clip_path(use)]
    found: set[tuple[str, bool]] = set()
    while waiting:
        use, above = waiting.pop()
        reached = href_target(href_of(use)) or "", above or _has_fill(use, styles)
        if reached not in found:
            found.add(reached)
            inner = (child for target in targets.get(reached[0], ()) for child in target.iter(_USE))
            waiting += [(child, reached[1]) for child in inner if not in_clip_path(child)]
    return PaintedIds(frozenset(id_ for id_, _ in found), frozenset(id_ for id_, filled in found if not filled))


def is_painted(element: etree._Element, ids: frozenset[str]) -> bool:
    """Tell whether an element is painted: where it stands, or as a part of what has one of some ids."""
    if in_clip_path(element):
        return False
    return not is_defined(element) or any(one.get("id") in ids for one in (element, *element.iterancestors()))


def is_defined(element: etree._Element) -> bool:
    """Tell whether an element is painted only where it is cloned."""
    above = {parent.tag for parent in element.iterancestors()}
    return not _CLONED.isdisjoint(above) and _SERVERS.isdisjoint(above)


def _has_fill(use: etree._Element, styles: Styles) -> bool:
    return any("fill" in styles.declared(one).values for one in (use, *use.iterancestors()))
