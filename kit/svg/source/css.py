"""Resolve CSS into the properties of each element, so that later stages need no rules.

CSS here is plain `.class{}` rules and `style=` attributes; the cascade is attribute, then rule, then `style=`
(https://www.w3.org/TR/SVG11/styling.html#UsingPresentationAttributes).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import tinycss2

from kit.base.errors import DrawingError, Fault
from kit.svg.source.editor_remedies import BLEND, EFFECT, HAIRLINE, MASK
from kit.svg.source.reading_report import first_faults
from kit.svg.source.references import SVG, attributes_of, line_of, outside_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

    from kit.svg.source.xml import SourceFile


#: Properties that a drawing may set; all others have no meaning for a still picture and are dropped.
PROPERTIES = frozenset((
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "stop-color",
    "stop-opacity", "clip-path", "clip-rule", "display", "visibility", "font-family", "font-size",
    "font-weight", "font-style", "font-variation-settings", "letter-spacing", "line-height", "text-anchor",
    "text-decoration", "text-decoration-line", "text-transform", "font-variant", "font-variant-caps", "word-spacing",
    "writing-mode", "direction", "overflow", "background", "background-color", "paint-order",
))  # fmt: skip
#: Properties that place and shape elements in browsers; the suffix tells each from the attribute of the same name.
_IN_CSS = " in CSS"
_PLACES = tuple(name + _IN_CSS for name in (
    "transform", "transform-origin", "translate", "rotate", "scale", "d", "x", "y", "cx", "cy", "r", "rx", "ry",
    "width", "height", "mask-image", "clip", "offset-path",
))  # fmt: skip
#: Properties that CairoSVG ignores or draws wrongly, their values without effect, and the remedy.
REFUSED = {
    "filter": ({"none"}, EFFECT),
    "mask": ({"none"}, MASK),
    "mix-blend-mode": ({"normal"}, BLEND),
    "vector-effect": ({"none"}, HAIRLINE),
    **dict.fromkeys(_PLACES, (frozenset(("none", "auto")), "write it as an attribute, or apply it in the editor")),
}
_READ = PROPERTIES | REFUSED.keys()
#: The most rules of a drawing, where each class of a selector counts.
MOST_RULES = 1000
_PLAIN_RULES = "write plain rules such as .wall{fill:#0f2a2e}"
#: Options for parsing CSS: comments and blanks between rules don't matter.
_TERSE = {"skip_comments": True, "skip_whitespace": True}


class Declared(NamedTuple):
    """The properties that an element itself sets, and the names of those in its `style=`."""

    values: dict[str, str]
    inline: set[str]


@dataclass(frozen=True, slots=True)
class Styles:
    """The class rules of a drawing, each a class and its properties, in the order of the file: the last one wins."""

    rules: tuple[tuple[str, Mapping[str, str]], ...]

    def declared(self, element: etree._Element) -> Declared:
        """Return the properties of an element by the cascade: attribute, then rules, then `style=`."""
        written = attributes_of(element)
        result = {key: value.strip() for key, value in written.items() if key in _READ}
        classes = written.get("class", "").split()
        for name, properties in self.rules if classes else ():
            if name in classes:
                result.update(properties)
        style = written.get("style")
        inline = dict(_inline(style)) if style else {}
        return Declared({**result, **inline}, set(inline))


@lru_cache(maxsize=1024)
def _inline(style: str) -> tuple[tuple[str, str], ...]:
    """Return the properties in a `style=`; the last results are cached, as an element is read several times."""
    return tuple(_pairs(tinycss2.parse_blocks_contents(style, **_TERSE)))


def read_styles(root: etree._Element, file: SourceFile) -> Styles:
    """Return the rules of every `<style>`. Raises DrawingError if any isn't a plain `.class{}` rule."""
    rules: list[tuple[str, dict[str, str]]] = []
    faults: list[Fault] = []
    for element in root.iter(SVG + "style"):
        if (element.get("type") or "text/css").strip().lower() != "text/css":
            continue  # not CSS; browsers ignore it
        start = _content_line(element, file)
        media = " ".join((element.get("media") or "all").split()).lower()
        if media not in {"all", "screen"}:
            faults.append(
                file.located(_unplain(f"'media' of <style> is not supported: {media[:60]}"), line_of(element))
            )
        for rule in tinycss2.parse_stylesheet(element.text or "", **_TERSE):
            classes = _classes(rule.prelude) if rule.type == "qualified-rule" else []
            content = tinycss2.parse_blocks_contents(rule.content or (), **_TERSE) if classes else []
            problem = _rule_problem(rule, classes, content)
            if problem:
                fault, line = problem
                faults.append(file.located(fault, start + line - 1))
            rules += [(name, dict(_pairs(content))) for name in classes]
        if len(rules) > MOST_RULES:
            remedy = "leave out the rules that nothing uses"
            message = f"the drawing has more than {MOST_RULES:,} rules of CSS"
            raise DrawingError(file.located(Fault(message, remedy=remedy, code="too-many-css-rules"), start))
    if faults:
        raise DrawingError(*first_faults(faults))
    return Styles(tuple(rules))


