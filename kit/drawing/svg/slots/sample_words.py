"""The sample words of a slot, line by line: the words that fill it are set in the same way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from lxml import etree

from kit.base.geometry import Matrix, Point
from kit.drawing.svg.source.element_context import Context
from kit.drawing.svg.source.numbers import NUMBER, number, read_length, within_limit
from kit.drawing.svg.source.references import SVG
from kit.drawing.svg.source.svg_colours import paint_role
from kit.model.slot import SampleWords, TextStyle

#: The form of properties of words; any other form would be read as another length.
_FORMS: dict[str, Callable[[str], object]] = {
    "font-size": lambda text: (size := read_length(text.lower())) and size.value > 0,
    "font-weight": re.compile("[a-z]+|[0-9]{1,4}").fullmatch,
    "letter-spacing": lambda text: text == "normal" or read_length(text, ("", "px", "em")),
    "line-height": lambda text: text == "normal" or read_length(text, ("", "px", "em", "%")),
}
_IN_CAPITALS = "write the words themselves in capitals, and those of the messages"
_NO_LINE = "take the line off; a shape named 'hug-' and the slot follows its words, as a stroke under them"
#: Properties that the words of a slot are painted without: prefixes of values without effect, and the remedy.
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
    "font": (("inherit", "initial"), "write 'font-family', 'font-size' and 'font-weight' each by itself"),
    "baseline-shift": (("baseline", "initial"), "set it to 0, and place the words in their box"),
    "textLength": ((), "remove it, and set the words closer or wider by 'letter-spacing'"),
    "writing-mode": (
        ("lr", "horizontal-tb", "initial"),
        "set the words from left to right, and turn the group",
    ),
}
#: An axis of a variable font and its value, such as `"wght" 480`.
_AXIS = re.compile(rf"""['"](\w{{4}})['"]\s*((?![-+]){NUMBER})""")
_DIGITS = frozenset("+-.0123456789")
_WEIGHTS = {"normal": 400, "bold": 700, "lighter": 300, "bolder": 700}


