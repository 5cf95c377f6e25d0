"""Faults put into a copy of the package on purpose: the test that is named with each one fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
#: What a test needs.
COPIED = ("kit", "tests", "fonts", "templates", "kit.yaml", "pyproject.toml", "CHANGELOG.md", "README.md")


@dataclass(frozen=True)
class Mutant:
    """A fault: what is replaced by what in a file, and the test that fails because of it."""

    file: str
    replace: str
    by: str
    test: str

    def mutated(self, source: str) -> str:
        """Return the text of its file with the fault in it."""
        assert source.count(self.replace) == 1, f"{self.replace!r} stands {source.count(self.replace)} times in it"
        return source.replace(self.replace, self.by)


ENTRIES = yaml.safe_load(Path(__file__).with_name("mutants.yaml").read_text(encoding="utf-8"))
MUTANTS = [pytest.param(Mutant(**entry), id=name) for name, entry in ENTRIES.items()]


def copied(root: Path) -> Path:
    """Copy the package, its tests and what they read besides into a folder."""
    for name in COPIED:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "diffs"))
        else:
            shutil.copy(REPOSITORY / name, root)
    return root


def run_test(root: Path, test: str) -> subprocess.CompletedProcess[str]:
    """Run one test of a copy, with the package of that copy."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", test],
        cwd=root,
        env={**environment, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_still_applies(mutant: Mutant) -> None:
    source = (REPOSITORY / mutant.file).read_text(encoding="utf-8")
    compile(mutant.mutated(source), mutant.file, "exec")
    path, _, function = mutant.test.partition("::")
    assert f"def {function}(" in (REPOSITORY / path).read_text(encoding="utf-8"), f"there is no {mutant.test}"


@pytest.mark.mutant
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_fails_the_test_that_is_named_with_it(mutant: Mutant, tmp_path: Path) -> None:
    root = copied(tmp_path)
    path = root / mutant.file
    path.write_text(mutant.mutated(path.read_text(encoding="utf-8")), encoding="utf-8")
    ran = run_test(root, mutant.test)
    assert ran.returncode == 1, f"the fault in {mutant.file} goes unnoticed:\n{ran.stdout}{ran.stderr}"
    assert f"FAILED {mutant.test}" in ran.stdout


def test_every_fault_has_a_test_of_its_own_reason() -> None:
    assert len(MUTANTS) >= 8
    assert all(set(entry) == {"file", "replace", "by", "test"} for entry in ENTRIES.values())


def test_the_blind_mutants_are_three_of_each_package_and_still_apply() -> None:
    blind = yaml.safe_load(Path(__file__).with_name("blind.yaml").read_text(encoding="utf-8"))
    assert set(Counter(entry["package"] for entry in blind.values()).values()) == {3}
    found = {
        name: (REPOSITORY / one["file"]).read_text(encoding="utf-8").count(one["replace"])
        for name, one in blind.items()
    }
    assert len(found) == 90
    assert {name: count for name, count in found.items() if count != 1} == {}
