"""Convert the colours of an image to sRGB, by the profile that its file holds."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import ImageCms

if TYPE_CHECKING:
    from PIL import Image

#: The modes, without alpha, that a profile may describe, by its colour space (ICC.1:2022, 7.2.6).
_MODES = {"RGB ": ("RGB", "L"), "GRAY": ("L",), "CMYK": ("CMYK",)}
_ALPHA = {"RGBA": "RGB", "LA": "L"}
_INTENT, _FLAGS = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION


def profile_of(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the profile of an image's colours; None when it has none, or one that does not describe them."""
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(image.info.get("icc_profile") or b""))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None
    return profile if _base_mode(image) in _MODES.get(profile.profile.xcolor_space, ()) else None


def to_srgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """Return an image as RGB, or as RGBA where it has an alpha channel; without a profile its colours are sRGB.

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


def _base_mode(image: Image.Image) -> str:
    """Return the mode of an image without its alpha channel, indexed colours looked up."""
    mode = {"P": "RGB", "PA": "RGB", "1": "L", "I;16": "L"}.get(image.mode, image.mode)
    return _ALPHA.get(mode, mode)


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """Tell whether a profile is one of sRGB by its name: a conversion would only round, and change a logo's colours."""
    return ImageCms.getProfileDescription(profile).startswith("sRGB")


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
