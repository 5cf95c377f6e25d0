"""Compose artboards into artworks; fonts and drawings are opened once and cached."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import cast

from kit.base.cache.entries import Cache
from kit.base.errors import KitError, Mark
from kit.compose.artwork_svg import in_theme_colours, tree_of, write_editable
from kit.compose.clip import below_blind, cut_words
from kit.compose.content import resolve
from kit.compose.content.picture_slots import with_own_sender
from kit.compose.drawings import NO_CACHE, Drawings, candidate_drawings, within_limits
from kit.compose.fill import fill_slot
from kit.compose.follow import follow_mirrored, has_followers, place_followers
from kit.compose.prune import for_frame, shown, slots_in
from kit.compose.pseudo_words import WRITTEN, with_known_brackets, with_pseudo_words
from kit.compose.stack import stack_of, with_neighbours, with_room, without_overlaps
from kit.compose.word_outlines import INK_SLACK
from kit.drawing.layout.place import choose_drawing, lay_out
from kit.drawing.svg.normal.pattern_fills import expand_patterns
from kit.model.artwork import Artboard, Artwork, Placed, PlacedChart, PlacedImage
from kit.model.chart import KINDS
from kit.model.layout import Drawing, Element, Layout, Scene
from kit.model.message_picture import numbers_of
from kit.model.picture import DrawnSlots, Picture, Words
from kit.model.project import Project
from kit.model.slot import SLOTS, Slot, slot_shown
from kit.model.tree import Tree
from kit.text import FontBook

_Filled = tuple[Scene, Element, dict[str, Element], tuple[Placed, ...]]


class Composer:
    """Turns artboards of one project into artworks."""

    def __init__(self, project: Project, cache: Cache = NO_CACHE) -> None:
        """Take a project, and where drawings are cached for other processes; everything is opened on first use."""
        self.project = project
        self.book = FontBook(project.campaign.families, project.font)
        self._books: dict[str, FontBook] = {}
        self._drawings = Drawings(self.book, cache)
        self._drawn: dict[tuple[Path, tuple[int, ...]], DrawnSlots] = {}
        self._message = ""
        self._composed: dict[tuple[object, ...], list[Artwork]] = {}

    def share_drawings(self, other: Composer) -> None:
        """Use what another composer has read, if its project has the same layouts and fonts."""
        one, same = self.project, other.project
        fonts = [{each.kit.language: each.families for each in project.campaigns} for project in (one, same)]
        is_alike = all(fonts[0][tag] == fonts[1][tag] for tag in fonts[0].keys() & fonts[1].keys())
        own_alike = one.campaign.families == same.campaign.families and one.font_folders == same.font_folders
        if own_alike and is_alike and one.layouts == same.layouts:
            self.book, self._books = other.book, other._books
            self._drawings, self._drawn = other._drawings, other._drawn

    def book_for(self, language: str) -> FontBook:
        """Return the fonts of a language: those of the project, or of its translation if that has families."""
        if language not in self._books:
            families = self.project.translations.get(language, self.project.campaign).families
            is_own = families == self.project.campaign.families
            self._books[language] = self.book if is_own else FontBook(families, self.project.font)
        return self._books[language]

    def drawing(self, path: Path, layout: Layout) -> Drawing:
        """Return a drawing of a layout, read once. Raises DrawingError with all that is wrong with it."""
        return self._drawings.drawing(path, layout)

    def drawing_for(self, artboard: Artboard) -> Drawing:
        """Return the drawing of an artboard: the one that its layout names, or else the one that fits its shape.

        This composes nothing, and reads no other drawing unless the live boxes decide. Raises DrawingError if the
        drawing, or another one that takes part in the decision, is unreadable.
        """
        layout, placement = self.project.layouts[artboard.layout], artboard.placement
        candidates = candidate_drawings(layout, placement)
        if len(candidates) == 1:
            return self.drawing(candidates[0], layout)
        chosen = choose_drawing(self._drawings.shapes(candidates, layout), placement.canvas, placement.safe_box)
        return self.drawing(chosen.path, layout)

    def drawing_name(self, artboard: Artboard) -> str | None:
        """Return the name of an artboard's drawing in reports; None if a drawing to choose from is unreadable."""
        try:
            return self.drawing_for(artboard).name
        except KitError:
            return None

    def compose(self, artboard: Artboard, resolved: Picture | None = None) -> Artwork:
        """Return the artwork of an artboard: its drawing chosen, its words resolved, its slots filled.

        The name of a partner that has no room gives way to the sender of the campaign. Its picture may be given if its
        words were already `resolved` for its drawing. Pictures of a message that look
        alike on several placements are composed once, if they follow each other. Raises DrawingError, FontError or
        QrError if the picture can't be composed at all; words that do not fit and characters without a glyph are
        recorded in what is placed, for the rules to check.
        """
        layout, drawing = self.project.layouts[artboard.layout], self.drawing_for(artboard)
        picture = resolved or self._picture(artboard, drawing)
        key = _appearance_key(picture, drawing)
        if picture.message != self._message:  # others look different
            self._message, self._composed = picture.message, {}
        for artwork in self._composed.get(key, ()):
            if (artwork.picture.slots, artwork.picture.colours) == (picture.slots, picture.colours):
                return replace(artwork, picture=picture)
        with within_limits(drawing.path, "composing"):
            artwork = compose(picture, drawing, layout, self.book_for(artboard.language))
            if picture.partner and has_no_room(artwork):
                artwork = self._without_partner(artwork, artboard)
        self._composed.setdefault(key, []).append(artwork)
        return artwork

    def _without_partner(self, named: Artwork, artboard: Artboard) -> Artwork:
        """Return a picture with the sender of the campaign, where the name of its partner has no room."""
        drawing, layout = self.drawing_for(artboard), self.project.layouts[artboard.layout]
        picture = resolve(artboard, self._nameless, self.slots_of(drawing, artboard))
        name = cast("Words", named.picture.slots["sender"])
        other = compose(replace(picture, left_out=name), drawing, layout, self.book_for(artboard.language))
        return named if has_no_room(other) else other

    @cached_property
    def _nameless(self) -> Project:
        """The project of a partner's kit with the sender of the campaign."""
        return with_own_sender(self.project)

    def compose_editable(self, artboard: Artboard) -> str:
        """Return the SVG of an artboard as `compose` paints it, with the names of the elements in the drawing."""
        layout, drawing = self.project.layouts[artboard.layout], self.drawing_for(artboard)
        picture = self.compose(artboard).picture
        _, root, elements, _ = _run_passes(picture, drawing, layout, self.book_for(artboard.language))
        return write_editable(_with_slots(root, elements), picture.placement, picture.colours, picture.description)

    def compose_open(self, artboard: Artboard, picture: Picture, open_slots: Collection[str]) -> Artwork:
        """Return the artwork of a resolved picture without the contents of some slots, and without what follows them.

        The words that it has there only decide how much room other slots leave.
        """
        layout, drawing = self.project.layouts[artboard.layout], self.drawing_for(artboard)
        with within_limits(drawing.path, "composing"):
            return compose(picture, drawing, layout, self.book_for(artboard.language), open_slots)

    def slots_of(self, drawing: Drawing, artboard: Artboard) -> DrawnSlots:
        """Return what the words of an artboard are resolved for in a drawing."""
        key = drawing.path, tuple(numbers_of(artboard.message))
        if key not in self._drawn:
            self._drawn[key] = drawn_slots(drawing, key[1])
        return self._drawn[key]

    def _picture(self, artboard: Artboard, drawing: Drawing) -> Picture:
        """Return the picture of an artboard, its words resolved for a drawing."""
        picture = resolve(artboard, self.project, self.slots_of(drawing, artboard))
        kind = self.project.pseudo
        if kind == "marked":
            return with_known_brackets(picture, drawing, self.book)
        return with_pseudo_words(picture, kind, drawing, self.book) if kind in WRITTEN else picture


