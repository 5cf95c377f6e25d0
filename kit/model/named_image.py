"""The photos and logos that a campaign names, and which of them a picture has, as several parts of it may say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kit.model.image import IMAGE_SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.errors import Mark
    from kit.model.campaign import Campaign, Frame, ImageUse, KitInfo, Message
    from kit.model.document import Document, YamlPath
    from kit.model.image import ImageFile
    from kit.model.message_picture import MessagePicture

    _Part = KitInfo | Message | ImageUse | Frame


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
        """Whether it is on every picture of a message, or of the kit: what a message shows describes it."""
        return self.path[0] == "kit" or len(self.path) == len(("messages", "id", self.slot))

    def mark_in(self, document: Document) -> Mark:
        """Return where `kit.yaml` has the path of the file, which is written as a key of its own or stands alone."""
        path = (*self.path, "file")
        return document.mark(*(path if path in document.values else self.path))


def named_images(campaign: Campaign) -> Iterator[NamedImage]:
    """Yield every photo and logo that a campaign names, in the order of the file but for its frames."""
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
    """Return the photo or logo of a picture: its frame's, else its image's, its message's or, of logos, the kit's."""
    base: YamlPath = ("messages", picture.message.id)
    parts: list[tuple[_Part, YamlPath]] = [
        (picture.frame, picture.path),
        (picture.image, (*base, "images", picture.use)),
        (picture.message, base),
        (campaign.kit, ("kit",)),
    ]
    found = (named for part, path in parts for named in _of_part(part, path) if named.slot == slot)
    return next(found, None)


def _of_part(part: _Part, path: YamlPath) -> Iterator[NamedImage]:
    """Yield the images that one part of a campaign names."""
    for slot in IMAGE_SLOTS:
        file: ImageFile | None = getattr(part, slot, None)
        if file is not None:
            yield NamedImage(slot, file, (*path, slot))
