"""What two engines paint otherwise is found, with the part of the drawing that is responsible for it."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from conftest import LIVE, TESTS
from PIL import Image
from support.campaigns import golden_folder
from support.pictures import tree_of

from kit.compose import Composer
from kit.drawing.svg.engine_input import Original
from kit.judge import engine_agreement, painter_stops
from kit.judge.engine_agreement import difference, difference_of, engines_agree
from kit.model.layout import Element
from kit.paint.raster import painter
from kit.paint.raster.resvg_engine import paint_again
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.asset import PremultipliedPixels
    from kit.model.layout import Drawing
    from kit.model.tree import Tree

    Draw = Callable[..., Drawing]

#: Drawings of 300 x 300 px, each in a form that the two engines may read differently.
FORMS = {path.stem: path for path in sorted(TESTS.glob("drawing/svg/forms/*/*.svg"))}
#: Two dashed lines among others, a slot and an image of one pixel, over more than one line.
BODY = """
<rect width="1000" height="1000" fill="#0f2a2e"/>
<g id="rails" stroke="#fff4dd" stroke-width="8">
<path id="sleepers" d="M100 300H900" stroke-dasharray="30 20"/>
<path d="M100 340H900"/><path d="M100 380H900"/>
</g>
<circle cx="500" cy="600" r="120" fill="#f5a83c"/>
<path data-name="Hem" d="M380 800H620" stroke="#f5a83c" stroke-width="6" stroke-dasharray="12"/>
<g id="slot-headline"><rect x="100" y="100" width="800" height="100" fill="#fff4dd"/>
<text font-family="Source Serif 4" font-size="80" fill="#fff4dc">Words</text></g>
"""


def faults(drawing: Drawing) -> list[tuple[int, str]]:
    """Return the lines and messages of what is found in a drawing."""
    found = [finding.fault for finding in engines_agree(drawing.path)]
    return [(fault.mark.line if fault.mark else 0, fault.message) for fault in found]


def without(monkeypatch: pytest.MonkeyPatch, attribute: str) -> None:
    """Break the painter: it knows an attribute no more."""

    def paint(tree: Tree) -> PremultipliedPixels:
        return painter.paint_premultiplied(tree_of(re.sub(rf' {attribute}="[^"]*"', "", tree.svg)))

    monkeypatch.setattr(engine_agreement, "paint_premultiplied", paint)


#: Every drawing beside this module and in the package.
DRAWINGS = [
    path
    for path in sorted([*(TESTS.parent / "templates").glob("*/**/*.svg"), *TESTS.glob("*/templates/**/*.svg")])
    if path.parent.name != "parts"
]
#: Which of them every run paints. That the engines agree on all drawings of the campaign is a rule, by which `test_kit`
#: has its kit checked in every run, too; here they must agree by more than that.
EVERY = 5


@pytest.mark.ci
@pytest.mark.parametrize(
    "path",
    [path if not n % EVERY else pytest.param(path, marks=pytest.mark.slow) for n, path in enumerate(DRAWINGS)],
    ids=lambda path: "/".join(path.parts[-2:]),
)
def test_the_engines_agree_on_the_drawings_of_the_package(path: Path) -> None:
    found = difference(original := Original(path))
    assert not found.is_visible
    assert found.mean < engine_agreement.MOST_MEAN / 1.5
    assert not original.tiled or not engine_agreement.difference_in_tiles(original).is_visible


@pytest.mark.ci
def test_the_engines_agree_on_every_whole_picture_of_the_golden_project() -> None:
    project = load_project(golden_folder() / "kit.yaml")
    composer = Composer(project)
    artboards = plan(project)
    assert artboards
    for artboard in artboards:
        ours = painter.paint_premultiplied(tree := composer.compose(artboard).tree)
        found = difference_of(ours, paint_again(tree.svg, ours.width, ours.height))
        assert not found.is_visible, f"{artboard}: {found}"


def test_a_drawing_that_both_paint_alike_has_no_finding(draw: Draw) -> None:
    assert faults(draw(BODY)) == []


def test_each_part_that_is_painted_otherwise_is_named_with_its_line(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = draw(BODY)
    without(monkeypatch, "stroke-dasharray")
    (first, sleepers), (second, hem) = faults(drawing)
    assert (first, second) == (4, 8)
    assert sleepers.startswith("'sleepers': the kit and resvg paint it differently, by ")
    assert hem.startswith("'Hem': the kit and resvg paint it differently, by ")


def test_a_clone_that_is_painted_otherwise_is_named_by_what_it_repeats(
    draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing = draw(BODY.replace('<circle cx="500"', '<use href="#sleepers" y="500"/><circle cx="500"'))
    without(monkeypatch, "stroke-dasharray")
    assert [line for line, _ in faults(drawing)] == [4, 8]


def test_what_is_wrong_with_no_part_alone_is_said_of_the_drawing(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing, square = draw(BODY), Element("rect", {"width": "900", "height": "900"})
    monkeypatch.setattr(
        engine_agreement,
        "paint_premultiplied",
        lambda tree: painter.paint_premultiplied(replace(tree, children=(*tree.children, square))),
    )
    ((line, message),) = faults(drawing)
    assert line == 1
    assert message.startswith("the kit and resvg paint it differently")


def test_what_the_painter_stops_at_is_named(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    def paint(tree: Tree) -> PremultipliedPixels:
        if "stroke-dasharray" in tree.svg:
            raise ZeroDivisionError("float division by zero")
        return painter.paint_premultiplied(tree)

    drawing = draw(BODY)
    assert painter_stops(Original(drawing.path)) == []
    monkeypatch.setattr(engine_agreement, "paint_premultiplied", paint)
    found: list[Fault] = painter_stops(Original(drawing.path))
    assert [(fault.mark.line if fault.mark else 0, fault.message) for fault in found] == [
        (4, "'sleepers': the painter fails: ZeroDivisionError: float division by zero"),
        (8, "'Hem': the painter fails: ZeroDivisionError: float division by zero"),
    ]
    assert [finding.fault for finding in engines_agree(drawing.path)] == found


def test_a_colour_before_one_of_a_profile_is_compared(draw: Draw) -> None:
    profile = '<defs><color-profile name="press" xlink:href="press.icc"/></defs>'
    svg = profile + '<rect width="99" height="99" fill="#0f2a2e icc-color(press, 0.1, 0.5)"/>'
    assert faults(draw(svg)) == []


@pytest.mark.parametrize("box", ["0 0 30 20", "-100 -50 210 297.4", "0 0 6000 300", "5 5 1.5 1"])
def test_drawings_of_any_size_and_origin_are_compared_at_a_size_that_shows_them(draw: Draw, box: str) -> None:
    x, y, width, height = map(float, box.split())
    mark = f'<circle cx="{x + width / 3}" cy="{y + height / 3}" r="{height / 5}" fill="#f5a83c"/>'
    live = f'<rect id="live" x="{x}" y="{y}" width="{width}" height="{height}"/>'
    drawing = draw(
        f'{mark}<rect x="{x + width / 2}" y="{y}" width="{width / 7}" height="{height}"/>{live}', f'viewBox="{box}"'
    )
    mean, in_square = difference(Original(drawing.path))
    assert mean < engine_agreement.MOST_MEAN / 4
    assert in_square < engine_agreement.MOST_IN_SQUARE


CONSTRUCTS = sorted(TESTS.glob("drawing/svg/constructs/*/*.svg"))


@pytest.mark.ci
def test_the_constructs_of_editors_that_are_taken_have_no_finding(tmp_path: Path) -> None:
    copy = tmp_path / "square.svg"
    assert CONSTRUCTS
    for path in CONSTRUCTS:
        before, end, after = path.read_text(encoding="utf-8").rpartition("</svg>")
        copy.write_text(before + LIVE.replace("00", "0") + end + after, encoding="utf-8")
        assert list(engines_agree(copy)) == [], path


@pytest.mark.ci
def test_tiles_that_the_painter_draws_otherwise_are_found(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    tile = '<pattern id="p" width="33.3" height="33.3" patternUnits="userSpaceOnUse"><path d="M0 3H30" {}/></pattern>'
    line = 'stroke="#f5a83c" stroke-width="6" stroke-dasharray="9"'
    wall = '<rect x="100" y="100" width="300" height="300" fill="#fff4dd"/>\n<rect id="wall" {} fill="url(#p)"/>'
    drawing = draw(tile.format(line) + wall.format('x="500" y="100" width="400" height="300"'))
    assert faults(drawing) == []
    without(monkeypatch, "stroke-dasharray")
    ((number, message),) = faults(drawing)
    assert number == 2
    assert message.startswith("'wall': ")


@pytest.mark.parametrize("name", ["hug-headline", "hug-headline lines", "clip-headline", "slot-headline again"])
def test_what_belongs_to_words_is_compared_as_it_is_drawn_or_not_at_all(draw: Draw, name: str) -> None:
    shape = '<rect x="100" y="100" width="400" height="90" fill="#f5a83c"/>'
    text = '<text font-family="Source Serif 4" font-size="80" fill="#fff4dc">Words</text>' if "slot" in name else ""
    around = (
        f'<g data-name="{name}">{shape}{text}</g>'
        if "clip" not in name
        else shape.replace("<rect", f'<rect id="{name}"')
    )
    assert faults(draw(around + BODY)) == []


def test_a_drawing_that_is_refused_is_left_to_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "square.svg"
    path.write_text("<svg/>")
    assert list(engines_agree(path)) == []


def written(tmp_path: Path, form: str) -> Path:
    """Write a drawing in a form, with a live box; return its path."""
    path, (before, end, after) = tmp_path / "square.svg", FORMS[form].read_text(encoding="utf-8").rpartition("</svg>")
    path.write_text(before + LIVE.replace("00", "0") + end + after, encoding="utf-8")
    return path


def codes(path: Path) -> set[str]:
    """Return what is found in a drawing as a whole: which of its parts is responsible for it is tried above."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine_agreement, "responsible_parts", lambda *_: [])
        return {finding.fault.code for finding in engines_agree(path)}


