"""Remedies name the cause: words that hide others, a long verb, a short form of a source, a platform's former name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_rules import SUPPORT, painted, project_of, words

from kit.compose import Composer
from kit.judge import judge
from kit.project.messages.entry_references import platform_remedy
from kit.project.placements import read_placements
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path


def veil(colour: str, attributes: str = "") -> str:
    return f'<rect id="veil" x="60" y="290" width="900" height="80" fill="{colour}" {attributes}/>\n'


VEIL, DARK = veil("#ffffff", 'fill-opacity="0.9"'), veil("#333333")


@pytest.mark.parametrize(
    ("below", "above", "remedy"),
    [
        ("", VEIL, "'veil' in line 5 is drawn over it: move it behind the words, or remove it"),
        (DARK, "", "change its colour, or what is under it"),
    ],
)
def test_words_below_a_shape_that_is_drawn_over_them_name_that_shape(
    tmp_path: Path, below: str, above: str, remedy: str
) -> None:
    drawn = words("support", 65, 300)
    project = project_of(tmp_path, ("square.svg", drawn, below + drawn + above))
    assert {finding.fault.remedy for finding in painted(project) if finding.rule == "contrast"} == {remedy}


@pytest.mark.parametrize("attributes", ['fill-opacity="0"', 'visibility="hidden"', 'opacity="0"'])
def test_a_shape_that_nobody_sees_hides_nothing(tmp_path: Path, attributes: str) -> None:
    drawn = words("support", 65, 300)
    project = project_of(tmp_path, ("square.svg", drawn, veil("#333333") + drawn + veil("#ffffff", attributes)))
    faults = [f.fault for f in painted(project) if f.rule == "contrast"]
    assert {fault.remedy for fault in faults} == {"change its colour, or what is under it"}


@pytest.mark.parametrize(
    ("verb", "blamed"), [("Unterschreiben Sie noch heute mit uns allen", "verb"), ("Sign", "shown")]
)
def test_of_an_address_that_does_not_fit_a_long_verb_is_blamed_where_it_is_written(
    tmp_path: Path, verb: str, blamed: str
) -> None:
    shown = "change.org/childsafetyfirst" if blamed == "verb" else f"change.org/{'childsafetyfirst' * 4}"
    url = f"https://www.{shown}"
    link = (
        "kit.yaml",
        "{url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}",
        f"{{url: {url}, shown: {shown}, verb: {verb}}}",
    )
    keep = ("layout.yaml", "  address: {lines: 1}", "  address: {fit: keep, lines: 1}")
    project = project_of(tmp_path, link, keep)
    [fault, *_] = [f.fault for f in judge(Composer(project).compose(plan(project)[0])) if f.rule == "overflow"]
    assert fault.mark
    assert fault.mark.snippet[fault.mark.column - 1 :].startswith(verb if blamed == "verb" else shown)
    if blamed == "verb":
        assert (
            fault.message == f"the address does not fit with its verb, which is {len(verb)} characters long: '{verb}'"
        )
    else:
        assert fault.message.startswith("the address does not fit: ")


def test_an_address_counts_as_too_long_by_what_goes_beyond_its_line(tmp_path: Path) -> None:
    """It breaks before its last part, which counted as a whole: 'cut about 27', where 3 were needed."""
    shown = "change.org/childsafetyfirst"
    link = ("kit.yaml", f"shown: {shown}}}", f"shown: {shown}, verb: Unterschreiben}}")
    drawn = words("address", 65, 400)
    narrow = ("square.svg", drawn, drawn.replace('width="880"', 'width="700"'))
    keep = ("layout.yaml", "  address: {lines: 1}", "  address: {fit: keep, lines: 1}")
    project = project_of(tmp_path, link, narrow, keep)
    [fault, *_] = [f.fault for f in judge(Composer(project).compose(plan(project)[0])) if f.rule == "overflow"]
    assert fault.mark
    assert fault.mark.snippet[fault.mark.column - 1 :].startswith("Unterschreiben")
    assert 1 <= int(fault.remedy.removeprefix("cut about ").split()[0]) <= 8


def test_a_source_line_that_does_not_fit_asks_for_its_short_form(tmp_path: Path) -> None:
    title = "A letter on what may be lost, and on what everybody can do about it in time"
    long = ("kit.yaml", "title: A letter,", f"title: '{title}',")
    figure = ("kit.yaml", SUPPORT, 'support: "{reports} on"')
    keep = ("layout.yaml", "  source: {lines: 1}", "  source: {fit: keep, lines: 1}")
    project = project_of(tmp_path, long, figure, keep)
    [fault, *_] = [f.fault for f in judge(Composer(project).compose(plan(project)[0])) if f.rule == "overflow"]
    assert fault.remedy.startswith("give the source a short form, 'shown'")
    assert fault.mark
    assert fault.mark.snippet[fault.mark.column - 1 :].startswith(f"'{title}'")


def test_a_ground_that_is_removed_with_an_empty_slot_is_one_error(tmp_path: Path) -> None:
    wall = '<rect id="wall" data-pin="stretch stretch" width="1080" height="1080" fill="#ffffff"/>\n'
    photo = '<g id="slot-photo"><rect x="0" y="700" width="1080" height="380"/></g>'
    slot = ("layout.yaml", "  qr:", "  photo: {}\n  qr:")
    project = project_of(tmp_path, ("square.svg", wall, f"<g id='layer-ground'>{wall}{photo}</g>\n"), slot)
    [fault] = [f.fault for f in judge(Composer(project).compose(plan(project)[0])) if f.rule == "canvas"]
    assert fault.code == "ground-removed"
    assert "'slot-photo'" in fault.message
    apart = project_of(tmp_path / "apart", ("square.svg", wall, f"{wall}{photo}\n"), slot)
    assert [f for f in judge(Composer(apart).compose(plan(apart)[0])) if f.rule == "canvas"] == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [("twitter/square", "x/square"), ("twitter", "x"), ("Insta", "instagram"), ("telegramm", "telegram"),
     ("instagram/protrait", "instagram/portrait_4x5"), ("fb/square", "facebook/feed_square")],
)  # fmt: skip
def test_a_platform_is_found_by_its_former_name_and_a_placement_on_its_own_platform(name: str, meant: str) -> None:
    assert platform_remedy(name, read_placements()) == f"did you mean '{meant}'?"
