"""Check the campaign's own placements: names that can be paths, sizes that can be painted, and room for words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark
from kit.base.geometry import Box
from kit.model.placement import OwnPlacement, OwnSheet, Placement
from kit.project.names import RESERVED

#: `platform/name`. In file names, hyphens separate the message, its number and the name of its placement.
#: A platform, or the name of a placement on it; and both. Schemas are made of these and of the forms of sizes.
PART = "[a-z0-9]+(_[a-z0-9]+)*"
NAME = re.compile(f"{PART}/{PART}")
#: How many characters either part of a name may have, so that paths stay short enough for every system.
MAX_PART = 20
#: px: the least and the greatest side of a picture, and the most pixels: several processes hold them at once, each with
#: 4 bytes a pixel, and `kit verify` opens no more.
LEAST_PX, MOST_PX, MOST_PIXELS = 16, 16_000, 40_000_000
#: mm: the least and the greatest side of a sheet, as a PDF page is at most 200 inches (ISO 32000-2, annex C); the
#: widest bleed.
LEAST_MM, MOST_MM, MOST_BLEED = 20, 4_500, 100
#: The keys that only a size in px has, and those that only a sheet has.
_OF_PX = {"keep_out", "crops", "shape", "shown_width", "screen", "caption", "alt_text", "hashtags"}
_OF_SHEET = {"bleed"}
#: The least value of each number.
_LEAST = {"max_bytes": 1, "shown_width": 1, "hashtags": 0}


def name_faults(id_: str, shipped: Collection[str], mark: Mark) -> Iterator[Fault]:
    """A name is `platform/name`, can be part of a path, and is not a shipped one."""
    platform, _, name = id_.partition("/")
    if id_ in shipped:
        remedy = "choose another name, or leave it out; `kit list placements` shows the shipped ones"
        yield Fault(f"the placement '{id_}' is shipped with the generator", mark, remedy, code="placement-shipped")
    elif not NAME.fullmatch(id_) or max(len(platform), len(name)) > MAX_PART:
        remedy = (
            "write platform/name, such as board/shop_window: lower-case letters, digits and single underscores, "
            f"at most {MAX_PART} characters each"
        )
        yield Fault(f"'{id_[:48]}' can't be the name of a placement", mark, remedy, code="invalid-placement-name")
    elif platform in RESERVED:
        message = f"the platform '{platform}' can't be the name of a folder on Windows"
        yield Fault(message, mark, "choose another", code="reserved-platform-name")


def misplaced_keys(
    entry: object, size: WrittenSize | None, document: Document, path: YamlPath
) -> tuple[object, list[Fault]]:
    """Return an entry without the keys that belong to the other kind of size, and a fault for each of them.

    If the size can't be read, the kind is unknown: keys of either kind are left out without a fault.
    """
    if not isinstance(entry, dict):
        return entry, []
    if size is None:
        return {key: value for key, value in entry.items() if key not in {*_OF_SHEET, "safe"}}, []
    of_others = _OF_PX if size.unit == "mm" else _OF_SHEET
    kind = "a sheet of paper" if size.unit == "mm" else "a picture in px"
    remedy = "remove it" if size.unit == "mm" else "remove it, or write 'size' in mm or cm, for paper"
    faults = [
        Fault(f"{kind} has no '{key}'", document.key_mark(*path, key), remedy, code="key-of-another-size")
        for key in entry
        if key in of_others
    ]
    return {key: value for key, value in entry.items() if key not in of_others}, faults


def value_faults(
    own: OwnPlacement | OwnSheet, size: WrittenSize | None, document: Document, path: YamlPath
) -> Iterator[Fault]:
    """Yield what is wrong with the values of an entry, each independently."""
    yield from _size_faults(own.size, size, document.mark(*path, "size"))
    if own.role == "print" and isinstance(own, OwnPlacement) and size is not None:
        remedy = "write 'size' in mm or cm, or by its name, such as A3"
        mark = document.mark(*path, "role")
        yield Fault("a print needs a paper size", mark, remedy, code="print-without-paper")
    for key, least in _LEAST.items():
        value = getattr(own, key, None)
        if value is not None and value < least:
            remedy = f"write at least {least}, or remove the key"
            yield Fault(f"'{key}' is {value}", document.mark(*path, key), remedy, code="number-too-low")
    if own.formats == ():
        remedy = "write at least one, such as [png], or remove the key"
        yield Fault("'formats' is empty", document.mark(*path, "formats"), remedy, code="placement-without-format")
    if isinstance(own, OwnSheet):
        for key in ("bleed", "safe"):
            yield from _length_faults(key, getattr(own, key), document.mark(*path, key))
    else:
        yield from _limit_faults(own, document, path)


def room_faults(placement: Placement, document: Document, path: YamlPath) -> Iterator[Fault]:
    """The safe area leaves room for words, and boxes to keep out of or to crop to are inside the picture."""
    whole, safe = Box(0, 0, *placement.size), placement.safe_box
    if min(safe.size) <= 0 or not whole.contains(safe):
        mark, remedy = document.mark(*path, "safe"), "write smaller insets, or remove the key"
        yield Fault("'safe' leaves no room for words", mark, remedy, code="safe-area-empty")
    boxes = [("keep_out", index, zone.box) for index, zone in enumerate(placement.keep_out)]
    boxes += [("crops", index, crop.box) for index, crop in enumerate(placement.crops)]
    for key, index, corners in boxes:
        box = Box(*corners)
        if min(box.size) <= 0 or not whole.contains(box):
            mark = document.mark(*path, key, index, "box")
            remedy = f"write [left, top, right, bottom] in px, inside {placement.size[0]} x {placement.size[1]}"
            yield Fault("the box is not inside the picture", mark, remedy, code="box-outside-picture")


def _size_faults(written: str, size: WrittenSize | None, mark: Mark) -> Iterator[Fault]:
    """A size is readable, and can be painted."""
    if size is None:
        remedy = "write width x height: 1200 x 1500 in px; for paper 50 x 70 cm, 148 x 105 mm or A3"
        yield Fault(f"'{written[:40]}' is not a valid size", mark, remedy, code="not-a-size")
        return
    sides, screen = (size.width, size.height), size.unit == "px"
    least, most = (LEAST_PX, MOST_PX) if screen else (LEAST_MM, MOST_MM)
    allowed = f"a side must be {least:,} to {most:,} {size.unit}"
    if not least <= min(sides) <= max(sides) <= most:
        yield Fault(f"a picture of {written[:40]} can't be made", mark, allowed, code="size-out-of-range")
    elif screen and sides[0] * sides[1] > MOST_PIXELS:
        message = f"a picture of {written[:40]} needs too much memory: {sides[0] * sides[1]:,.0f} pixels"
        yield Fault(message, mark, f"write a smaller one, of at most {MOST_PIXELS:,}", code="size-too-large-for-memory")


def _length_faults(key: str, written: str, mark: Mark) -> Iterator[Fault]:
    """The bleed and the inset of a sheet are valid lengths, and the bleed is not too wide."""
    length = read_length(written)
    if length is None:
        yield Fault(f"'{written[:40]}' is not a valid length", mark, "write it in mm: 3 mm", code="not-a-length")
    elif key == "bleed" and length > MOST_BLEED:
        yield Fault(f"a bleed of {written} is too wide", mark, f"use at most {MOST_BLEED} mm", code="bleed-too-wide")


def _limit_faults(own: OwnPlacement, document: Document, path: YamlPath) -> Iterator[Fault]:
    """Captions and alternative texts may have at least one character."""
    for key in ("caption", "alt_text"):
        limit = getattr(own, key)
        if limit is not None and limit.max < 1:
            mark, remedy = document.mark(*path, key, "max"), "write at least 1, or remove the key"
            yield Fault(f"'max' of '{key}' is {limit.max}", mark, remedy, code="text-limit-too-low")


_SIDE, _BY = "([0-9]{1,6}) *(?:px)?", " *[x\u00d7] *"
#: A side in px, and a length, as they are in lower case.
SIDE_IN_PX = re.compile(_SIDE)
LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) *(mm|cm)?")
#: The sheets of ISO 216 in mm, upright.
_SHEETS = {
    "a0": (841, 1189),
    "a1": (594, 841),
    "a2": (420, 594),
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "a6": (105, 148),
    "a7": (74, 105),
}
_MM = {"mm": 1, "cm": 10}
#: A size in px, one with a unit of length behind at least one of its sides, and the name of a sheet.
SIZE_IN_PX = re.compile(f"{_SIDE}{_BY}{_SIDE}")
SIZE_ON_PAPER = re.compile(f"(?=.*(?:mm|cm)){LENGTH.pattern}{_BY}{LENGTH.pattern}")
SHEET = re.compile(f"({'|'.join(_SHEETS)})( landscape)?")


class WrittenSize(NamedTuple):
    """A width and a height, in px or in mm."""

    width: float
    height: float
    unit: Literal["px", "mm"]


def read_size(words: str) -> WrittenSize | None:
    """Return the size of words such as `1200 x 1500`, `50 x 70 cm`, `A3` or `A3 landscape`; None for others.

    Without a unit it is in px, in whole numbers.
    """
    written = words.strip().lower()
    if sheet := SHEET.fullmatch(written):
        short, long = _SHEETS[sheet[1]]
        return WrittenSize(long, short, "mm") if sheet[2] else WrittenSize(short, long, "mm")
    if sides := SIZE_IN_PX.fullmatch(written):
        return WrittenSize(int(sides[1]), int(sides[2]), "px")
    if sides := SIZE_ON_PAPER.fullmatch(written):
        width, first, height, second = sides.groups()
        return WrittenSize(_mm(width, first or second), _mm(height, second or first), "mm")
    return None


def length_in_mm(words: str) -> float:
    """Return the mm of a length that `read_length` accepts, 0 for others."""
    return read_length(words) or 0.0


def read_length(words: str) -> float | None:
    """Return the mm of words such as `3 mm`, `0.5 cm` or `3`; None for others."""
    match = LENGTH.fullmatch(words.strip().lower())
    return _mm(match[1], match[2] or "mm") if match else None


def _mm(number: str, unit: str) -> float:
    return round(float(number) * _MM[unit], 3)
