"""Make the pictures of the documentation: `python -m docs.picture`, after `kit build`.

`docs/kit.png` is pasted from the kit that lies in `dist/`; `templates/slots.png` shows the slots of one drawing,
`templates/following.png` what follows words: each drawing of a campaign of the tests with two texts, and
`templates/lettering.png` how layouts set words.
"""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan
from kit.raster import paint

ROOT = Path(__file__).parents[1]
#: px: the height of a row and the gap between pictures; and the colour of the background.
ROW, GAP, BACKGROUND = 380, 16, (244, 242, 238)
#: Message and placement of every picture, row by row.
ROWS = (
    (
        ("reports", "instagram/portrait_4x5"),
        ("silence", "facebook/feed_square"),
        ("petition", "instagram/story"),
        ("germany", "mastodon/square"),
        ("vote", "bluesky/portrait"),
    ),
    (
        ("title", "x/header"),
        ("privacy", "linkedin/landscape"),
    ),
)


#: The picture whose slots are shown, the colours of slots and of live, and px of a label.
SHOWN, SLOT, LIVE, LABEL = "borders facebook/feed_square", "#ff5fa2", "#59c2ff", 26
#: px of a side of the pictures that show how words are set.
LETTERED = 400

#: The pictures of what follows words: px of a side, and how many stand in a row.
SMALL, COLUMNS = 240, 4


def main() -> None:
    """Make all pictures."""
    _kit_picture()
    _slots_picture()
    _following_picture()
    _lettering_picture()


def _slots_picture() -> None:
    """Draw the boxes of the slots, and live, over a picture."""
    project = load_project(ROOT / "kit.yaml")
    artwork = Composer(project).compose(next(board for board in plan(project) if str(board) == SHOWN))
    pixels = paint(artwork.svg)
    image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(project.font("source-sans-3/SourceSans3VF-Upright.ttf")), LABEL)
    font.set_variation_by_axes([650])
    boxes = {f"slot-{item.slot.name}": (tuple(item.slot.box), SLOT) for item in artwork.placed}
    boxes["live"] = (tuple(artwork.picture.placement.safe_box), LIVE)
    for name, (box, colour) in boxes.items():
        pen.rectangle(box, outline=colour, width=3)
        right = pen.textlength(name, font) + 14
        top = box[3] if name == "live" else box[1] - LABEL - 8
        pen.rectangle((box[2] - right, top, box[2], top + LABEL + 8), fill=colour)
        pen.text((box[2] - right + 7, top + 1), name, "#0f2a2e", font)
    image.resize((720, 720), Image.Resampling.LANCZOS).quantize(96).save(
        ROOT / "templates" / "slots.png", optimize=True
    )


def _following_picture() -> None:
    """Paste the pictures of the campaign that shows what follows words, each layout with two texts."""
    project = load_project(ROOT / "tests" / "lantern" / "kit.yaml")
    composer = Composer(project)
    pictures = [_small(composer.compose(board).svg) for board in plan(project)]
    rows = -(-len(pictures) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (SMALL + GAP) - GAP, rows * (SMALL + GAP) - GAP), BACKGROUND)
    for index, picture in enumerate(pictures):
        sheet.paste(picture, (index % COLUMNS * (SMALL + GAP), index // COLUMNS * (SMALL + GAP)))
    sheet.quantize(192).save(ROOT / "templates" / "following.png", optimize=True)


def _small(svg: str) -> Image.Image:
    """Return a square picture, painted small."""
    pixels = paint(svg)
    image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
    return image.resize((SMALL, SMALL), Image.Resampling.LANCZOS)


def _lettering_picture() -> None:
    """Paint the first picture of the campaign that shows how words are set, beside that of a mirrored drawing."""
    sheet = Image.new("RGB", (2 * LETTERED + GAP, LETTERED), BACKGROUND)
    for index, name in enumerate(("kit.yaml", "kit.he.yaml")):
        project = load_project(ROOT / "tests" / "lettering" / name)
        pixels = paint(Composer(project).compose(plan(project)[0]).svg)
        image = Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")
        sheet.paste(image.resize((LETTERED, LETTERED), Image.Resampling.LANCZOS), (index * (LETTERED + GAP), 0))
    sheet.quantize(128).save(ROOT / "templates" / "lettering.png", optimize=True)


def _kit_picture() -> None:
    """Paste pictures of the kit together."""
    kit = next(path.parent for path in sorted((ROOT / "dist").glob("child-safety-first-*/manifest.json")))
    assets = json.loads((kit / "manifest.json").read_text(encoding="utf-8"))["assets"]
    paths = {(asset["message"], asset["placement"]): kit / asset["path"] for asset in assets}
    rows = [_row([paths[key] for key in row]) for row in ROWS]
    width = max(row.width for row in rows)
    rows = [row.resize((width, round(row.height * width / row.width)), Image.Resampling.LANCZOS) for row in rows]
    sheet = Image.new("RGB", (width + 2 * GAP, sum(row.height + GAP for row in rows) + GAP), BACKGROUND)
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
    row = Image.new("RGB", (sum(p.width + GAP for p in pictures) - GAP, ROW), BACKGROUND)
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + GAP
    return row


if __name__ == "__main__":
    main()