def compose(
    picture: Picture, drawing: Drawing, layout: Layout, book: FontBook, open_slots: Collection[str] = ()
) -> Artwork:
    """Return the artwork of a picture in a drawing of its layout; see `Composer.compose` and `compose_open`."""
    scene, root, elements, placed = _run_passes(picture, drawing, layout, book, open_slots)
    tree = tree_of(_with_slots(root, elements).children, picture.placement.canvas, picture.colours)
    return Artwork(picture, scene, tree, placed, root, _ground(root, tree, placed, picture.colours))


def has_no_room(artwork: Artwork) -> bool:
    """Return whether the sender does not fit into its slot, or covers something else."""
    words = artwork.words.get("sender")
    if words is None or not words.ink:
        return False
    others = {"sender", *(placed.slot.name for placed in artwork.all_words if placed.slot.repeats)}
    beside = (cover.box for cover in artwork.covered if cover.slot not in others)
    return bool(words.overflow) or any(words.ink.overlaps(box, INK_SLACK) for box in beside)


def _appearance_key(picture: Picture, drawing: Drawing) -> tuple[object, ...]:
    """Return what determines, with its slots and colours, how a picture of a message looks in a drawing."""
    placement, about = picture.placement, (picture.frame, picture.language, picture.layout, picture.mirrored)
    return drawing.path, placement.size, placement.safe_box, placement.floor, *about


