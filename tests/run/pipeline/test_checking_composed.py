"""Pictures are composed and judged in several processes, and what is found is the same as in one, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import golden_folder

from kit.base.errors import Fault
from kit.project import load_project
from kit.run.pipeline.judging import checking
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.model.finding import Finding
    from kit.model.project import Project


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(golden_folder() / "kit.yaml")


@pytest.fixture(scope="module")
def in_one(project: Project) -> list[Finding]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(checking, "worker_count", lambda _jobs: 1)
        found = check_composed(project)
    assert len({finding.where.partition(" ")[0] for finding in found}) > 1, "of several messages"
    return found


@pytest.fixture(autouse=True)
def several(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take any project for a large one, and the machine for one of two processors."""
    monkeypatch.setattr(checking, "_FEW", 0)
    monkeypatch.setattr(checking, "worker_count", lambda _jobs: 2)


@pytest.mark.ci
def test_several_processes_find_what_one_finds(project: Project, in_one: list[Finding]) -> None:
    assert check_composed(project) == in_one


def test_what_a_process_gives_up_is_judged_in_this_one(
    project: Project, in_one: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def none_finished(
        _work: object, parts: Sequence[object], jobs: int, *_: object, **_named: object
    ) -> Iterable[Fault]:
        asked.append(jobs)
        return [Fault("painting it took over 60 s", code="picture-too-slow")] * len(parts)

    monkeypatch.setattr(checking, "run_in_workers", none_finished)
    assert (check_composed(project), asked) == (in_one, [2])
