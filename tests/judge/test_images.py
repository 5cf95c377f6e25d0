"""Rules on photos and logos, and what other rules make of a photo: part of the ground, free to run off the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from support.photos import BAND, PHOTO, composed, gradient, painted, saved, write_pictured
from support.pictures import premultiplied, straight

from kit.drawing.images.preparing import embedded
from kit.judge import COMPOSED_RULES, PIXEL_RULES, Painted, judge, judge_measured, measurement_of
from kit.paint.raster.painter import paint, paint_premultiplied

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork

EVERYWHERE = (("[x/square]", "all"), ("on: [feed]", "on: [feed, story, header, link, print]"))
HALF = 'data-pin="left top"><rect width="1000" height="1000"/>'


def findings(artwork: Artwork) -> list[tuple[str, str, str]]:
    """Return the rule, severity and code of each finding."""
    return [(f.rule, f.severity, f.fault.code) for f in judge(artwork, (), COMPOSED_RULES)]


def test_a_photo_with_enough_pixels_is_sound(tmp_path: Path) -> None:
    assert findings(composed(write_pictured(tmp_path))) == []


def test_a_photo_is_never_enlarged_unseen(tmp_path: Path) -> None:
    artwork = composed(write_pictured(tmp_path, photo=saved(gradient(900, 600), "PNG")))
    (finding,) = judge(artwork, (), COMPOSED_RULES)
    assert (finding.rule, finding.severity, finding.fault.code) == ("enlarged", "warning", "image-enlarged")
    scale = artwork.picture.placement.size[0] / 600
    assert f"{scale:.1f} times" in finding.fault.message
    (part,) = artwork.parts
    assert part.size == (600, 600)


def test_a_logo_of_few_pixels_is_a_warning_too(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, (".svg\nplat", ".png\nplat"))
    (tmp_path / "images" / "logo.png").write_bytes(saved(Image.new("RGB", (80, 40)), "PNG"))
    assert findings(composed(spec)) == [("enlarged", "warning", "image-enlarged")]


@pytest.mark.parametrize(
    ("alt", "expected"), [("", [("photo-alt", "warning", "photo-without-alt")]), (", alt: A bus", [])]
)
def test_a_photo_of_one_image_is_described_by_itself(
    alt: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    photo = '    photo: {file: images/bus.png, alt: A bus at night, credit: "Photo: A. B."}\n'
    image = ("on: [feed]}", f"on: [feed], photo: {{file: images/bus.png{alt}}}}}")
    assert findings(composed(write_pictured(tmp_path, (photo, ""), image))) == expected


def test_what_a_message_shows_describes_the_photo_of_all_its_pictures(tmp_path: Path) -> None:
    assert findings(composed(write_pictured(tmp_path, (", alt: A bus at night", "")))) == []


@pytest.mark.parametrize("index", range(0, 40, 5))
def test_a_photo_that_stretches_covers_every_placement_and_may_leave_the_safe_area(index: int, tmp_path: Path) -> None:
    artwork = composed(write_pictured(tmp_path, *EVERYWHERE), index)
    assert {code for _, _, code in findings(artwork)} <= {
        "drawing-stretched", "image-enlarged", "photo-without-alt", "words-near-crop",
    }  # fmt: skip
    photo = next(placed for placed in artwork.images if placed.slot.name == "photo")
    assert tuple(photo.box) == (0, 0, *artwork.picture.placement.size)


@pytest.mark.parametrize(
    ("slot", "codes"), [(PHOTO.replace("stretch stretch", "left top"), ["canvas-bare"]), (PHOTO, [])]
)
def test_a_photo_without_a_pin_leaves_a_band_bare(slot: str, codes: list[str], tmp_path: Path) -> None:
    wide = (("x/square", "mastodon/landscape"), (BAND, ""), (PHOTO, slot))
    assert [code for rule, _, code in findings(composed(write_pictured(tmp_path, *wide))) if rule == "canvas"] == codes


def test_a_bare_band_beside_a_photo_names_its_slot(tmp_path: Path) -> None:
    drawn = (PHOTO, PHOTO.replace("stretch stretch", "left top"))
    artwork = composed(write_pictured(tmp_path, ("x/square", "mastodon/landscape"), (BAND, ""), drawn))
    (said,) = [finding.fault.message for finding in judge(artwork) if finding.rule == "canvas"]
    assert said.startswith("'slot-photo' covers")


def test_a_photo_that_is_contained_is_no_ground(tmp_path: Path) -> None:
    wide = (("x/square", "mastodon/landscape"), ("required: yes", "required: yes, fill: contain"), (BAND, ""))
    spec = write_pictured(tmp_path, *wide, (PHOTO, PHOTO.replace("stretch stretch", "left top")))
    assert [code for rule, _, code in findings(composed(spec)) if rule == "canvas"] == []


def contrast(artwork: Artwork) -> tuple[list[str], list[str]]:
    """Return what the measure of a build and the exact rule find in the pixels of a picture."""
    pixels = painted(artwork)
    measure = measurement_of(artwork)
    assert measure
    seen = premultiplied(straight(pixels)), paint_premultiplied(measure.tree)
    lenient = [finding.fault.code for finding in judge_measured(artwork, measure(*seen))]
    ground = paint(embedded(artwork.ground, artwork.parts))
    exact = [finding.fault.code for finding in judge(Painted(artwork, pixels, ground), (), PIXEL_RULES)]
    return lenient, exact


@pytest.mark.ci
@pytest.mark.parametrize(
    ("level", "expected"), [(20, ([], [])), (200, (["line-too-faint"], ["contrast-too-low"]))], ids=["dark", "light"]
)
def test_words_are_judged_on_the_photo_behind_them(
    level: int, expected: tuple[list[str], list[str]], tmp_path: Path
) -> None:
    photo = saved(Image.effect_noise((2000, 2000), 8).point(lambda value: value - 128 + level).convert("RGB"), "PNG")
    assert contrast(composed(write_pictured(tmp_path, (BAND, ""), photo=photo))) == expected
