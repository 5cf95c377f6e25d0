"""A campaign with everything of its own is built, checked and packed clean, and its photo tells nobody where it was."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import numpy as np
import pikepdf
import pytest
import zxingcpp
from conftest import TESTS
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from PIL import Image, ImageCms
from support.campaigns import copy_golden, golden_files
from support.forked_calls import forked

import kit

if TYPE_CHECKING:
    from pathlib import Path

#: Where the photo was taken: no file of a kit may hold it.
LATITUDE = (52.0, 31.0, 12.0)
#: What the phone that took it writes of itself.
PHONE = "Lantern 12 Pro"
#: The file of the campaign's font, by its style.
FONT = "BusGrotesk-{}.ttf"
FAMILIES = """\
families:
  bus:
    names: [Bus Grotesk]
    faces: [{file: BusGrotesk-Regular.ttf, weight: 400}, {file: BusGrotesk-Bold.ttf, weight: 700}]
"""
#: What the names of pictures end in.
FORMS = {".png", ".jpg", ".webp"}
#: A millimetre in points, as PDFs measure.
MM = 72 / 25.4


def make_font(path: Path, weight: int, style: str) -> None:
    """Write one weight of a shipped variable font as a static font that is called Bus Grotesk, as its licence asks."""
    font = TTFont(BytesIO(_latin()))
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    names = {1: "Bus Grotesk", 2: style, 4: f"Bus Grotesk {style}", 6: f"BusGrotesk-{style}"}
    for record in list(font["name"].names):
        if record.nameID in names:
            font["name"].setName(names[record.nameID], record.nameID, 3, 1, 0x409)
        elif record.nameID in {3, 7, 16, 17, 25}:
            font["name"].removeNames(record.nameID)
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)


@cache
def _latin() -> bytes:
    """Return the variable font with the letters of Latin scripts alone: an instance of all takes many seconds."""
    font = TTFont(TESTS.parent / "fonts" / "source-sans-3" / "SourceSans3VF-Upright.ttf")
    subsetter = Subsetter(Options(name_IDs=["*"], name_languages=["*"], layout_features=["kern", "liga", "mark"]))
    subsetter.populate(unicodes=[*range(0x20, 0x180), *range(0x2010, 0x2040)])
    subsetter.subset(font)
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def make_photo(path: Path, size: tuple[int, int]) -> None:
    """Write a photo of a street at night as a phone would: on its side, with EXIF, GPS and a colour profile."""
    width, height = size
    across, down = np.meshgrid(np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32))
    glow = np.exp(-(((across - 0.3) ** 2) * 18 + ((down - 0.35) ** 2) * 30))
    street = np.clip(down - 0.62, 0, 1) * 0.5
    grain = np.random.default_rng(7).normal(0, 0.01, (height, width)).astype(np.float32)
    shades = [0.09 + 0.85 * glow + street + grain, 0.08 + 0.6 * glow + 0.9 * street + grain]
    shades.append(0.2 + 0.25 * glow + street + grain)
    upright = Image.fromarray((np.clip(np.dstack(shades), 0, 1) * 255).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter: what is stored lies on its side
    exif[0x010F], exif[0x0110] = "Lantern", PHONE
    exif.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: (13.0, 24.0, 36.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    stored = upright.transpose(Image.Transpose.ROTATE_90)
    stored.save(path, "JPEG", quality=88, exif=exif, icc_profile=profile)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy golden messages that share nothing with the shipped campaign, with a font and a photo of their own."""
    messages, platforms = ("keep", "stop", "rides", "work"), "x/square, instagram/story, telegram/landscape, street"
    texts = golden_files(*messages, platforms=platforms)
    fonts = [(name, "Source Sans 3", "Bus Grotesk") for name in texts if re.match("templates/.*svg$", name)]
    changes = (
        ("date: 2020-12-01", "date: 2026-09-01"), ("platforms:", f"{FAMILIES}platforms:"),
        ("images/bus.png", "photos/stop.jpg"), *fonts,
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("night-bus") / "campaign"
    path = copy_golden(folder, *changes, messages=messages, platforms=platforms)
    for weight, style in ((400, "Regular"), (700, "Bold")):
        make_font(folder / "fonts" / FONT.format(style), weight, style)
    make_photo(folder / "photos" / "stop.jpg", (4032, 3024))
    return path


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
    with opened(folder, "street/keep-shop_window-1200x1500") as picture:
        assert picture.size == (1200, 1500)
    for name, trim in (("keep-shelter", (297, 420)), ("keep-leaflet", (105, 148))):
        [path] = (folder / "en" / "street").glob(f"{name}-*.pdf")
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
