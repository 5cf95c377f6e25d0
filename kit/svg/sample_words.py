"""The sample words of a slot: how they are set is how the words that fill it will be."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.model.slot import TextStyle
from kit.svg.colours import paint_role
from kit.svg.elements import SVG
from kit.svg.numbers import NUMBER, number, read_length, within_limit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml import etree

    from kit.svg.context import Context

#: How properties of words are written; anything else would be read as another length.
_FORMS: dict[str, Callable[[str], object]] = {
    "font-size": lambda text: (size := read_length(text.lower())) and size.value > 0,
    "font-weight": re.compile("[a-z]+|[0-9]{1,4}").fullmatch,
    "letter-spacing": lambda text: text == "normal" or read_length(text, ("", "px", "em")),
    "line-height": lambda text: text == "normal" or read_length(text, ("", "px", "em", "%")),
}
_IN_CAPITALS = "write the words themselves in capitals, and those of the messages"
_NO_LINE = "take the line off; a shape named 'hug-' and the slot follows its words, as a stroke under them"
#: Properties that the words of a slot are painted without: how values begin that ask for nothing, and what to do.
_UNPAINTED = {
    "stroke": (("none", "transparent"), "remove the outline, or draw it as a shape"),
    "opacity": ((), "set it to 1; choose the colour"),
    "fill-opacity": ((), "set it to 1; choose the colour"),
    "text-decoration": (("none", "initial"), _NO_LINE),
    "text-decoration-line": (("none", "initial"), _NO_LINE),
    "text-transform": (("none", "initial"), _IN_CAPITALS),
    "font-variant": (("normal", "initial", "none"), _IN_CAPITALS),
    "font-variant-caps": (("normal", "initial"), _IN_CAPITALS),
    "word-spacing": ((), "set it to 0"),
    "writing-mode": (
        ("lr", "horizontal-tb", "initial"),
        "set the words from left to right, and turn the group",
    ),
}
#: An axis of a variable font and its value, such as `"wght" 480`.
_AXIS = re.compile(rf"""['"](\w{{4}})['"]\s*((?![-+]){NUMBER})""")
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 300, "bolder": 700}


def read_words(text: etree._Element, context: Context, reaching: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that count for the words of a `<text>`: its own under those of its first filled tspan.

    `reaching` are those that it inherits. The fill is `@role` where a class or the value names a role.
    """
    css, role = _first_run(text, context, reaching)
    return {**css, "fill": paint_role(css["fill"], role, context.palette)[0]}


def unsound_property(css: Mapping[str, str]) -> str | None:
    """Return the first property of words that is not written as it must be, or None."""
    return next((key for key in _FORMS if key in css and not _is_sound(key, css[key])), None)


def unpainted_property(css: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the property of sample words that the words which fill the slot would lack, and what to do about it.

    None means that they are plain.
    """
    return next(((key, remedy) for key, (_, remedy) in _UNPAINTED.items() if key in css and _shows(key, css)), None)


def _shows(key: str, css: Mapping[str, str]) -> bool:
    """Tell whether a property that is set changes how words look."""
    if key.endswith("opacity"):
        return _part(css[key]) < 1
    if key == "word-spacing":
        return number(css[key]) != 0
    if key == "font-variant" and "caps" not in css[key]:
        return False
    drawn = key != "stroke" or number(css.get("stroke-width"), 1.0) > 0
    return drawn and not css[key].startswith(_UNPAINTED[key][0])


def _part(text: str) -> float:
    """Return an opacity, which may be written in percent."""
    return number(text.removesuffix("%"), 1.0) / (100 if text.endswith("%") else 1)


def text_style(text: etree._Element, scale: float, css: Mapping[str, str]) -> TextStyle:
    """Return the style of words by their properties; `scale` maps lengths of the text to the drawing."""
    size = number(css.get("font-size"), 16.0)
    axes = dict(_AXIS.findall(css.get("font-variation-settings", "")))
    variations = {axis: float(value) for axis, value in axes.items() if within_limit(value)}
    return TextStyle(
        family=css.get("font-family", "sans-serif").split(",")[0].strip().strip("'\""),
        weight=int(variations.get("wght", 0)) or _weight(css.get("font-weight", "400")),
        italic=css.get("font-style", "normal") in {"italic", "oblique"},
        size=size * scale,
        fill=css["fill"],
        tracking=_tracking(css.get("letter-spacing", "0"), size),
        line_height=_line_height(css.get("line-height", ""), text, size),
        optical_size=variations.get("opsz"),
    )


def role_of(element: etree._Element, context: Context, inherited: str | None) -> str | None:
    """Return the role an element gives to words: that of its class, unless `style=` sets a colour of the palette."""
    own, inline = context.styles.declared(element)
    named = context.role_by_class(element)
    by_value = paint_role(own["fill"], None, context.palette)[0][:1] == "@" if "fill" in own else False
    if named and not ("fill" in inline and by_value):
        return named
    return None if "fill" in own else inherited


def _is_sound(key: str, value: str) -> bool:
    """Tell whether a property of words is written as it must be, and its number is within a million."""
    return bool(_FORMS[key](value.strip())) and within_limit(value)


def _first_run(
    text: etree._Element, context: Context, inherited: Mapping[str, str]
) -> tuple[dict[str, str], str | None]:
    """Return the properties and the role of the first run: the text's own under those of its first filled tspan."""
    css = {"fill": "#000000", **inherited, **context.styles.declared(text).values}
    run = (
        text
        if (text.text or "").strip()
        else next((t for t in text.iter(SVG + "tspan") if (t.text or "").strip()), text)
    )
    chain = [parent for parent in (*reversed(list(run.iterancestors())), run) if text in parent.iterancestors()]
    role = role_of(text, context, None)
    for parent in chain:
        css.update(context.styles.declared(parent).values)
        role = role_of(parent, context, role)
    return css, role


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
