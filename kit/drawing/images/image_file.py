"""Open a PNG, JPEG or WebP and nothing else: find its form, read its size from its header, and convert it to sRGB.

Each form is opened by its own reader, so that the limit of pixels is ours, and a JPEG in which a phone keeps several
pictures is its first, not a series.
"""

from __future__ import annotations

import struct
import warnings
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms
from PIL.ExifTags import Base
from PIL.ImageFile import ImageFile as RasterFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from kit.base.errors import Fault, ImageError
from kit.base.geometry import Size
from kit.model.image import FORMS, ImageForm, kind_of

#: The most bytes of a file to read.
MOST_BYTES = 250_000_000
#: The most megapixels: of a JPEG, which is scaled down while it is read, more than any phone makes; of others, more
#: than an A2 sheet at 300 dpi.
MEGAPIXELS = {"jpeg": 200, "png": 64, "webp": 64}
_READERS: dict[ImageForm, type[JpegImageFile | PngImageFile | WebPImageFile]] = {
    "jpeg": JpegImageFile,
    "png": PngImageFile,
    "webp": WebPImageFile,
}
#: From this orientation on, width and height are swapped (CIPA DC-008, Exif 2.32, 4.6.4 A).
SIDEWAYS = 5
#: How an image is turned upright, by its orientation.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: What Pillow raises for damaged files, by form and age; binascii.Error, for damaged base64, is a ValueError.
DAMAGES = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, ArithmeticError, struct.error),
    Image.DecompressionBombError,
)


@contextmanager
def damage_named(name: str) -> Iterator[None]:
    """Raise ImageError, with the file's name, for any error of its reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # warnings about odd metadata, which is not used
        try:
            yield
        except Image.DecompressionBombError as error:  # from the WebP reader, which has its own limit
            message = f"'{name}' has far more pixels than the limit"
            raise ImageError(Fault(message, None, "make it smaller", code="image-with-too-many-pixels")) from error
        except DAMAGES as error:
            message, remedy = f"'{name}' is damaged or incomplete", "export it again, or copy the whole file"
            raise ImageError(Fault(message, None, remedy, code="image-damaged")) from error


def open_raster(data: bytes, form: ImageForm) -> RasterFile:
    """Open an image of a form, reading only its header. Raises what Pillow raises for a damaged one."""
    return _READERS[form](BytesIO(data))


def size_of(data: bytes, form: ImageForm, name: str) -> Size:
    """Return the size in px of an image once it is turned upright, without decoding it.

    Raises ImageError, with its name, if it is damaged, too large, animated, or in unknown colours.
    """
    with damage_named(name), open_raster(data, form) as image:
        width, height = image.size
        colours_known = image.mode != "CMYK" or profile_of(image) is not None
        moves = getattr(image, "n_frames", 1) > 1
        sideways = orientation_of(image) >= SIDEWAYS
    fault = _size_fault(width, height, form, name)
    if moves:
        fault = Fault(
            f"'{name}' is animated, or contains several images", None, "export a single still image", code="image-moves"
        )
    if not colours_known:
        message, remedy = f"'{name}' is in CMYK without a colour profile", "export it in RGB, as sRGB"
        fault = Fault(message, None, remedy, code="image-colours-unknown")
    if fault:
        raise ImageError(fault)
    return Size(height, width) if sideways else Size(width, height)


def _size_fault(width: int, height: int, form: ImageForm, name: str) -> Fault | None:
    most = MEGAPIXELS[form]
    if width * height <= most * 1_000_000:
        return None
    message = f"'{name}' is {width:,} x {height:,} px"
    remedy = f"make it smaller: a {form.upper()} may have at most {most} megapixels"
    return Fault(message, None, remedy, code="image-with-too-many-pixels")


def orientation_of(image: Image.Image) -> int:
    """Return the orientation in the header of a file, from 1, upright, to 8; 1 if it has none or an invalid one.

    https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.6.4 A. Exif after the pixels of a PNG is ignored.
    """
    try:
        orientation = Image.Image.getexif(image).get(Base.Orientation)
    except DAMAGES:
        return 1
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1  # noqa: PLR2004


#: What to do with files that are not images a picture can show, by their kind.
_REMEDIES = {
    **dict.fromkeys(("heic", "avif", "tiff", "photoshop"), "export it as JPEG"),
    **dict.fromkeys(("pdf", "postscript"), "export it as SVG or PNG"),
    "gzip": "save it as plain SVG, PNG or JPEG",
    "zip": "take the image out of it",
}


def form_of(data: bytes, name: str) -> ImageForm:
    """Return the form of an image by the bytes of its file. Raises ImageError, with its name, for any other file."""
    if not data:
        raise ImageError(Fault(f"'{name}' is empty", None, "copy the file there again", code="image-empty"))
    kind = kind_of(data)
    form = next((form for form in FORMS if kind and form == kind.name), None)
    if form:
        return form
    if kind:
        remedy = _REMEDIES.get(kind.name, "export it as PNG")
        raise ImageError(Fault(f"'{name}' is {kind.what}", None, remedy, code="image-of-another-kind"))
    message = f"'{name}' is not a PNG, JPEG, WebP or SVG"
    raise ImageError(Fault(message, None, "export it as one of these", code="image-of-another-kind"))


#: The modes, without alpha, that a profile may describe, by its colour space (ICC.1:2022, 7.2.6).
_MODES = {"RGB ": ("RGB", "L"), "GRAY": ("L",), "CMYK": ("CMYK",)}
_ALPHA = {"RGBA": "RGB", "LA": "L"}
_INTENT, _FLAGS = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION


def embedded_png(image: Image.Image) -> str:
    """Return an image as the address of a PNG that has itself as its content."""
    file = BytesIO()
    image.save(file, "PNG")
    return png_uri(file.getvalue())


def png_uri(png: bytes) -> str:
    """Return the address that has a PNG as its content (https://www.rfc-editor.org/rfc/rfc2397)."""
    return "data:image/png;base64," + b64encode(png).decode()


def profile_of(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the profile of an image's colours; None if it has none, or one that does not apply to them."""
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info.get("icc_profile") or b""))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None
    return profile if _base_mode(image) in _MODES.get(profile.profile.xcolor_space, ()) else None


def to_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """Return an image as RGB, or as RGBA if it has an alpha channel; without a profile its colours are sRGB.

    Relative colours, with black point compensation, are what browsers show.
    """
    alpha = image.getchannel("A") if image.mode in _ALPHA else None
    base = image.convert(_base_mode(image)) if alpha else image
    if profile is None or _is_srgb(profile):
        converted = base.convert("RGB")
    else:
        base = base.convert("RGB") if profile.profile.xcolor_space == "RGB " else base
        transform = ImageCms.buildTransform(profile, _srgb(), base.mode, "RGB", _INTENT, _FLAGS)
        converted = ImageCms.applyTransform(base, transform) or base
    if alpha:
        converted.putalpha(alpha)
    return converted


def is_in_srgb(image: Image.Image) -> bool:
    """Return whether the colours of an image are those of sRGB, or it does not say otherwise."""
    profile = profile_of(image)
    return profile is None or _is_srgb(profile)


def _base_mode(image: Image.Image) -> str:
    """Return the mode of an image without its alpha channel, indexed colours looked up."""
    mode = {"P": "RGB", "PA": "RGB", "1": "L", "I;16": "L"}.get(image.mode, image.mode)
    return _ALPHA.get(mode, mode)


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Return whether a profile is sRGB, by its name: a conversion would only round, and change a logo's colours."""
    return ImageCms.getProfileDescription(profile).startswith("sRGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
