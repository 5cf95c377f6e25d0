"""Charts: as marks in a box, and as they stand in a picture of a small project with drawings of its own."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from support.drawings import DRAWING, THEME, compose_all, rgb, write_plot
from support.pictures import image_of

from kit.base.errors import DrawingError, SpecError
from kit.base.geometry import Box
from kit.model.chart import chart_data as chart_marks
from kit.model.chart import plain_charts
from kit.project import load_project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.chart.chart_data import ChartMark, Edge

BOXES = (Box(100, 64, 868, 576), Box(65, 510, 759, 880), Box(0, 0, 400, 900), Box(10, 20, 1510, 320))
EDGES: tuple[Edge, ...] = ("exact", "over", "under")
#: Small counts, the borders between the kinds of field, and some counts up to the most marks.
COUNTS = (
    *range(1, 60),
    *range(60, 199, 9),
    *range(199, 203),
    *range(230, 2000, 121),
    1999,
    2000,
    2001,
    2049,
    9999,
    12_000,
)


@cache
def fields_of(box: Box, edge: Edge) -> dict[int, tuple[ChartMark, ...]]:
    """Return the marks of a field of each count."""
    return {count: plain_charts.FieldOfMarks(count, edge).draw(box).marks for count in COUNTS}


def sure(marks: Iterable[ChartMark]) -> list[ChartMark]:
    return [mark for mark in marks if mark.strength == 1.0]


def faint(marks: Iterable[ChartMark]) -> list[ChartMark]:
    return [mark for mark in marks if mark.strength < 1.0]


def rows(marks: Iterable[ChartMark]) -> list[list[Box]]:
    """Return the boxes of marks row by row, from left to right."""
    found: dict[float, list[Box]] = {}
    for mark in marks:
        found.setdefault(round(mark.box.y0, 5), []).append(mark.box)
    return [sorted(found[y]) for y in sorted(found)]


def assert_apart(marks: Iterable[ChartMark]) -> None:
    lines = rows(marks)
    for line in lines:
        assert all(one.x1 < other.x0 for one, other in pairwise(line))
    assert all(max(box.y1 for box in above) < below[0].y0 for above, below in pairwise(lines))


# Fields ------------------------------------------------------------------------------------------------------------


@pytest.mark.ci
@pytest.mark.parametrize("box", BOXES)
def test_a_field_has_as_many_full_marks_as_are_counted(box: Box) -> None:
    fields = {edge: fields_of(box, edge) for edge in EDGES}
    assert {count: len(marks) for count, marks in fields["exact"].items()} == {count: count for count in COUNTS}
    assert [count for count, marks in fields["exact"].items() if len(sure(marks)) != count] == []
    assert [count for count, marks in fields["over"].items() if len(sure(marks)) != count] == []
    assert [count for count, marks in fields["under"].items() if len(marks) != count] == []


@pytest.mark.few(4)
@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("box", BOXES)
def test_marks_are_of_one_size_stand_apart_and_stay_in_the_box(box: Box, edge: Edge) -> None:
    fields = fields_of(box, edge)
    assert fields
    for count, marks in fields.items():
        first = marks[0].box
        assert (first.x0, first.y0) == pytest.approx(box[:2])
        assert all(box.contains(mark.box, 1e-6) for mark in marks), count
        assert all(abs(mark.box.width - first.width) < 1e-6 for mark in marks)
        assert all(abs(mark.box.height - first.height) < 1e-6 for mark in marks)
        assert_apart(marks)


@pytest.mark.parametrize("box", BOXES)
def test_a_field_that_is_over_its_count_always_shows_more_faint_marks_behind_the_last(box: Box) -> None:
    fields = fields_of(box, "over")
    assert fields
    for count, marks in fields.items():
        extra = marks[count:]
        assert extra == tuple(faint(marks))
        assert 3 <= len(extra) <= max(3, 0.04 * count)
        assert {mark.strength for mark in extra} == set(chart_marks.FADING)
        assert all(one.strength >= other.strength for one, other in pairwise(extra))


@pytest.mark.parametrize("box", BOXES)
def test_a_field_that_is_under_its_count_lets_a_small_part_at_the_end_fade(box: Box) -> None:
    fields = fields_of(box, "under")
    assert fields
    for count, marks in fields.items():
        fading = faint(marks)
        assert 1 <= len(fading) <= max(1, 0.04 * count), count
        assert marks[count - len(fading) :] == tuple(fading)
        assert all(one.strength >= other.strength for one, other in pairwise(marks))


def cell(count: int, columns: int, box: Box, aspect: float, gap: float) -> float:
    """Return how wide a mark can be in some columns."""
    down = math.ceil(count / columns)
    across = box.width / (columns + (columns - 1) * gap)
    return min(across, box.height / (down * aspect + (down - 1) * gap))


def rests_well(count: int, columns: int) -> bool:
    return count % columns == 0 or 0.25 <= count % columns / columns <= 0.75


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("box", BOXES)
def test_a_last_row_is_full_or_clearly_open_where_marks_need_not_lose_a_tenth_for_it(box: Box, edge: Edge) -> None:
    fields = {count: marks for count, marks in fields_of(box, edge).items() if count <= plain_charts.SINGLE}
    assert fields
    for count, marks in fields.items():
        aspect, gap = (
            (plain_charts.TALL, plain_charts.GAP) if count <= plain_charts.UPRIGHTS else (1.0, plain_charts.SQUARE_GAP)
        )
        columns, total = len(rows(marks)[0]), len(marks)
        most = max(cell(total, c, box, aspect, gap) for c in range(1, total + 1))
        assert marks[0].box.width >= 0.9 * most - 1e-6
        if not rests_well(total, columns):
            better = [c for c in range(1, total + 1) if rests_well(total, c)]
            assert all(cell(total, c, box, aspect, gap) < 0.9 * most + 1e-6 for c in better), (count, columns)


def test_nearly_every_count_finds_a_last_row_that_does_not_look_like_a_mistake() -> None:
    counts = range(20, 2001, 13)
    lines = [[len(line) for line in rows(plain_charts.FieldOfMarks(count).draw(BOXES[0]).marks)] for count in counts]
    good = [line for line in lines if rests_well(sum(line), line[0])]
    assert len(good) >= 0.98 * len(counts)


def test_up_to_two_hundred_marks_are_uprights_and_gaps_are_the_same_both_ways() -> None:
    for count in (2, 12, 83, 200):
        drawn = plain_charts.FieldOfMarks(count).draw(BOXES[0])
        lines = rows(drawn.marks)
        box = lines[0][0]
        assert plain_charts.FieldOfMarks.scale(count) == ("mark", 1)
        assert box.height == pytest.approx(2.2 * box.width)
        assert all(b.x0 - a.x1 == pytest.approx(0.6 * box.width) for a, b in pairwise(lines[0]))
        assert all(b[0].y0 - a[0].y1 == pytest.approx(0.6 * box.width) for a, b in pairwise(lines))


def test_above_two_hundred_marks_are_squares() -> None:
    for count in (201, 1900, 2000):
        drawn = plain_charts.FieldOfMarks(count).draw(BOXES[0])
        assert plain_charts.FieldOfMarks.scale(count) == ("square", 1)
        assert drawn.marks[0].box.width == pytest.approx(drawn.marks[0].box.height)


@pytest.mark.parametrize("count", [2001, 8200, 12_000])
def test_above_two_thousand_squares_stand_in_blocks_of_ten_by_ten(count: int) -> None:
    drawn = plain_charts.FieldOfMarks(count).draw(BOXES[0])
    assert plain_charts.FieldOfMarks.scale(count) == ("block", 100)
    blocks = [drawn.marks[n : n + 100] for n in range(0, count, 100)]
    whole = [Box.around([p for mark in block for p in mark.box.corners]) for block in blocks]
    for block in blocks[: count // 100]:
        assert [len(line) for line in rows(block)] == [10] * 10
    pitch = blocks[0][1].box.x0 - blocks[0][0].box.x0
    inside = pitch - blocks[0][0].box.width
    assert whole[1].x0 - whole[0].x1 > 2 * inside
    assert len(blocks[-1]) == (count % 100 or 100)


@pytest.mark.parametrize(
    ("value", "unit", "marks", "shape"),
    [
        (12_000, 1, 12_000, "block"),
        (12_001, 10, 1_200, "square"),
        (120_000, 10, 12_000, "block"),
        (120_049, 100, 1_200, "square"),
        (999_999, 100, 10_000, "block"),
        (82_000_000, 10_000, 8_200, "block"),
        (8_000_000_000, 1_000_000, 8_000, "block"),
    ],
)
def test_above_twelve_thousand_a_mark_stands_for_a_power_of_ten(value: int, unit: int, marks: int, shape: str) -> None:
    drawn = plain_charts.FieldOfMarks(value).draw(BOXES[0])
    assert len(drawn.marks) == marks
    assert abs(len(drawn.marks) * unit - value) <= unit / 2
    assert plain_charts.FieldOfMarks.scale(value) == (shape, unit * (100 if shape == "block" else 1))


# Days and bars -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [("2020-12-07", "2020-12-21", 15), ("2020-12-20", "2021-01-03", 15), ("2020-02-27", "2020-03-01", 4)],
)
@pytest.mark.parametrize("box", BOXES)
def test_days_are_one_mark_each_the_first_and_last_tall_and_the_last_hollow(
    box: Box, first: str, last: str, count: int
) -> None:
    marks = plain_charts.RowOfDays(dt.date.fromisoformat(first), dt.date.fromisoformat(last)).draw(box).marks
    assert len(marks) == count
    assert [mark.hollow for mark in marks] == [False] * (count - 1) + [True]
    tall = min(box.height, plain_charts.TALLEST_DAY * marks[0].box.width)
    assert [mark.box.height for mark in (marks[0], marks[-1])] == pytest.approx([tall] * 2)
    assert all(mark.box.height < 0.5 * tall for mark in marks[1:-1])
    assert all(mark.box.y1 == pytest.approx(box.y1) for mark in marks)
    assert (marks[0].box.x0, marks[-1].box.x1) == pytest.approx((box.x0, box.x1))
    steps = [b.box.x0 - a.box.x0 for a, b in pairwise(marks)]
    assert steps == pytest.approx([steps[0]] * len(steps))
    assert all(a.box.x1 < b.box.x0 for a, b in pairwise(marks))


@pytest.mark.parametrize(("part", "filled"), [(0.0, 0.0), (0.25, 0.25), (1.0, 1.0), (1.7, 1.0), (-0.2, 0.0)])
def test_a_bar_is_filled_for_its_part_and_faint_for_the_rest(part: float, filled: float) -> None:
    box = BOXES[0]
    full, rest = plain_charts.PartOfBar(part).draw(box).marks
    assert full.box.width == pytest.approx(filled * box.width)
    assert rest.box.width == pytest.approx((1 - filled) * box.width)
    assert Box.union([full.box, rest.box]) == pytest.approx(box)
    assert full.strength == 1.0 > rest.strength > 0


def test_the_tall_days_of_a_row_are_no_taller_than_four_widths_and_a_third_or_they_would_look_like_bars() -> None:
    marks = plain_charts.RowOfDays(dt.date(2020, 12, 7), dt.date(2020, 12, 21)).draw(Box(0, 0, 300, 3000)).marks
    assert len(marks) == 15
    assert marks[0].box.height == pytest.approx(4.3 * marks[0].box.width)
    assert marks[-1].box.height == pytest.approx(4.3 * marks[-1].box.width)


# In a picture ------------------------------------------------------------------------------------------------------


def marks_in(artwork: Artwork, colour: str) -> Counter[str]:
    """Count the rectangles in a colour, by how strongly they are drawn."""
    found: Counter[str] = Counter()
    for path in re.findall(rf'<path[^>]*"{colour}"[^>]*>', artwork.svg):
        opacity = re.search(r'fill-opacity="([^"]*)"', path)
        found[opacity[1] if opacity else "1"] += path.count("z")
    return found


@pytest.mark.few(4)
@pytest.mark.parametrize(("paint", "role"), [("#f5a83c", "spread"), ("#ffd98a", "mark")])
def test_marks_are_drawn_in_the_role_that_the_box_of_the_slot_is_painted_in(
    tmp_path: Path, paint: str, role: str
) -> None:
    path = write_plot(
        tmp_path, "value: 83, bound: over, qualifier: more than", drawing=DRAWING.replace("#f5a83c", paint)
    )
    (artwork,) = compose_all(path)
    assert marks_in(artwork, THEME[role]) == {"1": 83, "0.55": 1, "0.3": 1, "0.12": 1}


def test_every_mark_is_ink_on_the_painted_picture(tmp_path: Path) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, "value: 41"))
    image = image_of(artwork.svg)
    assert artwork.chart is not None
    boxes = [mark.box for mark in plain_charts.FieldOfMarks(41).draw(marks_box(artwork)).marks]
    colour, wall = rgb(THEME["spread"]), rgb(THEME["wall"])
    for box in boxes:
        x, y = map(round, box.center)
        assert image.getpixel((x, y)) == colour
        assert image.getpixel((round(box.x1 + 0.3 * box.width), y)) == wall
    assert Box.union(boxes) == pytest.approx(artwork.chart.box)


def marks_box(artwork: Artwork) -> Box:
    """Return the part of the slot that its labels leave to the marks."""
    slot = artwork.scene.slots["chart"]
    return Box(*slot.box[:3], slot.box.y1 - 1.45 * artwork.words["chart"].size)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (83, "one mark = 1"),
        (1900, "one square = 1"),
        (12_000, "one block = 100"),
        (82_000_000, "one block = 1,000,000"),
    ],
)
def test_the_label_and_the_alt_text_say_what_one_mark_stands_for(tmp_path: Path, value: int, label: str) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, f"value: {value}"))
    assert artwork.words["chart"].lines == (label,)
    assert f"The figure is drawn as a field: {label}." in artwork.picture.description.alt_long


@pytest.mark.parametrize("statistic", ["value: 12000", "value: 2020-12-21", "value: 3, of: 4"])
@pytest.mark.parametrize("size", [8, 36, 60])
def test_labels_stand_under_the_marks_inside_the_slot_and_not_under_the_floor(
    tmp_path: Path, statistic: str, size: int
) -> None:
    drawing, rule = DRAWING.replace('size="36"', f'size="{size}"'), "{kind: bar}" if "of" in statistic else "{}"
    places = "x/square, telegram/landscape, instagram/story, instagram/portrait_4x5"
    artworks = compose_all(write_plot(tmp_path, statistic, drawing=drawing, rule=rule, places=places))
    assert len(artworks) == 4
    for artwork in artworks:
        words, marks = artwork.words["chart"], artwork.chart
        assert words.ink is not None
        assert marks is not None
        assert words.size == pytest.approx(max(artwork.picture.placement.floor, size * artwork.scene.scale))
        assert words.ink.y0 > marks.box.y1
        assert words.slot.box.contains(words.ink, 0.02 * words.size)
        assert words.slot.box.contains(marks.box, 0.01)
        assert words.overflow == 0


def dated(tmp_path: Path, first: str, drawn: str = "other") -> Path:
    """Write a project with a first date of its own and 21 December; a second message has the figure `drawn`."""
    figures = (
        f'value: {first}, text: 7 December, counts: vote, source: letter, as_of: "2020"}}\n  other: {{value: 2020-12-21'
    )
    path = write_plot(tmp_path, "")
    text = path.read_text(encoding="utf-8").replace("lit: {, text: so many", f"lit: {{{figures}, text: 21 December")
    message = (
        text[text.index("  plot:") :].replace("  plot:", "  two:").replace("statistic: lit", f"statistic: {drawn}")
    )
    path.write_text(text + message, encoding="utf-8")
    return path


def test_a_date_is_drawn_as_the_days_between_the_first_and_the_last_date_that_pictures_draw(tmp_path: Path) -> None:
    artworks = compose_all(dated(tmp_path, "2020-12-07"))
    assert len(artworks) == 2
    for artwork in artworks:
        assert artwork.words["chart"].lines == ("7 December", "21 December")
        assert (
            "A row of 15 days, the last one unlit: 7 December to 21 December." in artwork.picture.description.alt_long
        )
        full, hollow = sorted(re.findall(r'<path[^>]*"#643355"[^>]*>', artwork.svg), key=len, reverse=True)
        assert (full.count("z"), hollow.count("z")) == (14, 1)
        assert 'fill="none"' in hollow
        assert f'stroke="{THEME["spread"]}"' in hollow


def test_a_date_that_is_only_written_does_not_lengthen_the_row(tmp_path: Path) -> None:
    artworks = compose_all(dated(tmp_path, "2020-12-07", drawn="lit"))
    assert [artwork.words["chart"].lines for artwork in artworks] == [("7 December",)] * 2


def test_one_date_alone_is_one_unlit_day_with_one_label(tmp_path: Path) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, "value: 2020-12-21"))
    assert artwork.words["chart"].lines == ("so many",)
    assert "One day, unlit: so many." in artwork.picture.description.alt_long


def test_a_hollow_day_is_drawn_inside_its_box_however_thin_it_is(tmp_path: Path) -> None:
    path = dated(tmp_path, "2019-12-07")
    artwork = compose_all(path)[0]
    (hollow,) = re.findall(r'<path[^>]*fill="none"[^>]*>', artwork.svg)
    across = [float(value) for value in re.findall(r"h(-?[\d.]+)", hollow)]
    assert across[0] > 0 > across[1]


def test_a_part_of_a_whole_is_drawn_as_a_bar(tmp_path: Path) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, "value: 3000, of: 4000", rule="{kind: bar}"))
    assert artwork.words["chart"].lines == ("3,000", "4,000")
    assert "A bar, filled for 3,000 of 4,000." in artwork.picture.description.alt_long
    image, box = image_of(artwork.svg), artwork.scene.slots["chart"].box
    y = round(box.y0 + 100)
    seen = [image.getpixel((round(box.x0 + part * box.width), y)) for part in (0.01, 0.74, 0.76, 0.99)]
    assert seen[0] == seen[1] == rgb(THEME["spread"])
    assert seen[2] == seen[3] != rgb(THEME["wall"])


@pytest.mark.parametrize("statistic", ["value: 83, people: yes", "qualifier: over", "people: yes"])
def test_people_and_figures_without_a_value_leave_the_chart_out(tmp_path: Path, statistic: str) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, statistic))
    assert artwork.chart is None
    assert set(artwork.words) == {"headline", "source"}
    assert not marks_in(artwork, THEME["spread"])
    assert "drawn" not in artwork.picture.description.alt_long


@pytest.mark.parametrize(
    ("statistic", "rule", "code"),
    [
        ("qualifier: over", "{required: yes}", "chart-without-value"),
        ("qualifier: over", "{required: yes, kind: ring}", "chart-without-value"),
        ("of: 4", "{required: yes, kind: bar}", "chart-without-value"),
        ("value: 83, people: yes", "{required: yes}", "people-as-marks"),
    ],
)
def test_a_chart_that_is_required_is_never_left_out(tmp_path: Path, statistic: str, rule: str, code: str) -> None:
    """Half a page would be empty, and nobody would hear of it."""
    with pytest.raises(SpecError) as caught:
        load_project(write_plot(tmp_path, statistic, rule=rule))
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_layout_that_is_a_field_is_refused_for_people(tmp_path: Path) -> None:
    path = write_plot(tmp_path, "value: 83, people: yes", rule="{kind: field}")
    with pytest.raises(SpecError) as caught:
        load_project(path)
    (fault,) = caught.value.faults
    assert fault.message == "'lit' counts people and would be drawn as marks"
    assert fault.mark is not None
    assert fault.mark.snippet.strip() == "images: [{layout: plot, on: [feed, story]}]"


@pytest.mark.parametrize(
    ("statistic", "kind", "said", "remedy"),
    [
        ("value: 3000", "bar", "'lit' would be drawn as a bar and has no 'of'", "add 'of'"),
        ("value: 5, of: 4", "bar", "'lit' would be drawn as a bar of 5 of 4", "a bar shows a part of a whole"),
        ("value: -1, of: 4", "bar", "'lit' would be drawn as a bar of -1 of 4", "a bar shows a part of a whole"),
        ("value: 0, of: 0", "bar", "'lit' would be drawn as a bar of 0 of 0", "a bar shows a part of a whole"),
        ("value: 2020-12-21", "bar", "'lit' is a date and would be drawn as a bar", "one that draws days"),
        ("value: 2020-12-21", "field", "'lit' is a date and would be drawn as a field", "one that draws days"),
        ("value: 21", "days", "'lit' is a number and would be drawn as days", "give it a date as its value"),
        ("value: 0", "field", "'lit' is 0 and would be drawn as a field of marks", "a field shows 1 or more"),
        ("value: -7", "", "'lit' is -7 and would be drawn as a field of marks", "a field shows 1 or more"),
    ],
)
def test_a_figure_that_a_chart_cannot_draw_is_refused_where_its_layout_is_chosen(
    tmp_path: Path, statistic: str, kind: str, said: str, remedy: str
) -> None:
    path = write_plot(tmp_path, statistic, rule=f"{{kind: {kind}}}" if kind else "{}")
    with pytest.raises(SpecError) as caught:
        load_project(path)
    (fault,) = caught.value.faults
    assert fault.message == said
    assert remedy in fault.remedy
    assert "choose another layout" in fault.remedy
    assert fault.mark is not None
    assert fault.mark.snippet.strip() == "images: [{layout: plot, on: [feed, story]}]"


def test_nothing_of_a_whole_is_an_empty_bar(tmp_path: Path) -> None:
    (artwork,) = compose_all(write_plot(tmp_path, "value: 0, of: 4", rule="{kind: bar}"))
    assert artwork.words["chart"].lines == ("0", "4")


def test_people_in_the_copy_do_not_refuse_a_field_of_something_else(tmp_path: Path) -> None:
    path = write_plot(tmp_path, "value: 83", rule="{kind: field}")
    people = (
        'statistics:\n  some: {value: 4, people: yes, text: 4 children, counts: were, source: letter, as_of: "2020"}'
    )
    text = (
        path.read_text(encoding="utf-8").replace("statistics:", people).replace("line: Words}", 'line: "{some} words"}')
    )
    path.write_text(text, encoding="utf-8")
    (artwork,) = compose_all(path)
    assert artwork.words["headline"].text == "4 children words"
    assert sum(marks_in(artwork, THEME["spread"]).values()) == 83


def test_a_slot_too_low_for_marks_above_its_labels_is_refused(tmp_path: Path) -> None:
    path = write_plot(tmp_path, "value: 83", drawing=DRAWING.replace('height="560"', 'height="40"'))
    with pytest.raises(DrawingError, match="'slot-chart' has no room for marks above its labels") as caught:
        compose_all(path)
    assert str(caught.value.faults[0].mark).startswith("plot/square.svg:3:")


def test_a_slot_without_a_text_gets_no_labels(tmp_path: Path) -> None:
    drawing = re.sub(r'(height="560"[^\n]*)\n.*</text>', r"\1", DRAWING)
    (artwork,) = compose_all(write_plot(tmp_path, "value: 83", drawing=drawing))
    assert "chart" not in artwork.words
    assert artwork.chart is not None
    assert marks_in(artwork, THEME["spread"]) == {"1": 83}
