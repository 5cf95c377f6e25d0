"""Rules on a built kit: its files match the manifest and suit their platforms, its pictures are those of `kit.yaml`.

A code is read as phones see it: whole, recompressed, and at the size at which the picture is shown. Pages are painted
by PDFium, which comes with the extra `check` (`pip install '.[check]'`); without it none is compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from importlib.util import find_spec
from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter

from kit.base.errors import Fault
from kit.base.lazy_imports import on_demand
from kit.judge.scanned_codes import scan_faults
from kit.judge.subjects import BUILD_AGAIN, Built, out_of_date
from kit.model.asset import EXTENSIONS, IMAGE_FORMATS, PDF
from kit.model.finding import Finding, Severity
from kit.model.manifest import KitSummary
from kit.model.picture import Picture
from kit.model.review import Feed, FeedPost, Review

if TYPE_CHECKING:
    import pypdfium2
else:
    pypdfium2 = on_demand("pypdfium2") if find_spec("pypdfium2") else None


#: The fields of the manifest that come from `kit.yaml`, the table of placements and the drawings.
_SAID = (
    "platform", "placement", "role", "message", "layout", "drawing", "theme", "frame", "language", "partner",
    "alt", "alt_long", "caption", "link", "qr",
)  # fmt: skip
#: Metadata that differs from build to build, or reveals where a file was made.
_TELLTALE = ("exif", "date", "Software", "Creation Time", "comment")


def bytes_(built: Built) -> Iterator[Finding]:
    """The file is no larger than its placement allows, and as large as the manifest records."""
    size, limit = built.path.stat().st_size, built.artwork.picture.placement.max_bytes
    if limit is not None and size > limit and _is_image(built):
        yield _of_file(
            "bytes",
            built,
            f"it has {size:,} bytes; the platform accepts {limit:,}",
            "use fewer details",
            code="file-too-large",
        )
    if size != built.entry.bytes:
        yield _of_file(
            "bytes",
            built,
            f"it has {size:,} bytes; the manifest says {built.entry.bytes:,}",
            code="file-size-differs",
        )


def size(built: Built) -> Iterator[Finding]:
    """The picture has exactly the width and height of its placement."""
    if not _is_image(built):
        return
    with Image.open(built.path) as picture:
        found, wanted = picture.size, built.artwork.picture.placement.size
    if found != wanted:
        yield _of_file(
            "size", built, f"it is {found[0]} x {found[1]} px, not {wanted[0]} x {wanted[1]}", code="pixel-size-differs"
        )


def format_(built: Built) -> Iterator[Finding]:
    """The file is in a format that its placement accepts, and that its name and the manifest give."""
    media_type = built.entry.media_type
    if not _is_image(built):
        if not built.path.read_bytes().startswith(b"%PDF-"):
            yield _of_file("format", built, "it is not a PDF, although its name says so", code="not-a-pdf")
        return
    with Image.open(built.path) as picture:
        found = str(picture.format)
    if found.lower() != IMAGE_FORMATS[media_type]:
        yield _of_file("format", built, f"it is a {found}, not {media_type}", code="media-type-differs")
    elif found.lower() not in built.artwork.picture.placement.formats:
        yield _of_file("format", built, f"its placement does not accept {found}", code="format-not-taken")


def metadata(built: Built) -> Iterator[Finding]:
    """The file declares sRGB, and reveals nothing about the machine or the day it was made on."""
    if not _is_image(built):
        return
    with Image.open(built.path) as picture:
        info = dict(picture.info)
    if "icc_profile" not in info and "srgb" not in info:
        yield _of_file("metadata", built, "it does not declare its colours as sRGB", code="colour-space-missing")
    for key in sorted(set(info) & set(_TELLTALE)):
        yield _of_file("metadata", built, f"it contains '{key}'", code="telltale-metadata")


def manifest(built: Built) -> Iterator[Finding]:
    """The kit holds what was built, and its manifest matches `kit.yaml`."""
    stale = [key for key in _SAID if getattr(built.entry, key) != getattr(built.wanted, key)]
    if stale:
        yield out_of_date(stale, built.where)


def qr_scan(built: Built) -> Iterator[Finding]:
    """The QR code in the file is readable as it is, at half size and q50, and at its shown width and q40."""
    if _is_image(built):
        shown = built.artwork.picture.placement.shown_width
        for message in scan_faults(built.path, built.entry.qr, shown):
            yield _of_file("qr-scan", built, message, "enlarge 'slot-qr' in the drawing", code="qr-unreadable")


#: Pages are compared in cells of so many px, each with those around it, as PDFium moves edges of gradients by up to a
#: 256th of their length; and the most levels of 255 by which cells of two correct engines differ.
_CELL, _AROUND, MOST_OF_PAGE = 8, 7, 32


def page(built: Built) -> Iterator[Finding]:
    """The page to print looks as its picture does, painted by a second engine."""
    if built.entry.media_type != PDF or pypdfium2 is None:
        return
    paths = [built.path.with_suffix(f".{EXTENSIONS[media_type]}") for media_type in IMAGE_FORMATS]
    beside = next((path for path in paths if path.is_file()), None)
    if beside is None or not built.path.read_bytes().startswith(b"%PDF-"):
        return  # other rules report both
    with Image.open(beside) as picture:
        apart = page_difference(built.path.read_bytes(), picture.convert("RGB"))
    if apart > MOST_OF_PAGE:
        sentence = f"it differs from {beside.name} by {apart} of 255 levels in places"
        remedy = "draw it of plain shapes and gradients, or build it again if the file was changed"
        yield _of_file("page", built, sentence, remedy, code="page-differs")


def page_difference(pdf: bytes, picture: Image.Image) -> int:
    """Return by how many levels of 255 cells of a page differ from all those at their place in its RGB picture."""
    small = [image.reduce(_CELL) for image in (page_by_pdfium(pdf, picture.size), picture)]
    worst = 0
    for one, other in permutations(small):
        high, low = other.filter(ImageFilter.MaxFilter(_AROUND)), other.filter(ImageFilter.MinFilter(_AROUND))
        over = ImageChops.lighter(ImageChops.subtract(one, high), ImageChops.subtract(low, one))
        worst = max(worst, *over.tobytes())
    return worst


#: PDFium stretches a page to whole px, rounded up: one that is a millionth of a px too high would be a px higher.
_JUST_BELOW = 1 - 1e-6


def page_by_pdfium(pdf: bytes, size: tuple[int, int]) -> Image.Image:
    """Return what a page has inside its bleed, painted by PDFium at the size in px of the picture that it was made of.

    Raises ValueError if it can't be read.
    """
    try:
        leaf = pypdfium2.PdfDocument(pdf)[0]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise ValueError(str(error)) from error
    left, bottom, right, top = leaf.get_bleedbox()
    scale = max((right - left) / size[0], (top - bottom) / size[1])
    middle, across, down = ((left + right) / 2, (bottom + top) / 2), scale * size[0] / 2, scale * size[1] / 2
    box = (middle[0] - across, middle[1] - down, middle[0] + across, middle[1] + down)
    leaf.set_mediabox(*box)
    leaf.set_cropbox(*box)
    painted: Image.Image = leaf.render(scale=_JUST_BELOW / scale).to_pil()
    return painted.convert("RGB").crop((0, 0, *size))


def page_engines() -> dict[str, str]:
    """Return the name and the version of the engine that paints pages; nothing if it is not installed."""
    return {"pypdfium2": str(pypdfium2.PYPDFIUM_INFO)} if pypdfium2 else {}


def unreadable(built: Built, error: Exception) -> Finding:
    """Return the finding that a file is missing or damaged, in the words of its reader."""
    fault = Fault(f"{built.entry.path} can't be read: {error}", None, BUILD_AGAIN, code="file-unreadable")
    return Finding("format", "error", fault, built.where)


def _is_image(built: Built) -> bool:
    return built.entry.media_type in IMAGE_FORMATS


def _of_file(rule: str, built: Built, sentence: str, remedy: str = BUILD_AGAIN, *, code: str) -> Finding:
    return Finding(rule, "error", Fault(f"{built.entry.path}: {sentence}", None, remedy, code=code), built.where)


def summary_differences(built: KitSummary, wanted: KitSummary) -> Iterator[Finding]:
    """Yield a finding that names the summary fields of a kit that differ from `kit.yaml`.

    `built` is from the manifest of the kit, `wanted` what it would be now. A site that only the manifest names was an
    option of the build, and is not a difference.
    """
    names = [field.name for field in fields(wanted) if field.name != "unknown"]
    stale = [name for name in names if getattr(built, name) != getattr(wanted, name)]
    if wanted.site is None and "site" in stale:
        stale.remove("site")
    if stale:
        yield out_of_date(stale)


def unbuilt_languages(tags: Iterable[str], left_out: Mapping[str, str], severity: Severity) -> Iterator[Finding]:
    """Yield a finding for each language of the campaign in which a kit has no pictures; it may say why."""
    for tag in tags:
        why = f": {left_out[tag]}" if tag in left_out else ""
        remedy = f"run `kit build`, or leave it out by name: --without {tag}"
        fault = Fault(f"the kit has no pictures in '{tag}'{why}", None, remedy, code="language-not-built")
        yield Finding("manifest", severity, fault)


def missing_picture(picture: Picture) -> Finding:
    """Return the finding that the file of a picture is missing from the manifest of a kit."""
    fault = Fault(f"{picture.path} is missing from the kit", None, BUILD_AGAIN, code="picture-missing")
    return Finding("manifest", "error", fault, str(picture))


def unplanned_pictures(paths: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each picture file that no message of `kit.yaml` makes."""
    for path in paths:
        sentence = f"{path} is in the kit, but `kit.yaml` makes no such picture"
        yield Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="picture-not-asked-for"))


