"""Photos as phones and editors make them, and the golden message whose picture has one as its ground."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

from kit.compose import Composer
from kit.drawing.images.preparing import embedded
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan
from support.campaigns import GOLDEN, copy_golden, written

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.asset import Pixels


_EXIF = (
    "-GPSLatitude=52.37", "-GPSLatitudeRef=N", "-GPSLongitude=4.89", "-GPSLongitudeRef=E", "-Make=Fairphone",
    "-Model=Fairphone 5", "-SerialNumber=FP-SECRET-4711", "-Artist=Jane Roe", "-XMP-dc:Creator=Jane Roe",
    "-IPTC:By-line=Jane Roe",
)  # fmt: skip


def gradient(width: int, height: int, noise: float = 0.0) -> Image.Image:
    """Return a picture that is red at the right, green at the bottom, blue at the left, with noise of some levels."""
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    red, green = across * 255 / max(1, width - 1), down * 255 / max(1, height - 1)
    pixels = np.stack([red, green, 255 - red], -1)
    if noise:
        pixels += np.random.default_rng(2020).normal(0, noise, pixels.shape)
    return Image.fromarray(pixels.clip(0, 255).round().astype(np.uint8))


def quarters(width: int, height: int) -> Image.Image:
    """Return a picture of four quarters: red, green over blue, white."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("lime", (width // 2, 0, width, height // 2))
    picture.paste("blue", (0, height // 2, width // 2, height))
    picture.paste("white", (width // 2, height // 2, width, height))
    return picture


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """Return the bytes of a picture as a file."""
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def with_secrets(path: Path, orientation: int = 1) -> Path:
    """Write into a photo what phones write, an orientation as well."""
    command = ["exiftool", "-q", "-overwrite_original", "-n", f"-Orientation={orientation}", *_EXIF, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def exchanged_profile() -> bytes:
    """Return a profile like sRGB in which red is what green is in sRGB, and green what red is there."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data = data.replace("sRGB".encode("utf-16-be"), "tRGB".encode("utf-16-be"))
    places = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = data[green : green + 4], data[red : red + 4]
    return bytes(data)


_DRAWING = (GOLDEN / "templates/svg/card/square.svg").read_text(encoding="utf-8").splitlines()
#: What the golden message with a photo is drawn of, and the logo of its kit.
PHOTO, BAND, LOGO = _DRAWING[1], _DRAWING[2], _DRAWING[4]
SVG_LOGO = (GOLDEN / "images" / "logo.svg").read_text(encoding="utf-8")


def write_pictured(
    folder: Path, *changes: tuple[str, str], photo: bytes | None = None, logo: str | None = None
) -> Path:
    """Copy the golden message with a photo, with changes, each (old, new), and other images; return its `kit.yaml`."""
    spec = copy_golden(folder, *changes, messages=["bus"], platforms="x/square")
    images = {"images/bus.png": photo, "images/logo.svg": logo}
    written(folder, {name: data for name, data in images.items() if data is not None})
    return spec


def composed(spec: Path, index: int = 0) -> Artwork:
    """Return the artwork of one of the project's pictures."""
    project = load_project(spec)
    return Composer(project).compose(plan(project)[index])


def painted(artwork: Artwork) -> Pixels:
    """Return the pixels of an artwork."""
    return paint(embedded(artwork.tree, artwork.parts))


def pixel(pixels: Pixels, x: float, y: float) -> tuple[int, ...]:
    """Return the colour of a pixel, red, green and blue, by its place in px."""
    at = 4 * (int(y) * pixels.width + int(x))
    return tuple(pixels.rgba[at : at + 3])