def read_words(text: etree._Element, context: Context, reaching: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that apply to the words of a `<text>`: those of its first filled tspan over its own.

    `reaching` are those that it inherits. The fill is `@role` if a class or the value names a role.
    """
    css, role = _first_run(text, context, reaching)
    length = next((part.get("textLength") for part in text.iter() if part.get("textLength")), None)
    stretched = {"textLength": length} if length else {}
    return {**css, **stretched, "fill": paint_role(css["fill"], role, context.palette)[0]}


def unsound_property(css: Mapping[str, str]) -> str | None:
    """Return the first property of words that isn't in the required form, its number within a million, or None."""
    written = {key: css[key] for key in _FORMS if key in css}
    return next((key for key, text in written.items() if not (_FORMS[key](text.strip()) and within_limit(text))), None)


def unpainted_property(css: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the property of sample words that the contents of the slot would lack, and the remedy.

    None means that they have none.
    """
    return next(((key, remedy) for key, (_, remedy) in _UNPAINTED.items() if key in css and _shows(key, css)), None)


def _shows(key: str, css: Mapping[str, str]) -> bool:
    """Return whether a property changes how words look."""
    if key.endswith("opacity"):
        return _part(css[key]) < 1
    if key in {"word-spacing", "baseline-shift"} and css[key][:1] in _DIGITS:
        return number(css[key].rstrip("%abcdefghijklmnopqrstuvwxyz")) != 0
    if key == "font-variant" and "caps" not in css[key]:
        return False
    drawn = key != "stroke" or number(css.get("stroke-width"), 1.0) > 0
    return drawn and not css[key].startswith(_UNPAINTED[key][0])


def _part(text: str) -> float:
    """Return an opacity, which may be written in percent."""
    return number(text.removesuffix("%"), 1.0) / (100 if text.endswith("%") else 1)


def text_style(text: etree._Element, scale: float, css: Mapping[str, str]) -> TextStyle:
    """Return the style of words from their properties; `scale` maps lengths of the text to the drawing."""
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
    """Return the role of an element's words: that of its class, unless `style=` sets a colour of the palette."""
    declared, inline = context.styles.declared(element)
    named = context.role_by_class(element)
    by_value = paint_role(declared["fill"], None, context.palette)[0][:1] == "@" if "fill" in declared else False
    if named and not ("fill" in inline and by_value):
        return named
    return None if "fill" in declared else inherited


def _first_run(
    text: etree._Element, context: Context, inherited: Mapping[str, str]
) -> tuple[dict[str, str], str | None]:
    """Return the properties and the role of the first run: those of its first filled tspan over the text's own."""
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
    """Return the line height in sizes: as declared, or the step between the first two baselines, or else 1.2."""
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


#: Properties that mark words as emphasised if they differ.
_LOOK = ("font-weight", "font-style", "font-variation-settings", "font-family", "fill", "role")
#: The anchors of words that run from left to right, and of those from right to left, which start at the right.
_ANCHORS: dict[str, dict[str | None, Literal["start", "middle", "end"]]] = {
    "ltr": {"middle": "middle", "end": "end"},
    "rtl": {None: "end", "start": "end", "middle": "middle"},
}

#: Words and how they look: the properties of `_LOOK`, and the role of their class.
_Piece = tuple[str, tuple[str | None, ...]]


@dataclass(slots=True)
class _Stretch:
    """Consecutive words on a line, each with its look, from a point in the text's own coordinates."""

    at: Point
    anchor: Literal["start", "middle", "end"]
    pieces: list[_Piece] = field(default_factory=list)


def sample_lines(
    text: etree._Element, here: Matrix, css: Mapping[str, str], context: Context
) -> tuple[SampleWords, ...]:
    """Return the stretches of words of a `<text>`; `here` maps it to the canvas, `css` has its inherited properties.

    `x` and `y` of the text and its tspans place the words; a tspan with neither continues the line.
    """
    stretches: list[_Stretch] = []
    _walk(text, css, context, stretches)
    plain = next((look for stretch in stretches for words, look in stretch.pieces if words.strip()), ())
    return tuple(_sample(part, here, plain) for part in stretches if any(words.strip() for words, _ in part.pieces))


def _walk(element: etree._Element, css: Mapping[str, str], context: Context, stretches: list[_Stretch]) -> None:
    """Add the words in an element, including those after its tspans, to the stretches so far."""
    role = context.role_by_class(element) or css.get("role", "")
    here = {**css, **context.styles.declared(element).values, "role": role}
    at = _start(element, here, stretches[-1].at if stretches else Point(0, 0))
    if at is not None or not stretches:
        anchors = _ANCHORS.get(here.get("direction", "ltr"), {})
        stretches.append(_Stretch(at or Point(0, 0), anchors.get(here.get("text-anchor"), "start")))
    look = tuple(here.get(key) for key in _LOOK)
    stretches[-1].pieces.append((element.text or "", look))
    for child in element:
        if child.tag == f"{SVG}tspan":
            _walk(child, here, context, stretches)
        stretches[-1].pieces.append((child.tail or "", look))


def _start(element: etree._Element, css: Mapping[str, str], before: Point) -> Point | None:
    """Return where the words of an element start in its own coordinates, or None if they continue a line."""
    keys = {key: (element.get(key) or "").replace(",", " ").split() for key in ("x", "y", "dy")}
    if not any(keys.values()):
        return None
    x, y = (number(keys[key][0]) if keys[key] else old for key, old in zip("xy", before, strict=True))
    down = read_length(keys["dy"][0], ("", "px", "em")) if keys["dy"] else None
    size = number(css.get("font-size"), 16.0) if down and down.unit == "em" else 1.0
    return Point(x, y + down.value * size if down else y)


def _sample(stretch: _Stretch, here: Matrix, plain: tuple[str | None, ...]) -> SampleWords:
    """Return a stretch in px of the drawing with its blanks collapsed: one between words, none at the ends."""
    text, spans = "", list[tuple[int, int]]()
    for words, look in stretch.pieces:
        start = len(text)
        text += _collapsed(words, after_blank=not text or text.endswith(" "))
        if look != plain and text[start:].strip():
            spans.append((start, len(text)))
    x, baseline = here.apply(stretch.at)
    return SampleWords(text.rstrip(), tuple(_joined(spans)), x, baseline, stretch.anchor)


def _collapsed(words: str, *, after_blank: bool) -> str:
    """Return words with a single blank for each run of them, and never two in a row."""
    tight = " ".join(words.split())
    lead = " " if words[:1].isspace() and not after_blank else ""
    tail = " " if tight and words[-1:].isspace() else ""
    return lead + tight + tail


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans, with adjacent ones joined."""
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] == end:
            end = spans.pop(0)[1]
        yield start, end
