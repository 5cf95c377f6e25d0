"""Check that references exist: figures, sources, links, themes, layouts and placements.

A name is known if its entry is declared, even with faults, as these are reported there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark, closest, did_you_mean
from kit.model.campaign import DRAWN, Campaign, ImageUse, Message
from kit.model.placement import Placement
from kit.project.remedies import DATE, date_remedy

if TYPE_CHECKING:
    from kit.project.layouts.found_layouts import LayoutNames


class _Reference(NamedTuple):
    """A key whose value names an entry of a section."""

    key: str
    section: str
    code: str


_STATISTIC = _Reference("statistic", "statistics", code="unknown-statistic")
_LINK = _Reference("link", "links", code="unknown-link")
_SOURCE = _Reference("source", "sources", code="unknown-source")
_THEME = _Reference("theme", "themes", code="unknown-theme")
_FIRST = _Reference("first", "messages", code="unknown-first-message")


def declared(campaign: Campaign, section: str) -> AbstractSet[str]:
    """Return every id that a section of the file declares, whether its entry is valid or not."""
    written = campaign.document.value.get(section)
    return written.keys() if isinstance(written, dict) else set()


def known_name(name: str, section: str, known: Collection[str]) -> str:
    """Return a remedy with the closest known id, or, if there are none, where to add one."""
    return did_you_mean(name, known) or f"add it to '{section}', which is empty"


def reference_faults(campaign: Campaign) -> Iterator[Fault]:
    """Messages name existing statistics, links and themes, frames statistics, images and the kit a theme.

    The help of a kit names a link, what is said about it a link and a source, and its first message is a message.
    """
    for id_, message in campaign.messages.items():
        base = ("messages", id_)
        yield from _unknown(campaign, message.statistic, base, _STATISTIC)
        yield from _unknown(campaign, message.link, base, _LINK)
        yield from _unknown(campaign, message.theme, base, _THEME)
        yield from unknown_figures(campaign, message.compare, (*base, "compare"))
        for index, use in enumerate(message.images):
            yield from _unknown(campaign, use.theme, (*base, "images", index), _THEME)
        for index, frame in enumerate(message.frames):
            yield from _unknown(campaign, frame.statistic, (*base, "frames", index), _STATISTIC)
            yield from unknown_figures(campaign, frame.compare, (*base, "frames", index, "compare"))
    yield from _unknown(campaign, campaign.kit.theme, ("kit",), _THEME)
    yield from _unknown(campaign, campaign.kit.first, ("kit",), _FIRST)
    if campaign.kit.about:
        yield from _unknown(campaign, campaign.kit.about.link, ("kit", "about"), _LINK)
        yield from _unknown(campaign, campaign.kit.about.source, ("kit", "about"), _SOURCE)
    if campaign.kit.help:
        yield from _unknown(campaign, campaign.kit.help.link, ("kit", "help"), _LINK)


def unknown_link(campaign: Campaign, name: str | None, base: YamlPath) -> Iterator[Fault]:
    """Yield a fault if the link that the entry at a path names does not exist."""
    yield from _unknown(campaign, name, base, _LINK)


def _unknown(campaign: Campaign, name: str | None, base: YamlPath, reference: _Reference) -> Iterator[Fault]:
    """Yield a fault if the name at a path is not an entry of its section."""
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
    """Return whether a section is missing, empty, or a mapping: others are reported there."""
    written = campaign.document.value.get(section)
    return written is None or isinstance(written, dict)


def unknown_figures(campaign: Campaign, names: Iterable[str], path: YamlPath) -> Iterator[Fault]:
    """Yield a fault for each figure of the list at a path that is not in `statistics`."""
    known = declared(campaign, "statistics")
    for index, name in enumerate(names):
        if name not in known:
            mark, remedy = campaign.document.mark(*path, index), known_name(name, "statistics", known)
            yield Fault(f"unknown statistic '{name}'", mark, remedy, code="unknown-statistic")


def platform_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """`platforms` and `not_at` list placements or whole platforms that are in the table."""
    known = placements.keys() | {placement.platform for placement in placements.values()}
    listed = campaign.platforms if campaign.platforms != "all" else ()
    named: list[tuple[str, YamlPath]] = [(name, ("platforms", index)) for index, name in enumerate(listed)]
    named += [(name, ("platforms", "without", index)) for index, name in enumerate(campaign.without)]
    for name, path in named:
        if name not in known:
            yield unknown_platform(name, campaign.document.mark(*path), placements)
    yield from _left_out_faults(campaign, placements)


def _left_out_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """`not_at` lists placements and platforms on which its message, or one that is like it, would have a picture."""
    nothing, used = dict[Mark, Fault](), set[Mark]()
    for message in campaign.messages.values():
        for index, name in enumerate(message.not_at):
            named = [placement for placement in placements.values() if name in {placement.id, placement.platform}]
            mark = campaign.document.mark("messages", message.id, "not_at", index)
            if not named:
                yield unknown_platform(name, mark, placements)
            elif any(use.takes(placement) for use in message.images for placement in named):
                used.add(mark)
            else:
                sentence = f"'{message.id}' has no image for '{name}', so there is nothing to leave out"
                nothing.setdefault(mark, Fault(sentence, mark, "remove it", code="nothing-to-leave-out"))
    yield from (fault for mark, fault in nothing.items() if mark not in used)


#: Other names of platforms, such as those that people use, or that they had.
_OTHER_NAMES = {
    "twitter": "x", "fb": "facebook", "meta": "facebook", "insta": "instagram", "ig": "instagram", "yt": "youtube",
    "bsky": "bluesky", "wa": "whatsapp", "opengraph": "open_graph",
}  # fmt: skip


def unknown_platform(name: str, mark: Mark, placements: Mapping[str, Placement]) -> Fault:
    """Return the fault of a name that neither a placement nor a platform has."""
    return Fault(f"unknown platform '{name}'", mark, platform_remedy(name, placements), code="unknown-platform")


def platform_remedy(name: str, placements: Mapping[str, Placement]) -> str:
    """Return a remedy with the closest platform or placement, or else the list of platforms.

    Of a placement, the platform counts first, also by another name; then the closest of its placements.
    """
    platforms = {placement.platform for placement in placements.values()}
    first, _, rest = name.lower().partition("/")
    platform = _OTHER_NAMES.get(first, first)
    if platform in platforms and rest:
        return did_you_mean(f"{platform}/{rest}", [id_ for id_ in placements if id_.startswith(f"{platform}/")])
    name = platform
    near = closest(name, placements.keys() | platforms)
    return f"did you mean '{near}'?" if near else did_you_mean(name, platforms, "`kit list placements`")


def layout_faults(campaign: Campaign, names: LayoutNames) -> Iterator[Fault]:
    """Messages name layouts of the project, or those of the generator that `shipped_layouts` names.

    `names` have every layout, including unreadable ones, as their faults are reported there.
    """
    document = campaign.document
    for index, name in enumerate(campaign.kit.shipped_layouts):
        if name not in names.shipped:
            mark, remedy = document.mark("kit", "shipped_layouts", index), did_you_mean(name, names.shipped)
            remedy = "" if name in names.own else remedy
            remedy = remedy or "remove it from the list"
            yield Fault(f"no layout '{name}' comes with the generator", mark, remedy, code="unknown-layout")
    yield from _unnamed_faults(campaign, names)


def _unnamed_faults(campaign: Campaign, names: LayoutNames) -> Iterator[Fault]:
    """Yield a fault for each unknown layout, and one for all layouts of the generator that no line names."""
    usable = names.own | (names.shipped & set(campaign.kit.shipped_layouts))
    used = [
        (name, campaign.document.mark("messages", message.id, *where))
        for message in campaign.messages.values()
        for where, name in _layouts(message)
    ]
    unnamed = [(name, mark) for name, mark in used if name not in usable and name in names.shipped]
    line = _shipped_line(campaign, used, names)
    yield from _shipped_faults([(name, mark) for name, mark in unnamed if not closest(name, usable)], line)
    for name, mark in used:
        near = None if name in usable else closest(name, usable)
        if name in usable or (name in names.shipped and not near):
            continue
        remedy = did_you_mean(name, usable if near else names.own | names.shipped, "`kit list layouts`")
        if near and name in names.shipped:
            remedy = f"{remedy} for the '{name}' that comes with the generator, {line}"
        elif not near and closest(name, names.own | names.shipped) in names.shipped:
            remedy = f"{remedy} it comes with the generator: {line}"
        yield Fault(f"unknown layout '{name}'", mark, remedy, code="unknown-layout")


def _shipped_line(campaign: Campaign, used: Iterable[tuple[str, Mark]], names: LayoutNames) -> str:
    """Return the remedy with the line of `kit` that names all layouts of the generator that messages use or mean."""
    meant = [name if name in names.shipped else closest(name, names.own | names.shipped) for name, _ in used]
    listed = dict.fromkeys(
        [*campaign.kit.shipped_layouts, *(name for name in meant if name in names.shipped - names.own)]
    )
    there = ("kit", "shipped_layouts") in campaign.document.keys
    how = "change the line in 'kit' to" if there else "write this line under 'kit':"
    return f"{how} shipped_layouts: [{', '.join(map(str, listed))}]"


def _shipped_faults(places: Sequence[tuple[str, Mark]], line: str) -> Iterator[Fault]:
    """Yield one fault, at the first use, for all layouts of the generator that are used but not named."""
    names = [*dict.fromkeys(name for name, _ in places)]
    if names:
        listed = " and ".join(f"'{name}'" for name in names)
        what = f"the layouts {listed} come" if names[1:] else f"the layout {listed} comes"
        message = f"{what} with the generator, but 'shipped_layouts' does not name {'them' if names[1:] else 'it'}"
        yield Fault(message, places[0][1], line, code="shipped-layout-not-named")


def image_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A message has images, with placements that no other of them has."""
    for message in campaign.messages.values():
        path, document = ("messages", message.id), campaign.document
        if not message.images:
            remedy = "write at least one, such as [{layout: message, on: [feed]}]"
            mark = document.mark(*path, "images")
            yield Fault(f"the message '{message.id}' has no images", mark, remedy, code="message-without-images")
        for index, use in enumerate(message.images):
            yield from _placement_faults(use, (*path, "images", index), document, placements)
        yield from _duplicate_faults(message, document, placements)


