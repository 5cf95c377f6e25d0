"""One labelled picture per layout with every image of it, for people to look at."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw

from kit.gallery.labels import LabelFonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kit.model.asset import Asset

#: px: the height of a picture in a row, its largest width in heights, the gap around it, the label under it.
THUMB, WIDEST, GAP, LABEL = 340, 3, 28, 58
#: px: the least width of a label, and a sheet's width; it grows with the pictures, so that no sheet becomes a ribbon.
LEAST_WIDTH, NARROWEST, WIDEST_SHEET = 250, 2400, 5600
_BACKGROUND, _INK = (112, 116, 118), (255, 255, 255)


def write_contact_sheets(kit: Path, assets: Sequence[Asset], out: Path, fonts: Sequence[Path]) -> list[Path]:
    """Write `contact-sheet-LAYOUT.png` for every layout of a kit into a folder; return the paths.

    Labels are set in the first of some font files that has their characters. Pictures keep the order of the manifest
    within their placement's size. A PDF is shown by its preview.
    """
    out.mkdir(parents=True, exist_ok=True)
    labels = LabelFonts(fonts)
    written = []
    pictures = [asset for asset in assets if asset.media_type.startswith("image/")]
    for layout, group in groupby(sorted(pictures, key=lambda asset: asset.layout), key=lambda asset: asset.layout):
        path = out / f"contact-sheet-{layout}.png"
        _sheet(kit, sorted(group, key=_order), labels).save(path)
        written.append(path)
    return written


def _order(asset: Asset) -> tuple[float, str, str]:
    return asset.width / asset.height, asset.placement, asset.path


def _sheet(kit: Path, assets: Sequence[Asset], labels: LabelFonts) -> Image.Image:
    across = max(NARROWEST, min(WIDEST_SHEET, round((len(assets) * (THUMB + GAP) * (THUMB + LABEL)) ** 0.5)))
    cells = list(_cells(assets, across))
    sheet = Image.new("RGB", (across, cells[-1].y + THUMB + LABEL + GAP), _BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    for asset, cell in zip(assets, cells, strict=True):
        with Image.open(kit / asset.path) as picture:
            small = picture.convert("RGBA").resize((cell.width, cell.height), Image.Resampling.LANCZOS)
        sheet.paste(small, (cell.x, cell.y), small)
        frame = f"-{asset.frame}" if asset.frame else ""
        size = f"{asset.placement} {asset.width}x{asset.height}"
        for line, down in ((f"{asset.message}{frame}", 6), (size, 24), (asset.drawing or "", 42)):
            font, words = labels.choose(line)
            draw.text((cell.x, cell.y + cell.height + down), words, _INK, font)
    return sheet


class _Cell(NamedTuple):
    """Where a picture lies on a sheet, in px."""

    x: int
    y: int
    width: int
    height: int


def _cells(assets: Sequence[Asset], across: int) -> Iterator[_Cell]:
    """Yield the cell of each picture, row by row."""
    x = y = GAP
    for asset in assets:
        scale = min(THUMB / asset.height, THUMB * WIDEST / asset.width)
        width, height = max(1, round(asset.width * scale)), max(1, round(asset.height * scale))
        taken = max(width, LEAST_WIDTH)
        if x + taken + GAP > across and x > GAP:
            x, y = GAP, y + THUMB + LABEL + GAP
        yield _Cell(x, y, width, height)
        x += taken + GAP
