"""Compare one file of a kit with its manifest entry: size, format, pixels, QR code, texts inside and beside it.

An entry is also compared with itself and with the summary of its kit, and a thumbnail with its picture.

Schema 1 had no checksum of the decoded pixels of a JPEG or WebP; for those, only the size is compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from kit.model.asset import EXTENSIONS, IMAGE_FORMATS, Asset, Pixels, Thumbnail, picture_path, text_files
from kit.model.finding import Finding
from kit.model.manifest import KitSummary, MoreEntry
from kit.paint.encode import decoding, pixel_images
from kit.paint.encode.decoding import Reading
from kit.publish.store.contents import MANIFEST, Contents, difference, printable


@dataclass(frozen=True, slots=True)
class KitAround:
    """What a file is compared with besides its entry: the kit, and thumbnails by their paths, None if unreadable.

    `read_codes` returns the contents of the QR codes in a picture.
    """

    kit: KitSummary
    thumbnail: Callable[[str], Pixels | None]
    read_codes: Callable[[Pixels], list[str]]


def statement_differences(asset: Asset, kit: KitSummary, *, first_schema: bool) -> Iterator[Finding]:
    """Yield a finding for each thing that an entry says and that contradicts another, or the summary of the kit.

    A path says language, platform, message, number, placement and size; a link is that of the code, of the caption, in
    a paragraph of its own, and one of the kit's. The `first_schema` had no links of the kit, and captions without one.
    """
    size, platform = (asset.width, asset.height), asset.placement.partition("/")[0]
    path = picture_path(asset.language, asset.message, asset.frame, asset.placement, size)
    if str(PurePosixPath(asset.path).with_suffix("")) != path or asset.platform != platform:
        yield _contradiction(asset, f"its language, message, placement and size make {printable(path)}")
    if asset.drawing is not None and asset.drawing.partition("/")[0] != asset.layout:
        yield _contradiction(asset, f"its drawing {printable(asset.drawing)} is not one of {printable(asset.layout)}")
    if asset.qr is not None and asset.qr != asset.link:
        yield _contradiction(
            asset, f"its code leads to {printable(asset.qr)}, its link to {printable(f'{asset.link}')}"
        )
    if asset.link is None or first_schema:
        return
    if asset.link not in asset.caption.split("\n\n"):
        yield _contradiction(asset, f"its caption does not have its link {printable(asset.link)}")
    if asset.link not in kit.links:
        yield _contradiction(asset, f"its link {printable(asset.link)} is not one of the kit's")


def _contradiction(asset: Asset, sentence: str) -> Finding:
    words = f"{printable(asset.path)} contradicts itself in {MANIFEST}: {sentence}"
    return difference("manifest", words, code="entry-contradicts-itself")


def type_differences(asset: Asset) -> Iterator[Finding]:
    """Yield a finding if the manifest gives a file a type that no kit contains; such a file isn't opened."""
    if asset.media_type not in EXTENSIONS:
        sentence = f"{asset.path} is {asset.media_type!r:.60} in {MANIFEST}, a type that no kit contains"
        yield difference("format", sentence, code="unknown-media-type")


def file_differences(asset: Asset, data: bytes, around: KitAround) -> Iterator[Finding]:
    """Yield a finding for each difference between a file and its entry in the manifest, or its thumbnail."""
    path = asset.path
    yield from size_differences(asset, data)
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
    reading = _opened(asset, data)
    if isinstance(reading, Finding):
        yield reading
        return
    yield from _stated_differences(asset, reading, around.kit)
    if reading.pixels is not None:
        yield from _pixel_differences(asset, reading.pixels, around.read_codes)
        small = around.thumbnail(asset.thumbnail) if asset.thumbnail else None
        if small and not pixel_images.is_thumbnail_of(small, reading.pixels):
            message = f"{asset.thumbnail} does not show {asset.path}, whose thumbnail it is"
            yield difference("pixels", message, code="thumbnail-differs")


def size_differences(entry: Asset | Thumbnail | MoreEntry, data: bytes) -> Iterator[Finding]:
    """Yield a finding if a file has another size than its entry says."""
    if len(data) != entry.bytes:
        message = f"{entry.path} has {len(data):,} bytes; {MANIFEST} says {entry.bytes:,}"
        yield difference("size", message, code="file-size-differs")


