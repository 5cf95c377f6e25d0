"""`kit diff`: what it prints, and its exit codes."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.forked_calls import forked
from support.photos import write_pictured

import kit
from kit.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a kit of one picture; return its folder."""
    project = tmp_path_factory.mktemp("diff") / "project"
    write_pictured(project)
    return forked(kit.build, kit.load(project), project / "dist", jobs=1).folder


@pytest.fixture
def other(built: Path, tmp_path: Path) -> Path:
    """Copy the kit with another caption, whose words would steer a terminal, and version."""
    shutil.copytree(built, tmp_path / "other")
    manifest = tmp_path / "other" / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["assets"][0]["caption"] = "Keep \x1b[2Jit lit."
    content["kit"]["version"] = "1.1.0"
    manifest.write_text(json.dumps(content), encoding="utf-8")
    [caption] = (tmp_path / "other").rglob("*.caption.txt")
    caption.write_text("Keep \x1b[2Jit lit.\n", encoding="utf-8")
    return tmp_path / "other"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def test_nothing_differs_is_0(built: Path) -> None:
    ran = run(built, built)
    assert (ran.exit_code, ran.stdout) == (0, "no picture differs: 1 picture\n")


def test_what_differs_is_1_and_is_said_below_its_cause(built: Path, other: Path, tmp_path: Path) -> None:
    ran = run(built, other, "-o", tmp_path / "page")
    assert ran.exit_code == 1
    *lines, last = ran.stdout.splitlines()
    assert lines == [
        'kit version: "1.0.0" → "1.1.0"',
        "",
        'caption of bus: "it on." → "\\x1b[2Jit lit."',
        "  changed  bus x/square: caption",
        "",
        "1 picture of 1: 1 changed",
    ]
    assert last.startswith("open ")
    assert (tmp_path / "page" / "index.html").is_file()


def test_json_says_all_of_it(built: Path, other: Path) -> None:
    ran = run(built, other, "--format", "json")
    assert ran.exit_code == 1
    said = json.loads(ran.stdout)
    assert (said["schema"], said["differs"]) == (1, True)
    assert said["old"] == {"asked": str(built), "kit": "tiny-1.0.0", "pictures": 1, "unmade": [], "left_out": {}}
    assert said["kit"] == [{"field": "version", "old": "1.0.0", "new": "1.1.0"}]
    [group] = said["groups"]
    assert [(cause["kind"], cause["name"], cause["file"]) for cause in group["causes"]] == [
        ("manifest", "caption of bus", None)
    ]
    [picture] = group["pictures"]
    assert (picture["picture"], picture["status"], picture["differs_in"]) == ("bus x/square", "changed", ["caption"])
    assert picture["fields"][0]["new"] == "Keep \x1b[2Jit lit."


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_can_not_be_compared_is_2(built: Path, tmp_path: Path, form: str) -> None:
    ran = run(built, tmp_path, "--format", form)
    assert ran.exit_code == 2
    assert "there is neither a manifest.json nor a kit.yaml in" in (ran.stdout if form == "json" else ran.stderr)


@pytest.mark.ci
def test_progress_is_said_on_stderr_for_each_thing_that_is_done(built: Path) -> None:
    ran = run(built, "--spec", built.parents[1], "--jobs", "1")
    assert (ran.exit_code, ran.stdout) == (0, "no picture differs: 1 picture\n")
    assert ran.stderr.splitlines()[0] == f"building {built.parents[1]}"
