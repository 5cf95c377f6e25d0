"""Broken projects, one folder of `tests/projects` each: what people read, word for word, and the exit code.

`expected.txt` holds `exit CODE`, a blank line, and what stands on stderr; `--update-golden` writes them anew.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from conftest import TESTS

import kit
from kit.base.errors import OutputError, SpecError
from kit.cli import main
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

PROJECTS = TESTS / "projects"
ROOT = TESTS.parent
NAMES = sorted(path.name for path in PROJECTS.iterdir())
#: Faults of a person's own that only the whole program meets: run as a process of their own as well.
AS_PROCESS = ("drawing-broken-xml", "not-utf-8", "several-mistakes", "words-do-not-fit")
#: Projects in which the caret points at a character that is shown as a blank.
BLANKS = (
    "control-character", "direction-mark-not-closed", "direction-override", "line-separator-in-words",
    "tab-indentation",
)  # fmt: skip


def report(code: int, stderr: str, project: Path, out: Path) -> str:
    """Return the exit code and what a person reads, without what differs from run to run and place to place."""
    text = stderr.replace(str(project), "PROJECT").replace(str(out), "OUT").replace(str(ROOT), "KIT")
    text = re.sub(r"[\d.]+ a second", "N a second", text)
    return f"exit {code}\n\n{text.rstrip()}\n"


def build(project: Path, out: Path) -> str:
    """Build a project through the command line, in this process, and return what a person reads.

    If it can be built, `kit check` says what is wrong.
    """
    spec = str(project / "kit.yaml")
    for command in (["build", "--out", str(out), "--jobs", "1"], ["check", "--advice"]):
        result = CliRunner().invoke(main, [*command, "--spec", spec])
        assert result.exception is None or isinstance(result.exception, SystemExit), f"{result.exception!r} escaped"
        if result.exit_code:
            break
    return report(result.exit_code, result.stderr, project, out)


def assert_every_fault_names_a_place_and_a_remedy(actual: str, name: str) -> None:
    """A block that names a place shows the line and a caret under a character of it; the last line is the remedy."""
    head, *blocks = actual.rstrip().split("\n\n")
    assert head in {"exit 1", "exit 2", "exit 3"} or (head == "exit 0" and "warning [" in blocks[0])
    assert blocks
    for block in blocks:
        lines = block.splitlines()
        for line, caret in pairwise(lines):
            if caret.strip() == "^":
                assert line.ljust(len(caret))[caret.index("^")] != " " or name in BLANKS
        if re.match(r"\d+ problems? to fix|\d+ of \d+ pictures", block):
            continue
        assert lines[-1].startswith("  "), f"no remedy: {block}"
        assert not lines[-1].startswith("    "), f"no remedy: {block}"


def test_there_are_many_broken_projects() -> None:
    assert len(NAMES) >= 32


@pytest.mark.few(30)
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_project_is_reported_with_what_is_wrong_where_and_what_to_do(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    actual = build(PROJECTS / name, tmp_path / "out")
    assert_every_fault_names_a_place_and_a_remedy(actual, name)
    golden = PROJECTS / name / "expected.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(actual, encoding="utf-8")
        pytest.fail(f"wrote {golden.relative_to(ROOT)}")
    assert actual == golden.read_text(encoding="utf-8")


@pytest.mark.ci
@pytest.mark.parametrize("name", AS_PROCESS)
def test_a_process_says_the_same_and_ends_with_the_code(name: str, tmp_path: Path) -> None:
    project, out = PROJECTS / name, tmp_path / "out"
    command = [sys.executable, "-m", "kit", "build", "--spec", str(project / "kit.yaml"), "--out", str(out)]
    run = subprocess.run([*command, "--jobs", "1"], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert report(run.returncode, run.stderr, project, out) == (project / "expected.txt").read_text(encoding="utf-8")


def test_nothing_is_on_stdout_when_nothing_is_built() -> None:
    run = CliRunner().invoke(main, ["build", "--spec", str(PROJECTS / "empty-value" / "kit.yaml")])
    assert (run.exit_code, run.stdout) == (2, "")
    assert not (PROJECTS / "empty-value" / "dist").exists()


def test_a_broken_drawing_costs_only_its_own_pictures(tmp_path: Path) -> None:
    assert build(PROJECTS / "drawing-of-one-message", tmp_path).startswith("exit 1\n")
    incomplete = tmp_path / "incomplete"
    assert (incomplete / "en" / "x" / "tools-header-1500x500.png").is_file()
    written = json.loads((incomplete / "report.json").read_text(encoding="utf-8"))
    assert [failure["picture"] for failure in written["failures"]] == ["tools x/square"]
    assert [failure["drawing"] for failure in written["failures"]] == [None], "no drawing was chosen"
    assert not (tmp_path / "tiny-1.0.0").exists()


def test_words_that_do_not_fit_are_named_with_line_picture_and_what_to_cut(tmp_path: Path) -> None:
    text = build(PROJECTS / "words-do-not-fit", tmp_path)
    assert text.startswith("exit 1\n")
    assert "failed: tools x/square (message/square.svg)\nkit.yaml:16:" in text
    assert re.search(r"cut about \d+ of its \d+ characters", text)


def faults_in(name: str) -> list[tuple[str, int]]:
    """Return the code and line of each fault of a broken project."""
    with pytest.raises(SpecError) as caught:
        load_project(PROJECTS / name / "kit.yaml")
    return [(fault.code, fault.mark.line) for fault in caught.value.faults if fault.mark]


def test_all_mistakes_are_reported_in_one_run_in_the_order_of_the_file() -> None:
    assert faults_in("several-mistakes") == [
        ("missing-key", 1),
        ("unknown-source", 12),
        ("address-without-https", 14),
        ("unknown-platform", 15),
        ("unknown-layout", 18),
        ("emphasis-not-closed", 20),
        ("unknown-slot", 21),
        ("unknown-key", 23),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("frame-misspelt-slot", "unknown-slot"),
        ("frame-unknown-layout", "unknown-layout"),
        ("frame-without-required-slot", "required-slot-unfilled"),
        ("missing-required-slot", "required-slot-unfilled"),
        ("misspelt-key", "unknown-key"),
        ("misspelt-slot", "unknown-slot"),
        ("unknown-colour-role", "unknown-colour-role"),
    ],
)
def test_one_mistake_is_reported_once(name: str, code: str) -> None:
    assert [found for found, _ in faults_in(name)] == [code]


@pytest.mark.parametrize("folder", ["out", "out/below"])
def test_a_file_in_the_place_of_the_output_folder_is_left_as_it_is(folder: str, tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        kit.build(load_project(PROJECTS / "drawing-of-one-message" / "kit.yaml"), tmp_path / folder)
    assert [fault.code for fault in caught.value.faults] == ["output-unwritable"]
    assert str(file) in str(caught.value)
    assert file.read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize(("path", "code"), [(PROJECTS, "folder-not-file"), (PROJECTS / "none.yaml", "file-unreadable")])
def test_a_folder_in_the_place_of_kit_yaml_is_told_apart_from_a_missing_file(path: Path, code: str) -> None:
    with pytest.raises(SpecError) as caught:
        load_project(path)
    assert [fault.code for fault in caught.value.faults] == [code]


@pytest.mark.parametrize(
    ("command", "undone"),
    [
        (["check"], "checked"),
        (["list", "messages"], "listed"),
        (["list", "placements"], "listed"),
        (["list", "layouts"], "listed"),
        (["list", "fonts"], "listed"),
    ],
)
def test_every_command_reports_a_broken_project_in_the_same_words(
    command: list[str], undone: str, tmp_path: Path
) -> None:
    project = PROJECTS / "missing-key"
    run = CliRunner().invoke(main, [*command, "--spec", str(project / "kit.yaml")])
    assert run.stdout == ""
    expected = (project / "expected.txt").read_text(encoding="utf-8")
    assert report(run.exit_code, run.stderr, project, tmp_path) == expected.replace("was built", f"was {undone}")


def test_an_unknown_option_ends_with_two() -> None:
    run = CliRunner().invoke(main, ["build", "--outt", "x"])
    assert run.exit_code == 2
    assert "No such option" in run.stderr


def test_a_glob_that_matches_nothing_is_quoted(tmp_path: Path) -> None:
    spec = PROJECTS / "drawing-of-one-message" / "kit.yaml"
    run = CliRunner().invoke(main, ["build", "--spec", str(spec), "--out", str(tmp_path), "--only", "nobody*"])
    assert run.exit_code == 2
    assert "'nobody*'" in run.stderr
    with pytest.raises(SpecError) as caught:
        kit.build(load_project(spec), tmp_path, only=("nobody*",))
    assert [fault.code for fault in caught.value.faults] == ["no-picture-chosen"]
