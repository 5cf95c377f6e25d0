"""Layouts that come with the generator are used only where `kit.yaml` names them, so no slip takes a stranger's."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from support.campaigns import write_countdown

from kit.base.errors import SpecError
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

LINE = "write this line under 'kit': shipped_layouts: "
#: A second line would be a duplicate key.
CHANGED = "change the line in 'kit' to shipped_layouts: "
FIRST = "saturdays:\n    images: [{layout: notice"


def starter(folder: Path, layout: str, named: str | None = None) -> Path:
    """Copy the starter with another layout in its first message, and perhaps with names of shipped layouts."""
    shutil.copytree(SHIPPED / "templates/starter", folder / "own")
    spec = folder / "own/kit.yaml"
    text = spec.read_text(encoding="utf-8").replace(FIRST, FIRST.replace("notice", layout))
    line = "  shipped_layouts: []\n"
    assert line in text
    spec.write_text(text.replace(line, f"  shipped_layouts: {named}\n" if named else ""), encoding="utf-8")
    return spec


def faults_of(spec: Path) -> list[tuple[str, int, str]]:
    """Return the code, the line and the remedy of each fault about layouts."""
    try:
        load_project(spec)
    except SpecError as error:
        found = [fault for fault in error.faults if "layout" in fault.message and "no slot" not in fault.message]
        return [(fault.code, fault.mark.line if fault.mark else 0, fault.remedy) for fault in found]
    return []


@pytest.mark.parametrize(
    ("layout", "named", "code", "remedy"),
    [
        ("message", None, "shipped-layout-not-named", f"{LINE}[message]"),
        ("message", "[petition]", "shipped-layout-not-named", f"{CHANGED}[petition, message]"),
        ("notise", None, "unknown-layout", "did you mean 'notice'?"),
        ("mesage", "[message]", "unknown-layout", "did you mean 'message'?"),
        ("mesage", None, "unknown-layout", f"did you mean 'message'? it comes with the generator: {LINE}[message]"),
        ("notice", "[mesage]", "unknown-layout", "did you mean 'message'?"),
        ("notice", "[notice]", "unknown-layout", "remove it from the list"),
    ],
)
def test_a_layout_that_is_not_the_campaigns_own_is_named_or_refused(
    layout: str, named: str | None, code: str, remedy: str, tmp_path: Path
) -> None:
    [(found, line, said)] = faults_of(starter(tmp_path, layout, named))
    assert (found, said) == (code, remedy)
    assert line > 5


def test_a_layout_that_is_named_is_used(tmp_path: Path) -> None:
    assert faults_of(starter(tmp_path, "message", "[message]")) == []


def test_the_nearest_name_of_an_own_layout_is_meant_before_a_shipped_one(tmp_path: Path) -> None:
    """`layout: day` for one's own `days` took the cream ground of this campaign's `day`, without a word."""
    spec = write_countdown(tmp_path / "own", ("layout: days", "layout: day"))
    [(code, _, remedy), *_] = faults_of(spec)
    assert code == "unknown-layout"
    assert remedy.startswith("did you mean 'days'? for the 'day' that comes with the generator, write this line")


@pytest.mark.ci
def test_the_campaign_beside_the_shipped_drawings_names_none() -> None:
    project = load_project(SHIPPED / "kit.yaml")
    assert project.campaign.kit.shipped_layouts == ()


def test_a_countdown_without_the_number_of_days_is_refused(tmp_path: Path) -> None:
    spec = write_countdown(tmp_path / "own")
    for drawing in (spec.parent / "templates/svg/days").glob("*.svg"):
        text = drawing.read_text(encoding="utf-8")
        drawing.write_text(re.sub('<g id="slot-number".*?</g>', "", text, flags=re.DOTALL), encoding="utf-8")
    layout = spec.parent / "templates/svg/days/layout.yaml"
    layout.write_text(layout.read_text(encoding="utf-8").replace("number: {required: yes, ", "number: {"), "utf-8")
    errors = [finding for finding in check_composed(load_project(spec)) if finding.severity == "error"]
    assert {finding.fault.code for finding in errors} == {"countdown-without-number"}
    text = spec.read_text(encoding="utf-8").replace('{one: "**day**', '{one: "{days} **day**')
    spec.write_text(text.replace('other: "**days**', 'other: "{days} **days**'), encoding="utf-8")
    assert [one for one in check_composed(load_project(spec)) if one.severity == "error"] == []
