"""Effects of groups: filters, masks and blend modes that another engine paints as browsers do; others are refused.

https://www.w3.org/TR/filter-effects-1/, https://www.w3.org/TR/css-masking-1/, https://www.w3.org/TR/compositing-1/. A
group with an effect becomes a picture, so it can't contain what is placed for each picture: slots, and what follows
their words. What blends can't have any of that below it either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from kit.base.errors import Fault
from kit.base.geometry import IDENTITY, Matrix
from kit.drawing.svg.normal.filters import OF_COLOUR, has_box_units
from kit.drawing.svg.source.css import Styles
from kit.drawing.svg.source.element_context import Node
from kit.drawing.svg.source.numbers import number
from kit.drawing.svg.source.references import SVG, elements_by_id, href_of, href_target, tag_of, url_target
from kit.drawing.svg.source.values import refused, transform_of, turns
from kit.model.layout import Effect, Element
from kit.model.tree import DEFINITIONS, all_in, divided

Targets = Mapping[str, Sequence[etree._Element]]  # noqa: SLF001  (the type of an element)


#: The properties that give an element an effect, apart from `isolation`.
EFFECTS = ("filter", "mask", "mix-blend-mode")
_MODES = frozenset((
    "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light", "soft-light",
    "difference", "exclusion", "hue", "saturation", "color", "luminosity",
))  # fmt: skip
_BEHIND = "give the effect to a shape behind the words, not to the group around them"
_BELOW = "move it below all slots, or set its blend mode to Normal"
_FLATTEN = "make pixels of it in the editor, or draw it as shapes"


def used_effects(root: etree._Element, styles: Styles) -> frozenset[str]:
    """Return the ids of the filters and masks that the elements of a drawing refer to."""
    values = (styles.declared(element).values for element in root.iter(f"{SVG}*"))
    ids = (url_target(own.get(key, "")) for own in values for key in ("filter", "mask"))
    return frozenset(filter(None, ids))


def mask_elements(root: etree._Element, styles: Styles) -> frozenset[etree._Element]:
    """Return the elements of masks, and those that only they are painted with, such as gradients."""
    targets = elements_by_id(root)
    masked = {inner for mask in root.iter(f"{SVG}mask") for inner in mask.iter(f"{SVG}*")}
    others = [element for element in root.iter(f"{SVG}*") if element not in masked]
    while True:
        shown = {id_ for element in others for id_ in _painted_with(element, styles)}
        ids = {id_ for element in masked for id_ in _painted_with(element, styles)} - shown
        more = {each for id_ in ids for target in targets.get(id_, ()) for each in target.iter(f"{SVG}*")} - masked
        if not more:
            return frozenset(masked)
        masked |= more
        others = [element for element in others if element not in more]


def _painted_with(element: etree._Element, styles: Styles) -> Iterator[str]:
    """Yield the ids of the gradients and patterns that an element is painted with, or takes its stops from."""
    declared = styles.declared(element).values
    ids = (url_target(declared.get("fill", "")), url_target(declared.get("stroke", "")), href_target(href_of(element)))
    yield from filter(None, ids)


def effect_of(values: Mapping[str, str]) -> Effect | None:
    """Return the effect that an element's own properties give it, without faults, or None."""
    blend = values.get("mix-blend-mode", "normal")
    filter_, mask = (url_target(values.get(key, "")) or "" for key in ("filter", "mask"))
    effect = Effect(filter_, mask, blend)
    return effect if effect != Effect() or values.get("isolation") == "isolate" else None


def with_effect(element: Element, effect: Effect | None) -> Element:
    """Return an element with an effect, or a group around it, which has its place, its opacity and its clip path."""
    if effect is None:
        return element
    if element.tag == "g":
        return replace(element, effect=effect)
    outer, inner = divided(element.attributes)
    shape = Element(element.tag, inner, element.children, line=element.line, steps=element.steps)
    return replace(element, tag="g", attributes=outer, children=(shape,), effect=effect)


def isolated(element: Element) -> Element:
    """Return a group that fades or is clipped as a whole, with an effect if something in it blends with the rest."""
    blends = element.effect is None and _isolates(element) and any(map(_blends, element.children))
    return replace(element, effect=Effect()) if blends else element


def _isolates(element: Element) -> bool:
    """Return whether nothing in an element blends with what is below it."""
    attributes = element.attributes
    return element.effect is not None or "clip-path" in attributes or number(attributes.get("opacity"), 1.0) < 1


def _blends(element: Element) -> bool:
    """Return whether an element, or something in it, blends with what is below."""
    if element.effect and element.effect.blend != "normal":
        return True
    return not _isolates(element) and any(map(_blends, element.children))


def with_plain_isolation(root: Element) -> Element:
    """Return a drawing in which groups are isolated only where it matters: something blends, and something is below."""
    return _isolated_where_below(root, [False])


def _isolated_where_below(element: Element, painted: list[bool]) -> Element:
    """Return an element; `painted` says whether anything is painted before it, and is updated."""
    if element.tag in DEFINITIONS:
        return element
    effect = element.effect
    if effect == Effect() and not _isolates(replace(element, effect=None)):
        effect = effect if painted[0] and any(map(_blends, element.children)) else None
    below = [False] if effect else painted
    children = tuple(_isolated_where_below(child, below) for child in element.children)
    painted[0] = painted[0] or below[0] or not element.children
    return element.with_children(children) if effect is element.effect else replace(element, effect=effect)


