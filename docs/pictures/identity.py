"""`templates/identity.png`: how this campaign looks, and the colours of its themes."""

from __future__ import annotations

from PIL import Image, ImageDraw

from docs.pictures.painting import BACKGROUND, GAP, ROOT, TEMPLATES, painted, save, sheet, some
from kit.project import load_project

#: The pictures, of one placement, and px of a side of each.
MESSAGES = (
    ("tools-at-risk", "reports", "silence", "survivors-first", "hotline", "vote"),
    ("borders", "petition", "read-letter", "plainly", "ask-out-loud", "until-2025"),
)
PLACEMENT, SIDE = "facebook/feed_square", 240
#: px of the height of a row of colours.
SWATCH = 56


def identity_picture() -> None:
    """Paste twelve pictures together, and below them the colours of each theme by role."""
    spec = ROOT / "kit.yaml"
    rows = [
        [painted(artwork.tree, SIDE) for artwork in some(spec, [f"{one} {PLACEMENT}" for one in row])]
        for row in MESSAGES
    ]
    width = len(MESSAGES[0]) * (SIDE + GAP) - GAP
    themes = load_project(spec).campaign.themes.values()
    save(
        sheet([*rows, *([_swatches(list(theme.values()), width)] for theme in themes)], GAP),
        TEMPLATES / "identity.png",
        255,
    )


def _swatches(colours: list[str], width: int) -> Image.Image:
    """Return a row of colours."""
    row = Image.new("RGB", (width, SWATCH), BACKGROUND)
    pen, each = ImageDraw.Draw(row), width / len(colours)
    for index, colour in enumerate(colours):
        pen.rectangle((index * each, 0, (index + 1) * each - 1, SWATCH), fill=colour)
    return row
