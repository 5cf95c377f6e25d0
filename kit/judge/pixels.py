"""Rules on what is painted: the contrast of every letter with the worst pixel around it, and quiet zones.

A picture is compared with the same picture without its words, so that any kind of background is measured as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kit.base.errors import Fault
from kit.base.geometry import Box
from kit.drawing.layout.coverage import shape_over
from kit.drawing.qr import QUIET_ZONE
from kit.judge.subjects import Painted, Seen
from kit.model.artwork import Artwork, PlacedImage, PlacedWords
from kit.model.asset import IndexedPixels, Pixels, PremultipliedPixels
from kit.model.colour import LEAST_CONTRAST, LEAST_CONTRAST_LARGE, LUMINANCE_OF, linear_light
from kit.model.placement import Placement

Steps = NDArray[np.int16]
Mask = NDArray[np.bool_]


#: CSS px from which regular and bold words are large: 18 pt and 14 pt.
LARGE, LARGE_BOLD, BOLD = 24.0, 18.66, 700
#: px around a letter in which its background counts, and the step of a channel that is visible as ink.
AROUND, SEEN = 2, 6
#: How much a channel of a quiet zone may differ from the plate: rounding of a painter.
EVEN = 2


def contrast(painted: Painted) -> Iterator[Fault]:
    """Every letter stands out from the worst of its background: 4.5:1, or 3:1 if it is shown large."""
    found = ratios(painted)
    for placed in painted.artwork.words.values():
        least = least_contrast(placed, painted.artwork.picture.placement)
        ratio = found.get(placed.slot.name, least)
        if ratio < least:
            message = (
                f"a letter of the {placed.slot.name} has a contrast of {ratio:.2f} to 1; at least {least} is needed"
            )
            yield Fault(
                message,
                placed.slot.mark,
                remedy_of(placed, painted.artwork),
                code="contrast-too-low",
                excess=least / ratio,
            )


def remedy_of(placed: PlacedWords, artwork: Artwork) -> str:
    """Return what to do about words that are hard to see: on their ground, or below a shape that is drawn over them."""
    over = shape_over(artwork.scene.root, placed.slot.name, placed.ink or placed.slot.box)
    if over is None:
        return "change its colour, or what is under it"
    named = f"'{over.name}'" if over.name else f"the <{over.tag}>"
    return f"{named} in line {over.line} is drawn over it: move it behind the words, or remove it"


def least_contrast(placed: PlacedWords, placement: Placement) -> float:
    """Return the least contrast that words need with what is behind them, by their size as shown."""
    return LEAST_CONTRAST_LARGE if _is_large(placed, placement) else LEAST_CONTRAST


def ratios(painted: Painted) -> dict[str, float]:
    """Return the contrast of the worst letter of each slot, from 1 to 21."""
    pictures = [
        (_over(painted.whole, backdrop), _over(painted.background, backdrop))
        for backdrop in _backdrops(painted.background)
    ]
    return {
        name: min(_worst(placed, whole, background) for whole, background in pictures)
        for name, placed in painted.artwork.words.items()
        if placed.letters and placed.ink
    }


def _worst(placed: PlacedWords, whole: Image.Image, background: Image.Image) -> float:
    """Return the contrast of the worst letter of some words, in a picture and the same without them."""
    x0, y0, x1, y1 = _pixels((placed.ink or placed.slot.box).grown(2 * AROUND))
    area = (max(0, x0), max(0, y0), min(whole.width, x1), min(whole.height, y1))
    planes = _Planes(whole.crop(area), background.crop(area))
    return min(planes.ratio(letter.moved(-area[0], -area[1])) for letter in placed.letters)


def qr_quiet_zone(painted: Painted) -> Iterator[Fault]:
    """Only the plate shows within four modules around a QR code."""
    code = painted.artwork.code
    if code is None:
        return
    whole = _image(painted.whole).convert("RGB")
    outer = _pixels(code.box)
    inner = _pixels(code.box.grown(-QUIET_ZONE * code.module))
    zone = np.asarray(whole.crop(outer), np.int16)
    ring = np.ones(zone.shape[:2], bool)
    ring[inner[1] - outer[1] : inner[3] - outer[1], inner[0] - outer[0] : inner[2] - outer[0]] = False
    plate = np.array([int(code.light[i : i + 2], 16) for i in (1, 3, 5)], np.int16)
    if (np.abs(zone[ring] - plate) > EVEN).any():
        message = "something is in the quiet zone of the code, or covers its plate"
        yield Fault(
            message,
            code.slot.mark,
            f"keep {QUIET_ZONE} modules around it clear: {QUIET_ZONE * code.module} px here",
            code="quiet-zone-not-clear",
        )


#: CSS px of the longer side of a logo as shown, and mm on paper, below which it is a speck.
LOGO_SHOWN, LOGO_PRINT_MM = 20.0, 5.0
#: The part of a logo that stands out less than the rest, such as its shade, and how even the rim of a plate is.
_SHADE, _RIM_STEPS = 95, 24
#: px around a logo that are taken for its plate.
_FRAME = 3


def logo(painted: Painted) -> Iterator[Fault]:
    """A logo stands out from what is behind it, is large enough to be made out, and is not a photo."""
    for placed in painted.artwork.images:
        if placed.slot.name == "logo":
            fault = _logo_fault(placed, painted)
            if fault:
                yield fault


def _logo_fault(placed: PlacedImage, painted: Painted) -> Fault | None:
    """Return what is wrong with a logo as it is painted: the first of what may be."""
    picture = _over(painted.whole, _backdrops(painted.background)[0])
    frame = np.asarray(picture.crop(_pixels(placed.box.grown(_FRAME))))
    plate = np.median(_rim(frame, _FRAME), axis=0).astype(np.int16)
    whole = np.asarray(picture.crop(_pixels(placed.box)))
    ink = np.max(np.abs(whole.astype(np.int16) - plate), axis=2) >= SEEN
    mark, file = placed.content.mark, placed.content.file
    behind = luminance(plate.astype(np.uint8).reshape(1, 1, 3))
    ratio = float(np.percentile(contrast_of(luminance(whole), behind)[ink], _SHADE)) if ink.any() else 1.0
    if ratio < LEAST_CONTRAST_LARGE and _is_even(_rim(frame, _FRAME)):
        message = f"the logo '{file}' has a contrast of {ratio:.2f} to 1; {LEAST_CONTRAST_LARGE} is needed to see it"
        remedy = "use a version of it in another colour, or another plate behind it"
        return Fault(message, mark, remedy, code="logo-contrast-too-low", excess=LEAST_CONTRAST_LARGE / ratio)
    rows, columns = np.nonzero(ink)
    longest = max(np.ptp(rows), np.ptp(columns)) + 1 if ink.any() else max(placed.box.size)
    placement = painted.artwork.picture.placement
    shown = longest * placement.shown_px
    least, unit = (LOGO_PRINT_MM, "mm") if placement.sheet else (LOGO_SHOWN, "px")
    if shown < least:
        message = f"the logo '{file}' is shown {shown:.0f} {unit} large; {least:.0f} {unit} are needed to make it out"
        remedy = "draw 'slot-logo' larger, or crop the empty margin of the file"
        return Fault(message, mark, remedy, code="logo-too-small", excess=least / shown)
    if placed.content.image.form == "jpeg" and not _is_even(_rim(whole, 1)):
        remedy = "use the logo itself, as SVG or as PNG with a transparent ground; photos belong under 'photo'"
        return Fault(f"the logo '{file}' looks like a photo", mark, remedy, code="logo-like-photo")
    return None


def _rim(pixels: Bytes, depth: int) -> Bytes:
    """Return the pixels at the edges of a part of a picture, so many rows and columns deep, in a list."""
    parts = (pixels[:depth], pixels[-depth:], pixels[:, :depth], pixels[:, -depth:])
    return np.concatenate([part.reshape(-1, pixels.shape[2]) for part in parts])


def _is_even(pixels: Bytes) -> bool:
    """Return whether pixels are of one colour, or nearly so, as those of a plate are."""
    return float(np.max(np.std(pixels, axis=0))) <= _RIM_STEPS


class _Planes:
    """A part of a picture and of its background as luminance, and where the ink is."""

    def __init__(self, whole: Image.Image, background: Image.Image) -> None:
        self.step: Steps = np.abs(np.asarray(whole, np.int16) - np.asarray(background, np.int16)).max(axis=2)
        self.near = _grown(self.step >= SEEN, AROUND)
        self.whole, self.background = luminance(np.asarray(whole)), luminance(np.asarray(background))

    def ratio(self, box: Box) -> float:
        """Return the contrast of the ink in a box with the worst pixel of its background; 1 if there is no ink."""
        x0, y0, x1, y1 = _pixels(box.grown(AROUND))
        area = np.s_[max(0, y0) : y1, max(0, x0) : x1]
        step, near = self.step[area], self.near[area]
        most = int(np.max(step, initial=0))
        if most < SEEN:
            return 1.0
        ink = float(np.median(self.whole[area][step >= most]))
        background = self.background[area][near]
        light, dark = np.maximum(background, ink), np.minimum(background, ink)
        return float(np.min((light + 0.05) / (dark + 0.05)))


def _grown(mask: Mask, by: int) -> Mask:
    """Return a mask with all that is so many px away from it, across, down or both."""
    for _ in mask.shape:
        padded = np.pad(mask, ((by, by), (0, 0)))
        mask = np.stack([padded[step : step + len(mask)] for step in range(2 * by + 1)]).any(axis=0).T
    return mask


def _is_large(placed: PlacedWords, placement: Placement) -> bool:
    """Return whether words are large as shown; a sheet is measured in points of 96 px an inch."""
    sheet = placement.sheet
    shown = (sheet.trim[0] + 2 * sheet.bleed) / 25.4 * 96 if sheet else placement.shown_width
    size = placed.smallest * shown / placement.size[0]
    weight = placed.slot.style.weight if placed.slot.style else 400
    return size >= (LARGE_BOLD if weight >= BOLD else LARGE)


def _backdrops(background: Pixels) -> tuple[str, ...]:
    """Return what may be under a picture: pages are light and dark, and show through where it is transparent."""
    return ("#ffffff",) if _is_opaque(_image(background)) else ("#ffffff", "#000000")


def _over(pixels: Pixels, backdrop: str) -> Image.Image:
    """Return a picture on a page of a colour, which is not painted where nothing of it shows through."""
    picture = _image(pixels)
    if not _is_opaque(picture):
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, backdrop), picture)
    return picture.convert("RGB")


def _is_opaque(picture: Image.Image) -> bool:
    return picture.getchannel("A").getextrema() == (OPAQUE, OPAQUE)


def _image(pixels: Pixels) -> Image.Image:
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)


def _pixels(box: Box) -> tuple[int, int, int, int]:
    return int(box.x0), int(box.y0), int(-(-box.x1 // 1)), int(-(-box.y1 // 1))


Bytes = NDArray[np.uint8]
Numbers = NDArray[np.float32]
Indices = NDArray[np.intp]

#: The greys of light and dark pages that may be under a transparent picture; and the alpha of an opaque one.
PAGES, OPAQUE = (255, 0), 255
_LINEAR = np.array([linear_light(step / 255) for step in range(256)]).astype(np.float32)
#: What each level of a channel adds to the luminance of a colour.
_PARTS = [part * _LINEAR for part in LUMINANCE_OF]


def sampled(seen: Seen, boxes: Sequence[Box], grid: int) -> Iterator[tuple[Bytes, Bytes]]:
    """Yield the colours of a picture and of its ground at the points of some boxes, on each page that shows through.

    Arrays of (boxes, grid x grid, 3).
    """
    x, y = _points(boxes, grid)
    at = y.clip(0, seen.whole.height - 1), x.clip(0, seen.whole.width - 1)
    whole, ground = _colours(seen.whole, at), _colours(seen.ground, at)
    if min(np.min(whole[..., 3]), np.min(ground[..., 3])) == OPAQUE:
        yield whole[..., :3], ground[..., :3]
        return
    for page in PAGES:
        yield _sampled_over(whole, page), _sampled_over(ground, page)


def _colours(pixels: PremultipliedPixels | IndexedPixels, at: tuple[Indices, Indices]) -> Bytes:
    """Return the premultiplied RGBA of a picture at some points, each a row and a column."""
    if isinstance(pixels, IndexedPixels):
        entries = np.frombuffer(pixels.entries, np.uint8).reshape(pixels.height, pixels.width)[at]
        found = np.frombuffer(pixels.palette, np.uint32)[entries]
    else:
        found = np.frombuffer(pixels.bgra, np.uint32).reshape(pixels.height, pixels.width)[at]
    bgra = found.view(np.uint8).reshape(*found.shape, 4)
    return np.moveaxis(np.stack([bgra[..., channel] for channel in (2, 1, 0, 3)]), 0, -1)  # each channel by itself


def contrast_of(one: Numbers, other: Numbers) -> Numbers:
    """Return the contrast ratio of luminances (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def luminance(rgb: Bytes) -> Numbers:
    """Return the relative luminance of colours (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    red, green, blue = (table.take(rgb[..., channel]) for channel, table in enumerate(_PARTS))
    return np.asarray(red + green + blue)


def _points(boxes: Sequence[Box], grid: int) -> tuple[Indices, Indices]:
    """Return the x and the y of a grid of points in each box, one row a box, as whole pixels."""
    corners = np.array(boxes, np.float32)
    share = (np.arange(grid, dtype=np.float32) + 0.5) / grid
    x = corners[:, 0, None] + (corners[:, 2] - corners[:, 0])[:, None] * share
    y = corners[:, 1, None] + (corners[:, 3] - corners[:, 1])[:, None] * share
    return np.tile(x, (1, grid)).astype(np.intp), np.repeat(y, grid, 1).astype(np.intp)


def _sampled_over(premultiplied: NDArray[Any], page: int) -> Bytes:
    """Return colours as they show on a page of one grey."""
    through = page * (1 - premultiplied[..., 3:] / np.float32(OPAQUE))
    return np.asarray(np.rint(premultiplied[..., :3] + through), np.uint8)
