"""Overviews of the kit for people: one labelled sheet per layout, and the feed as a profile shows it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, Protocol

from PIL import Image, ImageDraw, ImageFont, ImageOps
from PIL.ImageFont import Axis, FreeTypeFont

from kit.base.errors import FontError
from kit.base.geometry import Box
from kit.base.real_folders import open_folder
from kit.base.real_paths import chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.model.asset import Asset
from kit.model.placement import Placement
from kit.model.project import Project
from kit.text.font import Font

#: px: the height of a picture in a row, its largest width in heights, the gap around it, the label under it.
THUMB, WIDEST, GAP, LABEL = 340, 3, 28, 58
#: px: the least width of a label, and of a sheet, which grows with the pictures, so that it never becomes a ribbon.
LEAST_WIDTH, NARROWEST, WIDEST_SHEET = 250, 2400, 5600
_BACKGROUND, _INK = (112, 116, 118), (255, 255, 255)


def write_contact_sheets(kit: Path, assets: Sequence[Asset], out: Path, fonts: Sequence[Path]) -> list[Path]:
    """Write `contact-sheet-LAYOUT.png` for every layout of a kit into a folder; return the paths.

    Labels are set in the first of some font files that has their characters. Pictures of one size keep the order of the
    manifest. A PDF is shown by its preview.
    """
    labels = LabelFonts(fonts)
    written = []
    pictures = [asset for asset in assets if asset.media_type.startswith("image/")]
    for layout, group in groupby(sorted(pictures, key=lambda asset: asset.layout), key=lambda asset: asset.layout):
        path = out / f"contact-sheet-{layout}.png"
        _save(_sheet(kit, sorted(group, key=_order), labels), path)
        written.append(path)
    return written


def _save(sheet: Image.Image, path: Path) -> None:
    """Write a sheet, and its folder if that is missing; a link in the place of the file is replaced."""
    file = BytesIO()
    sheet.save(file, "PNG")
    with open_folder(path.parent, make=True) as folder:
        folder.write(path.name, (file.getvalue(),))


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
    """The place of a picture on a sheet, in px."""

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


#: How many pictures are in a row and on one sheet; their size in px, at the 3:4 of Instagram's profile, and the gap.
COLUMNS, TOGETHER = 3, 12
TILE, BETWEEN = (360, 480), 4
_GROUND = (255, 255, 255)


class Post(NamedTuple):
    """A posted picture, and the box in px that the profile shows of it."""

    asset: Asset
    shown: Box


def write_feed(kit: Path, posts: Sequence[Post], out: Path) -> list[Path]:
    """Write `feed-NUMBER.png` into a folder: the profile after every twelfth post of a kit, and after the last.

    Posts are in the order of posting. A profile shows the newest first, so the last one is at the upper left. Returns
    the paths, none without a post.
    """
    written = []
    for number, latest in enumerate(_moments(posts), 1):
        path = out / f"feed-{number}.png"
        _save(_feed_sheet(kit, latest), path)
        written.append(path)
    return written


def _moments(posts: Sequence[Post]) -> Iterator[Sequence[Post]]:
    """Yield the posts that are visible at each moment, the newest first."""
    for end in range(TOGETHER, len(posts) + TOGETHER, TOGETHER):
        last = min(end, len(posts))
        yield posts[max(0, last - TOGETHER) : last][::-1]


def _feed_sheet(kit: Path, posts: Sequence[Post]) -> Image.Image:
    rows = -(-len(posts) // COLUMNS)
    step = TILE[0] + BETWEEN, TILE[1] + BETWEEN
    sheet = Image.new("RGB", (COLUMNS * step[0] - BETWEEN, rows * step[1] - BETWEEN), _GROUND)
    for index, post in enumerate(posts):
        row, column = divmod(index, COLUMNS)
        with Image.open(kit / post.asset.path) as picture:
            shown = picture.convert("RGB").crop(post.shown)
        sheet.paste(ImageOps.fit(shown, TILE, Image.Resampling.LANCZOS), (column * step[0], row * step[1]))
    return sheet


#: px, and on the scale of fonts.
SIZE, WEIGHT = 17, 500


class LabelFonts:
    """The fonts of labels: those of files in order, then Pillow's own."""

    def __init__(self, files: Sequence[Path]) -> None:
        """Open the files; one that is missing or not a font is skipped."""
        self._fonts = (*_readable_fonts(files), (ImageFont.load_default(SIZE), str.isascii))

    def choose(self, label: str) -> tuple[FreeTypeFont | ImageFont.ImageFont, str]:
        """Return the font of a label and the label; characters that no font has are escaped."""
        found = next((font for font, covers in self._fonts if all(map(covers, label))), None)
        if found is not None:
            return found, label
        return self.choose(label.encode("ascii", "backslashreplace").decode())


