"""The measuring of one language, two and so on: every kit is made whole, and what was measured is a row."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from conftest import TESTS
from support.campaigns import GERMAN, SMALL, make_project

if TYPE_CHECKING:
    from pathlib import Path


def measured(spec: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench.languages", "--spec", str(spec), "--jobs", "1", *arguments]
    return subprocess.run(command, cwd=TESTS.parent, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.ci
def test_a_kit_of_two_languages_is_a_row(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny", SMALL)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    ran = measured(root / "kit.yaml", "--pack", "2")
    assert ran.returncode == 0, ran.stderr
    head, _, row = [line.strip("| ").split(" | ") for line in ran.stdout.splitlines() if line.startswith("|")]
    found = dict(zip(head, row, strict=True))
    assert (found["languages"], found["pictures"], found["zips"]) == ("2", "2", "4")
    assert float(found["MB of a worker at most"]) > 0


@pytest.mark.ci
def test_a_kit_that_lacks_a_language_is_not_measured(tmp_path: Path) -> None:
    root = make_project(tmp_path / "tiny", SMALL)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(f"{GERMAN}kit: {{titel: Winzig}}\n", encoding="utf-8")
    ran = measured(root / "kit.yaml", "2")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "not everything was made" in ran.stderr
