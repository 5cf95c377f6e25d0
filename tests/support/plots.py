"""A project whose one message shows a figure as a chart in a drawing of its own, and the pictures of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan
from kit.raster import paint
from support.tiny_project import HEADER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.model.artwork import Artwork

    Studio = Callable[[str, dict[str, str]], Path]

ROLES = ("wall", "floor", "upright", "spread", "plate", "text", "muted", "emphasis", "mark", "ink")
#: A theme in which every role has a colour that no drawing was made in.
THEME = {role: f"#{40 + 20 * index:02x}3355" for index, role in enumerate(ROLES)}
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">
  <rect width="1000" height="1000" data-pin="stretch" fill="#0f2a2e"/>
  <g id="slot-chart" data-pin="stretch"><rect x="100" y="100" width="800" height="HIGH" fill="PAINT"/>
    <text fill="#bfd2cf" font-family="Source Sans 3" font-size="SIZE" x="100" y="600">7 December</text></g>
  <g id="slot-headline" data-pin="left bottom"><rect x="100" y="700" width="800" height="100"/>
    <text fill="#fff4dc" font-family="Source Serif 4" font-size="50" x="100" y="750">Words</text></g>
  <g id="slot-source" data-pin="left bottom"><rect x="100" y="820" width="800" height="80"/>
    <text fill="#bfd2cf" font-family="Source Sans 3" font-size="34" x="100" y="860">Source: words</text></g>
  <rect id="live" x="60" y="60" width="880" height="880" fill="none"/>
</svg>
"""
KIT = (
    HEADER
    + f"""\
sources:
  letter: {{title: The letter, publisher: NCMEC, as_of: "2020"}}
themes:
  loud: {{{", ".join(f'{role}: "{colour}"' for role, colour in THEME.items())}}}
platforms: [PLACES]
statistics:
  it: {{STATISTIC, text: so many, counts: times, source: letter, as_of: "2020"}}
messages:
  one:
    images: [{{layout: plot, on: [feed, story]}}]
    statistic: it
    theme: loud
    copy: {{headline: Words}}
    caption: {{short: Please sign., long: Please sign the petition.}}
    shows: A chart.
"""
)


def write(
    studio: Studio, statistic: str, *, rule: str = "{}", drawing: str = DRAWING, places: str = "x/square"
) -> Path:
    """Write a project whose one message shows a figure as a chart, and return the path of its `kit.yaml`."""
    layout = f"title: Plot\nslots:\n  chart: {rule}\n  headline: {{required: yes}}\n  source: {{required: yes}}\n"
    for key, value in (("PAINT", "#f5a83c"), ("SIZE", "36"), ("HIGH", "560")):
        drawing = drawing.replace(key, value)
    return studio(
        KIT.replace("STATISTIC", statistic).replace("PLACES", places),
        {"plot/layout.yaml": layout, "plot/square.svg": drawing},
    )


def compose(path: Path) -> list[Artwork]:
    project = load_project(path)
    composer = Composer(project)
    return [composer.compose(artboard) for artboard in plan(project)]


def picture(artwork: Artwork) -> Image.Image:
    pixels = paint(artwork.svg)
    return Image.frombytes("RGBA", (pixels.width, pixels.height), pixels.rgba).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
