"""Why words have their size and lines: what is noted as they are placed is what a larger size would break."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import golden_folder
from support.typesetting import BOOK, SENTENCES

from kit.base.errors import Mark
from kit.base.geometry import Box
from kit.compose import Composer
from kit.compose.why import why
from kit.compose.word_outlines import WordBox
from kit.compose.words import place_words
from kit.model.layout import LineGap, SlotRule
from kit.model.picture import Words
from kit.model.slot import Slot, TextStyle
from kit.project import load_project
from kit.project.plan import plan
from kit.text.fit import SMALLER_SIZES

if TYPE_CHECKING:
    from kit.compose.why import Why
    from kit.model.artwork import Sizing

MARK = Mark("kit.yaml", 1)


def sizing(words: str, box: tuple[int, int], size: float, rule: SlotRule | None = None) -> tuple[float, Sizing]:
    """Return the size of words drawn at a size in a box, and why; the floor is 20 px."""
    style = TextStyle("Source Sans 3", 600, italic=False, size=size, fill="@text")
    slot = Slot("headline", Box(0, 0, *box), Mark("square.svg", 7), style)
    _, placed = place_words(Words(words, MARK), WordBox(slot, rule or SlotRule(), style, "en", 20.0), BOOK)
    assert placed.sizing
    return placed.size, placed.sizing


@pytest.mark.parametrize(
    ("words", "box", "rule", "limit"),
    [
        ("Sign", (900, 900), {}, "allowed"),
        ("Sign", (900, 900), {"fit": "keep"}, "allowed"),
        ("Unforgettable", (300, 900), {}, "width"),
        ("Sign the petition", (300, 900), {"lines": 1}, "lines"),
        ("Sign it now", (220, 900), {"lines": 2}, "lines"),
        ("Sign", (900, 60), {}, "height"),
        ("Sign", (900, 60), {"fit": "fill"}, "height"),
        ("Sign the petition before the vote of the Parliament", (120, 60), {}, "floor"),
    ],
)
def test_the_limit_is_what_a_larger_size_would_break(
    words: str, box: tuple[int, int], rule: dict[str, Any], limit: str
) -> None:
    size, found = sizing(words, box, 90, SlotRule(**rule))
    assert found.limit == limit
    assert found.drawn == 90
    assert found.allowed == (None if rule.get("fit") == "fill" else 90)
    # In a box that has what was lacking they are larger; without the limit they have the size that is allowed.
    wider, higher = sizing(words, (box[0] * 4, box[1]), 90, SlotRule(**rule)), (box[0], box[1] * 4)
    if limit == "allowed":
        assert size == 90
    elif limit == "width":
        assert wider[0] > size
        assert sizing(words, higher, 90, SlotRule(**rule))[0] == size
    elif limit == "lines":
        assert sizing(words, box, 90, SlotRule(**{**rule, "lines": rule["lines"] + 1}))[0] > size
    elif limit == "height":
        assert sizing(words, higher, 90, SlotRule(**rule))[0] > size


def test_breaks_that_read_better_cost_size() -> None:
    every = [sizing(words, (640, 260), 90, SlotRule(lines=3)) for words in SENTENCES]
    smaller = [size for size, found in every if found.limit == "breaks"]
    assert smaller
    assert all(20 < size < 90 * SMALLER_SIZES[0] for size in smaller)


def test_ink_that_would_touch_the_next_line_is_a_limit() -> None:
    words, box = "gyjpq gyjpq\nÅÉÎÔ ÅÉÎÔ", (900, 150)
    touching, apart = (
        sizing(words, box, 90, SlotRule(gap=LineGap(least=least, reason="to try"))) for least in (-1.0, 0.3)
    )
    assert apart[1].limit == "ink"
    assert touching[1].limit != "ink"
    assert apart[0] < touching[0]


@pytest.mark.parametrize(
    ("words", "width", "ends"),
    [
        ("Sign", 900, ["end"]),
        ("Sign\nnow", 900, ["marked", "end"]),
        ("Parliament votes", 300, ["full", "end"]),
        ("Sign. Ask your parliament", 300, ["clause", "full", "end"]),
    ],
)
def test_the_end_of_each_line_has_its_reason(words: str, width: int, ends: list[str]) -> None:
    _, found = sizing(words, (width, 900), 50, SlotRule(fit="keep"))
    assert list(found.ends) == ends


def whys() -> list[Why]:
    project = load_project(golden_folder() / "kit.yaml")
    composer = Composer(project)
    return [why(each, composer.compose(each), project.layouts[each.layout]) for each in plan(project)]


def test_every_picture_says_why_it_looks_as_it_does() -> None:
    every = whys()
    assert len(every) > 10
    reasons = {"named": 0, "nearest": 0, "live": 0}
    limits = set()
    for picture in every:
        assert picture.placement in picture.picture
        reasons["named"] += "names it" in picture.drawing_reason
        reasons["nearest"] += "the nearest in shape to" in picture.drawing_reason
        reasons["live"] += "its 'live'" in picture.drawing_reason
        for slot in picture.slots:
            limits.add(slot.limit)
            assert (slot.limit == "allowed") <= (slot.size == slot.allowed), picture.text
            assert slot.lines[-1].end == "end"
            assert f"slot-{slot.slot}: {slot.size:.2f} px" in picture.text
            assert all(repr(line.text) in picture.text for line in slot.lines)
    assert sum(reasons.values()) == len(every)
    assert reasons["nearest"]
    assert "allowed" in limits


def test_a_shape_that_a_layout_names_is_said_to_be_named() -> None:
    project = load_project(golden_folder() / "kit.yaml")
    artboard = next(iter(plan(project)))
    layout, artwork = project.layouts[artboard.layout], Composer(project).compose(artboard)
    named = replace(layout, serves={artboard.placement.role: next(iter(layout.drawings))})
    assert "names it" in why(artboard, artwork, named).drawing_reason
    assert "names it" not in why(artboard, artwork, replace(layout, serves={})).drawing_reason
