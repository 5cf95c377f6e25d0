"""Words that a shape cuts: in a second colour beyond it, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.followers import compose, drawing, shapes
from support.pictures import image_of

from kit.base.errors import DrawingError
from kit.base.geometry import Box
from kit.judge.pixels import ratios
from kit.judge.subjects import Painted
from kit.paint.raster.painter import paint

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from kit.model.artwork import Artwork

#: A bright half of the wall from y = 260 on, where the words are dark; above they are bright, or gone.
DAY = '<rect y="260" width="1000" height="740" data-pin="stretch bottom" fill="#f5a83c"/>'
CLIP = '<rect id="clip-headline" y="260" width="1000" height="740" data-pin="stretch bottom" fill="none"/>'
BEYOND = CLIP.replace('"clip-headline"', '"clip-headline beyond-near"')
#: The same as a path, in both directions, and as an ellipse so large that its edge is nearly straight.
PATHS = (
    BEYOND.replace("<rect", "<path").replace('y="260" width="1000" height="740"', 'd="M0 260H1000V1000H0z"'),
    BEYOND.replace("<rect", "<path").replace('y="260" width="1000" height="740"', 'd="M0 260V1000H1000V260z"'),
    BEYOND.replace("<rect", "<ellipse").replace(
        'y="260" width="1000" height="740" data-pin="stretch bottom"', 'cx="500" cy="40260" rx="40000" ry="40000"'
    ),
)
DARK, BRIGHT, GROUND = (0x0F, 0x2A, 0x2E), (0xFF, 0xFB, 0xE8), (0xF5, 0xA8, 0x3C)


def colours(artwork: Artwork, box: Box) -> set[tuple[int, ...]]:
    """Return which of the three colours a box of a picture has."""
    part: Image.Image = image_of(artwork.svg).crop(tuple(int(value) for value in box))  # type: ignore[arg-type]
    return {tuple(colour) for _, colour in part.getcolors(999999) or ()} & {DARK, BRIGHT, GROUND}  # type: ignore[arg-type]


def halves(artwork: Artwork) -> tuple[Box, Box]:
    """Return the box of the words above and below the edge, a px from it."""
    (row,) = artwork.words["headline"].rows
    ink = row.ink
    return Box(ink.x0, ink.y0, ink.x1, 259), Box(ink.x0, 261, ink.x1, ink.y1)


@pytest.mark.parametrize("clip", [BEYOND, *PATHS])
def test_beyond_the_shape_words_have_the_second_colour(tmp_path: Path, clip: str) -> None:
    artwork = compose(tmp_path, drawing(DAY, clip))
    above, below = halves(artwork)
    assert colours(artwork, above) == {DARK, BRIGHT}
    assert colours(artwork, below) == {DARK, GROUND}
    assert not shapes(artwork, "clip-headline")
    blue = image_of(artwork.svg).crop((0, 264, 1000, 400)).getchannel("B")
    assert max(blue.tobytes()) < 70, "nothing of the second colour shows at the edges of letters"


def test_without_a_second_colour_words_end_at_the_shape(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(DAY, CLIP))
    above, below = halves(artwork)
    assert colours(artwork, above) == {DARK}
    assert colours(artwork, below) == {DARK, GROUND}
    ink = artwork.words["headline"].ink
    assert ink
    assert ink.y0 == pytest.approx(260, abs=5)


def test_nothing_shows_between_the_colours_at_the_edge(tmp_path: Path) -> None:
    clip = BEYOND.replace('y="260"', 'y="260.5"')
    day = '<rect width="1000" height="1000" fill="#f5a83c"/>'
    image = image_of(compose(tmp_path, drawing(day, clip), "HIH").svg)
    row = [image.getpixel((x, 260)) for x in range(100, 400)]
    half = tuple((one + other) / 2 for one, other in zip(DARK, BRIGHT, strict=True))
    assert sum(found == pytest.approx(half, abs=12) for found in row) > 20


def test_contrast_is_judged_in_each_colour(tmp_path: Path) -> None:
    for clip in (BEYOND, CLIP):
        artwork = compose(tmp_path, drawing(DAY, clip))
        found = ratios(Painted(artwork, paint(artwork.tree), paint(artwork.ground)))
        assert found["headline"] > 6
    lost = compose(tmp_path, drawing(DAY, CLIP.replace('y="260"', 'y="900"')))
    assert ratios(Painted(lost, paint(lost.tree), paint(lost.ground)))["headline"] == 1


def test_the_shape_goes_with_its_pin(tmp_path: Path) -> None:
    artwork = compose(tmp_path, drawing(DAY, BEYOND), place="wide")
    above, below = halves(artwork)
    assert (colours(artwork, above), colours(artwork, below)) == ({DARK, BRIGHT}, {DARK, GROUND})


def test_the_ids_of_the_drawing_are_not_taken(tmp_path: Path) -> None:
    svg = compose(tmp_path, drawing('<rect id="within-headline" width="9" height="9" fill="#f5a83c"/>', CLIP)).svg
    assert svg.count('id="within-headline"') == svg.count('id="within-headline-2"') == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (BEYOND.replace("near", "nearr"), "clip-colour-unknown"),
        (CLIP.replace("<rect", '<rect data-beyond="#fffbe8"'), "clip-colour-unknown"),
        (CLIP + CLIP, "duplicate-clip"),
        (CLIP.replace("headline", "headlin"), "follows-no-slot"),
        ('<path id="clip-headline" d="M0 0h9v9zM20 20h9v9z"/>', "clip-of-several-outlines"),
        ('<line id="clip-headline" x2="9" y2="9" stroke="#fffbe8"/>', "follower-without-shape"),
        (CLIP.replace('"clip-headline"', '"clip-headline emphasis"'), "unknown-option"),
    ],
)
def test_a_shape_that_can_not_cut_is_refused(tmp_path: Path, body: str, code: str) -> None:
    with refused(DrawingError, code):
        compose(tmp_path, drawing(body))
