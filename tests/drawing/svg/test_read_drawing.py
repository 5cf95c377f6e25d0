"""Drawings as they are read: shapes, styles, colours, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import PALETTE
from support.faults import refused

from kit.base.errors import DrawingError
from kit.base.geometry import Box, Size
from kit.drawing.svg.drawing_reader import read_drawing
from kit.model.layout import Pin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.model.layout import Drawing, Element

    Draw = Callable[..., Drawing]

#: A picture of one pixel.
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQMAAAAl21bKAAAAA1BMVEUAAACnej3aAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="


def faults_of(draw: Draw, body: str) -> str:
    with pytest.raises(DrawingError) as caught:
        draw(body)
    return str(caught.value)


def elements(root: Element) -> Iterator[Element]:
    yield root
    for child in root.children:
        yield from elements(child)


def attributes(drawing: Drawing, id_: str) -> dict[str, str]:
    found = next(element for element in elements(drawing.root) if element.attributes.get("id") == id_)
    return dict(found.attributes)


# CSS ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("css", "element", "fill"),
    [
        (".a{fill:#f5a83c}", 'class="a"', "@spread"),
        (".a{fill:#f5a83c}", 'class="a" fill="#0f2a2e"', "@spread"),
        (".a{fill:#f5a83c}", 'class="a" style="fill:#0f2a2e"', "@wall"),
        (".a, .b{fill:#f5a83c}", 'class="b"', "@spread"),
        (".b{fill:#f5a83c} .a{fill:#0f2a2e}", 'class="a b"', "@wall"),
        (".a{fill:#f5a83c} .b{fill:#0f2a2e} .a{fill:#fff4dd}", 'class="a b"', "@upright"),
        ("#r{fill:#f5a83c} .a{fill:#0f2a2e}", 'class="a"', "@spread"),
        ("rect.a{fill:#f5a83c} .b{fill:#0f2a2e}", 'class="a b"', "@spread"),
        ("/* note */ .a{/* warm */fill:RGB(245, 168, 60);fill:#f5a83c}", 'class="a"', "@spread"),
    ],
)
def test_the_cascade_is_attribute_then_rule_by_what_it_selects_and_in_order_of_the_file_then_style(
    draw: Draw, css: str, element: str, fill: str
) -> None:
    drawing = draw(f'<style>{css}</style><rect id="r" width="9" height="9" {element}/>')
    assert attributes(drawing, "r")["fill"] == fill


@pytest.mark.parametrize(
    ("css", "line", "message"),
    [
        ("\n@import url(a.css);", 4, "'@import' is not supported"),
        ("@media print{.a{fill:red}}", 3, "'@media' is not supported"),
        (".a{fill:#0f2a2e;\n.b{fill:#fff4dd}", 4, "CSS that can't be read in .a; is a closing brace missing?"),
        (".a{fill #0f2a2e}", 3, "CSS that can't be read in .a"),
        (".a{fill:#0f2a2e}}", 3, "CSS that can't be read"),
        (".a{\nfill:red!important}", 4, "'!important' is not supported: 'fill'"),
        *(
            (f"{selector}{{fill:#0f2a2e}}", 3, f"the selector '{selector}' is not of names, classes and ids")
            for selector in (
                ".a:hover", "[href]", ".a + .b", ".a ~ .b", "#a#b", ".a::before", ":not(.a)", "g:first-child", "svg|g",
                ".a > .b ~ .c", ".a, .b:hover", ".",
            )
        ),
    ],
)  # fmt: skip
def test_css_beyond_plain_rules_is_refused_with_its_line(draw: Draw, css: str, line: int, message: str) -> None:
    faults = faults_of(draw, f'\n<style\n type="text/css">{css}</style>')
    assert f"plain/square.svg:{line}:" in faults
    assert message in faults


@pytest.mark.parametrize(
    "attribute",
    [
        'style="fill: var(--warm)"', 'opacity="var(--half)"', 'style="--a:var(--b);--b:var(--a);fill:var(--a)"',
        'style="fill:VAR(--warm)"', 'style="--a:var(--none);fill:var(--a)"', 'style="stroke:url(#g) var(--warm)"',
    ],
)  # fmt: skip
def test_a_custom_property_that_is_not_set_is_refused(draw: Draw, attribute: str) -> None:
    body = f'\n<rect width="9" height="9" fill="#0f2a2e" {attribute}/>'
    assert "square.svg:2:1: a custom property in '" in faults_of(draw, body)


def test_every_fault_of_a_drawing_is_reported_at_once_and_each_once(draw: Draw) -> None:
    body = (
        '<g id="a pin"/><text>one<tspan>two</tspan></text><filter id="f"><feGaussianBlur/></filter>'
        '<g id="glow" filter="url(#g)"/>'
        '<g id="slot-qr"/><rect fill="brick" width="9" height="9"/>'
    )
    faults = faults_of(draw, body)
    assert [faults.count(word) for word in ("<text>", "tspan", "'filter'", "feGauss", "no box", "brick'")] == [
        1, 0, 1, 0, 1, 1,
    ]  # fmt: skip


# Colours -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paint", "expected"),
    [
        ('class="wall" fill="#123456"', {"fill": "@wall"}),
        ('fill="#0F2A2E"', {"fill": "@wall"}),
        ('fill="rgb(15, 42, 46)"', {"fill": "@wall"}),
        ('fill="rgb(15,42,46)" stroke="#f5a83c"', {"fill": "@wall", "stroke": "@spread"}),
        ('class="wall" style="fill:#f5a83c"', {"fill": "@spread"}),
        ('class="wall" style="fill:#123456"', {"fill": "@wall"}),
        ('class="wall" fill="none" stroke="#123456"', {"fill": "none", "stroke": "@wall"}),
        ('class="st0 wall" fill="#123456" stroke="#f5a83c"', {"fill": "@wall", "stroke": "@spread"}),
        ('fill="url(#g)"', {"fill": "url(#g)"}),
        ('fill="none"', {"fill": "none"}),
    ],
)
def test_a_colour_has_a_role_by_class_else_by_value(draw: Draw, paint: str, expected: dict[str, str]) -> None:
    drawing = draw(f'<linearGradient id="g"/><rect id="r" width="9" height="9" {paint}/>')
    found = attributes(drawing, "r")
    assert {key: found[key] for key in expected} == expected
    assert drawing.unmapped_colours == ()


@pytest.mark.parametrize(
    ("body", "colours"),
    [
        ('<defs><rect id="r" {0}/></defs><use href="#r" fill="#0f2a2e"/>', []),
        ('<symbol id="r"><rect {0}/></symbol><g fill="#0f2a2e"><use href="#r"/></g>', []),
        ('<defs><rect id="r" {0}/><g id="g" fill="none"><use href="#r"/></g></defs><use href="#g"/>', []),
        ('<defs><rect {0}/><rect {0} fill="#123456"/></defs>', []),
        ('<defs><rect id="r" {0} fill="#123456"/></defs><clipPath id="c"><use href="#r"/></clipPath>', []),
        ('<defs><rect id="r" {0}/></defs><use href="#r"/>', ["black, as no fill is set"]),
        ('<defs><rect id="r" {0}/></defs><use href="#r"/><use href="#r" fill="none"/>', ["black, as no fill is set"]),
        ('<defs><g id="g"><rect {0} fill="#123456"/></g></defs><use href="#g" fill="none"/>', ["#123456"]),
        ('<defs><pattern id="p" {0}><rect {0} fill="#123456"/></pattern></defs>', ["#123456"]),
        ('<rect id="r" {0}/><use href="#r" fill="#0f2a2e"/>', ["black, as no fill is set"]),
    ],
)
def test_only_what_is_painted_needs_a_role(draw: Draw, body: str, colours: list[str]) -> None:
    drawing = draw(body.format('width="9" height="9"'))
    assert [colour for colour, _ in drawing.unmapped_colours] == colours


def test_stops_have_roles_too(draw: Draw) -> None:
    drawing = draw(
        '<linearGradient id="g"><stop id="a" style="stop-color:#f5a83c"/><stop id="b" class="wall" stop-color="#123"/>'
        "</linearGradient>"
    )
    assert attributes(drawing, "a")["stop-color"] == "@spread"
    assert attributes(drawing, "b")["stop-color"] == "@wall"


@pytest.mark.parametrize(("colour", "noted"), [("#123456", "#123456"), ("navy", "#000080"), ("rgb(1,2,3)", "#010203")])
def test_a_colour_without_a_role_is_noted_with_its_line(draw: Draw, colour: str, noted: str) -> None:
    drawing = draw(f'\n<rect width="9"\n height="9" fill="{colour}"/>')
    assert [(value, mark.line) for value, mark in drawing.unmapped_colours] == [(noted, 2)]


def test_a_shape_without_a_fill_is_black_and_noted_but_a_line_has_none(draw: Draw) -> None:
    drawing = draw('<line x2="9" stroke="#0f2a2e"/>\n<circle r="9"/>')
    assert [(value, mark.line) for value, mark in drawing.unmapped_colours] == [("black, as no fill is set", 2)]
    assert draw('<g fill="#0f2a2e"><circle r="9"/></g>').unmapped_colours == ()


def test_the_drawing_itself_may_set_what_its_elements_inherit(draw: Draw) -> None:
    drawing = draw('<rect id="r" width="9" height="9" stroke="#0f2a2e"/>', 'viewBox="0 0 1000 1000" fill="none"')
    assert attributes(drawing, "r")["fill"] == "none"
    assert drawing.unmapped_colours == ()


def test_colours_in_a_clip_path_are_never_painted_and_not_noted(draw: Draw) -> None:
    assert (
        draw('<clipPath id="c"><rect width="9" height="9" fill="white"/><circle r="3"/></clipPath>').unmapped_colours
        == ()
    )


@pytest.mark.parametrize("colour", ["brick", "light-dark(red)", "oklch(50% .1 20)", "#0f2a2"])
def test_a_colour_that_cannot_be_painted_is_refused(draw: Draw, colour: str) -> None:
    faults = faults_of(draw, f'\n<rect width="9" height="9" fill="{colour}"/>')
    assert f"square.svg:2:1: the colour '{colour}' can't be painted" in faults
    assert "write it as #rrggbb" in faults


def test_a_colour_that_is_written_in_a_profile_as_well_is_that_of_srgb(draw: Draw) -> None:
    profile = '<defs><color-profile name="sRGB" xlink:href="/usr/share/color/press.icc"/></defs>'
    rect = '<rect id="r" width="9" height="9" style="fill:#0f2a2e icc-color(sRGB,0.06,0.16,0.18)"/>'
    drawing = draw(profile + rect)
    assert attributes(drawing, "r")["fill"] == "@wall"


def test_an_element_with_an_empty_id_is_no_clip_path_of_those_without_one(draw: Draw) -> None:
    drawing = draw('<g id=""/><rect id="r" width="9" height="9" fill="#0f2a2e"/>')
    assert "clip-path" not in attributes(drawing, "r")


@pytest.mark.parametrize(("written", "px"), [("0.5pt", "0.666667"), ("1mm", "3.77953"), ("2px", "2"), ("3", "3")])
def test_the_width_of_a_stroke_is_read_in_px(draw: Draw, written: str, px: str) -> None:
    drawing = draw(f'<path id="r" d="M0 0H9" style="fill:none;stroke:#0f2a2e;stroke-width:{written}"/>')
    assert attributes(drawing, "r")["stroke-width"] == px


def test_lengths_of_gradients_in_percent_are_shares_of_the_width_or_of_the_height(draw: Draw) -> None:
    gradient = '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="25%" y1="25%" x2="50%" y2="50%">'
    stops = '<stop stop-color="#0f2a2e"/><stop offset="1" stop-color="#fff4dd"/></linearGradient>'
    live = '<rect id="live" x="60" y="60" width="880" height="280"/>'
    found = attributes(draw(f"<defs>{gradient}{stops}</defs>{live}", 'viewBox="0 0 1000 400"'), "g")
    assert [found[key] for key in ("x1", "y1", "x2", "y2")] == ["250", "100", "500", "200"]


# What stays and what is left out -----------------------------------------------------------------------------------


def test_gradients_clip_paths_patterns_uses_and_symbols_survive(draw: Draw) -> None:
    drawing = draw(
        '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x2="9"/><radialGradient id="h" xlink:href="#g"/>'
        '<clipPath id="c"><circle r="9"/></clipPath><pattern id="p" width="4" height="4"/><symbol id="s"'
        ' viewBox="0 0 9 9"/></defs><use id="u" xlink:href="#s" x="3" width="9" height="9"/>'
        '<g id="k" clip-path="url(#c)"/>'
        f'<image id="i" href="data:image/png;base64,{PNG}" width="9" height="9"/>'
    )
    tags = {element.tag for element in elements(drawing.root)}
    assert tags >= {"linearGradient", "radialGradient", "clipPath", "pattern", "symbol", "use", "image"}
    assert attributes(drawing, "u")["href"] == "#s"
    assert attributes(drawing, "h")["gradientUnits"] == "userSpaceOnUse"
    assert not attributes(drawing, "h").keys() & {"href", "x2"}
    assert attributes(drawing, "k")["clip-path"] == "url(#c)"


def test_a_clone_of_a_painted_element_becomes_a_copy(draw: Draw) -> None:
    drawing = draw(
        '<rect id="r" data-pin="left top" width="9" height="9" fill="#0f2a2e"/>'
        '<use id="u" xlink:href="#r" x="20" transform="scale(2)" data-pin="right top"/>'
    )
    copy = drawing.root.children[1]
    assert (copy.tag, copy.attributes) == ("g", {"id": "u", "transform": "scale(2) translate(20 0)"})
    (rect,) = copy.children
    assert (rect.tag, "id" in rect.attributes) == ("rect", False)
    assert (copy.pin, rect.pin) == (Pin("right", "top"), None)


def test_a_clone_that_holds_itself_is_refused(draw: Draw) -> None:
    body = '<g id="a"><use xlink:href="#b"/></g>\n<g id="b"><use xlink:href="#a"/></g>'
    assert "contains itself" in faults_of(draw, body)


def test_clones_that_multiply_are_refused(draw: Draw) -> None:
    rows = [f'<g id="a{n + 1}">' + f'<use xlink:href="#a{n}"/>' * 10 + "</g>" for n in range(9)]
    assert "steps to paint; at most 10,000 are allowed" in faults_of(draw, '<g id="a0"/>' + "".join(rows))


def test_hidden_elements_guides_metadata_and_what_is_not_svg_are_left_out(draw: Draw) -> None:
    drawing = draw(
        '<sodipodi:namedview><inkscape:grid/><sodipodi:guide position="1,2"/></sodipodi:namedview><title>T</title>'
        "<desc>D</desc><metadata><a/></metadata><inkscape:path-effect/>"
        '<g style="display:none"><text>a note</text><rect width="9" height="9"/></g><rect display="none"/>'
        '<path id="p" d="M0 0H9" stroke="#0f2a2e" fill="none" sodipodi:nodetypes="cc" inkscape:x="0"'
        ' style="font-size:9px;line-height:1;letter-spacing:0;-inkscape-stroke:none;color:red"/>'
    )
    assert [child.tag for child in drawing.root.children] == ["path"]
    assert attributes(drawing, "p") == {"id": "p", "d": "M0 0H9", "stroke": "@wall", "fill": "none"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<text>words</text>", "put them in a slot, or choose Path, Object to Path"),
        ("<script/>", "a drawing can't contain a program"),
        ('<rect width="9" height="9" fill="none" onclick="a()"/>', "the attribute 'onclick' is a program"),
        ("<foreignObject/>", "a drawing can't contain a web page"),
        ('<g mask="url(#nothing)"/>', "choose Object, Mask, Release Mask"),
        ("<marker><g/></marker>", "draw the arrow or dot as a shape"),
        ('<image href="photo.png"/>', "<image> points outside the drawing"),
        ('<image href="data:image/svg+xml;base64,AA=="/>', "embed the picture as PNG, JPEG, WebP or GIF"),
        ('<g style="transform:scale(2)"/>', "'transform in CSS' can't be painted: scale(2)"),
        ('<g fill="#0f2a2e80"/>', "the colour '#0f2a2e80' can't be painted"),
        ('<rect width="9" height="9" fill="#000" stroke-miterlimit="5mm"/>', "'stroke-miterlimit' is 5mm"),
        ('<rect width="9" height="9" fill="#000" stroke="#000" stroke-width="1%"/>', "'stroke-width' is 1%"),
        ('<path d="M0 0L9" fill="none"/>', "'d' is M0 0L9"),
        ('<use href="other.svg#a"/>', "<use> points outside the drawing"),
        ('<g style="mix-blend-mode:plus-lighter"/>', "'mix-blend-mode' can't be painted: plus-lighter"),
        ('<g filter="url(#f)"/>', "'filter' can't be painted: url(#f)"),
        ('<g style="mask:url(#m)"/>', "'mask' can't be painted: url(#m)"),
        ('<rect width="100%" height="9" fill="none"/>', "'width' is 100%"),
        ('<rect width="9mm" height="9" fill="none"/>', "'width' is 9mm"),
        ('<g opacity="half"/>', "'opacity' is half"),
        ('<g id="light" data-pin="top left"/>', "unknown pin 'top left'"),
        ('<g id="light" data-frames="2 x"/>', "unknown frame 'x'"),
        ('<g id="light frame-last"/>', "unknown frame 'last'"),
        ('<g id="light" data-frames="0"/>', "unknown frame '0'"),
        ('<g id="light" data-frames="1,2"/>', "unknown frame '1,2'"),
        ('<g transform="turn(4)"/>', "the transform 'turn(4)' can't be read"),
    ],
)
def test_what_would_be_painted_wrongly_is_refused_by_its_line(draw: Draw, body: str, message: str) -> None:
    faults = faults_of(draw, "\n" + body)
    assert "plain/square.svg:2:1: " in faults
    assert message in faults


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("opacity:50%", ("opacity", "0.5")),
        ("stroke-miterlimit:4px", ("stroke-miterlimit", "4")),
        ("stroke-dasharray:3px, 1px", ("stroke-dasharray", "3, 1")),
        ("opacity:.5", ("opacity", ".5")),
    ],
)
def test_numbers_that_the_painter_cannot_read_are_written_plainly(
    draw: Draw, written: str, plain: tuple[str, str]
) -> None:
    assert plain in attributes(draw(f'<g id="g" style="{written}"/>'), "g").items()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("rgb(15 42 46 / 50%)", {"fill": "@wall", "fill-opacity": "0.5"}),
        ("#0f2a2e80", {"fill": "@wall", "fill-opacity": "0.502"}),
        ('#0f2a2e80" fill-opacity="50%', {"fill": "@wall", "fill-opacity": "0.251"}),
        ('#0f2a2e80" fill-opacity="150%', {"fill": "@wall", "fill-opacity": "0.502"}),
        ("transparent", {"fill": "transparent", "fill-opacity": None}),
        ("hsl(180 100% 50%)", {"fill": "#00ffff"}),
        ("hsla(0,0%,0%,.5)", {"fill": "#000000", "fill-opacity": "0.5"}),
        ("rgb(15 42 46)", {"fill": "@wall"}),
        ("url('#g') red", {"fill": "url(#g)"}),
    ],
)
def test_colours_that_the_painter_cannot_read_are_written_plainly(
    draw: Draw, written: str, plain: dict[str, str | None]
) -> None:
    found = attributes(draw(f'<linearGradient id="g"/><rect id="r" width="9" height="9" fill="{written}"/>'), "r")
    assert {key: found.get(key) for key in plain} == plain


def test_the_opacity_of_a_colour_is_multiplied_with_the_one_that_is_inherited(draw: Draw) -> None:
    drawing = draw('<g fill-opacity=".5"><rect id="r" width="9" height="9" fill="#0f2a2e80"/></g>')
    assert attributes(drawing, "r")["fill-opacity"] == "0.251"


def test_a_stop_inherits_no_opacity(draw: Draw) -> None:
    stop = '<linearGradient id="g"><stop id="s" stop-color="#0f2a2e80"/></linearGradient>'
    assert attributes(draw(f'<g stop-opacity=".5">{stop}</g>'), "s")["stop-opacity"] == "0.502"


def test_what_a_pattern_holds_takes_no_paint_from_what_it_paints(draw: Draw) -> None:
    body = '<pattern id="p" width=".1" height=".1"><circle r="9"/></pattern><rect fill="url(#p)" width="9" height="9"/>'
    assert draw(body).root.children[0].tag == "pattern"


def test_every_step_of_a_path_gets_its_letter_as_the_painter_is_slow_over_runs(draw: Draw) -> None:
    drawing = draw('<path id="p" fill="none" d="m1,2 3,4-5.5.5zM0 0a1 1 0 01.5.5"/>')
    assert attributes(drawing, "p")["d"] == "m1 2l3 4l-5.5 .5zM0 0a1 1 0 0 1 .5 .5"


def test_an_empty_marker_paints_nothing_and_is_left_out(draw: Draw) -> None:
    drawing = draw('<marker id="m"/><line id="l" x2="9" stroke="#0f2a2e" marker-end="url(#m)"/>')
    assert attributes(drawing, "l") == {"id": "l", "x2": "9", "stroke": "@wall"}


def test_the_even_odd_rule_of_a_clip_path_that_is_a_rectangle_changes_nothing(draw: Draw) -> None:
    """Affinity writes the rule on the drawing itself."""
    clip = '<clipPath id="c"><path d="M0 0H9V9H0Z"/></clipPath><clipPath id="e"><circle r="9"/></clipPath>'
    drawing = draw(f'{clip}<g id="k" clip-path="url(#c)"/>', 'viewBox="0 0 1000 1000" style="clip-rule:evenodd"')
    assert attributes(drawing, "k")["clip-path"] == "url(#c)"


def test_even_odd_filling_outside_a_clip_path_stays(draw: Draw) -> None:
    body = '<path id="p" fill-rule="evenodd" clip-rule="evenodd" fill="#0f2a2e" d="M0 0H9V9Z"/>'
    assert attributes(draw(body), "p")["fill-rule"] == "evenodd"


# Canvas and live box -----------------------------------------------------------------------------------------------


def test_live_is_required(draw: Draw) -> None:
    assert "the drawing has no 'live'" in faults_of(draw, "<!-- live -->")


@pytest.mark.parametrize(
    "live",
    [
        '<circle id="live" r="9"/>',
        '<rect id="live" width="0" height="9"/>',
        '<rect id="live" width="9" height="9" transform="rotate(3)"/>',
    ],
)
def test_live_is_an_upright_rectangle(draw: Draw, live: str) -> None:
    assert "'live' is not an upright rectangle" in faults_of(draw, live)


def test_live_is_drawn_once(draw: Draw) -> None:
    assert "two elements are named 'live'" in faults_of(draw, '<rect id="live" width="9" height="9"/>' * 2)


def test_live_may_be_hidden_and_may_lie_in_a_hidden_layer(draw: Draw) -> None:
    hidden = '<rect id="live" width="9" height="9" style="display:none"/>'
    assert draw(hidden).live == Box(0, 0, 9, 9)
    assert draw(f'<g display="none" transform="scale(2)"><g transform="translate(5)">{hidden}</g></g>').live == Box(
        10, 0, 28, 18
    )


def test_a_hidden_live_is_moved_by_its_own_transform(draw: Draw) -> None:
    hidden = '<g display="none"><rect id="live" width="9" height="9" transform="translate(7)"/></g>'
    assert draw(hidden).live == Box(7, 0, 16, 9)


def test_live_is_at_least_a_thousandth_of_the_drawing_on_either_side(draw: Draw) -> None:
    assert draw('<rect id="live" width="2" height="2"/>').live.size == (2, 2)
    for narrow in ('width="2" height="0.5"', 'width="0.5" height="2"'):
        assert "'live' is less than a thousandth" in faults_of(draw, f'<rect id="live" {narrow}/>')


def test_a_view_box_moves_its_corner_to_the_origin(draw: Draw) -> None:
    drawing = draw(
        '<rect id="live" x="-50" y="10" width="100" height="50"/>'
        '<g id="slot-qr"><rect x="-100" width="50" height="50"/></g>',
        'viewBox="-100 -50 400 200" width="800" height="400"',
    )
    assert drawing.size == Size(400, 200)
    assert drawing.live == Box(50, 60, 150, 110)
    assert drawing.slots["qr"].box == Box(0, 50, 50, 100)


def test_width_and_height_serve_without_a_view_box(draw: Draw) -> None:
    live = '<rect id="live" x="20" y="20" width="600" height="440"/>'
    assert draw(live, 'width="640px" height="480"').size == Size(640, 480)


@pytest.mark.parametrize(
    "canvas",
    ["", 'width="-5" height="9"', 'width="100%" height="100%"', 'viewBox="0 0 0 9"', 'width="210mm" height="99mm"'],
)
def test_a_drawing_without_a_size_in_px_is_refused(draw: Draw, canvas: str) -> None:
    with refused(DrawingError, "drawing-without-view-box"):
        draw("", canvas)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        (" \n", "empty-file"),
        ("<svg", "not-xml"),
        ("<html/>", "not-svg"),
        ("<svg/>", "not-svg"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "xml-entities"),
    ],
)
def test_a_file_that_is_no_drawing_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "square.svg"
    path.write_text(text, encoding="utf-8")
    with refused(DrawingError, code):
        read_drawing(path, PALETTE)


def test_a_drawing_that_is_not_there_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "square.svg").write_text("", encoding="utf-8")
    with refused(DrawingError, "file-unreadable") as faults:
        read_drawing(tmp_path / "sqare.svg", PALETTE)
    assert "'square.svg'" in faults[0].remedy


def test_a_drawing_that_is_there_but_can_not_be_read_is_not_taken_for_a_missing_one(tmp_path: Path) -> None:
    (tmp_path / "square.svg").mkdir()
    for name, said in (("square.svg", "square.svg: it is a folder"), ("squar.svg", "did you mean 'square.svg'?")):
        with pytest.raises(DrawingError) as caught:
            read_drawing(tmp_path / name, PALETTE)
        assert said in str(caught.value)


def test_shapes_without_smooth_edges_and_pictures_with_square_pixels_stay_so_and_words_are_not_touched(
    draw: Draw,
) -> None:
    shapes = '<rect width="9" height="9" fill="#0f2a2e"/><path d="M0 0h9v9z" style="shape-rendering:auto" fill="none"/>'
    photo = f'<image width="9" height="9" href="data:image/png;base64,{PNG}"/>'
    drawing = draw(f'<g style="shape-rendering:optimizeSpeed;image-rendering:crisp-edges">{shapes}{photo}</g>')
    (group,) = [child for child in drawing.root.children if child.tag == "g"]
    found = [{key for key in child.attributes if key.endswith("-rendering")} for child in (group, *group.children)]
    assert found == [set(), {"shape-rendering"}, set(), {"image-rendering"}]
    assert group.children[0].attributes["shape-rendering"] == "crispEdges"
    assert group.children[2].attributes["image-rendering"] == "pixelated"


def test_a_gradient_takes_nothing_from_a_shape_that_it_refers_to(draw: Draw) -> None:
    stops = '<stop stop-color="#0f2a2e"/><stop offset="1" stop-color="#f5a83c"/>'
    shape = '<rect id="r" y2="1" spreadMethod="reflect" width="9" height="9" fill="#0f2a2e"/>'
    above = '<linearGradient id="a" y2=".5"/>'
    drawing = draw(
        f'<defs>{shape}{above}</defs><linearGradient id="g" href="#r">{stops}</linearGradient>'
        f'<linearGradient id="h" href="#a">{stops}</linearGradient>'
    )
    assert attributes(drawing, "g").keys() & {"y2", "spreadMethod"} == set()
    assert attributes(drawing, "h")["y2"] == ".5"


@pytest.mark.parametrize(
    ("written", "colour"), [("hsl(120, 200%, 25%)", "#008000"), ("hsl(120, -20%, 25%)", "#404040")]
)
def test_a_saturation_beyond_its_range_is_the_nearest_within_it(draw: Draw, written: str, colour: str) -> None:
    assert attributes(draw(f'<rect id="r" width="9" height="9" fill="{written}"/>'), "r")["fill"] == colour
