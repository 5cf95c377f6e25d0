"""Compare the page and the documents of a kit with those that the generator makes of its manifest.

Only the version that made a kit makes the same documents, byte for byte. Where another one verifies it, a warning
says so, and only the table of captions is read.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from kit import __version__
from kit.errors import Fault, KitError
from kit.model.finding import Finding
from kit.store.contents import MANIFEST, REPORT, SUMS
from kit.store.findings import difference, printable
from kit.store.manifest import is_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kit.model.manifest import Manifest
    from kit.store.contents import Contents

    MakeDocuments = Callable[[Manifest], Mapping[str, bytes]]

#: The document in which every picture has a row with its path, its caption and its alternative text.
CAPTIONS = "captions.csv"
#: Precedes words that a spreadsheet would take for a formula.
_GUARD = "'"


def document_differences(contents: Contents, manifest: Manifest, make: MakeDocuments) -> Iterator[Finding]:
    """Yield a finding for each document that is missing, other than the generator makes it, or unknown to it."""
    if not is_current(manifest):
        yield _not_compared(manifest)
        yield from _table_differences(contents, manifest)
        return
    try:
        made = make(manifest)
    except (KitError, ValueError) as error:  # whatever a forged manifest leads to: words that are no text, long links
        yield difference(
            "documents",
            f"the documents can't be made of {MANIFEST}: {printable(str(error))}",
            code="documents-not-made",
        )
        return
    for name in made:
        if name not in contents.names:
            yield difference("documents", f"{name} is missing", code="document-missing")
        elif contents.read(name) != made[name]:
            named = list(_table_differences(contents, manifest)) if name == CAPTIONS else []
            other = f"{name} is not the one that the generator makes of {MANIFEST}"
            yield from named or [
                difference("documents", other, "ask for the kit as it was made", code="document-differs")
            ]
    for name in contents.names:
        if "/" not in name and name not in {*made, MANIFEST, SUMS, REPORT}:
            yield difference(
                "documents", f"{name} is none of the documents that the generator makes", code="document-unknown"
            )


def _not_compared(manifest: Manifest) -> Finding:
    made_by = manifest.engines.get("kit")
    version = f"version {made_by!a:.40}" if made_by else "an earlier version"
    said = f"the documents were not compared: {version} of the generator made this kit, and this is '{__version__}'"
    return Finding(
        "documents",
        "warning",
        Fault(said, None, "verify it with the version that made it, to compare them", code="documents-not-compared"),
    )


def _table_differences(contents: Contents, manifest: Manifest) -> Iterator[Finding]:
    """Compare the rows of the table, each found by its cell that holds a path; PDFs have no rows."""
    if CAPTIONS not in contents.names:
        return
    try:
        rows = list(csv.reader(StringIO(contents.read(CAPTIONS).decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield difference("caption", f"{CAPTIONS} can't be read: {error}", code="captions-table-unreadable")
        return
    cells_of = {cell: {cell.removeprefix(_GUARD) for cell in row} | {*row} for row in rows for cell in row}
    for asset in manifest.assets:
        cells = cells_of.get(asset.path, set())
        if not cells and asset.media_type.startswith("image/"):
            yield difference(
                "caption", f"{CAPTIONS} has no row for {printable(asset.path)}", code="captions-row-missing"
            )
        elif cells and not {asset.caption, asset.alt} <= cells:
            yield difference(
                "caption",
                f"{CAPTIONS} has other words for {printable(asset.path)} than {MANIFEST}",
                code="captions-row-differs",
            )