def effect_problems(node: Node, targets: Targets, remedies: Mapping[str, str]) -> Iterator[Fault]:
    """Yield a fault, without its place, for each effect of an element that can't be painted.

    `targets` are the elements of the drawing by id, `remedies` those of the properties.
    """
    values = node.declared.values
    for key in ("filter", "mask"):
        value = values.get(key, "none")
        referred = targets.get(url_target(value) or "", ()) if value != "none" else ()
        if value != "none" and [target.tag for target in referred] != [SVG + key]:
            yield refused(f"'{key}'", value, remedies[key])
    blend = values.get("mix-blend-mode", "normal")
    if blend != "normal" and blend not in _MODES:
        yield refused("'mix-blend-mode'", blend, remedies["mix-blend-mode"])
    if effect_of(values) not in {None, Effect()}:
        around = (tag_of(outer) for outer in node.element.iterancestors(f"{SVG}*"))
        tag = node.tag if node.tag in DEFINITIONS else next((outer for outer in around if outer in DEFINITIONS), "mask")
        if tag != "mask" or node.tag == "mask":
            message = f"an effect in a <{tag}> can't be painted"
            yield Fault(message, remedy="unlink the clone, or take the effect off", code="unpaintable-property")


def effect_faults(root: Element) -> Iterator[tuple[Element, Fault]]:
    """Yield the elements with effects that can't be painted with what is in them or below them, and their faults.

    The faults lack their place.
    """
    by_id = root.by_id()
    yield from _in_groups(root, by_id)
    yield from _in_masks(by_id)
    below: Element | None = None
    for element in _in_order(root):
        if _is_placed(element):
            below = element
        elif below:
            message = f"{_what(element)} blends with {_named(below)}, which is below it"
            yield element, Fault(message, remedy=_BELOW, code="effect-over-slot")


def _in_groups(element: Element, by_id: Mapping[str, Element]) -> Iterator[tuple[Element, Fault]]:
    """Yield the outermost groups with an effect that contain what they must not."""
    if element.effect is None:
        for child in element.children:
            yield from _in_groups(child, by_id)
        return
    inner = [each for child in element.children for each in all_in(child)]
    placed = next(filter(_is_placed, inner), None)
    if placed:
        yield (
            element,
            Fault(f"{_what(element)} has an effect over {_named(placed)}", remedy=_BEHIND, code="effect-over-slot"),
        )
    if any(_turned_effects(child, IDENTITY) for child in element.children):
        message = f"{_what(element)} has an effect around another one that is turned, skewed or mirrored"
        yield element, Fault(message, remedy=_FLATTEN, code="unpaintable-property")
    if any(_is_sized_by_tiles(each, by_id) for each in (element, *inner)):
        message = f"{_what(element)} has an effect in parts of its box, and is filled with a pattern"
        yield element, Fault(message, remedy=_FLATTEN, code="unpaintable-property")


def _turned_effects(element: Element, above: Matrix) -> bool:
    """Return whether an element in a group with an effect has one of its own and isn't upright in that group."""
    here = above @ transform_of(element)
    if element.effect and element.effect.filter and turns(here):
        return True
    return any(_turned_effects(child, here) for child in element.children)


def _is_sized_by_tiles(element: Element, by_id: Mapping[str, Element]) -> bool:
    """Return whether a group has an effect in parts of its box, which tiles of a pattern in it make larger."""
    ids = (element.effect.filter, element.effect.mask) if element.effect else ()
    if not any(id_ and has_box_units(by_id[id_]) for id_ in ids):
        return False
    fills = (url_target(inner.attributes.get("fill", "")) for inner in all_in(element))
    return any(fill and by_id[fill].tag == "pattern" for fill in fills if fill in by_id)


def _in_masks(by_id: Mapping[str, Element]) -> Iterator[tuple[Element, Fault]]:
    """Yield what a mask must not contain: colours of themes, and effects that depend on its size."""
    for mask in (element for element in by_id.values() if element.tag == "mask"):
        for element in (inner for child in mask.children for inner in all_in(child)):
            steps = by_id[element.effect.filter].children if element.effect and element.effect.filter else ()
            blends = element.effect is not None and element.effect.blend != "normal"
            if blends or any(step.tag not in OF_COLOUR for step in steps):
                yield element, refused("an effect in a mask", element.name or element.tag, _FLATTEN)
            server = by_id.get(url_target(element.attributes.get("fill", "")) or "", element)
            if any(value[:1] == "@" for inner in all_in(server) for value in inner.attributes.values()):
                message = "a mask shares a shape or a gradient with something that themes colour"
                yield element, Fault(message, remedy="give the mask one of its own", code="unpaintable-property")


def _in_order(element: Element) -> Iterator[Element]:
    """Yield what is placed for each picture, and what blends with what is below it, in the order of painting."""
    if element.tag in DEFINITIONS:
        return
    if _is_placed(element) or (element.effect and element.effect.blend != "normal"):
        yield element
    elif not element.effect:
        for child in element.children:
            yield from _in_order(child)


def _is_placed(element: Element) -> bool:
    """Return whether an element is a slot or follows words, so that each picture has it elsewhere."""
    return element.tag == "slot" or element.follows is not None


def _what(element: Element) -> str:
    return f"'{element.name}'" if element.name else "a group"


def _named(element: Element) -> str:
    return f"'slot-{element.name}'" if element.tag == "slot" else f"'{element.name}', which follows words"
