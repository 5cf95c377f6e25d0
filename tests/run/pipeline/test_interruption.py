"""Kills, signals, full disks, crowds and damage: the last kit stays whole, and the next build equals a clean one."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, SPEC, make_project
from support.commands import contents, lies_in, start_kit
from support.forked_calls import run_kit
from support.processes import descendants, hears, is_alive, leave_room, seeing_disk, small_disk, wait_until
from warm_kit import WarmKit

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.eviction import sweep
from kit.publish.store.staging import recover

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow

#: Two states of the project; building one over the other changes half of the pictures.
SPECS = (SPEC, SPEC.replace("Pass it on", "Pass this on"))
MEGABYTE = 1 << 20


@pytest.fixture
def warm(kept: Path) -> Iterator[WarmKit]:
    """Run builds that keep what they made in a folder of the test's own."""
    assert kept.is_dir()
    with WarmKit() as kit:
        yield kit


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """Build each state once, in a folder where nothing was ever built."""
    projects = [make_project(tmp_path_factory.mktemp("clean") / "project", spec) for spec in SPECS]
    assert [run_kit("build", cwd=project).returncode for project in projects] == [0, 0]
    return [contents(project / "dist" / KIT) for project in projects]


def write(project: Path, state: int) -> None:
    (project / "kit.yaml").write_text(SPECS[state], encoding="utf-8")


def forget(kept: Path) -> None:
    shutil.rmtree(kept / "projects", ignore_errors=True)


def standing(dist: Path) -> dict[str, bytes]:
    """Return the kit that is in its place or, between two renames, beside it, without what people put into it."""
    in_place = dist / KIT
    kit = contents(in_place if in_place.exists() else dist / f".old-{KIT}")
    return {name: data for name, data in kit.items() if not name.startswith("note")}


