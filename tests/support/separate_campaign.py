"""A campaign that shares nothing with the shipped one: palette, font, logo, photo, placements and charts of its own.

The font and the photo are made when a test asks for them: a static face under a name of its own, and a JPEG of
12 megapixels as a phone writes it, turned on its side, in a wide colour space, with the place where it was taken.
"""

from __future__ import annotations

import shutil
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from conftest import TESTS
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from PIL import Image, ImageCms

if TYPE_CHECKING:
    from pathlib import Path

NIGHT_BUS = TESTS / "campaigns" / "separate"
#: Where the photo was taken: no file of a kit may hold it.
LATITUDE = (52.0, 31.0, 12.0)
PHOTO_SIZE = (4032, 3024)
#: What the phone that took it writes of itself.
PHONE = "Lantern 12 Pro"
#: The file of the campaign's font, by its style.
FONT = "BusGrotesk-{}.ttf"


def write_separate_campaign(folder: Path, photo_size: tuple[int, int] = PHOTO_SIZE) -> Path:
    """Copy the campaign into a new folder with its font and its photo, in px as it is stored; return its `kit.yaml`."""
    shutil.copytree(NIGHT_BUS, folder, ignore=shutil.ignore_patterns("dist"))
    for weight, style in ((400, "Regular"), (700, "Bold")):
        make_font(folder / "fonts" / FONT.format(style), weight, style)
    make_photo(folder / "photos" / "stop.jpg", photo_size)
    return folder / "kit.yaml"


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
