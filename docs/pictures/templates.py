"""The pictures of `templates/README.md`: slots, crops, parts, what follows words, and how words are set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from docs.pictures.painting import GAP, ROOT, TEMPLATES, composed, painted, save, scaled, sheet, some

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.base.geometry import Box

#: The campaign that the tests copy, whose drawings show what follows words and how words are set.
GOLDEN = ROOT / "tests" / "golden" / "project"
#: Its layouts in which something follows words.
FOLLOWING = ("bars", "torch", "blind", "echo", "strips")
#: The pictures of which slots and crops are shown, and those that hold one part.
SLOTS, CROPPED = "reports facebook/feed_square", "reports instagram/portrait_4x5"
WITH_PART = ("tools-at-risk facebook/feed_square", "tools-at-risk instagram/portrait_4x5", "tools-at-risk x/in_stream")
#: The colours of slots, of live and of crops, and px of a label and of the edges of boxes.
SLOT, LIVE, CROP, LABEL, EDGE = "#ff5fa2", "#59c2ff", "#ffd27a", 26, 3
#: px: the height of pictures by themselves, in rows, and of those that show words; how many of these stand in a row.
LARGE, ROW, WORDS, COLUMNS = 720, 420, 240, 4


def slots_picture() -> None:
    """Draw the boxes of the slots, and live, over a picture."""
    artwork = some(ROOT / "kit.yaml", [SLOTS])[0]
    boxes = [(f"slot-{item.slot.name}", tuple(item.slot.box), SLOT) for item in artwork.placed]
    boxes.append(("live", tuple(artwork.picture.placement.safe_box), LIVE))
    save(scaled(_with_boxes(painted(artwork.tree), boxes), LARGE), TEMPLATES / "slots.png", 128)


def crops_picture() -> None:
    """Draw what a profile shows of a picture, and how near words may come to it, over the picture."""
    artwork = some(ROOT / "kit.yaml", [CROPPED])[0]
    boxes: list[tuple[str, tuple[float, ...], str]] = []
    for crop in artwork.picture.placement.crops:
        left, top, right, bottom = crop.box
        inner = (left + crop.margin, top, right - crop.margin, bottom)
        boxes += [(f"crop {crop.name}", crop.box, CROP), (f"margin of {crop.margin} px", inner, SLOT)]
    save(scaled(_with_boxes(painted(artwork.tree), boxes), LARGE), TEMPLATES / "crops.png", 160)


def parts_picture() -> None:
    """Paste the drawings that hold a copy of one part."""
    pictures = [painted(artwork.tree, ROW) for artwork in some(ROOT / "kit.yaml", WITH_PART)]
    save(sheet([pictures]), TEMPLATES / "parts.png", 192)


def following_picture() -> None:
    """Paste the pictures of the golden campaign that show what follows words, each layout with two texts."""
    names = [f"{name}{other} bench/sheet" for name in FOLLOWING for other in ("", "-other")]
    pictures = [painted(artwork.tree, WORDS) for artwork in some(GOLDEN / "kit.yaml", names)]
    rows = [pictures[start : start + COLUMNS] for start in range(0, len(pictures), COLUMNS)]
    save(sheet(rows), TEMPLATES / "following.png", 192)


def lettering_picture() -> None:
    """Paste the first picture of the campaign that shows how words are set, beside that of a mirrored drawing."""
    specs = (GOLDEN / name for name in ("lettering.yaml", "lettering.he.yaml"))
    pictures = [painted(next(iter(composed(spec).values())).tree, ROW - GAP) for spec in specs]
    save(sheet([pictures]), TEMPLATES / "lettering.png", 128)


def _with_boxes(image: Image.Image, boxes: Iterable[tuple[str, tuple[float, ...] | Box, str]]) -> Image.Image:
    """Draw boxes with their names over an image; the name stands above the right end of a slot, else below."""
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(ROOT / "fonts" / "source-sans-3" / "SourceSans3VF-Upright.ttf"), LABEL)
    font.set_variation_by_axes([650])
    for name, (left, top, right, bottom), colour in boxes:
        pen.rectangle((left, top, right, bottom), outline=colour, width=EDGE)
        start, height = right - pen.textlength(name, font) - 14, LABEL + 8
        label = top - height if name.startswith("slot-") else bottom - height - (height if colour == SLOT else 0)
        pen.rectangle((start, label, right, label + height), fill=colour)
        pen.text((start + 7, label + 1), name, "#0f2a2e", font)
    return image
