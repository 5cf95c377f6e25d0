"""Manifests of a kit with any pictures, to be compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.model.manifest import Manifest, MessageEntry
from support import unbuilt_kit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.asset import Asset

ASSET = replace(unbuilt_kit.ASSET, sha256="a", pixels_sha256="1", bytes=1)


def manifest(*assets: Asset, version: str = "1.0.0", engines: Mapping[str, str] | None = None) -> Manifest:
    """Return the manifest of a kit of some pictures."""
    messages = tuple(MessageEntry(name, name) for name in sorted({asset.message for asset in assets}))
    summary = replace(unbuilt_kit.KIT, version=version, messages=messages, links=(), figures=(), sources=())
    return Manifest(2, summary, engines or {"kit": "2.0.0", "pillow": "13.0.0"}, assets)
