"""A picture and what is behind its words, painted together, are what each of them is when it is painted alone."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.pictures import tree_of

import kit
from kit.compose import Composer
from kit.paint.grounds import PaintedGround, paint_with_ground
from kit.paint.raster.painter import ReadPicture, paint_premultiplied, read_picture
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.tree import Tree
    from kit.paint.raster.display import Item

ROOT = Path(__file__).parents[3]
#: The start of a picture, and what fills its slots.
GROUND, WORDS = '<rect width="80" height="60" fill="#a14"/>', '<circle cx="40" cy="30" r="20" fill="#fff"/>'
FILLED = '<g><rect width="40" height="30" fill="url(#sky)"/></g>'


def drawn(body: str, width: float = 80) -> Tree:
    return tree_of(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="60">{body}</svg>')


def sky(colour: str) -> str:
    """Return a gradient to a colour."""
    ends = f'<stop offset="0" stop-color="#000"/><stop offset="1" stop-color="{colour}"/>'
    where = 'id="sky" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="40" y2="0"'
    return f"<defs><linearGradient {where}>{ends}</linearGradient></defs>"


def read(tree: Tree) -> ReadPicture:
    return read_picture(tree)


def test_a_ground_that_can_not_be_painted_fails_for_each_of_its_pictures() -> None:
    broken = drawn('<rect width="9" height="9" opacity="half"/>')
    ground = PaintedGround(broken)
    for _ in range(2):
        with pytest.raises(ValueError, match="half"):
            ground.under(broken)


def require_the_same(whole: Tree, ground: Tree) -> None:
    """Require that both are painted together as each is alone, and as its SVG text is."""
    together = paint_with_ground(whole, ground)
    for tree, pixels in zip((whole, ground), together, strict=True):
        for alone in (paint_premultiplied(tree), paint_premultiplied(tree_of(tree.svg))):
            assert (pixels.width, pixels.height, pixels.fills) == (alone.width, alone.height, alone.fills)
            assert bytes(pixels.bgra) == bytes(alone.bgra)


@pytest.mark.parametrize(
    ("whole", "ground", "shared"),
    [
        (GROUND + WORDS, f"{GROUND}<g/>", 1),
        (GROUND + WORDS, GROUND, 1),
        (WORDS + GROUND, GROUND, 0),
        (GROUND, GROUND, 1),
        (sky("#f00") + FILLED + WORDS, sky("#f00") + FILLED, 2),
        (FILLED + sky("#f00"), FILLED + sky("#00f"), 0),
        (f'<path d="M0 0H9V9z" filter="url(#f)"/>{WORDS}', '<path d="M0 0H9V9z" filter="url(#f)"/>', 1),
    ],
    ids=["slot", "nothing-over-it", "below", "equal", "gradient", "other-gradient", "unknown"],
)
def test_what_both_begin_with_is_painted_once(whole: str, ground: str, shared: int) -> None:
    assert read(drawn(whole)).shared_with(read(drawn(ground))) == shared
    require_the_same(drawn(whole), drawn(ground))


#: Something small above the words, and something large.
LOGO, FRAME = '<rect x="60" y="50" width="15" height="8" fill="#2e3"/>', '<path d="M2 2H78V58H2zV30H3V2z" fill="#2e3"/>'


@pytest.mark.parametrize("above", ["", LOGO, FRAME], ids=["nothing", "logo", "frame"])
def test_later_pictures_over_a_ground_are_painted_like_the_first(above: str) -> None:
    ground = PaintedGround(drawn(f"{GROUND}<g/>{above}"))
    bodies = [f"{GROUND}{words}{above}" for words in (WORDS, FILLED, WORDS, "<g/>")]
    for body in (*bodies, WORDS + GROUND, *bodies):
        whole = drawn(sky("#f00") + body if "sky" in body else body)
        assert bytes(ground.under(whole).bgra) == bytes(paint_premultiplied(whole).bgra)
        assert bytes(ground.pixels.bgra) == bytes(paint_premultiplied(drawn(f"{GROUND}<g/>{above}")).bgra)


@pytest.mark.parametrize(("above", "times"), [("", 1), (LOGO, 1), (FRAME, 3)], ids=["nothing", "logo", "frame"])
def test_what_pictures_begin_with_is_kept_if_little_is_above_their_words(
    above: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int | None] = []
    items = ReadPicture.items

    def counted(picture: ReadPicture, start: int = 0, end: int | None = None) -> Iterator[Item]:
        begun.extend([end] if end else [])
        return items(picture, start, end)

    monkeypatch.setattr(ReadPicture, "items", counted)
    ground = PaintedGround(drawn(f"{GROUND}<g/>{above}"))
    for _ in range(3):
        ground.under(drawn(GROUND + WORDS + above))
    assert begun == [1] * times


def test_pictures_of_two_sizes_are_painted_alone() -> None:
    require_the_same(drawn(GROUND + WORDS), drawn(GROUND, width=90))


@pytest.mark.ci
def test_pictures_of_the_kit_share_what_is_behind_their_words() -> None:
    project = kit.load(ROOT)
    composer = Composer(project)
    artworks = [composer.compose(artboard) for artboard in plan(project)[::181]]
    for artwork in artworks:
        require_the_same(artwork.tree, artwork.ground)
    assert sum(read(one.tree).shared_with(read(one.ground)) > 1 for one in artworks) > len(artworks) / 2


@pytest.mark.parametrize("seed", range(4))
def test_pictures_of_several_kits_are_painted_like_each_alone(seed: int) -> None:
    chance, ground, drawn_as = random.Random(seed), None, ""  # noqa: S311  (no secret)
    for _ in range(40):
        wall = chance.choice((GROUND, f'{sky("#f5a")}<rect width="80" height="60" fill="url(#sky)"/>'))
        plate = f'<rect x="9" y="40" width="{chance.choice((20, 30))}" height="9" fill="#fff" fill-opacity="0.5"/>'
        headline = chance.choice((WORDS, '<circle cx="20" cy="20" r="9" fill="#ff0"/>'))
        name = f'<rect x="{chance.randrange(60)}" y="{chance.randrange(40)}" width="9" height="5" fill="#0f0"/>'
        words = [name, headline, plate] if chance.random() < 0.3 else [headline, plate, name]
        empty = ["<g/>" if one is not plate else plate for one in words]
        whole, behind = drawn("".join((wall, *words))), drawn("".join((wall, *empty)))
        if ground is None or drawn_as != behind.digest or chance.random() < 0.2:
            ground, drawn_as = PaintedGround(behind, ground, of_kits=True), behind.digest
        found = ground.under(whole)
        assert bytes(found.bgra) == bytes(paint_premultiplied(whole).bgra)
        assert bytes(ground.pixels.bgra) == bytes(paint_premultiplied(behind).bgra)
        assert (found.plain, found.fills) == (paint_premultiplied(whole).plain, whole.fills)
