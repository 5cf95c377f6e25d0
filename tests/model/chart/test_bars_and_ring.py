"""Bars side by side and rings, measured in the pixels of the painted picture, and what they refuse to draw."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, pi
from typing import TYPE_CHECKING

import pytest
from support.drawings import THEME, compose_all, rgb, write_plot
from support.pictures import image_of

from kit.base.errors import SpecError
from kit.base.geometry import Box
from kit.model.chart.chart_data import Arc
from kit.model.chart.plain_charts import ShareOfRing, SideBySide
from kit.project import load_project
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.artwork import Artwork

SPREAD, MUTED, WALL = rgb(THEME["spread"]), rgb(THEME["muted"]), rgb(THEME["wall"])
FIGURE = '{value: %s, label: "%s", text: %s, counts: so far, source: letter, as_of: "2020"}'


def write_bars(
    tmp_path: Path, *figures: str, compare: str = "[a, b, c]", rule: str = "{kind: bars}", places: str = "x/square"
) -> Path:
    """Write a project that compares figures a, b and so on; return the path of its `kit.yaml`."""
    path = write_plot(tmp_path, "value: 1", rule=rule, places=places)
    listed = "".join(f"  {name}: {figure}\n" for name, figure in zip("abcd", figures, strict=False))
    text = path.read_text(encoding="utf-8").replace("statistics:\n", f"statistics:\n{listed}")
    path.write_text(text.replace("statistic: lit", f"compare: {compare}"), encoding="utf-8")
    return path


def three(tmp_path: Path, places: str = "x/square") -> Path:
    figures = (("18400000", "2018", "18.4 million reports"), ("16900000", "2019", "16.9 million reports"))
    return write_bars(tmp_path, *(FIGURE % f for f in (*figures, ("21700000", "2020", "21.7 million"))), places=places)


def faults_of(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(SpecError) as caught:
        load_project(path)
    return caught.value.faults


# Bars --------------------------------------------------------------------------------------------------------------


def column_heights(artwork: Artwork) -> list[tuple[int, int]]:
    """Return (height, lowest row) in px of each run of columns that is painted in the colour of the chart."""
    assert artwork.chart is not None
    image, box = image_of(artwork.svg), artwork.chart.box
    found: list[tuple[int, int]] = []
    inside = False
    for x in range(round(box.x0), round(box.x1)):
        rows = [y for y in range(round(box.y0), round(box.y1)) if image.getpixel((x, y)) == SPREAD]
        if rows and not inside:
            found.append((len(rows), max(rows)))
        inside = bool(rows)
    return found


def test_painted_bars_are_to_each_other_as_their_numbers_and_all_begin_at_zero(tmp_path: Path) -> None:
    (artwork,) = compose_all(three(tmp_path))
    heights = column_heights(artwork)
    assert len(heights) == 3
    tallest = heights[2][0]
    assert tallest > 250
    assert [height / tallest for height, _ in heights] == pytest.approx([18.4 / 21.7, 16.9 / 21.7, 1], abs=2 / tallest)
    assert len({foot for _, foot in heights}) == 1


def test_bars_fill_their_box_and_stand_apart() -> None:
    box = Box(10, 20, 910, 420)
    marks = SideBySide((5, 10, 1)).draw(box).marks
    assert [mark.box.height for mark in marks] == pytest.approx([200, 400, 40])
    assert Box.union(mark.box for mark in marks) == pytest.approx(box)
    assert all(one.box.x1 < other.box.x0 for one, other in pairwise(marks))


@pytest.mark.parametrize("places", ["x/square", "telegram/landscape", "instagram/story"])
def test_each_label_stands_under_its_bar_and_inside_the_slot(tmp_path: Path, places: str) -> None:
    (artwork,) = compose_all(three(tmp_path, places))
    words, chart = artwork.words["chart"], artwork.chart
    assert chart is not None
    assert words.ink is not None
    assert words.lines[0] == "2018"
    assert " ".join(words.lines) == "2018 18.4 million reports 2019 16.9 million reports 2020 21.7 million"
    assert words.ink.y0 > chart.box.y1
    assert words.slot.box.contains(words.ink, 0.02 * words.size)
    assert words.overflow == 0


def test_bars_are_described_in_words(tmp_path: Path) -> None:
    (artwork,) = compose_all(three(tmp_path))
    said = "3 bars side by side: 2018, 18.4 million reports; 2019, 16.9 million reports; 2020, 21.7 million."
    assert said in artwork.picture.description.alt_long
    assert said in artwork.picture.description.alt
    assert [figure.words for figure in artwork.picture.figures][2] == "21.7 million"
    assert "NCMEC" in artwork.words["source"].text


def test_every_figure_that_bars_compare_is_cited(tmp_path: Path) -> None:
    (artwork,) = compose_all(three(tmp_path))
    cited = [figure.words for figure in artwork.picture.figures]
    assert cited == ["18.4 million reports", "16.9 million reports", "21.7 million"]


def test_a_word_wider_than_its_bar_is_an_overflow_and_no_picture_without_a_word(tmp_path: Path) -> None:
    path = three(tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace('"2019"', "Donaudampfschifffahrt"), encoding="utf-8")
    assert "overflow" in {finding.rule for finding in check_composed(load_project(path))}


GOOD = FIGURE % ("10", "2018", "10 reports")


@pytest.mark.parametrize(
    ("figure", "code", "remedy"),
    [
        (FIGURE % ("0", "2019", "none"), "bar-below-one", "1 or more"),
        (FIGURE % ("-3", "2019", "fewer"), "bar-below-one", "1 or more"),
        (FIGURE % ("3, people: yes", "2019", "3 of them"), "people-as-bar", "never drawn"),
        (FIGURE % ("2020-12-07", "2019", "7 December"), "date-as-bar", "another figure"),
        (FIGURE.replace("value: %s, ", "") % ("2019", "3 reports"), "bar-without-value", "add it"),
        (FIGURE.replace('label: "%s", ', "") % ("3", "3 reports"), "bar-without-label", "add 'label'"),
    ],
)
def test_a_figure_that_no_bar_can_show_is_refused_where_it_is_compared(
    tmp_path: Path, figure: str, code: str, remedy: str
) -> None:
    (fault,) = faults_of(write_bars(tmp_path, GOOD, figure, compare="[a, b]"))
    assert fault.code == code
    assert remedy in fault.remedy
    assert fault.mark is not None
    assert fault.mark.snippet[fault.mark.column - 1 :] == "b]"


@pytest.mark.parametrize(
    ("compare", "other", "code"),
    [
        ("[a]", GOOD, "comparison-of-one"),
        ("[a, a]", GOOD, "compared-twice"),
        ("[a, z]", GOOD, "unknown-statistic"),
        ("[a, b]", FIGURE % ("12", "2019", "12 days"), "bars-of-different-units"),
        ("[a, b]", FIGURE % ("1001", "2019", '"1,001 reports"'), "bar-too-low"),
    ],
)
def test_figures_that_cannot_be_compared_are_refused(tmp_path: Path, compare: str, other: str, code: str) -> None:
    assert [fault.code for fault in faults_of(write_bars(tmp_path, GOOD, other, compare=compare))] == [code]


@pytest.mark.parametrize("text", ["1 report", "11 reports", "12", '"1,000 reports"', "more reports"])
def test_figures_whose_units_may_be_one_are_compared(tmp_path: Path, text: str) -> None:
    value = "".join(filter(str.isdigit, text)) or "11"
    assert load_project(write_bars(tmp_path, GOOD, FIGURE % (value, "2019", text), compare="[a, b]"))


def test_a_comparison_that_no_layout_draws_is_refused(tmp_path: Path) -> None:
    (fault,) = faults_of(write_bars(tmp_path, GOOD, GOOD, compare="[a, b]", rule="{}"))
    assert fault.code == "comparison-without-bars"


def test_a_layout_that_requires_bars_asks_for_what_they_compare(tmp_path: Path) -> None:
    path = write_plot(tmp_path, "value: 1", rule="{kind: bars, required: yes}")
    assert [fault.message for fault in faults_of(path)] == ["missing 'compare'"]


# Rings -------------------------------------------------------------------------------------------------------------


def turns(artwork: Artwork, colour: tuple[int, ...]) -> list[float]:
    """Return the turn, from 0 at the top clockwise to 1, of each px in a colour halfway between hole and rim."""
    assert artwork.chart is not None
    image, disc = image_of(artwork.svg), artwork.chart.box
    radius, centre = disc.width / 2, disc.center
    found = []
    for y in range(round(disc.y0), round(disc.y1)):
        for x in range(round(disc.x0), round(disc.x1)):
            right, down = x + 0.5 - centre.x, y + 0.5 - centre.y
            away = (right**2 + down**2) ** 0.5 / radius
            if 0.75 < away < 0.85 and image.getpixel((x, y)) == colour:
                found.append(atan2(right, -down) / (2 * pi) % 1)
    return found


@pytest.mark.parametrize(("value", "of"), [(1, 8), (7, 10), (3, 4), (1, 2), (10, 10), (0, 4)])
def test_a_painted_ring_is_filled_clockwise_from_the_top_for_its_part(tmp_path: Path, value: int, of: int) -> None:
    rule = "{kind: ring, colour: spread, rest: muted}"
    (artwork,) = compose_all(write_plot(tmp_path, f"value: {value}, of: {of}", rule=rule))
    filled, rest = turns(artwork, SPREAD), turns(artwork, MUTED)
    part = value / of
    assert len(filled) + len(rest) > 5_000
    assert len(filled) / (len(filled) + len(rest)) == pytest.approx(part, abs=0.003)
    assert max(filled, default=part) == pytest.approx(part, abs=0.003)
    assert min(rest, default=part) == pytest.approx(part, abs=0.003)
    assert artwork.words["chart"].lines == (f"{value} of {of}",)
    assert f"A ring, filled for {value} of {of}." in artwork.picture.description.alt_long


def test_a_ring_has_a_hole_and_a_faint_rest_where_no_role_is_named(tmp_path: Path) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, "value: 3, of: 4", rule="{kind: ring}"))
    assert artwork.chart is not None
    image, disc = image_of(artwork.svg), artwork.chart.box
    assert image.getpixel((round(disc.center.x), round(disc.center.y))) == WALL
    assert image.getpixel((round(disc.center.x + 0.4 * disc.width), round(disc.center.y + 10))) == SPREAD
    rest = image.getpixel((round(disc.center.x - 0.3 * disc.width), round(disc.center.y - 0.28 * disc.width)))
    assert rest not in (WALL, SPREAD)
    words = artwork.words["chart"].ink
    assert words is not None
    assert words.center.x == pytest.approx(disc.center.x, abs=2)


def test_a_ring_stands_whole_in_the_middle_of_its_box() -> None:
    chart = ShareOfRing(1.0).draw(Box(0, 0, 400, 100))
    (whole,) = chart.arcs
    assert whole == Arc(Box(150, 0, 250, 100), whole.hole, 0.0, 1.0)
    assert whole.hole != 0.5
    assert chart.hole is not None
    assert chart.hole.width == pytest.approx(100 * whole.hole)
    assert chart.hole.center == whole.box.center


@pytest.mark.parametrize(
    ("statistic", "code"),
    [
        ("value: 3", "bar-without-whole"),
        ("value: 5, of: 4", "bar-beyond-whole"),
        ("value: -1, of: 4", "bar-beyond-whole"),
        ("value: 3, of: 4, people: yes", "people-as-marks"),
        ("value: 2020-12-21", "date-as-marks"),
    ],
)
def test_a_figure_that_a_ring_cannot_show_is_refused(tmp_path: Path, statistic: str, code: str) -> None:
    assert [fault.code for fault in faults_of(write_plot(tmp_path, statistic, rule="{kind: ring}"))] == [code]


def test_a_rest_without_a_whole_and_a_rest_of_no_role_are_refused(tmp_path: Path) -> None:
    assert [f.code for f in faults_of(write_plot(tmp_path, "value: 3", rule="{rest: muted}"))] == ["rest-without-whole"]
    path = write_plot(tmp_path, "value: 3, of: 4", rule="{kind: ring, rest: mutd}")
    (fault,) = faults_of(path)
    assert (fault.code, fault.remedy) == ("unknown-colour-role", "did you mean 'muted'?")


def test_a_rest_that_looks_like_its_part_is_found(tmp_path: Path) -> None:
    rule = "{kind: ring, colour: spread, rest: muted}"
    path = write_plot(tmp_path, "value: 3, of: 4", rule=rule)
    text = path.read_text(encoding="utf-8").replace(THEME["muted"], THEME["spread"][:-1] + "6")
    path.write_text(text, encoding="utf-8")
    said = [f.fault.message for f in check_composed(load_project(path)) if f.rule == "palette"]
    assert any("'spread' and 'muted'" in message for message in said)
