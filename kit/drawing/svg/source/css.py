"""Resolve CSS into the properties of each element, so that later stages need no rules.

CSS here is plain rules, whose selectors are names, classes and ids, and `style=` attributes; the cascade is attribute,
then rules, the most specific last, then `style=` (https://www.w3.org/TR/SVG11/styling.html#UsingPresentationAttributes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import tinycss2
from lxml import etree

from kit.base.errors import DrawingError, Fault
from kit.drawing.svg.source.editor_remedies import BLEND, EFFECT, HAIRLINE, MASK
from kit.drawing.svg.source.reading_report import first_faults, with_name
from kit.drawing.svg.source.references import (
    SVG,
    attributes_of,
    elements_by_id,
    href_of,
    href_target,
    line_of,
    outside_reference,
)
from kit.drawing.svg.source.selectors import Selector, SelectorMatcher, read_selectors
from kit.drawing.svg.source.surroundings import AROUND, InheritedValues, Resolved, resolve
from kit.drawing.svg.source.values import quoted
from kit.drawing.svg.source.xml import SourceFile, is_nested_deep

#: Properties that a drawing may set; all others have no meaning for a still picture and are dropped.
PROPERTIES = frozenset((
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "stop-color",
    "stop-opacity", "clip-path", "clip-rule", "display", "visibility", "font-family", "font-size",
    "font", "baseline-shift", "image-rendering", "shape-rendering",
    "font-weight", "font-style", "font-variation-settings", "letter-spacing", "line-height", "text-anchor",
    "text-decoration", "text-decoration-line", "text-transform", "font-variant", "font-variant-caps", "word-spacing",
    "writing-mode", "direction", "overflow", "background", "background-color", "paint-order", "isolation", "mask-type",
    "flood-color", "flood-opacity", "color-interpolation-filters",
))  # fmt: skip
#: Properties that place and shape elements in browsers; the suffix tells each from the attribute of the same name.
IN_CSS = " in CSS"
_PLACES = tuple(name + IN_CSS for name in (
    "transform", "transform-origin", "transform-box", "translate", "rotate", "scale", "d", "x", "y", "cx", "cy", "r",
    "rx", "ry", "width", "height", "mask-image", "clip", "offset-path",
))  # fmt: skip
#: Properties that CairoSVG ignores or draws wrongly, their values without effect, and the remedy.
REFUSED = {
    "filter": ({"none"}, EFFECT),
    "mask": ({"none"}, MASK),
    "color-interpolation": (
        {"auto", "srgb", "sRGB", "initial", "inherit"},
        "set it to sRGB, or add stops between those of the gradient",
    ),
    "mix-blend-mode": ({"normal"}, BLEND),
    "vector-effect": ({"none"}, HAIRLINE),
    **dict.fromkeys(_PLACES, (frozenset(("none", "auto")), "write it as an attribute, or apply it in the editor")),
    f"transform-box{IN_CSS}": ({"view-box"}, "apply the transform in the editor"),
    f"transform-origin{IN_CSS}": (frozenset(), "apply the transform in the editor"),
}
_READ = PROPERTIES | REFUSED.keys() | AROUND
#: Values that browsers do not know, so that their declarations do not count; some editors and engines know them.
UNKNOWN = {("stroke-linejoin", "miter-clip"), ("stroke-linejoin", "arcs")}
#: The most rules of a drawing, where each element in a selector counts, and the most characters of CSS.
MOST_RULES, MOST_CHARACTERS = 1000, 200_000
#: The most steps to find which rules apply to its elements, and the most custom properties that they set.
MOST_STEPS, MOST_VARIABLES = 100_000, 5_000
_PLAIN_RULES = "write plain rules such as .wall{fill:#0f2a2e}"
#: Options for parsing CSS: comments and blanks between rules don't matter.
_TERSE = {"skip_comments": True, "skip_whitespace": True}


class Declared(NamedTuple):
    """The properties that an element itself sets, and the names of those in its `style=`."""

    values: dict[str, str]
    inline: set[str]


class StyleRule(NamedTuple):
    """A selector and the properties of what it selects."""

    selector: Selector
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Styles:
    """The properties of the elements of a drawing, resolved; those of any other element are its own attributes.

    `rewritten` are the names of those that are written in a form that browsers read, and other engines don't.
    """

    resolved: Mapping[etree._Element, Declared] = field(default_factory=dict)
    rewritten: Mapping[etree._Element, frozenset[str]] = field(default_factory=dict)

    def declared(self, element: etree._Element) -> Declared:
        """Return the properties of an element by the cascade: attribute, then rules, then `style=`."""
        return self.resolved.get(element) or _declared(element, {}, InheritedValues())[0]

    def changed(self, changes: Mapping[etree._Element, Declared]) -> Styles:
        """Return the styles with other properties for some elements."""
        return replace(self, resolved={**self.resolved, **changes}) if changes else self


def _declared(
    element: etree._Element, by_rules: Mapping[str, str], around: InheritedValues
) -> tuple[Declared, Resolved]:
    """Return the properties of an element by the cascade, and how they were resolved."""
    written = attributes_of(element)
    attributes = {key: value.strip() for key, value in written.items() if _counts(key, value.strip())}
    style = written.get("style")
    inline = dict(_inline(style)) if style else {}
    resolved = resolve({**attributes, **by_rules, **inline}, around)
    return Declared(resolved.values, set(inline)), resolved


@lru_cache(maxsize=1024)
def _inline(style: str) -> tuple[tuple[str, str], ...]:
    """Return the properties in a `style=`; the last results are cached, as an element is read several times."""
    return tuple(_pairs(tinycss2.parse_blocks_contents(style, **_TERSE)))


def read_styles(root: etree._Element, file: SourceFile) -> Styles:
    """Return the properties of every element of a drawing. Raises DrawingError if any rule isn't plain."""
    rules: list[StyleRule] = []
    faults: list[Fault] = []
    for element in root.iter(SVG + "style"):
        if (element.get("type") or "text/css").strip().lower() != "text/css":
            continue  # not CSS; browsers ignore it
        start, text = _content_line(element, file), element.text or ""
        media = " ".join((element.get("media") or "all").split()).lower()
        if media not in {"all", "screen"}:
            faults.append(
                file.located(_unplain(f"'media' of <style> is not supported: {media[:60]}"), line_of(element))
            )
        if len(text) > MOST_CHARACTERS:
            raise DrawingError(file.located(_too_many(f"{MOST_CHARACTERS:,} characters of CSS"), start))
        if is_nested_deep(text):
            raise DrawingError(file.located(_unplain("CSS with many brackets inside each other"), start))
        for rule in tinycss2.parse_stylesheet(text, **_TERSE):
            selectors = read_selectors(rule.prelude) if rule.type == "qualified-rule" else None
            content = tinycss2.parse_blocks_contents(rule.content or (), **_TERSE) if selectors else []
            problem = _rule_problem(rule, selectors, content)
            if problem:
                fault, line = problem
                faults.append(file.located(fault, start + line - 1))
            rules += [StyleRule(selector, dict(_pairs(content))) for selector in selectors or ()]
        if sum(len(rule.selector.parts) for rule in rules) > MOST_RULES:
            raise DrawingError(file.located(_too_many(f"{MOST_RULES:,} rules of CSS"), start))
    if faults:
        raise DrawingError(*first_faults(faults))
    return _cascade(root, file, rules)