def thumbnail_differences(thumbnail: Thumbnail, data: bytes) -> Iterator[Finding]:
    """Yield a finding for each difference between a thumbnail and its entry in the manifest."""
    yield from size_differences(thumbnail, data)
    if thumbnail.media_type not in IMAGE_FORMATS:
        message = f"{thumbnail.path} is {thumbnail.media_type!r:.60} in {MANIFEST}, which is not an image type"
        yield difference("format", message, code="unknown-media-type")
        return
    reading = _opened(thumbnail, data)
    if isinstance(reading, Finding):
        yield reading
    elif reading.pixels:
        yield from _pixel_size_differences(thumbnail, reading.pixels)


def _opened(entry: Asset | Thumbnail, data: bytes) -> Reading | Finding:
    """Return what is in a file, or the finding of one that can't be opened as its entry says."""
    try:
        return decoding.read_file(data, entry.media_type)
    except ValueError as error:
        message = f"{entry.path} can't be opened as {entry.media_type}: {error}"
        return difference("format", message, code="file-unreadable")


def _pixel_size_differences(entry: Asset | Thumbnail, pixels: Pixels) -> Iterator[Finding]:
    """Yield a finding if a picture has another size in px than its entry says."""
    if (pixels.width, pixels.height) != (entry.width, entry.height):
        is_, says = f"{pixels.width}x{pixels.height}", f"{entry.width}x{entry.height}"
        message = f"{entry.path} is {is_} pixels; {MANIFEST} says {says}"
        yield difference("size", message, code="pixel-size-differs")


def text_differences(asset: Asset, contents: Contents, names: Collection[str]) -> Iterator[Finding]:
    """Yield a finding if the caption or alternative text beside a file isn't byte for byte that of the manifest.

    `names` are those of the contents.
    """
    for name, data in text_files(asset.stem, asset):
        if name in names and contents.read(name) != data:
            yield difference("caption", f"{name} differs from the words in {MANIFEST}", code="text-beside-differs")


def _pixel_differences(asset: Asset, pixels: Pixels, read_codes: Callable[[Pixels], list[str]]) -> Iterator[Finding]:
    resized = tuple(_pixel_size_differences(asset, pixels))
    yield from resized
    if not resized and asset.pixels_sha256 not in {None, pixels.digest}:
        message = f"{asset.path} has pixels that do not match their checksum in {MANIFEST}"
        yield difference("pixels", message, code="pixels-differ")
    codes, expected = read_codes(pixels), [asset.qr] if asset.qr else []
    if codes != expected:
        message = f"the QR code in {asset.path} reads {_quoted_codes(codes)}; {MANIFEST} says {_quoted_codes(expected)}"
        yield difference("qr", message, code="qr-differs")


def thumbnail_pixels(thumbnail: Thumbnail, data: bytes) -> Pixels | None:
    """Return the pixels of a thumbnail; None if it can't be read or has another size, which is a finding of its own."""
    reading = _opened(thumbnail, data) if thumbnail.media_type in IMAGE_FORMATS else None
    pixels = None if reading is None or isinstance(reading, Finding) else reading.pixels
    return None if pixels is None or any(_pixel_size_differences(thumbnail, pixels)) else pixels


def _stated_differences(asset: Asset, reading: Reading, kit: KitSummary) -> Iterator[Finding]:
    """Compare the texts inside the file with the entry and the kit's own; every file contains its alt text."""
    of_kit = {"creator": kit.creator, "licence": kit.licence}
    if "alt" not in reading.stated and "alt_long" not in reading.stated:
        yield difference("metadata", f"{asset.path} does not contain its alt text", code="alt-text-not-inside")
    for field, words in reading.stated.items():
        wanted = of_kit[field] if field in of_kit else getattr(asset, field)
        if words != wanted and (wanted or field not in of_kit):  # schema 1 had neither creator nor licence
            yield difference(
                "metadata",
                f"'{field}' inside {asset.path} differs from {MANIFEST}: {words!r:.80}",
                code="metadata-differs",
            )


def _quoted_codes(codes: list[str]) -> str:
    return " and ".join(f"{code!r:.120}" for code in codes) or "nothing"
