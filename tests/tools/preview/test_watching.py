"""What is saved is told, also in folders that vanish and come back, and where the system can watch no files at all."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from support.previewed_project import run_apart, write_previewed

from kit.tools.preview import project_reader
from kit.tools.preview.project_reader import Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

#: Milliseconds after which files are looked at anyhow, fewer than for people, so that nobody waits long for quiet.
LOOKED_AT = 200


@pytest.fixture(autouse=True)
def _soon_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_reader, "_AT_LEAST", LOOKED_AT)


class Told:
    """What a watch said: whether the system told of a change, or files are only looked at again."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.said: list[bool] = []
        self._more = asyncio.Condition()

    async def listen(self, watch: Watch) -> None:
        async for told in watch.changes():
            async with self._more:
                self.said.append(told)
                self._more.notify_all()

    async def _until(self, true: Callable[[], bool]) -> None:
        async with self._more:
            await self._more.wait_for(true)

    async def quiet(self) -> None:
        """Wait until all is told: both kinds of folders are watched, and nothing has changed for a while."""
        await self._until(lambda: len(self.said) > 4 and not any(self.said[-4:]))

    async def after(self, edit: Callable[[], object]) -> None:
        """Edit something; wait until the system has told of it."""
        before = len(self.said)
        edit()
        await self._until(lambda: any(self.said[before:]))


@asynccontextmanager
async def watching(project: Path) -> AsyncIterator[Told]:
    """Watch a project; begin when it is watched. Nothing in it may take longer than two minutes."""
    told = Told()
    task = asyncio.create_task(told.listen(Watch(project / "kit.yaml")))
    try:
        async with asyncio.timeout(120):
            await told.quiet()
            assert told.said.count(True) == 1  # for what was saved before
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
            await told.after(lambda: EDITS[edit](project / "templates/svg/panel/square.svg"))

    run_apart(follow())


@pytest.mark.parametrize("name", ["templates/svg/panel", "templates", "."])
def test_a_folder_that_vanishes_and_comes_back_is_watched_again(tmp_path: Path, name: str) -> None:
    project, away = write_previewed(tmp_path / "project"), tmp_path / "away"
    folder = (project / name).resolve()

    async def follow() -> None:
        async with watching(project) as told:
            await told.after(lambda: folder.rename(away))
            await asyncio.sleep(0.1)
            await told.after(lambda: away.rename(folder))
            await told.quiet()
            await told.after((project / "templates/svg/panel/story.svg").touch)

    run_apart(follow())


def test_a_folder_that_comes_into_being_is_watched(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")

    async def follow() -> None:
        async with watching(project) as told:
            await told.after((project / "locales").mkdir)
            await told.quiet()
            await told.after((project / "locales/de.yaml").touch)

    run_apart(follow())


def test_where_no_file_can_be_watched_they_are_looked_at_all_the_same(tmp_path: Path) -> None:
    project = write_previewed(tmp_path / "project")
    program = """
        import asyncio, resource, sys
        from pathlib import Path
        from kit.tools.preview import project_reader

        async def main():
            project_reader._AT_LEAST = 3_600_000  # where they are watched, nobody looks for an hour
            _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, most))  # whatever is opened from now on is one too many
            said = []
            async for told in project_reader.Watch(Path(sys.argv[1])).changes():
                said.append(told)
                if len(said) == 4:
                    break
            print(said)

        asyncio.run(main())
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(project / "kit.yaml")]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert found.returncode == 0, found.stderr
    assert found.stdout == "[True, False, False, False]\n"