def is_group_alive(group: int) -> bool:
    """Tell whether a process of a group lives, also one that was started while others were listed."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, own = stat.read_text().rpartition(")")[2].split()[:3]
            if state != "Z" and int(own) == group:
                return True
    return False


def entries_in(kept: Path) -> list[Path]:
    return sorted(path for path in kept.rglob("*") if path.is_file() and path.name != ".swept")


def half_written(kept: Path) -> list[Path]:
    return list(kept.rglob(".new-*"))


# Killed --------------------------------------------------------------------------------------------------------------


def appears(path: Path, process: int) -> None:
    """Wait until a path is there, or the process is not."""
    wait_until(lambda: path.exists() or not is_alive(process))


def wait_somewhere(moments: random.Random, build: int, dist: Path, length: float) -> None:
    """Wait for a random moment of a build: half of them of all of it, the others of its staging and publishing."""
    staging = dist / f".staging-{build}"
    part = moments.randrange(4)
    if part < 2:
        time.sleep(moments.uniform(0, length))
    elif part == 2:
        appears(staging, build)
        time.sleep(moments.uniform(0, length / 2))
    else:
        appears(staging / "kit" / "manifest.json", build)
        time.sleep(moments.uniform(0, 0.05))


def kill(build: int) -> None:
    """Kill a build and its workers as `kill -9` does, and wait until they are gone: one may just have been started."""
    with suppress(ProcessLookupError):  # it had come to its end
        os.killpg(build, signal.SIGKILL)
    wait_until(lambda: not is_group_alive(build))


@pytest.mark.parametrize("seed", range(4))
def test_fifty_kills_leave_a_whole_kit_and_all_that_people_put_beside_it(
    tmp_path: Path, kept: Path, warm: WarmKit, clean: list[dict[str, bytes]], seed: int
) -> None:
    project, moments = make_project(tmp_path / "project"), random.Random(seed)  # noqa: S311  (moments, not secrets)
    dist = project / "dist"
    assert warm.run("build", cwd=project) == 0
    began = time.monotonic()
    assert warm.run("build", cwd=project) == 0
    length = time.monotonic() - began
    notes = {b"beside the kits", b"kept before"}
    (dist / "note.txt").write_bytes(b"beside the kits")
    (dist / "kept").mkdir()
    (dist / "kept" / "note.txt").write_bytes(b"kept before")
    for number in range(50):
        write(project, moments.randrange(2))
        if number % 2:
            forget(kept)
        if number % 5 == 0:
            (dist / KIT / f"note-{number}.txt").write_bytes(b"in the kit, %d" % number)
            notes.add(b"in the kit, %d" % number)
        if number % 10:
            build = warm.start("build", "--jobs", "1", cwd=project)
            wait_somewhere(moments, build, dist, length)
            kill(build)
            warm.end()
        else:
            process = start_kit("build", cwd=project)
            wait_somewhere(moments, process.pid, dist, 2 * length)
            kill(process.pid)
            process.communicate()
        assert standing(dist) in clean
        assert {path.read_bytes() for path in dist.rglob("note*.txt")} == notes
        recover(dist)
        assert lies_in(dist) == {KIT, "note.txt", "kept"}
        assert standing(dist) in clean
        if number % 25 == 24:
            write(project, 0)
            assert warm.run("build", cwd=project) == 0
            assert standing(dist) == clean[0]
            assert lies_in(dist) == {KIT, "note.txt", "kept"}
            sweep(project_cache(project), time.time() + 1)
            assert half_written(kept) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_any_moment_ends_a_build_without_noise_and_leaves_nothing(
    tmp_path: Path, kept: Path, warm: WarmKit, clean: list[dict[str, bytes]], number: signal.Signals
) -> None:
    project, moments = make_project(tmp_path / "project"), random.Random(number)  # noqa: S311  (moments, not secrets)
    dist = project / "dist"
    began = time.monotonic()
    assert warm.run("build", cwd=project) == 0
    length = time.monotonic() - began
    codes = []
    for turn in range(20):
        write(project, turn % 2)
        forget(kept)
        build = warm.start("build", cwd=project)
        wait_until(lambda build=build: hears(build, signal.SIGTERM) or not is_alive(build))  # type: ignore[misc]
        wait_somewhere(moments, build, dist, length)
        family = [build, *descendants(build)]
        for _ in range(1 + turn % 3):  # the impatient press ^C again
            with suppress(ProcessLookupError):
                os.killpg(build, number)
            time.sleep(0.02)
        codes.append(warm.end())
        said = (project / "said.txt").read_text()
        assert "Traceback" not in said
        ended = "interrupted; the existing kit is intact" in said
        all_done = f"open dist/{KIT}" in said
        assert (codes[-1] == 128 + number) if ended else all_done, f"exit {codes[-1]} after {said!r}"
        assert standing(dist) in clean
        assert lies_in(dist) == {KIT}
        wait_until(lambda family=family: not any(map(is_alive, family)))  # type: ignore[misc]
    assert 128 + number in codes


# No room -------------------------------------------------------------------------------------------------------------


def assert_survives_without_room(
    project: Path, out: Path, clean: list[dict[str, bytes]], build: Callable[[], tuple[int, str]], named: Path
) -> int:
    """Build the other state where there is little room, also beside it for the cache; return the exit code.

    `named` is the folder `out` as the command is given it.
    """
    write(project, 1)
    forget(out.with_name("kept"))
    before = standing(out)
    code, said = build()
    assert "Traceback" not in said
    assert standing(out) == (before if code else clean[1])
    assert lies_in(out) == {KIT}
    assert half_written(out.with_name("kept")) == []
    if code:
        assert code == 2
        assert f"can't write to {named}: " in said
        assert ", or choose a folder on another disk with --out" in said
    return code


def test_a_disk_that_is_full_at_twenty_sizes_leaves_the_last_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clean: list[dict[str, bytes]]
) -> None:
    """A disk that is really full; where none can be mounted, files that may not grow beyond a size."""
    project, codes = make_project(tmp_path / "project"), []

    def build(largest: int | None) -> tuple[int, str]:
        code = runs.run("build", "--jobs", "1", "--out", named, cwd=project, largest=largest)
        return code, (project / "said.txt").read_text()

    with ExitStack() as stack, small_disk(tmp_path / "disk", 4 * MEGABYTE) as disk:
        out, named = (disk or tmp_path) / "dist", (tmp_path / "disk" if disk else tmp_path) / "dist"
        monkeypatch.setenv("KIT_CACHE", str(named.with_name("kept")))
        runs = stack.enter_context(WarmKit(*(seeing_disk(disk) if disk else ())))
        sizes = [step * 80 * 1024 for step in range(20)] if disk else [1500 + step * 6000 for step in range(20)]
        for size in sizes:
            if not out.exists() or standing(out) != clean[0]:
                write(project, 0)
                assert build(None)[0] == 0
            if disk:
                forget(out.with_name("kept"))
                leave_room(disk, size)
            without_room = partial(build, None if disk else size)
            codes.append(assert_survives_without_room(project, out, clean, without_room, named))
            if disk:
                (disk / "ballast").unlink()
        assert build(None)[0] == 0
        assert contents(out / KIT) == clean[1]
    assert set(codes) == {0, 2}


# At once -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 8])
def test_of_builds_at_once_one_works_and_the_others_say_so(
    tmp_path: Path, clean: list[dict[str, bytes]], count: int
) -> None:
    project = make_project(tmp_path / "project")
    dist = project / "dist"
    builds = [start_kit("build", "--jobs", "1", cwd=project) for _ in range(count)]
    while any(build.poll() is None for build in builds):
        assert len(list(dist.glob(".staging-*"))) <= 1
        time.sleep(0.01)
    said = {build.returncode: build.communicate()[1] for build in builds}
    assert 0 in said
    assert set(said) <= {0, 2}
    assert "another build is using" in said.get(2, "another build is using")
    assert contents(dist / KIT) == clean[0]
    assert lies_in(dist) == {KIT}


# A damaged cache -----------------------------------------------------------------------------------------------------


def flip_bits(entries: list[Path], chance: random.Random) -> None:
    """Flip a bit of each entry."""
    for entry in entries:
        data = bytearray(entry.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        entry.write_bytes(data)


def test_a_cache_with_two_hundred_flipped_bits_gives_the_same_kit(
    tmp_path: Path, kept: Path, warm: WarmKit, clean: list[dict[str, bytes]]
) -> None:
    project, chance, flipped = make_project(tmp_path / "project"), random.Random(8), 0  # noqa: S311  (no secrets)
    dist = project / "dist"
    assert warm.run("build", cwd=project) == 0
    while flipped < 200:
        entries = entries_in(kept)
        flip_bits(entries, chance)
        flipped += len(entries)
        assert warm.run("build", cwd=project) == 0
        assert contents(dist / KIT) == clean[0]


def test_a_cache_whose_entries_are_cut_emptied_lengthened_or_exchanged_gives_the_same_kit(
    tmp_path: Path, kept: Path, warm: WarmKit, clean: list[dict[str, bytes]]
) -> None:
    project = make_project(tmp_path / "project")
    dist = project / "dist"
    assert warm.run("build", cwd=project) == 0
    for turn in range(4):
        entries = entries_in(kept)
        whole = [entry.read_bytes() for entry in entries]
        for place, entry in enumerate(entries):
            data = whole[place]
            ways = (data[: len(data) // 2], b"", data + b"\0", whole[place - 1])
            entry.write_bytes(ways[(turn + place) % 4])
        assert warm.run("build", cwd=project) == 0
        assert contents(dist / KIT) == clean[0]
