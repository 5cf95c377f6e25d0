"""Photos as phones and editors make them, and a campaign whose pictures have one as their ground."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageCms

from kit.compose import Composer
from kit.images import embedded
from kit.project import load_project
from kit.project.plan import plan
from kit.raster import paint
from support.campaigns import HEADER, written

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.asset import Pixels


#: What a phone writes into a photo and nobody means to publish.
SECRETS = ("52.37", "4.89", "Fairphone", "FP-SECRET-4711", "Jane Roe")
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


KIT = (
    HEADER
    + """\
  logo: images/logo.svg
platforms: [x/square]
messages:
  bus:
    images: [{layout: card, on: [feed]}]
    photo: {file: images/bus.png, alt: A bus at night, credit: "Photo: A. B."}
    copy: {headline: Keep it on}
    caption: {short: Keep it on., long: Keep it on.}
    shows: A dark street.
"""
)
LAYOUT = "title: Card\nslots:\n  photo: {required: yes}\n  headline: {lines: 2}\n  logo: {}\n"
PHOTO = '<g id="slot-photo" data-pin="stretch stretch"><rect width="1000" height="1000"/></g>'
LOGO = '<g id="slot-logo" data-pin="right bottom"><rect x="700" y="800" width="200" height="100"/></g>'
BAND = '<rect id="band" data-pin="stretch top" width="1000" height="300" fill="#101010"/>'
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">'
    f"{PHOTO}{BAND}"
    '<g id="slot-headline" data-pin="left top"><rect x="100" y="100" width="600" height="150"/>'
    '<text fill="#fefefe" font-family="Source Sans 3" font-size="60"><tspan x="100" y="160">Words</tspan></text></g>'
    f'{LOGO}<rect id="live" x="60" y="60" width="880" height="880" fill="none"/></svg>'
)
#: Twice as wide as high, so that its box leaves room above and below.
SVG_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<rect width="40" height="20" fill="#101010"/><circle cx="30" cy="10" r="10" fill="#e4002b"/></svg>'
)


def write_pictured(folder: Path, *changes: tuple[str, str], photo: bytes | None = None, logo: str = SVG_LOGO) -> Path:
    """Write the project, with changes to any of its texts, each (old, new); return its `kit.yaml`."""
    texts = {
        "kit.yaml": KIT,
        "templates/svg/card/layout.yaml": LAYOUT,
        "templates/svg/card/square.svg": DRAWING,
        "templates/svg/palette.yaml": 'night: "#101010"\npaper: "#fefefe"\n',
        "images/logo.svg": logo,
    }
    for old, new in changes:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    data = saved(quarters(2400, 1200), "PNG") if photo is None else photo
    return written(folder, {**texts, "images/bus.png": data}) / "kit.yaml"


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