def changed_since_built(differences: Iterable[Finding], where: str = "") -> Iterator[Finding]:
    """Yield the files that differ from their checksums and entries, as findings of the rule `manifest`."""
    for finding in differences:
        fault = replace(finding.fault, remedy=BUILD_AGAIN)
        yield replace(finding, rule="manifest", fault=fault, where=where)


#: The fewest posts whose order is checked: three rows of a profile with three pictures each.
_FEWEST = 9


def feed(review: Review) -> Iterator[Finding]:
    """Two consecutive messages of a feed have different layouts, if some order of the feed allows that."""
    alike = (pair for feed_ in review.feeds if _can_be_apart(feed_) for pair in pairwise(feed_.posts))
    for one, other in dict.fromkeys(alike):
        if one.layout == other.layout:
            yield Finding("feed", "advice", _layout_twice(one, other), other.message)


def _can_be_apart(feed_: Feed) -> bool:
    """Return whether some order repeats no layout: none has more than half of several posts."""
    most, count = max(Counter(post.layout for post in feed_.posts).values()), len(feed_.posts)
    return count >= _FEWEST and 2 * most <= count + 1


def _layout_twice(one: FeedPost, other: FeedPost) -> Fault:
    message = f"'{other.message}' follows '{one.message}' in feeds, but both have the layout '{other.layout}'"
    remedy = "move one of them between messages with other layouts"
    return Fault(message, other.mark, remedy, code="layout-twice-in-feed")
