"""What the painter stops at is named by its element, in a build and in a check of what was built, within the limits."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, make_slow_project
from support.commands import run_kit_process
from support.forked_calls import forked

import kit
from kit.base.errors import Fault
from kit.project import load_project
from kit.run.jobs.limits import Limits
from kit.run.pipeline.judging import checking_built
from kit.run.pipeline.judging.checking_built import DrawingTask, check_built, with_parts

if TYPE_CHECKING:
    from pathlib import Path

#: Loaded by every Python that starts: the painter stops at every line.
BROKEN = """\
import kit.paint.raster.direct

def stop(stroke, context):
    raise ZeroDivisionError("float division by zero")

kit.paint.raster.direct._stroke = stop
"""
THREAD = '\n<line id="thread" x2="9" y2="9" stroke="#0f2a2e"/><line data-name="Second thread" x2="5" stroke="#0f2a2e"/>'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of which the message `slow` is made with a drawing that holds two lines."""
    root = make_slow_project(tmp_path / "project", shapes=1)
    drawing = root / "templates" / "svg" / "slow" / "square.svg"
    drawing.write_text(drawing.read_text().replace('<g id="slot-headline">', THREAD + '<g id="slot-headline">'))
    return root


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, str]:
    """Return the variables of a Python whose painter is broken."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sitecustomize.py").write_text(BROKEN)
    return {"PYTHONPATH": str(tmp_path / "broken")}


@pytest.mark.ci
def test_a_build_names_the_elements_at_which_the_painter_stops(project: Path, broken: dict[str, str]) -> None:
    ran = run_kit_process("build", cwd=project, env=broken)
    assert ran.returncode == 1
    assert "slow/square.svg:5:1: 'thread': the painter fails: ZeroDivisionError: float division by zero" in ran.stderr
    assert "slow/square.svg:5:1: 'Second thread': the painter fails" in ran.stderr
    assert "slow telegram/landscape, slow telegram/square" in ran.stderr


@pytest.mark.ci
def test_a_check_names_the_elements_at_which_the_painter_stops(project: Path, broken: dict[str, str]) -> None:
    assert forked(kit.build, kit.load(project), project / "dist").published
    ran = run_kit_process("check", "--built", "--format", "json", cwd=project, env=broken)
    assert ran.returncode == 1, ran.stderr
    found = [
        (one["rule"], one["picture"], one["drawing"], one["line"], one["message"])
        for one in json.loads(ran.stdout)["findings"]
        if one["rule"] in {"engines-agree", "drawing"}
    ]
    stops = "the painter fails: ZeroDivisionError: float division by zero"
    assert found == [
        ("engines-agree", None, "slow/square.svg", 5, f"'thread': {stops}"),
        ("engines-agree", None, "slow/square.svg", 5, f"'Second thread': {stops}"),
        *(
            ("drawing", f"slow telegram/{shape}", "slow/square.svg", 5, f"'{name}': {stops}")
            for shape in ("landscape", "square")
            for name in ("thread", "Second thread")
        ),
    ]


@pytest.mark.ci
def test_a_check_gives_up_a_picture_that_takes_longer_than_a_build_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_slow_project(tmp_path / "project", shapes=1)
    assert forked(kit.build, kit.load(project), project / "dist").published
    loaded = load_project(project / "kit.yaml")
    assert forked(check_built, loaded, project / "dist" / KIT) == []
    slow = make_slow_project(tmp_path / "slow", shapes=2400)
    shutil.copy(slow / "templates/svg/slow/square.svg", project / "templates/svg/slow")
    monkeypatch.setattr(checking_built, "LIMITS", Limits(seconds=0.01, hung=300))
    findings = check_built(load_project(project / "kit.yaml"), project / "dist" / KIT, ("slow *",))
    late = [finding for finding in findings if finding.fault.code == "picture-too-slow"]
    assert [finding.where for finding in late] == ["slow telegram/landscape", "slow telegram/square"]
    assert {str(finding.fault.mark) for finding in late} == {"slow/square.svg:1:1"}


def test_a_fault_that_is_no_stop_of_the_painter_stays_as_it_is(project: Path) -> None:
    path = project / "templates" / "svg" / "slow" / "square.svg"
    slow, failed = Fault("slow", code="picture-too-slow"), Fault("failed", code="picture-failed")
    assert with_parts(slow, DrawingTask(path, "slow/square.svg")) == (slow,)
    assert with_parts(failed, DrawingTask(path, "slow/square.svg")) == (failed,)
