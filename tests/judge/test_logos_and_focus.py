"""Logos that can't be seen, are cut, too small, or photos; and photos whose focus the drawing hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.photos import composed, painted, quarters, saved, write_pictured

from kit.base.errors import SpecError
from kit.drawing.images.preparing import embedded
from kit.judge import ARTWORK_RULES, PIXEL_RULES, Painted, judge
from kit.paint.raster.painter import paint
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
RED = '<rect id="sign" x="5" y="2" width="30" height="16" fill="#e4002b"/>'
#: A plate behind the logo, in the colour of the rest of the drawing's paper.
PLATE = ('<g id="slot-logo"', '<rect width="260" height="160" x="670" y="770" fill="#fefefe"/><g id="slot-logo"')


def on_pixels(artwork: Artwork) -> list[str]:
    """Return the codes of what the rule on logos finds in the pixels of a picture."""
    ground = paint(embedded(artwork.ground, artwork.parts))
    subject = Painted(artwork, painted(artwork), ground)
    return [finding.fault.code for finding in judge(subject, (), {"logo": PIXEL_RULES["logo"]})]


@pytest.mark.parametrize(
    ("logo", "codes"),
    [
        (RED, []),
        (RED.replace("#e4002b", "#fefefe"), ["logo-contrast-too-low"]),
        (RED.replace("#e4002b", "#fdf3d0"), ["logo-contrast-too-low"]),
        ('<circle cx="20" cy="10" r=".4" fill="#e4002b"/>', ["logo-too-small"]),
    ],
)
def test_a_logo_stands_out_and_is_large_enough(logo: str, codes: list[str], tmp_path: Path) -> None:
    assert on_pixels(composed(write_pictured(tmp_path, PLATE, logo=SVG.format(logo)))) == codes


def test_a_jpeg_photo_is_no_logo(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, PLATE, ("logo: images/logo.svg", "logo: images/logo.jpg"))
    (tmp_path / "images/logo.jpg").write_bytes(saved(quarters(400, 200), "JPEG"))
    assert on_pixels(composed(spec)) == ["logo-like-photo"]


def judged(artwork: Artwork, rule: str) -> list[str]:
    return [finding.fault.code for finding in judge(artwork, (), {rule: ARTWORK_RULES[rule]})]


@pytest.mark.parametrize(
    ("logo", "codes"),
    [
        (RED, []),
        ('<rect width="60" height="60" x="-5" y="-5" fill="#ffffff"/>' + RED, []),
        ('<circle cx="36" cy="10" r="9" fill="#e4002b"/>', ["logo-cut"]),
        ('<g transform="translate(0 8)"><rect y="2" width="30" height="16" fill="#e4002b"/></g>', ["logo-cut"]),
    ],
)
def test_a_logo_that_its_own_viewbox_cuts_is_found(logo: str, codes: list[str], tmp_path: Path) -> None:
    assert judged(composed(write_pictured(tmp_path, logo=SVG.format(logo))), "logo-cut") == codes


#: The focus is drawn in the middle of what is shown, 50 px from the top of a band that is 300 px high.
FOCUS = ("alt: A bus", "focus: 50% 10%, alt: A bus")


def test_a_focus_behind_a_shape_or_the_plate_of_a_logo_is_found(tmp_path: Path) -> None:
    assert judged(composed(write_pictured(tmp_path / "none")), "focus") == []
    assert judged(composed(write_pictured(tmp_path / "band", FOCUS)), "focus") == ["focus-covered"]
    plate = ("alt: A bus", "focus: 40% 85%, alt: A bus")
    seen = composed(write_pictured(tmp_path / "seen", plate))
    assert judged(seen, "focus") == []
    under = composed(write_pictured(tmp_path / "plate", plate, (PLATE[0], PLATE[1].replace('x="670"', 'x="370"'))))
    assert judged(under, "focus") == ["focus-covered"]


def test_a_slot_names_the_part_of_a_photo_that_is_seen(tmp_path: Path) -> None:
    """The photo is twice as wide as its box: with the right half seen, its middle moves to the right."""
    whole = composed(write_pictured(tmp_path / "whole"))
    half = composed(
        write_pictured(tmp_path / "half", ("photo: {required: yes}", "photo: {required: yes, seen: [50, 0, 100, 100]}"))
    )
    [before], [after] = ([one.part for one in artwork.images if one.part] for artwork in (whole, half))
    assert before.area.center.x == pytest.approx(1200)
    assert after.area.center.x == pytest.approx(1200 - before.area.width / 4, abs=1)


@pytest.mark.parametrize("seen", ["[50, 0, 40, 100]", "[0, 0, 120, 100]"])
def test_the_part_that_is_seen_is_a_part(seen: str, tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("photo: {required: yes}", f"photo: {{required: yes, seen: {seen}}}"))
    with pytest.raises(SpecError) as caught:
        load_project(spec)
    assert [fault.code for fault in caught.value.faults] == ["seen-out-of-range"]
