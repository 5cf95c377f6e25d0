"""What the pictures of a message need: layouts and placements that exist, copy for slots and slots for copy.

Every rule looks at each picture by itself, in a series at each of its frames; a mistake is told once.
"""

from __future__ import annotations

from itertools import chain, groupby
from typing import TYPE_CHECKING

from kit.errors import Fault, closest, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS
from kit.model.message_picture import MessagePicture, pictures_of
from kit.project.figures import figures_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.campaign import Campaign, ImageUse, Message
    from kit.model.document import Document, YamlPath
    from kit.model.layout import Layout
    from kit.model.placement import Placement

#: Slots in which the figure of a picture is seen.
FIGURE_SLOTS = ("number", "qualifier", "unit", "counts", "chart")
#: What fills a slot that copy does not fill: a key of the message; the others need a figure.
_FILLED_BY = {"address": "link", "qr": "link", "page": "frames"}


def image_faults(campaign: Campaign, known: AbstractSet[str], placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A message has images, each with a layout that is known and placements that no other of them has.

    `known` names every layout, those that can't be read among them, as what is wrong there is told at its own place.
    """
    for message in campaign.messages.values():
        path, document = ("messages", message.id), campaign.document
        if not message.images:
            remedy = "write at least one, such as [{layout: message, on: [feed]}]"
            yield Fault(
                f"the message '{message.id}' has no images",
                document.mark(*path, "images"),
                remedy,
                code="message-without-images",
            )
        layouts = [((*path, "images", i, "layout"), use.layout) for i, use in enumerate(message.images)]
        layouts += [
            ((*path, "frames", i, "layout"), frame.layout) for i, frame in enumerate(message.frames) if frame.layout
        ]
        for where, layout in layouts:
            if layout not in known:
                yield Fault(
                    f"unknown layout '{layout}'",
                    document.mark(*where),
                    did_you_mean(layout, known),
                    code="unknown-layout",
                )
        for i, use in enumerate(message.images):
            yield from _at_faults(use, (*path, "images", i), document, placements)
        yield from _twice_faults(message, document, placements)


def _at_faults(
    use: ImageUse, path: YamlPath, document: Document, placements: Mapping[str, Placement]
) -> Iterator[Fault]:
    """`on` names roles; `at` names placements and platforms, each with one of these roles."""
    if not use.on:
        yield Fault(
            "'on' names no role",
            document.mark(*path, "on"),
            "write at least one, such as [feed]",
            code="image-without-role",
        )
    for j, place in enumerate(use.at):
        roles = {placement.role for placement in placements.values() if place in {placement.id, placement.platform}}
        mark = document.mark(*path, "at", j)
        if not roles:
            known = placements.keys() | {placement.platform for placement in placements.values()}
            yield Fault(f"unknown platform '{place}'", mark, did_you_mean(place, known), code="unknown-platform")
        elif use.on and not roles & set(use.on):
            offered = " or ".join(f"'{role}'" for role in sorted(roles))
            yield Fault(
                f"'{place}' takes no {' or '.join(use.on)} picture",
                mark,
                f"add {offered} to 'on', or take '{place}' out",
                code="placement-of-another-role",
            )


def _twice_faults(message: Message, document: Document, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A message makes one picture a placement: a role is named once for each."""
    seen = set[str]()
    for i, use in enumerate(message.images):
        for j, role in enumerate(use.on):
            here = [id_ for id_, placement in placements.items() if placement.role == role and use.takes(placement)]
            twice = [id_ for id_ in here if id_ in seen]
            if twice:
                mark = document.mark("messages", message.id, "images", i, "on", j)
                remedy = f"a message makes one picture a placement, and here two for {twice[0]}"
                yield Fault(f"the role '{role}' is named twice", mark, remedy, code="duplicate-role")
            seen.update(here)


def copy_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Copy fills slots of the layouts it is for, every slot that one requires is filled, and figures have sources."""
    for message in campaign.messages.values():
        pages = [page for page in pictures_of(message) if page.layout in layouts]
        yield from _unused_copy(message, campaign.document, layouts)
        yield from dict.fromkeys(
            chain(
                _sourceless(pages, campaign, layouts),
                *(
                    _unfilled(list(alike), campaign.document, layouts[name])
                    for name, alike in groupby(sorted(pages, key=_layout), _layout)
                ),
            )
        )


def _layout(page: MessagePicture) -> str:
    return page.layout


def _unused_copy(message: Message, document: Document, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Copy of a message is for a slot of one of its pictures, copy of a frame for a slot of that picture."""
    pages, path = pictures_of(message), ("messages", message.id)
    for slot in message.copy:
        yield from _slot_faults(document, (*path, "copy", slot), _taken(pages, layouts), "message")
    for index, frame in enumerate(message.frames):
        taken = _taken([page for page in pages if page.index == index], layouts)
        for slot in frame.copy:
            yield from _slot_faults(document, (*path, "frames", index, "copy", slot), taken, "picture")


def _taken(pages: Iterable[MessagePicture], layouts: Mapping[str, Layout]) -> set[str]:
    """Return the copy slots of the layouts of some pictures: all of them where a layout is not known."""
    names = {page.layout for page in pages}
    if not names or names - layouts.keys():
        return set(COPY_SLOTS)
    return {slot for name in names for slot in layouts[name].slots if slot in COPY_SLOTS}


def _slot_faults(document: Document, path: YamlPath, taken: set[str], whose: str) -> Iterator[Fault]:
    slot, mark = str(path[-1]), document.key_mark(*path)
    if slot in DERIVED_SLOTS:
        remedy = f"copy takes {', '.join(COPY_SLOTS)}"
        yield Fault(
            f"'{slot}' is filled from figures and links, not from copy", mark, remedy, code="derived-slot-in-copy"
        )
    elif slot not in COPY_SLOTS:
        yield Fault(f"unknown slot '{slot}'", mark, did_you_mean(slot, COPY_SLOTS), code="unknown-slot")
    elif slot not in taken:
        remedy = f"they take {', '.join(sorted(taken)) or 'no copy'}"
        yield Fault(f"no layout of this {whose} takes '{slot}'", mark, remedy, code="copy-without-slot")


def _sourceless(pages: Iterable[MessagePicture], campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """A layout on which a figure stands has a slot for its source."""
    for page in pages:
        slots = layouts[page.layout].slots
        if "source" not in slots and any(figure in campaign.statistics for figure in _figures_on(page, slots)):
            remedy = "a figure never stands without its source; choose another layout, or take the figure out"
            said = f"the layout '{page.layout}' has no slot for the source of a figure"
            yield Fault(said, campaign.document.mark(*page.chosen_at), remedy, code="layout-without-source-slot")


def _unfilled(pages: list[MessagePicture], document: Document, layout: Layout) -> Iterator[Fault]:
    """Every slot that the layout of some pictures requires is filled on each; what all of a series lack, once."""
    for slot in (name for name, rule in layout.slots.items() if rule.required):
        lacking = [page for page in pages if not _fills(page, slot, layout)]
        need = slot if slot in COPY_SLOTS else _FILLED_BY.get(slot, "statistic")
        where = ("copy",) if slot in COPY_SLOTS else ()
        frames = pages[0].message.frames
        everywhere = len({page.index for page in lacking}) == max(1, len(frames))
        for page in lacking:
            path = ("messages", page.message.id) if everywhere or need in {"link", "frames"} else page.path
            mark = document.key_mark(*path, *where)
            yield Fault(
                f"missing '{need}'", mark, f"the layout '{layout.name}' requires it", code="required-slot-unfilled"
            )


def _fills(page: MessagePicture, slot: str, layout: Layout) -> bool:
    """Tell whether a picture has what fills a slot; a misspelt slot is told elsewhere and fills the one it means."""
    if slot in COPY_SLOTS:
        misspelt = [name for name in page.copy if name not in COPY_SLOTS + DERIVED_SLOTS]
        return slot in page.copy or slot in {closest(name, COPY_SLOTS) for name in misspelt}
    if slot in _FILLED_BY:
        return bool(getattr(page.message, _FILLED_BY[slot]))
    return slot == "logo" or page.statistic is not None or (slot == "source" and bool(_figures_on(page, layout.slots)))


def _figures_on(page: MessagePicture, slots: Iterable[str]) -> list[str]:
    """Return the ids of the figures that some slots of a picture show, whether they exist or not."""
    shown = set(slots)
    own = [page.statistic] if page.statistic and shown & set(FIGURE_SLOTS) else []
    return own + [id_ for slot, text in page.copy.items() if slot in shown for id_ in figures_in(text)]


def figures_of(campaign: Campaign, message: Message, index: int | None = None) -> tuple[str, ...]:
    """Return the ids of the statistics on the pictures of a message, or on one frame of its series, each once."""
    pages = [MessagePicture(message, 0, index)] if index is not None or not message.frames else pictures_of(message)
    slots = COPY_SLOTS + FIGURE_SLOTS
    found = dict.fromkeys(id_ for page in pages for id_ in _figures_on(page, slots))
    return tuple(id_ for id_ in found if id_ in campaign.statistics)
