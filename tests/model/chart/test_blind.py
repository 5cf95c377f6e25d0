"""The blind of a countdown: a strip a day, measured as geometry and in the pixels of the painted picture."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from support.campaigns import write_countdown
from support.drawings import rgb
from support.pictures import image_of

import kit
from kit.base.geometry import Box
from kit.compose import Composer
from kit.judge import COMPOSED_RULES, judge
from kit.model.chart.let_down_blind import BlindOfDays
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork
    from kit.model.chart.chart_data import ChartShape

BOXES = (Box(0, 0, 1080, 548), Box(0, -40, 1600, 470), Box(100, 300, 400, 1220), Box(0, 0, 120, 61))
LAYOUT, SQUARE = "templates/svg/days/layout.yaml", "templates/svg/days/square.svg"
PALETTE, PALE = "templates/svg/palette.yaml", "#8fb9b3"
CLIP = '<rect id="clip-number blind beyond-pale" x="-100" y="200" width="1280" height="500" fill="none"/>'
BLIND = "chart: {kind: blind, required: yes, edge: edge, dark: joint, light: sun, cord: cord}"
SLAT, EDGE, SUN, DAY = (rgb(colour) for colour in ("#1d4a4e", "#5d9392", "#ffd98a", "#fff0cf"))


def hung(shapes: tuple[ChartShape, ...]) -> list[ChartShape]:
    """Return what hangs in the window: all but the pulls, of which one is the cord and one the tassel."""
    return [shape for shape in shapes if shape.ink in {"colour", "shade", "edge", "light"}]


def faults_of(path: Path) -> tuple[kit.Fault, ...]:
    """Return the faults for which a campaign can't be loaded."""
    with pytest.raises(kit.SpecError) as caught:
        load_project(path)
    return caught.value.faults


