"""Compare one picture in a worker: read both files, measure, and write the images that the page shows."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from kit.comparison.pixels import difference_image, levels_of, pixel_change
from kit.encode import read_file
from kit.errors import Fault
from kit.model.asset import MEDIA_TYPES, PDF

if TYPE_CHECKING:
    from kit.model.asset import Asset, Pixels
    from kit.model.comparison import PixelChange
    from kit.model.stored_file import StoredFile

#: px that a small image on the page is wide and high at most, and how well it is kept, of 100.
WIDEST, HIGHEST, QUALITY = 480, 600, 78
#: How well the difference is kept in full size, and the effort of the encoder, of 6.
_FULL_QUALITY, _EFFORT = 85, 2


@dataclass(frozen=True, slots=True)
class CompareTask:
    """A picture by its entries and files in two kits, None where one has none; `page` is where images are written.

    Their names begin with `stem`. The task is what a pool of workers takes: a fault names its `drawing`.
    """

    stem: str
    old: tuple[Asset, StoredFile] | None
    new: tuple[Asset, StoredFile] | None
    page: Path | None
    drawing: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """The size of the larger picture, which says what memory it needs."""
        sides = [side[0] for side in (self.old, self.new) if side]
        return max(one.width for one in sides), max(one.height for one in sides)


@dataclass(frozen=True, slots=True)
class ComparedPixels:
    """What was measured; `fault` says why a file could not be read."""

    pixels: PixelChange | None = None
    fault: Fault | None = None


def compare_pixels(task: CompareTask) -> ComparedPixels:
    """Return how the pixels of a picture differ, and write what the page shows of it: either side, the difference."""
    try:
        old, new = (_read(*side) if side else None for side in (task.old, task.new))
    except ValueError as error:
        remedy = "`kit verify` says what else of the kit is not as it was built"
        return ComparedPixels(fault=Fault(str(error), None, remedy, code="compared-file-unreadable"))
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
    return ComparedPixels(change)


def _read(asset: Asset, file: StoredFile) -> Pixels | None:
    """Return the pixels of an image, None of a page to print.

    Raises ValueError for a file that is not the one of its manifest, or can't be read.
    """
    if asset.media_type == PDF:
        return None
    data = file.read()
    if sha256(data).hexdigest() != asset.sha256 or asset.media_type not in MEDIA_TYPES:
        raise ValueError(f"{asset.path} is not the file that the manifest lists")
    try:
        return read_file(data, asset.media_type).pixels
    except ValueError as error:
        raise ValueError(f"{asset.path} can't be opened as {asset.media_type}: {error}") from error


def _write_side(task: CompareTask, name: str, side: tuple[Asset, StoredFile], pixels: Pixels) -> None:
    """Write one side for the page: its file as it is, and a small image of it."""
    asset, file = side
    folder = task.page or Path()
    (folder / f"{task.stem}-{name}.{MEDIA_TYPES[asset.media_type].extension}").write_bytes(file.read())
    image = Image.frombuffer("RGBA", (pixels.width, pixels.height), pixels.rgba, "raw", "RGBA", 0, 1)
    _write(folder / f"{task.stem}-{name}-small.webp", _small(image), QUALITY)


def _write_difference(task: CompareTask, image: Image.Image) -> None:
    folder = task.page or Path()
    _write(folder / f"{task.stem}-difference.webp", image, _FULL_QUALITY)
    _write(folder / f"{task.stem}-difference-small.webp", _small(image), QUALITY)


def _small(image: Image.Image) -> Image.Image:
    """Return an image that is not larger than the page shows it."""
    return image.resize(small_size(*image.size), Image.Resampling.HAMMING)


def small_size(width: int, height: int) -> tuple[int, int]:
    """Return the size in px that a picture is shown in on the page."""
    scale = min(1, WIDEST / width, HIGHEST / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _write(path: Path, image: Image.Image, quality: int) -> None:
    file = BytesIO()
    image.save(file, "WEBP", quality=quality, method=_EFFORT)
    path.write_bytes(file.getvalue())
