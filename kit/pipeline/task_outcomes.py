"""Have the tasks of a build done, here or on other machines: what those need, and how files come back from there."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from kit.base.errors import Fault, Mark
from kit.cache.cache_folder import project_cache
from kit.cache.noted_entries import NotingCache
from kit.encode.image_bytes import engines as encoders
from kit.images import engines as image_engines
from kit.pipeline.making import MadePicture, PictureTask, run_task
from kit.pipeline.unchanged.language_inputs import files_of
from kit.pipeline.unchanged.stored_tasks import StoredTasks, make_stored
from kit.raster import engines as rasterisers
from kit.store.stored_kits import StoredFiles
from kit.store.written_files import CollectedFiles

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from kit.jobs import Executor
    from kit.pipeline.making import Maker
    from kit.pipeline.unchanged.language_inputs import LanguageInputs


#: Libraries that decide where words are and what is in files, besides the engines that name themselves.
_LIBRARIES = ("fonttools", "icu4py", "numpy", "pikepdf", "pypdfium2", "python-bidi", "qrcode", "resvg_py", "uharfbuzz")


def outcomes_of(
    tasks: Sequence[PictureTask], maker: Maker, executor: Executor, inputs: LanguageInputs
) -> Generator[list[MadePicture]]:
    """Yield the results of each task, its files written; if its process ended, each picture is tried by itself.

    Tasks whose results are in an object store already come first. Raises KitError if the executor can't be used.
    """
    if isinstance(maker.files, StoredFiles):
        stored, left = StoredTasks(maker, maker.files, inputs), list[PictureTask]()
        for task in stored.named(tasks):
            found = stored.made(task)
            if found is None:
                left.append(task)
            else:
                yield found
        tasks = left
    yield from _outcomes(tasks, maker, executor)


def _outcomes(tasks: Sequence[PictureTask], maker: Maker, executor: Executor) -> Generator[list[MadePicture]]:
    """Yield the results of each task that is done now."""
    is_stored = isinstance(maker.files, StoredFiles)
    if executor.shares_files:
        work = make_stored if is_stored else run_task
    else:
        work = make_stored_apart if is_stored else make_apart
    with closing(executor.outcomes(work, tasks, (maker,), inputs_of)) as outcomes:
        for task, outcome in outcomes:
            if isinstance(outcome, Fault) and len(task.indices) > 1:
                alone = [PictureTask((index,), task.size) for index in task.indices]
                yield [one for part in _outcomes(alone, maker, executor) for one in part]
            elif isinstance(outcome, Fault):
                yield [_given_up(task.indices[0], outcome, maker)]
            else:
                _take_files(outcome, maker)
                yield outcome


def _given_up(index: int, fault: Fault, maker: Maker) -> MadePicture:
    """Return the result of a picture whose process ended."""
    drawing = maker.composer.drawing_name(maker.artboards[index])
    mark = fault.mark or (Mark(drawing, 1) if drawing else None)
    return MadePicture(index, drawing, (replace(fault, mark=mark),), attempted=True)


def _take_files(outcome: Sequence[MadePicture], maker: Maker) -> None:
    """Write the files of pictures that were made elsewhere."""
    for made in outcome:
        for name, data in made.files.items():
            if not maker.files.has(name):
                maker.files.put(name, data)
        made.files = {}


def make_apart(task: PictureTask, maker: Maker) -> list[MadePicture]:
    """Return the results of the pictures of a task with all their files, in a process that can't write them."""
    if not isinstance(maker.files, CollectedFiles):
        maker.files = CollectedFiles()
    _with_cache_here(maker)
    made = maker.make_group(task)
    made[0].files = maker.files.take()
    return made


def make_stored_apart(task: PictureTask, maker: Maker) -> list[MadePicture]:
    """Return the results of the pictures of a task, whose files another machine sends to the store."""
    _with_cache_here(maker)
    return make_stored(task, maker)


def _with_cache_here(maker: Maker) -> None:
    """Let a maker that came from another machine use the cache of this one."""
    folder = project_cache(maker.project.root).folder
    if maker.cache.folder != folder:
        maker.cache = NotingCache(folder)


def inputs_of(maker: Maker) -> dict[str, str]:
    """Return what decides how pictures look, besides what is sent: the files by their digests, engines by versions."""
    libraries = {name: _version(name) for name in _LIBRARIES}
    return {**libraries, **rasterisers(), **image_engines(), **encoders(), **files_of(maker.project)}


def _version(library: str) -> str:
    """Return the version of a library; empty if it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
