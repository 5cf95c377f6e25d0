"""Compare the words that lie beside pictures with those in the manifest."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from kit.store.contents import MANIFEST
from kit.store.findings import difference, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.asset import Manifest
    from kit.model.finding import Finding
    from kit.store.contents import Contents

#: The paper in which every picture has a row with its path, its caption and its alternative text.
CAPTIONS = "captions.csv"
#: Stands in front of words that a spreadsheet would take for a formula.
_GUARD = "'"


def words_differences(contents: Contents, manifest: Manifest) -> Iterator[Finding]:
    """Yield a finding for each caption and alternative text that is not, to the byte, that of the manifest."""
    for asset in manifest.assets:
        stem = asset.path.rpartition(".")[0]
        for ending, words in ((".caption.txt", asset.caption), (".alt.txt", asset.alt)):
            name = f"{stem}{ending}"
            if name in contents.names and contents.read(name) != f"{words}\n".encode("utf-8", "surrogatepass"):
                yield difference("caption", f"{name} holds other words than {MANIFEST}")
    if CAPTIONS in contents.names:
        yield from _table_differences(contents.read(CAPTIONS), manifest)


def _table_differences(table: bytes, manifest: Manifest) -> Iterator[Finding]:
    """Compare the rows of the table, each found by its cell that holds a path; PDFs have no rows."""
    try:
        rows = list(csv.reader(StringIO(table.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        yield difference("caption", f"{CAPTIONS} can't be read: {error}")
        return
    cells_of = {cell: {cell.removeprefix(_GUARD) for cell in row} | {*row} for row in rows for cell in row}
    for asset in manifest.assets:
        cells = cells_of.get(asset.path, set())
        if not cells and asset.media_type.startswith("image/"):
            yield difference("caption", f"{CAPTIONS} has no row for {printable(asset.path)}")
        elif cells and not {asset.caption, asset.alt} <= cells:
            yield difference("caption", f"{CAPTIONS} has other words for {printable(asset.path)} than {MANIFEST}")
