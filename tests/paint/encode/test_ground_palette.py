"""Pictures over a ground that others share: the bytes of each, and how near it comes to its colours."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support.pictures import straight, tree_of

from kit.paint.encode import ground_palette
from kit.paint.encode.colour_counts import Colours
from kit.paint.encode.image_bytes import Form, make_body
from kit.paint.encode.pixel_images import words_of
from kit.paint.encode.png import with_palette
from kit.paint.encode.reduced_palette import EDGE_OFF, MEAN, indexed
from kit.paint.grounds import PaintedGround
from kit.paint.raster.painter import paint_premultiplied

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kit.model.asset import PremultipliedPixels
    from kit.model.tree import Tree
    from kit.paint.encode.pixel_images import Words
    from kit.paint.encode.reduced_palette import Indexed

SIZE, WHITE, AMBER = 400, "#fff4dc", "#f5a83c"
LIGHT = (
    '<defs><radialGradient id="g" gradientUnits="userSpaceOnUse" cx="90" cy="300" r="380"><stop offset="0" '
    'stop-color="#2a6f77"/><stop offset="1" stop-color="#0b2428"/></radialGradient></defs>'
    f'<rect width="{SIZE}" height="{SIZE}" fill="url(#g)"/>'
)
#: As many colours as a photo has: lights of three colours, one beside the other.
MANY = "".join(
    f'<linearGradient id="l{n}" gradientUnits="userSpaceOnUse" x1="0" y1="{9 * n}" x2="400" y2="{9 * n + 9}">'
    f'<stop offset="0" stop-color="#{5 * n:02x}{255 - 5 * n:02x}{3 * n:02x}"/>'
    f'<stop offset="1" stop-color="#{255 - 5 * n:02x}{3 * n:02x}{200 - 4 * n:02x}"/></linearGradient>'
    f'<rect y="{9 * n}" width="{SIZE}" height="9" fill="url(#l{n})"/>'
    for n in range(45)
)


def drawn(body: str) -> Tree:
    return tree_of(f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}">{body}</svg>')


def letters(at: int, colour: str = WHITE) -> str:
    """Return round letters in two lines."""
    return "".join(
        f'<circle cx="{at + 31 * (n % 9)}" cy="{at + 60 * (n // 9)}" r="{6 + n % 5}" fill="{colour}"/>'
        for n in range(18)
    )


def off(found: Indexed | None, pixels: PremultipliedPixels) -> NDArray[np.int16]:
    """Return how far each channel of a picture in a palette is from its own."""
    assert found
    shown = np.asarray(found.palette, ">u4").view(np.uint8).reshape(-1, 4)[:, 1:][found.pixels]
    return np.asarray(np.abs(shown.astype(np.int16) - np.asarray(straight(pixels).convert("RGB"), np.int16)))


def test_a_picture_has_the_same_bytes_whichever_other_pictures_share_its_ground() -> None:
    trees = [drawn(LIGHT + letters(at)) for at in (40, 90, 52)]
    shared = PaintedGround(drawn(LIGHT))
    together = [make_body(shared.under(tree), Form("png")) for tree in trees]
    alone = [make_body(PaintedGround(drawn(LIGHT)).under(tree), Form("png")) for tree in reversed(trees)]
    assert together == alone[::-1]
    assert len({body.data for body in together}) == 3


def test_the_palette_is_found_once_for_a_ground_and_the_colours_of_words() -> None:
    ground = PaintedGround(drawn(LIGHT))
    palettes = []
    for at in (40, 90, 52):
        found = with_palette(ground.under(drawn(LIGHT + letters(at))))
        assert found
        palettes.append(found.palette)
    assert all(palette is palettes[0] for palette in palettes)
    other = with_palette(ground.under(drawn(LIGHT + letters(40, AMBER))))
    assert other
    assert other.palette is not palettes[0]


@pytest.mark.parametrize("colour", [WHITE, AMBER, "#000000"])
def test_words_keep_their_colour_and_edges_and_ground_come_as_near_as_in_a_palette_of_their_own(colour: str) -> None:
    pixels = PaintedGround(drawn(LIGHT)).under(drawn(LIGHT + letters(60, colour)))
    shared, own = off(with_palette(pixels), pixels), off(indexed(words_of(pixels), pixels.fills), pixels)
    rgb = np.asarray(straight(pixels).convert("RGB"))
    assert not np.any(shared[(rgb == list(bytes.fromhex(colour[1:]))).all(axis=2)])
    assert np.max(shared) <= EDGE_OFF // 2 or np.max(shared) <= np.max(own)
    assert np.mean(shared) <= min(MEAN, 1.15 * float(np.mean(own)) + 0.02)


def test_where_words_bring_light_of_their_own_a_picture_has_its_own_palette() -> None:
    glow = LIGHT.replace('id="g"', 'id="h"').replace("#2a6f77", "#ffe9c0").replace("url(#g)", "url(#h)")
    lit = glow.replace(f'<rect width="{SIZE}" height="{SIZE}"', '<rect x="50" y="50" width="200" height="120"')
    pixels = PaintedGround(drawn(LIGHT)).under(drawn(LIGHT + lit))
    assert pixels.ground
    base = ground_palette.palette_of(pixels.ground, pixels.over, plain=False)
    assert base
    assert ground_palette.mapped_over(words_of(pixels), words_of(pixels.ground), base) is None
    own = indexed(words_of(pixels), pixels.fills)
    found = with_palette(pixels)
    assert (found is None) == (own is None)
    if found and own:
        assert np.array_equal(found.pixels, own.pixels)


def test_over_a_ground_of_too_many_colours_no_picture_has_a_palette() -> None:
    pixels = PaintedGround(drawn(MANY)).under(drawn(MANY + letters(60)))
    assert indexed(words_of(pixels), pixels.fills) is None
    assert with_palette(pixels) is None
    assert pixels.ground
    assert ground_palette.palette_of(pixels.ground, pixels.over, plain=False) is None


def test_where_a_ground_leaves_no_entry_for_the_edges_of_words_no_picture_over_it_has_a_palette() -> None:
    """Else each language would look for a palette of its own."""
    squares = "".join(
        f'<rect x="{25 * (n % 16)}" y="{25 * (n // 16)}" width="25" height="25" fill="#{n:02x}{7 * n % 256:02x}00"/>'
        for n in range(256)
    )
    ground = PaintedGround(drawn(squares))
    assert with_palette(ground.pixels)
    assert with_palette(ground.under(drawn(squares + letters(60)))) is None


@pytest.mark.parametrize(
    ("value", "pixels", "levels", "steps"),
    [(0x848484, 6, 7, True), (0x848484, 5, 7, False), (0x848484, 6, 6, False), (0xC0C0C0, 6, 7, False)],
    ids=["a step", "too small", "near enough", "an edge, where no colour is like it"],
)
def test_a_steep_light_shows_steps_where_colours_are_off_like_which_others_are_ground(
    value: int, pixels: int, levels: int, *, steps: bool
) -> None:
    count, even, none = np.array([10_000, 20, pixels]), np.array([10_000, 20, 0]), np.zeros(3, np.intp)
    colours = Colours(np.array([0, 0x808080, value], np.uint32), count, even, none, none, none)
    assert ground_palette.has_steps(colours, np.array([0.0, 0.0, levels])) == steps


def test_more_words_are_more_edges_and_no_reason_for_a_palette_of_their_own() -> None:
    ground = PaintedGround(drawn(LIGHT))
    pixels = ground.under(drawn(LIGHT + letters(40)))
    base = ground_palette.palette_of(ground.pixels, pixels.over, plain=False)
    assert base
    words, behind = words_of(pixels), words_of(ground.pixels)
    dearest = replace(base, error=0.35 * 3 * words.size)
    assert ground_palette.mapped_over(words, behind, dearest)
    assert ground_palette.mapped_over(words, behind, replace(base, error=0.4 * 3 * words.size)) is None


def test_a_picture_is_painted_the_same_over_a_ground_as_by_itself() -> None:
    ground = PaintedGround(drawn(LIGHT + '<rect x="5" y="5" width="9" height="9" fill="#fff"/>'))
    for tree in (drawn(LIGHT + letters(60)), drawn(letters(40) + LIGHT), drawn(letters(30)), drawn(LIGHT)):
        painted, alone = ground.under(tree), paint_premultiplied(tree)
        assert bytes(painted.bgra) == bytes(alone.bgra)
        assert (painted.fills, painted.plain) == (alone.fills, alone.plain)
        assert painted.ground is ground.pixels
    assert replace(ground.pixels).ground is None


def test_no_word_of_a_picture_is_a_picture_too() -> None:
    pixels = PaintedGround(drawn(LIGHT)).under(drawn(LIGHT))
    assert pixels.over == frozenset()
    assert with_palette(pixels)


@pytest.mark.parametrize("seed", range(6))
def test_what_another_kit_has_in_common_is_not_mapped_again_and_nothing_differs(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (no secret)
    ground, mapped = PaintedGround(drawn(LIGHT)), list[ground_palette.Mapped]()
    refused = 0
    for _ in range(12):
        name = f'<rect x="{chance.randrange(300)}" y="{chance.randrange(350)}" width="{chance.randrange(9, 90)}.5" '
        colour = chance.choice((WHITE, AMBER, "#2b6f70", "#ff00aa"))
        body = (
            letters(chance.choice((40, 60)), chance.choice((WHITE, AMBER))) + f'{name} height="20.5" fill="{colour}"/>'
        )
        pixels = ground.under(drawn(LIGHT + body))
        base = ground_palette.palette_of(ground.pixels, frozenset({0xFFF4DC, 0xF5A83C}), plain=False)
        assert base
        words, behind = words_of(pixels), words_of(ground.pixels)
        alone = ground_palette.mapped_over(words, behind, base)
        for like in mapped[-3:]:
            found = ground_palette.mapped_over(words, behind, base, like)
            assert (found is None) == (alone is None)
            if found and alone:
                assert np.array_equal(found.indexed.pixels, alone.indexed.pixels)
                assert (found.error, sorted(found.off)) == (alone.error, sorted(alone.off))
        mapped += [alone] if alone else []
        refused += alone is None
    assert len(mapped) > 3
    assert refused


def test_a_picture_of_several_kits_is_mapped_from_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    entries = ground_palette.entries_of

    def counted(colours: Words, base: ground_palette.GroundPalette) -> object:
        seen.append(len(colours))
        return entries(colours, base)

    monkeypatch.setattr(ground_palette, "entries_of", counted)
    ground = PaintedGround(drawn(LIGHT), of_kits=True)
    names = [f'<rect x="300" y="10" width="{width}" height="9" fill="{WHITE}"/>' for width in (30, 40)]
    for name in names:
        assert with_palette(ground.under(drawn(LIGHT + letters(60) + name)))
    assert seen[0] > 1000
    assert seen[2:] == [90, 0]  # what the second name has more; nothing is gone
