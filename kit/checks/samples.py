"""Colours of a picture at a grid of points in some boxes, as luminance and contrast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.checks.subjects import Seen
    from kit.geometry import Box
    from kit.model.asset import PremultipliedPixels

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.float32]
Indices = NDArray[np.intp]

#: The greys of pages, light and dark, on which a transparent picture may lie; and the alpha of one that is not.
PAGES, OPAQUE = (255, 0), 255
_STEPS = np.arange(256) / 255
_LINEAR = np.where(_STEPS <= 0.04045, _STEPS / 12.92, ((_STEPS + 0.055) / 1.055) ** 2.4).astype(np.float32)  # noqa: PLR2004
#: What each level of a channel adds to the luminance of a colour.
_PARTS = [part * _LINEAR for part in (0.2126, 0.7152, 0.0722)]


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
        yield _over(whole, page), _over(ground, page)


def _colours(pixels: PremultipliedPixels, at: tuple[Indices, Indices]) -> Bytes:
    """Return the premultiplied RGBA of a picture at some points, each a row and a column."""
    found = np.frombuffer(pixels.bgra, np.uint32).reshape(pixels.height, pixels.stride // 4)[at]
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


def _over(premultiplied: NDArray[Any], page: int) -> Bytes:
    """Return colours as they show on a page of one grey."""
    through = page * (1 - premultiplied[..., 3:] / np.float32(OPAQUE))
    return np.asarray(np.rint(premultiplied[..., :3] + through), np.uint8)
