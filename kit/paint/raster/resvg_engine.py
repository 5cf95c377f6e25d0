"""Paint SVG with resvg: groups with effects, and in checks each drawing once more, as a judge of the painter.

It is imported when it first paints; most kits need none of it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

from kit.base.lazy_imports import on_demand
from kit.model.asset import PremultipliedPixels

if TYPE_CHECKING:
    import resvg_py
else:
    resvg_py = on_demand("resvg_py")


#: The channels of premultiplied pixels in the order of a PNG, and how many rows are worked on at once.
_RGBA, _ROWS = [2, 1, 0, 3], 64


class Cutout(NamedTuple):
    """The part of a picture that is not empty: a PNG, its size, and the px left of it and above it.

    The PNG is b"" if all of it is empty.
    """

    png: bytes
    left: int
    top: int
    width: int
    height: int


def engines() -> dict[str, str]:
    """Return the name and the version of the engine."""
    return {"resvg_py": resvg_py.__version__}


def paint_png(svg: str, width: int, height: int) -> bytes:
    """Return an SVG without words as a PNG of a size in px; no other file is read.

    Raises ValueError if it can't paint this.
    """
    with _native_lines_hidden():
        try:
            return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True))
        except (Exception, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001  (a panic of Rust isn't an Exception)
            raise ValueError(f"resvg fails on it: {error}") from None


@contextmanager
def _native_lines_hidden() -> Iterator[None]:
    """Hide what native code writes on its own to standard error, such as before it ends this process."""
    sys.stderr.flush()
    number = 2  # as the system counts, whatever `sys.stderr` is
    try:
        before = os.dup(number)
    except OSError:  # it is closed
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, number)
        yield
    finally:
        os.dup2(before, number)
        os.close(before)
        os.close(nothing)


def paint_again(svg: str, width: int, height: int) -> Image.Image:
    """Paint an SVG without words at a size in px; the picture has four bands, premultiplied. See `paint_png`."""
    with Image.open(BytesIO(paint_png(svg, width, height))) as image:
        return Image.frombytes("RGBA", image.size, image.convert("RGBA").convert("RGBa").tobytes())


def blended_cutout(alone: str, over: str, ground: PremultipliedPixels) -> Cutout:
    """Return what has to be painted over a ground so that it looks as if a group blended with it.

    One SVG has the group alone, the other the group over the ground. Raises what `paint_png` raises.
    """
    size = ground.width, ground.height
    shares, both = np.asarray(paint_again(alone, *size).getchannel("A")), np.array(paint_again(over, *size))
    below = np.frombuffer(ground.bgra, np.uint8).reshape(ground.height, ground.width, 4)
    for rows in (slice(top, top + _ROWS) for top in range(0, ground.height, _ROWS)):  # all at once takes gigabytes
        share = shares[rows, :, None].astype(np.int32)
        left = (below[rows, :, _RGBA] * (255 - share) + 127) // 255
        both[rows] = np.clip(both[rows] - left, 0, share)
        both[rows, :, 3] = shares[rows]
    return cutout(Image.frombuffer("RGBA", size, both.tobytes(), "raw", "RGBA", 0, 1))


def png_of(pixels: PremultipliedPixels) -> bytes:
    """Return a PNG of pixels, which is read again at once, so that speed counts more than size."""
    size = pixels.width, pixels.height
    return _png(Image.frombuffer("RGBA", size, pixels.bgra, "raw", "BGRa", 0, 1))


def cutout(image: Image.Image) -> Cutout:
    """Return the part of a premultiplied picture that is not empty."""
    box = image.getchannel("A").getbbox()
    if box is None:
        return Cutout(b"", 0, 0, 0, 0)
    part = image.crop(box)
    plain = Image.frombytes("RGBa", part.size, part.tobytes()).convert("RGBA")
    return Cutout(_png(plain), *box[:2], *part.size)


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", compress_level=1)
    return file.getvalue()
