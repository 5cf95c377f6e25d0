"""Compare one picture in a worker: read both files, measure where pixels differ, and write the images of the page."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from kit.base.errors import Fault
from kit.base.whole_files import write_whole
from kit.model.asset import EXTENSIONS, PDF, Asset, Pixels
from kit.paint.encode.decoding import read_file
from kit.publish.store.contents import StoredFile
from kit.tools.comparison.changes import PixelChange

Levels = NDArray[np.uint8]


#: The largest width and height in px of a small image on the page, and its quality of 100.
WIDEST, HIGHEST, QUALITY = 480, 600, 78
#: The quality of the difference image at full size, and the effort of the encoder, of 6.
_FULL_QUALITY, _EFFORT = 85, 2


@dataclass(frozen=True, slots=True)
class CompareTask:
    """A picture with its entries and files in two kits, None if one has none; images are written into `page`.

    Their names begin with `stem`. A pool of workers takes it as a task, whose faults name its `drawing`.
    """

    stem: str
    old: tuple[Asset, StoredFile] | None
    new: tuple[Asset, StoredFile] | None
    page: Path | None
    drawing: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """The size of the larger picture, which decides the memory needed."""
        sides = [side[0] for side in (self.old, self.new) if side]
        return max(asset.width for asset in sides), max(asset.height for asset in sides)


def compare_pixels(task: CompareTask) -> PixelChange | Fault | None:
    """Return how the pixels of a picture differ, if they do, or why a file could not be read.

    This also writes the images of the page: both sides and the difference.
    """
    try:
        old, new = (_pixels_of(*side) if side else None for side in (task.old, task.new))
    except ValueError as error:
        remedy = "`kit verify` says what else of the kit has changed"
        return Fault(str(error), None, remedy, code="compared-file-unreadable")
    levels = change = None
    if old and new and (old.width, old.height) == (new.width, new.height):
        levels = levels_of(old, new)
        change = pixel_change(levels)
    if task.page:
        if old and task.old and (levels is None or change):
            _write_side(task, "before", task.old, old)
        if new and task.new:
            _write_side(task, "after", task.new, new)
        if new and levels is not None and change:
            _write_difference(task, difference_image(levels, new))
    return change


def _pixels_of(asset: Asset, file: StoredFile) -> Pixels | None:
    """Return the pixels of an image, None for a page to print.

    Raises ValueError for a file that does not match its manifest, or can't be read.
    """
    if asset.media_type == PDF:
        return None
    data = file.read()
    if sha256(data).hexdigest() != asset.sha256 or asset.media_type not in EXTENSIONS:
        raise ValueError(f"{asset.path} is not the file that the manifest lists")
    try:
        return read_file(data, asset.media_type).pixels
    except ValueError as error:
        raise ValueError(f"{asset.path} can't be opened as {asset.media_type}: {error}") from error


def _write_side(task: CompareTask, name: str, side: tuple[Asset, StoredFile], pixels: Pixels) -> None:
    """Write one side for the page: its file unchanged, and a small image of it."""
    asset, file = side
    folder = task.page or Path()
    write_whole(folder / f"{task.stem}-{name}.{EXTENSIONS[asset.media_type]}", file.read())
    image = Image.frombuffer("RGBA", (pixels.width, pixels.height), pixels.rgba, "raw", "RGBA", 0, 1)
    _write_image(folder / f"{task.stem}-{name}-small.webp", _small(image), QUALITY)


def _write_difference(task: CompareTask, image: Image.Image) -> None:
    folder = task.page or Path()
    _write_image(folder / f"{task.stem}-difference.webp", image, _FULL_QUALITY)
    _write_image(folder / f"{task.stem}-difference-small.webp", _small(image), QUALITY)


def _small(image: Image.Image) -> Image.Image:
    """Return an image at most as large as the page shows it."""
    return image.resize(small_size(*image.size), Image.Resampling.HAMMING)


def small_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in px at which the page shows a picture."""
    scale = min(1, WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _write_image(path: Path, image: Image.Image, quality: int) -> None:
    file = BytesIO()
    image.save(file, "WEBP", quality=quality, method=_EFFORT)
    write_whole(path, file.getvalue())


#: By how many levels a palette may change the edges of unchanged letters.
_BY_PALETTE = 32
#: How many rows are compared at once, so that two large pictures are not in memory twice.
_BAND = 256
#: The colour of differences over the new picture, which is pale and grey; and the opacity of the least difference.
_MARK, _LEAST, _PALE = (200, 0, 90), 0.35, 0.2


def levels_of(old: Pixels, new: Pixels) -> Levels:
    """Return by how many of 255 levels each pixel differs, in the channel that differs most: (height, width).

    Fully transparent pixels are equal whatever their colours. Both must have the same size.
    """
    before, after = _array(old), _array(new)
    levels = np.empty((new.height, new.width), np.uint8)
    for top in range(0, new.height, _BAND):
        one, other = (_shown(side[top : top + _BAND]) for side in (before, after))
        levels[top : top + _BAND] = np.max(np.maximum(one, other) - np.minimum(one, other), axis=2)
    return levels


def pixel_change(levels: Levels) -> PixelChange | None:
    """Return how two pictures differ; None when they don't."""
    largest = int(np.max(levels))
    if not largest:
        return None
    seen = levels > (_BY_PALETTE if largest > _BY_PALETTE else 0)
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    box = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    return PixelChange(int(np.count_nonzero(levels)), levels.size, largest, box)


def difference_image(levels: Levels, new: Pixels) -> Image.Image:
    """Return the new picture, pale and grey, with all differences in one strong colour.

    Differences are amplified so that the largest is opaque and the least is still visible.
    """
    largest = max(1, int(np.max(levels)))
    opacity = np.where(levels > 0, _LEAST + (1 - _LEAST) * (levels.astype(np.float32) / largest), 0)
    over = Image.fromarray((opacity * 255).astype(np.uint8), "L")
    flat = Image.new("RGBA", (new.width, new.height), "white")
    flat.alpha_composite(Image.frombuffer("RGBA", (new.width, new.height), new.rgba, "raw", "RGBA", 0, 1))
    pale = Image.blend(Image.new("L", flat.size, 255), flat.convert("L"), _PALE).convert("RGB")
    pale.paste(Image.new("RGB", flat.size, _MARK), mask=over)
    return pale


def _array(pixels: Pixels) -> Levels:
    return np.frombuffer(pixels.rgba, np.uint8).reshape(pixels.height, pixels.width, 4)


def _shown(band: Levels) -> Levels:
    """Return the pixels of a band, with all transparent ones equal."""
    return band * (band[:, :, 3:] > 0)
