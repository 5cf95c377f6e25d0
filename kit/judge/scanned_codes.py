"""Read the QR codes of pictures as phones see them: whole, recompressed, and at the size that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import zxingcpp
from PIL import Image

from kit.model.asset import Pixels

#: Model 2 is painted, and read by cameras. The family QRCode also has Micro QR, and a reader may see one in the
#: corner of any code.
_ONLY_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])


def scan_faults(path: Path, wanted: str | None, shown_width: int) -> Iterator[str]:
    """Yield a sentence for every condition in which the code of a picture can't be read or reads differently.

    A picture that should have no code (`wanted` is None) must show none.
    """
    with Image.open(path) as picture:
        image = picture.convert("RGB")
    expected = [wanted] if wanted else []
    for condition, variant in _conditions(image, shown_width) if wanted else [("as it is", image)]:
        read = read_codes(variant)
        if read != expected:
            yield f"{condition} its code reads {read or 'nothing'}, not {wanted or 'nothing'}"


def read_codes(image: Image.Image) -> list[str]:
    """Return the contents of every QR code in a picture; inverted ones are skipped, as many readers can't read them."""
    found = zxingcpp.read_barcodes(image, formats=_ONLY_QR, try_invert=False)
    return [code.text for code in found]


def codes_in(pixels: Pixels) -> list[str]:
    """Return the contents of every QR code in some pixels."""
    image = Image.frombuffer("RGBA", (pixels.width, pixels.height), pixels.rgba, "raw", "RGBA", 0, 1)
    return read_codes(image.convert("RGB"))


def _conditions(image: Image.Image, shown_width: int) -> Iterator[tuple[str, Image.Image]]:
    """Yield the picture as it is, at JPEG q50 and half its size, and at its shown width and q40."""
    yield "as it is", image
    yield "at half size and q50", recompressed(image, image.width // 2, 50)
    yield f"at {shown_width} px and q40", recompressed(image, shown_width, 40)


def recompressed(image: Image.Image, width: int, quality: int) -> Image.Image:
    """Return a picture scaled to a width and saved as JPEG, as platforms do."""
    small = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
    file = BytesIO()
    small.save(file, "JPEG", quality=quality)
    file.seek(0)
    with Image.open(file) as again:
        return again.convert("RGB")
