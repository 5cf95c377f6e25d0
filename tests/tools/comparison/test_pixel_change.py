"""Pictures that are compared pixel by pixel."""

from __future__ import annotations

from PIL import Image

from kit.model.asset import Pixels
from kit.tools.comparison.changes import PixelChange
from kit.tools.comparison.compare_task import difference_image, levels_of, pixel_change


def painted(*points: tuple[int, int, tuple[int, ...]], size: tuple[int, int] = (40, 600)) -> Pixels:
    """Return a grey picture with some points in other colours; it is higher than what is compared at once."""
    image = Image.new("RGBA", size, (100, 100, 100, 255))
    for x, y, colour in points:
        image.putpixel((x, y), colour)
    return Pixels(*size, image.tobytes())


def test_equal_pictures_do_not_differ() -> None:
    assert pixel_change(levels_of(painted(), painted())) is None


def test_every_pixel_that_differs_is_counted_and_the_largest_difference_told() -> None:
    new = painted((3, 2, (101, 100, 100, 255)), (30, 599, (100, 40, 120, 255)), (4, 7, (100, 100, 133, 255)))
    assert pixel_change(levels_of(painted(), new)) == PixelChange(3, 24000, 60, (4, 7, 31, 600))


def test_where_a_picture_differs_is_told_of_more_than_another_palette_unless_nothing_differs_by_more() -> None:
    """In a picture with another headline the edges of all other letters may be off by a few levels."""
    edges = (3, 2, (101, 100, 100, 255)), (30, 599, (132, 100, 100, 255))
    assert pixel_change(levels_of(painted(), painted(*edges))) == PixelChange(2, 24000, 32, (3, 2, 31, 600))
    letters = painted(*edges, (9, 9, (255, 255, 255, 255)))
    assert pixel_change(levels_of(painted(), letters)) == PixelChange(3, 24000, 155, (9, 9, 10, 10))


def test_darker_is_as_different_as_lighter() -> None:
    new = painted((0, 0, (0, 100, 100, 255)))
    for one, other in ((painted(), new), (new, painted())):
        change = pixel_change(levels_of(one, other))
        assert change
        assert change.largest == 100


def test_the_colour_of_what_can_not_be_seen_does_not_count_but_its_alpha_does() -> None:
    clear, other = painted((5, 5, (1, 2, 3, 0))), painted((5, 5, (9, 9, 9, 0)))
    assert pixel_change(levels_of(clear, other)) is None
    change = pixel_change(levels_of(clear, painted((5, 5, (0, 0, 0, 255)))))
    assert change == PixelChange(1, 24000, 255, (5, 5, 6, 6))


def test_the_difference_shows_the_least_change_and_leaves_the_rest_pale() -> None:
    new = painted((3, 2, (101, 100, 100, 255)), (30, 599, (255, 100, 100, 255)))
    image = difference_image(levels_of(painted(), new), new)
    same, least, most = (image.getpixel(at) for at in ((0, 0), (3, 2), (30, 599)))
    assert same == (224, 224, 224)
    assert most == (200, 0, 90)
    assert isinstance(least, tuple)
    assert least[1] < 160
