"""A kit of one picture, written without a build: whole, and soon verified."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.encode import encode, make_thumbnail
from kit.gallery import gallery_files
from kit.model.asset import Asset, Description, EncodeRule, Pixels, Thumbnail
from kit.model.manifest import FigureEntry, KitSummary, MessageEntry, SourceEntry
from kit.store.manifest_file import format_manifest, manifest_of
from kit.store.sums import sums_of_folder
from support.painted_pixels import premultiplied, straight

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.manifest import Manifest
    from kit.model.placement import Format

NAME = "small-1.0.0"
ADDRESS = "https://example.org/sign"
KIT = KitSummary(
    name="small",
    title="Small",
    version="1.0.0",
    date="2020-12-01",
    language="en",
    creator="The contributors",
    licence="CC BY-SA 4.0",
    site=None,
    links=(ADDRESS,),
    messages=(MessageEntry("sign", "Sign it"),),
    placements=("x/square",),
    figures=(FigureEntry("more than 82 million reports", "have been made", "letter", "2020"),),
    sources=(SourceEntry("letter", "A letter", "Somebody", "2020", "https://example.org/letter"),),
)
ASSET = Asset(
    path="en/x/sign-square-64x64.png",
    sha256="",
    pixels_sha256=None,
    bytes=0,
    width=64,
    height=64,
    media_type="image/png",
    platform="x",
    placement="x/square",
    role="feed",
    message="sign",
    layout="petition",
    drawing="petition/square.svg",
    theme="night",
    frame=None,
    language="en",
    partner=None,
    alt="Text: Sign it.",
    alt_long="Text: Sign it. A flat colour.",
    caption=f"Please sign.\n\n{ADDRESS}",
    link=ADDRESS,
    qr=None,
)
#: A gradient, of which a JPEG or a WebP decodes to other pixels than were painted.
PIXELS = Pixels(64, 64, bytes(v for y in range(64) for x in range(64) for v in (4 * x, 4 * y, 200 - x - y, 255)))


def write_kit(folder: Path, form: Format = "png") -> Manifest:
    """Write the kit with its picture in one format into a new folder; return its manifest."""
    about = Description("Small", ASSET.caption, ASSET.alt, ASSET.alt_long, KIT.creator, KIT.licence, None, "en")
    pixels = premultiplied(straight(PIXELS))
    file, small = encode(pixels, EncodeRule((form,), None), about), make_thumbnail(pixels).data
    thumbnail = Thumbnail("thumbnails/small.webp", sha256(small).hexdigest(), len(small), 64, 64, "image/webp")
    picture = replace(
        ASSET,
        path=f"en/x/sign-square-64x64.{file.extension}",
        sha256=sha256(file.data).hexdigest(),
        pixels_sha256=file.pixels_sha256,
        bytes=len(file.data),
        media_type=file.media_type,
        thumbnail=thumbnail.path,
    )
    (folder / "en" / "x").mkdir(parents=True)
    (folder / "thumbnails").mkdir()
    (folder / thumbnail.path).write_bytes(small)
    (folder / picture.path).write_bytes(file.data)
    for ending, words in (("caption", picture.caption), ("alt", picture.alt)):
        (folder / f"en/x/sign-square-64x64.{ending}.txt").write_text(f"{words}\n", encoding="utf-8")
    manifest = manifest_of(KIT, [picture], [thumbnail])
    write_documents(folder, manifest)
    return manifest


def write_documents(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a kit, what is made of it, and the sums of all."""
    for name, data in gallery_files(manifest).items():
        (folder / name).write_bytes(data)
    reseal(folder, manifest)


def reseal(folder: Path, manifest: Manifest) -> None:
    """Write manifest and sums of a kit anew, as one would who wants a change not to be seen."""
    (folder / "manifest.json").write_bytes(format_manifest(manifest))
    (folder / "SHA256SUMS").write_bytes(sums_of_folder(folder))
