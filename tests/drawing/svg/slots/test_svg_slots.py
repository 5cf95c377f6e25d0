"""Slots: their boxes, the style of their words, and the faults of both."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from lxml import etree

from kit.base.errors import DrawingError
from kit.base.geometry import Box
from kit.drawing.svg.drawing_reader import read_drawing
from kit.drawing.svg.outlines import may_be_box

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing
    from kit.model.slot import TextStyle

    Draw = Callable[..., Drawing]

EXPORTS = Path(__file__).parents[1] / "exports"
WORDS = '<text x="0" y="50" fill="#fff4dc" font-family="Source Sans 3" font-size="40">Keep</text>'


def style_of(draw: Draw, text: str, group: str = "") -> TextStyle:
    body = f'<g id="slot-headline" {group}><rect width="300" height="100"/>{text}</g>'
    style = draw(body).slots["headline"].style
    assert style is not None
    return style


def faults_of(draw: Draw, body: str) -> str:
    with pytest.raises(DrawingError) as caught:
        draw(body)
    return str(caught.value)


@pytest.mark.parametrize(
    ("key", "group", "text", "run"),
    [
        ("stroke", "", 'stroke="#000000"', ""),
        ("stroke", 'stroke="#000000" stroke-width="2"', "", ""),
        ("stroke", "", "", 'style="stroke:#000000"'),
        ("opacity", "", 'opacity="0.05"', ""),
        ("opacity", 'opacity=".5"', "", ""),
        ("fill-opacity", "", 'style="fill-opacity:40%"', ""),
    ],
)
def test_what_words_would_be_painted_without_is_named(draw: Draw, key: str, group: str, text: str, run: str) -> None:
    words = f'<text {text} font-size="40"><tspan {run}>Keep</tspan></text>'
    found = faults_of(draw, f'<g id="slot-headline" {group}><rect width="300" height="100"/>{words}</g>')
    assert f"'{key}' of 'slot-headline' is" in found
    assert "painted without it" in found


@pytest.mark.parametrize("plain", ["stroke:none", "stroke:#000000;stroke-width:0", "opacity:1;fill-opacity:1.0"])
def test_plain_words_may_say_that_they_are_plain(draw: Draw, plain: str) -> None:
    assert style_of(draw, WORDS, f'style="{plain}"').size == 40


ROUND = "M300,20C300,9 291,0 280,0L20,0C9,0 0,9 0,20L0,80C0,91 9,100 20,100L280,100C291,100 300,91 300,80Z"
PILL = (
    "M300,50C300,22.4 277.6,0 250,0L50,0C22.4,0 0,22.4 0,50C0,77.6 22.4,100 50,100L250,100C277.6,100 300,77.6 300,50Z"
)
ELLIPSE = "M300,50C300,77.6 232.8,100 150,100C67.2,100 0,77.6 0,50C0,22.4 67.2,0 150,0C232.8,0 300,22.4 300,50Z"
HILL = "M0,100L0,50C100,0 200,60 300,50L300,100Z"


@pytest.mark.parametrize("path", [ROUND, PILL])
def test_a_rectangle_with_round_corners_that_is_drawn_as_a_path_is_a_box(draw: Draw, path: str) -> None:
    body = f'<g id="slot-headline" transform="translate(9 9)"><path d="{path}" fill="none"/>{WORDS}</g>'
    assert draw(body).slots["headline"].box == pytest.approx((9, 9, 309, 109))


@pytest.mark.parametrize("path", [ELLIPSE, HILL])
def test_another_curve_is_no_box(draw: Draw, path: str) -> None:
    assert "no box" in faults_of(draw, f'<g id="slot-headline"><path d="{path}" fill="none"/>{WORDS}</g>')


@pytest.mark.parametrize(("turned", "box"), [("", (0, 0, 300, 100)), ("translate(50 20)", (50, 20, 350, 120))])
def test_the_rectangle_that_words_flow_in_is_their_box(draw: Draw, turned: str, box: tuple[float, ...]) -> None:
    words = WORDS.replace("<text", f'<text transform="{turned}" style="white-space:pre;shape-inside:url(#flow)"')
    drawing = draw(f'<defs><rect id="flow" width="300" height="100"/></defs><g id="slot-headline">{words}</g>')
    assert drawing.slots["headline"].box == pytest.approx(box)
    assert "no box" in faults_of(draw, f'<g id="slot-headline">{words}</g>')


@pytest.mark.parametrize("effect", ["filter:url(#f)", "mask:url(#m)", "mix-blend-mode:screen"])
def test_an_effect_on_a_slot_or_in_it_is_refused_and_one_that_nothing_uses_is_not(draw: Draw, effect: str) -> None:
    used = '<filter id="f"/><mask id="m"/><g id="slot-headline" {}><rect width="300" height="100" {}/>{}</g>'
    assert draw(used.format("", "", WORDS)).slots
    for places in ((f'style="{effect}"', ""), ("", f'style="{effect}"')):
        assert f"'slot-headline': '{effect.partition(':')[0]}' can't be painted" in faults_of(
            draw, used.format(*places, WORDS)
        )


@pytest.mark.parametrize("editor", ["inkscape", "figma", "illustrator"])
def test_the_exports_of_three_editors_are_read_alike(editor: str) -> None:
    drawing = read_drawing(EXPORTS / f"{editor}.svg", PALETTE)
    headline = drawing.slots["headline"]
    assert headline.box == pytest.approx((100, 64, 820, 580))
    assert drawing.live == pytest.approx((100, 64, 980, 1016))
    assert drawing.unmapped_colours == ()
    style = headline.style
    assert style is not None
    assert (style.size, style.fill, style.italic) == (132, "@text", False)
    assert style.line_height == pytest.approx(1.06)
    assert "Semibold" in style.family or style.weight == 600
    assert style.tracking == pytest.approx(0 if editor == "figma" else -2.11 / 132)


def test_a_drawing_in_a_clipped_frame_of_figma_keeps_its_slots_and_loses_the_clip() -> None:
    drawing = read_drawing(EXPORTS / "figma.svg", PALETTE)
    assert set(drawing.slots) == {"headline", "qr"}
    assert drawing.slots["qr"].box == Box(100, 816, 300, 1016)
    assert "clip-path" not in drawing.root.children[0].attributes


def test_all_transforms_around_a_box_are_multiplied(draw: Draw) -> None:
    drawing = draw(
        '<g transform="translate(100 50)"><g transform="scale(2)"><g id="slot-headline"'
        ' transform="matrix(1 0 0 1 5 5)">'
        f'<g transform="translate(10)"><rect x="1" y="2" width="100" height="40"/>{WORDS}</g></g></g></g>'
    )
    slot = drawing.slots["headline"]
    assert slot.box == Box(132, 64, 332, 144)
    assert slot.style is not None
    assert slot.style.size == 80


def test_a_box_turned_twice_is_upright_again(draw: Draw) -> None:
    drawing = draw(
        '<g transform="rotate(90)"><g id="slot-qr"><rect y="-300" width="200" height="100" transform="rotate(-90)"'
        "/></g></g>"
    )
    assert drawing.slots["qr"].box == pytest.approx((0, -300, 200, -200))


LEANING = '<g id="slot-qr"><rect width="200" height="200" transform="{}"/></g>'


@pytest.mark.parametrize("turn", ["rotate(0.005)", "rotate(90)"])
def test_a_box_may_lean_by_a_twentieth_of_a_px(draw: Draw, turn: str) -> None:
    assert "qr" in draw(LEANING.format(turn)).slots


@pytest.mark.parametrize("turn", ["rotate(0.05)", "skewX(8)"])
def test_a_box_that_leans_more_is_no_box(draw: Draw, turn: str) -> None:
    assert "'slot-qr' has no box" in faults_of(draw, LEANING.format(turn))


def test_the_first_rect_is_the_box_whatever_is_drawn_before_and_after(draw: Draw) -> None:
    drawing = draw(
        '<g id="slot-qr"><circle r="9"/><path d="M0 0C5 0 9 5 9 9"/><path d="M0 0L50 0L20 40Z"/>'
        '<path d="M10 10h100v100h-100z"/><rect width="5" height="5"/></g>'
    )
    assert drawing.slots["qr"].box == Box(10, 10, 110, 110)


def test_a_four_cornered_path_that_leans_is_no_box_even_if_a_rect_follows(draw: Draw) -> None:
    body = '<g id="slot-qr"><path d="M0 0L100 9L100 109L0 100Z"/><rect width="5" height="5"/></g>'
    assert "has no box" in faults_of(draw, body)


def test_what_a_slot_contains_is_never_painted(draw: Draw) -> None:
    drawing = draw(f'<g id="slot-headline"><rect width="300" height="100" fill="#123456"/>{WORDS}<circle r="9"/></g>')
    slot = next(child for child in drawing.root.children if child.name == "headline")
    assert (slot.tag, slot.children) == ("slot", ())
    assert drawing.unmapped_colours == ()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<g id="slot-headline"><rect width="9" height="9"/></g>', "'slot-headline' has no text"),
        (f'<g id="slot-headline">{WORDS}</g>', "'slot-headline' has no box"),
        ('<g id="slot-qr"><rect width="0" height="9"/></g>', "'slot-qr' has no box"),
        ('<g id="slot-heading"/>', "did you mean 'slot-headline'?"),
        ('<g id="slot-xyzzy"/>', "known here: slot-address, slot-button, slot-chart"),
        ('<g id="slot-qr"><rect width="9" height="9"/></g>' * 2, "two slots are named 'slot-qr'"),
    ],
)
def test_a_slot_that_is_not_whole_is_refused(draw: Draw, body: str, message: str) -> None:
    assert message in faults_of(draw, body)


@pytest.mark.parametrize("tag", ["defs", "symbol", "clipPath", "pattern"])
def test_a_slot_that_is_not_painted_by_itself_is_refused(draw: Draw, tag: str) -> None:
    slot = '<g id="slot-qr"><rect x="100" y="100" width="300" height="300"/></g>'
    said = faults_of(draw, f'<{tag} id="a"><g>{slot}</g></{tag}>')
    assert f"'slot-qr' is inside <{tag}>, which is not painted on its own" in said


def test_a_slot_that_is_hidden_is_none(draw: Draw) -> None:
    hidden = '<g id="slot-qr" style="{}"><rect width="9" height="9"/></g>'
    assert draw(hidden.format("display:none")).slots == {}
    assert draw(hidden.format("visibility:hidden")).slots == {}
    assert set(draw(hidden.format("display:inline")).slots) == {"qr"}


def test_the_first_run_that_has_letters_gives_the_style(draw: Draw) -> None:
    style = style_of(
        draw,
        '<text font-family="Other" font-size="10"><tspan font-size="70"> </tspan><tspan font-family="Source Serif 4">'
        '<tspan font-size="30" font-style="italic" fill="#f5a83c">Keep</tspan></tspan> the'
        '<tspan font-size="90">tools</tspan></text>',
    )
    assert (style.family, style.size, style.italic, style.fill) == ("Source Serif 4", 30, True, "@spread")


def test_properties_of_the_groups_around_words_reach_them(draw: Draw) -> None:
    text = '<g font-size="30" style="font-weight:700"><text>Keep</text></g>'
    style = style_of(draw, text, group='fill="#fff4dc" font-family="Source Sans 3"')
    assert (style.family, style.weight, style.size, style.fill) == ("Source Sans 3", 700, 30, "@text")


def test_the_innermost_of_several_groups_around_words_wins(draw: Draw) -> None:
    text = '<g font-size="20" font-weight="300"><g font-size="30"><g><text fill="#fff4dc">Keep</text></g></g></g>'
    style = style_of(draw, text, 'font-size="10"')
    assert (style.size, style.weight) == (30, 300)


@pytest.mark.parametrize(
    ("written", "weight"),
    [("normal", 400), ("bold", 700), ("650", 650), ("300;font-variation-settings:'wght' 620", 620)],
)
def test_a_weight_is_a_word_a_number_or_an_axis(draw: Draw, written: str, weight: int) -> None:
    assert style_of(draw, f'<text fill="#fff4dc" style="font-weight:{written}">Keep</text>').weight == weight


@pytest.mark.parametrize(
    ("written", "tracking"), [("0em", 0), ("-0.02em", -0.02), ("-2px", -0.05), ("4", 0.1), ("normal", 0)]
)
def test_tracking_is_read_in_em(draw: Draw, written: str, tracking: float) -> None:
    text = f'<text fill="#fff4dc" font-size="40" letter-spacing="{written}">Keep</text>'
    assert style_of(draw, text).tracking == pytest.approx(tracking)


@pytest.mark.parametrize(
    ("declared", "second", "height"),
    [
        ("1.3", 'y="99"', 1.3),
        ("130%", 'y="99"', 1.3),
        ("52px", 'y="99"', 1.3),
        ("1.3em", 'y="99"', 1.3),
        ("+1.3", 'y="99"', 1.3),
        ("0", 'y="100"', 1.25),
        ("-1", 'y="100"', 1.25),
        ("normal", 'y="-20"', 1.75),
        ("normal", 'y="100"', 1.25),
        ("normal", 'dy="1.4em"', 1.4),
        ("normal", 'dy="60"', 1.5),
        ("normal", 'y="50"', 1.2),
        ("normal", "", 1.2),
    ],
)
def test_line_height_is_declared_or_the_step_of_the_first_two_baselines_or_1_2(
    draw: Draw, declared: str, second: str, height: float
) -> None:
    text = (
        f'<text fill="#fff4dc" style="font-size:40px;line-height:{declared}"><tspan x="0" y="50">Keep</tspan>'
        f"<tspan {second}>the</tspan></text>"
    )
    assert style_of(draw, text).line_height == pytest.approx(height)


def test_a_line_that_an_editor_cut_in_pieces_counts_once(draw: Draw) -> None:
    text = (
        '<text fill="#fff4dc" font-size="40"><tspan x="0" y="0">K</tspan><tspan x="30" y="0">eep</tspan>'
        '<tspan x="0" y="60">on</tspan></text>'
    )
    assert style_of(draw, text).line_height == pytest.approx(1.5)


@pytest.mark.parametrize(
    ("text", "fill"),
    [
        ('<text fill="#FFF4DC">Keep</text>', "@text"),
        ('<text class="spread" fill="#123456">Keep</text>', "@spread"),
        ('<text fill="#123456"><tspan class="spread">Keep</tspan></text>', "@spread"),
        ('<text class="spread" style="fill:#fff4dc">Keep</text>', "@text"),
        ('<text class="spread" style="fill:#123456">Keep</text>', "@spread"),
        ('<text class="spread"><tspan fill="#fff4dc">Keep</tspan></text>', "@text"),
    ],
)
def test_the_colour_of_words_has_a_role_by_class_or_by_value(draw: Draw, text: str, fill: str) -> None:
    assert style_of(draw, text).fill == fill


@pytest.mark.parametrize("text", ['<text fill="#123456">Keep</text>', "<text>Keep</text>"])
def test_words_in_a_colour_without_a_role_are_noted(draw: Draw, text: str) -> None:
    drawing = draw(f'\n<g id="slot-headline"><rect width="300" height="100"/>{text}</g>')
    assert [mark.line for _, mark in drawing.unmapped_colours] == [2]


@pytest.mark.parametrize("fill", ["brick", "rgba(0,0,0,.5)", "oklch(50% .1 20)", "#12345"])
def test_words_in_a_colour_that_cannot_be_painted_are_refused(draw: Draw, fill: str) -> None:
    body = f'\n<g id="slot-headline"><rect width="9" height="9"/><text fill="{fill}">Keep</text></g>'
    assert f"square.svg:2:1: 'slot-headline': the colour '{fill}' can't be painted" in faults_of(draw, body)


def test_a_custom_property_in_a_slot_that_is_not_set_is_refused(draw: Draw) -> None:
    body = (
        '\n<g id="slot-headline"><rect width="9" height="9"/>\n<text fill="#fff4dc" style="font-size: var(--big)">'
        "Keep</text></g>"
    )
    assert "square.svg:3:1: in 'slot-headline': a custom property in 'font-size' is not set: var(--big)" in faults_of(
        draw, body
    )


@pytest.mark.parametrize("size", ["big", "-40", "0", "-12pt", "0%", "12rem", "40px 2"])
def test_a_size_that_is_no_length_in_px_is_refused_at_the_text(draw: Draw, size: str) -> None:
    faults = faults_of(
        draw,
        '<g id="slot-headline"><rect width="9" height="9"/>\n <text fill="#fff4dc" style="letter-spacing:1px">'
        f'<tspan font-size="{size}">Keep</tspan></text></g>',
    )
    assert f"plain/square.svg:2:2: 'font-size' of 'slot-headline' is {size}\n" in faults
    assert "write it in px as a plain number, the size above 0" in faults


@pytest.mark.parametrize(("size", "px"), [("40", 40), ("40px", 40), (".5e2PX", 50), ("+4.5", 4.5)])
def test_a_size_is_read_in_px(draw: Draw, size: str, px: float) -> None:
    assert style_of(draw, f'<text fill="#fff4dc" font-size="{size}">Keep</text>').size == px


@pytest.mark.parametrize(
    "style",
    [
        "text-decoration:none;text-decoration-line:none;text-transform:none;word-spacing:0px;writing-mode:lr-tb",
        "font-variant:normal;font-variant-caps:normal;writing-mode:horizontal-tb;stroke:#0f2a2e;stroke-width:0",
        "text-decoration:none solid rgb(0,0,0);font-variant:tabular-nums;stroke:none;opacity:100%",
    ],
)
def test_properties_of_words_that_ask_for_nothing_are_taken(draw: Draw, style: str) -> None:
    css = f"font-size:40px;fill:#0f2a2e;{style}"
    words = f'<text x="0" y="60" transform="scale(1.02 1)" rotate="0" style="{css}">Words</text>'
    drawing = draw(f'<g id="slot-headline"><rect width="300" height="90"/>{words}</g>')
    assert drawing.slots["headline"].style is not None


@pytest.mark.parametrize(
    ("shape", "may_be"),
    [
        ('<rect width="3" height="2"/>', True),
        ('<path d="M0 0H30V20H0Z"/>', True),
        ('<path d="M0 0L30 1L29 20L1 19Z"/>', True),
        ('<path d="M5 0H25Q30 0 30 5V15Q30 20 25 20H5Q0 20 0 15V5Q0 0 5 0Z"/>', True),
        ('<path d="M0 0H20L30 10L20 20H0L-10 10Z"/>', False),
        ('<path d="M0 0H20L10 20Z"/>', False),
        ('<circle r="9"/>', False),
    ],
)
def test_the_box_of_a_slot_is_a_rectangle_or_a_path_with_four_corners(shape: str, may_be: bool) -> None:  # noqa: FBT001  (as listed)
    element = etree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{shape}</svg>')[0]
    assert may_be_box(element) is may_be
