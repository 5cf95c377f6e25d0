"""Read `kit/platforms.yaml`, the table of every placement."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import Fault, SpecError
from kit.model.placement import Placement
from kit.project.documents import read_document
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kit.model.document import Document

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

    Raises SpecError when an entry is malformed or states a fact without a source.
    """
    document = read_document(path)
    content = document.value if isinstance(document.value, dict) else {}
    placements, faults = entries(Placement, content.get("placements"), document, ("placements",))
    known, wrong = entries(dict[str, str], content.get("sources"), document, ("sources",))
    faults += wrong
    faults += [fault for placement in placements.values() for fault in _source_faults(document, placement, known)]
    if faults:
        raise SpecError(*faults)
    return placements


def _source_faults(document: Document, placement: Placement, known: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each fact that has no source, and for each source that the table does not list."""
    path, written = ("placements", placement.id), document.value["placements"][placement.id]
    for fact in FACTS:
        if fact in written and fact not in placement.sources:
            message, mark = f"'{fact}' of {placement.id} has no source", document.key_mark(*path, fact)
            yield Fault(message, mark, code="fact-without-source")
    for fact, source in placement.sources.items():
        if source not in known:
            yield Fault(f"unknown source '{source}'", document.mark(*path, "sources", fact), code="unknown-source")
    for index, crop in enumerate(placement.crops):
        if crop.source is None:
            message = f"the crop '{crop.name}' of {placement.id} has no source"
            yield Fault(message, document.mark(*path, "crops", index), code="fact-without-source")
        elif crop.source not in known:
            mark = document.mark(*path, "crops", index, "source")
            yield Fault(f"unknown source '{crop.source}'", mark, code="unknown-source")