def _readable_fonts(files: Sequence[Path]) -> Iterator[tuple[FreeTypeFont, Callable[[str], bool]]]:
    """Yield each font, and a function that tells whether it has a character."""
    for file in files:
        try:
            font, covers = ImageFont.truetype(str(file), SIZE), Font(file, {}, "", file.name).covers
        except (OSError, FontError):
            continue
        _set_weight(font)
        yield font, covers


def _set_weight(font: FreeTypeFont) -> None:
    """Set the weight of a variable font, as close as possible; every other axis stays as it is."""
    try:
        axes = font.get_variation_axes()
    except OSError:
        return
    font.set_variation_by_axes([_weight(axis) if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes])


def _weight(axis: Axis) -> float:
    """Return the value of a weight axis that is closest to that of labels."""
    return max(axis["minimum"] or 0, min(WEIGHT, axis["maximum"] or WEIGHT))


#: The family of labels, unless the project lacks it or its characters; then any other that has them.
_LABELS = "source-sans"
#: The name that placements give to the crop in their platform's profile, and its proportions.
_PROFILE, _PROFILE_ASPECT = "profile", 3 / 4


class _Built(Protocol):
    """The result of a build: the folder of a kit, and the entries of its files."""

    @property
    def folder(self) -> Path:
        """The folder."""

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The entries."""


@reporting_os_errors("the contact sheets were written")
def contact_sheets(project: Project, result: _Built, out: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write one labelled PNG a layout, with every picture of a build, into a folder; then the feed.

    Returns the paths in this order.
    """
    if not result.assets:
        return ()
    families = sorted(project.campaign.families.values(), key=lambda family: family.id != _LABELS)
    fonts = [project.font(family.faces[0].file) for family in families]
    place = chosen_folder(out)
    sheets = write_contact_sheets(result.folder, result.assets, place.real, fonts)
    sheets += write_feed(result.folder, _posts(project, result.assets), place.real)
    return tuple(place.shown / path.name for path in sheets)


def _posts(project: Project, assets: Sequence[Asset]) -> list[Post]:
    """Return a post for each message, in the order of `kit.yaml`, on platforms whose profile crop is known.

    Of a message's feed pictures, the one closest to the profile's crop is posted; of a series, the first; of a
    countdown, that of each day.
    """
    placements, messages = project.placements, project.campaign.messages
    with_profile = {
        placement.platform
        for placement in placements.values()
        if any(crop.name == _PROFILE for crop in placement.crops)
    }
    chosen: dict[tuple[str, int], Asset] = {}
    for asset in sorted(assets, key=lambda asset: (asset.frame or 0, _off_profile(asset), asset.path)):
        if asset.platform in with_profile and asset.role == "feed" and asset.media_type.startswith("image/"):
            days_left = asset.frame or 0 if messages[asset.message].countdown else 0
            chosen.setdefault((asset.message, days_left), asset)
    order = {message: index for index, message in enumerate(messages)}
    posted = sorted(chosen.items(), key=lambda item: (order[item[0][0]], -item[0][1]))
    return [Post(asset, _shown(placements[asset.placement])) for _, asset in posted]


def _off_profile(asset: Asset) -> float:
    return abs(math.log(asset.width / asset.height / _PROFILE_ASPECT))


def _shown(placement: Placement) -> Box:
    """Return the part of a picture on a placement that a profile shows, if known."""
    crops = (crop.box for crop in placement.crops if crop.name == _PROFILE)
    return Box(*next(crops, (0, 0, *placement.size)))
