"""A copy without the folder `kit/tools` builds, checks and packs a campaign; only the tests of a list fail in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS

if TYPE_CHECKING:
    from pathlib import Path

ROOT = TESTS.parent
#: Names tests outside `tests/tools` that need a tool.
LIST = TESTS / "TOOLS.md"
_ROW = re.compile(r"^\| `(tests/\S+\.py(?:::\w+)?)` \| \S.* \|$", re.MULTILINE)
#: What is not of the project, or not needed by its tests. (What is compiled is copied: its sources keep their times.)
_LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info")


def listed() -> list[str]:
    """Return the modules and functions of the list."""
    return _ROW.findall(LIST.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project without its tools."""
    copy: Path = shutil.copytree(ROOT, tmp_path_factory.mktemp("bare") / "project", ignore=_LEFT_OUT)
    shutil.rmtree(copy / "kit" / "tools")
    return copy


def run(bare: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a module with the package of the copy."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=cwd or bare,
        env={**environment, "PYTHONPATH": str(bare)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_test_that_is_listed_is_there() -> None:
    assert listed() == sorted(set(listed()))
    for name in listed():
        path, _, function = name.partition("::")
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not function or f"def {function}(" in text, name


@pytest.mark.ci
def test_a_campaign_is_built_checked_and_packed_without_tools(bare: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "templates" / "starter", tmp_path / "campaign")
    (tmp_path / "campaign").joinpath("fonts").mkdir(exist_ok=True)
    for arguments in (("build",), ("check",), ("pack",)):  # `pack` judges the built files as `check --built` does
        ran = run(bare, "kit", *arguments, cwd=tmp_path / "campaign")
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert list((tmp_path / "campaign" / "dist").glob("*.zip"))
    listed_commands = run(bare, "kit", "--help").stdout.partition("\nCommands:\n")[2]
    commands = re.findall(r"^  ([\w-]+)  ", listed_commands, re.MULTILINE)
    assert commands == ["build", "check", "list", "pack", "render", "verify"]


@pytest.mark.ci
def test_the_list_names_nothing_that_passes_without_tools(bare: Path) -> None:
    only = ("-m", "not slow and not mutant", "--continue-on-collection-errors", "-rfE")
    ran = run(bare, "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "--tb=no", *only, *listed())
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", ran.stdout, re.MULTILINE)
    assert [name for name in listed() if not any(_is_in(one, name) for one in failed)] == [], ran.stdout


def _is_in(test: str, listed: str) -> bool:
    """Return whether a test is the one that is listed, or one of its parameters or of its module."""
    return test == listed or test.startswith((f"{listed}[", f"{listed}::"))
