"""Make `docs/kit.png`, the picture of the README, from the kit that lies in `dist/`: `python -m docs.picture`."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
#: px: the height of a row, the room between pictures, and the ground between them.
ROW, GAP, GROUND = 380, 16, (244, 242, 238)
#: Message and placement of every picture, row by row.
ROWS = (
    (
        ("reports", "instagram/portrait_4x5"),
        ("silence", "facebook/feed_square"),
        ("petition", "instagram/story"),
        ("netherlands-shares", "mastodon/square"),
        ("vote", "bluesky/portrait"),
    ),
    (
        ("title", "x/header"),
        ("privacy", "linkedin/landscape"),
    ),
)


def main() -> None:
    """Paste the pictures together and save them."""
    kit = next(path.parent for path in sorted((ROOT / "dist").glob("child-safety-first-*/manifest.json")))
    assets = json.loads((kit / "manifest.json").read_text(encoding="utf-8"))["assets"]
    paths = {(asset["message"], asset["placement"]): kit / asset["path"] for asset in assets}
    rows = [_row([paths[key] for key in row]) for row in ROWS]
    width = max(row.width for row in rows)
    rows = [row.resize((width, round(row.height * width / row.width)), Image.Resampling.LANCZOS) for row in rows]
    sheet = Image.new("RGB", (width + 2 * GAP, sum(row.height + GAP for row in rows) + GAP), GROUND)
    top = GAP
    for row in rows:
        sheet.paste(row, (GAP, top))
        top += row.height + GAP
    sheet.quantize(192).save(ROOT / "docs" / "kit.png", optimize=True)


def _row(paths: list[Path]) -> Image.Image:
    """Return pictures side by side, at one height."""
    pictures = []
    for path in paths:
        with Image.open(path) as image:
            size = (round(image.width * ROW / image.height), ROW)
            pictures.append(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    row = Image.new("RGB", (sum(p.width + GAP for p in pictures) - GAP, ROW), GROUND)
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    return row


if __name__ == "__main__":
    main()
