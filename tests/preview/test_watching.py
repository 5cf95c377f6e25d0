"""What is saved is told, also in folders that vanish and come back, and where the system can watch no files at all."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from support.previewed_project import run_apart, write_previewed

from kit.preview.project_reader import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

#: Seconds in which a change is told where files are watched; they are looked at after 2 anyhow.
SOON = 1.5


class Told:
    """When a watch said that the system told of a change, in seconds of the clock that only goes on."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.times: list[float] = []

    async def listen(self, watch: Watch) -> None:
        async for told in watch.changes():
            self.times += [time.monotonic()] if told else []

    async def after(self, edit: Callable[[], object]) -> float:
        """Edit something; return the seconds until it was told."""
        began = time.monotonic()
        edit()
        while not self.times or self.times[-1] < began:
            await asyncio.sleep(0.01)
            assert time.monotonic() - began < 20
        return min(one for one in self.times if one >= began) - began


@asynccontextmanager
async def watching(project: Path) -> AsyncIterator[Told]:
    """Watch a project; begin when it has been watched for a while."""
    told = Told()
    task = asyncio.create_task(told.listen(Watch(project / "kit.yaml")))
    await asyncio.sleep(0.3)
    assert len(told.times) == 1  # for what was saved before
    try:
        yield told
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def write_and_replace(path: Path) -> None:
    """Save as many editors do: write beside the file, and put it in its place."""
    draft = path.with_name(f".{path.name}.swp")
    draft.write_text(path.read_text() + "\n")
    draft.replace(path)


EDITS: dict[str, Callable[[Path], object]] = {
    "written": lambda path: path.write_text(path.read_text() + "\n"),
    "replaced": write_and_replace,
    "renamed": lambda path: path.rename(path.with_name("tall.svg")),
    "removed": lambda path: path.unlink(),
    "given another date": lambda path: os.utime(path, (1, 1)),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_is_done_to_a_drawing_is_told_at_once(tmp_path: Path, edit: str) -> None:
    project = write_previewed(tmp_path / "project")

    async def follow() -> None:
        async with watching(project) as told:
            assert await told.after(lambda: EDITS[edit](project / "templates/svg/card/square.svg")) < SOON

    run_apart(follow())


@pytest.mark.parametrize("name", ["templates/svg/card", "templates", "."])
def test_a_folder_that_vanishes_and_comes_back_is_watched_again(tmp_path: Path, name: str) -> None:
    project, away = write_previewed(tmp_path / "project"), tmp_path / "away"
    folder = (project / name).resolve()

    async def follow() -> None:
        async with watching(project) as told:
            await told.after(lambda: folder.rename(away))
            await asyncio.sleep(0.1)
            await told.after(lambda: away.rename(folder))
            await asyncio.sleep(2.2)  # until all of it is told
            assert await told.after((project / "templates/svg/card/story.svg").touch) < SOON

    run_apart(follow())


def test_a_folder_that_comes_into_being_is_watched(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")

    async def follow() -> None:
        async with watching(project) as told:
            await told.after((project / "locales").mkdir)
            await asyncio.sleep(2.2)
            assert await told.after((project / "locales/de.yaml").touch) < SOON

    run_apart(follow())


def test_where_no_file_can_be_watched_they_are_looked_at_all_the_same(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    program = """
        import asyncio, resource, sys, time
        from pathlib import Path
        from kit.preview.project_reader import Watch

        async def main():
            _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, most))  # whatever is opened from now on is one too many
            began, count = time.monotonic(), 0
            async for told in Watch(Path(sys.argv[1])).changes():
                count += 1
                if count == 4:
                    break
            print(f"{time.monotonic() - began:.1f}")

        asyncio.run(main())
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(project / "kit.yaml")]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert found.returncode == 0, found.stderr
    assert float(found.stdout) < 1.9  # where they are watched, 4 looks take longer
