"""Have the tasks of a build done, here or on other machines: what those need, and how files come back from there."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import TYPE_CHECKING, Any

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.entries import NotingCache
from kit.base.errors import Fault, Mark
from kit.drawing.images import engines as image_engines
from kit.paint.encode.image_bytes import engines as encoders
from kit.paint.raster import engines as rasterisers
from kit.publish.store.targets import CollectedFiles
from kit.run.pipeline.build_tasks import PictureTask, SharedTask
from kit.run.pipeline.making import MadePicture, run_task
from kit.run.pipeline.tasks.page_tasks import MadePage, PageTask, SharedPages, made_page
from kit.run.pipeline.unchanged.language_inputs import files_of
from kit.run.pipeline.unchanged.stored_tasks import StoredTasks, make_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from kit.run.jobs import Executor
    from kit.run.pipeline.making import Maker, Makers
    from kit.run.pipeline.unchanged.language_inputs import LanguageInputs

#: A task of a build, and a part of one with its results.
AnyTask = SharedTask | SharedPages
Outcome = tuple[PictureTask, list[MadePicture]] | tuple[PageTask, MadePage]

#: Libraries that decide where words are and what is in files, besides the engines that name themselves.
_LIBRARIES = ("fonttools", "icu4py", "numpy", "pikepdf", "pypdfium2", "python-bidi", "qrcode", "resvg_py", "uharfbuzz")


def outcomes_of(
    tasks: Sequence[AnyTask], makers: Makers, executor: Executor, inputs: Sequence[LanguageInputs]
) -> Generator[Outcome]:
    """Yield each part of some tasks with its results, its files written; if its process ended, each picture is tried.

    Those whose results are in an object store already come first. `inputs` are those of the kits by number. Raises
    KitError if the executor can't be used.
    """
    found = StoredTasks.of(makers, inputs)
    if found:
        left = list[AnyTask]()
        for task in tasks:
            if isinstance(task, SharedPages):
                left.append(task)
                continue
            parts = []
            for part in map(found.named, task.tasks):
                made = found.made(part)
                if made is None:
                    parts.append(part)
                else:
                    yield part, made
            left += [replace(task, tasks=tuple(parts))] if parts else []
        tasks = left
    yield from _outcomes(tasks, makers, executor, is_stored=found is not None)


def _outcomes(tasks: Sequence[AnyTask], makers: Makers, executor: Executor, *, is_stored: bool) -> Generator[Outcome]:
    """Yield each part of the tasks that are done now with its results."""
    if executor.shares_files:
        work = make_stored if is_stored else run_task
    else:
        work = make_stored_apart if is_stored else make_apart
    with closing(
        executor.outcomes(_Work(work, apart=not executor.shares_files), tasks, (makers,), inputs_of)
    ) as outcomes:
        for task, outcome in outcomes:
            if isinstance(task, SharedPages):
                yield from task.outcomes(outcome)
            elif not isinstance(outcome, Fault):
                for part, made in zip(task.tasks, outcome, strict=True):
                    _take_files(made, makers[part.kit])
                    yield part, made
            elif task.weight == 1:
                part = task.tasks[0]
                yield part, [_given_up(part.indices[0], outcome, makers[part.kit])]
            else:
                for part in task.tasks:
                    alone = [SharedTask((one,)) for one in part.alone]
                    redone = _outcomes(alone, makers, executor, is_stored=is_stored)
                    yield part, [one for _, made in redone if isinstance(made, list) for one in made]


@dataclass(frozen=True, slots=True)
class _Work:
    """Does tasks of pictures by a function, and those of pages; elsewhere if `apart`. It is sent to workers."""

    make: Callable[[SharedTask, Makers], list[list[MadePicture]]]
    apart: bool

    def __call__(self, task: AnyTask, makers: Makers) -> list[Any]:
        """Return the result of each part of a task."""
        if not isinstance(task, SharedPages):
            return self.make(task, makers)
        for part in task.tasks if self.apart else ():
            _with_cache_here(makers[part.kit])
        return [made_page(part, makers[part.kit]) for part in task.tasks]


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


def make_apart(task: SharedTask, makers: Makers) -> list[list[MadePicture]]:
    """Return the results of a task with all their files, in a process that can't write them."""
    return [_made_apart(part, makers[part.kit]) for part in task.tasks]


def _made_apart(task: PictureTask, maker: Maker) -> list[MadePicture]:
    if not isinstance(maker.files, CollectedFiles):
        maker.files = CollectedFiles()
    _with_cache_here(maker)
    made = maker.make_group(task)
    made[0].files = maker.files.take()
    return made


def make_stored_apart(task: SharedTask, makers: Makers) -> list[list[MadePicture]]:
    """Return the results of a task, whose files another machine sends to the store."""
    for part in task.tasks:
        _with_cache_here(makers[part.kit])
    return make_stored(task, makers)


def _with_cache_here(maker: Maker) -> None:
    """Let a maker that came from another machine use the cache of this one."""
    folder = project_cache(maker.project.root).folder
    if maker.cache.folder != folder:
        maker.cache = NotingCache(folder)


def inputs_of(makers: Makers) -> dict[str, str]:
    """Return what decides how pictures look, besides what is sent: the files by their digests, engines by versions."""
    libraries = {name: _version(name) for name in _LIBRARIES}
    files = dict(chain.from_iterable(files_of(maker.project).items() for maker in makers))
    return {**libraries, **rasterisers(), **image_engines(), **encoders(), **files}


def _version(library: str) -> str:
    """Return the version of a library; empty if it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
