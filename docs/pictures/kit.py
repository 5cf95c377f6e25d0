"""`docs/kit.png`: pictures of the kit that lies in `dist/`."""

from __future__ import annotations

import json

from PIL import Image

from docs.pictures.painting import GAP, ROOT, save, scaled, sheet

#: px: the height of a row.
ROW = 380
#: Message and placement of every picture, row by row.
ROWS = (
    (
        ("reports", "instagram/portrait_4x5"),
        ("tools-at-risk", "facebook/feed_square"),
        ("petition", "instagram/story"),
        ("silence", "mastodon/square"),
        ("hotline", "bluesky/portrait"),
    ),
    (("title", "x/header"), ("petition-code", "linkedin/landscape")),
)


def kit_picture() -> None:
    """Paste pictures of the kit together."""
    kit = next(path.parent for path in sorted((ROOT / "dist").glob("child-safety-first-*/manifest.json")))
    assets = json.loads((kit / "manifest.json").read_text(encoding="utf-8"))["assets"]
    paths = {(asset["message"], asset["placement"]): kit / asset["path"] for asset in assets}
    rows = [sheet([[scaled(Image.open(paths[key]).convert("RGB"), ROW) for key in row]]) for row in ROWS]
    width = max(row.width for row in rows)
    fitted = [[scaled(row, round(row.height * width / row.width))] for row in rows]
    save(sheet(fitted, GAP), ROOT / "docs" / "kit.png", 192)
