"""Read placements: all those of `kit/platforms.yaml`, and those that a campaign adds in `kit.yaml`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, SpecError
from kit.model.placement import ROLES, CodeUse, OwnPlacement, OwnSheet, Placement, SafeArea, Screen, Sheet
from kit.project.own_placement_rules import (
    WrittenSize,
    length_in_mm,
    misplaced_keys,
    name_faults,
    read_size,
    room_faults,
    value_faults,
)
from kit.project.validate import entries, read_document, validate_entry

SECTION = "placements"
#: Pixels of the preview of a sheet: per mm, and the most along its longer side.
PREVIEW_PX, PREVIEW_LONGEST = 300 / 25.4, 3600
#: The size of a placement that is never painted.
_ANY_SIZE = (1080, 1080)
_SIDES = ("top", "right", "bottom", "left")
#: The same distance from all sides in px.
INSET = re.compile("[0-9]{1,5}")


def read_own_placements(
    document: Document, shipped: Mapping[str, Placement]
) -> tuple[dict[str, Placement], list[Fault]]:
    """Return the placements that a campaign adds, in the order of the file, and the faults.

    An entry is a mapping, or its size alone. One with faults is replaced by a stand-in, so that its name is known.
    """
    content = document.value if isinstance(document.value, dict) else {}
    written = content.get(SECTION)
    if not isinstance(written, dict):
        return entries(Placement, written, document, (SECTION,))
    found: dict[str, Placement] = {}
    faults: list[Fault] = []
    for id_, short in written.items():
        entry = _spelled_out(short)
        placement, wrong = _read(entry, shipped, document, (SECTION, id_))
        faults += [*name_faults(id_, shipped, document.key_mark(SECTION, id_)), *wrong]
        found[id_] = placement or _stand_in(id_, entry)
    return {id_: placement for id_, placement in found.items() if id_ not in shipped}, faults


def _spelled_out(entry: object) -> object:
    """Return an entry with its short forms expanded: `A3`, `size: [1200, 1500]` and `safe: 60`."""
    if isinstance(entry, str):
        return {"size": entry}
    if not isinstance(entry, dict):
        return entry
    full: dict[str, Any] = {**entry}
    size, safe = full.get("size"), full.get("safe")
    if isinstance(size, list) and all(isinstance(side, str) for side in size):
        full["size"] = " x ".join(size)
    if isinstance(safe, str) and INSET.fullmatch(safe) and not _is_sheet(_size_of(full)):
        full["safe"] = dict.fromkeys(_SIDES, safe)
    return full


def _size_of(entry: object) -> WrittenSize | None:
    """Return the size of an entry; None if it has none or an invalid one."""
    size = entry.get("size") if isinstance(entry, dict) else None
    return read_size(size) if isinstance(size, str) else None


def _is_sheet(size: WrittenSize | None) -> bool:
    return size is not None and size.unit == "mm"


def _read(
    entry: object, shipped: Mapping[str, Placement], document: Document, path: YamlPath
) -> tuple[Placement | None, list[Fault]]:
    """Return the placement of an entry, None if a value is invalid, and the faults."""
    size = _size_of(entry)
    kind: type[OwnPlacement | OwnSheet] = OwnSheet if _is_sheet(size) else OwnPlacement
    taken, faults = misplaced_keys(entry, size, document, path)
    own, wrong = validate_entry(kind, taken, document, path)
    faults += wrong
    if own is not None:
        faults += value_faults(own, size, document, path)
    if own is None or size is None or faults:
        return None, faults
    placement = _on_paper(own, size) if isinstance(own, OwnSheet) else _in_px(own, size, shipped)
    return placement, list(room_faults(placement, document, path))


def _in_px(own: OwnPlacement, size: WrittenSize, shipped: Mapping[str, Placement]) -> Placement:
    """Return a placement in px, with defaults for what it leaves open."""
    base = defaults_of(own, size, shipped.values())

    def chosen(key: str) -> Any:  # noqa: ANN401  (the value of any field)
        """Return a value of the placement, or else that of similar ones."""
        value = getattr(own, key)
        return getattr(base, key) if value is None else value

    open_keys = (
        "formats", "max_bytes", "shape", "shown_width", "screen", "qr", "caption", "fold", "links", "alt_text",
        "hashtags",
    )  # fmt: skip
    return Placement(
        id=own.id,
        role=own.role,
        size=(int(size.width), int(size.height)),
        sources={},
        safe=own.safe,
        keep_out=own.keep_out,
        crops=own.crops,
        note=own.note,
        **{key: chosen(key) for key in open_keys},
    )


def _on_paper(own: OwnSheet, size: WrittenSize) -> Placement:
    """Return a placement on a sheet, with the size of its preview in px."""
    bleed, inset = length_in_mm(own.bleed), length_in_mm(own.safe)
    whole = [side + 2 * bleed for side in (size.width, size.height)]
    scale = min(PREVIEW_PX, PREVIEW_LONGEST / max(whole))
    margin = round((bleed + inset) * scale)
    return Placement(
        id=own.id,
        role=own.role,
        size=(round(whole[0] * scale), round(whole[1] * scale)),
        formats=own.formats,
        max_bytes=own.max_bytes,
        sources={},
        safe=SafeArea(**dict.fromkeys(_SIDES, margin)),
        screen="paper",
        qr=own.qr,
        sheet=Sheet(trim=(size.width, size.height), bleed=bleed, safe=inset),
        note=own.note,
    )


def _stand_in(id_: str, entry: object) -> Placement:
    """Return a placement with the role of a faulty entry, so that references to it are not reported as well."""
    role = entry.get("role") if isinstance(entry, dict) else None
    role = next((known for known in ROLES if known == role), "print" if _is_sheet(_size_of(entry)) else "feed")
    return Placement(id=id_, role=role, size=_ANY_SIZE, formats=("png",), sources={})


#: Roles whose pictures people see on a desktop, with a phone at hand to scan.
_OF_DESKTOPS = ("email", "background")
#: From this ratio of width to height on, people see a feed picture on a desktop too.
_WIDE = 1.5
#: Roles whose pictures may have a QR code on a phone: nobody scans the others.
_WITH_CODE = ("feed", "story")


def defaults_of(own: OwnPlacement, size: WrittenSize, shipped: Iterable[Placement]) -> Placement:
    """Return a placement with the defaults of a campaign's own one.

    It is the shipped one of the same platform and role with the closest proportions, or else one with the defaults of
    its role and proportions.
    """
    platform, ratio = own.id.partition("/")[0], size.width / size.height
    alike = [placement for placement in shipped if (placement.platform, placement.role) == (platform, own.role)]
    if alike:
        return min(alike, key=lambda placement: abs(log(placement.canvas.aspect / ratio)))
    screen, code = _default_screen_and_qr(own, ratio)
    return Placement(
        id=own.id,
        role=own.role,
        size=(int(size.width), int(size.height)),
        formats=("png", "jpeg"),
        sources={},
        shape="ring" if own.role == "frame" else "rect",
        screen=screen,
        qr=code,
    )


def _default_screen_and_qr(own: OwnPlacement, ratio: float) -> tuple[Screen, CodeUse]:
    """Return where people see a picture of a role and proportions, and whether it has a QR code."""
    if own.role in _OF_DESKTOPS or (own.role == "feed" and ratio >= _WIDE):
        return "desktop", "prefer"
    if own.role == "print":
        return "paper", "prefer"
    return "phone", "yes" if own.role in _WITH_CODE else "no"


TABLE = Path(__file__).parents[1] / "platforms.yaml"
#: Facts of a placement that need a source.
FACTS = (
    "size",
    "safe",
    "keep_out",
    "shown_width",
    "screen",
    "qr",
    "formats",
    "max_bytes",
    "caption",
    "fold",
    "links",
    "hashtags",
    "alt_text",
    "sheet",
    "advised",
)


@cache
def read_placements(path: Path = TABLE) -> dict[str, Placement]:
    """Return every placement by id, in the order of the table.

    Raises SpecError if an entry is malformed or states a fact without a source.
    """
    document = read_document(path.resolve())
    content = document.value if isinstance(document.value, dict) else {}
    placements, faults = entries(Placement, content.get("placements"), document, ("placements",))
    listed_sources, wrong = entries(dict[str, str], content.get("sources"), document, ("sources",))
    faults += wrong
    faults += [
        fault for placement in placements.values() for fault in _source_faults(document, placement, listed_sources)
    ]
    if faults:
        raise SpecError(*faults)
    return placements


def _source_faults(document: Document, placement: Placement, listed_sources: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each fact that has no source, and for each source that the table does not list."""
    path, written = ("placements", placement.id), document.value["placements"][placement.id]
    for fact in FACTS:
        if fact in written and fact not in placement.sources:
            message, mark = f"'{fact}' of {placement.id} has no source", document.key_mark(*path, fact)
            yield Fault(message, mark, code="fact-without-source")
    for fact, source in placement.sources.items():
        if source not in listed_sources:
            yield Fault(f"unknown source '{source}'", document.mark(*path, "sources", fact), code="unknown-source")
    for index, crop in enumerate(placement.crops):
        if crop.source is None:
            message = f"the crop '{crop.name}' of {placement.id} has no source"
            yield Fault(message, document.mark(*path, "crops", index), code="fact-without-source")
        elif crop.source not in listed_sources:
            mark = document.mark(*path, "crops", index, "source")
            yield Fault(f"unknown source '{crop.source}'", mark, code="unknown-source")