@pytest.mark.few(12)
@pytest.mark.parametrize("form", FORMS)
def test_what_the_second_engine_reads_otherwise_is_no_error_where_we_are_right(form: str, tmp_path: Path) -> None:
    assert codes(written(tmp_path, form)) == set()


@pytest.mark.few(12)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_forms_are_errors_where_they_are_painted_wrongly(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Break the painter: it paints everything a little beside where it belongs."""

    def moved(tree: Tree) -> PremultipliedPixels:
        aside = Element("g", {"transform": "translate(9 5)"}, tree.children)
        return painter.paint_premultiplied(replace(tree, children=(aside,)))

    monkeypatch.setattr(engine_agreement, "paint_premultiplied", moved)
    assert codes(written(tmp_path, form)) == {"engines-differ"}


@pytest.mark.parametrize(
    ("form", "right", "wrong"),
    [
        ("rgb-with-a-slash", 'fill-opacity="0.5"', 'fill-opacity="1"'),
        ("rebeccapurple", "#663399", "#000000"),
        ("display-p3", "#8c0000", "#800000"),
        ("light-dark", "#00aa00", "#121212"),
        ("miter-clip", 'stroke-miterlimit="1.2"', 'stroke-miterlimit="9"'),
        ("a-fallback-for-a-clip-path", "#00aa00", "none"),
        ("a-custom-property-of-another", "#c8141e", "#000000"),
        ("a-mask-that-ends-before-its-shape", 'clip-path="url(#m-clip-2)"', ""),
        ("an-origin-in-px", "translate(150 150)", ""),
    ],
)
def test_a_form_that_is_read_wrongly_is_an_error(
    form: str, right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []

    def paint(tree: Tree) -> PremultipliedPixels:
        painted.append(tree.svg)
        return painter.paint_premultiplied(tree_of(tree.svg.replace(right, wrong)))

    monkeypatch.setattr(engine_agreement, "paint_premultiplied", paint)
    assert codes(written(tmp_path, form)) == {"engines-differ"}
    assert right in painted[0]


@pytest.mark.few(3)
@pytest.mark.parametrize("form", [name for name in FORMS if "turned-by" in name])
def test_a_picture_that_is_not_turned_is_an_error(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unturned(match: re.Match[str]) -> str:
        file = BytesIO()
        Image.open(BytesIO(b64decode(match[1]))).save(file, "PNG")
        return f"image/png;base64,{b64encode(file.getvalue()).decode()}"

    def paint(tree: Tree) -> PremultipliedPixels:
        return painter.paint_premultiplied(tree_of(re.sub('image/jpeg;base64,([^"]*)', unturned, tree.svg)))

    monkeypatch.setattr(engine_agreement, "paint_premultiplied", paint)
    assert codes(written(tmp_path, form)) == {"engines-differ"}


def test_a_mask_of_plain_shapes_is_judged_and_one_whose_box_depends_on_tiles_is_not(draw: Draw) -> None:
    """A mask in parts of a box is a clip path while the box is known, and an effect once the tiles in it are hidden."""
    mask = '<mask id="m"><rect x="300" y="300" width="200" height="200" fill="#fff"/></mask>'
    leaf = '<path d="M0 0H4V4z" fill="#f5a83c"/>'
    tile = f'<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse">{leaf}</pattern>'
    shapes = (
        '<rect x="200" y="200" width="400" height="400" fill="{}"/><circle cx="400" cy="400" r="90" fill="#f5a83c"/>'
    )
    plain = Original(draw(f'{mask}<g mask="url(#m)">{shapes.format("#0f2a2e")}</g>').path)
    assert plain.with_effects() == frozenset()
    tiled = draw(f'{mask}{tile}<g mask="url(#m)">{shapes.format("url(#p)")}</g>')
    original = Original(tiled.path)
    assert original.with_effects() == frozenset()
    assert original.with_effects(original.tiled) > original.tiled
    assert list(engines_agree(tiled.path)) == []


def test_the_engines_judge_all_but_the_groups_with_effects(draw: Draw) -> None:
    """The second engine paints these itself; the first, which would leave their effects out, is not asked."""
    shadow = '<filter id="f"><feDropShadow dx="90" dy="90" stdDeviation="9" flood-color="#f5a83c"/></filter>'
    card = '<rect x="300" y="300" width="200" height="200" fill="#0f2a2e" filter="url(#f)"/>'
    tint = '<g style="mix-blend-mode:multiply"><circle cx="300" cy="300" r="200" fill="#f5a83c"/></g>'
    ground = '<rect width="1000" height="1000" fill="#0f2a2e"/>'
    drawing = draw(f"{shadow}{ground}{tint}{BODY.replace(ground, '')}{card}")
    assert list(engines_agree(drawing.path)) == []
    assert difference(Original(drawing.path)).in_square <= 1
