"""The colours of a picture: those of its theme, codes and charts, and pairs whose difference carries meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kit.base.errors import Mark
from kit.base.memory_caches import IdentityKey
from kit.model.artwork import Artboard, Artwork
from kit.model.chart import OPTIONS
from kit.model.colour import Palette, full_hex, with_mixes
from kit.model.layout import Layout, SlotRule
from kit.model.project import Project
from kit.model.review import RolePair

#: The colours of a code whose layout names no role.
DARK, LIGHT = "#000000", "#ffffff"
#: The colours of a theme that the campaign does not define.
_NO_THEME: Mapping[str, str] = {}


def colours_of(artboard: Artboard, project: Project) -> dict[str, str]:
    """Return the colours of a picture, role → `#rrggbb`: those of its drawing, overridden by its theme.

    Mixes follow from these. A theme that the campaign does not define, such as `drawn`, changes nothing.
    """
    theme, palette = project.campaign.themes.get(artboard.theme, _NO_THEME), project.layouts[artboard.layout].made_in
    return dict(_colours(IdentityKey(theme), IdentityKey(palette)))


@lru_cache(maxsize=64)
def _colours(theme: IdentityKey[Mapping[str, str]], palette: IdentityKey[Palette]) -> Mapping[str, str]:
    """Return the colours of a theme over those of a palette; cached, as many pictures share them."""
    over = {role: full_hex(colour) for role, colour in theme.value.items()}
    return with_mixes({**palette.value.colours, **over}, palette.value.mixes)


def code_colours(artboard: Artboard, project: Project) -> tuple[str, str]:
    """Return the colours of the dark and the light modules of a code, as `#rrggbb`."""
    rule, colours = _rule("qr", artboard, project), colours_of(artboard, project)
    return colours.get(rule.dark or "", DARK), colours.get(rule.light or "", LIGHT)


def chart_colours(artboard: Artboard, project: Project) -> tuple[str | None, str | None]:
    """Return the colours of a chart's marks and of the rest of its whole, as `#rrggbb`.

    They are None if the layout leaves them to the drawing.
    """
    rule, colours = _rule("chart", artboard, project), colours_of(artboard, project)
    return colours.get(rule.colour or ""), colours.get(rule.rest or "")


def chart_inks(artboard: Artboard, project: Project) -> dict[str, str]:
    """Return the further colours of a chart that is a picture, as `#rrggbb`, by option; only those with a role."""
    rule, colours = _rule("chart", artboard, project), colours_of(artboard, project)
    roles = {option: getattr(rule, option) for option in OPTIONS if option != "rest"}
    return {option: colours[role] for option, role in roles.items() if role in colours}


def _rule(slot: str, artboard: Artboard, project: Project) -> SlotRule:
    """Return the rule of a slot in the layout of a picture."""
    rules: Mapping[str, SlotRule] = project.layouts[artboard.layout].slots
    return rules.get(slot, SlotRule())


def role_pairs(artwork: Artwork, project: Project) -> Iterator[RolePair]:
    """Yield the pairs of roles of a picture, with their colours in its theme.

    They are: a slot's emphasis with its other words, unless a theme gives both the same colour on purpose; the modules
    of a code; a part and the rest of its whole; and those that the palette lists as distinct. The place is that of the
    first role in the theme or, if it is not there, in the palette.
    """
    picture, layout = artwork.picture, project.layouts[artwork.picture.layout]
    strict = dict.fromkeys(_strict_pairs(artwork, layout))
    for one, other in {**dict.fromkeys(_emphasis_pairs(artwork, layout)), **strict}:
        colours = picture.colours.get(one), picture.colours.get(other)
        if colours[0] and colours[1] and (colours[0] != colours[1] or (one, other) in strict):
            yield RolePair((one, other), (colours[0], colours[1]), pair_mark(one, picture.theme, layout, project))


def _emphasis_pairs(artwork: Artwork, layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield the roles of emphasised and other words."""
    for name in artwork.words:
        style = artwork.scene.drawing.slots[name].style
        emphasis = layout.slots[name].emphasis.colour if name in layout.slots else None
        if style and emphasis:
            yield emphasis, style.fill.removeprefix("@")


def _strict_pairs(artwork: Artwork, layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield the roles of each pair that must differ in colour in every theme."""
    code = layout.slots.get("qr") if artwork.code else None
    if code and code.dark and code.light:
        yield code.dark, code.light
    chart = layout.slots.get("chart") if artwork.chart else None
    if chart and chart.colour and chart.rest:
        yield chart.colour, chart.rest
    yield from layout.made_in.distinct


def pair_mark(role: str, theme: str, layout: Layout, project: Project) -> Mark:
    """Return where the colour of a role is written, for pictures in a theme and a layout."""
    campaign = project.campaign
    if role in campaign.themes.get(theme, {}):
        return campaign.document.mark("themes", theme, role)
    return layout.made_in.marks.get(role) or campaign.document.mark()