def _layouts(message: Message) -> Iterator[tuple[YamlPath, str]]:
    """Yield every layout that a message names, with its path in the message."""
    yield from ((("images", index, "layout"), use.layout) for index, use in enumerate(message.images))
    for index, frame in enumerate(message.frames):
        if frame.layout:
            yield ("frames", index, "layout"), frame.layout


def _placement_faults(
    use: ImageUse, path: YamlPath, document: Document, placements: Mapping[str, Placement]
) -> Iterator[Fault]:
    """`on` lists roles; `at` lists placements and platforms, each with one of these roles."""
    if not use.on:
        mark, remedy = document.mark(*path, "on"), "write at least one, such as [feed]"
        yield Fault("'on' is empty", mark, remedy, code="image-without-role")
    for index, name in enumerate(use.at):
        mark = document.mark(*path, "at", index)
        roles = {placement.role for placement in placements.values() if name in {placement.id, placement.platform}}
        if not roles:
            yield unknown_platform(name, mark, placements)
        elif use.on and not roles & set(use.on):
            offered = " or ".join(f"'{role}'" for role in sorted(roles))
            message = f"'{name}' has no {' or '.join(use.on)} placement"
            remedy = f"add {offered} to 'on', or remove '{name}'"
            yield Fault(message, mark, remedy, code="placement-of-another-role")


