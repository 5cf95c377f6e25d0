"""What every composed picture must be: asserted of the small golden project, and of the whole campaign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kit.compose.word_outlines import INK_SLACK, OPTICAL_FROM
from kit.model.picture import ChartContent
from kit.text.written_days import is_month

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.artwork import Artwork, PlacedWords
    from kit.model.project import Project

SVG = "{http://www.w3.org/2000/svg}"
#: All that a resolved picture may be made of.
TAGS = {
    "svg", "g", "defs", "rect", "circle", "ellipse", "line", "polyline", "polygon", "path", "use", "symbol",
    "linearGradient", "radialGradient", "stop", "clipPath", "pattern", "image",
}  # fmt: skip
NOT_RESOLVED = re.compile(r"class|style|pin|font|data-|on[a-z]+|letter-spacing|line-height|text-|\{.*")


def placed_words(artworks: Iterable[Artwork]) -> Iterator[tuple[Artwork, PlacedWords]]:
    """Yield everything that is written on some pictures, with its picture."""
    return ((artwork, words) for artwork in artworks for words in artwork.words.values())


def assert_shapes_and_plain_attributes_only(artworks: Iterable[Artwork]) -> None:
    """Nothing is left to look up: no style, no font, no colour role, no outside reference, no text."""
    for artwork in artworks:
        for element in ET.fromstring(artwork.svg).iter():  # noqa: S314  (we wrote it ourselves)
            assert element.tag.removeprefix(SVG) in TAGS
            for key, value in element.attrib.items():
                assert not NOT_RESOLVED.fullmatch(key), f"{key} in {artwork.picture}"
                assert not value.startswith("@")
                assert key != "href" or value.startswith(("#", "data:image/"))
                assert "url(" not in value or value.startswith("url(#")
            assert not (element.text or "").strip()


def assert_sizes_of_their_placements(artworks: Iterable[Artwork]) -> None:
    """A picture has the width and height of its placement, in px."""
    for artwork in artworks:
        width, height = artwork.picture.placement.size
        assert artwork.svg.startswith(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        )


def assert_no_code_where_none_is_taken(artworks: Iterable[Artwork]) -> None:
    """A placement that takes no code has none."""
    assert [str(artwork.picture) for artwork in artworks if artwork.code and artwork.picture.placement.qr == "no"] == []


def assert_codes_of_whole_pixels(artworks: Iterable[Artwork], project: Project) -> None:
    """A code stands on whole pixels, inside its slot, on the plate of its theme."""
    codes = [(artwork, artwork.code) for artwork in artworks if artwork.code]
    assert codes
    for artwork, code in codes:
        assert all(value == int(value) for value in code.box)
        assert code.box.width == code.box.height
        assert code.box.width % code.module == 0
        assert code.slot.box.contains(code.box, 0.5)
        assert f'<rect fill="{code.light}" x="{code.box.x0:g}" y="{code.box.y0:g}"' in artwork.svg
        assert code.light == project.campaign.themes[artwork.picture.theme]["plate"]


def assert_figures_are_not_divided(artworks: Iterable[Artwork], project: Project) -> None:
    """A number and its unit stay on one line."""
    for artwork in artworks:
        statistic = project.campaign.statistics.get(project.campaign.messages[artwork.picture.message].statistic or "")
        figure = re.match(r"[\d.,]+ \w+", statistic.text) if statistic else None
        for words in artwork.words.values() if figure else ():
            assert figure is not None
            lines = [line.replace("\u00a0", " ") for line in words.lines]
            if figure[0] in " ".join(lines):
                assert any(figure[0] in line for line in lines), artwork.picture


def assert_ink_in_its_slot(artworks: Iterable[Artwork]) -> None:
    """Ink of upright words that fit lies in their slot; side bearings may be negative, by a fiftieth of the size."""
    for artwork, words in placed_words(artworks):
        if not words.overflow and not words.slot.turn:
            assert words.ink is not None
            around = words.slot.box.grown(0.02 * words.size)
            assert around.contains(words.ink), f"{words.slot.name} of {artwork.picture}"


def assert_nothing_under_the_floor(artworks: Iterable[Artwork]) -> None:
    """No words are smaller than the floor of their placement."""
    for artwork, words in placed_words(artworks):
        assert words.size >= artwork.picture.placement.floor - 1e-6, f"{words.slot.name} of {artwork.picture}"


def assert_large_words_start_at_the_edge(artworks: Iterable[Artwork], project: Project) -> None:
    """The ink of a large first letter of upright words begins at the left edge of its box; in mirrors, the right."""
    large = [
        (artwork, words)
        for artwork, words in placed_words(artworks)
        if words.size >= OPTICAL_FROM
        and not words.slot.turn
        and project.layouts[artwork.picture.layout].slots[words.slot.name].align[:4] == "left"
    ]
    assert large
    for artwork, words in large:
        assert words.ink is not None
        box, ink = words.slot.box, words.ink
        away, most = (ink.x1 - box.x1, INK_SLACK) if words.slot.mirrored else (ink.x0 - box.x0, 0.5)
        assert abs(away) <= most, f"{words.slot.name} of {artwork.picture}"


def assert_every_word_is_in_the_long_alt_text(artworks: Iterable[Artwork], project: Project) -> None:
    """The long alt text has all that is written on a picture, what it shows, and where its code leads."""
    for artwork in artworks:
        long, chart = artwork.picture.description.alt_long, artwork.picture.slots.get("chart")
        leads = project.campaign.sentences["picture"]["alt"]["code"]
        language = artwork.picture.language
        for name, placed in artwork.words.items():
            if name == "unit" and any(is_month(word, language) for word in placed.text.split()):
                continue  # in a sentence it has another form, or is on both sides of its day
            for part in placed.lines if name == "chart" else [" ".join(placed.text.split())]:
                assert part in long, f"{artwork.picture}: {part}"
        assert artwork.code is None or leads.format(address=artwork.code.address) in long
        assert not isinstance(chart, ChartContent) or artwork.chart is None or chart.sentence in long
        assert project.campaign.messages[artwork.picture.message].shows in long
        assert "**" not in long
