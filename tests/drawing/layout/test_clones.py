"""Clones of slots: a `<use>` of one repeats what fills it, where the editor shows the clone."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.campaigns import HEADER
from support.faults import refused

from kit.base.errors import DrawingError
from kit.base.geometry import IDENTITY, Box, Matrix, Point
from kit.compose import Composer
from kit.drawing.layout.place import lay_out
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.source.values import read_transform
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.layout import Element

    Studio = Callable[[str, dict[str, str]], Path]

#: The colour of the address, which nothing else in these drawings has.
INK = "#fff4dc"
KIT = (
    HEADER
    + """\
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}
platforms: [PLACE]
messages:
  one:
    images: [{layout: strips, on: [feed, link, story, header, print]}]
    LINK
    copy: {headline: Keep the tools on.}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A wall.
"""
)
LAYOUT = "title: Strips\nslots: {headline: {required: yes}, address: {lines: 1, align: RULE}}\n"
SVG = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
ORIGINAL = (
    '<g id="slot-address" data-pin="PIN"><rect x="200" y="300" width="400" height="60"/>'
    f'<text fill="{INK}" font-family="Source Sans 3" font-size="36" x="200" y="345">change.org</text></g>'
)


def drawing(*parts: str, pin: str = "center middle", groups: str = "") -> str:
    """Draw a wall, a headline and an address, in some groups, and behind them what is given."""
    closed = "</g>" * groups.count("<g")
    return (
        f'<svg {SVG} viewBox="0 0 1000 1000"><rect width="1000" height="1000" data-pin="stretch" fill="#0f2a2e"/>'
        '<rect id="live" x="60" y="60" width="880" height="880"/>'
        '<g id="slot-headline" data-pin="left top"><rect x="100" y="80" width="800" height="100"/>'
        '<text fill="#1b4044" font-family="Source Sans 3" font-size="40" x="100" y="140">Words</text></g>'
        f"{groups}{ORIGINAL.replace('PIN', pin)}{closed}{''.join(parts)}</svg>"
    )


class Bench:
    """Composes one picture from a drawing and looks for ink on it."""

    def __init__(self, studio: Studio) -> None:
        """Take what writes a project."""
        self.studio = studio

    def compose(
        self, svg: str, place: str = "x/square", *, link: str = "link: petition", align: str = "left top"
    ) -> tuple[Artwork, Image.Image]:
        spec = KIT.replace("PLACE", place).replace("LINK", link)
        path = self.studio(spec, {"strips/layout.yaml": LAYOUT.replace("RULE", align), "strips/square.svg": svg})
        project = load_project(path)
        artwork = Composer(project).compose(plan(project)[0])
        pixels = paint(artwork.tree)
        image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
        return artwork, image


@pytest.fixture
def bench(studio: Studio) -> Bench:
    return Bench(studio)


def ink_in(image: Image.Image, area: Box) -> Box | None:
    """Return what the ink of the address covers in a part of a picture."""
    x, y = int(area.x0), int(area.y0)
    red = image.crop((x, y, int(area.x1), int(area.y1))).split()[0]
    found = red.point(lambda level: 255 if level > 130 else 0).getbbox()
    return Box(*found).moved(x, y) if found else None


def moved(box: Box, matrix: Matrix) -> Box:
    return Box.around([matrix.apply(point) for point in box.corners])


def to_artboard(artwork: Artwork, across: str = "center", down: str = "middle") -> Matrix:
    """Return the map of what is pinned to the middle, or to sides, from the drawing to the artboard."""
    scale, live, safe = artwork.scene.scale, artwork.scene.drawing.live, artwork.picture.placement.safe_box
    x = {"left": safe.x0 - scale * live.x0, "right": safe.x1 - scale * live.x1}.get(
        across, safe.center.x - scale * live.center.x
    )
    y = {"top": safe.y0 - scale * live.y0, "bottom": safe.y1 - scale * live.y1}.get(
        down, safe.center.y - scale * live.center.y
    )
    return Matrix(scale, 0, 0, scale, x, y)


def expected(artwork: Artwork, transform: str, across: str = "center", down: str = "middle", *, above: str = "") -> Box:
    """Return where the ink of a clone belongs: that of the original, led back to the drawing and on by the clone.

    `above` is what moves the original there.
    """
    words = artwork.words["address"]
    assert words.ink is not None
    drawn, placed = artwork.scene.drawing.slots["address"].box, words.slot.box
    back = 1 / artwork.scene.scale
    to_drawing = Matrix(back, 0, 0, back, drawn.x0 - placed.x0 * back, drawn.y0 - placed.y0 * back)
    clone, parent = read_transform(transform), read_transform(above)
    assert clone is not None
    assert parent is not None
    return moved(words.ink, to_artboard(artwork, across, down) @ clone @ parent.inverse @ to_drawing)


def assert_ink(image: Image.Image, box: Box) -> None:
    """Assert that the ink in and around a box is as large as the box, to 1.5 px."""
    found = ink_in(image, box.grown(12))
    assert found is not None
    assert found == pytest.approx(box, abs=1.5)


TURNED = "translate(150 900) rotate(-90) scale(0.9) translate(-200 -300)"


@pytest.mark.parametrize("place", ["x/square", "telegram/landscape", "instagram/story"])
@pytest.mark.parametrize("transform", ["translate(0 200)", "translate(100 500) scale(0.5)", TURNED])
def test_a_clone_repeats_the_filled_slot_where_it_was_drawn(bench: Bench, place: str, transform: str) -> None:
    artwork, image = bench.compose(drawing(f'<use href="#slot-address" transform="{transform}"/>'), place)
    assert_ink(image, expected(artwork, transform))
    ink = artwork.words["address"].ink
    assert ink is not None
    assert_ink(image, ink)


def test_a_clone_on_an_artboard_like_its_drawing_is_the_original_moved(bench: Bench) -> None:
    artwork, image = bench.compose(drawing('<use href="#slot-address" transform="translate(100 250)"/>'))
    ink = artwork.words["address"].ink
    assert ink is not None
    scale = artwork.picture.placement.safe_box.width / 880
    assert_ink(image, ink.moved(100 * scale, 250 * scale))


@pytest.mark.parametrize("pin", ["left top", "right bottom", "right top", "center middle"])
def test_a_clone_keeps_its_own_place_whatever_its_original_is_pinned_to(bench: Bench, pin: str) -> None:
    use = '<use href="#slot-address" transform="translate(0 400)" data-pin="left bottom"/>'
    artwork, image = bench.compose(drawing(use, pin=pin), "telegram/landscape")
    where = expected(artwork, "translate(0 400)", "left", "bottom")
    assert_ink(image, where)
    safe, scale = artwork.picture.placement.safe_box, artwork.scene.scale
    assert where.x0 == pytest.approx(safe.x0 + 140 * scale, abs=0.1 * artwork.words["address"].size)


@pytest.mark.parametrize("pin", ["stretch middle", "stretch bottom", "stretch stretch"])
@pytest.mark.parametrize("place", ["telegram/landscape", "instagram/story"])
def test_a_clone_of_a_stretched_slot_starts_at_its_place(bench: Bench, pin: str, place: str) -> None:
    artwork, image = bench.compose(drawing('<use href="#slot-address" transform="translate(0 350)"/>', pin=pin), place)
    where = expected(artwork, "translate(0 350)")
    assert_ink(image, where)
    corner = to_artboard(artwork).apply(Point(200, 650))
    assert where.x0 == pytest.approx(corner.x, abs=0.1 * artwork.words["address"].size)
    assert where.y0 >= corner.y - 1


def test_every_clone_of_a_slot_is_filled(bench: Bench) -> None:
    turns = [
        f"translate({x} 900) rotate(-90) scale(0.8) translate(-200 -300)" for x in (120, 220, 320, 420, 520, 620, 720)
    ]
    uses = "".join(f'<use href="#slot-address" transform="{turn}"/>' for turn in turns)
    artwork, image = bench.compose(drawing(f'<g id="tear-offs" data-pin="center bottom">{uses}</g>'))
    boxes = [expected(artwork, turn, "center", "bottom") for turn in turns]
    for box in boxes:
        assert_ink(image, box)
        assert box.height > box.width
    assert sum("address" in item.slot.name for item in artwork.placed) == 1


def test_a_clone_in_a_moved_group_goes_with_it(bench: Bench) -> None:
    use = '<g transform="translate(50 20) scale(1.2)"><use href="#slot-address" transform="translate(-50 80)"/></g>'
    artwork, image = bench.compose(drawing(use))
    assert_ink(image, expected(artwork, "translate(50 20) scale(1.2) translate(-50 80)"))


def test_a_clone_before_its_original_is_filled_too(bench: Bench) -> None:
    svg = drawing().replace("<g id=", '<use href="#slot-address" transform="translate(0 300)"/><g id=', 1)
    artwork, image = bench.compose(svg)
    assert_ink(image, expected(artwork, "translate(0 300)"))


def test_a_clone_of_a_clone_is_moved_twice(bench: Bench) -> None:
    uses = (
        '<use id="first" href="#slot-address" transform="translate(0 150)"/>'
        '<use href="#first" transform="translate(40 150)"/>'
    )
    artwork, image = bench.compose(drawing(uses))
    assert_ink(image, expected(artwork, "translate(0 150)"))
    assert_ink(image, expected(artwork, "translate(40 300)"))


@pytest.mark.parametrize(
    ("attributes", "transform"),
    [
        ('x="0" y="0" xlink:href="#slot-address" transform="translate(30,250)"', "translate(30 250)"),
        ('x="30" y="250" xlink:href="#slot-address"', "translate(30 250)"),
        ('x="0" y="0" xlink:href="#slot-address" transform="rotate(90,275,455)"', "rotate(90,275,455)"),
        ('x="10" y="20" xlink:href="#slot-address" transform="matrix(1,0,0,1,20,230)"', "translate(30 250)"),
    ],
)  # fmt: skip
def test_clones_as_inkscape_writes_them(bench: Bench, attributes: str, transform: str) -> None:
    use = f'<use id="use1" inkscape:label="tear-off" style="display:inline" {attributes}/>'
    artwork, image = bench.compose(drawing(use))
    assert_ink(image, expected(artwork, transform))


def test_a_clone_of_a_slot_that_inkscape_labels_is_filled(bench: Bench) -> None:
    svg = drawing('<use xlink:href="#g12" transform="translate(0,250)"/>')
    artwork, image = bench.compose(svg.replace('id="slot-address"', 'id="g12" inkscape:label="slot-address"'))
    assert_ink(image, expected(artwork, "translate(0 250)"))


ABOVE = "translate(30 -20) scale(0.8) translate(60 40)"


@pytest.mark.parametrize("place", ["x/square", "telegram/landscape", "instagram/story"])
@pytest.mark.parametrize("pin", ["", 'data-pin="left top"', 'data-pin="stretch bottom"'])
def test_what_moves_the_original_does_not_move_the_clone(bench: Bench, place: str, pin: str) -> None:
    groups = f'<g {pin} transform="translate(30 -20) scale(0.8)"><g transform="translate(60 40)">'
    svg = drawing('<use href="#slot-address" transform="translate(90 400)"/>', groups=groups)
    artwork, image = bench.compose(svg, place)
    assert_ink(image, expected(artwork, "translate(90 400)", above=ABOVE))


@pytest.mark.parametrize("place", ["x/square", "telegram/landscape"])
def test_a_clone_of_a_group_that_holds_a_slot_keeps_what_moves_the_group_itself(bench: Bench, place: str) -> None:
    use = '<use href="#band" transform="translate(0 400)" data-pin="right bottom"/>'
    artwork, image = bench.compose(drawing(use, groups='<g transform="scale(0.9)"><g id="band">'), place)
    assert_ink(image, expected(artwork, "translate(0 400)", "right", "bottom", above="scale(0.9)"))
    moving = '<g id="band" transform="translate(10 20) scale(1.1)">'
    artwork, image = bench.compose(drawing(use, groups=moving), place)
    assert_ink(image, expected(artwork, "translate(0 400)", "right", "bottom"))


def test_the_opacity_of_clones_of_clones_multiplies(bench: Bench) -> None:
    uses = (
        '<use id="first" href="#slot-address" transform="translate(0 150)" opacity="0.5"/>'
        '<use href="#first" transform="translate(0 150)" opacity="50%"/>'
    )
    artwork, _ = bench.compose(drawing(uses))
    assert [artwork.svg.count(f'opacity="{opacity}"') for opacity in ("0.5", "0.25")] == [1, 1]


def test_a_clone_that_is_asked_to_stretch_is_refused(bench: Bench) -> None:
    uses = '<use href="#slot-address" data-pin="stretch"/>', '<g data-pin="stretch"><rect width="9" height="9"/>USE</g>'
    for use in (uses[0], uses[1].replace("USE", '<use href="#slot-address"/>')):
        with refused(DrawingError, "stretched-clone"):
            bench.compose(drawing(use))


@pytest.mark.parametrize("size", ['width="100%" height="100%"', 'width="0" height="12mm"'])
def test_a_size_on_a_clone_says_nothing(bench: Bench, size: str) -> None:
    bare, sized = (bench.compose(drawing(f'<use href="#slot-address" y="200" {own}/>'))[0].svg for own in ("", size))
    assert sized == bare


@pytest.mark.parametrize("tag", ["symbol", "svg"])
def test_a_size_in_percent_on_the_clone_of_a_symbol_is_refused(bench: Bench, tag: str) -> None:
    parts = f'<defs><{tag} id="s" viewBox="0 0 9 9"/></defs>', '<use href="#s" width="50%" height="9"/>'
    with refused(DrawingError, "invalid-attribute"):
        bench.compose(drawing(*parts))


#: Originals and their clones, nested, moved and pinned differently, on a page that begins elsewhere.
NESTED = """<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500" viewBox="-200 100 1000 1000">
<rect id="live" x="-200" y="100" width="1000" height="1000" fill="none"/>
<g transform="translate(40 30) scale(0.5)"><g id="band" transform="translate(20 10)" data-pin="left top">
<g id="slot-kicker" transform="translate(7 9)">BOX</g></g></g>
<g transform="matrix(1.5 0 0 1.5 -100 50)"><g id="slot-headline" data-pin="right bottom">BOX</g></g>
<g transform="rotate(90)"><g id="slot-support">BOX</g></g>
<use id="c0" href="#slot-kicker" transform="translate(0 100)"/>
<g transform="translate(5 6) scale(1.1)"><use id="c1" href="#slot-kicker" x="30" y="200" data-pin="right top"/></g>
<use id="c2" href="#band" transform="rotate(-90) translate(-900 0)"/>
<use id="c3" href="#slot-headline" transform="scale(0.5) rotate(30)"/>
<g transform="skewX(10)"><use id="c4" href="#c3" x="50" y="60"/></g>
<use id="c5" href="#slot-support" transform="translate(0 200)" width="100%" height="100%"/>
</svg>
""".replace("BOX", '<rect x="10" y="300" width="400" height="90"/><text x="20" y="345" font-size="20">abc</text>')


def test_inkscape_and_we_put_clones_at_the_same_place(tmp_path: Path) -> None:
    path = tmp_path / "nested.svg"
    path.write_text(NESTED, encoding="utf-8")
    home = {"INKSCAPE_PROFILE_DIR": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    listed = subprocess.run(
        ["inkscape", "--query-all", path], env={**os.environ, **home}, capture_output=True, text=True, check=True
    )
    seen = {}
    for line in listed.stdout.splitlines():
        id_, *values = line.split(",")
        x, y, width, height = (2 * float(value) for value in values)
        seen[id_] = Box(x, y, x + width, y + height)
    drawn = read_drawing(path, {})
    scene = lay_out(drawn, drawn.size, drawn.live)
    ours = [(name, moved(scene.slots[name].bounds, matrix)) for name, matrix in clones(scene.root)]
    assert [name for name, _ in ours] == ["kicker", "kicker", "kicker", "headline", "headline", "support"]
    for index, (_, box) in enumerate(ours):
        assert box == pytest.approx(seen[f"c{index}"], abs=0.1), f"c{index}"


def clones(element: Element, here: Matrix = IDENTITY) -> Iterator[tuple[str, Matrix]]:
    """Yield every clone of a slot with its map from what fills the slot to the artboard."""
    matrix = here @ (read_transform(element.attributes.get("transform", "")) or IDENTITY)
    if element.tag == "slot" and "transform" in element.attributes:
        yield element.name, matrix
    for child in element.children:
        yield from clones(child, matrix)


def test_what_shares_the_group_of_an_empty_clone_goes_with_it(bench: Bench) -> None:
    mark = '<circle cx="500" cy="700" r="9" fill="#fff4dc"/>'
    use = '<use href="#slot-address" transform="translate(0 200)"/>'
    twice = f'<use href="#first" y="90"/>{mark}</g><g><use id="first" href="#slot-address" y="90"/>'
    for part in (f"<g>{use}{mark}</g>", f"<g>{twice}</g>"):
        assert "<circle" not in bench.compose(drawing(part), link="")[0].svg
        assert "<circle" in bench.compose(drawing(part))[0].svg


def test_an_empty_slot_takes_its_clones_away(bench: Bench) -> None:
    uses = '<use href="#slot-address" transform="translate(0 200)"/>' * 2
    artwork, image = bench.compose(drawing(f'<g id="tear-offs">{uses}</g>'), link="")
    assert "address" not in artwork.words
    assert ink_in(image, Box(0, 0, *image.size)) is None
