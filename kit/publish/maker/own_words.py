"""What volunteers may fill with words of their own: the layouts that a campaign opens, each in up to four shapes.

Everything else of such a picture is that of the first message that has the layout: its link, its call to action, its
theme, and its figure where the layout shows one apart from the headline.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kit.compose import Composer
from kit.compose.content import resolve
from kit.model.artwork import Artboard
from kit.model.campaign import Caption
from kit.model.message_picture import FILLED_ROLES, MessagePicture, first_with, theme_of
from kit.model.picture import Picture, Words
from kit.model.placement import Placement, SafeArea
from kit.model.project import Project
from kit.project.plan import chosen_placements, plan

#: The name of a shape, and the placements that a picture in it is for.
_Shape = tuple[str, tuple[Placement, ...]]

#: What stands in texts for the sentence of a volunteer, and for the line that says whose words they are.
SENTENCE, SIGNED = "\ue000", "\ue001"
#: The words that stand in their slots while other words are given room: a sentence is set in what is left.
_SAMPLE = "Ab"
#: The shapes, in the order in which the page offers them.
SHAPES = ("square", "portrait", "story", "landscape")


@dataclass(frozen=True, slots=True)
class OpenPicture:
    """A picture of a layout in a shape, with samples for the free words, and the texts beside it.

    `placements` are those that it is for: all of the same size and role. `signs_below` is set where the layout has a
    slot below the headline, in which it says whose words they are.
    """

    shape: str
    artboard: Artboard
    placements: tuple[Placement, ...]
    picture: Picture
    signs_below: bool


def open_pictures(project: Project, composer: Composer, language: str) -> Iterator[OpenPicture]:
    """Yield the pictures of a language that volunteers may fill, layout by layout; none of what it can't say.

    Raises DrawingError for a layout that can't be drawn in a shape.
    """
    own = project.in_language(language)
    campaign = replace(own.campaign, figures={}, forms={})
    shapes = shapes_of(chosen_placements(campaign, project.placements))
    for layout in campaign.kit.maker:
        drawn = first_with(campaign, layout)
        for shape in shapes.items():
            is_taken = drawn is not None and any(map(drawn.takes, shape[1]))
            opened = _opened(replace(own, campaign=campaign), composer, drawn, shape) if drawn and is_taken else None
            if opened:
                yield opened


def ring_picture(project: Project, composer: Composer, language: str) -> tuple[Artboard, Picture] | None:
    """Return the ring of a language that people lay around their photo, with its words; None if there is none."""
    own = project.in_language(language)
    ring = next(
        (
            artboard
            for artboard in plan(own)
            if artboard.placement.shape == "ring" and "button" in artboard.picture.copy
        ),
        None,
    )
    if ring is None:
        return None
    return ring, resolve(ring, own, composer.slots_of(composer.drawing_for(ring), ring))


def shapes_of(placements: Iterable[Placement]) -> dict[str, tuple[Placement, ...]]:
    """Return, by shape, the placements that one picture in it is for, the one that the picture is made for first.

    Posts of the size of the first share what all of them show; stories have no area in common, so that one is for those
    that show all that the first does.
    """
    found: dict[str, list[Placement]] = {}
    for placement in placements:
        if placement.role in FILLED_ROLES and placement.shape == "rect":
            alike = found.setdefault(_shape(placement), [])
            if not alike or placement.size == alike[0].size:
                alike.append(placement)
    return {shape: _made_for(found[shape]) for shape in SHAPES if shape in found}


def _made_for(alike: Sequence[Placement]) -> tuple[Placement, ...]:
    """Return some placements of one size, the first with the safe area of all."""
    first = alike[0]
    if first.role != "feed":
        return tuple(placement for placement in alike if placement.safe_box.contains(first.safe_box))
    boxes, (width, height) = [placement.safe_box for placement in alike], first.size
    safe = SafeArea(
        top=math.ceil(max(box.y0 for box in boxes)),
        right=math.ceil(width - min(box.x1 for box in boxes)),
        bottom=math.ceil(height - min(box.y1 for box in boxes)),
        left=math.ceil(max(box.x0 for box in boxes)),
    )
    return replace(first, safe=safe), *alike[1:]


def _shape(placement: Placement) -> str:
    width, height = placement.size
    if placement.role == "story":
        return "story"
    return "square" if width == height else "portrait" if width < height else "landscape"


def _opened(project: Project, composer: Composer, drawn: MessagePicture, shape: _Shape) -> OpenPicture | None:
    """Return a picture like one of a message that has room for other words; None of a drawing without a headline."""
    (name, placements), message, layout = shape, drawn.message, drawn.layout
    copy = {"headline": SENTENCE, **{slot: text for slot, text in drawn.copy.items() if slot == "button"}}
    free = replace(
        message,
        images=(replace(drawn.image, copy={}, theme=None),),
        copy=copy,
        caption=Caption(short=SENTENCE, long=SENTENCE),
        statistic=message.statistic if "number" in project.layouts[layout].slots else None,
    )
    theme, language = theme_of(drawn, project.campaign), project.campaign.kit.language
    artboard = Artboard(MessagePicture(free, 0), placements[0], language, theme)
    slots = composer.slots_of(composer.drawing_for(artboard), artboard)
    shown = slots.shown[None]
    if not {"headline", "button"} <= shown:
        return None
    signs_below = "support" in shown
    if signs_below:
        artboard = replace(artboard, picture=MessagePicture(replace(free, copy={**copy, "support": SIGNED}), 0))
    return OpenPicture(name, artboard, placements, resolve(artboard, project, slots), signs_below)


def with_samples(picture: Picture) -> Picture:
    """Return a picture with a sample in place of each text that stands for free words."""
    samples = {
        name: Words(_SAMPLE, words.mark)
        for name, words in picture.slots.items()
        if isinstance(words, Words) and words.text in (SENTENCE, SIGNED)
    }
    return replace(picture, slots={**picture.slots, **samples})
