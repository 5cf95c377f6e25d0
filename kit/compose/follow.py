"""Place followers (boxes, underlines, beams) around set words; a mirrored drawing is done unmirrored, then flipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from kit.base.geometry import Box, Insets, Matrix, Point
from kit.base.memory_caches import IdentityKey
from kit.compose.fill import rule_of
from kit.compose.follower_shapes import Distances, Type, aimed, boxes, drawn_distances, outline_points, padded, targets
from kit.compose.word_outlines import PlacedRuns, WordBox, set_lines
from kit.compose.words import setting_of
from kit.drawing.layout.mirror import mirrored_scene
from kit.drawing.layout.pins import Inherited
from kit.drawing.layout.stretch import PaintServers, Stretch, reshaped
from kit.drawing.svg.outlines import box_on
from kit.drawing.svg.source.values import transform_of, write_transform
from kit.model.artwork import LineInk, Placed, PlacedWords
from kit.model.layout import Beam, Drawing, Element, Hug, Layout, Scene
from kit.model.slot import SampleWords, Slot, TextStyle
from kit.text import FontBook, Paragraph, shape_paragraph
from kit.text.paragraph import Setting

_Replacing = Callable[[Element, Inherited], Iterable[Element]]


#: The prefix of the ids of gradients that move with such a shape, before their number.
_COPIED = "words-"
#: The language in which sample words are shaped, whatever the picture's is, so that distances are always the same.
_LANGUAGE = "en"


def place_followers(root: Element, placed: Iterable[Placed], drawn: tuple[Drawing, Layout], book: FontBook) -> Element:
    """Return a laid out tree with all that follows words in place; without words it is left out."""
    words = {item.slot.name: item for item in placed if isinstance(item, PlacedWords)}
    return _Follower(words, drawn, book).placed(root, Inherited())


class _Follower:
    """Places what follows the words of one picture, which are given by slot."""

    def __init__(self, words: Mapping[str, PlacedWords], drawn: tuple[Drawing, Layout], book: FontBook) -> None:
        self._words = words
        self._drawing, self._layout = drawn
        self._book = book
        self._hugs: defaultdict[str, list[tuple[Matrix, Element]]] = defaultdict(list)
        self._has_beams = False
        self._servers = PaintServers(self._drawing.root, _COPIED)

    def placed(self, element: Element, inherited: Inherited) -> Element:
        """Return an element with everything that follows words in place."""
        hugging = self._replaced(element, inherited, self._hugging)
        return self._replaced(hugging, inherited, self._beaming) if self._has_beams else hugging

    def _replaced(self, element: Element, inherited: Inherited, replacing: _Replacing) -> Element:
        """Return an element in which `replacing` replaces all that follows words."""
        if not element.children:
            return element
        inside = inherited.inside(element)
        children: list[Element] = []
        for child in element.children:
            children += replacing(child, inside) if child.follows else [self._replaced(child, inside, replacing)]
        return element.with_children(tuple(children))

    def _hugging(self, element: Element, inherited: Inherited) -> Iterator[Element]:
        """Yield a shape for each stretch of words that it follows, a beam as it is, and nothing for everything else."""
        hug = element.follows
        if isinstance(hug, Beam):
            self._has_beams = True
            yield element
        if not isinstance(hug, Hug):
            return
        placed, slot = self._words.get(hug.slot), self._drawing.slots[hug.slot]
        style, here = slot.style, slot.turned.inverse @ transform_of(element)
        before = box_on(element, here)
        found = targets(hug, placed.rows) if placed else []
        if placed is None or style is None or before is None or not found:
            return
        size = style.size
        distances = padded(hug.padding, size) if hug.padding else self._distances(hug, before, style)
        for after in boxes(distances, found, placed.size):
            stretch = Stretch(here, before, after, placed.size / size)
            shape = reshaped(element, inherited.inside(element).properties, stretch, self._servers)
            turn = placed.slot.turned
            self._hugs[hug.slot].append((turn, shape))
            yield Element("g", {"transform": write_transform(turn)}, (shape,)) if slot.turn else shape

    def _beaming(self, element: Element, inherited: Inherited) -> Iterator[Element]:
        """Yield a beam that reaches what hugs the words of its slot; nothing without these."""
        beam = element.follows
        if isinstance(beam, Beam) and self._hugs[beam.slot] and transform_of(element).scale > 0:
            properties = inherited.inside(element).properties
            yield aimed(element, beam, self._reached(beam.slot), (properties, self._servers))

    def _reached(self, slot: str) -> list[Point]:
        """Return points along the shapes that hug the words of a slot, in px of the artboard."""
        hugs = ((turn, outline_points(shape.children[-1:] or (shape,))) for turn, shape in self._hugs[slot])
        return [turn.apply(point) for turn, points in hugs for point in points]

    def _distances(self, hug: Hug, shape: Box, style: TextStyle) -> Distances:
        """Return the distances of a shape to the sample words of its slot, as both are drawn."""
        slot = self._drawing.slots[hug.slot]
        setting = setting_of(WordBox(slot, rule_of(hug.slot, self._layout), style, _LANGUAGE, 0.0), self._book)
        return _distances(hug, shape, IdentityKey(slot.sample), setting, style.size)


@lru_cache(maxsize=256)
def _distances(
    hug: Hug, shape: Box, sample: IdentityKey[tuple[SampleWords, ...]], setting: Setting, size: float
) -> Distances:
    """Return the distances of a shape to sample words in a setting at a size, the same in each picture of a drawing."""
    found, font = targets(hug, sample_rows(sample.value, setting, size)), setting.plain[0]
    type_ = Type(size, font.ascent, font.descent)
    return drawn_distances(shape, found, type_) if found else padded(Insets(0, 0, 0, 0), size)


def has_followers(root: Element) -> bool:
    """Return whether anything in a tree follows words."""
    return root.follows is not None or any(map(has_followers, root.children))


def follow_mirrored(scene: Scene, placed: Iterable[Placed], layout: Layout, book: FontBook) -> Element:
    """Return the tree of a mirrored scene, as `place_followers` does for one that is not mirrored."""
    drawn, width = mirrored_scene(scene), scene.artboard.width
    seen = [_mirrored(item, drawn.slots[item.slot.name], width) for item in placed if isinstance(item, PlacedWords)]
    root = place_followers(drawn.root, seen, (drawn.drawing, layout), book)
    return mirrored_scene(replace(drawn, root=root)).root


def _mirrored(words: PlacedWords, slot: Slot, width: float) -> PlacedWords:
    """Return words with their lines where they are in a mirrored artboard of some width, and their slot there."""
    rows = (
        replace(row, ink=row.ink.mirrored(width), emphasised=tuple(box.mirrored(width) for box in row.emphasised))
        for row in words.rows
    )
    return replace(words, slot=slot, rows=tuple(rows))


#: How far apart the baselines of stretches on one line may be, in font sizes.
_ONE_LINE = 0.1
#: How far words begin before their anchor point, as a part of their width.
_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}


def sample_rows(sample: Iterable[SampleWords], setting: Setting, size: float) -> tuple[LineInk, ...]:
    """Return the lines of the sample words of a slot that have ink, from the top, in px of the drawing.

    `setting` and `size` are those of the drawing.
    """
    rows: list[LineInk] = []
    for words in sorted(sample, key=lambda words: words.baseline):
        paragraph = shape_paragraph(words.text, words.spans, setting)
        rows += set_lines([_placed(words, paragraph, size)], size)
    near = _ONE_LINE * size
    return tuple(_joined(line) for _, line in groupby(rows, key=lambda row: round(row.baseline / near)))


def _placed(words: SampleWords, paragraph: Paragraph, size: float) -> PlacedRuns:
    """Return the runs of a stretch of sample words, and their place."""
    runs = paragraph.runs(0, len(paragraph.text))
    width = (sum(run.width for run in runs) - paragraph.setting.tracking) * size
    return words.x - _BEFORE[words.anchor] * width, words.baseline, runs


def _joined(rows: Iterable[LineInk]) -> LineInk:
    """Return the stretches of one line as that line."""
    first, *others = rows
    ink = Box.union([first.ink, *(row.ink for row in others)]) or first.ink
    return LineInk(first.baseline, ink, tuple(box for row in (first, *others) for box in row.emphasised))
