"""The tiers of tests: `make test`, `make test-ci` for every change that lands, `make test-all`, and `make mutants`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conftest import COLLECTED, FIRST, TESTS, TIERS

if TYPE_CHECKING:
    import pytest

LIST = TESTS / "SLOW.md"
#: A row of the first table: a module, how many of its tests only `make test-ci` runs, their minutes, what they do.
MODULE = re.compile(r"^\| `(tests/\S+\.py)` \| (\d+) \| \d+\.\d \| \S.* \|$", re.MULTILINE)
#: A row of the second table: a test, its minutes, and why it takes them.
ROW = re.compile(r"^\| `(tests/\S+::\S+)` \| \d+\.\d \| \S.* \|$", re.MULTILINE)


def table(command: str) -> str:
    """Return the table of a command."""
    return LIST.read_text(encoding="utf-8").partition(f"\n## Only `{command}`")[2].partition("\n## ")[0]


def test_the_tests_of_each_module_that_only_test_ci_runs_are_counted_and_no_row_is_for_nothing() -> None:
    rows = MODULE.findall(table("make test-ci"))
    names = [path.relative_to(TESTS.parent).as_posix() for path in sorted(TESTS.rglob("test_*.py"))]
    marked = {name: (TESTS.parent / name).read_text(encoding="utf-8").count("\n@pytest.mark.ci\n") for name in names}
    assert rows
    assert {name: int(count) for name, count in rows} == {name: count for name, count in marked.items() if count}


def test_every_test_of_the_last_tier_is_listed_with_its_minutes_and_the_reason_and_no_other_is(
    request: pytest.FixtureRequest,
) -> None:
    """A test of which `make test` tries some cases says so itself. What this run did not collect is not compared."""
    names = ROW.findall(table("make test-all"))
    assert names == sorted(names)
    tiers = request.config.stash[COLLECTED]
    later = {name for name, its in tiers.items() if "slow" in its}
    assert later == {name for name in names if name in tiers}


def test_every_test_that_is_listed_is_there() -> None:
    names = ROW.findall(table("make test-all"))
    assert names
    for name in names:
        path, _, function = name.partition("::")
        assert f"def {function}(" in (TESTS.parent / path).read_text(encoding="utf-8"), name


def test_every_module_that_runs_first_is_there() -> None:
    assert {path.stem for path in TESTS.rglob("test_*.py")} >= {*FIRST}


def test_each_command_runs_its_tier_and_together_they_run_every_test() -> None:
    targets = (TESTS.parent / "Makefile").read_text(encoding="utf-8")
    run = re.compile(
        r"^([\w-]+):.*## .*\n\t(?:@\$\(call beside_types,)?\$\(PY\) -m pytest -m (.+?) (?:\$\(SPREAD\)|-n)",
        re.MULTILINE,
    )
    assert dict(run.findall(targets)) == {
        "test": '"not ci and not slow and not mutant"',
        "test-ci": '"not slow and not mutant"',
        "test-all": "slow",
        "mutants": "mutant",
    }
    assert TIERS == ("ci", "slow", "mutant")
    assert (TESTS.parent / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test-ci"