def _duplicate_faults(message: Message, document: Document, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A message makes one picture per placement: each role is named once for it."""
    taken = set[str]()
    for i, use in enumerate(message.images):
        for j, role in enumerate(use.on):
            wanted = [id_ for id_, placement in placements.items() if placement.role == role and use.takes(placement)]
            again = next((id_ for id_ in wanted if id_ in taken), None)
            if again:
                mark = document.mark("messages", message.id, "images", i, "on", j)
                remedy = f"a message makes one picture per placement, but here two for {again}"
                yield Fault(f"the role '{role}' is named twice", mark, remedy, code="duplicate-role")
            taken.update(wanted)


AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def date_faults(campaign: Campaign) -> Iterator[Fault]:
    """The date of the kit is written as a date: a number would be read as seconds."""
    info = campaign.document.value.get("kit")
    written = info.get("date") if isinstance(info, dict) else None
    if isinstance(written, str) and re.fullmatch(r"[-+]?\d+(\.\d+)?", written) and not date_remedy(written):
        message = f"'date' must be {DATE}, not '{written}'"
        remedy = "write the year, month and day of an existing date, in digits"
        yield Fault(message, campaign.document.mark("kit", "date"), remedy, code="wrong-type")


def statistic_faults(campaign: Campaign) -> Iterator[Fault]:
    """A figure names a source that exists; figures and sources have a date."""
    known = declared(campaign, "sources")
    for id_, statistic in campaign.statistics.items():
        if statistic.source not in known:
            mark = campaign.document.mark("statistics", id_, "source")
            remedy = known_name(statistic.source, "sources", known)
            yield Fault(f"unknown source '{statistic.source}'", mark, remedy, code="unknown-source")
    for section, dated in (("statistics", campaign.statistics), ("sources", campaign.sources)):
        for id_, entry in dated.items():
            if not AS_OF.fullmatch(entry.as_of):
                mark = campaign.document.mark(section, id_, "as_of")
                remedy = date_remedy(entry.as_of) or "write it as YYYY, YYYY-MM or YYYY-MM-DD"
                yield Fault(f"'as_of' is '{entry.as_of}'", mark, remedy, code="invalid-as-of")
