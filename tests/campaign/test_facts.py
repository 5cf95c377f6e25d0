"""The facts of this campaign: its figures, addresses, themes and placements, as `kit.yaml` has them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from support.whole_campaign import campaign

from kit.model.message_picture import figures_of, pictures_of, used_layouts

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The figures of the campaign, each as it must be written, and when its day or year is one, which.
FIGURES: dict[str, tuple[str, int | dt.date | None]] = {
    "reports": ("more than 82 million reports", 82_000_000),
    "hotline": ("over two decades", None),
    "reach": ("hundreds of thousands", None),
    "germany": ("more than 1,900 times", 1900),
    "netherlands-children": ("more than 83 children", 83),
    "netherlands-shares": ("nearly 12,000 times", 12_000),
    "us-eleven": ("eleven\u00a0boys", 11),
    "us-four": ("four\u00a0children", 4),
    "vote": ("7 December 2020", dt.date(2020, 12, 7)),
    "law": ("21 December 2020", dt.date(2020, 12, 21)),
    "until": ("until 2025", 2025),
}


def all_texts() -> Iterator[str]:
    """Yield every text of the messages, of a countdown those of each day: copy, captions and what pictures show."""
    pictures = (picture for message in campaign().campaign.messages.values() for picture in pictures_of(message))
    for message in {id(picture.message): picture.message for picture in pictures}.values():
        parts = (message.copy, *(use.copy for use in message.images), *(frame.copy for frame in message.frames))
        yield from (text for copy in parts for text in copy.values())
        yield from (message.caption.short, message.caption.long, message.shows)


def test_the_kit_has_at_least_sixteen_messages() -> None:
    assert len(campaign().campaign.messages) >= 16


@pytest.mark.parametrize("id_", FIGURES)
def test_every_figure_is_written_as_the_campaign_gives_it(id_: str) -> None:
    found = campaign().campaign.statistics[id_]
    assert (found.words, found.value) == FIGURES[id_]


#: Figures of harm of which nothing that was done is known, and of small groups who may know themselves: in captions or
#: letters, never on a picture.
NOT_ON_PICTURES = {"reach", "netherlands-children", "netherlands-shares", "us-eleven", "us-four"}


def test_every_figure_but_those_of_harm_alone_is_on_a_picture() -> None:
    words = campaign().campaign
    pictures = (picture for message in words.messages.values() for picture in pictures_of(message))
    shown = {figure for picture in pictures for figure in figures_of(picture, words.figures)}
    assert shown == set(FIGURES) - NOT_ON_PICTURES


def test_every_figure_has_a_source_with_a_year() -> None:
    words = campaign().campaign
    years = {(words.sources[found.source].as_of, found.as_of) for found in words.statistics.values()}
    assert years == {("2020", "2020")}


def test_figures_are_written_into_every_text() -> None:
    texts = [*all_texts()]
    assert len(texts) > 100
    assert [text for text in texts if set("{}") & set(text)] == []


def test_a_figure_opens_a_sentence_with_a_capital() -> None:
    messages = campaign().campaign.messages
    assert messages["reports"].caption.long.startswith("More than 82 million reports of child sexual exploitation")
    assert messages["hotline"].caption.short.startswith("For over two decades, ")


def test_the_law_is_named_in_one_wording_and_with_who_says_so() -> None:
    campaign_ = campaign().campaign
    named = [
        sentence
        for text in (*(one.counts for one in campaign_.statistics.values()), *all_texts())
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if "unlawful" in sentence
    ]
    assert len(named) > 10
    for sentence in named:
        assert re.search(r"EU rules would make (these|detection) tools unlawful, according to NCMEC", sentence), (
            sentence
        )


def test_a_figure_that_counts_people_is_no_score_up_to_twelve() -> None:
    for id_ in ("us-eleven", "us-four"):
        assert not re.search(r"\d", campaign().campaign.statistics[id_].text)


def test_only_the_known_addresses_are_pointed_to() -> None:
    assert {link.url for link in campaign().campaign.links.values()} == {
        "https://www.change.org/childsafetyfirst",
        "https://www.missingkids.org/childsafetyfirst",
    }


def test_no_place_is_named_that_would_narrow_anybody_down() -> None:
    texts = [*all_texts()]
    assert len(texts) > 100
    assert [text for text in texts if re.search(r"\b(Amsterdam|Hawaii)\b", text, re.IGNORECASE)] == []


def test_printed_pictures_have_the_pixels_of_their_sheet_at_300_an_inch() -> None:
    printed = [placement for placement in campaign().placements.values() if placement.sheet]
    assert len(printed) == 5
    for placement in printed:
        assert placement.sheet is not None
        sides = [(side + 2 * placement.sheet.bleed) / 25.4 * 300 for side in placement.sheet.trim]
        assert placement.size == pytest.approx(sides, abs=1)


def test_every_theme_has_a_colour_for_every_role_and_no_other() -> None:
    palettes = [campaign().layouts[layout].made_in for layout in used_layouts(campaign().campaign)]
    roles = {role for palette in palettes for role in palette.colours.keys() - palette.mixes.keys()}
    for name, theme in campaign().campaign.themes.items():
        assert theme.keys() == roles, name
    assert set(campaign().campaign.themes) >= {"night", "day"}


def test_no_two_roles_of_the_palette_share_a_colour() -> None:
    palette = next(iter(campaign().layouts.values())).palette
    assert len(set(palette.values())) == len(palette)
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in palette.values())


def test_every_font_file_is_there_and_every_fallback_is_a_family() -> None:
    families = campaign().campaign.families
    files = [campaign().font(face.file) for family in families.values() for face in family.faces]
    assert len(files) >= len(families) > 0
    assert [file for file in files if not file.is_file()] == []
    assert [one.id for one in families.values() if not {*one.fallbacks} <= families.keys() - {one.id}] == []


def test_every_placement_that_does_not_wait_gets_a_picture() -> None:
    roles = {role for m in campaign().campaign.messages.values() for use in m.images for role in use.on}
    assert {p.role for p in campaign().placements.values() if p.waits is None} <= roles


def test_the_number_of_placements_is_known() -> None:
    own = [placement for placement in campaign().placements.values() if placement.own]
    count = len(campaign().placements) - len(own)
    assert (count, len(own)) == (48, 4)
