"""Check the themes of a campaign against the palettes of the layouts that messages use them with."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kit.base.errors import Fault, closest
from kit.model.campaign import DRAWN
from kit.model.colour import parse_hex
from kit.model.message_picture import pictures_of, theme_of, used_layouts
from kit.project.layouts.palettes import invalid_colour, unknown_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.model.campaign import Campaign
    from kit.model.drawing_looks import Palette
    from kit.project.layouts.found_layouts import FoundLayout


def theme_faults(campaign: Campaign, found: Mapping[str, FoundLayout]) -> Iterator[Fault]:
    """A theme has only colours of existing roles, and every role of the layouts that are used with it.

    `found` has every layout by name; an unreadable palette is not reported here. In a translation, which may leave out
    the only message that uses a role, only missing colours are faults: it may give a message another layout.
    """
    document, layouts = campaign.document, _layouts_by_theme(campaign)
    in_use = None if document.translated else _palettes_in_use(campaign, found)
    used_colours = None if in_use is None else {role: one.colours[role] for one in in_use for role in one.colours}
    if DRAWN in campaign.themes:
        message = f"'{DRAWN}' is the name of the drawings' own colours"
        mark, remedy = document.key_mark("themes", DRAWN), "give the theme another name"
        yield Fault(message, mark, remedy, code="reserved-theme-name")
    for id_, theme in campaign.themes.items():
        for role in theme:
            if used_colours is not None and role not in used_colours:
                yield unknown_role(role, used_colours, document.key_mark("themes", id_, role))
        yield from _mixed_faults(campaign, id_, in_use or ())
        for role, colour in theme.items():
            if parse_hex(colour) is None:
                yield invalid_colour(colour, document.mark("themes", id_, role))
        used = layouts[id_] if id_ != DRAWN else ()
        yield from _lacking(campaign, id_, [(name, found[name].palette) for name in used if name in found])


def _mixed_faults(campaign: Campaign, id_: str, palettes: Sequence[Palette]) -> Iterator[Fault]:
    """Yield a fault for each role of a theme that is a mix in every palette that has it: it would have no effect."""
    for role in campaign.themes[id_]:
        having = [palette for palette in palettes if role in palette.colours]
        if having and all(role in palette.mixes for palette in having):
            one, other = having[0].mixes[role].roles
            mark = campaign.document.key_mark("themes", id_, role)
            remedy = "remove it, or give it its own colour in palette.yaml"
            yield Fault(f"'{role}' is a mix of '{one}' and '{other}'", mark, remedy, code="theme-gives-mix")


def _lacking(campaign: Campaign, id_: str, palettes: Iterable[tuple[str, Palette | None]]) -> Iterator[Fault]:
    """Yield a fault if a theme lacks roles of the layouts' palettes; a misspelt role is not missing as well."""
    theme, lacking = campaign.themes[id_], dict[str, list[str]]()
    for layout, palette in palettes:
        roles = palette.colours if palette else {}
        given = theme.keys() | (palette.mixes.keys() if palette else set())
        if missing := [role for role in roles if role not in given]:
            misspelt = {closest(role, roles) for role in theme if role not in roles}
            for role in missing:
                if role not in misspelt:
                    lacking.setdefault(role, []).append(layout)
    if lacking:
        first, users = next(iter(lacking)), list(dict.fromkeys(name for names in lacking.values() for name in names))
        message = f"theme '{id_}' has no colour for {', '.join(lacking)}"
        remedy = f"add '{first}: \"#rrggbb\"'; the layout '{users[0]}' uses it"
        if users[1:]:
            remedy += f", and {', '.join(map(repr, users[1:]))} this or others; or give their images another 'theme'"
        yield Fault(message, campaign.document.key_mark("themes", id_), remedy, code="theme-without-colour")


def _palettes_in_use(campaign: Campaign, found: Mapping[str, FoundLayout]) -> tuple[Palette, ...] | None:
    """Return the palettes of the layouts that messages use; None if one of them is unreadable.

    If a message or a layout is unknown, the palettes of all layouts count.
    """
    used = set(used_layouts(campaign))
    if any(name in found and found[name].palette is None for name in used):
        return None
    messages = campaign.document.value.get("messages")
    if not (used <= found.keys() and isinstance(messages, dict) and messages.keys() <= campaign.messages.keys()):
        used = set(found)
    return tuple(palette for name in sorted(used) if (palette := found[name].palette))


def _layouts_by_theme(campaign: Campaign) -> Mapping[str, dict[str, None]]:
    """Return the names of the layouts that messages use with each theme, in the order of the file."""
    layouts: dict[str, dict[str, None]] = defaultdict(dict)
    for message in campaign.messages.values():
        for picture in pictures_of(message):
            layouts[theme_of(picture, campaign)][picture.layout] = None
    return layouts
