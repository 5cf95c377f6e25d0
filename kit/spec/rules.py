"""What the parts of a campaign must be to each other; one small function a rule, each returns faults.

The rules see the sound entries of `kit.yaml` and, to tell a missing id from a broken entry, every id that is declared.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kit.colour import parse_hex
from kit.errors import Fault, Mark, closest, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.spec.figures import figure_faults, figures_in
from kit.spec.links import address_faults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.campaign import Campaign, Family, Message
    from kit.model.document import Document, YamlPath
    from kit.model.layout import Layout
    from kit.model.placement import Placement

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"[0-9a-z]+([.-][0-9a-z]+)*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
#: Names that Windows keeps for devices; a folder or file of such a name can't be unpacked there.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
MAX_ID = 48


def declared(campaign: Campaign, section: str) -> AbstractSet[str]:
    """Return every id that a section of the file declares, sound or not."""
    written = campaign.document.value.get(section)
    return written.keys() if isinstance(written, dict) else set()


def info_faults(campaign: Campaign) -> Iterator[Fault]:
    """What becomes part of a path is fit for one: the kit's name, its version and its language."""
    info = campaign.kit
    for field, pattern, remedy in (
        ("name", _ID, "lower-case letters, digits and single hyphens, such as child-safety-first"),
        ("version", _VERSION, "digits and lower-case letters with dots between, such as 1.0.0"),
        ("language", _LANGUAGE, "a language tag, such as en or pt-BR"),
    ):
        value = getattr(info, field)
        if not pattern.fullmatch(value) or len(value) > MAX_ID:
            yield Fault(f"'{value}' can't be the kit's {field}", campaign.document.mark("kit", field), remedy)


def id_faults(campaign: Campaign) -> Iterator[Fault]:
    """Message ids become file names: lower case, digits, single hyphens, nothing that a system reserves."""
    for id_ in declared(campaign, "messages"):
        mark = campaign.document.key_mark("messages", id_)
        if not _ID.fullmatch(id_) or len(id_) > MAX_ID:
            remedy = f"lower-case letters, digits and single hyphens, at most {MAX_ID} characters"
            yield Fault(f"'{id_}' can't be a message's name", mark, remedy)
        elif id_ in _RESERVED:
            yield Fault(f"'{id_}' can't be a file name on Windows", mark, "choose another name")


def link_faults(campaign: Campaign) -> Iterator[Fault]:
    """Links point only where the kit says it may point."""
    for id_, link in campaign.links.items():
        yield from address_faults(link.url, campaign.kit.hosts, campaign.document.mark("links", id_, "url"))


def statistic_faults(campaign: Campaign) -> Iterator[Fault]:
    """A figure names a source that exists and a date."""
    for id_, statistic in campaign.statistics.items():
        if statistic.source not in declared(campaign, "sources"):
            mark = campaign.document.mark("statistics", id_, "source")
            remedy = did_you_mean(statistic.source, declared(campaign, "sources"))
            yield Fault(f"unknown source '{statistic.source}'", mark, remedy)
    for section, items in (("statistics", campaign.statistics), ("sources", campaign.sources)):
        for id_, item in items.items():
            if not _AS_OF.fullmatch(item.as_of):
                mark = campaign.document.mark(section, id_, "as_of")
                yield Fault(f"'as_of' is '{item.as_of}'", mark, "write it as YYYY, YYYY-MM or YYYY-MM-DD")


def theme_faults(campaign: Campaign, palette: Mapping[str, str]) -> Iterator[Fault]:
    """A theme gives every role of the drawings' palette a colour, and no other."""
    document = campaign.document
    for id_, theme in campaign.themes.items():
        if id_ not in declared(campaign, "themes"):
            continue
        for role, colour in theme.items():
            if role not in palette:
                yield Fault(
                    f"unknown colour role '{role}'", document.key_mark("themes", id_, role), did_you_mean(role, palette)
                )
            if parse_hex(colour) is None:
                yield Fault(f"unknown colour '{colour}'", document.mark("themes", id_, role), "write it as #rrggbb")
        meant = {closest(role, palette) for role in theme if role not in palette}
        lacking = [role for role in palette if role not in theme and role not in meant]
        if lacking:
            mark = document.key_mark("themes", id_)
            yield Fault(
                f"theme '{id_}' has no colour for {', '.join(lacking)}", mark, f"add '{lacking[0]}: \"#rrggbb\"'"
            )


