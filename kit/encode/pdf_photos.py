"""Keep photos on a page as JPEG: as the painter writes them, with every pixel as it is, a poster has 25 MB."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from kit.on_demand import on_demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf
else:
    pikepdf = on_demand("pikepdf")

#: The quality of a JPEG for print, with colours as sharp as brightness.
_QUALITY = 95
#: A picture is a photo when it takes less than this part as JPEG; flat colours and sharp edges take more.
_SHARE = 0.5


def compress_photos(pdf: pikepdf.Pdf) -> None:
    """Write each opaque picture of a document as JPEG, unless that saves little (ISO 32000-2, 7.4.8)."""
    for picture in _opaque_pictures(pdf):
        size = (int(picture.Width), int(picture.Height))
        file = BytesIO()
        Image.frombytes("RGB", size, picture.read_bytes()).save(file, "JPEG", quality=_QUALITY, subsampling=0)
        if len(file.getvalue()) < _SHARE * len(picture.read_raw_bytes()):
            picture.write(file.getvalue(), filter=pikepdf.Name.DCTDecode)


def _opaque_pictures(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Stream]:
    """Yield the pictures of 8 bits a channel, in RGB, through which nothing shows."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != pikepdf.Name.Image or "/SMask" in item:
            continue
        if item.get("/ColorSpace") == pikepdf.Name.DeviceRGB and item.get("/BitsPerComponent") == 8:  # noqa: PLR2004
            yield item
