"""Wait until something is saved in the folders of a project."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from watchfiles import awatch

from kit.preview.reading import watched

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from pathlib import Path

#: Milliseconds that must pass without a further change, and the most that changes are collected for.
_STEP, _MOST = 10, 60
#: Milliseconds after which files are looked at though nothing was told: of links and of other computers, no system
#: tells all that changes.
_AT_LEAST = 2000
#: Seconds after which they are where they can't be watched.
_UNWATCHED = 0.5


class Watch:
    """The folders of one project, those that come into being later too."""

    def __init__(self, spec: Path) -> None:
        """Take a `kit.yaml`."""
        self._spec = spec
        self._images: tuple[Path, ...] = ()
        self._restart = asyncio.Event()

    def also(self, folders: tuple[Path, ...]) -> None:
        """Watch the folders of images too."""
        if folders != self._images:
            self._images = folders
            self._restart.set()

    async def changes(self) -> AsyncIterator[bool]:
        """Yield whenever something may have been saved; whether the system told so."""
        while True:
            self._restart.clear()
            trees, flat = self._folders()
            queue: asyncio.Queue[bool] = asyncio.Queue()
            tasks = [
                asyncio.create_task(self._watch(trees, queue, recursive=True)),
                asyncio.create_task(self._watch(flat, queue, recursive=False)),
            ]
            try:
                yield True  # what was saved before the folders were watched
                while not self._restart.is_set() and self._folders() == (trees, flat):
                    yield await queue.get()
            finally:
                for task in tasks:
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await asyncio.gather(*tasks)

    def _folders(self) -> tuple[list[Path], list[Path]]:
        """Return the folders that are watched with all in them, and those that are watched alone."""
        folders = watched(self._spec)
        above = [self._spec.resolve().parent, *(folder.parent for folder in folders), *self._images]
        return _existing(folders), _existing(above)

    async def _watch(self, folders: list[Path], queue: asyncio.Queue[bool], *, recursive: bool) -> None:
        """Tell of changes in some folders; where they can't be watched, as a limit is reached, whenever it is time."""
        try:
            async for changes in awatch(
                *folders,
                watch_filter=None,
                debounce=_MOST,
                step=_STEP,
                stop_event=self._restart,
                rust_timeout=_AT_LEAST,
                yield_on_timeout=True,
                recursive=recursive,
                ignore_permission_denied=True,
            ):
                queue.put_nowait(bool(changes))
        except (OSError, RuntimeError):
            while not self._restart.is_set():
                queue.put_nowait(False)  # noqa: FBT003  (nobody knows whether)
                await asyncio.sleep(_UNWATCHED)
        queue.put_nowait(False)  # noqa: FBT003  (so that nobody waits for one that has ended)


def _existing(folders: Iterable[Path]) -> list[Path]:
    return sorted({folder for folder in folders if folder.is_dir()})
