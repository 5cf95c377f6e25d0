"""Hold copy to slots that take it: that of a message to one of its pictures, that of an image or a frame to its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault, did_you_mean
from kit.model.campaign import COPY_SLOTS, DERIVED_SLOTS, KIT_SLOTS
from kit.model.image import IMAGE_SLOTS
from kit.model.message_picture import pictures_of
from kit.project.meanings import slot_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.model.campaign import Message
    from kit.model.document import Document, YamlPath
    from kit.model.layout import Layout
    from kit.model.message_picture import MessagePicture


def unused_copy(message: Message, document: Document, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Copy of a message is for a slot of one of its pictures, copy of an image or a frame for a slot of its own."""
    pictures, path = pictures_of(message), ("messages", message.id)
    for slot in message.copy:
        yield from _slot_faults(document, (*path, "copy", slot), _taken(pictures, layouts), "message")
    for index, use in enumerate(message.images):
        taken = _taken([picture for picture in pictures if picture.use == index], layouts)
        for slot in use.copy:
            yield from _slot_faults(document, (*path, "images", index, "copy", slot), taken, "image")
    for index, frame in enumerate(message.frames):
        taken = _taken([picture for picture in pictures if picture.index == index], layouts)
        for slot in frame.copy:
            yield from _slot_faults(document, (*path, "frames", index, "copy", slot), taken, "picture")


def _taken(pictures: Iterable[MessagePicture], layouts: Mapping[str, Layout]) -> set[str]:
    """Return the copy slots of the layouts of some pictures: all of them where a layout is not known."""
    names = {picture.layout for picture in pictures}
    if not names or names - layouts.keys():
        return set(COPY_SLOTS)
    return {slot for name in names for slot in layouts[name].slots if slot in COPY_SLOTS}


def _slot_faults(document: Document, path: YamlPath, taken: set[str], owner: str) -> Iterator[Fault]:
    """Yield a fault for copy that no slot takes; `owner` is what the copy is of: a message, an image or a picture."""
    slot, mark = str(path[-1]), document.key_mark(*path)
    if slot in IMAGE_SLOTS:
        message, remedy = f"'{slot}' is a file, not words", f"write it beside 'copy', such as {slot}: images/{slot}.png"
        yield Fault(message, mark, remedy, code="image-in-copy")
    elif slot in KIT_SLOTS:
        message, remedy = f"'{slot}' is alike on all pictures, and not copy", f"write '{slot}' under 'kit'"
        yield Fault(message, mark, remedy, code="derived-slot-in-copy")
    elif slot in DERIVED_SLOTS:
        message = f"'{slot}' is filled from figures and links, not from copy"
        yield Fault(message, mark, f"copy takes {', '.join(COPY_SLOTS)}", code="derived-slot-in-copy")
    elif slot not in COPY_SLOTS:
        remedy = did_you_mean(slot_meant(slot) or slot, COPY_SLOTS)
        yield Fault(f"unknown slot '{slot}'", mark, remedy, code="unknown-slot")
    elif slot not in taken and path in document.taken:
        yield _taken_in_vain(document, path, taken)
    elif slot not in taken:
        remedy = f"they take {', '.join(sorted(taken)) or 'no copy'}"
        yield Fault(f"no layout of this {owner} takes '{slot}'", mark, remedy, code="copy-without-slot")


def _taken_in_vain(document: Document, path: YamlPath, taken: set[str]) -> Fault:
    """Return the fault of copy that a message has from the one that it is like, and that no layout of it takes."""
    id_, slot = path[1], path[-1]
    like = document.value["messages"][id_]["like"]
    message = f"no layout of '{id_}' takes '{slot}', which it has from '{like}'"
    remedy = f"they take {', '.join(sorted(taken)) or 'no copy'}; or leave it out: without: [{slot}]"
    return Fault(message, document.mark("messages", id_, "like"), remedy, code="taken-copy-without-slot")
