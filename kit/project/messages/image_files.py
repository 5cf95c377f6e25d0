"""Find the photos and logos of a campaign, inside its project only, and check that each has a slot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath

from kit.base.errors import Fault, KitError, closest, empty_text
from kit.base.real_paths import LinkRefusedError, real_path
from kit.base.system_errors import reason_of
from kit.base.whole_files import TooLargeError, read_regular
from kit.drawing.images.image_file import MOST_BYTES, form_of, size_of
from kit.drawing.svg.drawing_reader import read_graphic
from kit.model.campaign import Campaign, Message
from kit.model.image import FoundImage
from kit.model.layout import Layout
from kit.model.message_picture import MessagePicture, NamedImage, image_in, images_of, named_images, pictures_of
from kit.model.slot import IMAGE_SLOTS


def with_files(part: object) -> object:
    """Return the values of `kit`, or of a message, with a key for the file of each photo or logo given as a path."""
    if not isinstance(part, dict):
        return part
    files = {slot: {"file": part[slot]} for slot in IMAGE_SLOTS if isinstance(part.get(slot), str)}
    lists = {key: list(map(with_files, part[key])) for key in ("images", "frames") if isinstance(part.get(key), list)}
    return {**part, **files, **lists}


def find_images(campaign: Campaign, root: Path) -> tuple[dict[str, FoundImage], list[Fault]]:
    """Return the photos and logos of a campaign in its project folder, by their path from there, and the faults.

    A fault inside an SVG has its place there; all others have that of the name in `kit.yaml`.
    """
    images: dict[str, FoundImage] = {}
    faults: list[Fault] = []
    look = cache(look_at_image)
    for named in named_images(campaign):
        found = look(named.file.file, root)
        if isinstance(found, FoundImage):
            images[named.file.file] = found
        else:
            mark = named.mark_in(campaign.document)
            faults += [fault if fault.mark else replace(fault, mark=mark) for fault in found]
    return images, faults


def look_at_image(file: str, root: Path) -> FoundImage | tuple[Fault, ...]:
    """Return what is at a path from `kit.yaml`, or what is wrong with it; only faults in an SVG have a place."""
    try:
        if _leads_out(file):
            return (_outside(f"'{file}' is outside the project"),)
        path = real_path(root / PurePosixPath(file), root)
        if not path.is_file():
            return (Fault(f"there is no file '{file}'", None, _remedy(file, root), code="image-missing"),)
        return _read(path, file)
    except LinkRefusedError as error:
        return (_outside(f"'{file}' can't be read: {reason_of(error).words}"),)
    except (OSError, ValueError) as error:  # too long a name, or no permission
        reason = getattr(error, "strerror", None) or str(error)
        return (Fault(f"'{file}' can't be read: {reason}", None, "choose another file", code="image-unreadable"),)


def _outside(message: str) -> Fault:
    remedy = "copy the file into the folder of kit.yaml, and write its path from there, with '/'"
    return Fault(message, None, remedy, code="image-outside")


def _leads_out(file: str) -> bool:
    """Return whether a path leads outside the folder of `kit.yaml`, on any system."""
    path = PurePosixPath(file)
    return path.is_absolute() or ".." in path.parts or "\\" in file or bool(PureWindowsPath(file).drive)


def _remedy(file: str, root: Path) -> str:
    """Return what to do about a missing file: the closest name beside it, or where to put it."""
    folder = (root / file).parent
    beside = [path.name for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    near = closest(PurePosixPath(file).name, beside)
    if near:
        return f"did you mean '{PurePosixPath(file).with_name(near)}'?"
    return "put it there (paths start at the folder of kit.yaml), or correct its name"


def _read(path: Path, file: str) -> FoundImage | tuple[Fault, ...]:
    try:
        data = read_regular(path, MOST_BYTES, links=False)
    except TooLargeError:
        message, remedy = f"'{file}' is larger than {MOST_BYTES // 1_000_000} MB", "export it smaller"
        return (Fault(message, None, remedy, code="image-with-too-many-bytes"),)
    digest = sha256(data).hexdigest()
    try:
        form = form_of(data, file)
        size = read_graphic(path, "").size if form == "svg" else size_of(data, form, file)
    except KitError as error:
        return error.faults
    return FoundImage(path, digest, form, size)


def named_image_faults(campaign: Campaign) -> Iterator[Fault]:
    """The values of photos and logos are valid: a focus is a point in them, a credit and an alt text are words."""
    for named in named_images(campaign):
        yield from _word_faults(named, campaign)
        if named.file.focus_point is None:
            mark = campaign.document.mark(*named.path, "focus")
            remedy = "write the distance from the left and from the top, such as 40% 30%"
            yield Fault(f"'focus' is '{named.file.focus}'", mark, remedy, code="invalid-focus")


def _word_faults(named: NamedImage, campaign: Campaign) -> Iterator[Fault]:
    for key in ("credit", "alt"):
        path = (*named.path, key)
        if path in campaign.document.values and not getattr(named.file, key).strip():
            yield empty_text(key, campaign.document.mark(*path))


def image_slot_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Images of a message, an image or a frame are on one of its pictures; images that a layout requires are there."""
    for message in campaign.messages.values():
        pictures = [picture for picture in pictures_of(message) if picture.layout in layouts]
        if len(pictures) == len(pictures_of(message)):
            yield from _untaken(message, pictures, campaign, layouts)
        yield from dict.fromkeys(_missing(pictures, campaign, layouts))


def _untaken(
    message: Message, pictures: list[MessagePicture], campaign: Campaign, layouts: Mapping[str, Layout]
) -> Iterator[Fault]:
    """Yield a fault for each image that a message names but that is on none of its pictures."""
    shown = {
        named.path
        for picture in pictures
        for slot in layouts[picture.layout].slots
        if (named := image_in(slot, picture, campaign))
    }
    for slot, _, path in images_of(message):
        if path in campaign.document.taken and path not in shown:
            yield _inherited_without_slot(slot, message, campaign)
        elif path not in shown:
            others = [name for name, layout in layouts.items() if slot in layout.slots]
            other = f"a layout with a slot for it, such as '{others[0]}'" if others else f"a layout with 'slot-{slot}'"
            mark, remedy = campaign.document.key_mark(*path), f"choose {other}, or remove '{slot}'"
            sentence = f"no layout of this message has a slot for this {slot}"
            yield Fault(sentence, mark, remedy, code="image-without-slot")


def _inherited_without_slot(slot: str, message: Message, campaign: Campaign) -> Fault:
    """Return the fault of an image that a message inherits, but that is on none of its pictures."""
    sentence = f"no layout of '{message.id}' has a slot for the {slot} of '{message.like}'"
    remedy = f"write without: [{slot}]"
    mark = campaign.document.mark("messages", message.id, "like")
    return Fault(sentence, mark, f"{remedy}, or choose a layout with a slot for it", code="taken-image-without-slot")


def _missing(pictures: list[MessagePicture], campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Yield a fault for each image that a layout requires and a picture lacks; once if all of a series lack it."""
    for slot, layout in _required(pictures, layouts):
        lacking = [
            picture for picture in pictures if picture.layout == layout and not image_in(slot, picture, campaign)
        ]
        frames = {picture.frame_index for picture in lacking}
        on_all = bool(lacking) and len(frames) == len(lacking[0].message.frames)
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
