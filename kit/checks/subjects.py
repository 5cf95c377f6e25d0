"""What rules judge besides a campaign and an artwork: a picture that was painted, and a file of a kit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from kit.geometry import Box
    from kit.model.artwork import Artwork
    from kit.model.asset import Asset, Pixels, PremultipliedPixels


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture in pixels, as it is and without anything that fills its slots."""

    artwork: Artwork
    whole: Pixels
    background: Pixels


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture in pixels as a worker of a build has it, the same without anything that fills its slots, and where.

    `letters` holds the boxes of the letters of each of its words, in the order of `Artwork.words`; `code` is the box
    of its QR code.
    """

    whole: PremultipliedPixels
    ground: PremultipliedPixels
    letters: tuple[tuple[Box, ...], ...]
    code: Box | None


@dataclass(frozen=True, slots=True)
class Built:
    """A file of a kit, its entry in the manifest, and what that entry would be if the kit were built now."""

    path: Path
    entry: Asset
    wanted: Asset
    artwork: Artwork

    @property
    def where(self) -> str:
        """The picture, as `--only` names it."""
        return str(self.artwork.picture)