def _too_many(what: str) -> Fault:
    """Return the fault of a drawing with more CSS than is read, without its place."""
    remedy = "leave out the rules that nothing uses, and fonts"
    return Fault(f"the drawing has more than {what}", remedy=remedy, code="too-many-css-rules")


def _cascade(root: etree._Element, file: SourceFile, rules: Sequence[StyleRule]) -> Styles:
    """Return the properties of every element, by some rules. Raises DrawingError if they can't be resolved."""
    ordered = sorted(rules, key=lambda rule: rule.selector.specificity)
    matcher = SelectorMatcher([rule.selector for rule in ordered])
    around: dict[etree._Element | None, InheritedValues] = {None: InheritedValues()}
    read: dict[etree._Element, tuple[Declared, Resolved]] = {}
    of_browsers: dict[etree._Element, frozenset[str]] = {}
    merged: dict[int, tuple[dict[str, str], frozenset[str]]] = {}
    variables = 0
    for element in root.iter(etree.Element):
        selected, above = matcher.select(element) if rules else 0, around[element.getparent()]
        if selected not in merged:
            merged[selected] = _merged([ordered[number] for number in matcher.numbers(selected)])
        by_rules, by_root = merged[selected]
        read[element] = _declared(element, by_rules, above)
        around[element] = read[element][1].inner
        of_browsers[element] = by_root | read[element][1].rewritten
        variables += around[element].set_here(above)
        if matcher.steps > MOST_STEPS or variables > MOST_VARIABLES:
            what = f"{MOST_STEPS:,} rules of CSS and {MOST_VARIABLES:,} custom properties on its elements"
            raise DrawingError(file.located(_too_many(what), line_of(element)))
    leaning = [element for element, (_, resolved) in read.items() if resolved.leans]
    faults = [file.located(with_name(fault, each), line_of(each)) for each, fault in _moved(root, around, leaning)]
    if faults:
        raise DrawingError(*first_faults(faults))
    return Styles({element: declared for element, (declared, _) in read.items()}, of_browsers)


