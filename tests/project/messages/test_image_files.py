"""Photos and logos that `kit.yaml` names: found inside the project only, each mistake named with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import faults_of, located, refused
from support.photos import LOGO, composed, write_pictured

from kit.base.errors import DrawingError
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

NAMED = '{file: images/bus.png, alt: A bus at night, credit: "Photo: A. B."}'
FILE = "images/bus.png,"


@pytest.mark.parametrize("written", [NAMED, "images/bus.png", "{file: images/bus.png, focus: 40% 30.5%}"])
def test_a_photo_is_a_path_or_a_file_with_more(written: str, tmp_path: Path) -> None:
    project = load_project(write_pictured(tmp_path, (NAMED, written)))
    assert {file: image.form for file, image in project.images.items()} == {
        "images/bus.png": "png",
        "images/logo.svg": "svg",
    }
    assert tuple(project.images["images/bus.png"].size) == (2400, 1200)


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        (FILE, "images/buss.png,", "image-missing", "images/buss.png"),
        (FILE, "photos/bus.png,", "image-missing", "photos/bus.png"),
        (FILE, "images,", "image-missing", "images,"),
        (FILE, '"",', "image-missing", '""'),
        (FILE, f"{'x' * 300}.png,", "image-unreadable", "xxx"),
        (FILE, "../bus.png,", "image-outside", "../bus.png"),
        (FILE, "/etc/hostname,", "image-outside", "/etc/hostname"),
        (FILE, "images\\bus.png,", "image-outside", "images\\bus.png"),
        (FILE, "'C:/bus.png',", "image-outside", "'C:/bus.png'"),
        (FILE, "kit.yaml,", "image-of-another-kind", "kit.yaml"),
        (FILE, "images/bus.png, focus: left,", "invalid-focus", "left"),
        (FILE, "images/bus.png, focus: 40% 130%,", "invalid-focus", "40% 130%"),
        (FILE, "images/bus.png, fokus: 40% 30%,", "unknown-key", "fokus"),
        ("file: images/bus.png, ", "", "missing-key", "photo"),
        (NAMED, "[images/bus.png]", "wrong-type", "[images"),
        ("A bus at night", '" "', "empty-text", '" "'),
        ("Photo: A. B.", " ", "empty-text", '" "'),
        ("    shows: ", "    foto: x\n    shows: ", "unknown-key", "foto"),
        (f"    photo: {NAMED}\n", "", "required-image-missing", "bus:"),
        ("copy: {", "copy: {photo: images/bus.png, ", "image-in-copy", "photo: images"),
        ("  photo: {required: yes}\n", "", "image-without-slot", "photo: {file"),
        ("  logo: {}\n", "  logo: {fill: cover}\n", "option-of-another-slot", "fill"),
        ("  photo: {required: yes}\n", "  photo: {fill: stretch}\n", "unknown-choice", "stretch"),
        ("images/logo.svg\n", "images/logo.png\n", "image-missing", "images/logo.png"),
    ],
)
def test_a_mistake_is_reported_once_where_it_is(old: str, new: str, code: str, at: str, tmp_path: Path) -> None:
    (found,) = located(write_pictured(tmp_path, (old, new)))
    assert found[0] == code
    assert found[1].startswith(at)


def test_a_misspelt_file_is_compared_with_those_beside_it(tmp_path: Path) -> None:
    (fault,) = faults_of(write_pictured(tmp_path, (FILE, "images/Buss.png,")))
    assert fault.remedy == "did you mean 'images/bus.png'?"


def test_a_logo_that_is_required_is_looked_for_in_the_kit(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("logo: {}", "logo: {required: yes}"), ("  logo: images/logo.svg\n", ""))
    (fault,) = faults_of(spec)
    assert fault.code == "required-image-missing"
    assert "under 'kit'" in fault.remedy


def test_a_logo_of_the_kit_is_left_out_where_nothing_takes_it(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("  logo: {}\n", ""), (LOGO, ""))
    assert faults_of(spec) == ()
    assert [placed.slot.name for placed in composed(spec).images] == ["photo"]


def test_a_logo_of_a_message_wins_over_that_of_the_kit(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, ("    copy: {", "    logo: images/other.svg\n    copy: {"))
    (tmp_path / "images" / "other.svg").write_text((tmp_path / "images" / "logo.svg").read_text("utf-8"), "utf-8")
    assert [placed.content.file for placed in composed(spec).images] == ["images/bus.png", "images/other.svg"]


def test_a_link_that_leads_out_of_the_project_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    spec = write_pictured(tmp_path / "project")
    for target in ("outside.png", "missing.png"):  # nobody learns whether there is a file outside
        (tmp_path / "project" / "images" / "bus.png").unlink(missing_ok=True)
        (tmp_path / "project" / "images" / "bus.png").symlink_to(tmp_path / target)
        assert [code for code, _ in located(spec)] == ["image-outside"], target


def test_what_is_wrong_in_a_logo_has_its_place_there(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, logo='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>')
    (fault,) = faults_of(spec)
    assert fault.code == "unpaintable-element"
    assert fault.mark
    assert fault.mark.file == "images/logo.svg"


SERIES = """\
    frames:
      - {copy: {headline: One}}
      - {copy: {headline: Two}, photo: {file: images/two.png, alt: Two}}
