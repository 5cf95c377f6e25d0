"""The three tiers of tests: `make quick` while working, `make test` before a change is handed in, `make test-all`."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from conftest import LONG, TESTS

LIST = TESTS / "SLOW.md"
#: A row: the test, its minutes if they are known, and why it takes them.
ROW = re.compile(r"^\| `(tests/\S+)` \| \d+\.\d \| \S.* \|$", re.MULTILINE)


def listed() -> list[str]:
    """Read the names of the tests from the list of slow ones."""
    return ROW.findall(LIST.read_text(encoding="utf-8"))


def marked() -> set[str]:
    """Collect the tests that are marked `slow`, without their parameters."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-n",
        "0",
        "-m",
        "slow",
        "-p",
        "no:cacheprovider",
    ]
    ran = subprocess.run([*command, str(TESTS)], cwd=TESTS.parent, capture_output=True, encoding="utf-8", check=True)
    return {line.partition("[")[0] for line in ran.stdout.splitlines() if "::" in line}


@pytest.mark.long
def test_every_slow_test_is_listed_with_its_minutes_and_the_reason_and_no_other_is() -> None:
    assert listed() == sorted(marked())


def test_every_long_module_is_there() -> None:
    assert {path.stem for path in TESTS.rglob("test_*.py")} >= LONG


def test_the_run_of_every_change_leaves_out_the_slow_tests_only() -> None:
    targets = (TESTS.parent / "Makefile").read_text(encoding="utf-8")
    run = re.compile(r"^(quick|test|test-all):.*\n\t\$\(PY\) -m pytest (?:-m \"([^\"]*)\" )?\$\(SPREAD\)", re.MULTILINE)
    chosen = dict(run.findall(targets))
    assert chosen == {"quick": "not long", "test": "not slow", "test-all": ""}
    assert (TESTS.parent / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test"
