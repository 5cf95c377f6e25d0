"""Say why the words of a picture have their size and their lines, and why it has its drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kit.compose.drawings import candidate_drawings
from kit.drawing.layout.place import named_drawing
from kit.model.artwork import Artboard, Artwork, LineEnd, PlacedWords, SizeLimit, Sizing
from kit.model.layout import Layout

#: What is said of each limit.
_LIMITS: dict[SizeLimit, str] = {
    "allowed": "nothing limits it: this is the largest size that the drawing allows",
    "width": "limited by the width of its box: larger, a word would be wider than a line",
    "lines": "limited by its number of lines: larger, it would need more than the layout allows",
    "height": "limited by the height of its box: larger, its lines would need more",
    "breaks": "limited by its lines: they read better at this size than at a slightly larger one",
    "neighbour": "limited by the words below it, which need more room than was drawn for them",
    "ink": "limited by the ink of its letters, which would leave the box or touch the next line",
    "floor": "it does not fit: below this size nobody can read it",
}
#: What is said of the end of a line.
_ENDS: dict[LineEnd, str] = {
    "end": "the text ends",
    "marked": "a line break in the text",
    "full": "the next word has no room",
    "clause": "a sentence or clause ends",
    "even": "the lines read better so",
}


@dataclass(frozen=True, slots=True)
class WhyLine:
    """A line of words, and why it ends there."""

    text: str
    end: LineEnd


@dataclass(frozen=True, slots=True)
class WhySlot:
    """Why the words of a slot have their size; all sizes are px of the picture, but for `drawn`, in px of the drawing.

    `allowed` is None for words that take all the room that there is.
    """

    slot: str
    size: float
    drawn: float
    allowed: float | None
    floor: float
    limit: SizeLimit
    lines: tuple[WhyLine, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """Why a picture looks as it does: its placement, its drawing and the reason for each, and its words slot by slot.

    `scale` is how many px of the picture are one of the drawing, `stretch` the ratio of the aspects of the safe area
    and of the drawing's live box.
    """

    picture: str
    placement: str
    placement_reason: str
    drawing: str
    drawing_reason: str
    scale: float
    stretch: float
    slots: tuple[WhySlot, ...]

    @property
    def text(self) -> str:
        """The same in sentences, a line each."""
        return "\n".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield self.picture
        yield f"  placement {self.placement}: {self.placement_reason}"
        yield f"  drawing {self.drawing}: {self.drawing_reason}"
        yield f"  scale {self.scale:.3g}, stretch {self.stretch:.2f}"
        for slot in self.slots:
            allowed = "as large as fits" if slot.allowed is None else f"at most {slot.allowed:.2f} px"
            yield ""
            sizes = f"{slot.size:.2f} px, {allowed}, floor {slot.floor:.2f} px, drawn at {slot.drawn:g} px"
            yield f"  slot-{slot.slot}: {sizes}"
            yield f"    {_LIMITS[slot.limit]}"
            yield from (f"    {line.text!r}: {_ENDS[line.end]}" for line in slot.lines)


def why(artboard: Artboard, artwork: Artwork, layout: Layout) -> Why:
    """Return why an artwork of an artboard has its drawing, and its words their sizes and lines."""
    scene = artwork.scene
    slots = tuple(_slot(words, words.sizing) for words in artwork.all_words if words.sizing)
    reasons = _placement_reason(artboard), scene.drawing.name, _drawing_reason(artboard, layout)
    return Why(str(artboard), artboard.placement.id, *reasons, scene.scale, scene.stretch, slots)


def _slot(words: PlacedWords, sizing: Sizing) -> WhySlot:
    lines = tuple(WhyLine(*line) for line in zip(words.lines, sizing.ends, strict=True))
    return WhySlot(words.slot.name, words.size, sizing.drawn, sizing.allowed, words.floor, sizing.limit, lines)


def _placement_reason(artboard: Artboard) -> str:
    """Return how the message asks for a placement."""
    placement, image = artboard.placement, artboard.picture.image
    width, height = placement.size
    asked = f"'on' has its role, {placement.role}" + (f", and 'at' names {', '.join(image.at)}" if image.at else "")
    return f"{width} x {height} px; message '{artboard.message.id}' is made for it because {asked}"


def _drawing_reason(artboard: Artboard, layout: Layout) -> str:
    """Return how the drawing of an artboard was chosen."""
    width, height = artboard.placement.canvas
    if named_drawing(layout, artboard.placement):
        return f"layout.yaml of '{layout.name}' names it for this placement or its role"
    candidates = len(candidate_drawings(layout, artboard.placement))
    if candidates == 1:
        return f"of the drawings of '{layout.name}' the nearest in shape to {width:g} x {height:g} px"
    return f"of {candidates} drawings of '{layout.name}' its 'live' is nearest in shape to the safe area"
