"""The cards that every program makes: ten messages in six sizes, as a campaign of the kit and as plain boxes of lines.

Programs that can't fit words to a box get the lines and the size that the kit found.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

import kit
from kit.compose import Composer
from kit.drawing.qr import QUIET_ZONE, make_symbol
from kit.project.folders import SHIPPED
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.artwork import Artwork, PlacedWords

#: px, and the drawing of each: the sizes that most platforms show.
SIZES = {
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "story": (1080, 1920),
    "link": (1200, 630),
    "wide": (1280, 720),
    "slide": (1600, 900),
}
ADDRESS = "https://harbour.example/days"
SHOWN = "harbour.example/days"
#: A headline and a sentence each.
MESSAGES = (
    ("The harbour is open to everybody.", "Three days of boats, songs and soup on the old quay."),
    ("Come by bicycle, leave by boat.", "The ferry takes bicycles on all three days, free of charge."),
    ("Eighty boats have said they will come.", "The oldest was built in 1888, the youngest this spring."),
    ("Learn to tie a knot that holds.", "Sailors show it every hour, beside the red crane."),
    ("The quay belongs to those who walk it.", "Cars stay outside from Friday noon to Sunday night."),
    ("Bring a song.", "The choir of the harbour sings what you bring, at six each evening."),
    ("Soup for two thousand, cooked by forty.", "We still look for hands that can peel potatoes."),
    ("What the tide takes, it brings again.", "An evening of stories in the net loft, for all ages."),
    ("Children steer first.", "Every child may take the wheel of the pilot boat for five minutes."),
    ("Stay for the lights.", "On Sunday at dusk every boat lights its lamps at once."),
)
#: Roles of the palette: ground, words, accent, and the plate of the code.
WALL, TEXT, ACCENT, PLATE, INK = "#0f2a2e", "#fff4dc", "#f5a83d", "#fff4de", "#0e1a1c"
#: The weight of headlines, at the optical size of display; programs without variable fonts get an instance.
_WEIGHT, _OPTICAL = 650, 60


@dataclass(frozen=True)
class Line:
    """A line of words: its left end and baseline, its size in px, its colour, and whether it is of the headline."""

    text: str
    x: float
    baseline: float
    size: float
    colour: str
    headline: bool


@dataclass(frozen=True)
class Card:
    """A picture as boxes and lines in px; `code` are the rows of the modules, `module` px each, from (x, y) on."""

    name: str
    width: int
    height: int
    ground: str
    lines: tuple[Line, ...]
    code: tuple[str, ...]
    module: int
    x: int
    y: int
    plate: str
    ink: str


def write_campaign(folder: Path, times: int, sizes: int = 1) -> Path:
    """Write a campaign with the ten messages some times over, no two alike; return its `kit.yaml`.

    Each size is there some times too, each time two px wider.
    """
    drawings = folder / "templates" / "svg" / "card"
    drawings.mkdir(parents=True)
    for shape, (width, height) in {"square": (1080, 1080), "tall": (1080, 1350), "story": (1080, 1920)}.items():
        (drawings / f"{shape}.svg").write_text(_upright(width, height), "utf-8")
    (drawings / "wide.svg").write_text(_wide(1280, 720), "utf-8")
    (drawings / "layout.yaml").write_text(_LAYOUT, "utf-8")
    roles = {"wall": WALL, "text": TEXT, "accent": ACCENT, "plate": PLATE, "ink": INK}
    palette = "".join(f'{role}: "{colour}"\n' for role, colour in roles.items())
    (drawings.parent / "palette.yaml").write_text(palette, "utf-8")
    placements = "".join(
        f"  card/{name}{wider or ''}: {{size: {w + 2 * wider} x {h}, qr: yes, formats: [png]}}\n"
        for wider in range(sizes)
        for name, (w, h) in SIZES.items()
    )
    messages = "".join(
        _message(f"m{round_}-{index}", f"{headline} {round_ or ''}".strip(), support)
        for round_ in range(times)
        for index, (headline, support) in enumerate(MESSAGES)
    )
    spec = folder / "kit.yaml"
    spec.write_text(_SPEC.format(address=ADDRESS, shown=SHOWN, sizes=placements, messages=messages), "utf-8")
    return spec


def cards_of(spec: Path) -> Iterator[Card]:
    """Yield every card of a campaign as the kit composes it."""
    project = kit.load(spec)
    composer = Composer(project)
    for artboard in plan(project):
        yield _card(composer.compose(artboard))


def write_cards(spec: Path, file: Path, fonts: Path) -> list[Card]:
    """Write the cards of a campaign as JSON, and the fonts for programs without variable ones; return the cards."""
    cards = list(cards_of(spec))
    fonts.mkdir(exist_ok=True)
    for name, source, axes in (
        ("headline.ttf", "source-serif-4/SourceSerif4Variable-Roman.ttf", {"wght": _WEIGHT, "opsz": _OPTICAL}),
        ("text.ttf", "source-sans-3/SourceSans3VF-Upright.ttf", {"wght": 400}),
    ):
        instantiateVariableFont(TTFont(SHIPPED / "fonts" / source), axes).save(fonts / name)
    file.write_text(json.dumps({"fonts": str(fonts), "cards": [asdict(card) for card in cards]}), "utf-8")
    return cards


def _card(artwork: Artwork) -> Card:
    picture, code = artwork.picture, artwork.code
    if code is None:
        raise ValueError(f"{picture} has no code")
    symbol, margin = make_symbol(code.address), QUIET_ZONE * int(code.module)
    return Card(
        name=picture.path.replace("/", "-"),
        width=picture.placement.size[0],
        height=picture.placement.size[1],
        ground=WALL,
        lines=tuple(line for name, words in artwork.words.items() for line in _lines(name, words)),
        code=tuple("".join("1" if dark else "0" for dark in row) for row in symbol.rows),
        module=int(code.module),
        x=round(code.box.x0) + margin,
        y=round(code.box.y0) + margin,
        plate=PLATE,
        ink=INK,
    )


def _lines(name: str, words: PlacedWords) -> Iterator[Line]:
    colour = ACCENT if name == "address" else TEXT
    for text, row in zip(words.lines, words.rows, strict=True):
        yield Line(text, words.slot.box.x0, row.baseline, words.size, colour, headline=name == "headline")


def _upright(width: int, height: int) -> str:
    code, bottom = 300, height - 80
    head = _words("headline", (80, 80, width - 160, height - 700), 104, TEXT, "Source Serif 4", 650, "stretch stretch")
    return _svg(
        width,
        height,
        head
        + _words("support", (80, height - 580, width - 160, 170), 44, TEXT, "Source Sans 3", 400, "stretch bottom")
        + _words("address", (80, bottom - 60, width - 200 - code, 60), 36, ACCENT, "Source Sans 3", 400, "left bottom")
        + _code(width - 80 - code, bottom - code, code, "right bottom"),
    )


def _wide(width: int, height: int) -> str:
    code, room = 330, width - 160
    head = _words("headline", (80, 60, room, 240), 84, TEXT, "Source Serif 4", 650, "stretch stretch")
    return _svg(
        width,
        height,
        head
        + _words("support", (80, 350, room - code - 60, 170), 38, TEXT, "Source Sans 3", 400, "left bottom")
        + _words("address", (80, height - 120, room - code - 60, 56), 32, ACCENT, "Source Sans 3", 400, "left bottom")
        + _code(width - 80 - code, height - 60 - code, code, "right bottom"),
    )


def _words(  # noqa: PLR0913, PLR0917  (what an element says)
    name: str, box: tuple[int, int, int, int], size: int, fill: str, family: str, weight: int, pin: str
) -> str:
    x, y, width, height = box
    style = f"font-family: '{family}'; font-weight: {weight}; font-size: {size}px; line-height: 1.15"
    return (
        f'<g id="slot-{name}" data-pin="{pin}"><rect x="{x}" y="{y}" width="{width}" height="{height}" fill="none"/>'
        f'<text x="{x}" y="{y + size}" fill="{fill}" style="{style}">Words</text></g>\n'
    )


def _code(x: int, y: int, side: int, pin: str) -> str:
    return f'<g id="slot-qr" data-pin="{pin}"><rect x="{x}" y="{y}" width="{side}" height="{side}" fill="none"/></g>\n'


def _svg(width: int, height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n'
        f'<rect data-pin="stretch stretch" width="{width}" height="{height}" fill="{WALL}"/>\n{body}'
        f'<rect id="live" x="70" y="50" width="{width - 140}" height="{height - 100}" fill="none"/>\n</svg>\n'
    )


def _message(name: str, headline: str, support: str) -> str:
    return (
        f"  {name}:\n    images: [{{layout: card, on: [feed]}}]\n    link: days\n"
        f'    copy: {{headline: "{headline}", support: "{support}"}}\n'
        f"    caption: {{short: See what is on. {SHOWN}, long: See what is on. {SHOWN}}}\n"
        "    shows: Words on a dark ground, and a QR code.\n"
    )


_LAYOUT = """\
title: A sentence, another, and a code
slots:
  headline: {required: yes, lines: 6, align: left top}
  support: {lines: 4, align: left bottom}
  address: {lines: 1, align: left bottom}
  qr: {required: yes, dark: ink, light: plate}
"""
_SPEC = """\
kit: {{name: cards, title: Cards, version: 1.0.0, date: 2026-06-01, language: en,
      creator: The Harbour Society, licence: CC BY 4.0, hosts: [harbour.example]}}
links: {{days: {{url: "{address}", shown: {shown}}}}}
placements:
{sizes}platforms: [card]
messages:
{messages}"""
