"""What other programs read of this repository: hooks of pre-commit, tasks of VS Code, the container to develop in."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

import kit
import kit.tools.scaffold
from kit.cli import main

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
TASKS = json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def known(command: str) -> bool:
    """Tell whether a command is a target of make, or a command of the kit with options that it has."""
    program, *arguments = shlex.split(command)
    if program == "make":
        return set(arguments) <= TARGETS
    if Path(program).name != "kit":
        return False
    name, *options = arguments
    taken = {option for one in main.commands[name].params for option in one.opts}
    return {option for option in options if option.startswith("-")} <= taken


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_runs_a_command_that_there_is_when_a_file_of_a_campaign_changes(hook: dict[str, Any]) -> None:
    assert hook["name"]
    assert hook["language"] == "python"
    assert known(hook["entry"])
    files = re.compile(hook["files"])
    reads_words_alone = hook["id"] == "kit-spelling"
    for folder in ("", "campaigns/harbour/"):
        assert files.search(f"{folder}{'kit.yaml' if reads_words_alone else 'templates/svg/notice/square.svg'}")
    assert not files.search("dist/harbour-1.0.0/index.html")
    assert hook["pass_filenames"] is False


def test_the_check_of_pre_commit_runs_for_everything_that_a_campaign_is_made_of() -> None:
    files, excluded = (re.compile(HOOKS[0][key]) for key in ("files", "exclude"))
    made_of = ("kit.yaml", "kit.harbour.yaml", "locales/de.yaml", "photos/quay.jpg", "logo.svg", "fonts/families.yaml")
    for name in (*made_of, *(f"campaigns/harbour/{name}" for name in made_of)):
        assert files.search(name), name
        assert not excluded.search(name), name
    assert excluded.search("dist/harbour-1.0.0/en/x/square.png")
    assert not files.search("README.md")


def test_the_check_of_pre_commit_finds_a_broken_campaign(tmp_path: Path) -> None:
    _, *command = shlex.split(HOOKS[0]["entry"])
    (tmp_path / "kit.yaml").write_text("kit: {}\n", encoding="utf-8")
    ran = CliRunner().invoke(main, [*command, "--spec", str(tmp_path)])
    assert (ran.exit_code, "missing 'messages'" in ran.stderr) == (2, True)


def run_step(spec: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Run what the action runs, as its step."""
    inputs = {"SPEC": str(spec), "OUT": str(out), "CHECK": "yes", "PACK": "yes", "GITHUB_OUTPUT": f"{out}.outputs"}
    command = [str(ROOT / "scripts" / "step.sh")]
    return subprocess.run(command, env=os.environ | inputs, capture_output=True, encoding="utf-8", check=False)


def test_the_action_annotates_a_misspelt_key_at_its_line(tmp_path: Path) -> None:
    spec = tmp_path / "kit.yaml"
    spec.write_text("kit: {name: harbour, titel: Harbour}\nmessages: {}\n", encoding="utf-8")
    ran = run_step(spec, tmp_path / "dist")
    assert ran.returncode == 2
    assert re.search(r"^::error file=\S*kit\.yaml,line=1,col=22,title=kit-yaml::.*'title'", ran.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", ["kit.yaml", "kit.harbour.yaml"])
def test_the_action_prints_nothing_of_what_a_link_leads_to(tmp_path: Path, name: str) -> None:
    (tmp_path / "secrets").write_text("token: [correct-horse\n", encoding="utf-8")
    (tmp_path / "checkout").mkdir()
    (tmp_path / "checkout" / name).symlink_to("../secrets")
    ran = run_step(tmp_path / "checkout" / name, tmp_path / "dist")
    assert ran.returncode == 2
    assert "link" in ran.stdout + ran.stderr
    assert "'['" not in ran.stdout + ran.stderr
    assert "correct-horse" not in ran.stdout + ran.stderr


@pytest.mark.slow
def test_the_action_makes_a_kit_and_judges_it_once(tmp_path: Path) -> None:
    kit.tools.scaffold.new(tmp_path / "small")
    ran = run_step(tmp_path / "small" / "kit.yaml", tmp_path / "dist")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    outputs = (tmp_path / "dist.outputs").read_text(encoding="utf-8")
    assert f"folder={tmp_path}/dist/small-0.1.0\n" in outputs
    assert f"{tmp_path}/dist/small-0.1.0.zip\n" in outputs
    assert ran.stdout.count("not looked at") == 2, "of the build, and of the check before packing"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task["label"]))
def test_a_task_runs_a_command_that_there_is(task: dict[str, str]) -> None:
    assert known(task["command"])


def test_the_problems_of_a_check_are_found_by_the_editor() -> None:
    pattern = next(task["problemMatcher"]["pattern"] for task in TASKS if task["label"] == "check")
    report = (ROOT / "tests" / "projects" / "missing-key" / "expected.txt").read_text(encoding="utf-8")
    found = [match for line in report.splitlines() if (match := re.match(pattern["regexp"], line))]
    assert [match[pattern["file"]] for match in found] == ["kit.yaml"]
    assert found[0][pattern["message"]].startswith("missing ")


def test_the_container_is_that_of_the_tests_and_builds_at_once() -> None:
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert f"image: {container['image']}\n" in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert container["onCreateCommand"] == "scripts/bootstrap.sh run"
    assert known(container["postCreateCommand"])


def test_the_schemas_that_the_editor_is_told_of_are_there() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    schemas = settings["yaml.schemas"]
    assert schemas
    assert [schema for schema in schemas if not (ROOT / schema).is_file()] == []
    assert [files for files in schemas.values() if not [*ROOT.glob(files)]] == []
