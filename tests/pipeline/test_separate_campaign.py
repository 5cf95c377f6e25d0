"""A campaign with everything of its own is built, checked and packed clean, and its photo tells nobody where it was."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from support.forked_calls import forked
from support.separate_campaign import FONT, PHONE, write_separate_campaign

import kit

if TYPE_CHECKING:
    from pathlib import Path

#: What the names of pictures end in.
FORMS = {".png", ".jpg", ".webp"}
#: A millimetre in points, as PDFs measure.
MM = 72 / 25.4


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_separate_campaign(tmp_path_factory.mktemp("night-bus") / "campaign")


@pytest.fixture(scope="module")
def zips(spec: Path) -> tuple[Path, ...]:
    """Build, check and pack the campaign; nothing of it may be found wrong."""
    project = kit.load(spec)
    assert kit.check(project) == ()
    result = forked(kit.build, project, spec.parent / "dist", jobs=1)
    assert (result.failures, result.warnings, result.published) == ((), (), True)
    return forked(kit.pack, result.folder, spec.parent / "dist", report=assert_none)


def assert_none(findings: tuple[kit.Finding, ...]) -> None:
    assert findings == ()


@pytest.fixture(scope="module")
def folder(zips: tuple[Path, ...]) -> Path:
    return zips[0].with_suffix("")


def opened(folder: Path, name: str) -> Image.Image:
    """Return the pixels of the picture of a name, whatever form its file has."""
    [path] = [path for path in folder.glob(f"en/{name}.*") if path.suffix in FORMS]
    with Image.open(path) as picture:
        return picture.convert("RGB")


@pytest.mark.ci
def test_its_zips_are_whole(zips: tuple[Path, ...], folder: Path) -> None:
    assert [kit.verify(path) for path in (*zips, folder)] == [()] * (len(zips) + 1)


@pytest.mark.ci
def test_its_sizes_are_those_that_it_declares(folder: Path) -> None:
    with opened(folder, "board/keep-shop_window-1200x1500") as picture:
        assert picture.size == (1200, 1500)
    for name, trim in (("keep-shelter", (297, 420)), ("keep-leaflet", (105, 148))):
        [path] = (folder / "en" / "board").glob(f"{name}-*.pdf")
        with pikepdf.open(path) as pdf:
            left, bottom, right, top = map(float, pdf.pages[0].trimbox)
            assert ((right - left) / MM, (top - bottom) / MM) == pytest.approx(trim, abs=0.1)


@pytest.mark.ci
def test_its_codes_lead_to_its_own_address_on_every_size(folder: Path) -> None:
    paths = [path for path in folder.glob("en/*/keep-*") if path.suffix in FORMS]
    assert len(paths) == 6
    for path in paths:
        with Image.open(path) as picture:
            assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://nightbus.example/keep"], path


@pytest.mark.ci
def test_its_photo_stands_upright_in_its_box_and_its_colours_are_its_own(folder: Path) -> None:
    """The lamp shines at the upper left; what is stored in the file has it at the lower left."""
    with opened(folder, "x/stop-square-1080x1080") as picture:
        lamp, corner, kerb = (picture.getpixel(at) for at in ((330, 250), (1000, 100), (540, 647)))
    assert isinstance(lamp, tuple)
    assert isinstance(corner, tuple)
    assert lamp[0] > 200
    assert corner[0] < 60
    assert kerb == (0xFF, 0xC9, 0x33)


@pytest.mark.ci
def test_its_bars_are_as_high_as_its_figures_and_its_ring_as_full(folder: Path) -> None:
    with opened(folder, "x/rides-square-1080x1080") as picture:
        columns = [
            [picture.getpixel((x, y)) for y in range(300, 900)].count((0xFF, 0xC9, 0x33)) for x in (190, 540, 880)
        ]
    assert columns[0] / columns[2] == pytest.approx(410 / 640, abs=0.01)
    assert columns[1] / columns[2] == pytest.approx(530 / 640, abs=0.01)
    with opened(folder, "x/work-square-1080x1080") as picture:
        colours = picture.crop((240, 60, 840, 640)).getcolors(1 << 20)
        assert colours
        count = {colour: number for number, colour in colours}
    share, rest = count[0xA3, 0x34, 0x1F], count[0x8A, 0x6D, 0x7C]
    assert share / (share + rest) == pytest.approx(0.7, abs=0.01)


@pytest.mark.ci
def test_a_logo_keeps_its_colours_and_proportions_in_every_theme(folder: Path) -> None:
    for name in ("rides", "work"):
        with opened(folder, f"x/{name}-square-1080x1080") as picture:
            red = [
                (x, y)
                for x in range(740, 1030)
                for y in range(900, 1020)
                if picture.getpixel((x, y)) == (0xD7, 0x26, 0x3D)
            ]
        width = max(x for x, _ in red) - min(x for x, _ in red) + 1
        height = max(y for _, y in red) - min(y for _, y in red) + 1
        assert width / height == pytest.approx(122 / 65, abs=0.05)


@pytest.mark.ci
def test_no_file_of_the_kit_holds_what_the_phone_wrote_into_the_photo(folder: Path, zips: tuple[Path, ...]) -> None:
    said = subprocess.run(
        ["exiftool", "-j", "-a", "-G1", "-r", "-ext", "*", folder], capture_output=True, encoding="utf-8", check=False
    ).stdout
    files = json.loads(said)
    assert len(files) > 12
    assert not [
        tag for file in files for tag in file if re.search("GPS|Make|Model|Orientation", tag) and file[tag] != ""
    ]
    with ZipFile(zips[0]) as archive:
        for name in archive.namelist():
            assert PHONE.encode() not in archive.read(name), name


@pytest.mark.ci
def test_its_photo_is_credited_and_described(folder: Path) -> None:
    assets = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["assets"]
    alts = {asset["message"]: asset["alt_long"] for asset in assets}
    assert "Photo: Ada Berg" in alts["stop"]
    assert "A street lamp above an empty bus stop." in alts["stop"]
    assert "Photo: Ada Berg" in (folder / "SOURCES.md").read_text(encoding="utf-8")
    assert "Photo: Ada Berg" not in alts["keep"]


@pytest.mark.ci
def test_its_words_are_set_in_its_own_font(spec: Path) -> None:
    """Other letters of the same text would have other outlines."""
    project = kit.load(spec)
    [keep] = kit.plan(project, ("keep x/square",))
    own = kit.render(project, keep).svg
    text = spec.read_text(encoding="utf-8")
    regular = FONT.format("Regular")
    spec.write_text(text.replace(FONT.format("Bold"), regular), encoding="utf-8")
    try:
        assert kit.render(kit.load(spec), keep).svg != own
    finally:
        spec.write_text(text, encoding="utf-8")
