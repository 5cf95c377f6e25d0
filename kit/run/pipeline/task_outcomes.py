"""Have the tasks of a build done, here or on other machines; what an object store has of them is not done again.

After an interruption a build into a store goes on where it was.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import TYPE_CHECKING, Any

from kit.base.cache.entries import key_of
from kit.base.cache.kinds import generator
from kit.base.cache.typed_data import unpacked
from kit.base.errors import Fault, Mark
from kit.drawing.images import engines as image_engines
from kit.paint.encode.image_bytes import engines as encoders
from kit.paint.raster import engines as rasterisers
from kit.publish.store.objects import LostObjectError
from kit.publish.store.stored_kits import BATCHES, StoredFiles
from kit.run.pipeline.build_tasks import MadePage, PageTask, PictureTask, SharedPages, SharedTask, made_page
from kit.run.pipeline.inputs import files_of
from kit.run.pipeline.picture_results import MadePicture, PictureResult

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from kit.run.jobs import Executor
    from kit.run.pipeline.inputs import LanguageInputs
    from kit.run.pipeline.making import Maker, Makers

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
    stored = StoredTasks.of(makers, inputs)
    left = list[AnyTask]()
    for task in tasks:
        if stored is None or isinstance(task, SharedPages):
            left.append(task)
            continue
        parts = []
        for part in map(stored.named, task.tasks):
            made = stored.made(part)
            if made is None:
                parts.append(part)
            else:
                yield part, made
        left += [replace(task, tasks=tuple(parts))] if parts else []
    yield from _outcomes(left, makers, executor)


def _outcomes(tasks: Sequence[AnyTask], makers: Makers, executor: Executor) -> Generator[Outcome]:
    """Yield each part of the tasks that are done now with its results."""
    sent = makers if executor.shares_files else makers.elsewhere()
    with closing(executor.outcomes(do_task, tasks, (sent,), inputs_of)) as outcomes:
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
                    redone = _outcomes([SharedTask((one,)) for one in part.alone], makers, executor)
                    yield part, [one for _, made in redone if isinstance(made, list) for one in made]


def do_task(task: AnyTask, makers: Makers) -> list[Any]:
    """Return the results of each part of a task, whichever process this is."""
    if isinstance(task, SharedPages):
        return [made_page(part, makers[part.kit]) for part in task.tasks]
    return [makers[part.kit].make_group(part) for part in task.tasks]


def _given_up(index: int, fault: Fault, maker: Maker) -> MadePicture:
    """Return the result of a picture whose process ended."""
    drawing = maker.composer.drawing_name(maker.artboards[index])
    mark = fault.mark or (Mark(drawing, 1) if drawing else None)
    return MadePicture(index, PictureResult(drawing), (replace(fault, mark=mark),), attempted=True)


def _take_files(outcome: Sequence[MadePicture], maker: Maker) -> None:
    """Write the files of pictures that were made elsewhere."""
    for made in outcome:
        for name, data in made.files.items():
            if not maker.files.has(name):
                maker.files.put(name, data)
        made.files = {}


class StoredTasks:
    """The records of tasks in a store, as they are at the start of a build."""

    def __init__(self, makers: Makers, files: StoredFiles, inputs: Sequence[LanguageInputs]) -> None:
        """Take the makers of the pictures, the store, and what decides how they look, by kit. Raises OutputError."""
        self._makers, self._files, self._inputs = makers, files, inputs
        self._names = {*files.store.names(BATCHES)}

    @classmethod
    def of(cls, makers: Makers, inputs: Sequence[LanguageInputs]) -> StoredTasks | None:
        """Return the records of tasks in the store of some kits; None if they are not in one. Raises OutputError."""
        files = next((maker.files for maker in makers if isinstance(maker.files, StoredFiles)), None)
        return cls(makers, files, inputs) if files else None

    def named(self, task: PictureTask) -> PictureTask:
        """Return a task with the name of its record: a digest of all that decides its pictures; empty without one."""
        maker = self._makers[task.kit]
        boards = [maker.artboards[index] for index in task.indices]
        keys = [self._inputs[task.kit].key(tag) for tag in dict.fromkeys(board.language for board in boards)]
        if maker.project.pseudo or None in keys:
            return task
        about = generator(), maker.rules_key, str(maker.date)
        return replace(task, record=key_of(*about, *filter(None, keys), *(board.path for board in boards)))

    def made(self, task: PictureTask) -> list[MadePicture] | None:
        """Return the pictures of a task; None if they, or a file of one, are not in the store. Raises OutputError."""
        if task.record not in self._names:
            return None
        try:
            data = self._files.store.get_record(f"{BATCHES}/{task.record}")
        except LostObjectError:
            return None
        results = unpacked(data, tuple[PictureResult, ...])
        if results is None or len(results) != len(task.indices):
            return None
        sums = {name: its for result in results for name, its in result.sums.items()}
        if self._files.unchanged(sums) != sums.keys():
            return None
        made = zip(task.indices, results, strict=True)
        return [MadePicture(index, result, attempted=True, linked=True) for index, result in made]


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
