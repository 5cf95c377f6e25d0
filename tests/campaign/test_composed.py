"""Every picture of the campaign, held to what every composed picture must be."""

from __future__ import annotations

from picture_checks import (
    assert_codes_of_whole_pixels,
    assert_figures_are_not_divided,
    assert_ink_in_its_slot,
    assert_large_words_start_at_the_edge,
    assert_no_code_where_none_is_taken,
    assert_nothing_under_the_floor,
    assert_shapes_and_plain_attributes_only,
    assert_sizes_of_their_placements,
)
from whole_campaign import artworks, campaign


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
