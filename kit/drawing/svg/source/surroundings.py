"""Values that depend on the elements around: `var()`, `currentColor`, `light-dark()`, and font sizes in em.

What browsers resolve is resolved once, from the outermost element inwards, so that later stages read plain values. The
light scheme counts, as in a browser without a setting (https://www.w3.org/TR/css-color-adjust-1/).
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping
from typing import NamedTuple

import tinycss2

from kit.drawing.svg.source.numbers import PX_OF, read_length

#: Paints, which may be `currentColor`, and all colours, which may be `light-dark()`.
_PAINTS = ("fill", "stroke")
_COLOURS = (*_PAINTS, "stop-color", "flood-color", "background", "background-color")
_CURRENT = "currentcolor"
#: Properties that matter only to the values of others.
AROUND = frozenset(("color", "color-scheme"))
#: `var()` with a fallback in which functions may be nested once (https://www.w3.org/TR/css-variables-1/#using-variables).
_VAR = re.compile(r"var\(\s*(--[^\s(),]+)\s*(?:,((?:[^()]|\((?:[^()]|\([^()]*+\))*+\))*+))?\)", re.IGNORECASE)
#: The most characters and brackets of a value with custom properties, and how often one may lead to the next.
_LONGEST, _MOST_BRACKETS, _MOST_ROUNDS = 1000, 50, 16
#: Values by which a property takes the value of the element around.
_INHERIT = frozenset(("inherit", "unset", "revert", "revert-layer", "currentcolor"))


class InheritedValues(NamedTuple):
    """What values inside an element may refer to: its custom properties, its colour and its font size in px.

    `coloured` are the paints that were set to `currentColor`, which follows the colour of the elements inside, each
    with what is written before that; the colour is None where it depends on a dark scheme.
    """

    variables: ChainMap[str, str] = ChainMap()  # noqa: RUF012  (never changed: each element has a child of it)
    colour: str | None = "black"
    size: float = 16.0
    coloured: frozenset[tuple[str, str]] = frozenset()
    is_dark: bool = False

    def are_as(self, other: InheritedValues) -> bool:
        """Return whether values mean the same in other surroundings, which set custom properties at the same place."""
        return self.variables is other.variables and (self.colour, self.size) == (other.colour, other.size)

    def set_here(self, above: InheritedValues) -> int:
        """Return how many custom properties are set here, and not above."""
        return 0 if self.variables is above.variables else len(self.variables.maps[0])


class Resolved(NamedTuple):
    """The properties of an element without references, and what is around the elements inside it.

    `rewritten` are the names of those that were written in a form of which other painters know nothing; an element
    `leans` on the elements around it if any value depends on them.
    """

    values: dict[str, str]
    rewritten: frozenset[str]
    leans: bool
    inner: InheritedValues


def resolve(written: Mapping[str, str], above: InheritedValues) -> Resolved:
    """Return the properties of an element; those that can't be resolved stay as they are written, and are refused."""
    around = _with_variables(written, above)
    values = {key: value for key, value in written.items() if key[:2] != "--"}
    varying = {key: _substituted(value, around.variables) for key, value in values.items() if has_variable(value)}
    values.update(varying)
    is_dark = _is_dark(values["color-scheme"]) if "color-scheme" in values else above.is_dark
    light = (
        {}
        if is_dark
        else {key: _light(values[key]) for key in (*_COLOURS, "color") if "light-dark(" in values.get(key, "")}
    )
    values.update(light)
    colour = _colour(values.get("color", "inherit"), above, is_dark=is_dark)
    current = {key: values[key][: -len(_CURRENT)] for key in _COLOURS if _is_current(values.get(key, ""))}
    kept = frozenset(pair for pair in above.coloured if values.get(pair[0], "inherit") == "inherit")
    follows = {**(dict(kept) if colour != above.colour else {}), **current}
    values.update({key: before + colour for key, before in follows.items() if colour is not None})
    coloured = kept | {(key, before) for key, before in current.items() if key in _PAINTS}
    size, is_relative = _font_size(values, above.size)
    inner = InheritedValues(around.variables, colour, size, coloured, is_dark)
    plain = {key: value for key, value in values.items() if key not in AROUND}
    leans = bool(varying or current or is_relative)
    return Resolved(plain, frozenset(varying.keys() | light.keys()), leans, inner)


def _with_variables(written: Mapping[str, str], above: InheritedValues) -> InheritedValues:
    """Return what is around the values of an element, with its own custom properties."""
    custom = {key: value for key, value in written.items() if key[:2] == "--" and value.lower() not in _INHERIT}
    if not custom:
        return above
    variables = above.variables.new_child(custom)
    resolved = {key: _substituted(value, variables) for key, value in custom.items()}
    return above._replace(variables=above.variables.new_child(resolved))


def has_variable(value: str) -> bool:
    """Return whether a value refers to a custom property."""
    return "VAR(" in value.upper()


def _substituted(value: str, variables: Mapping[str, str]) -> str:
    """Return a value with custom properties in place of their names, or unchanged if one isn't set."""
    result = value
    for _ in range(_MOST_ROUNDS):
        if not has_variable(result):
            return result.strip()
        if len(result) > _LONGEST or result.count("(") > _MOST_BRACKETS:
            break
        result = _VAR.sub(lambda match: f" {variables.get(match[1], match[2] or match[0]).strip()} ", result)
    return value


def _is_dark(scheme: str) -> bool:
    """Return whether a `color-scheme` has no light colours."""
    words = scheme.lower().split()
    return "dark" in words and "light" not in words


def _light(value: str) -> str:
    """Return the first colour of `light-dark()`, or any other value unchanged."""
    if value.count("(") > _MOST_BRACKETS:
        return value
    tokens = tinycss2.parse_component_value_list(value.strip())
    if len(tokens) != 1 or tokens[0].type != "function" or tokens[0].lower_name != "light-dark":
        return value
    arguments = tokens[0].arguments
    commas = [at for at, part in enumerate(arguments) if part == ","]
    return tinycss2.serialize(arguments[: commas[0]]).strip() if len(commas) == 1 else value


def _is_current(value: str) -> bool:
    """Return whether a paint is `currentColor`, or has it as its fallback."""
    before = value[: -len(_CURRENT)].rstrip()
    return value.lower().endswith(_CURRENT) and (not before or before.endswith(")"))


def _colour(written: str, above: InheritedValues, *, is_dark: bool) -> str | None:
    """Return the colour of an element, None where it is that of a dark scheme."""
    if written.lower() in _INHERIT:
        is_default = above.colour in {None, "black"}
        return None if is_dark and is_default else above.colour
    return (None if is_dark else "black") if written.lower() == "initial" else written


def _font_size(values: dict[str, str], above: float) -> tuple[float, bool]:
    """Return the font size of an element and whether it depends on that around it; write it in px if it is not."""
    if "font-size" not in values:
        return above, False
    length = read_length(values["font-size"].lower(), {*PX_OF, "em", "%"})
    if length is None:
        return above, False
    size = length.value * {"em": above, "%": above / 100, **PX_OF}[length.unit]
    if length.unit not in {"", "px"} and size > 0:
        values["font-size"] = f"{size:.6g}"
    return size, length.unit in {"em", "%"}