def write(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the campaign with changes, each (file, old, new); return the path of its `kit.yaml`."""
    path = write_countdown(folder / "library")
    for file, old, new in changes:
        text = (path.parent / file).read_text(encoding="utf-8")
        assert old in text, old
        (path.parent / file).write_text(text.replace(old, new), encoding="utf-8")
    return path


def composed(path: Path, only: str = "*x/square") -> dict[int | None, Artwork]:
    """Return the pictures of the countdown on a placement by the days left."""
    project = load_project(path)
    composer = Composer(project)
    return {artboard.frame: composer.compose(artboard) for artboard in plan(project, only)}


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("days", [1, 2, 5, 7, 14, 60, 366])
def test_a_strip_is_let_down_each_day_until_all_is_shut(box: Box, days: int) -> None:
    level = []
    for left in range(days, -1, -1):
        drawn = BlindOfDays(left, days).draw(box)
        boxes = [Box.around(shape.points) for shape in hung(drawn.shapes)]
        assert all(one.width == pytest.approx(box.width) and one.height >= 0 for one in boxes)
        assert min(one.y0 for one in boxes) >= box.y0 - 0.1 * box.height
        level.append(max(one.y0 for one in boxes))
        assert drawn.covered
        assert box.grown(0.02 * box.width).contains(drawn.covered)
    assert all(lower >= upper - 0.02 * box.height for upper, lower in pairwise(level))
    assert level[-1] == pytest.approx(box.y1, abs=0.04 * box.height)


@pytest.mark.parametrize("days", [7, 14])
def test_the_foot_is_where_the_days_that_have_gone_end(days: int) -> None:
    box = Box(0, 0, 1080, 1000)
    for left in range(days):
        lip = next(shape for shape in reversed(BlindOfDays(left, days).draw(box).shapes) if shape.ink == "light")
        middle = [y for _, y in lip.points]
        assert max(middle) == pytest.approx((days - left) * 1000 / days, abs=1000 / days / 2)
        assert max(middle) > min(middle) + 4, "the last slat is uneven"


def test_a_blind_that_is_up_shows_its_rail_and_its_pulls() -> None:
    inks = [shape.ink for shape in BlindOfDays(7, 7).draw(BOXES[0]).shapes]
    assert inks == ["rest", "colour", "shade", "edge", "cord", "dark", "cord", "dark"]


def test_pulls_hang_only_where_there_is_room_for_them() -> None:
    for left in range(15):
        drawn = BlindOfDays(left, 14).draw(BOXES[0])
        assert (len([shape for shape in drawn.shapes if shape.ink == "dark"]) > 1) == (left > 3)
        assert max(y for shape in drawn.shapes if shape.ink == "cord" for _, y in shape.points) <= 560


def test_a_high_strip_is_several_slats_and_slats_never_get_so_low_that_they_flicker() -> None:
    for days in (1, 2, 7, 14, 60, 366):
        slats = [shape for shape in BlindOfDays(0, days).draw(BOXES[0]).shapes if shape.ink == "colour"]
        heights = [Box.around(shape.points).height for shape in slats[:-2]]  # the highest may be half above the box
        assert heights
        assert min(heights) > 17
        assert max(heights) < 0.16 * 548


def test_strips_are_painted_in_the_roles_that_the_layout_names(tmp_path: Path) -> None:
    pictures = composed(write(tmp_path))
    for left in range(1, 7):
        artwork = pictures[left]
        image = image_of(artwork.svg)
        column = [image.getpixel((864, y)) for y in range(380)]
        foot = -30 + (7 - left) * 410 / 7
        assert {SLAT, SUN} <= set(column)
        assert (EDGE in column) == (left < 6)
        last = max(y for y, colour in enumerate(column) if colour == SLAT)
        assert last == pytest.approx(foot, abs=12)
        assert set(column[last + 20 :]) <= {DAY}


def test_the_rest_of_the_window_has_a_colour_where_the_layout_names_one(tmp_path: Path) -> None:
    path = write(tmp_path, (LAYOUT, "dark: joint", "rest: sun, dark: joint"))
    image = image_of(composed(path)[5].svg)
    assert (image.getpixel((864, 300)), image.getpixel((864, 420))) == (SUN, DAY)


def test_without_roles_a_blind_is_painted_in_shades_of_what_its_box_is_filled_with(tmp_path: Path) -> None:
    path = write(tmp_path, (LAYOUT, BLIND, "chart: {kind: blind}"))
    painted = image_of(composed(path)[2].svg)
    column = [painted.getpixel((864, y)) for y in range(380)]
    assert SLAT in column
    assert len(set(column)) > 6


def test_a_blind_reaches_the_edges_whatever_the_proportions(tmp_path: Path) -> None:
    path = write(tmp_path, ("kit.yaml", "at: [telegram, x/square]", "at: [x]"), ("kit.yaml", "[telegram, x]", "[x]"))
    pictures = composed(path, "*x/*")
    assert pictures
    for left, artwork in pictures.items():
        box = artwork.scene.slots["chart"].box
        width = artwork.picture.placement.size[0]
        assert (round(box.x0), round(box.x1)) == (0, width), left


def test_a_blind_may_run_off_the_edge_and_words_are_judged_against_it(tmp_path: Path) -> None:
    sound = composed(write(tmp_path / "a"))[1]
    assert [finding.rule for finding in judge(sound, (), COMPOSED_RULES)] == []
    over = ('<rect x="140" y="400" width="500" height="260"', '<rect x="140" y="70" width="500" height="260"')
    path = write(tmp_path / "b", (SQUARE, *over))
    artwork = composed(path)[1]
    assert [finding.rule for finding in judge(artwork, (), COMPOSED_RULES) if finding.severity == "error"] == []
    assert "#1d4a4e" in artwork.ground.svg
    built = kit.build(kit.load(path), tmp_path / "out", jobs=1, only="open-01 x/square")
    assert [fault.code for failure in built.failures for fault in failure.faults] == ["line-too-faint"]


#: A number that stands before the blind, and what cuts it at the foot of the blind.
CUT = (
    (SQUARE, 'height="410"', 'height="580"'),
    (SQUARE, '<rect x="140" y="400" width="500" height="260"', '<rect x="140" y="70" width="700" height="480"'),
    (SQUARE, '  <rect id="live"', f'  {CLIP}\n  <rect id="live"'),
    (PALETTE, "ink:", f'pale: "{PALE}"\nink:'),
)


@pytest.mark.ci
def test_a_number_is_cut_where_the_blind_ends_on_each_day(tmp_path: Path) -> None:
    path = write(tmp_path, *CUT)
    pictures = composed(path)
    for left in range(1, 8):
        image, foot = image_of(pictures[left].svg), -30 + (7 - left) * 580 / 7
        rows = {
            colour: {y for y in range(60, 560) for x in range(150, 520, 3) if image.getpixel((x, y)) == rgb(colour)}
            for colour in (PALE, "#0f2a2e")
        }
        assert max(rows[PALE], default=-99) < foot + 14, left
        assert min(rows["#0f2a2e"], default=999) > foot - 14, left
        assert bool(rows[PALE]) == (left < 6), left
    built = kit.build(kit.load(path), tmp_path / "out", jobs=1, only="open-0[146] x/square")
    assert built.failures == ()


def test_what_cuts_at_the_foot_of_a_blind_is_a_rectangle(tmp_path: Path) -> None:
    circle = '<circle id="clip-number blind" cx="500" cy="500" r="300" fill="none"/>'
    path = write(tmp_path, (SQUARE, '  <rect id="live"', f'  {circle}\n  <rect id="live"'))
    with pytest.raises(kit.DrawingError) as caught:
        composed(path)
    assert [fault.code for fault in caught.value.faults] == ["clip-of-blind-not-rectangle"]


def test_the_long_alt_text_says_how_far_the_blind_is_down(tmp_path: Path) -> None:
    artwork = composed(write(tmp_path))[3]
    assert "A blind, let down for 4 of 7 days." in artwork.picture.description.alt_long


def test_a_blind_needs_a_countdown(tmp_path: Path) -> None:
    plain = "    copy: {headline: Days}\n    caption: {short: a., long: a.}\n    shows: A blind.\n    statistic: vote\n"
    path = write(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("    countdown:")] + "    link: write\n" + plain, encoding="utf-8")
    assert [fault.message for fault in faults_of(path)] == ["missing 'countdown'"]


@pytest.mark.parametrize(
    ("chart", "code", "place"),
    [
        ("chart: {kind: field, edge: edge}", "option-of-another-chart", "edge: edge"),
        ("chart: {kind: field, light: sun}", "option-of-another-chart", "light: sun"),
        ("chart: {kind: blind, cord: rope}", "unknown-colour-role", "rope"),
        ("chart: {kind: field, rest: sun}", "rest-without-whole", "rest: sun"),
    ],
)
def test_an_option_that_colours_nothing_is_refused(chart: str, code: str, place: str, tmp_path: Path) -> None:
    [fault] = faults_of(write(tmp_path, (LAYOUT, BLIND, chart)))
    assert fault.mark
    assert (fault.code, fault.mark.snippet[fault.mark.column - 1 :][: len(place)]) == (code, place)
