"""Paint pictures of a project, and lay them out on sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from kit.compose import Composer
from kit.paint.raster.painter import paint
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.artwork import Artwork
    from kit.model.tree import Tree

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
#: px between pictures, and the colour of the background.
GAP, BACKGROUND = 16, (244, 242, 238)


def composed(spec: Path) -> dict[str, Artwork]:
    """Return every picture of a project that is small, composed, by message and placement."""
    project = load_project(spec)
    composer = Composer(project)
    return {str(board): composer.compose(board) for board in plan(project)}


def some(spec: Path, names: Sequence[str]) -> list[Artwork]:
    """Return the named pictures of a project, composed, in the order of the names."""
    project = load_project(spec)
    composer, boards = Composer(project), {str(board): board for board in plan(project)}
    return [composer.compose(boards[name]) for name in names]


def painted(tree: Tree, height: int | None = None) -> Image.Image:
    """Return a picture in px of its own, or of a height."""
    pixels = paint(tree)
    image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
    return image if height is None else scaled(image, height)


def scaled(image: Image.Image, height: int) -> Image.Image:
    """Return an image in another height."""
    return image.resize((round(image.width * height / image.height), height), Image.Resampling.LANCZOS)


def sheet(rows: Sequence[Sequence[Image.Image]], margin: int = 0) -> Image.Image:
    """Return rows of images on one sheet."""
    width = max(sum(image.width + GAP for image in row) for row in rows) - GAP
    height = sum(max(image.height for image in row) + GAP for row in rows) - GAP
    whole = Image.new("RGB", (width + 2 * margin, height + 2 * margin), BACKGROUND)
    top = margin
    for row in rows:
        left = margin
        for image in row:
            whole.paste(image, (left, top))
            left += image.width + GAP
        top += max(image.height for image in row) + GAP
    return whole


def save(image: Image.Image, path: Path, colours: int) -> None:
    """Write a PNG of so many colours."""
    image.quantize(colours).save(path, optimize=True)