def _content_line(style: etree._Element, file: SourceFile) -> int:
    """Return the line in which the text of a `<style>` begins: the one in which its start tag ends."""
    first = line_of(style)
    return next((line for line in range(first, len(file.lines) + 1) if ">" in file.line(line)), first)


def _rule_problem(
    rule: tinycss2.ast.Node, classes: list[str], content: Iterable[tinycss2.ast.Node]
) -> tuple[Fault, int] | None:
    """Return the fault of a rule and its line in the stylesheet; None for a plain rule."""
    if rule.type == "error":
        return _unplain(f"CSS that can't be read: {rule.message}"), rule.source_line
    if rule.type == "at-rule":
        return _unplain(f"'@{rule.at_keyword}' is not supported"), rule.source_line
    if not classes:
        return _unplain(f"the selector '{tinycss2.serialize(rule.prelude).strip()}' is not a class"), rule.source_line
    for item in content:
        problem = _declaration_problem(item, classes[0])
        if problem:
            return problem, item.source_line
    return None


def _unplain(message: str) -> Fault:
    """Return the fault of a rule that isn't plain, without its place."""
    return Fault(message, remedy=_PLAIN_RULES, code="css-not-plain")


def _declaration_problem(item: tinycss2.ast.Node, name: str) -> Fault | None:
    """Return the fault of a declaration of a class, without its place; None for a plain one."""
    if item.type != "declaration":
        return _unplain(f"CSS that can't be read in .{name}; is a closing brace missing?")
    value = tinycss2.serialize(item.value)
    if item.important:
        return _unplain(f"'!important' is not supported: '{item.name}'")
    if item.name.startswith("--") or "var(" in value:
        message = f"custom properties are not supported: '{item.name}'"
        return Fault(message, remedy=_PLAIN_RULES, code="custom-property")
    outside = outside_reference(value)
    if not outside:
        return None
    message = f"'{item.name}' points outside the drawing: {outside[:60]}"
    return Fault(message, remedy=_PLAIN_RULES, code="outside-reference")


def _classes(prelude: Iterable[tinycss2.ast.Node]) -> list[str]:
    """Return the classes of a selector list such as `.a, .b`, or nothing for any other selector."""
    text = tinycss2.serialize(prelude)
    names = [part.strip() for part in text.split(",")]
    return (
        [name[1:] for name in names]
        if all(name.startswith(".") and name[1:].replace("-", "").replace("_", "").isalnum() for name in names)
        else []
    )


def _pairs(content: Iterable[tinycss2.ast.Node]) -> Iterable[tuple[str, str]]:
    for item in content:
        if item.type == "declaration" and (item.lower_name in PROPERTIES or item.lower_name in REFUSED):
            yield item.lower_name, tinycss2.serialize(item.value).strip()
        elif item.type == "declaration" and item.lower_name + _IN_CSS in REFUSED:
            yield item.lower_name + _IN_CSS, tinycss2.serialize(item.value).strip()
