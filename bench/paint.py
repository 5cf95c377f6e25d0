"""Paint pictures directly and by CairoSVG, in turn, and print the time of both and how far the pixels are apart.

Run as `python -m bench.paint [--only GLOB] [--every N] [--times N]`. Time is that of the processor, of each picture the
least of some counts; nothing that was painted before is kept.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from cairosvg.parser import Tree as ParsedTree
from cairosvg.surface import PNGSurface

import kit
from kit.compose import Composer
from kit.drawing.images.preparing import embedded
from kit.model.asset import PremultipliedPixels
from kit.paint.raster import cairo_gradients, cairosvg_engine
from kit.paint.raster.painter import engines, paint_premultiplied
from kit.project.plan import globs, plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.tree import Tree

ROOT = Path(__file__).parents[1]
#: Differences in levels above which a pixel is counted.
_FEW = 8


def _by_cairosvg(tree: Tree) -> PremultipliedPixels:
    """Return a picture as CairoSVG alone paints it."""
    cairosvg_engine.patch()
    image = PNGSurface(ParsedTree(bytestring=tree.svg.encode()), None, 96).cairo
    return PremultipliedPixels(image.get_width(), image.get_height(), bytes(image.get_data()))


_WAYS: dict[str, Callable[[Tree], PremultipliedPixels]] = {
    "directly": paint_premultiplied,
    "by CairoSVG": _by_cairosvg,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="*", help="the pictures, as for `kit build`")
    parser.add_argument("--every", type=int, default=20, help="one picture in so many")
    parser.add_argument("--times", type=int, default=3, help="how often each is painted in each way")
    asked = parser.parse_args()
    spent: dict[str, float] = defaultdict(float)
    count, most, share = 0, 0, 0.0
    for name, tree in _pictures(asked.only, asked.every):
        found = {way: _measured(paint, tree, asked.times) for way, paint in _WAYS.items()}
        ours, theirs = (np.frombuffer(pixels.bgra, np.uint8).astype(np.int16) for pixels, _ in found.values())
        apart = np.abs(ours - theirs).reshape(-1, 4).max(axis=1)
        worst, over = int(np.max(apart)), float(np.mean(apart > _FEW))
        count, most, share = count + 1, max(most, worst), max(share, over)
        for way, (_, seconds) in found.items():
            spent[way] += seconds
        times = "  ".join(f"{way} {1000 * seconds:6.1f} ms" for way, (_, seconds) in found.items())
        print(f"{name:<60} {times}  at most {worst:3} levels, {over:.4%} over {_FEW}")
    print(f"{count} pictures; load {os.getloadavg()[0]:.1f}; {engines()}")
    print(f"  at most {most} levels apart, and {share:.4%} of the pixels of a picture over {_FEW}")
    for way, seconds in spent.items():
        print(f"  {way:<12} {1000 * seconds / max(1, count):7.1f} ms a picture")


def _pictures(only: str, every: int) -> Iterator[tuple[str, Tree]]:
    """Yield the name and the tree of pictures."""
    project = kit.load(ROOT)
    composer = Composer(project)
    for artboard in plan(project, *globs(only))[::every]:
        artwork = composer.compose(artboard)
        yield str(artboard), embedded(artwork.tree, artwork.parts)


def _measured(
    paint: Callable[[Tree], PremultipliedPixels], tree: Tree, times: int
) -> tuple[PremultipliedPixels, float]:
    """Return what was painted, and the least time that it took."""
    least = float("inf")
    for _ in range(max(1, times)):
        _forget_gradients()
        began = time.process_time()
        pixels = paint(tree)
        least = min(least, time.process_time() - began)
    return pixels, least


def _forget_gradients() -> None:
    """Clear what the painter keeps of gradients, so that every picture is painted from nothing."""
    for function in vars(cairo_gradients).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


if __name__ == "__main__":
    main()
