"""The feed: pictures as the profile of a platform shows them beside each other, so that people see their rhythm."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kit.geometry import Box
    from kit.model.asset import Asset

#: How many pictures are beside each other and on one sheet; px of each, at the 3:4 of Instagram's profile, and between.
COLUMNS, TOGETHER = 3, 12
TILE, BETWEEN = (360, 480), 4
_GROUND = (255, 255, 255)


class Post(NamedTuple):
    """A picture that is posted, and the box of it, in px, that the profile shows."""

    asset: Asset
    shown: Box


def write_feed(kit: Path, posts: Sequence[Post], out: Path) -> list[Path]:
    """Write `feed-NUMBER.png` into a folder: the profile after every twelfth post of a kit, and after the last.

    Posts come in the order in which they are posted. A profile shows the newest first, so the last one is at the upper
    left. Returns the paths, none without a post.
    """
    written = []
    for number, latest in enumerate(_moments(posts), 1):
        path = out / f"feed-{number}.png"
        _sheet(kit, latest).save(path)
        written.append(path)
    return written


def _moments(posts: Sequence[Post]) -> Iterator[Sequence[Post]]:
    """Yield the posts that are seen at each moment, the newest first."""
    for end in range(TOGETHER, len(posts) + TOGETHER, TOGETHER):
        last = min(end, len(posts))
        yield posts[max(0, last - TOGETHER) : last][::-1]


def _sheet(kit: Path, posts: Sequence[Post]) -> Image.Image:
    rows = -(-len(posts) // COLUMNS)
    step = TILE[0] + BETWEEN, TILE[1] + BETWEEN
    sheet = Image.new("RGB", (COLUMNS * step[0] - BETWEEN, rows * step[1] - BETWEEN), _GROUND)
    for index, post in enumerate(posts):
        row, column = divmod(index, COLUMNS)
        with Image.open(kit / post.asset.path) as picture:
            shown = picture.convert("RGB").crop(post.shown)
        sheet.paste(ImageOps.fit(shown, TILE, Image.Resampling.LANCZOS), (column * step[0], row * step[1]))
    return sheet
