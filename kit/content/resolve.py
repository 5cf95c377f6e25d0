"""Resolve the words of one picture: the one stage between the plan and composing.

The drawing is chosen before, because what a picture says depends on which slots its drawing has: without a slot for its
unit a figure takes the unit along, and what has no slot at all is not part of the alt text.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from kit.content.caption import caption_form
from kit.content.describe import describe
from kit.content.passages import voice_of_pictures
from kit.content.required import require_slots
from kit.content.slots import slot_contents
from kit.content.theme import colours_of
from kit.model.languages import is_right_to_left
from kit.model.message_picture import figures_of
from kit.model.picture import ChartContent, CitedFigure, Picture, PictureMarks, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.errors import Mark
    from kit.model.artwork import Artboard
    from kit.model.campaign import Campaign
    from kit.model.picture import DrawnSlots, SlotContent
    from kit.model.project import Project


def resolve(artboard: Artboard, project: Project, drawn: DrawnSlots) -> Picture:
    """Return the picture of an artboard, in its language, for a drawing with some slots.

    Raises DrawingError when something that the picture needs has no slot there, so that nothing vanishes unseen.
    """
    project = project.in_language(artboard.language)
    campaign, message = project.campaign, artboard.message
    require_slots(artboard, project.layouts[artboard.layout], drawn, campaign)
    slots = slot_contents(artboard, project, drawn.names)
    slots = {name: content for name, content in slots.items() if name in drawn.shown[artboard.frame]}
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
        description=describe(artboard, campaign, slots, headline_first=drawn.headline_first),
        marks=_marks(artboard, campaign, slots),
        link=campaign.links[message.link] if message.link else None,
        figures=tuple(_figures(artboard, campaign, slots)),
        voice=voice_of_pictures(campaign),
        mirrored=is_right_to_left(artboard.language),
    )


def _marks(artboard: Artboard, campaign: Campaign, slots: Mapping[str, SlotContent]) -> PictureMarks:
    """Return the places in `kit.yaml` of what a picture is made of."""
    path, mark = ("messages", artboard.message.id), campaign.document.mark
    caption, shows = (*path, "caption", caption_form(artboard, campaign)), (*path, "shows")
    copies = (artboard.picture.written_at(slot) for slot in artboard.picture.copy)
    texts = [campaign.document.line_marks(*text) for text in (*copies, caption, shows)]
    if "source" in slots:
        texts.append((slots["source"].mark, *_source_lines(artboard, campaign)))
    return PictureMarks(
        message=mark(*path),
        copy=mark(*artboard.picture.copy_path),
        caption=mark(*caption),
        shows=mark(*shows),
        link=mark(*path, "link"),
        written=tuple(lines for lines in texts if len(lines) > 1),
    )


def _source_lines(artboard: Artboard, campaign: Campaign) -> Iterator[Mark]:
    """Yield the marks of the words of sources that the source line of a picture may have."""
    for figure in figures_of(artboard.picture, campaign.figures):
        path = ("sources", campaign.statistics[figure].source)
        for key in ("shown",) if campaign.sources[path[1]].shown else ("title", "publisher"):
            yield from campaign.document.line_marks(*path, key)


def _figures(artboard: Artboard, campaign: Campaign, slots: Mapping[str, SlotContent]) -> Iterator[CitedFigure]:
    """Yield every figure whose digits are on the picture, with its source."""
    words = " ".join(chain.from_iterable(map(_read, slots.values())))
    for name in figures_of(artboard.picture, campaign.figures):
        statistic = campaign.statistics[name]
        if statistic.number.split()[0] in words:
            source = campaign.sources[statistic.source]
            yield CitedFigure(statistic.words, source.publisher, source.as_of[:4])


def _read(content: SlotContent) -> tuple[str, ...]:
    """Return the words in a slot, each text on one line."""
    if isinstance(content, ChartContent):
        return content.labels
    return (" ".join(content.text.split()),) if isinstance(content, Words) else ()
