"""Pairs of colours of a picture whose difference carries meaning: emphasis, codes, and what the palette names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.review import RolePair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.errors import Mark
    from kit.model.artwork import Artwork
    from kit.model.layout import Layout
    from kit.model.project import Project


def role_pairs(artwork: Artwork, project: Project) -> Iterator[RolePair]:
    """Yield the pairs of roles of a picture, with their colours in its theme.

    They are the emphasis of a slot with its other words, unless a theme gives both one colour on purpose, the modules
    of a code, a part and the rest of its whole, and those that the palette calls distinct. The place is that of the
    first role in the theme or, where there is none, in the palette.
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
    """Yield the roles of each pair that may not have one colour in any theme."""
    code = layout.slots.get("qr") if artwork.code else None
    if code and code.dark and code.light:
        yield code.dark, code.light
    chart = layout.slots.get("chart") if artwork.chart else None
    if chart and chart.colour and chart.rest:
        yield chart.colour, chart.rest
    yield from layout.made_in.distinct


def pair_mark(role: str, theme: str, layout: Layout, project: Project) -> Mark:
    """Return where the colour of a role of pictures in a theme and a layout is written."""
    campaign = project.campaign
    if role in campaign.themes.get(theme, {}):
        return campaign.document.mark("themes", theme, role)
    return layout.made_in.marks.get(role) or campaign.document.mark()
