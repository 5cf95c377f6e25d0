"""Write `captions.csv`: one row a picture, for spreadsheets and for programs that post at a set time.

No cell is a formula to a spreadsheet, whatever the words begin with.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.asset import Asset

COLUMNS = ("language", "platform", "placement", "file", "caption", "alt_text", "link")
#: What a formula begins with; tabs and returns are skipped by spreadsheets, so that what follows would count.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def captions_csv(assets: Iterable[Asset], site: str | None) -> bytes:
    """Return the table in UTF-8, sorted by path, as RFC 4180 writes it; `image_url` is there when the kit has a site.

    Cells that would be formulas get an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow((*COLUMNS, "image_url") if site else COLUMNS)
    for asset in sorted(assets, key=lambda asset: asset.path):
        if asset.media_type.startswith("image/"):
            rows.writerow(map(_harmless, _row(asset, site)))
    return text.getvalue().encode()


def _row(asset: Asset, site: str | None) -> tuple[str, ...]:
    place = (asset.language, asset.platform, asset.placement, asset.path)
    words = (asset.caption, asset.alt, asset.link or "")
    return (*place, *words, f"{site.rstrip('/')}/{quote(asset.path)}") if site else (*place, *words)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