def _merged(rules: Sequence[StyleRule]) -> tuple[dict[str, str], frozenset[str]]:
    """Return the properties that rules set, the last one wins, and the names of those that a rule with `:root` sets."""
    by_root = (rule.properties for rule in rules if any(part.is_root for part in rule.selector.parts))
    names = frozenset(key for properties in by_root for key in properties)
    return {key: value for rule in rules for key, value in rule.properties.items()}, names


def _moved(
    root: etree._Element, around: Mapping[etree._Element | None, InheritedValues], leaning: Sequence[etree._Element]
) -> Iterator[tuple[etree._Element, Fault]]:
    """Yield the elements whose values depend on what is around them, and that a clone shows elsewhere."""
    clones = [use for use in root.iter(SVG + "use") if leaning]
    by_id = elements_by_id(root) if clones else {}
    reached = {use: by_id.get(href_target(href_of(use)) or "", ()) for use in clones}
    if all(around[use].are_as(around[shown.getparent()]) for use, targets in reached.items() for shown in targets):
        return
    cloned = {shown for targets in reached.values() for shown in targets}
    for element in leaning:
        if cloned.intersection((element, *element.iterancestors())):
            message = "a clone shows it with another colour, size or custom property than the original"
            yield element, Fault(message, remedy="unlink the clone, or write the value itself", code="custom-property")


def _content_line(style: etree._Element, file: SourceFile) -> int:
    """Return the line in which the text of a `<style>` begins: the one in which its start tag ends."""
    first = line_of(style)
    return next((line for line in range(first, len(file.lines) + 1) if ">" in file.line(line)), first)


def _rule_problem(
    rule: tinycss2.ast.Node, selectors: Sequence[Selector] | None, content: Iterable[tinycss2.ast.Node]
) -> tuple[Fault, int] | None:
    """Return the fault of a rule and its line in the stylesheet; None for a plain rule."""
    if rule.type == "error":
        return _unplain(f"CSS that can't be read: {rule.message}"), rule.source_line
    if rule.type == "at-rule":
        return _unplain(f"'@{rule.at_keyword}' is not supported"), rule.source_line
    selector = quoted(tinycss2.serialize(rule.prelude))
    if not selectors:
        return _unplain(f"the selector '{selector}' is not of names, classes and ids"), rule.source_line
    for item in content:
        problem = _declaration_problem(item, selector)
        if problem:
            return problem, item.source_line
    return None


def _unplain(message: str) -> Fault:
    """Return the fault of a rule that isn't plain, without its place."""
    return Fault(message, remedy=_PLAIN_RULES, code="css-not-plain")


def _declaration_problem(item: tinycss2.ast.Node, selector: str) -> Fault | None:
    """Return the fault of a declaration of a rule, without its place; None for a plain one."""
    if item.type != "declaration":
        return _unplain(f"CSS that can't be read in {selector}; is a closing brace missing?")
    value = tinycss2.serialize(item.value)
    if item.important:
        return _unplain(f"'!important' is not supported: '{item.name}'")
    outside = outside_reference(value)
    if not outside:
        return None
    message = f"'{item.name}' points outside the drawing: {outside[:60]}"
    return Fault(message, remedy=_PLAIN_RULES, code="outside-reference")


def _pairs(content: Iterable[tinycss2.ast.Node]) -> Iterator[tuple[str, str]]:
    """Yield the properties of a rule or of `style=` that have a meaning for a drawing, with their values."""
    for item in content:
        if item.type != "declaration":
            continue
        name = item.lower_name
        key = item.name if name[:2] == "--" else name + IN_CSS if name + IN_CSS in REFUSED else name
        value = tinycss2.serialize(item.value).strip()
        if key[:2] == "--" or _counts(key, value):
            yield key, value


def _counts(key: str, value: str) -> bool:
    """Return whether a declaration has a meaning for a drawing, in browsers too."""
    return key in _READ and (key, value) not in UNKNOWN
