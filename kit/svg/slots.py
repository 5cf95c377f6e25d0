"""A slot: the box and the sample words that a designer drew for something the kit fills in."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.geometry import Matrix
from kit.model.layout import Slot, TextStyle
from kit.svg.names import read_name
from kit.svg.numbers import NUMBER, number, read_length, within_limit
from kit.svg.parse import SVG, attributes_of, line_of
from kit.svg.shapes import box_of, corners
from kit.svg.style import Context, Styles, paint_role
from kit.svg.transforms import read_transform
from kit.svg.values import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml import etree

    from kit.errors import Fault

#: Slots that hold a picture, not words; a chart may have words as well, for its labels.
_PICTURES = ("qr", "chart", "logo")
#: How properties of words are written; anything else would be read as another length.
_FORMS: dict[str, Callable[[str], object]] = {
    "font-size": lambda text: (size := read_length(text.lower())) and size.value > 0,
    "font-weight": re.compile("[a-z]+|[0-9]{1,4}").fullmatch,
    "letter-spacing": lambda text: text == "normal" or read_length(text, ("", "px", "em")),
    "line-height": lambda text: text == "normal" or read_length(text, ("", "px", "em", "%")),
}
#: An axis of a variable font and its value, such as `"wght" 480`.
_AXIS = re.compile(rf"""['"](\w{{4}})['"]\s*((?![-+]){NUMBER})""")
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 300, "bolder": 700}


def read_slot(group: etree._Element, context: Context, here: Matrix, inherited: Mapping[str, str]) -> Slot | Fault:
    """Return the slot of a group, or what is wrong with it. `here` maps the group to the canvas."""
    name, file = read_name(attributes_of(group)).slot or "", context.file
    line = line_of(group)
    shapes = [(element, matrix) for element, matrix in _inside(group, here) if _may_be_box(element)]
    shape, matrix = shapes[0] if shapes else (group, here)
    box = box_of(shape, matrix)
    if box is None or box.width <= 0 or box.height <= 0:
        remedy = "its first shape must be an upright rectangle: unrotated, with a width and a height"
        return file.fault(f"'slot-{name}' has no box", line, remedy)
    paint = context.styles.attributes(shape)[0].get("fill", "none")
    plain = Slot(name, box, file.mark(line), paint=paint_role(paint, _role(shape, context, None), context.palette)[0])
    text = next(((element, matrix) for element, matrix in _inside(group, here) if element.tag == SVG + "text"), None)
    if name in _PICTURES and (text is None or name != "chart"):
        return plain
    if text is None:
        remedy = (
            "put a text with sample words in it; in Figma turn off 'Outline text' and turn on 'Include id attribute'"
        )
        return file.fault(f"'slot-{name}' has no text", line, remedy)
    reaching = _ancestors(text[0], group, context.styles, inherited)
    css, role = _first_run(text[0], context, reaching)
    problem = next((key for key in _FORMS if key in css and not _is_sound(key, css[key])), None)
    if problem:
        remedy = "write it in px as a plain number, the size above 0"
        return file.fault(f"'{problem}' of 'slot-{name}' is {quoted(css[problem])}", line_of(text[0]), remedy)
    return replace(
        plain, style=_text_style(text[0], text[1].scale, css, paint_role(css["fill"], role, context.palette)[0])
    )


def _is_sound(key: str, value: str) -> bool:
    """Tell whether a property of words is written as it must be, and its number is within a million."""
    return bool(_FORMS[key](value.strip())) and within_limit(value)


def _may_be_box(element: etree._Element) -> bool:
    """Tell whether an element is a rect or a path with four corners; a curved or open ornament is neither."""
    own = corners("path", attributes_of(element)) if element.tag == SVG + "path" else None
    return element.tag == SVG + "rect" or (own is not None and len(own) == 4)  # noqa: PLR2004


