"""Slots that repeat words in another style, for the look alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.followers import compose, drawing, shapes
from support.pictures import image_of

from kit.base.errors import DrawingError
from kit.judge import placed_words

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork, PlacedWords

#: Words once more, in half the size and in amber.
AGAIN = (
    '<g data-name="slot-headline again" data-pin="left top"><rect x="100" y="500" width="400" height="60"/>'
    '<text fill="#f5a83c" font-family="Source Sans 3" font-size="50" x="100" y="550">Hand in</text></g>'
)
QR = '<g id="slot-qr"><rect width="90" height="90"/></g>'


def repeated(artwork: Artwork) -> list[PlacedWords]:
    return [placed for placed in artwork.all_words if placed.slot.repeats]


def test_the_words_are_set_once_more_in_a_box_and_a_style_of_their_own(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(AGAIN), "Hand **it** in")
    (again,) = repeated(artwork)
    assert (again.text, again.size, again.slot.name) == ("Hand it in", 50, "headline again")
    assert again.ink
    assert again.slot.box.contains(again.ink, 1)
    assert list(artwork.words) == ["headline"]
    colours = {colour for _, colour in image_of(artwork.svg).crop((100, 500, 500, 560)).getcolors(9999) or ()}
    assert (0xF5, 0xA8, 0x3C) in colours


def test_each_of_several_has_a_style_of_its_own(tmp_path: Path) -> None:
    other = AGAIN.replace('y="500"', 'y="600"').replace('size="50"', 'size="40"')
    artwork = compose(tmp_path, drawing(AGAIN, other))
    sizes = {one.slot.name: one.size for one in repeated(artwork)}
    assert sizes == {"headline again": 50, "headline again 2": 40}


def test_it_may_repeat_the_emphasised_words_alone(tmp_path: Path) -> None:
    emphasised = AGAIN.replace(" again", " again emphasis")
    (again,) = repeated(compose(tmp_path, drawing(emphasised), "Hand **it** in **now**"))
    assert again.text == "it now"
    assert not repeated(compose(tmp_path, drawing(emphasised), "Hand it in"))


def test_it_may_have_an_outline_and_be_faint(tmp_path: Path) -> None:
    look = AGAIN.replace('fill="#f5a83c"', 'fill="none" stroke="#f5a83c" stroke-width="2px" opacity="0.5"')
    svg = compose(tmp_path, drawing(look), "A very much longer line").svg
    (again,) = repeated(compose(tmp_path, drawing(look), "A very much longer line"))
    assert f'stroke="#f5a83c" stroke-width="{0.04 * again.size:.3f}" opacity="0.5"' in svg


def test_it_is_part_of_what_lies_behind_other_words(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(AGAIN))
    assert '"#f5a83c"' in artwork.ground.svg
    assert '"#f5a83c"' not in compose(tmp_path, drawing()).ground.svg


def test_it_keeps_to_the_safe_area_and_its_box_but_may_lie_behind_others(tmp_path: Path) -> None:
    def codes(again: str, words: str = "Hand in") -> list[str]:
        artwork = compose(tmp_path, drawing(again), words)
        rules = (placed_words.overflow, placed_words.safe_area, placed_words.ink)
        return [fault.code for rule in rules for fault in rule(artwork)]

    assert codes(AGAIN) == []
    assert codes(AGAIN.replace('y="500"', 'y="216"')) == []
    assert codes(AGAIN.replace('y="500"', 'y="930"')) == ["outside-safe-area"]
    assert codes(AGAIN.replace('width="400"', 'width="60"')) == ["text-overflow"]


def test_it_goes_with_its_pin_and_without_the_words(tmp_path: Path) -> None:
    right = AGAIN.replace("left top", "right top")
    (again,) = repeated(compose(tmp_path, drawing(right), place="wide"))
    assert again.slot.box.x0 == 1100
    support = AGAIN.replace("headline", "support").replace("<rect", '<rect id="mark" width="5" height="5"/><rect')
    assert not repeated(compose(tmp_path, drawing(support)))


def test_it_goes_with_its_group_when_the_words_are_missing(tmp_path: Path) -> None:
    mark = '<circle data-name="mark" r="9" fill="#f5a83c"/>'
    group = f"<g>{AGAIN.replace('headline', 'support')}{mark}</g>"
    assert not shapes(compose(tmp_path, drawing(group)), "mark")
    assert shapes(compose(tmp_path, drawing(group), support="More"), "mark")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (AGAIN.replace("headline", "note"), "repeat-without-slot"),
        (QR + QR.replace("slot-qr", "slot-qr again"), "repeat-without-words"),
        (AGAIN.replace(" again", ""), "duplicate-slot"),
        (AGAIN.replace("headline", "headlin"), "unknown-slot"),
    ],
)
def test_what_can_not_be_repeated_is_refused(tmp_path: Path, body: str, code: str) -> None:
    with refused(DrawingError, code):
        compose(tmp_path, drawing(body))
