"""`manifest.json`: written, and read back from kits that anyone may have made; nothing in it is trusted.

Schema 1 is read as schema 2, with empty values for the fields that it lacked. Its pixel checksums were of painted
pictures, and only PNGs decode to those; the checksums of other files are dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from kit.base.version import __version__
from kit.base.whole_files import read_regular
from kit.drawing.images.preparing import engines as image_engines
from kit.model.artwork import Artwork
from kit.model.asset import IMAGE_FORMATS, LOSSLESS, PDF, Asset, EncodedFile, Thumbnail, text_files
from kit.model.extra import FOLDER
from kit.model.manifest import MAKER, OF_DRAFTS, OF_LANGUAGE, KitSummary, Languages, Manifest, MoreEntry, page_path
from kit.model.picture import Picture
from kit.model.statistic import day_of
from kit.paint.encode.pdf import engines as encoders
from kit.paint.encode.pixel_images import thumbnail_size
from kit.paint.raster.painter import OF_IMAGES
from kit.paint.raster.painter import engines as rasterisers
from kit.paint.raster.resvg_engine import engines as effect_engines
from kit.publish.store.contents import MANIFEST, MOST_BYTES, FileSum
from kit.publish.store.json_records import format_json, from_json, parse_json

SCHEMA = 2
_FIRST = 1
#: The fields of a kit and of an asset that schema 2 added.
_NEW_IN_KIT: dict[str, Any] = {
    **dict.fromkeys(("language", "creator", "licence"), ""),
    **dict.fromkeys(("site", "first")),
    **{name: [] for name in ("links", "messages", "placements", "figures", "sources", "credits", "advised")},
    "translations": {},
}
_NEW_IN_ASSET: dict[str, Any] = {"drawing": None, "partner": None, "thumbnail": None}
#: The folder of the thumbnails; no language tag is the same.
THUMBNAILS = "thumbnails"
#: How many hexadecimal digits of its checksum are the name of a thumbnail.
_NAME_DIGITS = 16


def asset_of(artwork: Artwork, file: EncodedFile) -> Asset:
    """Return the entry of a file that was made of an artwork."""
    address = artwork.code.address if artwork.code else None
    return asset_entry(artwork.picture, artwork.scene.drawing.name, address, file)


def asset_entry(
    picture: Picture, drawing: str, qr: str | None, file: EncodedFile, thumbnail: Thumbnail | None = None
) -> Asset:
    """Return the entry of a file of a picture, with its drawing and the address in its QR code."""
    placement, about = picture.placement, picture.description
    return Asset(
        path=f"{picture.path}.{file.extension}",
        sha256=sha256(file.data).hexdigest(),
        pixels_sha256=file.pixels_sha256,
        bytes=len(file.data),
        width=placement.size[0],
        height=placement.size[1],
        media_type=file.media_type,
        platform=placement.platform,
        placement=placement.id,
        role=placement.role,
        message=picture.message,
        layout=picture.layout,
        drawing=drawing,
        theme=picture.theme,
        frame=picture.frame,
        language=picture.language,
        partner=picture.partner,
        alt=about.alt,
        alt_long=about.alt_long,
        caption=about.caption,
        link=picture.link.url if picture.link else None,
        qr=qr,
        thumbnail=thumbnail.path if thumbnail else None,
    )


def thumbnail_of(picture: Picture, file: EncodedFile) -> Thumbnail:
    """Return the entry of a picture's thumbnail; it is named after its content, so that equal ones share a file."""
    digest, size = sha256(file.data).hexdigest(), thumbnail_size(picture.placement.size)
    path = f"{THUMBNAILS}/{digest[:_NAME_DIGITS]}.{file.extension}"
    return Thumbnail(path, digest, len(file.data), *size, file.media_type)


def manifest_of(  # noqa: PLR0913  (the parts of a manifest)
    kit: KitSummary,
    assets: Iterable[Asset],
    thumbnails: Iterable[Thumbnail] = (),
    *,
    images: bool = False,
    effects: bool = False,
    more: Iterable[MoreEntry] = (),
    declared: Iterable[str] = (),
    left_out: Mapping[str, str] | None = None,
    held_back: Mapping[str, Mapping[str, str]] | None = None,
) -> Manifest:
    """Return the manifest of a kit by this version of the generator, sorted by path, each thumbnail only once.

    `images` and `effects` say whether its pictures have any, which engines of their own paint, `more` are files beyond
    pictures, `declared` the languages of the campaign, and `left_out` says why the kit is without some of them,
    `held_back` why it is without some messages in others.
    """
    of_images = image_engines() if images or effects else {}  # effects become images
    painters = {**rasterisers(), **(effect_engines() if effects else {}), **of_images}
    if not of_images:
        del painters[OF_IMAGES]
    engines = {"kit": __version__, **painters, **encoders()}
    small = {thumbnail.path: thumbnail for thumbnail in thumbnails}
    by_path = tuple(sorted(assets, key=lambda asset: asset.path))
    languages = Languages(tuple(sorted(declared)), built_languages(by_path)) if declared else None
    sorted_small = tuple(small[path] for path in sorted(small))
    without = (left_out or None, held_back or None)
    return Manifest(SCHEMA, kit, engines, by_path, sorted_small, (*more,) or None, *without, languages)


