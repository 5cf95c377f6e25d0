"""Choose roles of a palette for the drawings of a new layout, so that these are in the colours of the campaign."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from kit.colour import DEFICIENCIES, contrast, distance, parse_hex, with_mixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kit.colour import Rgb
    from kit.model.palette import Palette

    _Colours = Sequence[Mapping[str, Rgb]]

#: The least contrast of words and their ground, and of the modules of a code.
_WORDS, _CODE = 4.5, 7.0
#: How far apart, in CIE units, emphasised words and others are seen in any kind of colour vision.
_APART = 20.0


def chosen_roles(palette: Palette, themes: Iterable[Mapping[str, str]]) -> dict[str, str] | None:
    """Return a role of a palette for each of `ground`, `ink`, `accent`, `plate` and `dark`; None where it has none.

    The choice holds in the colours that the drawings are made in and in every theme that gives them all. The ground is
    the first role that others can be read on; the accent is that of the words where no other can be told from these.
    """
    colours = _in_every_theme(palette, themes)
    roles = [role for role in palette.colours if role not in palette.mixes]
    pairs = [(ground, _best(roles, lambda role: _contrast(colours, ground, role))) for ground in roles]  # noqa: B023
    ground, ink = next((pair for pair in pairs if _contrast(colours, *pair) >= _CODE), ("", ""))
    codes = [pair for pair in permutations(roles, 2) if _is_darker(colours, *pair)]
    if not ground or not codes:
        return None
    dark, plate = max(codes, key=lambda pair: _contrast(colours, *pair))
    if _contrast(colours, dark, plate) < _CODE:
        return None
    others = [role for role in roles if role != ink and _contrast(colours, ground, role) >= _WORDS]
    accent = _best(others, lambda role: _distance(colours, ink, role)) if others else ink
    accent = accent if _distance(colours, ink, accent) >= _APART else ink
    return {"ground": ground, "ink": ink, "accent": accent, "plate": plate, "dark": dark}


def _in_every_theme(palette: Palette, themes: Iterable[Mapping[str, str]]) -> _Colours:
    """Return the colours of the roles as they are drawn, and in each theme that gives all that are no mix."""
    base = palette.colours.keys() - palette.mixes.keys()
    whole = [with_mixes({**palette.colours, **theme}, palette.mixes) for theme in themes if base <= theme.keys()]
    read = [{role: parse_hex(colour) for role, colour in one.items()} for one in (palette.colours, *whole)]
    return [{role: colour for role, colour in one.items() if colour} for one in read]


def _best(roles: Sequence[str], worth: Callable[[str], float]) -> str:
    return max(roles, key=worth)


def _contrast(colours: _Colours, one: str, other: str) -> float:
    """Return the least contrast of two roles in any theme."""
    return min(contrast(theme[one], theme[other]) for theme in colours)


def _is_darker(colours: _Colours, one: str, other: str) -> bool:
    """Tell whether a role is the darker of two in every theme."""
    white = parse_hex("#fff")
    return all(white and contrast(theme[one], white) > contrast(theme[other], white) for theme in colours)


def _distance(colours: _Colours, one: str, other: str) -> float:
    """Return how far apart two roles are seen at least, in any theme by anybody."""
    return min(distance(theme[one], theme[other], eye) for theme in colours for eye in (None, *DEFICIENCIES))
