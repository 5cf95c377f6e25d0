"""Colours, their contrast, and how far apart they are seen."""

from __future__ import annotations

import pytest

from kit.colour import Rgb, contrast, luminance, parse_hex


def rgb(text: str) -> Rgb:
    colour = parse_hex(text)
    assert colour is not None
    return colour


# The pairs that the campaign's two themes set words, codes and shapes in.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#0F2A2E", "#1B4044", 1.34),
        ("#FFF4DC", "#0F2A2E", 13.82),
        ("#FFF4DC", "#1B4044", 10.32),
        ("#F5A83C", "#1B4044", 5.66),
        ("#F5A83C", "#0F2A2E", 7.58),
        ("#BFD2CF", "#0F2A2E", 9.59),
        ("#BFD2CF", "#1B4044", 7.16),
        ("#FFD98A", "#0F2A2E", 11.18),
        ("#FFD98A", "#1B4044", 8.34),
        ("#FDF9F0", "#DFE9E3", 1.18),
        ("#EE9A2B", "#FDF9F0", 2.15),
        ("#F7BC55", "#DFE9E3", 1.38),
        ("#0F2A2E", "#FDF9F0", 14.37),
        ("#0F2A2E", "#DFE9E3", 12.15),
        ("#344C4C", "#FDF9F0", 8.75),
        ("#344C4C", "#DFE9E3", 7.40),
        ("#7F3804", "#FDF9F0", 8.09),
        ("#7F3804", "#DFE9E3", 6.84),
        ("#0F2A2E", "#EE9A2B", 6.68),
        ("#0F2A2E", "#F7BC55", 8.83),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(rgb(one), rgb(other)) == pytest.approx(ratio, abs=0.01)
    assert contrast(rgb(other), rgb(one)) == contrast(rgb(one), rgb(other))


def test_contrast_reaches_from_1_to_21() -> None:
    black, white = Rgb(0, 0, 0), Rgb(255, 255, 255)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == 1


def test_luminance_weighs_green_most_and_blue_least() -> None:
    parts = [luminance(rgb(text)) for text in ("#f00", "#0f0", "#00f")]
    assert parts == pytest.approx([0.2126, 0.7152, 0.0722])


def test_hex_colours_are_read_in_both_lengths_and_cases() -> None:
    assert rgb("#0fA") == rgb("#00FFaa") == Rgb(0, 255, 170)


@pytest.mark.parametrize("text", ["0f2a2e", "#0f2a", "#0f2a2e80", "#ggg", "red", "", "#0f2a2e "])
def test_what_is_no_hex_colour_is_none(text: str) -> None:
    assert parse_hex(text) is None
