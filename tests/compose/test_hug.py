"""Shapes that follow words: bars, pools of light and strokes of a pen, in the distances in which they are drawn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from support.faults import refused
from support.followers import boxes, compose, drawing, shapes
from support.pictures import image_of

from kit.base.errors import DrawingError
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.geometry import Box
    from kit.model.artwork import Artwork, PlacedWords

BAR = '<rect id="hug-headline" x="80" y="190" width="400" height="130" rx="12" fill="#f5a83c"/>'
CLIP, CLIPPED = '<clipPath id="c"><rect width="5" height="5"/></clipPath>', 'clip-path="url(#c)" id'
POOL = '<ellipse data-name="hug-headline emphasis" cx="290" cy="260" rx="230" ry="110" fill="#f5a83c"/>'
STROKE = '<path id="hug-headline" data-options="lines" d="M100 310q170 -20 340 0v8q-170 -20 -340 0z" fill="#f5a83c"/>'
TWO_LINES = '<tspan x="100" y="290">Hand in</tspan><tspan x="100" y="420">your name</tspan>'
STRONG = '<tspan x="100" y="290">Hand <tspan font-weight="750" fill="#f5a83c">in</tspan></tspan>'


def painted(artwork: Artwork) -> Image.Image:
    """Return the pixels of a picture, of which no SVG is written."""
    pixels = paint(artwork.tree)
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


def headline(artwork: Artwork) -> PlacedWords:
    return artwork.words["headline"]


def margins(outer: Box, inner: Box, size: float) -> tuple[float, float]:
    """Return how far a box reaches beyond another at its left and its right, in sizes."""
    return (inner.x0 - outer.x0) / size, (outer.x1 - inner.x1) / size


def test_a_bar_is_where_it_is_drawn_while_the_words_are_those_of_the_sample(tmp_path: Path) -> None:
    (bar,) = boxes(compose(tmp_path, drawing(BAR)), "hug-headline")
    words = headline(compose(tmp_path, drawing(BAR)))
    assert words.rows[0].ink.x0 == pytest.approx(100, abs=2)  # large first letters stand on the edge by their ink
    assert bar == pytest.approx((80, 190, 480, 320), abs=6)
    assert bar.y0 - words.rows[0].baseline == pytest.approx(190 - 290, abs=0.01)


def test_a_bar_follows_the_ink_across_and_the_baseline_up_and_down(tmp_path: Path) -> None:
    drawn = compose(tmp_path / "a", drawing(BAR))
    other = compose(tmp_path / "b", drawing(BAR), "Add it")
    (before,), (after,) = boxes(drawn, "hug-headline"), boxes(other, "hug-headline")
    one, two = headline(drawn), headline(other)
    assert two.ink is not None
    assert one.ink is not None
    assert two.ink.width < one.ink.width - 40
    assert margins(after, two.ink, two.size) == pytest.approx(margins(before, one.ink, one.size), abs=1e-3)
    assert after.height == pytest.approx(before.height)
    rect = shapes(other, "hug-headline")[0]
    assert (rect.tag, rect.attributes["rx"]) == ("rect", "12.000")


@pytest.mark.parametrize("top", [310, 180])
@pytest.mark.parametrize("sample", ['<tspan x="100" y="290">Hand in</tspan>', TWO_LINES])
def test_a_stroke_under_or_over_words_is_as_high_however_many_lines_they_have(
    tmp_path: Path, top: float, sample: str
) -> None:
    lines, under = sample.count("<tspan"), top > 290
    y = top + 130 * (lines - 1) * under
    stroke = f'<path id="hug-headline" d="M100 {y}h340v8h-340z" fill="#f5a83c"/>'
    for words in ("Hand in", "Hand in your own name", "Hand in your own name here and now today"):
        artwork = compose(tmp_path / f"{len(words)}", drawing(stroke, sample=sample), words)
        (box,), rows = boxes(artwork, "hug-headline"), headline(artwork).rows
        assert box.height == pytest.approx(8, abs=0.1)
        assert box.y0 - rows[-1 if under else 0].baseline == pytest.approx(top - 290, abs=0.1)
    assert len(rows) == 3


def test_a_bar_shrinks_with_its_words(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(BAR), "Unquestionablywords")
    size, (bar,) = headline(artwork).size, boxes(artwork, "hug-headline")
    assert size < 95
    assert bar.height == pytest.approx(1.3 * size, abs=0.02)
    assert float(shapes(artwork, "hug-headline")[0].attributes["rx"]) == pytest.approx(0.12 * size, abs=0.01)


def test_letters_that_reach_further_than_the_samples_push_a_shape_that_holds_them(tmp_path: Path) -> None:
    plain, accent = (compose(tmp_path / word[:3], drawing(BAR), word) for word in ("Hand in", "ÅÊ jg"))
    (before,), (after,) = boxes(plain, "hug-headline"), boxes(accent, "hug-headline")
    before_ink, ink, row = headline(plain).ink, headline(accent).ink, headline(accent).rows[0]
    assert before_ink
    assert ink
    assert ink.y0 - after.y0 == pytest.approx(before_ink.y0 - before.y0, abs=1)
    assert row.baseline - after.y0 > 110
    assert after.y1 - row.baseline == pytest.approx(before.y1 - headline(plain).rows[0].baseline, abs=0.1)


def test_a_bar_is_as_high_behind_taller_letters(tmp_path: Path) -> None:
    low = '<tspan x="100" y="290">see on</tspan>'
    tall, short = (compose(tmp_path / word[:3], drawing(BAR, sample=low), word) for word in ("lbk hl", "see on"))
    heights = [box.height for artwork in (tall, short) for box in boxes(artwork, "hug-headline")]
    assert heights == [pytest.approx(130), pytest.approx(130)]


@pytest.mark.parametrize("words", ["Hand in your own name", "Hand in your own name here and now today"])
def test_lines_have_a_bar_each_and_all_are_as_high(tmp_path: Path, words: str) -> None:
    bar = BAR.replace('"hug-headline"', '"hug-headline lines"')
    artwork = compose(tmp_path, drawing(bar), words)
    found, rows = boxes(artwork, "hug-headline"), headline(artwork).rows
    assert len(found) == len(rows) > 1
    assert "hug-headline" not in artwork.svg
    assert {round(box.height, 2) for box in found} == {round(1.3 * headline(artwork).size, 2)}
    sides = [margins(box, row.ink, 1) for box, row in zip(found, rows, strict=True)]
    assert sides == [pytest.approx(sides[0], abs=0.01)] * len(rows)


def test_a_bar_is_measured_at_the_line_that_it_is_drawn_behind(tmp_path: Path) -> None:
    bars = (
        '<g id="hug-headline lines"><rect x="80" y="320" width="520" height="130" fill="#f5a83c"/>'
        '<rect x="80" y="190" width="400" height="130" fill="#f5a83c"/></g>'
    )
    artwork = compose(tmp_path, drawing(bars, sample=TWO_LINES), "Hand in your own name")
    rows = headline(artwork).rows
    found = [one for one in boxes(artwork, "") if 100 < one.height < 200]
    assert len(found) == len(rows)
    assert [row.baseline - box.y0 for box, row in zip(found, rows, strict=True)] == [pytest.approx(100)] * len(rows)


def test_around_all_lines_it_reaches_from_the_first_to_the_last(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(BAR), "Hand in your own name")
    (bar,), rows = boxes(artwork, "hug-headline"), headline(artwork).rows
    assert len(rows) > 1
    assert bar.y0 == pytest.approx(rows[0].baseline - 1.0 * headline(artwork).size, abs=0.01)
    assert bar.y1 > rows[-1].baseline


def test_a_stroke_under_words_keeps_its_height_and_its_distance(tmp_path: Path) -> None:
    drawn, artwork = (compose(tmp_path / word[:3], drawing(STROKE), word) for word in ("Hand in", "Åjump"))
    (before,), (after,) = boxes(drawn, "hug-headline"), boxes(artwork, "hug-headline")
    row = headline(artwork).rows[0]
    assert after.height == pytest.approx(before.height, abs=0.02)
    assert after.y0 - row.baseline == pytest.approx(before.y0 - headline(drawn).rows[0].baseline, abs=0.02)
    assert after.width != pytest.approx(before.width, abs=20)
    assert shapes(artwork, "hug-headline")[0].tag == "path"


@pytest.mark.parametrize(("top", "words", "lower"), [(320, "Hand", 0), (320, "ججج", 7.77), (300, "ججج", 0)])
def test_a_stroke_below_all_letters_stays_clear_of_deeper_ones(
    tmp_path: Path, top: float, words: str, lower: float
) -> None:
    stroke = f'<path id="hug-headline" d="M100 {top}h340v8h-340z" fill="#f5a83c"/>'
    artwork = compose(tmp_path, drawing(stroke), words)
    (box,), row = boxes(artwork, "hug-headline"), headline(artwork).rows[0]
    assert box.height == pytest.approx(8, abs=0.1)
    assert box.y0 - row.baseline == pytest.approx(top - 290 + lower, abs=0.1)
    assert box.y0 > row.ink.y1 or top == 300  # drawn through the letters


def test_a_stroke_under_words_may_be_filled_with_a_pattern(tmp_path: Path) -> None:
    """Its tiles are cut by the outline that it has around the words, not by the one that is drawn."""
    tile = (
        '<pattern id="p" patternUnits="userSpaceOnUse" width="20" height="20"><path d="M0 0H20V20H0Z" FILL/></pattern>'
    )
    pattern = tile.replace("FILL", 'fill="#f5a83c"')
    line = 'stroke="#fff4dc" stroke-width="3"'
    plain, tiled = (
        compose(tmp_path / name, drawing(behind, STROKE.replace("/>", f" {line}/>").replace("#f5a83c", fill)), "Add it")
        for name, behind, fill in (("plain", "", "#f5a83c"), ("tiled", pattern, "url(#p)"))
    )
    assert "clipPath" in tiled.svg
    difference = ImageChops.difference(image_of(plain.svg), image_of(tiled.svg))
    assert sum(difference.convert("L").histogram()[9:]) == 0
    assert not re.search('<g [^>]*\\bd="', tiled.svg)
    assert ImageChops.difference(painted(tiled), image_of(tiled.svg)).getbbox() is None


def test_a_pool_follows_the_emphasised_words_only(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(POOL, sample=STRONG), "Hand **it** in")
    (pool,), (row,) = boxes(artwork, "hug-headline"), headline(artwork).rows
    (strong,) = row.emphasised
    assert strong.width < row.ink.width / 3
    assert pool.contains(strong)
    drawn = boxes(compose(tmp_path, drawing(POOL, sample=STRONG), "Hand **in**"), "hug-headline")
    assert drawn == [pytest.approx((60, 150, 520, 370), abs=8)]
    assert shapes(artwork, "hug-headline")[0].tag == "ellipse"


def test_without_emphasis_nothing_is_drawn_for_emphasised_words(tmp_path: Path) -> None:
    assert not shapes(compose(tmp_path, drawing(POOL, sample=STRONG), "Hand it in"), "hug-headline")


def test_sample_words_without_ink_have_no_distance(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(BAR, sample='<tspan x="100" y="290">\u200b</tspan>'))
    assert boxes(artwork, "hug-headline") == [pytest.approx(headline(artwork).ink, abs=0.01)]


def test_padding_is_counted_from_the_ink(tmp_path: Path) -> None:
    for padding in ('id="hug-headline" data-padding="10 30"', 'id="hug-headline padding-10-30"'):
        artwork = compose(tmp_path, drawing(BAR.replace('id="hug-headline"', padding)), "Jog")
        (bar,), ink = boxes(artwork, "hug-headline"), headline(artwork).ink
        assert ink
        assert bar == pytest.approx((ink.x0 - 30, ink.y0 - 10, ink.x1 + 30, ink.y1 + 10), abs=0.01)


@pytest.mark.parametrize("anchor", [("middle", 300), ("end", 500)])
def test_sample_words_are_found_where_their_anchor_puts_them(tmp_path: Path, anchor: tuple[str, int]) -> None:
    sample = f'<tspan text-anchor="{anchor[0]}" x="{anchor[1]}" y="290">Hand in</tspan>'
    artwork = compose(tmp_path, drawing(BAR, sample=sample))
    (bar,), ink = boxes(artwork, "hug-headline"), headline(artwork).ink
    assert ink
    before = ink.width * {"middle": 0.5, "end": 1.0}[anchor[0]]
    assert ink.x0 - bar.x0 == pytest.approx(anchor[1] - before - 80, abs=6)


def test_an_empty_slot_takes_what_follows_it_away(tmp_path: Path) -> None:
    bar = '<rect id="hug-support" x="90" y="720" width="300" height="70" fill="#f5a83c"/>'
    assert not shapes(compose(tmp_path, drawing(bar)), "hug-support")
    assert shapes(compose(tmp_path, drawing(bar), support="More"), "hug-support")


def test_a_gradient_goes_with_its_shape_and_a_stroke_grows_with_the_type(tmp_path: Path) -> None:
    gradient = (
        '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="80" y1="0" x2="480" y2="0">'
        '<stop offset="0" stop-color="#f5a83c"/><stop offset="1" stop-color="#fffbe8"/></linearGradient>'
    )
    bar = BAR.replace('fill="#f5a83c"', 'fill="url(#g)" stroke="#fffbe8" stroke-width="4"')
    artwork = compose(tmp_path, drawing(gradient, bar), "Hand in your name", place="wide")
    (box,) = boxes(artwork, "hug-headline")
    image = image_of(artwork.svg)
    left, right = (image.getpixel((int(x), int(box.y1 - 12))) for x in (box.x0 + 12, box.x1 - 12))
    assert left == pytest.approx((0xF5, 0xA8, 0x3C), abs=9)
    assert right == pytest.approx((0xFF, 0xFB, 0xE8), abs=9)
    assert float(shapes(artwork, "hug-headline")[0].attributes["stroke-width"]) == pytest.approx(
        0.04 * headline(artwork).size, rel=1e-3
    )


def test_words_are_judged_on_what_follows_them(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(BAR), "Add it")
    (bar,) = boxes(artwork, "hug-headline")
    assert image_of(artwork.ground.svg).getpixel((int(bar.center.x), int(bar.center.y))) == (0xF5, 0xA8, 0x3C)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<rect id="hug-headlin" width="9" height="9"/>', "follows-no-slot"),
        ('<rect id="hug-qr" width="9" height="9"/>', "follows-no-slot"),
        ('<g id="slot-qr"><rect width="9" height="9"/></g><path id="hug-qr" d="M0 0h9v9z"/>', "follows-no-words"),
        ('<rect id="hug-headline emphasis" width="9" height="9"/>', "follows-no-emphasis"),
        ('<rect id="hug-headline emphasise" width="9" height="9"/>', "unknown-option"),
        ('<rect id="hug-headline" data-padding="wide" width="9" height="9"/>', "invalid-padding"),
        ('<rect id="hug-headline padding-1-2-3" width="9" height="9"/>', "invalid-padding"),
        ('<g id="hug-headline"/>', "follower-without-shape"),
        ('<path id="hug-headline" d="" fill="#f5a83c"/>', "follower-without-shape"),
        ('<polygon id="clip-headline" points="" fill="#f5a83c"/>', "follower-without-shape"),
        ('<defs><rect id="hug-headline" width="9" height="9"/></defs>', "follower-misplaced"),
        (f'{BAR}<use href="#hug-headline" x="9"/>', "follower-misplaced"),
        (f"{CLIP}{BAR.replace('id', CLIPPED)}", "clipped-follower"),
        (f"{CLIP}<g {CLIPPED.removesuffix(' id')}>{BAR}</g>", "clipped-follower"),
    ],
)  # fmt: skip
def test_what_can_not_follow_is_refused(tmp_path: Path, body: str, code: str) -> None:
    with refused(DrawingError, code):
        compose(tmp_path, drawing(body))


def test_what_follows_can_not_be_in_its_slot(tmp_path: Path) -> None:
    svg = drawing().replace("<text", f"{BAR}<text", 1)
    with refused(DrawingError, "follower-misplaced"):
        compose(tmp_path, svg)
