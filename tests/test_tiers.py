"""The tiers of tests: `make test`, `make test-ci` for every change that lands, `make test-all`, and `make mutants`."""

from __future__ import annotations

import re

import pytest
from conftest import COLLECTED, FIRST, TESTS, TIERS

LIST = TESTS / "SLOW.md"
#: A row: the test, its minutes, and why it takes them.
ROW = re.compile(r"^\| `(tests/\S+)` \| \d+\.\d \| \S.* \|$", re.MULTILINE)


def listed(command: str) -> list[str]:
    """Return the names of the tests in the table of a command."""
    return ROW.findall(LIST.read_text(encoding="utf-8").partition(f"\n## Only `{command}`")[2].partition("\n## ")[0])


@pytest.mark.parametrize(("command", "tier"), [("make test-ci", "ci"), ("make test-all", "slow")])
def test_every_test_of_a_later_tier_is_listed_with_its_minutes_and_the_reason_and_no_other_is(
    command: str, tier: str, request: pytest.FixtureRequest
) -> None:
    """A test of which `make test` tries some cases says so itself. What this run did not collect is not compared."""
    names = listed(command)
    assert names == sorted(names)
    tiers = request.config.stash[COLLECTED]
    later = {name for name, its in tiers.items() if tier in its}
    assert later == {name for name in names if name in tiers}


@pytest.mark.parametrize("command", ["make test-ci", "make test-all"])
def test_every_test_that_is_listed_is_there(command: str) -> None:
    assert listed(command)
    for name in listed(command):
        path, _, function = name.rpartition("::")
        assert f"def {function}(" in (TESTS.parent / path.partition("::")[0]).read_text(encoding="utf-8"), name


def test_every_module_that_runs_first_is_there() -> None:
    assert {path.stem for path in TESTS.rglob("test_*.py")} >= {*FIRST}


def test_each_command_runs_its_tier_and_together_they_run_every_test() -> None:
    targets = (TESTS.parent / "Makefile").read_text(encoding="utf-8")
    run = re.compile(r"^([\w-]+):.*## .*\n\t\$\(PY\) -m pytest -m (.+?) (?:\$\(SPREAD\)|-n)", re.MULTILINE)
    assert dict(run.findall(targets)) == {
        "test": '"not ci and not slow and not mutant"',
        "test-ci": '"not slow and not mutant"',
        "test-all": "slow",
        "mutants": "mutant",
    }
    assert TIERS == ("ci", "slow", "mutant")
    assert (TESTS.parent / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test-ci"
