"""Compose artboards into artworks; fonts and drawings are opened once and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.chart import place_chart
from kit.compose.code import place_code
from kit.compose.prune import for_frame, prune, slots_in
from kit.compose.require import require_slots
from kit.compose.words import WordBox, place_words
from kit.compose.write import write_svg
from kit.content.slots import contents
from kit.layout import choose_drawing, lay_out
from kit.model.artwork import Artboard, Artwork, Placed
from kit.model.layout import Drawing, Element, Scene, SlotRule, TextStyle
from kit.svg import read_drawing
from kit.text import FontBook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.content.slots import Content
    from kit.model.project import Project


#: The style of a slot without sample words.
_NO_WORDS = TextStyle(family="", weight=400, italic=False, size=0.0, fill="none")


class Composer:
    """Turns artboards of one project into artworks."""

    def __init__(self, project: Project) -> None:
        """Take a project; nothing is opened before it is needed."""
        self.project = project
        self.book = FontBook(project.campaign.families, project.font)
        self._drawings: dict[Path, Drawing] = {}

    def drawing(self, path: Path, palette: Mapping[str, str]) -> Drawing:
        """Return a drawing, read once. Raises DrawingError with all that is wrong with it."""
        if path not in self._drawings:
            self._drawings[path] = read_drawing(path, palette)
        return self._drawings[path]

    def compose(self, artboard: Artboard) -> Artwork:
        """Return the artwork of an artboard.

        Raises DrawingError, FontError or QrError when the picture can't be composed at all; words that do not fit
        and characters without a glyph are told by what is placed, for the rules to judge.
        """
        layout = self.project.layouts[artboard.layout]
        drawings = [self.drawing(path, layout.palette) for path in layout.drawings.values()]
        placement = artboard.placement
        drawing = choose_drawing(drawings, placement.safe_box)
        require_slots(artboard, layout, drawing, self.project.campaign)
        scene = lay_out(drawing, placement.canvas, placement.safe_box)
        filled = contents(artboard, self.project.campaign, scene.slots)
        theme = self.project.campaign.themes[artboard.theme]
        placed: list[Placed] = []
        elements: dict[str, Element] = {}
        root = prune(for_frame(scene.root, artboard.frame), filled)
        for name in dict.fromkeys(slots_in(root)):
            elements[name], items = self._fill(name, filled[name], artboard, scene)
            placed += items
        svg = write_svg(_with_slots(root, elements).children, placement.canvas, theme)
        return Artwork(artboard, scene, svg, tuple(placed))

    def background(self, artwork: Artwork) -> str:
        """Return the SVG of a picture without anything that fills its slots: what its words and code stand on."""
        placed = {item.slot.name for item in artwork.placed}
        root = prune(for_frame(artwork.scene.root, artwork.artboard.frame), placed)
        bare = _with_slots(root, dict.fromkeys(placed, Element("g")))
        theme = self.project.campaign.themes[artwork.artboard.theme]
        return write_svg(bare.children, artwork.artboard.placement.canvas, theme)

    def _fill(
        self, name: str, content: Content, artboard: Artboard, scene: Scene
    ) -> tuple[Element, tuple[Placed, ...]]:
        campaign, slot = self.project.campaign, scene.slots[name]
        if name == "qr":
            element, code = place_code(content.text, slot, campaign.themes[artboard.theme])
            return element, (code,)
        rule = self.project.layouts[artboard.layout].slots.get(name, SlotRule())
        drawn = scene.drawing.slots[name].style or _NO_WORDS
        box = WordBox(slot, rule, drawn, artboard.language, artboard.placement.floor)
        if name == "chart":
            return place_chart(content, box, self.project, self.book)
        element, words = place_words(content, box, self.book)
        return element, (words,)


def _with_slots(element: Element, slots: Mapping[str, Element]) -> Element:
    """Return the tree with every slot replaced by what fills it."""
    if element.tag == "slot":
        filled = slots[element.name]
        return Element("g", element.attributes, (filled,)) if element.attributes else filled
    return element.with_(element.attributes, tuple(_with_slots(child, slots) for child in element.children))
