"""The list of a campaign's partners for whoever hands their kits on: `partners.html`, and the same as a table."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from io import StringIO
from typing import TYPE_CHECKING

from kit.publish.gallery.gallery_page import partners_html
from kit.publish.gallery.kit_documents import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.model.manifest import KitSummary
    from kit.project.catalogue import Words
    from kit.publish.gallery.gallery_page import PartnerRow


#: The names of the list, as a page and as a table.
PAGE, TABLE = "partners.html", "partners.csv"
_COLUMNS = ("id", "name", "link", "languages", "page", "zips", "fault")


def partner_list(kit: KitSummary, rows: Sequence[PartnerRow], words: Words) -> dict[str, bytes]:
    """Return the list of partners by the names of its files; `words` are those of a page."""
    return {PAGE: partners_html(kit, rows, words), TABLE: _table(rows)}


def _table(rows: Iterable[PartnerRow]) -> bytes:
    """Return the rows in UTF-8 with a byte order mark, in the form of RFC 4180; no cell is a formula."""
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(_COLUMNS)
    for row in rows:
        cells = row.id, row.name, row.link, " ".join(row.languages), row.page, " ".join(row.zips), row.fault
        table.writerow(map(harmless, cells))
    return BOM_UTF8 + text.getvalue().encode()
