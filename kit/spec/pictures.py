"""What the pictures of a message need from each other: layouts, slots, copy and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, closest, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS, Frame, Message
from kit.spec.figures import figures_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.model.campaign import Campaign
    from kit.model.document import Document
    from kit.model.layout import Layout


def image_faults(campaign: Campaign, known: AbstractSet[str], places: AbstractSet[str]) -> Iterator[Fault]:
    """A message has images, each with a layout that is known and roles that no other of them has.

    `known` names every layout, those that can't be read among them, as what is wrong there is told at its own place;
    `places` names every placement and platform.
    """
    for message in campaign.messages.values():
        yield from _use_faults(message, campaign.document, known)
        yield from _place_faults(message, campaign.document, places)
        for i, frame in enumerate(message.frames):
            if frame.layout is not None and frame.layout not in known:
                mark = campaign.document.mark("messages", message.id, "frames", i, "layout")
                yield Fault(f"unknown layout '{frame.layout}'", mark, did_you_mean(frame.layout, known))


def _place_faults(message: Message, document: Document, places: AbstractSet[str]) -> Iterator[Fault]:
    for i, use in enumerate(message.images):
        for j, place in enumerate(use.at):
            if place not in places:
                mark = document.mark("messages", message.id, "images", i, "at", j)
                yield Fault(f"unknown platform '{place}'", mark, did_you_mean(place, places))


def _use_faults(message: Message, document: Document, known: AbstractSet[str]) -> Iterator[Fault]:
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
        used += [layouts[frame.layout] for frame in message.frames if frame.layout and frame.layout in layouts]
        taken = {slot for layout in used for slot in layout.slots if slot in COPY_SLOTS}
        pages = message.frames or (Frame(copy={}),)
        meant = {closest(slot, COPY_SLOTS) for slot in message.copy if slot not in COPY_SLOTS + DERIVED_SLOTS}
        # Where no layout is known, neither is what they take.
        taken = taken if used else set(COPY_SLOTS)
        for slot in message.copy:
            yield from _slot_faults(campaign, (id_, "copy", slot), taken)
        for index, frame in enumerate(message.frames):
            for slot in frame.copy:
                yield from _slot_faults(campaign, (id_, "frames", index, "copy", slot), taken)
        for index, layout in uses:
            if figures_of(campaign, message) and "source" not in layout.slots:
                mark = campaign.document.mark("messages", id_, "images", index, "layout")
                remedy = "a figure never stands without its source; choose another layout, or take the figure out"
                yield Fault(f"the layout '{layout.name}' has no slot for the source of a figure", mark, remedy)
            required = [slot for slot, rule in layout.slots.items() if rule.required]
            unfilled = [
                slot
                for slot in required
                if slot not in meant
                and not all(_filled(message, slot, page) for page in pages if page.layout in {None, layout.name})
            ]
            for need, where in dict.fromkeys(_need(slot) for slot in unfilled):
                mark = campaign.document.key_mark("messages", id_, *where)
                yield Fault(f"missing '{need}'", mark, f"the layout '{layout.name}' requires it")


def chart_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Never one mark for each child: a figure that counts people is not drawn as a field."""
    for id_, message in campaign.messages.items():
        for index, use in enumerate(message.images):
            slots = layouts[use.layout].slots if use.layout in layouts else {}
            drawn = "chart" in slots and slots["chart"].kind == "field"
            for name in figures_of(campaign, message) if drawn else ():
                if campaign.statistics[name].people:
                    mark = campaign.document.mark("messages", id_, "images", index, "layout")
                    remedy = (
                        "a mark never stands for a child; choose a layout that sets the figure in words and numbers"
                    )
                    yield Fault(f"'{name}' counts people and would be drawn as marks", mark, remedy)


def figures_of(campaign: Campaign, part: Message | Frame) -> tuple[str, ...]:
    """Return the ids of the statistics that stand on the pictures of a message, or on one of a series, each once."""
    named = [part.statistic] if part.statistic else []
    named += [id_ for text in part.copy.values() for id_ in figures_in(text) if id_ in campaign.statistics]
    for frame in part.frames if isinstance(part, Message) else ():
        named += figures_of(campaign, frame)
    return tuple(dict.fromkeys(named))


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


def _filled(message: Message, slot: str, frame: Frame) -> bool:
    if slot in COPY_SLOTS:
        return slot in message.copy or slot in frame.copy
    if slot in {"address", "qr"}:
        return message.link is not None
    return slot in {"logo", "page"} or message.statistic is not None or frame.statistic is not None


def _need(slot: str) -> tuple[str, tuple[str, ...]]:
    """Return the key that fills a slot, and where in a message it belongs."""
    if slot in COPY_SLOTS:
        return slot, ("copy",)
    return ("link" if slot in {"address", "qr"} else "statistic"), ()
