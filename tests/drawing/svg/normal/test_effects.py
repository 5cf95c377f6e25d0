"""Effects are read with their filters and masks, or refused by name; they never go over slots or what follows words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.errors import DrawingError
from kit.model.layout import Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.layout import Drawing, Element

    Draw = Callable[..., Drawing]

BLUR = '<filter id="f"><feGaussianBlur stdDeviation="4"/></filter>'
MASK = '<mask id="m" maskUnits="userSpaceOnUse"><rect width="99" height="99" fill="#fff4dd"/></mask>'
RECT = '<rect width="90" height="90" fill="#0f2a2e"/>'
SLOT = (
    '<g id="slot-headline"><rect width="400" height="90" fill="none"/>'
    '<text fill="#fff4dd" font-family="Source Serif 4" font-size="60">Words</text></g>'
)
FADE = '<linearGradient id="g"><stop stop-color="#fff4dd"/><stop offset="1" stop-color="#0f2a2e"/></linearGradient>'
HUG = '<rect id="hug-headline" width="400" height="90" fill="#f5a83c"/>'


def faults_of(draw: Draw, body: str) -> list[tuple[str, str]]:
    with pytest.raises(DrawingError) as caught:
        draw(body)
    return [(fault.code, fault.message) for fault in caught.value.faults]


def group(drawing: Drawing) -> Element:
    return next(child for child in drawing.root.children if child.effect)


@pytest.mark.parametrize(
    ("body", "effect"),
    [
        (f'{BLUR}<g filter="url(#f)">{RECT}</g>', Effect(filter="f")),
        (f'{MASK}<g style="mask:url(#m)">{RECT}</g>', Effect(mask="m")),
        (f'{RECT}<g style="mix-blend-mode:multiply">{RECT}</g>', Effect(blend="multiply")),
        (f'<style>.a{{filter:url(#f)}}</style>{BLUR}<g class="a">{RECT}</g>', Effect(filter="f")),
        (f'<g opacity=".5">{RECT}<g style="mix-blend-mode:screen">{RECT}</g></g>', Effect()),
        (f'{RECT}<g style="isolation:isolate">{RECT}<g style="mix-blend-mode:screen">{RECT}</g></g>', Effect()),
    ],
)
def test_a_group_keeps_its_effect(draw: Draw, body: str, effect: Effect) -> None:
    assert group(draw(body)).effect == effect


def test_a_shape_with_an_effect_is_in_a_group_that_has_its_place(draw: Draw) -> None:
    found = group(draw(f'{BLUR}<rect id="glow" x="5" width="9" height="9" fill="#0f2a2e" opacity=".5"'
                       ' transform="scale(2)" filter="url(#f)" data-pin="left top"/>'))  # fmt: skip
    assert (found.tag, dict(found.attributes)) == ("g", {"id": "glow", "transform": "scale(2)", "opacity": ".5"})
    assert (found.pin is not None, found.children[0].tag, found.children[0].pin) == (True, "rect", None)


@pytest.mark.parametrize(
    "body",
    [
        f'<g style="isolation:isolate">{RECT}<g style="mix-blend-mode:normal">{RECT}</g></g>',
        f'<g style="isolation:isolate"><g>{SLOT}</g></g>',
        f'{RECT}<g style="isolation:isolate">{RECT}{SLOT}</g>',
    ],
)
def test_isolation_without_anything_that_blends_is_no_effect(draw: Draw, body: str) -> None:
    assert not any(child.effect for child in draw(body).root.children)


def test_isolation_with_nothing_below_is_no_effect_but_what_blends_in_it_is(draw: Draw) -> None:
    drawing = draw(
        f'<defs>{FADE}</defs><g style="isolation:isolate">{RECT}<g style="mix-blend-mode:screen">{RECT}</g>{SLOT}</g>'
    )
    outer = next(child for child in drawing.root.children if child.tag == "g")
    assert (outer.effect, [child.effect for child in outer.children]) == (None, [None, Effect(blend="screen"), None])


def test_the_colours_of_a_mask_are_no_roles_and_those_of_a_flood_are(draw: Draw) -> None:
    shadow = '<filter id="f"><feDropShadow stdDeviation="2" flood-color="#0f2a2e80"/></filter>'
    drawing = draw(f'{MASK}{shadow}<g mask="url(#m)" filter="url(#f)">{RECT}</g>')
    mask, filter_ = (next(one for one in drawing.root.children if one.tag == tag) for tag in ("mask", "filter"))
    assert mask.children[0].attributes["fill"] == "#fff4dd"
    assert filter_.children[0].attributes["flood-color"] == "@wall"
    assert float(filter_.children[0].attributes["flood-opacity"]) == pytest.approx(0.5, abs=0.01)
    assert not drawing.unmapped_colours


def test_a_region_in_px_is_a_tenth_larger_than_the_drawing_if_nothing_else_is_said(draw: Draw) -> None:
    drawing = draw(f'<filter id="f" filterUnits="userSpaceOnUse" height="50%"><feOffset dx="4"/></filter>'
                   f'<g filter="url(#f)">{RECT}</g>')  # fmt: skip
    filter_ = next(one for one in drawing.root.children if one.tag == "filter")
    assert {key: filter_.attributes[key] for key in ("x", "y", "width", "height")} == {
        "x": "-100", "y": "-100", "width": "1200", "height": "500",
    }  # fmt: skip


def test_filters_and_masks_that_nothing_uses_are_left_out_with_whatever_is_in_them(draw: Draw) -> None:
    drawing = draw(f'<filter id="f"><feTurbulence/></filter><mask id="m"><text>words</text></mask>{RECT}')
    assert [child.tag for child in drawing.root.children] == ["rect"]


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        (f'{BLUR}<g id="card" filter="url(#f)">{RECT}{SLOT}</g>', "effect-over-slot",
         "'card' has an effect over 'slot-headline'"),
        (f'{MASK}<g id="card" mask="url(#m)"><g>{SLOT}</g></g>', "effect-over-slot",
         "'card' has an effect over 'slot-headline'"),
        (f'{BLUR}<g id="bar" filter="url(#f)">{HUG}</g>{SLOT}', "effect-over-slot",
         "'bar' has an effect over 'hug-headline', which follows words"),
        (f'{SLOT}<g id="tint" style="mix-blend-mode:multiply">{RECT}</g>', "effect-over-slot",
         "'tint' blends with 'slot-headline', which is below it"),
        (f'{HUG}<g id="tint" style="mix-blend-mode:multiply">{RECT}</g>{SLOT}', "effect-over-slot",
         "'tint' blends with 'hug-headline', which follows words, which is below it"),
        (f'<mask id="m">{SLOT}</mask><g mask="url(#m)">{RECT}</g>', "slot-in-definition",
         "'slot-headline' is inside <mask>, which is not painted on its own"),
        (f'<filter id="f"><feTurbulence/></filter><g filter="url(#f)">{RECT}</g>', "unpaintable-element",
         "'f': <feTurbulence> in a filter can't be painted"),
        (f'<filter id="f"><feImage href="#a"/></filter><g filter="url(#f)">{RECT}</g>', "unpaintable-element",
         "'f': <feImage> in a filter can't be painted"),
        (f'<filter id="f"><feBlend in="BackgroundImage"/></filter><g filter="url(#f)">{RECT}</g>',
         "unpaintable-property", "'f': 'in' of <feBlend> can't be painted: BackgroundImage"),
        (f'<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter><g filter="url(#f)">{RECT}</g>',
         "number-too-large", "'f': 'stdDeviation' contains a number above a million: 1e9"),
        (f'<filter id="f"><feMorphology radius="300"/></filter><g filter="url(#f)">{RECT}</g>',
         "unpaintable-property", "'f': 'radius' of <feMorphology> over 4 can't be painted: 300"),
        (f'<filter id="f"/><g filter="url(#f)">{RECT}</g>', "unpaintable-property",
         "'f': a filter without steps of its own can't be painted: f"),
        (f'<g id="card" filter="url(#f)">{RECT}</g>', "unpaintable-property",
         "'card': 'filter' can't be painted: url(#f)"),
        (f'{RECT}<g id="card" filter="blur(4px)">{RECT}</g>', "unpaintable-property",
         "'card': 'filter' can't be painted: blur(4px)"),
        (f'{BLUR}<symbol id="s"><g filter="url(#f)">{RECT}</g></symbol><use href="#s"/>', "unpaintable-property",
         "in 's': an effect in a <symbol> can't be painted"),
        (f'{BLUR}<defs><g id="s" filter="url(#f)">{RECT}</g></defs><use href="#s"/>', "unpaintable-property",
         "'s': an effect in a <defs> can't be painted"),
        (f'{BLUR}<mask id="m"><g filter="url(#f)">{RECT}</g></mask><g mask="url(#m)">{RECT}</g>',
         "unpaintable-property", "an effect in a mask can't be painted: g"),
        (f'{BLUR}<g id="card" filter="url(#f)"><g transform="rotate(9)"><g filter="url(#f)">{RECT}</g></g></g>',
         "unpaintable-property", "'card' has an effect around another one that is turned, skewed or mirrored"),
    ],
)  # fmt: skip
def test_what_can_not_be_painted_with_an_effect_is_refused(draw: Draw, body: str, code: str, message: str) -> None:
    assert (code, message) in [(found[0], found[1].removeprefix("in 'm': ")) for found in faults_of(draw, body)]


def test_what_blends_may_be_below_the_slots_and_a_shadow_anywhere(draw: Draw) -> None:
    draw(f'{BLUR}{RECT}<g style="mix-blend-mode:multiply">{RECT}</g>{HUG}{SLOT}<g filter="url(#f)">{RECT}</g>')


def test_what_has_a_filter_can_not_stretch_and_what_blends_can(draw: Draw) -> None:
    drawing = draw(f'{RECT}<rect id="tint" data-pin="stretch stretch" width="1000" height="1000" fill="#f5a83c"'
                   ' style="mix-blend-mode:multiply"/>')  # fmt: skip
    assert group(drawing).pin is not None


def test_the_gradient_of_a_mask_has_no_roles_even_if_it_is_beside_it(draw: Draw) -> None:
    mask = '<mask id="m"><rect width="9" height="9" style="fill:url(#h)"/></mask>'
    others = '<linearGradient id="h" href="#g" x2="0"/>'
    drawing = draw(f'<defs>{FADE}{others}</defs>{RECT}{mask}<g mask="url(#m)">{RECT}</g>')
    stops = [one.attributes["stop-color"] for child in drawing.root.children for definition in child.children
             for one in definition.children if one.tag == "stop"]  # fmt: skip
    assert stops == 2 * ["#fff4dd", "#0f2a2e"]
    assert not drawing.unmapped_colours


def test_a_mask_can_not_share_a_gradient_with_what_themes_colour(draw: Draw) -> None:
    shape = '<rect width="9" height="9" fill="url(#g)"/>'
    message = "a mask shares a shape or a gradient with something that themes colour"
    assert ("unpaintable-property", message) in faults_of(
        draw, f'{FADE}{shape}<mask id="m">{shape}</mask><g mask="url(#m)">{RECT}</g>'
    )
