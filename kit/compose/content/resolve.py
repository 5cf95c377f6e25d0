"""Resolve the words of one picture, between the plan and composing; refuse what would vanish unseen.

The drawing is chosen before, because the words depend on the slots of the drawing: without a slot for its unit a figure
takes the unit along, and what has no slot at all is not part of the alt text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from kit.base.errors import DrawingError, Fault, Mark
from kit.compose.content.campaign_texts import voice_of_pictures
from kit.compose.content.caption import caption_for
from kit.compose.content.descriptions import ReadSlots, continues, describe
from kit.compose.content.picture_slots import cited, figure_on, slot_contents
from kit.compose.content.theme import colours_of
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign
from kit.model.layout import Layout
from kit.model.message_picture import figures_of, image_in, numbers_of
from kit.model.picture import ChartContent, CitedFigure, DrawnSlots, Picture, PictureMarks, SlotContent, Words
from kit.model.project import Project
from kit.model.slot import COPY_SLOTS, IMAGE_SLOTS
from kit.model.statistic import DAYS
from kit.text.languages.language_names import is_right_to_left
from kit.text.numerals import write_number


def resolve(artboard: Artboard, project: Project, drawn: DrawnSlots) -> Picture:
    """Return the picture of an artboard, in its language, for a drawing with some slots.

    Raises DrawingError if something that the picture needs has no slot there, so that nothing vanishes unseen.
    """
    project = project.in_language(artboard.language)
    campaign, message = project.campaign, artboard.message
    require_slots(artboard, project.layouts[artboard.layout], drawn, campaign)
    shown = drawn.shown[artboard.frame]
    slots = {
        slot: content
        for slot, content in slot_contents(artboard, project, drawn.names, unit_first=drawn.unit_first).items()
        if slot in shown
    }
    figure = figure_on(artboard, project, drawn.names, unit_first=drawn.unit_first)
    caption = caption_for(artboard, campaign)
    path, headline = artboard.picture.copy_yaml_path("headline"), artboard.picture.copy.get("headline", "")
    follows = continues(path, headline, campaign)
    read = ReadSlots(slots, figure.shown_in(shown) if figure else None, drawn.headline_first, follows)
    return Picture(
        name=str(artboard),
        path=artboard.path,
        message=message.id,
        frame=artboard.frame,
        layout=artboard.layout,
        language=artboard.language,
        theme=artboard.theme,
        placement=artboard.placement,
        colours=colours_of(artboard, project),
        slots=slots,
        description=describe(artboard, campaign, read, caption.text),
        marks=_marks(artboard, campaign, slots, caption.form),
        link=campaign.links[message.link] if message.link else None,
        figures=tuple(_cited(slots, campaign)),
        voice=voice_of_pictures(campaign),
        mirrored=is_right_to_left(artboard.language),
        partner=campaign.partner.id if campaign.partner else None,
    )


def _marks(artboard: Artboard, campaign: Campaign, slots: Mapping[str, SlotContent], form: str) -> PictureMarks:
    """Return the places in `kit.yaml` of a picture's contents; `form` is that of its caption."""
    path, mark = ("messages", artboard.message.id), campaign.document.mark
    caption, shows = (*path, "caption", form), (*path, "shows")
    copies = (artboard.picture.copy_yaml_path(slot) for slot in artboard.picture.copy)
    texts = [campaign.document.line_marks(*text) for text in (*copies, caption, shows)]
    if "source" in slots:
        texts.append((slots["source"].mark, *_source_lines(slots["source"], campaign)))
    return PictureMarks(
        message=mark(*path),
        copy=mark(*artboard.picture.copy_path),
        caption=mark(*caption),
        shows=mark(*shows),
        link=mark(*path, "link"),
        verb=mark("links", artboard.message.link or "", "verb"),
        written=tuple(lines for lines in texts if len(lines) > 1),
    )


def _source_lines(line: SlotContent, campaign: Campaign) -> Iterator[Mark]:
    """Yield the marks of the words of sources that the source line of a picture may have."""
    for figure in line.figures if isinstance(line, Words) else ():
        path = ("sources", campaign.statistics[figure].source)
        for key in ("shown",) if campaign.sources[path[1]].shown else ("title", "publisher"):
            yield from campaign.document.line_marks(*path, key)


def _cited(slots: Mapping[str, SlotContent], campaign: Campaign) -> Iterator[CitedFigure]:
    """Yield every figure that a picture shows or draws, each once, with its source as the picture names it."""
    contents = [content for slot, content in slots.items() if slot != "source"]
    shown = [content.figures for content in contents if isinstance(content, Words | ChartContent)]
    line = slots.get("source")
    named = line.figures if isinstance(line, Words) else ()
    for id_ in dict.fromkeys(chain.from_iterable(shown)):
        statistic = campaign.statistics[id_]
        source = campaign.sources[statistic.source]
        words = cited(source, campaign) if id_ in named else ""
        key = "shown" if source.shown else "title"
        mark = campaign.document.mark("sources", statistic.source, key)
        yield CitedFigure(statistic.words, source.publisher, source.as_of[:4], words, mark)


