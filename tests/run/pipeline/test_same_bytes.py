"""The same inputs give the same bytes: under any number of jobs, order, subset and state of the cache.

What is compared is every byte of every file. The golden project stands for all kits in `make test`, and a
campaign with effects for those that another engine paints in part; the campaign's own
kit is compared in `make test-all`.
"""

from __future__ import annotations

import json
import random
import shutil
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conftest import TESTS
from support.campaigns import golden_folder
from support.commands import contents
from support.forked_calls import forked

import kit
from kit.project.plan import plan
from kit.run.jobs.pool import run_in_workers

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from kit.model.artwork import Artboard
    from kit.run.jobs.limits import Limits
    from kit.run.pipeline.build_tasks import SharedTask
    from kit.run.pipeline.making import Makers
    from kit.run.pipeline.picture_results import MadePicture


class Reference(NamedTuple):
    """A project, what one build of it kept, and the bytes of the kit that it published."""

    project: kit.Project
    kept: Path
    files: dict[str, bytes]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((golden_folder() / "kit.yaml", None), id="golden"),
        pytest.param((golden_folder("walk", "late-walk", platforms="x/square, hall") / "kit.yaml", None), id="effects"),
        pytest.param((TESTS.parent / "kit.yaml", "en"), id="kit", marks=pytest.mark.slow),
    ],
)
def reference(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reference:
    """Build a project in a language, or all, once, from nothing, in one process and in the order of the plan."""
    spec, language = request.param
    project = kit.load(spec, locale=language)
    out, kept = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("reference")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KIT_CACHE", str(kept))
        return Reference(project, kept, published(forked(kit.build, project, out, jobs=1)))


def published(result: kit.BuildResult) -> dict[str, bytes]:
    assert not result.failures
    return contents(result.folder)


def assert_equal(found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    """Compare kits by name; the bytes of two pictures would say nothing in a report."""
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []


@pytest.mark.ci
@pytest.mark.parametrize("jobs", [2, *(pytest.param(jobs, marks=pytest.mark.slow) for jobs in (3, 8))])
def test_any_number_of_jobs_makes_the_same_bytes(reference: Reference, tmp_path: Path, jobs: int) -> None:
    assert_equal(published(forked(kit.build, reference.project, tmp_path, jobs=jobs)), reference.files)


@pytest.mark.ci
@pytest.mark.parametrize(("jobs", "seed"), [pytest.param(1, 1, marks=pytest.mark.slow), (2, 2)])
def test_any_order_of_tasks_makes_the_same_bytes(
    reference: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, seed: int
) -> None:
    def run_shuffled(
        work: Callable[..., list[list[MadePicture]]],
        tasks: Sequence[SharedTask],
        jobs: int,
        _limits: Limits,
        *,
        shared: tuple[Makers],
    ) -> Generator[list[list[MadePicture]] | kit.Fault]:
        order = random.Random(seed).sample(range(len(tasks)), len(tasks))  # noqa: S311  (no secret)
        done = run_in_workers(work, [tasks[index] for index in order], jobs, shared=shared)
        results = dict(zip(order, done, strict=True))
        yield from (results[index] for index in range(len(tasks)))

    monkeypatch.setattr("kit.run.jobs.pool.run_in_workers", run_shuffled)
    assert_equal(published(kit.build(reference.project, tmp_path, jobs=jobs)), reference.files)


@pytest.mark.ci
def test_a_warm_cache_gives_the_same_bytes(reference: Reference, tmp_path: Path, kept: Path) -> None:
    shutil.copytree(reference.kept, kept, dirs_exist_ok=True)
    result = forked(kit.build, reference.project, tmp_path, jobs=2)
    assert result.painted == 0
    assert_equal(published(result), reference.files)


@pytest.mark.ci
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_half_damaged_cache_gives_the_same_bytes(reference: Reference, tmp_path: Path, kept: Path, seed: int) -> None:
    shutil.copytree(reference.kept, kept, dirs_exist_ok=True)
    sound = contents(kept)
    damage_half(kept, seed)
    assert_equal(published(forked(kit.build, reference.project, tmp_path, jobs=2)), reference.files)
    mended = contents(kept)
    assert [name for name in sound if "/files/" in name and mended[name] != sound[name]] == []


def damage_half(cache: Path, seed: int) -> None:
    """Truncate, flip a bit of, or swap with another of its kind every second entry of a cache."""
    entries = sorted(path for path in cache.rglob("*") if path.is_file() and path.stat().st_size)
    chance = random.Random(seed)  # noqa: S311  (no secret)
    chosen = chance.sample(entries, len(entries) // 2)
    for path, how in zip(chosen, cycle(("truncate", "flip", "swap")), strict=False):
        data = path.read_bytes()
        if how == "truncate":
            path.write_bytes(data[: chance.randrange(len(data))])
        elif how == "flip":
            at = chance.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
        else:
            other = chance.choice([entry for entry in entries if entry.parts[-3] == path.parts[-3]])
            path.write_bytes(other.read_bytes())
            other.write_bytes(data)


@pytest.mark.ci
def test_a_picture_built_alone_has_the_same_bytes_as_in_the_kit(
    reference: Reference, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alone and from nothing; then again with the cache of the whole build, when its documents are equal too."""
    manifest = json.loads(reference.files["manifest.json"])
    entries = {entry["path"]: entry for entry in manifest["assets"]}
    beyond = {entry["path"] for entry in manifest.get("more", ())} - entries.keys()
    artboards = [*pictures(reference.project)]
    assert artboards
    for number, artboard in enumerate(artboards):
        alone = published(forked(kit.build, reference.project, tmp_path / str(number), jobs=1, only=(str(artboard),)))
        made = {name: data for name, data in alone.items() if "/" in name}
        small = {entry["thumbnail"] for path, entry in entries.items() if is_of(artboard, path)} - {None}
        wanted = {name: data for name, data in reference.files.items() if is_of(artboard, name) or name in small}
        assert_equal(made, wanted | {name: reference.files[name] for name in made.keys() & beyond})
        listed = json.loads(alone["manifest.json"])["assets"]
        assert listed == [entry for path, entry in entries.items() if is_of(artboard, path)]
        with monkeypatch.context() as patched:
            patched.setenv("KIT_CACHE", str(reference.kept))
            warm = forked(kit.build, reference.project, tmp_path / "warm", jobs=1, only=(str(artboard),))
        assert_equal(published(warm), alone)


def pictures(project: kit.Project) -> Iterator[Artboard]:
    """Yield every picture of a small kit, and the first one of each placement of a large one."""
    artboards = plan(project)
    large = len(artboards) > 50
    yield from {board.placement.id if large else str(board): board for board in reversed(artboards)}.values()


def is_of(artboard: Artboard, name: str) -> bool:
    """Tell whether a file is of a picture: the image, the page to print, its caption or its alt text."""
    return name.partition(".")[0] == artboard.path
