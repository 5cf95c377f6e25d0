"""The colours that a theme gives to what the generator draws itself; no later stage knows these roles by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The roles of a code's dark and light modules, and of the marks of a chart whose box names no role.
DARK, LIGHT, MARK = "ink", "plate", "mark"


def code_colours(theme: Mapping[str, str]) -> tuple[str, str]:
    """Return the colours of the dark and the light modules of a code, as `#rrggbb`."""
    return theme[DARK], theme[LIGHT]


def chart_colour(theme: Mapping[str, str]) -> str:
    """Return the colour of the marks of a chart, as `#rrggbb`."""
    return theme[MARK]
