"""The colours of a picture, and of what the generator draws itself: codes and charts; no role is known by name here."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kit.colour import full_hex, with_mixes
from kit.identity import IdentityKey
from kit.model.layout import SlotRule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.artwork import Artboard
    from kit.model.palette import Palette
    from kit.model.project import Project

#: What a code is painted in where its layout names no role.
DARK, LIGHT = "#000000", "#ffffff"
#: The colours of a theme that is none of the campaign's.
_NO_THEME: Mapping[str, str] = {}


def colours_of(artboard: Artboard, project: Project) -> dict[str, str]:
    """Return the colours of a picture, role → `#rrggbb`: those that its drawing is made in, and over them its theme's.

    Mixes follow from these. A theme that is none of the campaign's, as `drawn`, changes nothing.
    """
    theme, palette = project.campaign.themes.get(artboard.theme, _NO_THEME), project.layouts[artboard.layout].made_in
    return dict(_colours(IdentityKey(theme), IdentityKey(palette)))


@lru_cache(maxsize=64)
def _colours(theme: IdentityKey[Mapping[str, str]], palette: IdentityKey[Palette]) -> Mapping[str, str]:
    """Return the colours of a theme over those of a palette, as many pictures have them."""
    over = {role: full_hex(colour) for role, colour in theme.value.items()}
    return with_mixes({**palette.value.colours, **over}, palette.value.mixes)


def code_colours(artboard: Artboard, project: Project) -> tuple[str, str]:
    """Return the colours of the dark and the light modules of a code, as `#rrggbb`."""
    rule, colours = _rule("qr", artboard, project), colours_of(artboard, project)
    return colours.get(rule.dark or "", DARK), colours.get(rule.light or "", LIGHT)


def chart_colours(artboard: Artboard, project: Project) -> tuple[str | None, str | None]:
    """Return the colours of the marks of a chart and of the rest of its whole, as `#rrggbb`.

    They are None where the layout leaves them to the drawing.
    """
    rule, colours = _rule("chart", artboard, project), colours_of(artboard, project)
    return colours.get(rule.colour or ""), colours.get(rule.rest or "")


def blind_colours(artboard: Artboard, project: Project) -> dict[str, str]:
    """Return the colours of a blind beside that of its slats, as `#rrggbb`, by option; without those of no role."""
    rule, colours = _rule("chart", artboard, project), colours_of(artboard, project)
    roles = {"edge": rule.edge, "dark": rule.dark, "light": rule.light, "cord": rule.cord}
    return {option: colours[role] for option, role in roles.items() if role in colours}


def _rule(slot: str, artboard: Artboard, project: Project) -> SlotRule:
    """Return what the layout of a picture says of a slot."""
    rules: Mapping[str, SlotRule] = project.layouts[artboard.layout].slots
    return rules.get(slot, SlotRule())
