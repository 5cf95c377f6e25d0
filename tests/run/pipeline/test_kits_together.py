"""Kits of several partners made in one run: they have the bytes of kits made alone, and no faults of each other."""

from __future__ import annotations

import gc
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from support.campaigns import HARBOUR, project_with
from support.commands import contents
from support.forked_calls import forked

import kit
from kit.model.asset import Asset
from kit.project.plan import plan
from kit.run.pipeline.build_tasks import tasks_of
from kit.run.pipeline.building import _BEGUN
from kit.run.pipeline.making import TOGETHER

if TYPE_CHECKING:
    from pathlib import Path

#: Partners of whom the later ones have words, colours and messages of their own.
PARTNERS = (
    HARBOUR
    + """\
pier: {name: Pier, messages: [share, sign]}
quay: {name: The Quay, link: "https://www.change.org/quay", fields: {town: Delft}}
lock: {name: The Lock, fields: {town: Gouda}}
"""
)


def together(root: Path, out: Path, jobs: int) -> dict[str, kit.BuildResult | tuple[kit.Fault, ...]]:
    """Build the kits of all partners of a project in one run."""
    projects = {id_: found for id_, found in kit.partners_of(root).items() if isinstance(found, kit.Project)}
    return dict(kit.build_partners(projects, out, jobs=jobs))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project with four partners."""
    return project_with(tmp_path_factory.mktemp("together"), PARTNERS)


@pytest.mark.ci
@pytest.mark.parametrize("jobs", [0, 2])
def test_kits_that_are_made_together_have_the_bytes_of_kits_made_alone(
    project: Path, tmp_path: Path, jobs: int
) -> None:
    results = forked(together, project, tmp_path / "together", jobs)
    assert {*results} == {"harbour", "pier", "quay", "lock"}
    for id_, result in results.items():
        assert isinstance(result, kit.BuildResult)
        alone = forked(kit.build, kit.load(project, partner=id_), tmp_path / id_, jobs=1)
        assert result.folder == kit.partner_folder(tmp_path / "together", id_) / alone.folder.name
        assert contents(result.folder) == contents(alone.folder)
        assert result.warnings == alone.warnings


def entries_in_memory(root: Path, out: Path) -> list[Counter[str | None]]:
    """Return, at the end of each kit of a run, how many entries of pictures of published kits are in memory.

    They are counted by partner, without those in the last result.
    """
    projects, found, published = kit.partners_of(root), list[Counter[str | None]](), set[str | None]()
    for id_, result in kit.build_partners(projects, out, jobs=0):  # type: ignore[arg-type]
        own = {*map(id, result.assets)} if isinstance(result, kit.BuildResult) else set()
        gc.collect()
        published.add(id_)
        entries = (one for one in gc.get_objects() if type(one) is Asset and id(one) not in own)
        found.append(Counter(one.partner for one in entries if one.partner in published))
    return found


@pytest.mark.ci
def test_a_kit_that_is_published_keeps_no_entries_but_of_the_last_task(project: Path, tmp_path: Path) -> None:
    found = forked(entries_in_memory, project, tmp_path)
    assert len(found) == 4
    assert all({*counts.values()} <= {1} for counts in found)


@pytest.mark.ci
def test_one_that_can_not_be_written_stops_no_other(project: Path, tmp_path: Path) -> None:
    folder = kit.partner_folder(tmp_path, "pier")
    folder.mkdir(parents=True)
    with FileLock(folder / ".lock"):
        results = forked(together, project, tmp_path, 1)
    assert isinstance(results["pier"], tuple)
    assert results["pier"][0].code == "output-locked"
    assert all(isinstance(results[id_], kit.BuildResult) for id_ in ("harbour", "quay", "lock"))


def test_the_same_picture_of_several_kits_is_one_task(project: Path) -> None:
    plans = {
        number: plan(found)
        for number, found in enumerate(kit.partners_of(project).values())
        if isinstance(found, kit.Project)
    }
    tasks = tasks_of(plans, {number: range(len(boards)) for number, boards in plans.items()})
    made = [(part.kit, index) for task in tasks for part in task.tasks for index in part.indices]
    assert sorted(made) == [(number, index) for number, boards in plans.items() for index in range(len(boards))]
    for task in tasks:
        boards = [plans[part.kit][index] for part in task.tasks for index in part.indices]
        assert len({(board.message.id, board.layout, board.placement.size) for board in boards}) == 1
    assert max(len(task.tasks) for task in tasks) == len(plans)


@pytest.mark.slow
def test_more_kits_than_are_begun_at_a_time_are_all_made(tmp_path: Path) -> None:
    count = _BEGUN + TOGETHER + 1
    rows = "".join(f"town-{number}: {{name: Town {number}, messages: [share]}}\n" for number in range(count))
    results = forked(together, project_with(tmp_path, rows), tmp_path / "out", 2)
    assert len(results) == count
    assert all(isinstance(one, kit.BuildResult) and one.published for one in results.values())
