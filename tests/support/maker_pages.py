"""Pages for words of one's own: of a small campaign, and with their functions within reach of a test."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import kit
from kit.base.errors import Mark
from kit.compose import Composer
from kit.compose.words import place_words
from kit.model.picture import Words
from kit.publish.maker import maker_page
from kit.publish.maker.open_slots import open_slots
from kit.publish.maker.own_words import open_pictures, with_samples
from support.campaigns import GOLDEN, make_project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.project import Project
    from kit.publish.maker.open_slots import OpenSlot

#: A campaign that opens two layouts: one with a slot below its headline and a code, one without either, and a ring.
SPEC = (GOLDEN / "maker.yaml").read_text(encoding="utf-8")
#: The end of the page's script, and the functions that tests call.
_START = re.compile(r"start\(\);\s*\}\)\(\);")
_WITHIN_REACH = "setWords, drawRow, packed: () => packed"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def opened(root: Path, spec: str = SPEC) -> Project:
    """Return a campaign that opens layouts."""
    return kit.load(make_project(root, spec))


def page_of(project: Project, language: str = "en") -> str:
    """Return the page of a language."""
    page = maker_page(project, Composer(project), language, "../index.html")
    assert page is not None
    return page.decode()


def within_reach(page: str) -> str:
    """Return a page whose functions tests call as those of `maker`; it has no policy, which would forbid that."""
    found, count = _START.subn(f"start();\nglobalThis.maker = {{ {_WITHIN_REACH} }};\n}})();", _POLICY.sub("", page))
    assert count == 1
    return found


class Filled(NamedTuple):
    """The slots of a layout in a shape that people fill, the fonts of their words, and the picture without them."""

    layout: str
    shape: str
    slots: Mapping[str, OpenSlot]
    composer: Composer
    artwork: Artwork

    def lines(self, name: str, text: str) -> tuple[float, list[str]] | None:
        """Return the size and the lines of a text as the kit sets it in a slot, None if it is too long."""
        box = self.slots[name].box
        _, placed = place_words(Words(text, Mark("kit.yaml", 1)), box, self.composer.book_for(box.language))
        return None if placed.overflow else (placed.size, list(placed.lines))


def filled(project: Project, language: str = "en", shapes: Iterable[str] = ()) -> list[Filled]:
    """Return what people fill in a language, in some shapes or in all."""
    composer, wanted = Composer(project), {*shapes}
    found = []
    for one in open_pictures(project, composer, language):
        if not wanted or one.shape in wanted:
            free = ("headline", "support") if one.signs_below else ("headline",)
            artwork = composer.compose_open(one.artboard, with_samples(one.picture), free)
            book, layout = composer.book_for(language), project.layouts[one.artboard.layout]
            slots = open_slots(artwork, layout, book, signs_below=one.signs_below)
            found.append(Filled(layout.name, one.shape, slots, composer, artwork))
    return found


#: Returns the size and the lines of some texts in a slot of a drawing, as the script sets them.
_SET = """JSON.stringify((([texts, layout, shape, slot]) => {
  const drawing = maker.packed().drawings.find((one) => one.layout === layout && one.shape === shape);
  return texts.map((text) => {
    const made = maker.setWords(text, drawing[slot]);
    return made ? [made.size, made.rows.map((row) => row.plain)] : null;
  });
})(%s))"""


def setting(texts: list[str], one: Filled, slot: str) -> str:
    """Return the expression that sets some texts in a page."""
    return _SET % json.dumps([texts, one.layout, one.shape, slot])


#: Returns a picture of a text alone, as the script draws it in a slot, as an address of its data.
_DRAW = """(([text, layout, shape, slot, width, height]) => {
  const drawing = maker.packed().drawings.find((one) => one.layout === layout && one.shape === shape);
  const made = maker.setWords(text, drawing[slot]);
  const { lang } = document.documentElement;
  const canvas = Object.assign(document.createElement("canvas"), { width, height, lang });
  for (const row of made.rows) maker.drawRow(canvas.getContext("2d"), row, made.size, drawing[slot].set, "#000");
  return canvas.toDataURL();
})(%s)"""


def drawing(text: str, one: Filled, slot: str, size: tuple[int, int]) -> str:
    """Return the expression that draws a text in a page."""
    return _DRAW % json.dumps([text, one.layout, one.shape, slot, *size])


def same_lines(script: list[Any], one: Filled, slot: str, texts: list[str]) -> int:
    """Return how many of some texts the script sets in the lines of the kit."""
    wanted = [one.lines(slot, text) for text in texts]
    return sum(
        (made is None) == (asked is None) and (made is None or asked is None or made[1] == asked[1])
        for made, asked in zip(script, wanted, strict=True)
    )
