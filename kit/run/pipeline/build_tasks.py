"""The tasks of a build: which pictures and pages are made together, in which order, and what comes of them.

They are done here or on other machines, by an executor; what an object store has of them is not done again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, compress
from operator import not_
from typing import Any, NamedTuple

from kit.base.errors import Fault, KitError, Mark
from kit.drawing.images.preparing import engines as image_engines
from kit.model.artwork import Artboard
from kit.paint.encode.image_bytes import engines as encoders
from kit.paint.raster.painter import engines as rasterisers
from kit.run.jobs.limits import is_large
from kit.run.jobs.pool import Executor
from kit.run.pipeline.inputs import LanguageInputs, files_of
from kit.run.pipeline.kept import StoredTasks
from kit.run.pipeline.making import Maker, Makers
from kit.run.pipeline.more_files import page_in
from kit.run.pipeline.picture_results import MadePicture, PictureResult

#: The most languages of which pictures are made in one task.
_LANGUAGES = 13
#: The most pictures that several kits have in one task, so that it takes seconds. A large picture takes as long as ten.
_MOST, _OF_A_LARGE_ONE = 100, 10


@dataclass(frozen=True, slots=True)
class PictureTask:
    """Pictures to make, by their indices in the plan: one message in one size, in one language or several.

    `kit` is the number of their kit among those that are made together. `record` is the name of the record of their
    results in an object store, if they have one.
    """

    indices: tuple[int, ...]
    size: tuple[int, int]
    kit: int = 0
    record: str = ""

    @property
    def alone(self) -> list[PictureTask]:
        """A task for each of its pictures."""
        return [PictureTask((index,), self.size, self.kit) for index in self.indices]


@dataclass(frozen=True, slots=True)
class SharedTask:
    """The same pictures of one kit or of several: what they have in common is painted once, and kept in memory.

    `drawing` is empty, as it is not known before they are composed.
    """

    tasks: tuple[PictureTask, ...]
    drawing: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """The size of each picture in px."""
        return self.tasks[0].size

    @property
    def weight(self) -> int:
        """The number of pictures."""
        return sum(len(task.indices) for task in self.tasks)


class _Alike(NamedTuple):
    """What pictures that may look the same, but for their words, have in common."""

    message: str
    frame: int | None
    layout: str
    theme: str
    size: tuple[int, int]

    @classmethod
    def of(cls, one: Artboard) -> _Alike:
        """Return that of an artboard."""
        return cls(one.message.id, one.frame, one.layout, one.theme, one.placement.size)


def tasks_of(plans: Mapping[int, Sequence[Artboard]], wanted: Mapping[int, Iterable[int]]) -> list[SharedTask]:
    """Return the tasks of some artboards of a plan, or of several, by their indices: what may look the same together.

    Plans and indices are given by the numbers of their kits. The pictures of several kits, or of several languages of
    one, may have the same ground, so they are together; the first languages are made first. Messages in one drawing and
    theme may have the same ground too, so they follow each other. Large pictures are made early, while a worker has
    little in memory, but not before somebody could look at a first picture.
    """
    alike: dict[_Alike, dict[str, dict[int, list[int]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    languages: dict[str, None] = {}
    for kit, index in ((kit, index) for kit, indices in wanted.items() for index in indices):
        one = plans[kit][index]
        alike[_Alike.of(one)][one.language][kit].append(index)
        languages[one.language] = None
    tags, most = [*languages], _LANGUAGES if len(wanted) == 1 else 1
    parts = [tags[start : start + most] for start in range(0, len(tags), most)]
    grounds = {rest: number for number, rest in enumerate(dict.fromkeys(look[1:] for look in alike))}
    looks = sorted(alike, key=lambda look: grounds[look[1:]])
    large = [is_large(look.size) for look in looks]
    each = [(look, part) for part in parts for look in compress(looks, map(not_, large))]
    each[1:1] = [(look, part) for look in compress(looks, large) for part in parts]
    return [task for look, part in each for task in _shared(look, [alike[look].get(tag, {}) for tag in part])]


def _shared(look: _Alike, languages: Sequence[Mapping[int, Sequence[int]]]) -> Iterator[SharedTask]:
    """Yield the tasks of pictures that may look the same, given by kit for each of some languages."""
    most = _MOST // _OF_A_LARGE_ONE if is_large(look.size) else _MOST
    waiting: list[PictureTask] = []
    for kit in sorted({kit for by_kit in languages for kit in by_kit}):
        indices = tuple(chain.from_iterable(by_kit.get(kit, ()) for by_kit in languages))
        if waiting and SharedTask(tuple(waiting)).weight + len(indices) > most:
            yield SharedTask(tuple(waiting))
            waiting = []
        waiting.append(PictureTask(indices, look.size, kit))
    if waiting:
        yield SharedTask(tuple(waiting))


#: How many pictures take as long as a page, about.
_PICTURES = 8


@dataclass(frozen=True, slots=True)
class PageTask:
    """The page of a language, of the kit with a number among those that are made together."""

    language: str
    kit: int = 0


@dataclass(frozen=True, slots=True)
class SharedPages:
    """The pages of one language of one kit or of several; `drawing` is empty, as there are dozens."""

    tasks: tuple[PageTask, ...]
    drawing: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """The size of what is painted in px: nothing is."""
        return (0, 0)

    @property
    def weight(self) -> int:
        """The number of pictures that take as long."""
        return _PICTURES * len(self.tasks)

    def outcomes(self, outcome: Sequence[MadePage] | Fault) -> Iterator[tuple[PageTask, MadePage]]:
        """Yield each part with its page, or with the fault that stopped all of them."""
        for index, part in enumerate(self.tasks):
            yield part, MadePage(part.language, faults=(outcome,)) if isinstance(outcome, Fault) else outcome[index]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page in UTF-8, which is None if the campaign opens no drawing in the language, or why it can't be made."""

    language: str
    data: bytes | None = None
    faults: tuple[Fault, ...] = ()


def page_tasks(wanted: Mapping[int, Iterable[str]]) -> Iterator[SharedPages]:
    """Yield the tasks of some kits by number, of which each wants the pages of some languages."""
    kits = defaultdict[str, list[int]](list)
    for kit, languages in wanted.items():
        for language in languages:
            kits[language].append(kit)
    for language, numbers in kits.items():
        yield SharedPages(tuple(PageTask(language, kit) for kit in numbers))


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
        for part in task.tasks:
            record = stored.name(part.kit, part.indices)
            made = stored.made(record, part.indices)
            if made is None:
                parts.append(replace(part, record=record))
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
                    redone = _outcomes([SharedTask((alone,)) for alone in part.alone], makers, executor)
                    yield part, [picture for _, made in redone if isinstance(made, list) for picture in made]


def do_task(task: AnyTask, makers: Makers) -> list[Any]:
    """Return the results of each part of a task, whichever process this is."""
    if isinstance(task, SharedPages):
        return [made_page(part, makers[part.kit]) for part in task.tasks]
    return [makers[part.kit].make_group(part.indices, part.record) for part in task.tasks]


def made_page(task: PageTask, maker: Maker) -> MadePage:
    """Return the page of a language of one kit."""
    try:
        return MadePage(task.language, page_in(maker.project, maker.composer, task.language))
    except KitError as error:
        return MadePage(task.language, faults=error.faults)


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
