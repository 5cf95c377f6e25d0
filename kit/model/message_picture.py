"""The pictures that a message asks for, whatever their size: one for each of its images or, in a series, its frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model.campaign import Frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.campaign import Campaign, Message
    from kit.model.document import YamlPath

_NO_FRAME = Frame(copy={})


@dataclass(frozen=True, slots=True)
class MessagePicture:
    """One picture of a message; `use` is the index of its image, `index` that of its frame, None outside a series."""

    message: Message
    use: int
    index: int | None = None

    @property
    def frame(self) -> Frame:
        """What the picture has of its own in a series; an empty frame outside one."""
        return _NO_FRAME if self.index is None else self.message.frames[self.index]

    @property
    def layout(self) -> str:
        """The layout of the frame, else that of the image."""
        return self.frame.layout or self.message.images[self.use].layout

    @property
    def copy(self) -> Mapping[str, str]:
        """The copy of the message, over which that of the frame wins."""
        return {**self.message.copy, **self.frame.copy}

    @property
    def statistic(self) -> str | None:
        """The figure of the frame, else that of the message."""
        return self.frame.statistic or self.message.statistic

    @property
    def theme(self) -> str | None:
        """The theme that the message names, if it names one."""
        return self.message.theme

    @property
    def path(self) -> YamlPath:
        """Where `kit.yaml` says what the picture holds: the frame, or the message."""
        base: YamlPath = ("messages", self.message.id)
        return base if self.index is None else (*base, "frames", self.index)

    @property
    def chosen_at(self) -> YamlPath:
        """Where `kit.yaml` pairs the picture's layout with its figure: in the frame if that names either."""
        if self.frame.layout or self.frame.statistic:
            return (*self.path, "layout" if self.frame.layout else "statistic")
        return ("messages", self.message.id, "images", self.use, "layout")


def pictures_of(message: Message) -> tuple[MessagePicture, ...]:
    """Return the pictures of a message, image by image."""
    indexes = range(len(message.frames)) if message.frames else (None,)
    return tuple(MessagePicture(message, use, index) for use in range(len(message.images)) for index in indexes)


def used_layouts(campaign: Campaign) -> tuple[str, ...]:
    """Return the name of each layout that pictures of a campaign are made in, whether it exists or not."""
    pictures = (picture for message in campaign.messages.values() for picture in pictures_of(message))
    return tuple(dict.fromkeys(picture.layout for picture in pictures))
