"""Manifests of a kit with any pictures, to be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.asset import Asset
from kit.model.manifest import KitSummary, Manifest, MessageEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

ASSET = Asset(
    path="en/x/sign-square-64x64.png",
    sha256="a",
    pixels_sha256="1",
    bytes=1,
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
    caption="Please sign.",
    link="https://example.org/sign",
    qr=None,
)


def manifest(*assets: Asset, version: str = "1.0.0", engines: Mapping[str, str] | None = None) -> Manifest:
    """Return the manifest of a kit of some pictures."""
    summary = KitSummary(
        name="small",
        title="Small",
        version=version,
        date="2020-12-01",
        language="en",
        creator="The contributors",
        licence="CC BY 4.0",
        site=None,
        links=(),
        messages=tuple(MessageEntry(name, name) for name in sorted({asset.message for asset in assets})),
        placements=("x/square",),
        figures=(),
        sources=(),
    )
    return Manifest(2, summary, engines or {"kit": "2.0.0", "pillow": "13.0.0"}, assets)
