"""The sample words of a slot, line by line: where each stretch of them stands, and what of it is emphasised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kit.geometry import Point
from kit.model.slot import SampleWords
from kit.svg.elements import SVG
from kit.svg.numbers import number, read_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from kit.geometry import Matrix
    from kit.svg.context import Context

#: Properties of which a change marks words as emphasised.
_LOOK = ("font-weight", "font-style", "font-variation-settings", "font-family", "fill", "role")
#: Where words from left to right are anchored, and such from right to left, whose start is at the right.
_ANCHORS: dict[str, dict[str | None, Literal["start", "middle", "end"]]] = {
    "ltr": {"middle": "middle", "end": "end"},
    "rtl": {None: "end", "start": "end", "middle": "middle"},
}

#: Words and how they look: the properties of `_LOOK`, and the role that a class names.
_Piece = tuple[str, tuple[str | None, ...]]


@dataclass(slots=True)
class _Stretch:
    """Words that follow each other on a line, each with its look, from a point in the text's own coordinates."""

    at: Point
    anchor: Literal["start", "middle", "end"]
    pieces: list[_Piece] = field(default_factory=list)


def sample_lines(
    text: etree._Element, here: Matrix, css: Mapping[str, str], context: Context
) -> tuple[SampleWords, ...]:
    """Return the stretches of words of a `<text>`; `here` maps it to the canvas, `css` holds what it inherits.

    Words stand where `x` and `y` of the text and of its tspans say; a tspan that says neither goes on.
    """
    stretches: list[_Stretch] = []
    _walk(text, css, context, stretches)
    plain = next((look for one in stretches for words, look in one.pieces if words.strip()), ())
    return tuple(_sample(one, here, plain) for one in stretches if any(words.strip() for words, _ in one.pieces))


def _walk(element: etree._Element, css: Mapping[str, str], context: Context, found: list[_Stretch]) -> None:
    """Add the words in an element, those behind its tspans too, to the stretches that were found before."""
    role = context.role_by_class(element) or css.get("role", "")
    own = {**css, **context.styles.declared(element).values, "role": role}
    at = _start(element, own, found[-1].at if found else Point(0, 0))
    if at is not None or not found:
        anchors = _ANCHORS.get(own.get("direction", "ltr"), {})
        found.append(_Stretch(at or Point(0, 0), anchors.get(own.get("text-anchor"), "start")))
    look = tuple(own.get(key) for key in _LOOK)
    found[-1].pieces.append((element.text or "", look))
    for child in element:
        if child.tag == f"{SVG}tspan":
            _walk(child, own, context, found)
        found[-1].pieces.append((child.tail or "", look))


def _start(element: etree._Element, css: Mapping[str, str], before: Point) -> Point | None:
    """Return where the words of an element start in its own coordinates; None where they go on."""
    keys = {key: (element.get(key) or "").replace(",", " ").split() for key in ("x", "y", "dy")}
    if not any(keys.values()):
        return None
    x, y = (number(keys[key][0]) if keys[key] else old for key, old in zip("xy", before, strict=True))
    down = read_length(keys["dy"][0], ("", "px", "em")) if keys["dy"] else None
    size = number(css.get("font-size"), 16.0) if down and down.unit == "em" else 1.0
    return Point(x, y + down.value * size if down else y)


def _sample(stretch: _Stretch, here: Matrix, plain: tuple[str | None, ...]) -> SampleWords:
    """Return a stretch in px of the drawing, its blanks as they are shown: one between words, none at the ends."""
    text, spans = "", list[tuple[int, int]]()
    for words, look in stretch.pieces:
        start = len(text)
        text += _collapsed(words, after_blank=not text or text.endswith(" "))
        if look != plain and text[start:].strip():
            spans.append((start, len(text)))
    x, baseline = here.apply(stretch.at)
    return SampleWords(text.rstrip(), tuple(_joined(spans)), x, baseline, stretch.anchor)


def _collapsed(words: str, *, after_blank: bool) -> str:
    """Return words with a single blank for each row of them, and none behind another."""
    tight = " ".join(words.split())
    lead = " " if words[:1].isspace() and not after_blank else ""
    tail = " " if tight and words[-1:].isspace() else ""
    return lead + tight + tail


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans, those that touch as one."""
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] == end:
            end = spans.pop(0)[1]
        yield start, end
