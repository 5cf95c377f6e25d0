"""A small project whose layout has a photo as its ground, words over it, and a logo in a corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose import Composer
from kit.images import embedded
from kit.project import load_project
from kit.project.plan import plan
from kit.raster import paint
from support.photo_files import quarters, saved
from support.tiny_project import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.asset import Pixels

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
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "images" / "bus.png").write_bytes(saved(quarters(2400, 1200), "PNG") if photo is None else photo)
    return folder / "kit.yaml"


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
