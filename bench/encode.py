"""Encode painted pictures as Pillow did and as the kit does, in turn, and print bytes and times.

Run as `python -m bench.encode [--only GLOB] [--times N]`. Time is that of the processor, which other work on the
computer changes little; of each picture the least of some counts. Bytes are without the words inside.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter, defaultdict
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

import kit
from kit.compose import Composer
from kit.drawing.images.preparing import embedded
from kit.paint.encode.image_bytes import Form, make_body
from kit.paint.encode.pdf import engines
from kit.paint.encode.pixel_images import image_of, is_opaque
from kit.paint.raster.painter import paint_premultiplied
from kit.project.plan import globs, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.asset import PremultipliedPixels

ROOT = Path(__file__).parents[1]
#: What the first edition wrote.
_LEVEL, _QUALITY = 6, 92


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="the pictures, as for `kit build`")
    parser.add_argument("--times", type=int, default=3, help="how often each is encoded in each way")
    asked = parser.parse_args()
    size: dict[str, int] = defaultdict(int)
    spent: dict[str, float] = defaultdict(float)
    kinds: Counter[str] = Counter()
    for name, pixels in _pictures(asked.only):
        found = {way: _measured(make, pixels, asked.times) for way, make in _WAYS.items()}
        for way, (data, seconds) in found.items():
            size[way] += len(data)
            spent[way] += seconds
        kinds[kind := _kind(found["png"][0])] += 1
        print(f"{name:<60} {kind:<5} " + "  ".join(f"{way} {len(data):>9,}" for way, (data, _) in found.items()))
    total = max(1, kinds.total())
    print(f"{total} pictures, {dict(kinds)}; load {os.getloadavg()[0]:.1f}; {engines()}")
    for way in _WAYS:
        print(f"  {way:<12} {size[way] / 2**20:8.2f} MiB  {1000 * spent[way] / total:7.1f} ms a picture")


def _pictures(only: str) -> Iterator[tuple[str, PremultipliedPixels]]:
    """Yield the name and the pixels of each picture that a glob names; those that are equal once."""
    project = kit.load(ROOT)
    composer, seen = Composer(project), set()
    for artboard in plan(project, *globs(only)):
        artwork = composer.compose(artboard)
        if artwork.digest not in seen:
            seen.add(artwork.digest)
            yield str(artboard), paint_premultiplied(embedded(artwork.tree, artwork.parts))


def _measured(
    make: Callable[[PremultipliedPixels], bytes], pixels: PremultipliedPixels, times: int
) -> tuple[bytes, float]:
    least = float("inf")
    for _ in range(max(1, times)):
        fresh = replace(pixels)  # what was made of pixels is kept with them
        began = time.process_time()
        data = make(fresh)
        least = min(least, time.process_time() - began)
    return data, least


def _by_pillow(pixels: PremultipliedPixels, form: str, **options: object) -> bytes:
    file, image = BytesIO(), image_of(pixels, opaque=is_opaque(pixels))
    (image.convert("RGB") if form == "JPEG" else image).save(file, form, **options)
    return file.getvalue()


def _kind(png: bytes) -> str:
    with Image.open(BytesIO(png)) as image:
        return image.mode


_WAYS: dict[str, Callable[[PremultipliedPixels], bytes]] = {
    "Pillow's png": lambda pixels: _by_pillow(pixels, "PNG", compress_level=_LEVEL),
    "png": lambda pixels: make_body(pixels, Form("png")).data,
    "jpeg 92": lambda pixels: _by_pillow(pixels, "JPEG", quality=_QUALITY, subsampling=0, optimize=True),
    "jpeg": lambda pixels: make_body(pixels, Form("jpeg")).data,
}

if __name__ == "__main__":
    main()
