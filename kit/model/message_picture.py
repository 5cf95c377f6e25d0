"""The pictures of a message, one for each of its images, frames or counted days, and the photos of each.

This module alone decides which words, figure, layout and theme a picture has, as several parts of a message may set
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Mark
from kit.model.campaign import DRAWN, Campaign, Caption, Frame, ImageUse, KitInfo, Message
from kit.model.image import ImageFile
from kit.model.placement import Placement, Role
from kit.model.slot import IMAGE_SLOTS
from kit.model.statistic import CountedDay

_Part = KitInfo | Message | ImageUse | Frame


_NO_FRAME = Frame(copy={})


@dataclass(frozen=True, slots=True)
class MessagePicture:
    """One picture of a message: of one of its images and, in a series, of one of its frames.

    In a countdown it is the picture of one day, `counted`, and the message has the words of that day.
    """

    message: Message
    image_index: int
    frame_index: int | None = None
    counted: CountedDay | None = None

    @property
    def number(self) -> int | None:
        """The number of the picture: from 1 in a series, the days left in a countdown; None elsewhere."""
        if self.counted:
            return self.counted.left
        return None if self.frame_index is None else self.frame_index + 1

    @property
    def image(self) -> ImageUse:
        """The entry of `images` that makes the picture."""
        return self.message.images[self.image_index]

    def takes(self, placement: Placement) -> bool:
        """Return whether the message has its layout for a placement, in this image or another one."""
        return any(use.layout == self.layout and use.takes(placement) for use in self.message.images)

    @property
    def frame(self) -> Frame:
        """What the picture has of its own in a series; an empty frame outside one."""
        return _NO_FRAME if self.frame_index is None else self.message.frames[self.frame_index]

    @property
    def layout(self) -> str:
        """The layout of the frame, or else that of the image."""
        return self.frame.layout or self.image.layout

    @property
    def copy(self) -> Mapping[str, str]:
        """The copy by slot: that of the message, overridden by that of the image, and both by that of the frame."""
        return {**self.message.copy, **self.image.copy, **self.frame.copy}

    @property
    def statistic(self) -> str | None:
        """The figure of the frame, or else that of the message."""
        return self.frame.statistic or self.message.statistic

    @property
    def compare(self) -> tuple[str, ...]:
        """The figures that bars compare: those of the frame, or else those of the message."""
        return self.frame.compare or self.message.compare

    @property
    def compare_path(self) -> YamlPath:
        """Where `kit.yaml` names the figures that bars compare."""
        return (*(self.path if self.frame.compare else ("messages", self.message.id)), "compare")

    @property
    def theme(self) -> str | None:
        """The theme of the image, or else that of the message, if either names one."""
        return self.image.theme or self.message.theme

    @property
    def path(self) -> YamlPath:
        """Where `kit.yaml` defines the picture: the frame, or the message."""
        base: YamlPath = ("messages", self.message.id)
        return base if self.frame_index is None else (*base, "frames", self.frame_index)

    @property
    def layout_yaml_path(self) -> YamlPath:
        """Where `kit.yaml` pairs the picture's layout with its figure: in the frame if that names either."""
        if self.frame.layout or self.frame.statistic:
            return (*self.path, "layout" if self.frame.layout else "statistic")
        return (*self._image_path, "layout")

    @property
    def copy_path(self) -> YamlPath:
        """Where `kit.yaml` has the copy closest to the picture: of the frame, the image, or the message."""
        if self.frame.copy:
            return (*self.path, "copy")
        return (*(self._image_path if self.image.copy else ("messages", self.message.id)), "copy")

    def copy_yaml_path(self, slot: str) -> YamlPath:
        """Return where `kit.yaml` has the words of a copy slot of this picture; `copy_path` if it has none."""
        parts = ((self.frame.copy, self.path), (self.image.copy, self._image_path))
        place = next((path for copy, path in parts if slot in copy), None)
        if place is None and slot not in self.message.copy:
            return self.copy_path
        return (*(place or ("messages", self.message.id)), "copy", slot)

    @property
    def _image_path(self) -> YamlPath:
        return ("messages", self.message.id, "images", self.image_index)


def pictures_of(message: Message) -> tuple[MessagePicture, ...]:
    """Return the pictures of a message, image by image, in the order of its frames or of its days."""
    images = range(len(message.images))
    if message.counted:
        days = [(_on_day(message, counted), counted) for counted in message.counted]
        return tuple(MessagePicture(on, image, counted=day) for image in images for on, day in days)
    frames = range(len(message.frames)) if message.frames else (None,)
    return tuple(MessagePicture(message, image, frame) for image in images for frame in frames)


def numbers_of(message: Message) -> tuple[int, ...]:
    """Return the numbers of the pictures that a message makes for one placement; none for a single picture."""
    return tuple(day.left for day in message.counted) or tuple(range(1, len(message.frames) + 1))


