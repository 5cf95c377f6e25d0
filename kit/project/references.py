"""Hold names to what they refer to: `statistic`, `link`, `theme` and `platforms` name entries that exist.

A name is known when its entry is declared, even if the entry is broken, as what is wrong there is reported there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.errors import Fault, closest, did_you_mean
from kit.model.campaign import DRAWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.campaign import Campaign
    from kit.model.document import YamlPath
    from kit.model.placement import Placement


class _Reference(NamedTuple):
    """A key whose value names an entry of a section."""

    key: str
    section: str
    code: str


_STATISTIC = _Reference("statistic", "statistics", code="unknown-statistic")
_LINK = _Reference("link", "links", code="unknown-link")
_THEME = _Reference("theme", "themes", code="unknown-theme")
_FIRST = _Reference("first", "messages", code="unknown-first-message")


def declared(campaign: Campaign, section: str) -> AbstractSet[str]:
    """Return every id that a section of the file declares, whether its entry is valid or not."""
    written = campaign.document.value.get(section)
    return written.keys() if isinstance(written, dict) else set()


def known_name(name: str, section: str, known: Collection[str]) -> str:
    """Return a remedy that names the closest known id, or, where there are none, where to write one."""
    return did_you_mean(name, known) or f"write it under '{section}', which holds nothing yet"


def reference_faults(campaign: Campaign) -> Iterator[Fault]:
    """Messages name statistics, links and themes that exist, frames statistics, images and the kit a theme.

    The help of a kit names a link, and what is first in it is a message.
    """
    for id_, message in campaign.messages.items():
        base = ("messages", id_)
        yield from _unknown(campaign, message.statistic, base, _STATISTIC)
        yield from _unknown(campaign, message.link, base, _LINK)
        yield from _unknown(campaign, message.theme, base, _THEME)
        yield from _unknown_compared(campaign, message.compare, base)
        for index, use in enumerate(message.images):
            yield from _unknown(campaign, use.theme, (*base, "images", index), _THEME)
        for index, frame in enumerate(message.frames):
            yield from _unknown(campaign, frame.statistic, (*base, "frames", index), _STATISTIC)
            yield from _unknown_compared(campaign, frame.compare, (*base, "frames", index))
    yield from _unknown(campaign, campaign.kit.theme, ("kit",), _THEME)
    yield from _unknown(campaign, campaign.kit.first, ("kit",), _FIRST)
    if campaign.kit.help:
        yield from _unknown(campaign, campaign.kit.help.link, ("kit", "help"), _LINK)


def _unknown(campaign: Campaign, name: str | None, base: YamlPath, reference: _Reference) -> Iterator[Fault]:
    """Yield a fault when the name that is written below a path is no entry of its section."""
    key, section, code = reference
    known = declared(campaign, section)
    if section == "themes":
        known |= {DRAWN}
    if name is not None and name not in known and _is_readable(campaign, section):
        mark = campaign.document.mark(*base, key)
        by_address = next((id_ for id_, link in campaign.links.items() if key == "link" and link.url == name), None)
        remedy = f"did you mean '{by_address}'?" if by_address else known_name(name, section, known)
        yield Fault(f"unknown {key} '{name}'", mark, remedy, code=code)


def _is_readable(campaign: Campaign, section: str) -> bool:
    """Tell whether a section is missing, empty, or keys with values: of others it is said what is wrong there."""
    written = campaign.document.value.get(section)
    return written is None or isinstance(written, dict)


def _unknown_compared(campaign: Campaign, names: Iterable[str], base: YamlPath) -> Iterator[Fault]:
    """Yield a fault for each figure to compare, named below a path, that is none of `statistics`."""
    known = declared(campaign, "statistics")
    for index, name in enumerate(names):
        if name not in known:
            mark, remedy = campaign.document.mark(*base, "compare", index), known_name(name, "statistics", known)
            yield Fault(f"unknown statistic '{name}'", mark, remedy, code="unknown-statistic")


def platform_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """`platforms` lists placements or whole platforms that are in the table."""
    known = placements.keys() | {placement.platform for placement in placements.values()}
    for index, name in enumerate(campaign.platforms if campaign.platforms != "all" else ()):
        if name not in known:
            mark = campaign.document.mark("platforms", index)
            yield Fault(f"unknown platform '{name}'", mark, platform_remedy(name, placements), code="unknown-platform")


def platform_remedy(name: str, placements: Mapping[str, Placement]) -> str:
    """Return a remedy that names the closest platform or placement, or else lists the platforms."""
    platforms = {placement.platform for placement in placements.values()}
    near = closest(name, placements.keys() | platforms)
    return f"did you mean '{near}'?" if near else did_you_mean(name, platforms, "`kit list placements`")
