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


#: The markers of what `make test` runs.
MAKE_TEST = "not ci and not slow and not mutant"
#: How many of the blind mutants the tests of their package or of the campaign have to notice.
NOTICED = 81


@dataclass(frozen=True)
class Mutant:
    """A fault: what is replaced by what in a file, and the test that fails because of it, if one does.

    A blind one was written by somebody who saw no test: it has the `package` or the room that it is in, what it does,
    and whether something wrong could be published after it.
    """

    file: str
    replace: str
    by: str
    test: str = ""
    package: str = ""
    publishes_wrong: bool = False
    why: str = ""

    def mutated(self, source: str) -> str:
        """Return the text of its file with the fault in it."""
        assert source.count(self.replace) == 1, f"{self.replace!r} stands {source.count(self.replace)} times in it"
        return source.replace(self.replace, self.by)


def read_mutants(name: str) -> dict[str, Mutant]:
    """Return the mutants of a file by their names."""
    entries = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return {id_: Mutant(**entry) for id_, entry in entries.items()}


NAMED, BLIND, OF_ROOMS = (read_mutants(f"{name}.yaml") for name in ("mutants", "blind", "rooms"))
MUTANTS = {**NAMED, **BLIND, **OF_ROOMS}
WITH_TEST = [pytest.param(mutant, id=name) for name, mutant in MUTANTS.items() if mutant.test]


def copied(root: Path) -> Path:
    """Copy the package, its tests and what they read besides into a folder."""
    for name in COPIED:
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "diffs"))
        else:
            shutil.copy(REPOSITORY / name, root)
    return root


def run_test(root: Path, mutant: Mutant) -> subprocess.CompletedProcess[str]:
    """Run the test of a mutant in a copy, with the package of that copy: of a blind one what `make test` runs of it."""
    tier = ("-m", MAKE_TEST) if mutant.package else ()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tier, mutant.test],
        cwd=root,
        env={**environment, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("mutant", [pytest.param(mutant, id=name) for name, mutant in MUTANTS.items()])
def test_a_mutant_still_applies(mutant: Mutant) -> None:
    source = (REPOSITORY / mutant.file).read_text(encoding="utf-8")
    mutated = mutant.mutated(source)
    assert mutated != source
    if mutant.file.endswith(".py"):
        compile(mutated, mutant.file, "exec")


@pytest.mark.parametrize("mutant", WITH_TEST)
def test_the_test_that_is_named_with_a_mutant_is_there(mutant: Mutant) -> None:
    path, _, function = mutant.test.partition("::")
    assert f"def {function}(" in (REPOSITORY / path).read_text(encoding="utf-8"), f"there is no {mutant.test}"


@pytest.mark.mutant
@pytest.mark.parametrize("mutant", WITH_TEST)
def test_a_mutant_fails_the_test_that_is_named_with_it(mutant: Mutant, tmp_path: Path) -> None:
    root = copied(tmp_path)
    path = root / mutant.file
    path.write_text(mutant.mutated(path.read_text(encoding="utf-8")), encoding="utf-8")
    ran = run_test(root, mutant)
    assert ran.returncode == 1, f"the fault in {mutant.file} goes unnoticed:\n{ran.stdout}{ran.stderr}"
    assert f"FAILED {mutant.test}" in ran.stdout


def test_every_fault_that_once_went_unnoticed_has_a_test() -> None:
    assert len(NAMED) >= 8
    assert [name for name, mutant in NAMED.items() if not mutant.test] == []
    assert len(MUTANTS) == len(NAMED) + len(BLIND) + len(OF_ROOMS), "each has a name that no other has"


def test_the_blind_mutants_are_three_of_each_package_and_most_of_them_are_noticed() -> None:
    assert len(BLIND) == 90
    assert {*Counter(mutant.package for mutant in BLIND.values()).values()} == {3}
    assert [name for name, mutant in BLIND.items() if not mutant.why] == []
    assert sum(bool(mutant.test) for mutant in BLIND.values()) >= NOTICED


def test_every_blind_mutant_after_which_something_wrong_could_be_published_is_noticed() -> None:
    dangerous = {name: mutant for name, mutant in BLIND.items() if mutant.publishes_wrong}
    assert len(dangerous) == 48
    assert [name for name, mutant in dangerous.items() if not mutant.test] == []


def test_every_room_has_two_blind_mutants_that_the_tests_of_their_rooms_notice() -> None:
    rooms = {path.name for path in (REPOSITORY / "kit").iterdir() if (path / "__init__.py").is_file()}
    counts = Counter(mutant.package for mutant in OF_ROOMS.values())
    assert counts.keys() >= rooms
    assert (len(OF_ROOMS), min(counts.values())) == (30, 2)
    assert [name for name, mutant in OF_ROOMS.items() if not (mutant.test and mutant.why)] == []


def test_a_blind_mutant_is_noticed_by_a_test_of_its_room_or_of_the_campaign() -> None:
    blind = {**BLIND, **OF_ROOMS}
    elsewhere = [
        name for name, mutant in blind.items() if mutant.test and not mutant.test.startswith(folders_of(mutant))
    ]
    assert elsewhere == []


def folders_of(mutant: Mutant) -> tuple[str, str]:
    """Return where the test of a blind mutant may be: how its path begins."""
    return f"tests/{Path(mutant.file).parts[1]}/", "tests/campaign/"