def _run_passes(
    picture: Picture, drawing: Drawing, layout: Layout, book: FontBook, open_slots: Collection[str] = ()
) -> _Filled:
    """Return a laid out drawing, the tree of it that one picture shows, and its slots' contents and their places."""
    placement = picture.placement
    scene = lay_out(drawing, placement.canvas, placement.safe_box, to_edges(layout), mirrored=picture.mirrored)
    root = shown(scene.root, picture.frame, picture.slots)
    names = tuple(dict.fromkeys(slots_in(root)))
    scene, elements, placed = _fill_slots(picture, scene, names, (layout, book))
    elements |= {name: Element("g") for name in names if slot_shown(name) in open_slots}
    placed = [item for item in placed if slot_shown(item.slot.name) not in open_slots]
    root = below_blind(root, placed)
    elements, placed = cut_words(root, elements, placed)
    repeats = {name: element for name, element in elements.items() if drawing.slots[name].repeats}
    if picture.mirrored and has_followers(root):
        root = follow_mirrored(replace(scene, root=root), placed, layout, book)
    else:
        root = place_followers(root, placed, (drawing, layout), book)
    root = _with_slots(root, repeats)
    plain = expand_patterns(root, lambda fault, line: replace(fault, mark=Mark(drawing.name, line)))
    return scene, plain, elements, tuple(placed)


def _fill_slots(
    picture: Picture, scene: Scene, names: Sequence[str], fonts: tuple[Layout, FontBook]
) -> tuple[Scene, dict[str, Element], list[Placed]]:
    """Return a scene with room for its words, the contents of its slots, and what was placed."""
    layout, book = fonts
    stack, laid_out = stack_of(scene.drawing, layout), scene.slots
    scene = replace(scene, slots=without_overlaps(scene.slots, stack, names))
    filled = {name: fill_slot(name, picture, (scene, layout), book) for name in names}
    roomier = with_room(scene, stack, picture, _placed(filled), fonts) if stack else scene
    if roomier is not scene:
        moved = [name for name in names if roomier.slots[name] is not scene.slots[name]]
        filled |= {name: fill_slot(name, picture, (roomier, layout), book) for name in moved}
    placed = [with_neighbours(item, laid_out.get(item.slot.name)) for item in _placed(filled)]
    return roomier, {name: element for name, (element, _) in filled.items()}, placed


def _placed(filled: Mapping[str, tuple[Element, tuple[Placed, ...]]]) -> list[Placed]:
    """Return everything that was placed in some slots."""
    return [item for _, items in filled.values() for item in items]


def to_edges(layout: Layout) -> frozenset[str]:
    """Return the slots of a layout that stretch to the edges of the picture: those of pictures, not of words."""
    rule = layout.slots.get("chart")
    is_picture = rule is not None and rule.kind is not None and KINDS[rule.kind].is_picture
    return frozenset(name for name, kind in SLOTS.items() if kind.bleeds and (kind.holds != "chart" or is_picture))


def _ground(root: Element, tree: Tree, placed: Sequence[Placed], theme: Mapping[str, str]) -> Tree:
    """Return the tree of a picture without the contents of its slots, but with its scenery: what is behind its words.

    The elements outside slots are those of the picture itself.
    """
    contents = {**dict.fromkeys((item.slot.name for item in placed), Element("g")), **_scenery(placed)}
    same = zip(_with_slots(root, contents).children, root.children, tree.children, strict=True)
    return Tree(tree.size, tuple(whole if one is own else in_theme_colours(one, theme) for one, own, whole in same))


def _scenery(placed: Sequence[Placed]) -> dict[str, Element]:
    """Return what is behind words although it fills slots: photos, logos and charts that are pictures, by slot."""
    images = {item.slot.name: item.element for item in placed if isinstance(item, PlacedImage)}
    charts = {item.slot.name: item.picture for item in placed if isinstance(item, PlacedChart) and item.picture}
    return {**images, **charts}


def drawn_slots(drawing: Drawing, numbers: Sequence[int]) -> DrawnSlots:
    """Return the slots of a drawing: all of them, and those on each picture with some numbers."""
    every = frozenset(name for name, slot in drawing.slots.items() if not slot.repeats)
    trees = {number: for_frame(drawing.root, number) for number in (None, *numbers)}
    shown = {number: every.intersection(slots_in(tree)) for number, tree in trees.items()}
    first = {name: _is_above(drawing.slots.get(name), drawing.slots.get("number")) for name in ("headline", "unit")}
    return DrawnSlots(
        drawing.name, drawing.root.line, every, shown, drawing.hidden_slots, first["headline"], first["unit"]
    )


def _is_above(slot: Slot | None, other: Slot | None) -> bool:
    """Return whether the box of a slot is above that of another."""
    return slot is not None and other is not None and slot.box.y1 <= other.box.y0


def _with_slots(element: Element, slots: Mapping[str, Element]) -> Element:
    """Return the tree with some slots replaced by their contents, under the name of the slot."""
    if element.tag == "slot" and element.name in slots:
        filled, name = slots[element.name], f"slot-{element.name}"
        return Element("g", element.attributes, (filled,), name) if element.attributes else replace(filled, name=name)
    return element.with_children(tuple(_with_slots(child, slots) for child in element.children))