def built_languages(assets: Iterable[Asset]) -> tuple[str, ...]:
    """Return the languages of some pictures, sorted."""
    return tuple(sorted({asset.language for asset in assets}))


def languages_of(kit: Path, expected: str) -> set[str]:
    """Return the languages of the pictures of a kit; none if it can't be read, or has the manifest of a sha256."""
    try:
        data = read_regular(kit / MANIFEST, MOST_BYTES)
        return set() if sha256(data).hexdigest() == expected else {*built_languages(parse_manifest(data).assets)}
    except (OSError, ValueError):
        return set()


def sums_of(assets: Iterable[Asset], others: Iterable[Thumbnail | MoreEntry]) -> dict[str, FileSum]:
    """Return the sum of each file of some entries by name: images, pages, the texts beside them, and others."""
    sums = {entry.path: FileSum(entry.sha256, entry.bytes) for entry in others}
    for asset in assets:
        sums[asset.path] = FileSum(asset.sha256, asset.bytes)
        for name, data in text_files(asset.stem, asset):
            sums[name] = FileSum(sha256(data).hexdigest(), len(data))
    return sums


def is_current(manifest: Manifest) -> bool:
    """Return whether this version of the generator made a kit, and so would make the same documents."""
    return manifest.schema == SCHEMA and manifest.engines.get("kit") == __version__


def part_of(manifest: Manifest, assets: Iterable[Asset], *, thumbnails: bool = True) -> Manifest:
    """Return a manifest with some of its assets, in their order, and their thumbnails, unless it should have none.

    With thumbnails it also has what there is beyond pictures. It has the words of the languages of its assets alone:
    those of 26 would be a tenth of each zip.
    """
    chosen = tuple(assets if thumbnails else (replace(asset, thumbnail=None) for asset in assets))
    used = {asset.thumbnail for asset in chosen}
    small = tuple(thumbnail for thumbnail in manifest.thumbnails if thumbnail.path in used)
    built = built_languages(chosen)
    more = tuple(entry for entry in manifest.more or () if thumbnails and entry.language in built)
    languages = manifest.languages and replace(manifest.languages, built=built)
    kit, spoken = manifest.kit, {manifest.kit.language, *(asset.language for asset in chosen)}
    translations = {tag: words for tag, words in kit.translations.items() if tag in spoken}
    sentences = (kit.sentences and {tag: its for tag, its in kit.sentences.items() if tag in spoken}) or None
    return replace(
        manifest,
        kit=replace(kit, translations=translations, sentences=sentences),
        assets=chosen,
        thumbnails=small,
        more=more or None,
        languages=languages,
    )


def released(manifest: Manifest, *, unwanted: Collection[str] = (), only_reviewed: bool = False) -> Manifest:
    """Return a manifest without some languages and, of a release, without what nobody has reviewed.

    Pictures of the latter are listed as `drafts`.
    """
    wanted = [asset for asset in manifest.assets if asset.language not in unwanted]
    part = part_of(manifest, [asset for asset in wanted if not (only_reviewed and asset.state)])
    part = replace(part, more=tuple(entry for entry in part.more or () if not (only_reviewed and entry.state)) or None)
    drafts: dict[str, dict[str, None]] = {}
    for asset in wanted if only_reviewed else ():
        if asset.state:
            drafts.setdefault(asset.language, {})[asset.message] = None
    listed = {tag: tuple(sorted(drafts[tag])) for tag in sorted(drafts)}
    return replace(part, drafts=listed or None)


def format_manifest(manifest: Manifest) -> bytes:
    """Return `manifest.json`: schema, kit, engines, assets, thumbnails, and then unknown fields."""
    return format_json(manifest)


def parse_manifest(data: bytes) -> Manifest:
    """Return a manifest of schema 1 or 2.

    Raises ValueError if it isn't one, was made by a newer version, or contradicts itself.
    """
    content = parse_json(data)
    schema = content.get("schema") if isinstance(content, dict) else None
    if type(schema) is not int or schema < _FIRST:
        raise ValueError("it is not a kit's manifest")
    if schema > SCHEMA:
        newer = "was made by a newer version of the generator than this one, which reads up to schema"
        raise ValueError(f"its schema is {schema}: it {newer} {SCHEMA}")
    if schema == _FIRST:
        return from_json(Manifest, _upgraded(content), "manifest")
    manifest = from_json(Manifest, content, "manifest")
    _require_consistent(manifest)
    return manifest