def family_faults(
    families: Mapping[str, Family], known: Collection[str], document: Document, path: YamlPath
) -> Iterator[Fault]:
    """A family has a face at least, and its fallbacks name families that exist; `path` leads to them in the file."""
    for id_, family in families.items():
        if not family.faces:
            mark = document.mark(*path, id_, "faces")
            yield Fault(f"the family '{id_}' has no faces", mark, "write at least one: [{file: …, weight: 400}]")
        for index, other in enumerate(family.fallbacks):
            if other not in known:
                mark = document.mark(*path, id_, "fallbacks", index)
                yield Fault(f"unknown family '{other}'", mark, did_you_mean(other, known))


def platform_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """`platforms` lists placements or whole platforms that are in the table."""
    known = placements.keys() | {placement.platform for placement in placements.values()}
    for index, name in enumerate(campaign.platforms if campaign.platforms != "all" else ()):
        if name not in known:
            mark = campaign.document.mark("platforms", index)
            yield Fault(f"unknown platform '{name}'", mark, did_you_mean(name, known))


def reference_faults(campaign: Campaign, layouts: Mapping[str, Layout], broken: AbstractSet[str]) -> Iterator[Fault]:
    """Messages name statistics, links, themes and layouts that exist, and each role once.

    `broken` names layouts that exist and can't be read: what is wrong with them is told once, at their own place.
    """
    document = campaign.document
    themes = campaign.themes.keys() | declared(campaign, "themes")
    for id_, message in campaign.messages.items():
        for field, section in (("statistic", "statistics"), ("link", "links"), ("theme", "themes")):
            name = getattr(message, field)
            known = themes if section == "themes" else declared(campaign, section)
            if name is not None and name not in known:
                mark = document.mark("messages", id_, field)
                yield Fault(f"unknown {field} '{name}'", mark, did_you_mean(name, known))
        yield from _image_faults(message, document, layouts.keys() | broken)
    if campaign.kit.theme is not None and campaign.kit.theme not in themes:
        remedy = did_you_mean(campaign.kit.theme, themes)
        yield Fault(f"unknown theme '{campaign.kit.theme}'", document.mark("kit", "theme"), remedy)


def _image_faults(message: Message, document: Document, known: AbstractSet[str]) -> Iterator[Fault]:
    """A message has images, each with a layout that is known and roles that no other of them has."""
    path, seen = ("messages", message.id, "images"), set[str]()
    if not message.images:
        remedy = "write at least one, such as [{layout: message, on: [feed]}]"
        yield Fault(f"the message '{message.id}' has no images", document.mark(*path), remedy)
    for i, use in enumerate(message.images):
        if use.layout not in known:
            mark = document.mark(*path, i, "layout")
            yield Fault(f"unknown layout '{use.layout}'", mark, did_you_mean(use.layout, known))
        if not use.on:
            yield Fault("'on' names no role", document.mark(*path, i, "on"), "write at least one, such as [feed]")
        for j, role in enumerate(use.on):
            if role in seen:
                mark = document.mark(*path, i, "on", j)
                yield Fault(f"the role '{role}' is named twice", mark, "a message makes one picture a placement")
            seen.add(role)