def _inside(group: etree._Element, here: Matrix) -> Iterator[tuple[etree._Element, Matrix]]:
    """Yield what a group holds at any depth, each with its map to the canvas."""
    for child in group:
        matrix = here @ (read_transform(child.get("transform", "")) or Matrix())
        yield child, matrix
        yield from _inside(child, matrix)


def _ancestors(
    element: etree._Element, group: etree._Element, styles: Styles, inherited: Mapping[str, str]
) -> dict[str, str]:
    """Return the properties that reach an element from the groups between it and the slot's own."""
    between = [parent for parent in element.iterancestors() if group in parent.iterancestors()]
    result = dict(inherited)
    for parent in reversed(between):
        result.update(styles.attributes(parent)[0])
    return result


def _first_run(
    text: etree._Element, context: Context, inherited: Mapping[str, str]
) -> tuple[dict[str, str], str | None]:
    """Return the properties and the role of the first run: the text's own under those of its first filled tspan."""
    css = {"fill": "#000000", **inherited, **context.styles.attributes(text)[0]}
    run = (
        text
        if (text.text or "").strip()
        else next((t for t in text.iter(SVG + "tspan") if (t.text or "").strip()), text)
    )
    chain = [parent for parent in (*reversed(list(run.iterancestors())), run) if text in parent.iterancestors()]
    role = _role(text, context, None)
    for parent in chain:
        css.update(context.styles.attributes(parent)[0])
        role = _role(parent, context, role)
    return css, role


def _text_style(text: etree._Element, scale: float, css: Mapping[str, str], fill: str) -> TextStyle:
    """Return the style of words; `scale` maps lengths of the text to the drawing."""
    size = number(css.get("font-size"), 16.0)
    axes = dict(_AXIS.findall(css.get("font-variation-settings", "")))
    variations = {axis: float(value) for axis, value in axes.items() if within_limit(value)}
    return TextStyle(
        family=css.get("font-family", "sans-serif").split(",")[0].strip().strip("'\""),
        weight=int(variations.get("wght", 0)) or _weight(css.get("font-weight", "400")),
        italic=css.get("font-style", "normal") in {"italic", "oblique"},
        size=size * scale,
        fill=fill,
        tracking=_tracking(css.get("letter-spacing", "0"), size),
        line_height=_line_height(css.get("line-height", ""), text, size),
        optical_size=variations.get("opsz"),
    )


def _role(element: etree._Element, context: Context, inherited: str | None) -> str | None:
    """Return the role that words take from an element: by its class, unless its `style=` says a known colour."""
    own, inline = context.styles.attributes(element)
    named = next((name for name in (element.get("class") or "").split() if name in context.palette), None)
    by_value = paint_role(own["fill"], None, context.palette)[0][:1] == "@" if "fill" in own else False
    if named and not ("fill" in inline and by_value):
        return named
    return None if "fill" in own else inherited


def _weight(text: str) -> int:
    return _WEIGHTS.get(text) or int(number(text, 400))


def _tracking(text: str, size: float) -> float:
    tracking = read_length(text.strip(), ("", "px", "em"))
    if tracking is None:
        return 0.0
    return tracking.value if tracking.unit == "em" else tracking.value / size


def _line_height(declared: str, text: etree._Element, size: float) -> float:
    """Return the line height in sizes: as declared, else the step between the first two baselines, else 1.2."""
    height = read_length(declared.strip(), ("", "px", "em", "%"))
    if height and height.value > 0:
        return height.value / {"px": size, "%": 100}.get(height.unit, 1)
    lines = [t for t in text.iter(SVG + "tspan") if t.get("y") or t.get("dy")]
    for first, then in pairwise(lines):
        step = then.get("dy")
        if step and number(step):
            return number(step) if step.strip().endswith("em") else number(step) / size
        down = number(then.get("y"), number(first.get("y"))) - number(first.get("y"))
        if down:  # editors also cut one line into several pieces, for kerning or emphasis
            return abs(down) / size
    return 1.2