def _upgraded(content: dict[str, Any]) -> dict[str, Any]:
    """Return schema 1 with the fields of schema 2; the parser reports invalid parts."""
    kit, assets = content.get("kit"), content.get("assets")
    if isinstance(kit, dict):
        kit = {**_NEW_IN_KIT, **kit}
    if isinstance(assets, list):
        assets = [_upgraded_asset(row) if isinstance(row, dict) else row for row in assets]
    return {**content, "kit": kit, "assets": assets, "thumbnails": []}


def _upgraded_asset(row: dict[str, Any]) -> dict[str, Any]:
    lossless = row.get("media_type") in LOSSLESS
    return {**_NEW_IN_ASSET, **row, "pixels_sha256": row.get("pixels_sha256") if lossless else None}


def _require_consistent(manifest: Manifest) -> None:
    """Raise ValueError if an entry names something that isn't listed, or lacks a checksum of its pixels."""
    kit = manifest.kit
    messages, sources = {message.id for message in kit.messages}, {source.id for source in kit.sources}
    _require_thumbnails(manifest)
    _require_one_partner(manifest)
    _require_overview(manifest)
    _require_more(manifest)
    for asset in manifest.assets:
        if asset.message not in messages:
            raise ValueError(f"{asset.path!a:.160} is for the message {asset.message!a:.60}, which it does not list")
        if asset.placement not in kit.placements:
            raise ValueError(f"{asset.path!a:.160} is for {asset.placement!a:.60}, which it does not list")
        is_known = asset.media_type in {*IMAGE_FORMATS, PDF}
        if is_known and (asset.pixels_sha256 is not None) != (asset.media_type in LOSSLESS):
            raise ValueError(f"{asset.path!a:.160} should have a checksum of its pixels if it is a PNG, or else none")
    for credit in kit.credits:
        if not messages.issuperset(credit.messages):
            raise ValueError(f"the credit {credit.credit!a:.60} is for a message that it does not list")
    for figure in kit.figures:
        if figure.source not in sources:
            raise ValueError(f"the figure {figure.words!a:.60} is from {figure.source!a:.60}, which it does not list")
    if kit.first is not None and kit.first not in messages:
        raise ValueError(f"the first message is {kit.first!a:.60}, which it does not list")
    _require_days(kit)


def _require_days(kit: KitSummary) -> None:
    """Raise ValueError if a day isn't a valid date."""
    of_messages = chain.from_iterable((message.last_day, message.counts_to) for message in kit.messages)
    for day in (kit.date, *of_messages, *(figure.day for figure in kit.figures)):
        if day is not None and day_of(day) is None:
            raise ValueError(f"{day!a:.60} is not a date")


def _require_one_partner(manifest: Manifest) -> None:
    """Raise ValueError if some pictures are a partner's and others are not: a partner's kit is one of its own."""
    if len({asset.partner for asset in manifest.assets}) > 1:
        raise ValueError("its pictures belong to different partners")


def _require_overview(manifest: Manifest) -> None:
    """Raise ValueError if an overview is not called after its one language, or has a picture without a thumbnail."""
    if manifest.overview is None:
        return
    kit, languages = f"{manifest.kit.name}-{manifest.kit.version}", built_languages(manifest.assets)
    names = {form.format(kit=kit, language=tag.lower()) for form in (OF_LANGUAGE, OF_DRAFTS) for tag in languages}
    if len(languages) != 1 or manifest.overview not in names:
        raise ValueError(f"it is the overview {manifest.overview!a:.120}, which is not the name of its language")
    for asset in manifest.assets:
        if asset.thumbnail is None:
            raise ValueError(f"{asset.path!a:.160} has no thumbnail, which is all that an overview has of it")


def _require_more(manifest: Manifest) -> None:
    """Raise ValueError for a file beyond pictures that is not in its folder nor a picture, and for an invalid day."""
    pictures = {asset.path for asset in manifest.assets}
    for entry in manifest.more or ():
        is_placed = entry.path.startswith(page_path(entry.language, f"{FOLDER}/")) or entry.path in pictures
        if not is_placed and entry.path != page_path(entry.language, MAKER):
            raise ValueError(f"{entry.path!a:.160} is not in the folder of its language")
        if entry.last_day is not None and day_of(entry.last_day) is None:
            raise ValueError(f"{entry.last_day!a:.60} is not a date")


def _require_thumbnails(manifest: Manifest) -> None:
    """Raise ValueError if the thumbnail of an entry isn't listed, or a listed one belongs to no entry."""
    listed = {thumbnail.path for thumbnail in manifest.thumbnails}
    for asset in manifest.assets:
        if asset.thumbnail is not None and asset.thumbnail not in listed:
            raise ValueError(f"{asset.path!a:.160} has the thumbnail {asset.thumbnail!a:.60}, which it does not list")
    for path in listed - {asset.thumbnail for asset in manifest.assets}:
        raise ValueError(f"the thumbnail {path!a:.60} belongs to no picture that it lists")