def require_slots(artboard: Artboard, layout: Layout, drawn: DrawnSlots, campaign: Campaign) -> None:
    """Raise DrawingError if a drawing lacks slots that a picture needs, or has them on other pictures of its series.

    Optional slots that a drawing does not have at all are left out on purpose, except the source of a figure; so is a
    code that the placement does not require.
    """
    needed = [name for name, rule in layout.slots.items() if rule.required]
    needed = [name for name in needed if name != "qr" or artboard.placement.qr == "yes"]
    needed += ["source"] if figures_of(artboard.picture, campaign.figures) and "source" in layout.slots else []
    faults = [_absent(name, drawn) for name in dict.fromkeys(needed) if name not in drawn.names]
    own = [*_own_copy(artboard, drawn), *_own_images(artboard, drawn, campaign)]
    faults += _elsewhere([name for name in (*needed, *own) if name in drawn.names], artboard, drawn, campaign)
    faults += _without_count(artboard, drawn, campaign)
    if faults:
        raise DrawingError(*faults)


def _without_count(artboard: Artboard, drawn: DrawnSlots, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault if the picture of a countdown gives the number of days nowhere; the last day needs none."""
    day, shown = artboard.picture.counted, drawn.shown[artboard.frame]
    if day is None or day.left == 1 or "number" in shown:
        return
    number = re.compile(rf"(?<!\d){re.escape(write_number(day.left, artboard.language))}(?!\d)")
    if not any(number.search(text) for slot, text in artboard.picture.copy.items() if slot in shown):
        message = f"the pictures of '{artboard.message.id}' show no number of days: {drawn.file} has no 'slot-number'"
        remedy = f"draw it there, write {DAYS} in the copy, or use a layout with the slot 'number'"
        mark = campaign.document.mark("messages", artboard.message.id, "countdown")
        yield Fault(message, mark, remedy, code="countdown-without-number")


def _absent(name: str, drawn: DrawnSlots) -> Fault:
    """Return the fault of a drawing without a slot that its picture needs, or with a hidden one."""
    if name in drawn.hidden:
        return drawn.hidden[name]
    remedy = "give its group this name again; plain SVG keeps ids and drops labels"
    return Fault(f"the drawing has no 'slot-{name}'", Mark(drawn.file, drawn.line), remedy, code="drawing-without-slot")


def _own_copy(artboard: Artboard, drawn: DrawnSlots) -> list[str]:
    """Return the copy slots that would be lost: those of this picture only, and of the series if on none of it."""
    picture = artboard.picture
    if artboard.frame is None:
        return list(picture.copy)
    shown = {slot for frame in numbers_of(artboard.message) for slot in drawn.shown[frame]}
    return [*picture.frame.copy, *(slot for slot in picture.copy if slot not in shown)]


def _own_images(artboard: Artboard, drawn: DrawnSlots, campaign: Campaign) -> Iterator[str]:
    """Yield the slots of photos and logos that would be lost, like those of copy; the kit's logo is optional."""
    shown = {slot for frame in numbers_of(artboard.message) for slot in drawn.shown[frame]}
    for slot in IMAGE_SLOTS:
        named = image_in(slot, artboard.picture, campaign)
        if named and named.message and ("frames" in named.path or slot not in shown):
            yield slot


def _elsewhere(names: list[str], artboard: Artboard, drawn: DrawnSlots, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for each slot that the drawing shows only on other pictures of a series."""
    number, mark = artboard.frame, campaign.document.key_mark
    for name in dict.fromkeys(names):
        if name in drawn.shown[number]:
            continue
        others = [str(frame) for frame in numbers_of(artboard.message) if name in drawn.shown[frame]]
        where = f"only on frame {' and '.join(others)}" if others else "on none of the series"
        message = f"frame {number} has '{name}', but 'slot-{name}' is {where}"
        remedy = f"name frame-{number} for it in {drawn.file}, or {_take_out(name)}"
        if number is None:
            message = f"'{name}' is for a single picture, but 'slot-{name}' is only on frames of a series"
            remedy = f"remove its frames in {drawn.file}, or {_take_out(name)}"
        named = image_in(name, artboard.picture, campaign) if name in IMAGE_SLOTS else None
        path = named.path if named else artboard.picture.copy_yaml_path(name)
        yield Fault(message, mark(*path), remedy, code="slot-on-other-frames")


def _take_out(name: str) -> str:
    """Return the remedy for words without a slot: what to remove, or another layout."""
    if name in COPY_SLOTS:
        return f"remove '{name}' from the copy"
    if name in IMAGE_SLOTS:
        return f"remove '{name}'"
    return "remove the figure" if name == "source" else "choose another layout"
