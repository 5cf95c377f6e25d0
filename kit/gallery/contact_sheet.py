"""One labelled picture per layout with every image of it, for people to look at."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kit.model.asset import Asset

#: px: the height of a picture in a row, its largest width, the room around it, the label under it, and a sheet's width.
THUMB, WIDEST, GAP, LABEL, SHEET = 340, 1020, 28, 40, 2400
_GROUND, _INK = (112, 116, 118), (255, 255, 255)


def write_contact_sheets(kit: Path, assets: Sequence[Asset], out: Path, font: Path) -> list[Path]:
    """Write `contact-sheet-LAYOUT.png` for every layout of a kit into a folder; return the paths.

    `font` is the file that labels are set in. Pictures keep the order of the manifest within their placement's size.
    """
    out.mkdir(parents=True, exist_ok=True)
    label = ImageFont.truetype(str(font), 17)
    label.set_variation_by_axes([500])
    written = []
    for layout, group in groupby(sorted(assets, key=lambda asset: asset.layout), key=lambda asset: asset.layout):
        path = out / f"contact-sheet-{layout}.png"
        _sheet(kit, sorted(group, key=_order), label).save(path)
        written.append(path)
    return written


def _order(asset: Asset) -> tuple[float, str, str]:
    return asset.width / asset.height, asset.placement, asset.path


def _sheet(kit: Path, assets: Sequence[Asset], label: ImageFont.FreeTypeFont) -> Image.Image:
    cells = list(_cells(assets))
    sheet = Image.new("RGB", (SHEET, cells[-1][1] + THUMB + LABEL + GAP), _GROUND)
    pen = ImageDraw.Draw(sheet)
    for asset, (x, y, width, height) in zip(assets, ((x, y, w, h) for x, y, w, h in cells), strict=True):
        with Image.open(kit / asset.path) as picture:
            small = picture.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (x, y), small)
        frame = f"-{asset.frame}" if asset.frame else ""
        pen.text((x, y + height + 6), f"{asset.message}{frame}", _INK, label)
        pen.text((x, y + height + 24), f"{asset.placement} {asset.width}x{asset.height}", _INK, label)
    return sheet


def _cells(assets: Sequence[Asset]) -> Iterator[tuple[int, int, int, int]]:
    """Yield (x, y, width, height) for each picture, row by row."""
    x = y = GAP
    for asset in assets:
        scale = min(THUMB / asset.height, WIDEST / asset.width)
        width, height = max(1, round(asset.width * scale)), max(1, round(asset.height * scale))
        room = max(width, 200)
        if x + room + GAP > SHEET and x > GAP:
            x, y = GAP, y + THUMB + LABEL + GAP
        yield x, y, width, height
        x += room + GAP
