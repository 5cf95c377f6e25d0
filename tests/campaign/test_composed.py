"""Every picture of the campaign, held to what every composed picture must be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.picture_checks import (
    assert_codes_of_whole_pixels,
    assert_figures_are_not_divided,
    assert_ink_in_its_slot,
    assert_large_words_start_at_the_edge,
    assert_no_code_where_none_is_taken,
    assert_nothing_under_the_floor,
    assert_shapes_and_plain_attributes_only,
    assert_sizes_of_their_placements,
)
from support.whole_campaign import artworks, campaign

from kit.judge.placed_words import crop

if TYPE_CHECKING:
    from kit.model.artwork import Artwork

#: The one layout that asks nothing: the ring around a photo of who signed.
SMALL = ("frame", "sticker")
#: From this proportion on a picture is wide: such are met on a desktop, beside a phone that scans.
WIDE = 1.4


@pytest.mark.ci
def test_the_pictures_hold_shapes_and_plain_attributes_only() -> None:
    assert_shapes_and_plain_attributes_only(artworks())


def test_the_pictures_have_the_sizes_of_their_placements() -> None:
    assert_sizes_of_their_placements(artworks())


def test_no_code_stands_where_a_placement_takes_none() -> None:
    assert_no_code_where_none_is_taken(artworks())


def test_codes_are_whole_pixels_on_the_plate_of_their_theme() -> None:
    assert_codes_of_whole_pixels(artworks(), campaign())


def test_a_number_and_its_unit_stay_on_one_line() -> None:
    assert_figures_are_not_divided(artworks(), campaign())


def test_all_ink_lies_in_its_slot() -> None:
    assert_ink_in_its_slot(artworks())


def test_no_words_are_under_the_floor() -> None:
    assert_nothing_under_the_floor(artworks())


def test_the_ink_of_large_first_letters_starts_at_the_left_edge_of_the_box() -> None:
    assert_large_words_start_at_the_edge(artworks(), campaign())


def words_of(artwork: Artwork, slot: str) -> str:
    return artwork.words[slot].text if slot in artwork.words else ""


def test_every_picture_but_the_ring_shows_its_address() -> None:
    without = [
        str(artwork.picture)
        for artwork in artworks()
        if artwork.picture.layout not in SMALL
        and (artwork.picture.link is None or artwork.picture.link.shown not in words_of(artwork, "address"))
    ]
    assert without == []


def test_every_picture_says_what_to_do_with_a_verb_of_the_campaign() -> None:
    verbs = {link.verb for link in campaign().campaign.links.values()}
    asks = {
        message.copy["button"].split()[0]
        for message in campaign().campaign.messages.values()
        if "button" in message.copy
    }
    assert verbs == {"Sign", "Read"}
    assert asks - verbs == {"Pass", "Scan", "I"}
    verb = re.compile(rf"({'|'.join(verbs)}|Pass|Scan to sign)\b")
    without = [
        str(artwork.picture)
        for artwork in artworks()
        if artwork.picture.layout not in SMALL
        and not verb.match(words_of(artwork, "button") or words_of(artwork, "address"))
    ]
    assert without == []


def test_a_picture_has_a_code_where_another_device_reads_it_or_the_code_is_the_subject() -> None:
    met = [artwork for artwork in artworks() if artwork.picture.placement.role in {"feed", "story", "print"}]
    assert len(met) > 400
    for artwork in met:
        placement = artwork.picture.placement
        read = placement.id == "youtube/thumbnail" or (placement.role == "print" and placement.qr != "no")
        assert bool(artwork.code) == (read or artwork.picture.message == "petition-code"), artwork.picture


def test_all_words_are_whole_in_every_crop_of_a_platform() -> None:
    cropped = [artwork for artwork in artworks() if artwork.picture.placement.crops]
    assert len(cropped) > 50
    assert [f"{finding}" for artwork in cropped for finding in crop(artwork)] == []