"""


def test_the_photo_of_a_frame_wins_over_that_of_an_image_and_that_over_the_message(tmp_path: Path) -> None:
    image = ("on: [feed]}", "on: [feed], at: [x/square], photo: images/one.png}, {layout: card, on: [header], at: [x]}")
    spec = write_pictured(tmp_path, ("[x/square]", "[x]"), image, ("    caption", f"{SERIES}    caption"))
    for name in ("one", "two"):
        (tmp_path / "images" / f"{name}.png").write_bytes((tmp_path / "images" / "bus.png").read_bytes())
    files = {}
    for index in range(4):
        artwork = composed(spec, index)
        files[str(artwork.picture)] = [placed.content.file for placed in artwork.images if placed.slot.name == "photo"]
    assert files == {
        "bus-01 x/header": ["images/bus.png"],
        "bus-02 x/header": ["images/two.png"],
        "bus-01 x/square": ["images/one.png"],
        "bus-02 x/square": ["images/two.png"],
    }


def test_all_of_a_series_lack_a_photo_once_and_a_frame_where_it_is(tmp_path: Path) -> None:
    spec = write_pictured(tmp_path, (f"    photo: {NAMED}\n", ""), ("    caption", f"{SERIES}    caption"))
    (tmp_path / "images" / "two.png").write_bytes((tmp_path / "images" / "bus.png").read_bytes())
    assert located(spec) == [("required-image-missing", "{copy: {headline: One}}")]


@pytest.mark.parametrize(
    ("frames", "photo", "index", "at"),
    [
        ("2", "{photo: images/bus.png, copy: {headline: One}}", 0, "photo: images"),
        ("9", "{copy: {headline: One}}", 1, "photo: {file"),
    ],
)
def test_a_photo_is_not_lost_because_its_slot_stands_on_other_frames(
    frames: str, photo: str, index: int, at: str, tmp_path: Path
) -> None:
    series = f"    frames:\n      - {photo}\n      - {{copy: {{headline: Two}}}}\n"
    drawn = ('id="slot-photo" data-pin', f'id="slot-photo" data-frames="{frames}" data-pin')
    spec = write_pictured(tmp_path, ("    caption", f"{series}    caption"), drawn, ("{required: yes}", "{}"))
    with refused(DrawingError, "slot-on-other-frames") as faults:
        composed(spec, index)
    assert faults[0].mark
    assert faults[0].mark.snippet[faults[0].mark.column - 1 :].startswith(at)
    assert "remove 'photo'" in faults[0].remedy
