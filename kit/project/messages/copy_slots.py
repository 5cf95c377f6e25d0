"""Check that all copy has a slot in its layout, that required slots have copy, and every text where it is written.

Each rule checks each picture independently, in a series each frame; a mistake is reported once. Texts have words, refer
to existing figures, and close the emphasis that they open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain, groupby
from operator import attrgetter

from kit.base.document.document import EMPHASIS, Document, YamlPath
from kit.base.errors import Fault, closest, did_you_mean, empty_text
from kit.model.campaign import Campaign, Message
from kit.model.layout import Layout
from kit.model.message_picture import MessagePicture, pictures_of, used_layouts
from kit.model.review import Prose, prose_of
from kit.model.slot import COPY_SLOTS, DERIVED_SLOTS, FIGURE_SLOTS, IMAGE_SLOTS, KIT_SLOTS, SLOTS
from kit.model.statistic import DAYS
from kit.project.figures.figures_in_copy import figure_faults, figures_on, texts, texts_of_extras
from kit.project.messages.entry_references import declared, known_name
from kit.project.suggestions import slot_meant
from kit.text.characters import is_blank

#: Names that are used in the middle of lines: in titles, lists, calendars.
_ONE_LINE = {
    *(("kit", key) for key in ("title", "creator", "licence", "by")),
    *(("sources", key) for key in ("title", "publisher")),
}
#: The most characters of a text: more than any platform takes except by mistake.
MAX_TEXT = 10_000
#: Slots that other checks cover.
_OTHERS = IMAGE_SLOTS + KIT_SLOTS


def copy_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Copy fills slots of its layouts, every required slot is filled, and figures have sources."""
    yield from _without_help(campaign, layouts)
    for message in campaign.messages.values():
        yield from unused_copy(message, campaign.document, layouts)
        pictures = sorted((p for p in pictures_of(message) if p.layout in layouts), key=attrgetter("layout"))
        by_layout = groupby(pictures, attrgetter("layout"))
        unfilled = [_unfilled(list(alike), campaign.document, layouts[name]) for name, alike in by_layout]
        yield from dict.fromkeys(chain(_sourceless(pictures, campaign, layouts), *unfilled))


