"""The colour space that files name."""

from __future__ import annotations

from functools import cache

from PIL import ImageCms


@cache
def srgb_profile() -> bytes:
    """Return an sRGB profile without the date of its making, so that files can be compared."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # creation date, ICC.1:2022 7.2.8
    profile[84:100] = bytes(16)  # profile id, a digest that would hold the date, ICC.1:2022 7.2.18
    return bytes(profile)
