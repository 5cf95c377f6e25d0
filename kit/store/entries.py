"""Write `manifest.json`.

A file is entered with the sums and the size of the bytes that are written.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.encode import engines as encoders
from kit.model.asset import Asset
from kit.raster import engines as rasterisers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.artwork import Artwork
    from kit.model.asset import EncodedFile
    from kit.model.campaign import Campaign

SCHEMA = 1


def asset_of(artwork: Artwork, file: EncodedFile) -> Asset:
    """Return the entry of a file that was made of an artwork."""
    picture, placement, about = artwork.picture, artwork.picture.placement, artwork.picture.description
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
        theme=picture.theme,
        frame=picture.frame,
        language=picture.language,
        alt=about.alt,
        alt_long=about.alt_long,
        caption=about.caption,
        link=picture.link.url if picture.link else None,
        qr=artwork.code.address if artwork.code else None,
    )


def manifest_json(campaign: Campaign, assets: Iterable[Asset]) -> bytes:
    """Return `manifest.json`: schema, kit, engines, and assets sorted by path."""
    info = campaign.kit
    content = {
        "schema": SCHEMA,
        "kit": {"name": info.name, "title": info.title, "version": info.version, "date": info.date.isoformat()},
        "engines": {**rasterisers(), **encoders()},
        "assets": [asdict(asset) for asset in sorted(assets, key=lambda asset: asset.path)],
    }
    return _json(content)


def limited(manifest: bytes, language: str) -> bytes:
    """Return a `manifest.json` with the assets of one language only."""
    content = json.loads(manifest)
    content["assets"] = [asset for asset in content["assets"] if asset["language"] == language]
    return _json(content)


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()
