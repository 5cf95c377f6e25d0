"""Colours, their contrast, and how far apart they are seen."""

from __future__ import annotations

import numpy as np
import pytest

from kit.model.colour import DEFICIENCIES, Mix, Rgb, contrast, distance, luminance, parse_hex, with_mixes


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


def test_a_mix_of_a_mix_follows_the_colours_of_the_theme_and_not_those_of_the_drawing() -> None:
    mixes = {"dusk": Mix(roles=("night", "star"), share=0.5), "dawn": Mix(roles=("dusk", "star"), share=0.5)}
    drawn = with_mixes({"night": "#000000", "star": "#0000ff"}, mixes)
    assert drawn == {"night": "#000000", "star": "#0000ff", "dusk": "#000080", "dawn": "#0000c0"}
    themed = {**drawn, "night": "#ff0000", "star": "#ff00ff"}
    assert with_mixes(themed, mixes) == {**themed, "dusk": "#ff0080", "dawn": "#ff00c0"}


#: Table 1 of Machado, Oliveira and Fernandes 2009 at severity 1.0, in millionths and row by row.
PUBLISHED = {
    "protanopia": [152286, 1052583, -204868, 114503, 786281, 99216, -3882, -48116, 1051998],
    "deuteranopia": [367322, 860646, -227968, 280085, 672501, 47413, -11820, 42940, 968881],
    "tritanopia": [1255528, -76749, -178779, -78411, 930809, 147602, 4733, 691367, 303900],
}


@pytest.mark.parametrize("eye", PUBLISHED)
def test_the_matrices_of_colour_vision_are_those_that_were_published(eye: str) -> None:
    assert DEFICIENCIES.keys() == PUBLISHED.keys()
    assert np.rint(np.array(DEFICIENCIES[eye]) * 1e6).astype(int).ravel().tolist() == PUBLISHED[eye]


@pytest.mark.parametrize("eye", PUBLISHED)
def test_every_kind_of_colour_vision_sees_grey_as_it_is(eye: str) -> None:
    assert np.array(DEFICIENCIES[eye]).sum(axis=1) == pytest.approx([1, 1, 1], abs=2e-6)


@pytest.mark.parametrize("eye", ["protanopia", "deuteranopia"])
def test_an_eye_without_one_of_its_cones_sees_two_dimensions_of_colour(eye: str) -> None:
    """What the missing cone would tell is lost: but for the rounding of its print the matrix can't be inverted.

    Of blue-blindness the authors say that their model only comes near to it: its matrix keeps three dimensions.
    """
    assert np.linalg.det(np.array(DEFICIENCIES[eye])) == pytest.approx(0, abs=1e-6)


def distance_by_matrices(one: str, other: str, eye: str) -> float:
    """Compute the CIE 1976 difference a second time: by matrices, on the primaries of sRGB (IEC 61966-2-1)."""
    xy = np.array([(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)])
    primaries = np.array([xy[:, 0] / xy[:, 1], np.ones(3), (1 - xy.sum(axis=1)) / xy[:, 1]])
    white = np.array([0.3127 / 0.3290, 1, (1 - 0.3127 - 0.3290) / 0.3290])
    to_xyz = primaries * np.linalg.solve(primaries, white)
    colours = np.array([rgb(one), rgb(other)]) / 255
    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ (np.array(PUBLISHED[eye]).reshape(3, 3) / 1e6).T, 0, 1)
    ratios = seen @ to_xyz.T / white
    f = np.where(ratios > 216 / 24389, np.cbrt(ratios), (24389 / 27 * ratios + 16) / 116)
    lab = np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])])
    return float(np.linalg.norm(lab[:, 0] - lab[:, 1]))


@pytest.mark.parametrize("eye", PUBLISHED)
@pytest.mark.parametrize(
    ("one", "other"), [("#ff1144", "#11dd33"), ("#116677", "#ff0066"), ("#77ee00", "#11bbff"), ("#0f2a2e", "#f5a83c")]
)
def test_distances_are_those_of_a_second_computation(one: str, other: str, eye: str) -> None:
    found = distance(rgb(one), rgb(other), eye)
    assert found == pytest.approx(distance_by_matrices(one, other, eye), abs=0.2)
