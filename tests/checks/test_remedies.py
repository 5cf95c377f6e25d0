"""Remedies name the cause: words that hide others, a long verb, a short form of a source, a platform's former name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_rules import painted, project_of, words

from kit.checks import judge
from kit.compose import Composer
from kit.project.messages.entry_references import platform_remedy
from kit.project.placements import read_placements
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path


def veil(colour: str, attributes: str = "") -> str:
    return f'<rect id="veil" x="60" y="290" width="900" height="80" fill="{colour}" {attributes}/>\n'


@pytest.mark.parametrize("over", [True, False])
def test_words_below_a_shape_that_is_drawn_over_them_name_that_shape(tmp_path: Path, *, over: bool) -> None:
    below, above = ("", veil("#ffffff", 'fill-opacity="0.9"')) if over else (veil("#333333"), "")
    drawn = words("support", 65, 300)
    project = project_of(tmp_path, ("square.svg", drawn, below + drawn + above))
    [fault] = {f.fault.remedy: f.fault for f in painted(project) if f.rule == "contrast"}.values()
    if over:
        assert fault.remedy == "'veil' in line 5 is drawn over it: move it behind the words, or remove it"
    else:
        assert fault.remedy == "change its colour, or what is under it"


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


@pytest.mark.parametrize(
    ("name", "meant"),
    [("twitter/square", "x/square"), ("twitter", "x"), ("Insta", "instagram"), ("telegramm", "telegram"),
     ("instagram/protrait", "instagram/portrait_4x5"), ("fb/square", "facebook/feed_square")],
)  # fmt: skip
def test_a_platform_is_found_by_its_former_name_and_a_placement_on_its_own_platform(name: str, meant: str) -> None:
    assert platform_remedy(name, read_placements()) == f"did you mean '{meant}'?"
