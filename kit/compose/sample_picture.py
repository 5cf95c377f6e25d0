"""A drawing with its sample words as a picture, so that it can be judged, and seen, without any campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.composer import compose
from kit.content.theme import DARK, LIGHT
from kit.errors import Mark
from kit.model.asset import Description
from kit.model.campaign import DRAWN
from kit.model.layout import SlotRule
from kit.model.picture import Code, Picture, PictureMarks, Words
from kit.model.placement import Placement, SafeArea

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork
    from kit.model.layout import Drawing, Layout
    from kit.model.picture import SlotContent
    from kit.model.slot import Slot
    from kit.text import FontBook

#: The longest side of a drawing as a picture of its own, in px: at least and at most.
_SHORTEST, _LONGEST = 1080, 2400
#: Where a code leads that nobody scans, and what the words of a drawing are held to be in.
_ADDRESS, _LANGUAGE = "https://example.org/", "en"
#: What the placement of a drawing in its own size is called.
AS_DRAWN = "as drawn"


def own_placement(drawing: Drawing) -> Placement:
    """Return a placement of the size and the live box of a drawing, larger or smaller where it is drawn in few px.

    It is held to be shown in its own size: where people meet it, and how small words may be there, is not known.
    """
    longest = max(drawing.size)
    by = max(1.0, _SHORTEST / longest) if longest < _LONGEST else _LONGEST / longest
    (width, height), live = drawing.size, drawing.live
    insets = (live.y0, width - live.x1, height - live.y1, live.x0)
    top, right, bottom, left = (max(0, round(by * side)) for side in insets)
    size = (max(1, round(by * width)), max(1, round(by * height)))
    return Placement(
        id=AS_DRAWN,
        role="feed",
        size=size,
        formats=("png",),
        sources={},
        shown_width=size[0],
        safe=SafeArea(top=top, right=right, bottom=bottom, left=left),
    )


def sample_artwork(drawing: Drawing, layout: Layout, placement: Placement, book: FontBook) -> Artwork:
    """Return a drawing on a placement with its sample words. Raises FontError, DrawingError or QrError."""
    return compose(_picture(drawing, layout, placement), drawing, layout, book)


def _picture(drawing: Drawing, layout: Layout, placement: Placement) -> Picture:
    """Return a picture whose words are those of a drawing."""
    mark, name = Mark(drawing.name, drawing.root.line), placement.id
    return Picture(
        name=name,
        path=name,
        message="",
        frame=None,
        layout=layout.name,
        language=_LANGUAGE,
        theme=DRAWN,
        placement=placement,
        colours=layout.palette,
        slots=dict(_contents(drawing, layout)),
        description=Description(drawing.name, "", drawing.name, drawing.name, "", "", None, _LANGUAGE),
        marks=PictureMarks(mark, mark, mark, mark, mark),
    )


def _contents(drawing: Drawing, layout: Layout) -> Iterator[tuple[str, SlotContent]]:
    """Yield what fills the slots of a drawing that needs no data: sample words, and a code."""
    for name, slot in drawing.slots.items():
        if name == "qr":
            rule = layout.slots.get(name, SlotRule())
            dark, light = (layout.palette.get(role or "") for role in (rule.dark, rule.light))
            yield name, Code(_ADDRESS, dark or DARK, light or LIGHT, slot.mark)
        elif slot.sample and slot.style and not slot.repeats and name != "chart":
            yield name, _words(slot)


def _words(slot: Slot) -> Words:
    """Return the sample words of a slot as one text."""
    text, spans = "", list[tuple[int, int]]()
    for line in sorted(slot.sample, key=lambda line: line.baseline):
        start = len(text) + bool(text)
        text = f"{text} {line.text}" if text else line.text
        spans += [(start + first, start + last) for first, last in line.spans]
    return Words(text, slot.mark, tuple(spans))
