"""Open a PNG, JPEG or WebP as nothing else, and read from its head how large it is and which way is up.

Each form is opened by its own reader: the limit of pixels is then ours, and a JPEG in which a phone keeps several
pictures is its first, not a series.
"""

from __future__ import annotations

import struct
import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image
from PIL.ExifTags import Base
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from kit.errors import Fault, ImageError
from kit.geometry import Size
from kit.images.colours import profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.ImageFile import ImageFile as RasterFile

    from kit.model.image import ImageForm

#: Megapixels that are read: of a JPEG, which is scaled down while it is read, more than any phone makes; else more
#: than a sheet of A2 has at 300 dpi.
MEGAPIXELS = {"jpeg": 200, "png": 64, "webp": 64}
_READERS: dict[ImageForm, type[JpegImageFile | PngImageFile | WebPImageFile]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
}
#: From this orientation on, width and height are exchanged (CIPA DC-008, Exif 2.32, 4.6.4 A).
SIDEWAYS = 5
#: What Pillow raises for damaged files, by form and age.
_DAMAGES = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ArithmeticError, struct.error)


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Raise ImageError for a file of a name that can't be read on, whatever its reader runs into."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd metadata, which is left out
        try:
            yield
        except Image.DecompressionBombError as error:  # of a WebP, whose reader has a limit of its own
            message = f"'{name}' has many more pixels than are read"
            raise ImageError(Fault(message, None, "make it smaller", code="image-with-too-many-pixels")) from error
        except _DAMAGES as error:
            message, remedy = f"'{name}' is damaged or incomplete", "export it again, or copy the whole file"
            raise ImageError(Fault(message, None, remedy, code="image-damaged")) from error


def open_raster(data: bytes, form: ImageForm) -> RasterFile:
    """Open an image of a form, nothing but its head. Raises what Pillow raises for a damaged one."""
    return _READERS[form](BytesIO(data))


def size_of(data: bytes, form: ImageForm, name: str) -> Size:
    """Return the size in px of an image once it is turned upright, without decoding it.

    Raises ImageError, by its name, for one that is damaged, too large, moves, or has colours that nothing describes.
    """
    with damage_named(name), open_raster(data, form) as image:
        width, height = image.size
        colours_known = image.mode != "CMYK" or profile_of(image) is not None
        moves = getattr(image, "n_frames", 1) > 1
        sideways = orientation_of(image) >= SIDEWAYS
    fault = _size_fault(width, height, form, name)
    if moves:
        fault = Fault(f"'{name}' moves, or holds several", None, "export one still picture", code="image-moves")
    if not colours_known:
        message, remedy = f"'{name}' is in CMYK, without a profile that says which", "export it in RGB, as sRGB"
        fault = Fault(message, None, remedy, code="image-colours-unknown")
    if fault:
        raise ImageError(fault)
    return Size(height, width) if sideways else Size(width, height)


def _size_fault(width: int, height: int, form: ImageForm, name: str) -> Fault | None:
    most = MEGAPIXELS[form]
    if width * height <= most * 1_000_000:
        return None
    message = f"'{name}' is {width:,} x {height:,} px"
    remedy = f"make it smaller: at most {most} megapixels of a {form.upper()} are read"
    return Fault(message, None, remedy, code="image-with-too-many-pixels")


def orientation_of(image: Image.Image) -> int:
    """Return the orientation that the head of a file names, from 1, upright, to 8; 1 where it names none that there is.

    https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.6.4 A. Exif behind the pixels of a PNG is not looked for.
    """
    try:
        found = Image.Image.getexif(image).get(Base.Orientation)
    except _DAMAGES:
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1  # noqa: PLR2004
