"""How many letters of real words fit the slots of a picture, before anybody has written the words.

Nothing is composed: words are broken into lines at a size, from many starts in a text, as long as they fit the box.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import cast

from kit.base.geometry import Box
from kit.compose.composer import to_edges
from kit.compose.fill import box_of
from kit.compose.prune import shown, slots_in
from kit.compose.stack import stack_of, without_overlaps
from kit.compose.word_outlines import WordBox
from kit.compose.words import height_of, setting_of, text_frame, with_floor
from kit.drawing.layout.place import lay_out
from kit.model.layout import Drawing, Layout
from kit.model.picture import Picture, Words
from kit.model.slot import Slot
from kit.text import FontBook, shape_paragraph
from kit.text.fit import TextFrame, scales_of
from kit.text.lines import Line
from kit.text.paragraph import Paragraph, Setting

#: The most letters that are counted: nobody writes more on a picture.
MOST_LETTERS = 600
#: From how many starts in a text its words are tried, and the part of these that need not fit: fewer
#: than 1 of 10, as the words that people will write are others.
_STARTS, _UNSURE, _HALF = 40, 0.025, 0.5
#: How much higher than their box lines may be, in px.
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class LetterRoom:
    """How many letters fit a slot, blanks included: 9 of 10 texts of `most` letters do, at the smallest size.

    Half of the texts of `drawn` letters have the size that the drawing has.
    """

    drawn: int
    most: int


@dataclass(frozen=True, slots=True)
class RoomyBox:
    """The box of a slot with words, and the height in px that it may grow to if others of its stack give way."""

    box: WordBox
    height: float

    @property
    def grown(self) -> WordBox:
        """The box at its largest."""
        area = self.box.slot.box
        return replace(self.box, slot=replace(self.box.slot, box=Box(area.x0, area.y1 - self.height, area.x1, area.y1)))


def word_boxes(picture: Picture, drawing: Drawing, layout: Layout, book: FontBook) -> Mapping[str, RoomyBox]:
    """Return the box of each slot with words of a picture, as it is laid out before any words are long."""
    placement, stack = picture.placement, stack_of(drawing, layout)
    edges = to_edges(layout)
    scene = lay_out(drawing, placement.canvas, placement.safe_box, edges, mirrored=picture.mirrored)
    names = tuple(dict.fromkeys(slots_in(shown(scene.root, picture.frame, picture.slots))))
    scene = replace(scene, slots=without_overlaps(scene.slots, stack, names))
    first = (name for name in names if not drawing.slots[name].repeats)
    boxes = {name: box_of(name, picture, (scene, layout)) for name in first if isinstance(picture.slots[name], Words)}
    stacked = {name: boxes[name] for name in stack if name in boxes}
    heights = _stack_heights(stacked, scene.slots[stack[0]], picture, book) if stacked else {}
    return {name: RoomyBox(box, heights.get(name, box.slot.box.height)) for name, box in boxes.items()}


def _stack_heights(boxes: Mapping[str, WordBox], first: Slot, picture: Picture, book: FontBook) -> dict[str, float]:
    """Return the height in px that each box of a stack may grow to, as `with_room` lets it; the first never grows."""
    areas = [box.slot.box for box in boxes.values()]
    room = areas[-1].y1 - first.box.y0 - sum(below.y0 - above.y1 for above, below in pairwise(areas))
    least = {name: height_of(cast("Words", picture.slots[name]), box, book, 0.0) for name, box in boxes.items()}
    least |= {name: min(box.slot.box.height, least[name]) for name, box in boxes.items() if name != first.name}
    return {
        name: max(box.slot.box.height, room - sum(least[other] for other in boxes if other != name))
        for name, box in boxes.items()
        if name != first.name
    }


def letter_room(room: RoomyBox, model: Words, sample: str, book: FontBook) -> LetterRoom:
    """Return how many letters of words like those of a sample fit a slot.

    As much of them is emphasised as of the words of a `model`. Raises FontError for an unknown family.
    """
    box, grown = with_floor(model, room.box), with_floor(model, room.grown)
    emphasised = sum(end - start for start, end in model.spans)
    words = _sample_words(sample, setting_of(box, book), (emphasised, len(model.text)) if emphasised else (0, 1))
    frame = text_frame(words.paragraph, box)
    smallest = min(frame.floor, frame.largest)
    drawn = box.slot.style.size if box.slot.style else box.drawn.size
    drawn = max(smallest, min(drawn * box.slot.growth, frame.largest))
    most = _letters(words, grown, smallest, _UNSURE)
    return LetterRoom(min(most, _letters(words, box, drawn, _HALF)), most)


@dataclass(frozen=True, slots=True)
class _SampleWords:
    """Real words, shaped: `offsets` are those of the breaks between them, `tops` and `bottoms` the reach of their ink.

    Both are by character, in em above and below the baseline.
    """

    paragraph: Paragraph
    offsets: tuple[int, ...]
    tops: tuple[float, ...]
    bottoms: tuple[float, ...]

    def reach(self, start: int, end: int) -> tuple[float, float]:
        """Return how far the ink of some characters reaches above and below the baseline, in em."""
        return max(self.tops[start:end], default=0.0), max(self.bottoms[start:end], default=0.0)


@lru_cache(maxsize=32)
def _sample_words(sample: str, setting: Setting, emphasised: tuple[int, int]) -> _SampleWords:
    """Return the words of a sample, repeated until they are enough from any start; some `part` `of` them emphasised."""
    text = " ".join([sample] * (1 + (2 * MOST_LETTERS) // (len(sample) + 1)))
    paragraph = shape_paragraph(text, _spans(text, *emphasised), setting)
    tops, bottoms = [0.0] * len(paragraph.text), [0.0] * len(paragraph.text)
    for run in paragraph.shaped:
        for glyph in run.glyphs:
            if glyph.ink:
                scale = max(1.0, run.scale)
                tops[glyph.cluster] = max(tops[glyph.cluster], -glyph.ink.y0 / scale)
                bottoms[glyph.cluster] = max(bottoms[glyph.cluster], glyph.ink.y1 / scale)
    offsets = (0, *(offset for offset, _ in paragraph.breaks))
    return _SampleWords(paragraph, offsets, tuple(tops), tuple(bottoms))


def _spans(text: str, part: int, of: int) -> list[tuple[int, int]]:
    """Return stretches of whole words of a text: in the middle of each `of` letters, some `part` of them."""
    starts = [0, *(index + 1 for index, character in enumerate(text) if character == " "), len(text) + 1]
    spans: list[tuple[int, int]] = []
    for middle in range(of // 2, len(text), of) if part else ():
        first = bisect_right(starts, max(0, middle - part // 2)) - 1
        last = max(first + 1, bisect_right(starts, middle + part // 2) - 1)
        if not spans or starts[first] > spans[-1][1]:
            spans.append((starts[first], starts[last] - 1))
    return spans


def _letters(words: _SampleWords, box: WordBox, size: float, unsure: float) -> int:
    """Return how many letters fit a box at a size in px from every start in some words but an `unsure` part."""
    last = bisect_right(words.offsets, len(words.paragraph.text) - MOST_LETTERS)
    starts = range(0, last, max(1, last // _STARTS))
    counts = sorted(_fitting(words, start, box, size) for start in starts)
    return min(MOST_LETTERS, counts[int(len(counts) * unsure)])


def _fitting(words: _SampleWords, first: int, box: WordBox, size: float) -> int:
    """Return how many letters from a break on fit a box at a size in px; the last line may end within a word."""
    start = words.offsets[first]
    ends = _line_ends(words, first, text_frame(words.paragraph, box, (0.0, 0.0)), size)
    for count in range(len(ends), 0, -1):
        lines = [Line(*line) for line in pairwise([start, *(end for end, _ in ends[: count - 1]), ends[count - 1][1]])]
        if _is_low_enough(words, lines, box, size):
            return lines[-1].end - start
    fitting = (end for end in range(ends[0][1], start, -1) if _is_low_enough(words, [Line(start, end)], box, size))
    return next(fitting, start) - start


def _line_ends(words: _SampleWords, first: int, frame: TextFrame, size: float) -> list[tuple[int, int]]:
    """Return where each line from a break on ends: after its last whole word, and after the last letter that fits.

    A word that is wider than a line ends the last.
    """
    width, ends = frame.width(size), []
    for _ in range(frame.most_lines(size)):
        start = words.offsets[first]
        from_start = partial(words.paragraph.width, start)
        index = bisect_right(words.offsets, width, first + 1, key=from_start) - 1
        stop = min(len(words.paragraph.text), start + MOST_LETTERS)
        letters = bisect_right(range(stop + 1), width, start + 1, stop + 1, key=from_start) - 1
        ends.append((words.offsets[index], max(letters, words.offsets[index])))
        if index == first:
            break
        first = index
    return ends


def _is_low_enough(words: _SampleWords, lines: Sequence[Line], box: WordBox, size: float) -> bool:
    """Return whether lines are not higher than a box at a size in px, whatever their ink is."""
    frame = text_frame(words.paragraph, box, words.reach(lines[0].start, lines[-1].end))
    return frame.height(scales_of(words.paragraph, lines)) * size <= frame.size.height + _ROUNDING
