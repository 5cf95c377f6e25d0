"""Emphasis as `layout.yaml` says it: a size and a gap of its own, also within a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.typesetting import BOOK

from kit.base.errors import Mark
from kit.base.geometry import Box
from kit.compose.content.picture_slots import copy_words
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.model.layout import Align, Element, Emphasis, SlotRule
from kit.model.slot import Slot, TextStyle

if TYPE_CHECKING:
    from kit.model.artwork import PlacedWords

TORCH = Emphasis(weight=750, colour="emphasis", size=1.5, gap=0.2)


def placed(text: str, emphasis: Emphasis, size: float = 100, align: Align = "left top") -> tuple[Element, PlacedWords]:
    """Place words drawn at a size in a box of 900 x 400 px; the floor is 40 px."""
    style = TextStyle("Source Serif 4", 450, italic=False, size=size, fill="@text", line_height=1.0)
    slot = Slot("headline", Box(100, 50, 1000, 450), Mark("square.svg", 7), style)
    rule = SlotRule(align=align, emphasis=emphasis)
    return place_words(copy_words(text, Mark("kit.yaml", 1)), WordBox(slot, rule, style, "en", 40.0), BOOK)


def test_a_part_of_a_word_is_set_in_its_own_size_and_colour_behind_the_gap() -> None:
    element, words = placed("un**seen**", TORCH)
    assert [child.attributes["fill"] for child in element.children] == ["@text", "@emphasis"]
    u, n, s, *_ = words.letters
    assert (words.text, words.lines, words.size) == ("unseen", ("unseen",), 100)
    assert 20 < s.x0 - n.x1 < 30
    assert s.height == pytest.approx(1.5 * u.height, rel=0.06)


@pytest.mark.parametrize("align", ["left top", "center middle", "right bottom"])
def test_larger_words_stay_in_their_box_and_clear_of_the_lines_around(align: Align) -> None:
    _, words = placed("far more goes\nun**likely**\nthan anybody", TORCH, align=align)
    assert words.lines == ("far more goes", "unlikely", "than anybody")
    assert words.ink is not None
    assert words.slot.box.contains(words.ink, 1.0)
    above, top, bottom, below = (words.letters[index] for index in (7, 13, 18, 20))  # 'g', 'l', 'y' and 'h'
    assert above.y1 < top.y0
    assert bottom.y1 < below.y0


def test_smaller_words_are_held_to_the_floor_as_well() -> None:
    small = Emphasis(size=0.5)
    _, words = placed("Nobody **sees it** and nobody **asks,** " * 6, small, size=120)
    assert words.size == pytest.approx(80)
    assert words.smallest == pytest.approx(40)
    assert words.overflow > 0
    _, plain = placed("Nobody sees it and nobody asks, " * 6, small, size=120)
    assert plain.size < 80
    assert plain.smallest == plain.size
