"""Roles of a palette that are mixes of others: they follow from themes, and are refused where they can't be mixed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import DRAWING, PALETTE, write_own_palette
from support.faults import faults_of, located

from kit.compose import Composer
from kit.model.colour import mixed
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

SOIL = 'soil: "#2b2118"\n'
MOSS = "moss: {mix: [leaf, paper, 0.25]}\n"


def with_mix(tmp_path: Path, *more: tuple[str, str, str], mixes: str = MOSS) -> Path:
    """Write the meadow with mixes at the end of its palette."""
    return write_own_palette(tmp_path / "own", (PALETTE, SOIL, SOIL + mixes), *more)


@pytest.mark.parametrize(
    ("one", "other", "share", "found"),
    [
        ("#000000", "#ffffff", 0.5, "#808080"),
        ("#102030", "#30507f", 0.25, "#182c44"),
        ("#ff0000", "#0000ff", 0.4, "#990066"),
    ],
)
def test_a_mix_is_that_share_of_the_way_to_the_second_colour(one: str, other: str, share: float, found: str) -> None:
    assert mixed(one, other, share) == found


def test_a_mix_is_a_role_as_any_other_and_stands_where_it_is_written(tmp_path: Path) -> None:
    layout = load_project(with_mix(tmp_path, mixes=MOSS + "haze: {mix: [moss, soil, .5]}\n")).layouts["leaf"]
    assert list(layout.palette) == ["paper", "leaf", "sun", "soil", "moss", "haze"]
    assert layout.palette["moss"] == mixed("#1f6b3a", "#fdf8ec", 0.25)
    assert layout.palette["haze"] == mixed(layout.palette["moss"], "#2b2118", 0.5)


def test_mixes_follow_from_the_colours_of_a_theme(tmp_path: Path) -> None:
    project = load_project(with_mix(tmp_path))
    composer = Composer(project)
    colours = {artboard.theme: composer.compose(artboard).picture.colours for artboard in plan(project)}
    assert colours["drawn"]["moss"] == project.layouts["leaf"].palette["moss"]
    assert colours["dusk"]["moss"] == mixed("#5b2a6e", "#ffe3c2", 0.25)


def test_a_stop_of_a_gradient_has_the_role_of_its_class_else_of_its_value(tmp_path: Path) -> None:
    spec = with_mix(tmp_path)
    drawing = spec.parent / DRAWING
    gradient = (
        '<linearGradient id="g"><stop offset="0" style="stop-color: #8a4b00"/>'
        '<stop class="moss" offset="1" stop-color="#123456"/></linearGradient>'
        '<rect data-pin="stretch stretch" width="1080" height="1080" fill="url(#g)"/>'
    )
    text = drawing.read_text(encoding="utf-8")
    head = text.index(">", text.index("<svg")) + 1
    drawing.write_text(text[:head] + gradient + text[head:], encoding="utf-8")
    project = load_project(spec)
    [artboard] = [artboard for artboard in plan(project) if artboard.theme == "dusk"]
    artwork = Composer(project).compose(artboard)
    assert f'stop-color="{artwork.picture.colours["moss"]}"' in artwork.svg
    assert f'stop-color="{project.campaign.themes["dusk"]["sun"]}"' in artwork.svg
    assert not artwork.scene.drawing.unmapped_colours


@pytest.mark.parametrize(
    ("mixes", "code", "at"),
    [
        ("moss: {mix: [leaf, paper]}\n", "invalid-mix", "[leaf, paper]"),
        ("moss: {mix: [leaf, paper, 0]}\n", "invalid-mix", "[leaf"),
        ("moss: {mix: [leaf, paper, 1.2]}\n", "invalid-mix", "[leaf"),
        ("moss: {mix: [leaf, paper, 40%]}\n", "invalid-mix", "[leaf"),
        ("moss: {mix: [leaf, papre, 0.4]}\n", "unknown-colour-role", "papre"),
        ("moss: {mix: [leaf, haze, 0.4]}\nhaze: {mix: [leaf, soil, 0.4]}\n", "mix-of-later-mix", "haze, 0.4]"),
        ("moss: {mix: [moss, leaf, 0.4]}\n", "mix-of-later-mix", "moss, leaf"),
        ("moss: {mix: leaf}\n", "wrong-type", "leaf"),
        ("moss: {mx: [leaf, paper, 0.4]}\n", "unknown-key", "mx"),
        ("moss: {mix: [leaf, paper, 0.5]}\nfern: {mix: [paper, leaf, 0.5]}\n", "colours-not-distinct", "{mix: [paper"),
    ],
)
def test_a_mix_that_can_not_be_mixed_is_refused_at_its_place(tmp_path: Path, mixes: str, code: str, at: str) -> None:
    [(found, words)] = located(with_mix(tmp_path, mixes=mixes))
    assert (found, words[: len(at)]) == (code, at)


def test_a_theme_gives_no_colour_to_a_mix(tmp_path: Path) -> None:
    [fault] = faults_of(with_mix(tmp_path, ("kit.yaml", "dusk: {paper:", 'dusk: {moss: "#123456", paper:')))
    assert fault.code == "theme-gives-mix"
    assert "'leaf' and 'paper'" in fault.message
