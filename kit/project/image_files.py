"""Find the photos and logos that a campaign names, inside its project only, and read what each is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from kit.errors import Fault, KitError, closest
from kit.images import form_of, size_of
from kit.model.image import IMAGE_SLOTS, FoundImage
from kit.model.named_image import named_images
from kit.svg import read_graphic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign
    from kit.model.named_image import NamedImage

#: The most bytes of a file that are read.
MOST_BYTES = 250_000_000


def with_files(part: object) -> object:
    """Return the values of `kit`, or of a message, in which a photo or logo that is a path alone has a key for it."""
    if not isinstance(part, dict):
        return part
    files = {slot: {"file": part[slot]} for slot in IMAGE_SLOTS if isinstance(part.get(slot), str)}
    lists = {key: list(map(with_files, part[key])) for key in ("images", "frames") if isinstance(part.get(key), list)}
    return {**part, **files, **lists}


def find_images(campaign: Campaign, root: Path) -> tuple[dict[str, FoundImage], list[Fault]]:
    """Return the photos and logos of a campaign in the folder of its project, by their path from there, and the faults.

    A fault inside an SVG has its place there; all others have that of the name in `kit.yaml`.
    """
    images: dict[str, FoundImage] = {}
    faults: list[Fault] = []
    look = cache(_look)
    for named in named_images(campaign):
        found = look(named.file.file, root)
        if isinstance(found, FoundImage):
            images[named.file.file] = found
        else:
            mark = named.mark_in(campaign.document)
            faults += [fault if fault.mark else replace(fault, mark=mark) for fault in found]
    return images, faults


def _look(file: str, root: Path) -> FoundImage | tuple[Fault, ...]:
    """Return what is found at a path from `kit.yaml`, or what is wrong with it, without a place but in an SVG."""
    try:
        path = (root / file).resolve()
        outside = _leads_out(file) or not path.is_relative_to(root.resolve())
        if outside:
            message, remedy = f"'{file}' leads out of the project", "copy the file into the folder of kit.yaml"
            return (Fault(message, None, f"{remedy}, and write its path from there, with '/'", code="image-outside"),)
        if not path.is_file():
            return (Fault(f"there is no file '{file}'", None, _remedy(file, root), code="image-missing"),)
        return _read(path, file)
    except (OSError, ValueError) as error:  # a name that is too long for the system, or a file that is not ours to read
        reason = getattr(error, "strerror", None) or str(error)
        return (Fault(f"'{file}' can't be read: {reason}", None, "choose another file", code="image-unreadable"),)


def _leads_out(file: str) -> bool:
    """Tell whether a path is not one from the folder of `kit.yaml` to below it, on any system."""
    path = PurePosixPath(file)
    return path.is_absolute() or ".." in path.parts or "\\" in file or bool(PureWindowsPath(file).drive)


def _remedy(file: str, root: Path) -> str:
    """Return what to do about a file that is missing: the nearest name beside it, or where to put it."""
    folder = (root / file).parent
    beside = [path.name for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []
    near = closest(PurePosixPath(file).name, beside)
    if near:
        return f"did you mean '{PurePosixPath(file).with_name(near)}'?"
    return "put it there: its path is from the folder of kit.yaml; or correct its name"


def _read(path: Path, file: str) -> FoundImage | tuple[Fault, ...]:
    if path.stat().st_size > MOST_BYTES:
        message, remedy = f"'{file}' has over {MOST_BYTES // 1_000_000} MB", "export it smaller"
        return (Fault(message, None, remedy, code="image-with-too-many-bytes"),)
    data = path.read_bytes()
    digest = sha256(data).hexdigest()
    try:
        form = form_of(data, file)
        size = read_graphic(path, "").size if form == "svg" else size_of(data, form, file)
    except KitError as error:
        return error.faults
    return FoundImage(path, digest, form, size)


def named_image_faults(campaign: Campaign) -> Iterator[Fault]:
    """What is said of photos and logos can be read: a focus is a point of them, a credit and an alt text are words."""
    for named in named_images(campaign):
        yield from _word_faults(named, campaign)
        if named.file.focus_point is None:
            mark = campaign.document.mark(*named.path, "focus")
            remedy = "write how far it is from the left and from the top, such as 40% 30%"
            yield Fault(f"'focus' is '{named.file.focus}'", mark, remedy, code="invalid-focus")


def _word_faults(named: NamedImage, campaign: Campaign) -> Iterator[Fault]:
    for key in ("credit", "alt"):
        path = (*named.path, key)
        if path in campaign.document.values and not getattr(named.file, key).strip():
            mark = campaign.document.mark(*path)
            yield Fault(f"'{key}' is empty", mark, "write words, or remove the key", code="empty-text")