def copy_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Copy fills slots that a layout of the message has, and every slot that one requires."""
    for id_, message in campaign.messages.items():
        uses = [(i, layouts[use.layout]) for i, use in enumerate(message.images) if use.layout in layouts]
        used = [layout for _, layout in uses]
        taken = {slot for layout in used for slot in layout.slots if slot in COPY_SLOTS}
        pages = message.frames or ({},)
        meant = {closest(slot, COPY_SLOTS) for slot in message.copy if slot not in COPY_SLOTS + DERIVED_SLOTS}
        # Where no layout is known, neither is what they take.
        taken = taken if used else set(COPY_SLOTS)
        for slot in message.copy:
            yield from _slot_faults(campaign, (id_, "copy", slot), taken)
        for index, frame in enumerate(message.frames):
            for slot in frame:
                yield from _slot_faults(campaign, (id_, "frames", index, slot), taken)
        for index, layout in uses:
            if figures_of(campaign, message) and "source" not in layout.slots:
                mark = campaign.document.mark("messages", id_, "images", index, "layout")
                remedy = "a figure never stands without its source; choose another layout, or take the figure out"
                yield Fault(f"the layout '{layout.name}' has no slot for the source of a figure", mark, remedy)
            required = [slot for slot, rule in layout.slots.items() if rule.required]
            unfilled = [
                slot
                for slot in required
                if slot not in meant and not all(_filled(message, slot, page) for page in pages)
            ]
            for need, where in dict.fromkeys(_need(slot) for slot in unfilled):
                mark = campaign.document.key_mark("messages", id_, *where)
                yield Fault(f"missing '{need}'", mark, f"the layout '{layout.name}' requires it")


def words_faults(campaign: Campaign) -> Iterator[Fault]:
    """Words are there, refer to figures that exist, and close the emphasis that they open."""
    document, known = campaign.document, set(declared(campaign, "statistics"))
    for path, text in texts(campaign):
        spot = partial(_spot, document, path, text)
        if not text.strip():
            yield Fault(f"'{path[-1]}' is empty", document.mark(*path), "write words, or remove the key")
        yield from figure_faults(text, campaign.statistics, known, spot)
        if text.count("**") % 2:
            remedy = "emphasis is written **words**"
            yield Fault("'**' is opened and not closed", spot(text.rindex("**")), remedy)


def _spot(document: Document, path: YamlPath, text: str, index: int) -> Mark:
    """Return where a character of a text stands in the file, or where the text begins if it is written otherwise."""
    mark = document.mark(*path)
    needle = text[index : index + 2] if text.startswith("**", index) else text[index]
    left = text.count(needle, 0, index)
    for line in range(mark.line, len(document.lines) + 1):
        written = document.lines[line - 1]
        first = mark.column - 1 if line == mark.line else 0
        left -= written.count(needle, first)
        if left < 0:
            column = [match.start() for match in re.finditer(re.escape(needle), written) if match.start() >= first][
                left
            ]
            return Mark(document.file, line, column + 1, written)
    return mark


def texts(campaign: Campaign) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of the messages that figures may stand in, with its path in the file."""
    for id_, message in campaign.messages.items():
        base = ("messages", id_)
        yield from (((*base, "copy", slot), text) for slot, text in message.copy.items())
        for index, frame in enumerate(message.frames):
            yield from (((*base, "frames", index, slot), text) for slot, text in frame.items())
        yield (*base, "caption", "short"), message.caption.short
        yield (*base, "caption", "long"), message.caption.long
        yield (*base, "shows"), message.shows


def figures_of(campaign: Campaign, message: Message) -> tuple[str, ...]:
    """Return the ids of the statistics that stand on a message's pictures, each once."""
    copy = [*message.copy.values(), *(text for frame in message.frames for text in frame.values())]
    named = [id_ for text in copy for id_ in figures_in(text) if id_ in campaign.statistics]
    return tuple(dict.fromkeys(([message.statistic] if message.statistic else []) + named))


def _slot_faults(campaign: Campaign, path: tuple[str | int, ...], taken: set[str]) -> Iterator[Fault]:
    slot, mark = str(path[-1]), campaign.document.key_mark("messages", *path)
    if slot in DERIVED_SLOTS:
        yield Fault(
            f"'{slot}' is filled from figures and links, not from copy", mark, f"copy takes {', '.join(COPY_SLOTS)}"
        )
    elif slot not in COPY_SLOTS:
        yield Fault(f"unknown slot '{slot}'", mark, did_you_mean(slot, COPY_SLOTS))
    elif slot not in taken:
        remedy = f"they take {', '.join(sorted(taken)) or 'no copy'}" if taken else "they take no copy"
        yield Fault(f"no layout of this message takes '{slot}'", mark, remedy)


def _filled(message: Message, slot: str, page: Mapping[str, str]) -> bool:
    if slot in COPY_SLOTS:
        return slot in message.copy or slot in page
    return (
        message.link is not None
        if slot in {"address", "qr"}
        else message.statistic is not None or slot in {"logo", "page"}
    )


def _need(slot: str) -> tuple[str, tuple[str, ...]]:
    """Return the key that fills a slot, and where in a message it belongs."""
    if slot in COPY_SLOTS:
        return slot, ("copy",)
    return ("link" if slot in {"address", "qr"} else "statistic"), ()
