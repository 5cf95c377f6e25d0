"""Kits without a build, the tiny kit packed, and what is changed in them with every sum right."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image

from kit.drawing.qr import make_symbol
from kit.model.asset import Asset, Description, EncodeRule, Pixels, Thumbnail
from kit.model.manifest import FigureEntry, KitSummary, Manifest, MessageEntry, SourceEntry
from kit.paint.encode.image_bytes import encode
from kit.paint.encode.pixel_images import make_thumbnail
from kit.publish.gallery import gallery_files
from kit.publish.store.contents import folder_contents, sums_of_folder
from kit.publish.store.manifest_file import format_manifest, manifest_of
from kit.publish.store.zip_files import dos_time, zip_parts
from kit.run.pipeline.packing import verify
from support.campaigns import KIT, make_project
from support.forked_calls import run_kit
from support.photos import saved
from support.pictures import premultiplied, straight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.placement import Format


SMALL_KIT = "small-1.0.0"
ADDRESS = "https://example.org/sign"
SUMMARY = KitSummary(
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
    about = Description("Small", ASSET.caption, ASSET.alt, ASSET.alt_long, SUMMARY.creator, SUMMARY.licence, None, "en")
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
    manifest = manifest_of(SUMMARY, [picture], [thumbnail])
    write_documents(folder, manifest)
    return manifest


def write_documents(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a kit, what is made of it, and the sums of all."""
    for name, data in gallery_files(manifest).items():
        (folder / name).write_bytes(data)
    seal(folder, manifest)


def seal(folder: Path, manifest: Manifest | dict[str, Any]) -> None:
    """Write manifest and sums of a kit anew, as one would who wants a change not to be seen."""
    data = format_manifest(manifest) if isinstance(manifest, Manifest) else json.dumps(manifest).encode()
    (folder / "manifest.json").write_bytes(data)
    (folder / "SHA256SUMS").write_bytes(sums_of_folder(folder))


LISTED = replace(ASSET, sha256="a", pixels_sha256="1", bytes=1)


def manifest(*assets: Asset, version: str = "1.0.0", engines: Mapping[str, str] | None = None) -> Manifest:
    """Return the manifest of a kit of some pictures."""
    messages = tuple(MessageEntry(name, name) for name in sorted({asset.message for asset in assets}))
    summary = replace(SUMMARY, version=version, messages=messages, links=(), figures=(), sources=())
    return Manifest(2, summary, engines or {"kit": "2.0.0", "pillow": "13.0.0"}, assets)


WHOLE, ENGLISH = f"{KIT}.zip", f"{KIT}-en.zip"
SIGN = "en/telegram/sign-square-1080x1080"
STAMP = dos_time(dt.datetime(2020, 12, 1, tzinfo=dt.UTC))


def build_and_pack(folder: Path) -> Path:
    """Build and pack the tiny kit in a new folder; return its project."""
    project = make_project(folder / "project")
    assert run_kit("build", cwd=project).returncode == 0
    assert run_kit("pack", cwd=project).returncode == 0
    return project


def zipped(kit: Path, path: Path, top: str = KIT) -> Path:
    """Write the canonical zip of a folder."""
    held, _ = folder_contents(kit)
    path.write_bytes(canonical_zip((f"{top}/{name}", held.read(name)) for name in held.names))
    return path


def canonical_zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the bytes of a zip as the kit writes it, of files as (name, content)."""
    return b"".join(part for _, part in zip_parts(members, STAMP))


def errors_in(path: Path) -> list[Fault]:
    """Return the faults of the errors that a verification finds."""
    return [finding.fault for finding in verify(path) if finding.severity == "error"]


def picture_with_code(address: str, module: int) -> Image.Image:
    """Return a light picture of 1080 px with a code in its middle."""
    symbol = make_symbol(address)
    image = Image.new("RGB", (1080, 1080), "#fff4de")
    for y, row in enumerate(symbol.rows):
        for x, dark in enumerate(row):
            if dark:
                left, top = 400 + x * module, 400 + y * module
                image.paste("#0f2a2e", (left, top, left + module, top + module))
    return image


def pixels_of(image: Image.Image) -> Pixels:
    """Return the pixels of a picture as they are decoded."""
    return Pixels(*image.size, image.convert("RGBA").tobytes())


def replace_file(kit: Path, asset: dict[str, Any], data: bytes) -> None:
    """Put other bytes in the place of a picture, with all sums right."""
    (kit / asset["path"]).write_bytes(data)
    asset.update(sha256=sha256(data).hexdigest(), bytes=len(data))
    with suppress(OSError), Image.open(BytesIO(data)) as image:
        asset["pixels_sha256"] = pixels_of(image).digest if asset["media_type"] == "image/png" else None


def redraw(kit: Path, manifest: dict[str, Any], asset: dict[str, Any], module: int) -> None:
    """Put a picture in the place of another: its code with modules of some px, and inside it the words of its entry.

    Its thumbnail becomes one of the new picture.
    """
    says = (asset["caption"], asset["alt"], asset["alt_long"])
    about = Description("Tiny", *says, "The contributors", "CC BY 4.0", None, asset["language"])
    pixels = premultiplied(picture_with_code(asset["qr"], module))
    replace_file(kit, asset, encode(pixels, EncodeRule(("png",), None), about).data)
    small = next(entry for entry in manifest["thumbnails"] if entry["path"] == asset["thumbnail"])
    replace_thumbnail(kit, small, picture_with_code(asset["qr"], module))


def replace_thumbnail(kit: Path, entry: dict[str, Any], image: Image.Image) -> None:
    """Put a small image of a picture in the place of a thumbnail, with all sums right."""
    data = saved(image.convert("RGB").resize((entry["width"], entry["height"]), Image.Resampling.BOX), "WEBP")
    (kit / entry["path"]).write_bytes(data)
    entry.update(sha256=sha256(data).hexdigest(), bytes=len(data))


def describe(alt: str, caption: str) -> str:
    """Return an XMP packet, as programs write them."""

    def text(name: str, words: str) -> str:
        items = "".join(f'<rdf:li xml:lang="{tag}">{words}</rdf:li>' for tag in ("x-default", "en"))
        return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"

    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"{text('Iptc4xmpCore:AltTextAccessibility', alt)}{text('dc:description', caption)}"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


class ListedPicture(NamedTuple):
    """A picture as the page knows it; `pdf` is empty where it has none."""

    path: str
    caption: str
    alt: str
    thumbnail: str
    pdf: str


def listed_pictures(data: Mapping[str, Any]) -> Iterator[ListedPicture]:
    """Yield the pictures of the page in their order."""
    for row in data["pictures"]:
        caption, alt = (data["texts"][row[name]] for name in ("caption", "alt"))
        yield ListedPicture(row["path"], caption, alt, row["thumbnail"], row["pdf"])
