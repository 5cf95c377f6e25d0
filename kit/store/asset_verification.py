"""Compare one file of a kit with its manifest entry: size, format, pixels, QR code, texts inside and beside it.

Schema 1 had no checksum of the decoded pixels of a JPEG or WebP; for those, only the size is compared.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.encode import read_file
from kit.model.asset import EXTENSIONS, IMAGE_FORMATS
from kit.store.contents import MANIFEST, difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.encode import Reading
    from kit.model.asset import Asset, Pixels, Thumbnail
    from kit.model.finding import Finding
    from kit.store.contents import Contents


def type_differences(asset: Asset) -> Iterator[Finding]:
    """Yield a finding if the manifest gives a file a type that no kit contains; such a file isn't opened."""
    if asset.media_type not in EXTENSIONS:
        sentence = f"{asset.path} is {asset.media_type!r:.60} in {MANIFEST}, a type that no kit contains"
        yield difference("format", sentence, code="unknown-media-type")


def file_differences(asset: Asset, data: bytes, read_codes: Callable[[Pixels], list[str]]) -> Iterator[Finding]:
    """Yield a finding for each difference between a file and its entry in the manifest."""
    path = asset.path
    if len(data) != asset.bytes:
        yield difference(
            "size", f"{path} has {len(data):,} bytes; {MANIFEST} says {asset.bytes:,}", code="file-size-differs"
        )
    unknown = tuple(type_differences(asset))
    if unknown:
        yield from unknown
        return
    ending = f".{EXTENSIONS[asset.media_type]}"
    if PurePosixPath(path).suffix != ending:
        yield difference(
            "format",
            f"{path} is {asset.media_type} in {MANIFEST}; its name should end with {ending}",
            code="media-type-differs",
        )
    try:
        reading = read_file(data, asset.media_type)
    except ValueError as error:
        yield difference("format", f"{path} can't be opened as {asset.media_type}: {error}", code="file-unreadable")
        return
    yield from _stated_differences(asset, reading)
    if reading.pixels is not None:
        yield from _pixel_differences(asset, reading.pixels, read_codes)


def thumbnail_differences(thumbnail: Thumbnail, data: bytes) -> Iterator[Finding]:
    """Yield a finding for each difference between a thumbnail and its entry in the manifest."""
    if len(data) != thumbnail.bytes:
        message = f"{thumbnail.path} has {len(data):,} bytes; {MANIFEST} says {thumbnail.bytes:,}"
        yield difference("size", message, code="file-size-differs")
    if thumbnail.media_type not in IMAGE_FORMATS:
        message = f"{thumbnail.path} is {thumbnail.media_type!r:.60} in {MANIFEST}, which is not an image type"
        yield difference("format", message, code="unknown-media-type")
        return
    try:
        pixels = read_file(data, thumbnail.media_type).pixels
    except ValueError as error:
        message = f"{thumbnail.path} can't be opened as {thumbnail.media_type}: {error}"
        yield difference("format", message, code="file-unreadable")
        return
    if pixels and (pixels.width, pixels.height) != (thumbnail.width, thumbnail.height):
        is_, says = f"{pixels.width}x{pixels.height}", f"{thumbnail.width}x{thumbnail.height}"
        message = f"{thumbnail.path} is {is_} pixels; {MANIFEST} says {says}"
        yield difference("size", message, code="pixel-size-differs")


def text_differences(asset: Asset, contents: Contents) -> Iterator[Finding]:
    """Yield a finding if the caption or alternative text beside a file isn't byte for byte that of the manifest."""
    stem = asset.path.rpartition(".")[0]
    for ending, words in ((".caption.txt", asset.caption), (".alt.txt", asset.alt)):
        name = f"{stem}{ending}"
        if name in contents.names and contents.read(name) != f"{words}\n".encode("utf-8", "surrogatepass"):
            yield difference("caption", f"{name} differs from the words in {MANIFEST}", code="text-beside-differs")


def _pixel_differences(asset: Asset, pixels: Pixels, read_codes: Callable[[Pixels], list[str]]) -> Iterator[Finding]:
    if (pixels.width, pixels.height) != (asset.width, asset.height):
        is_, says = f"{pixels.width}x{pixels.height}", f"{asset.width}x{asset.height}"
        yield difference("size", f"{asset.path} is {is_} pixels; {MANIFEST} says {says}", code="pixel-size-differs")
    elif asset.pixels_sha256 not in {None, pixels.digest}:
        yield difference(
            "pixels", f"{asset.path} has pixels that do not match their checksum in {MANIFEST}", code="pixels-differ"
        )
    codes, expected = read_codes(pixels), [asset.qr] if asset.qr else []
    if codes != expected:
        message = f"the QR code in {asset.path} reads {_listed(codes)}; {MANIFEST} says {_listed(expected)}"
        yield difference("qr", message, code="qr-differs")


def _stated_differences(asset: Asset, reading: Reading) -> Iterator[Finding]:
    """Compare the texts inside the file with the entry; every file contains its alt text."""
    if "alt" not in reading.stated and "alt_long" not in reading.stated:
        yield difference("metadata", f"{asset.path} does not contain its alt text", code="alt-text-not-inside")
    for field, words in reading.stated.items():
        if words != getattr(asset, field):
            yield difference(
                "metadata",
                f"'{field}' inside {asset.path} differs from {MANIFEST}: {words!r:.80}",
                code="metadata-differs",
            )


def _listed(codes: list[str]) -> str:
    return " and ".join(f"{code!r:.120}" for code in codes) or "nothing"