def _without_help(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Yield a fault for each used layout that requires the line of help, if the kit has none."""
    for name in used_layouts(campaign) if campaign.kit.help is None else ():
        rule = layouts[name].slots.get("help") if name in layouts else None
        if rule and rule.required:
            message, mark = "missing 'help'", campaign.document.key_mark("kit")
            remedy = f"the layout '{name}' requires it: help: {{text: …, link: …}}"
            yield Fault(message, mark, remedy, code="required-slot-unfilled")


def _sourceless(
    pictures: Iterable[MessagePicture], campaign: Campaign, layouts: Mapping[str, Layout]
) -> Iterator[Fault]:
    """A layout that shows a figure has a slot for its source."""
    for picture in pictures:
        slots = layouts[picture.layout].slots
        if "source" not in slots and any(figure in campaign.statistics for figure in figures_on(picture, slots)):
            message = f"the layout '{picture.layout}' has no slot for the source of a figure"
            added = f"add 'source' to {picture.layout}/layout.yaml and 'slot-source' to its drawings"
            remedy = f"{added}; or choose another layout, or remove the figure"
            mark = campaign.document.mark(*picture.layout_yaml_path)
            yield Fault(message, mark, remedy, code="layout-without-source-slot")


def _unfilled(pictures: list[MessagePicture], document: Document, layout: Layout) -> Iterator[Fault]:
    """Every slot that the layout of some pictures requires is filled on each; one that a series lacks, once."""
    frames = pictures[0].message.frames
    for slot in (name for name, rule in layout.slots.items() if rule.required and name not in _OTHERS):
        lacking = [picture for picture in pictures if not _fills(picture, slot, layout)]
        need = _need(slot, layout, pictures[0])
        on_all = len({picture.frame_index for picture in lacking}) == len(frames)
        for picture in lacking:
            path = ("messages", picture.message.id) if on_all or need == "link" else picture.path
            mark = document.key_mark(*path, *(("copy",) if slot in COPY_SLOTS else ()))
            remedy = f"the layout '{layout.name}' requires it"
            yield Fault(f"missing '{need}'", mark, remedy, code="required-slot-unfilled")


def _need(slot: str, layout: Layout, picture: MessagePicture) -> str:
    """Return the key of a message, or the slot, that is missing if a slot is not filled."""
    if _draws("countdown", slot, layout):
        return "countdown"
    if slot in COPY_SLOTS or (picture.message.countdown and slot in FIGURE_SLOTS):
        return slot
    return "compare" if _draws("comparison", slot, layout) else _key_of(slot) or "statistic"


def _fills(picture: MessagePicture, slot: str, layout: Layout) -> bool:
    """Return whether a picture fills a slot; a misspelt slot is reported elsewhere and fills the closest one."""
    if slot in COPY_SLOTS:
        misspelt = [name for name in picture.copy if name not in SLOTS]
        return slot in picture.copy or slot in {closest(name, COPY_SLOTS) for name in misspelt}
    if key := _key_of(slot):
        return bool(getattr(picture.message, key))
    if _draws("comparison", slot, layout):
        return bool(picture.compare)
    if _draws("countdown", slot, layout):
        return picture.message.countdown is not None
    if picture.message.countdown and slot in FIGURE_SLOTS:
        return SLOTS[slot].counted
    return picture.statistic is not None or (slot == "source" and bool(figures_on(picture, layout.slots)))


def _key_of(slot: str) -> str | None:
    """Return the key of a message that fills a slot directly; None for one that takes copy, a figure, or figures."""
    filled_from = SLOTS[slot].filled_from if slot in SLOTS else ""
    return filled_from if filled_from in {"link", "frames"} else None


def _draws(subject: str, slot: str, layout: Layout) -> bool:
    """Return whether a slot is the chart of a countdown, or of a comparison."""
    return slot == "chart" and layout.slots[slot].draws == subject


def unused_copy(message: Message, document: Document, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Copy of a message has a slot in one of its pictures, copy of an image or a frame in its own picture."""
    pictures, path = pictures_of(message), ("messages", message.id)
    for slot in message.copy:
        yield from _slot_faults(document, (*path, "copy", slot), _taken(pictures, layouts), "message")
    for index, use in enumerate(message.images):
        taken = _taken([picture for picture in pictures if picture.image_index == index], layouts)
        for slot in use.copy:
            yield from _slot_faults(document, (*path, "images", index, "copy", slot), taken, "image")
    for index, frame in enumerate(message.frames):
        taken = _taken([picture for picture in pictures if picture.frame_index == index], layouts)
        for slot in frame.copy:
            yield from _slot_faults(document, (*path, "frames", index, "copy", slot), taken, "picture")


def _taken(pictures: Iterable[MessagePicture], layouts: Mapping[str, Layout]) -> set[str]:
    """Return the copy slots of the layouts of some pictures; all of them if a layout is unknown."""
    names = {picture.layout for picture in pictures}
    if not names or names - layouts.keys():
        return set(COPY_SLOTS)
    return {slot for name in names for slot in layouts[name].slots if slot in COPY_SLOTS}


def _slot_faults(document: Document, path: YamlPath, taken: set[str], owner: str) -> Iterator[Fault]:
    """Yield a fault for copy without a slot; `owner` is what the copy belongs to: a message, an image or a picture."""
    slot, mark = str(path[-1]), document.key_mark(*path)
    if slot in IMAGE_SLOTS:
        message, remedy = f"'{slot}' is a file, not words", f"write it beside 'copy', such as {slot}: images/{slot}.png"
        yield Fault(message, mark, remedy, code="image-in-copy")
    elif slot in KIT_SLOTS:
        message, remedy = f"'{slot}' is the same on all pictures, and not copy", f"write '{slot}' under 'kit'"
        yield Fault(message, mark, remedy, code="derived-slot-in-copy")
    elif slot in DERIVED_SLOTS:
        message = f"'{slot}' is filled from figures and links, not from copy"
        yield Fault(message, mark, f"copy takes {', '.join(COPY_SLOTS)}", code="derived-slot-in-copy")
    elif slot not in COPY_SLOTS:
        remedy = did_you_mean(slot_meant(slot) or slot, COPY_SLOTS)
        yield Fault(f"unknown slot '{slot}'", mark, remedy, code="unknown-slot")
    elif slot not in taken and path in document.taken:
        yield _inherited_without_slot(document, path, taken)
    elif slot not in taken:
        remedy = f"they name {', '.join(sorted(taken)) or 'no slots for copy'}"
        yield Fault(f"no layout.yaml of this {owner} names a slot '{slot}'", mark, remedy, code="copy-without-slot")


def _inherited_without_slot(document: Document, path: YamlPath, taken: set[str]) -> Fault:
    """Return the fault of copy that a message inherits, and for which no layout of it has a slot."""
    id_, slot = path[1], path[-1]
    like = document.value["messages"][id_]["like"]
    message = f"no layout.yaml of '{id_}' names a slot '{slot}', which it inherits from '{like}'"
    remedy = f"they name {', '.join(sorted(taken)) or 'no slots for copy'}; or leave it out: without: [{slot}]"
    return Fault(message, document.mark("messages", id_, "like"), remedy, code="taken-copy-without-slot")


def text_faults(campaign: Campaign) -> Iterator[Fault]:
    """Texts have words, refer to existing figures, and close the emphasis that they open, in copy only."""
    document, known = campaign.document, set(declared(campaign, "statistics"))
    for prose in prose_of(document):
        yield from _prose_faults(prose)
        yield from _line_faults(prose)
    for path, text in (*texts(campaign), *texts_of_extras(campaign)):
        mark, mark_at = document.mark(*path), partial(document.mark_at, path, text)
        plain = text.replace(DAYS, " " * len(DAYS)) if _counts_down(path, campaign) else text
        for fault in figure_faults(plain, campaign.statistics, known, mark_at, language=campaign.kit.language):
            yield fault if fault.remedy else replace(fault, remedy=known_name("", "statistics", ()))
        if len(text) > MAX_TEXT:
            message = f"'{path[-1]}' has {len(text):,} characters; the limit is {MAX_TEXT:,}"
            yield Fault(message, mark, "shorten it", code="text-too-long")
        if text.count(EMPHASIS) % 2 and "copy" in path:
            message, remedy = "'**' is opened but not closed", "emphasis is written **words**"
            yield Fault(message, mark_at(text.rindex(EMPHASIS)), remedy, code="emphasis-not-closed")


def _prose_faults(prose: Prose) -> Iterator[Fault]:
    """Yield a fault for a text without words, and for emphasis outside copy."""
    if is_blank(prose.text.replace(EMPHASIS, "")):
        yield empty_text(prose.key, prose.mark)
    elif EMPHASIS in prose.text and "copy" not in prose.path and prose.path[0] != "statistics":
        message = f"'{EMPHASIS}' in '{prose.key}' would be shown as it is"
        mark, remedy = prose.mark_at(prose.text.index(EMPHASIS)), "remove it; only 'copy' can have emphasis"
        yield Fault(message, mark, remedy, code="emphasis-outside-copy")


def _line_faults(prose: Prose) -> Iterator[Fault]:
    """Yield a fault for a name of several lines, which a calendar, a title or a list would be torn by."""
    if "\n" in prose.text and (prose.path[0], prose.key) in _ONE_LINE:
        yield Fault(f"'{prose.key}' has several lines", prose.mark, "write it on one line", code="several-lines")


def _counts_down(path: YamlPath, campaign: Campaign) -> bool:
    """Return whether a text belongs to a message that counts down, in which `{days}` is a number."""
    return path[0] == "messages" and campaign.messages[str(path[1])].countdown is not None
