"""What rules judge: the campaign on a day, a picture with its words, a picture that was painted, a file of a kit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.errors import Mark
    from kit.model.artwork import Artwork
    from kit.model.asset import Pixels
    from kit.model.campaign import Campaign, Frame, Link, Message, Source, Statistic


@dataclass(frozen=True, slots=True)
class Review:
    """A campaign as it reads on a day."""

    campaign: Campaign
    day: dt.date


@dataclass(frozen=True, slots=True)
class CaptionedPicture:
    """A picture with the words beside it, its caption, and those instead of it, its alt text in short and in full."""

    artwork: Artwork
    campaign: Campaign
    caption: str
    alt: str
    alt_long: str

    @property
    def link(self) -> Link | None:
        """Where the picture leads."""
        link = self.artwork.artboard.message.link
        return self.campaign.links[link] if link else None

    @property
    def figures(self) -> Iterator[tuple[Statistic, Source]]:
        """Every figure that stands on the picture, with its source."""
        artboard = self.artwork.artboard
        part: Message | Frame = artboard.message.frames[artboard.frame - 1] if artboard.frame else artboard.message
        chosen = part.statistic or artboard.message.statistic
        words = " ".join(" ".join(placed.text.split()) for placed in self.artwork.words.values())
        for name in dict.fromkeys((*part.figures, *([chosen] if chosen else []))):
            statistic = self.campaign.statistics[name]
            if statistic.text.split()[0] in words:
                yield statistic, self.campaign.sources[statistic.source]

    def mark(self, *keys: str) -> Mark:
        """Return where `kit.yaml` says something of the message."""
        return self.campaign.document.mark("messages", self.artwork.artboard.message.id, *keys)


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture in pixels, as it is and without anything that fills its slots."""

    artwork: Artwork
    whole: Pixels
    background: Pixels


@dataclass(frozen=True, slots=True)
class Built:
    """A file of a kit, its entry in the manifest, and what that entry would be if the kit were built now."""

    path: Path
    entry: Mapping[str, Any]
    wanted: Mapping[str, Any]
    artwork: Artwork

    @property
    def where(self) -> str:
        """The picture, as an artboard names itself."""
        return str(self.artwork.artboard)
