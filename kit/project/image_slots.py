"""Hold photos and logos to slots of layouts: none is given that nothing takes, none that is required is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.image import IMAGE_SLOTS
from kit.model.message_picture import pictures_of
from kit.model.named_image import image_in, images_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.campaign import Campaign, Message
    from kit.model.layout import Layout
    from kit.model.message_picture import MessagePicture


def image_slot_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """What a message, an image or a frame names is on one of its pictures; what a layout requires is on all of its."""
    for message in campaign.messages.values():
        pictures = [picture for picture in pictures_of(message) if picture.layout in layouts]
        if len(pictures) == len(pictures_of(message)):
            yield from _untaken(message, pictures, campaign, layouts)
        yield from dict.fromkeys(_missing(pictures, campaign, layouts))


def _untaken(
    message: Message, pictures: list[MessagePicture], campaign: Campaign, layouts: Mapping[str, Layout]
) -> Iterator[Fault]:
    """Yield a fault for each image that a message names and that is on none of its pictures."""
    shown = {
        named.path
        for picture in pictures
        for slot in layouts[picture.layout].slots
        if (named := image_in(slot, picture, campaign))
    }
    for slot, _, path in images_of(message):
        if path in campaign.document.taken and path not in shown:
            yield _taken_in_vain(slot, message, campaign)
        elif path not in shown:
            others = [name for name, layout in layouts.items() if slot in layout.slots]
            known = f"a layout with a slot for it, such as '{others[0]}'" if others else f"a layout with 'slot-{slot}'"
            mark, remedy = campaign.document.key_mark(*path), f"choose {known}, or take '{slot}' out"
            yield Fault(f"no picture takes this {slot}", mark, remedy, code="image-without-slot")


def _taken_in_vain(slot: str, message: Message, campaign: Campaign) -> Fault:
    """Return the fault of an image that a message has from the one that it is like, and that is on no picture of it."""
    said, remedy = f"no picture of '{message.id}' takes the {slot} of '{message.like}'", f"write without: [{slot}]"
    mark = campaign.document.mark("messages", message.id, "like")
    return Fault(said, mark, f"{remedy}, or choose a layout with a slot for it", code="taken-image-without-slot")


def _missing(pictures: list[MessagePicture], campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Yield a fault for each image that a layout requires and a picture lacks; all of a series lack it once."""
    for slot, layout in _required(pictures, layouts):
        lacking = [
            picture for picture in pictures if picture.layout == layout and not image_in(slot, picture, campaign)
        ]
        on_all = len({picture.index for picture in lacking}) == len(lacking[0].message.frames) if lacking else False
        for picture in lacking:
            path = ("messages", picture.message.id) if on_all else picture.path
            everywhere = "; write it under 'kit' for all messages" if slot == "logo" else ""
            remedy = f"the layout '{layout}' requires it, such as {slot}: images/{slot}.png{everywhere}"
            mark = campaign.document.key_mark(*path)
            yield Fault(f"missing '{slot}'", mark, remedy, code="required-image-missing")


def _required(pictures: list[MessagePicture], layouts: Mapping[str, Layout]) -> Iterator[tuple[str, str]]:
    """Yield each image slot that is required, with the name of its layout."""
    for name in dict.fromkeys(picture.layout for picture in pictures):
        for slot in IMAGE_SLOTS:
            if slot in layouts[name].slots and layouts[name].slots[slot].required:
                yield slot, name