def _on_day(message: Message, day: CountedDay) -> Message:
    """Return a message with its words for one day of its countdown."""

    def counted(text: str, *path: str | int) -> str:
        """Return a text of the message, or its form for that day."""
        return day.words.get(path, text)

    return replace(
        message,
        copy={slot: counted(text, "copy", slot) for slot, text in message.copy.items()},
        images=tuple(
            replace(use, copy={slot: counted(text, "images", index, "copy", slot) for slot, text in use.copy.items()})
            for index, use in enumerate(message.images)
        ),
        caption=Caption(
            short=counted(message.caption.short, "caption", "short"),
            long=counted(message.caption.long, "caption", "long"),
        ),
        shows=counted(message.shows, "shows"),
    )


#: The roles of the pictures that volunteers may make with words of their own.
FILLED_ROLES: frozenset[Role] = frozenset(("feed", "story"))


def first_with(campaign: Campaign, layout: str) -> MessagePicture | None:
    """Return the first picture for posts or stories that has a layout; of a series or a countdown none is."""
    pictures = (picture for message in campaign.messages.values() for picture in pictures_of(message))
    alone = (picture for picture in pictures if picture.frame_index is None and picture.counted is None)
    return next((picture for picture in alone if picture.layout == layout and FILLED_ROLES & {*picture.image.on}), None)


def used_layouts(campaign: Campaign) -> tuple[str, ...]:
    """Return the name of each layout of the campaign's pictures, whether it exists or not."""
    pictures = (picture for message in campaign.messages.values() for picture in pictures_of(message))
    return tuple(dict.fromkeys(picture.layout for picture in pictures))


def figures_of(picture: MessagePicture, written: Mapping[YamlPath, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the ids of the statistics on a picture, each once: its own, those compared, then those in its copy.

    Its own may be the day to which it counts down. `written` has the statistics in each text of `kit.yaml`:
    `Campaign.figures`.
    """
    until = picture.counted.figure if picture.counted else None
    named = tuple(id_ for id_ in (until, picture.statistic) if id_)
    in_copy = (id_ for slot in picture.copy for id_ in written.get(picture.copy_yaml_path(slot), ()))
    return tuple(dict.fromkeys((*named, *picture.compare, *in_copy)))


def theme_of(picture: MessagePicture, campaign: Campaign) -> str:
    """Return the theme of a picture: its own, or that of the kit, or the colours of its drawing."""
    return picture.theme or campaign.kit.theme or DRAWN


class NamedImage(NamedTuple):
    """A photo or a logo, the slot that it is for, and where `kit.yaml` names it."""

    slot: str
    file: ImageFile
    path: YamlPath

    @property
    def message(self) -> str:
        """The id of the message that it is for; nothing for a logo of the kit."""
        return str(self.path[1]) if self.path[0] == "messages" else ""

    @property
    def is_of_message(self) -> bool:
        """Whether it is on every picture of a message, or of the kit, so that the message's `shows` describes it."""
        return self.path[0] == "kit" or len(self.path) == len(("messages", "id", self.slot))

    def mark_in(self, document: Document) -> Mark:
        """Return where `kit.yaml` has the path of the file, under a key of its own or as a plain value."""
        path = (*self.path, "file")
        return document.mark(*(path if path in document.values else self.path))


def named_images(campaign: Campaign) -> Iterator[NamedImage]:
    """Yield every photo and logo that a campaign names, in the order of the file except for its frames."""
    yield from _of_part(campaign.kit, ("kit",))
    for message in campaign.messages.values():
        yield from images_of(message)


def images_of(message: Message) -> Iterator[NamedImage]:
    """Yield every photo and logo that a message names: its own, those of its images, and those of its frames."""
    base: YamlPath = ("messages", message.id)
    yield from _of_part(message, base)
    for index, use in enumerate(message.images):
        yield from _of_part(use, (*base, "images", index))
    for index, frame in enumerate(message.frames):
        yield from _of_part(frame, (*base, "frames", index))


def image_in(slot: str, picture: MessagePicture, campaign: Campaign) -> NamedImage | None:
    """Return the photo or logo of a picture: its frame's, or its image's, its message's or, for logos, the kit's."""
    base: YamlPath = ("messages", picture.message.id)
    parts: list[tuple[_Part, YamlPath]] = [
        (picture.frame, picture.path),
        (picture.image, (*base, "images", picture.image_index)),
        (picture.message, base),
        (campaign.kit, ("kit",)),
    ]
    images = (named for part, path in parts for named in _of_part(part, path) if named.slot == slot)
    return next(images, None)


def _of_part(part: _Part, path: YamlPath) -> Iterator[NamedImage]:
    """Yield the images that one part of a campaign names."""
    for slot in IMAGE_SLOTS:
        file: ImageFile | None = getattr(part, slot, None)
        if file is not None:
            yield NamedImage(slot, file, (*path, slot))
