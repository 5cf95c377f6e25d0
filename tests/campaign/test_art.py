"""The pictures of the whole kit, judged by what is painted: words on one background each, with contrast enough."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter
from whole_campaign import artworks, campaign

from kit.colour import contrast, parse_hex
from kit.compose import background
from kit.model.layout import SlotRule
from kit.raster import paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork, PlacedWords

#: Pictures are judged at this part of their size: enough to tell a letter's background.
SCALE = 0.5
#: px at that size: how far around letters the background counts, and the part of it that may be another colour.
AROUND, OTHER = 5, 0.004
#: The least contrast of words (https://www.w3.org/TR/WCAG22/#contrast-minimum).
LEAST = 4.5


def distinct() -> Iterator[tuple[Artwork, str]]:
    """Yield every picture of the kit that differs from the others, with its background, as SVG."""
    seen = set[str]()
    for artwork in artworks():
        if artwork.digest not in seen:
            seen.add(artwork.digest)
            yield artwork, background(artwork)


def painted(svg: str) -> Image.Image:
    """Paint at the scale above."""
    head, rest = svg[: svg.index(">")], svg[svg.index(">") :]
    head = re.sub(r'(width|height)="(\d+)"', lambda m: f'{m[1]}="{round(int(m[2]) * SCALE)}"', head, count=2)
    pixels = paint(head + rest)
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba)


def colours_behind(words: PlacedWords, full: Image.Image, behind: Image.Image) -> dict[str, float]:
    """Return the colours around the letters of some words, each with its part of them."""
    assert words.ink is not None
    x0, y0, x1, y1 = (round(value * SCALE) for value in words.ink.grown(AROUND / SCALE))
    box = (x0, y0, x1, y1)
    letters = ImageChops.difference(full.crop(box).convert("RGB"), behind.crop(box).convert("RGB")).convert("L")
    near = letters.point([0] * 24 + [255] * 232).filter(ImageFilter.MaxFilter(2 * AROUND + 1))
    colours = Image.composite(behind.crop(box), Image.new("RGBA", near.size, (1, 2, 3, 4)), near).getcolors(1 << 20)
    assert colours is not None
    counted = {colour: count for count, colour in colours if colour != (1, 2, 3, 4)}
    total = sum(counted.values())
    return {"#{:02x}{:02x}{:02x}".format(*colour[:3]): count / total for colour, count in counted.items()}  # type: ignore[index]


def test_words_have_one_background_each_and_can_be_read_on_it() -> None:
    project, problems = campaign(), list[str]()
    for artwork, bare in distinct():
        full, behind = painted(artwork.svg), painted(bare)
        theme = project.campaign.themes[artwork.picture.theme]
        rules = project.layouts[artwork.picture.layout].slots
        for name, words in artwork.words.items():
            if name == "chart" or words.ink is None:
                continue
            parts = colours_behind(words, full, behind)
            main = max(parts, key=lambda colour: parts[colour])
            if 1 - parts[main] > OTHER:
                problems.append(f"{artwork.picture}: the {name} crosses the edge of a background: {parts}")
            style, emphasis = words.slot.style, rules.get(name, SlotRule()).emphasis.colour
            roles = {style.fill[1:] if style else "", *([emphasis] if emphasis and "**" in words.text else [])}
            for role in roles:
                one, other = parse_hex(theme[role]), parse_hex(main)
                assert one is not None
                assert other is not None
                if contrast(one, other) < LEAST:
                    problems.append(f"{artwork.picture}: the {name} is {theme[role]} on {main}")
    assert problems == []
