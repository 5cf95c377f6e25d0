"""Run builds: publish complete kits, or leave the finished pictures in `incomplete` with a report.

The kits of several partners are made in one run, the same picture of each after another: what they have in common is
read, painted and judged once.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, closing
from typing import TYPE_CHECKING, NamedTuple

from kit.base.cache.entries import Cache
from kit.base.cache.eviction import sweep
from kit.base.errors import Fault, KitError
from kit.base.real_paths import ChosenPath, chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.model.artwork import Artboard
from kit.model.project import Project
from kit.paint.raster.painter import engines
from kit.project.plan import Globs, chosen, globs
from kit.publish.store.objects import ObjectStore
from kit.publish.store.stored_kits import stored_target
from kit.publish.store.targets import KitTarget, folder_target
from kit.run.jobs.pool import Executor, executor_of
from kit.run.pipeline.build_result import BuildResult
from kit.run.pipeline.build_tasks import AnyTask, MadePage, outcomes_of, page_tasks, tasks_of
from kit.run.pipeline.kit_build import KitBuild
from kit.run.pipeline.loading import AnyPath
from kit.run.pipeline.making import TOGETHER, Maker, Makers
from kit.run.pipeline.open_project import file_date
from kit.run.pipeline.partner_listing import partner_folder

if TYPE_CHECKING:
    from kit.run.jobs.cluster import Cluster


#: Called with the number of pictures made, the number in all, and the path of the last; first with none made.
Progress = Callable[[int, int, str], None]
#: By how many seconds the clock of a file system may lag, or how coarse it is.
_CLOCKS = 2.0
#: How many kits of partners are begun at a time: more than are made together, so that some are published meanwhile.
_BEGUN = 60


@reporting_os_errors("the kit was built")
def build(  # noqa: PLR0913  (what is built, where to, and by whom)
    project: Project,
    out: AnyPath,
    *,
    only: Globs = (),
    jobs: int | None = None,
    cluster: Cluster | None = None,
    store: str | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build a kit into `out/NAME-VERSION`, which is replaced only if every picture succeeded.

    A language that has an error is `left_out` of the kit, which is published without it.
    `only` is a glob, or several, of the pictures to make, by default all; `jobs` is the number of worker processes, by
    default one a core, or 0 to make them in this process, without limits; a `cluster` makes them elsewhere. With the
    address of an object `store` the kit is in that and not in `out`; one that is not whole is nowhere. The result
    lists pictures that failed; what was made is then in `out/incomplete`. A build with `only` is in `out/partial`, one
    of pseudo-copy in `out/pseudo-KIND`, including pictures that failed.

    Raises KitError for fewer jobs, for a cluster that can't be used, and if the painting library is missing, SpecError
    if there is nothing to build or the date of its files is invalid, OutputError if the output folder can't be used or
    KIT_CACHE names a folder in the project.
    """
    artboards = chosen(project, *globs(only))
    executor, objects = cluster or executor_of(jobs), _shared_store(store, jobs)
    return build_some(project, out, artboards, executor=executor, progress=progress, partial=bool(only), store=objects)


def build_some(  # noqa: PLR0913  (see `build`)
    project: Project,
    out: AnyPath,
    artboards: Sequence[Artboard],
    *,
    executor: Executor,
    progress: Progress | None = None,
    partial: bool = True,
    cache: Cache | None = None,
    store: ObjectStore | None = None,
) -> BuildResult:
    """Build some pictures of a project, which are not a kit if `partial`; see `build`.

    The `cache` may be that of another project, of which this one is a revision.
    """
    engines()  # raises without the library, before anything is composed
    began, one = time.time() - _CLOCKS, _begun(project, chosen_folder(out), artboards, store, cache)
    with one.target:
        for _ in _made([one], executor, _Progress(progress, len(artboards))):
            result = one.build.finish(partial=partial)
        _sweep([one], began)
    return result


def build_partners(  # noqa: PLR0913  (see `build`)
    projects: Mapping[str, Project],
    out: AnyPath,
    *,
    only: Globs = (),
    jobs: int | None = None,
    cluster: Cluster | None = None,
    store: str | None = None,
    progress: Progress | None = None,
) -> Generator[tuple[str, BuildResult | tuple[Fault, ...]]]:
    """Build the kits of several partners in one run; yield the id of each with its result, or with its faults.

    Each is in `partner_folder(out, id)`, with the bytes that `build` makes. It is yielded as soon as it is published;
    `progress` counts the pictures of all. One that can't be built stops no other. Raises KitError, and OutputError for
    a store, as `build` does.
    """
    engines()
    executor, objects = cluster or executor_of(jobs), _shared_store(store, jobs)
    wanted: dict[str, int] = {}
    for id_, project in projects.items():
        try:
            wanted[id_] = len(chosen(project, *globs(only)))
        except KitError as error:
            yield id_, error.faults
    counted, ids = _Progress(progress, sum(wanted.values())), [*wanted]
    for start in range(0, len(ids), _BEGUN):
        begun, began = dict[str, _OpenBuild](), time.time() - _CLOCKS
        with ExitStack() as stack:
            for id_ in ids[start : start + _BEGUN]:
                try:
                    folder, artboards = partner_folder(chosen_folder(out), id_), chosen(projects[id_], *globs(only))
                    begun[id_] = _begun(projects[id_], folder, artboards, objects)
                except KitError as error:
                    yield id_, error.faults
                else:
                    stack.push(begun[id_].target)
            names = {id(opened): id_ for id_, opened in begun.items()}
            for opened in _made([*begun.values()], executor, counted):
                yield names[id(opened)], _finished(opened, partial=bool(only))
            _sweep([*begun.values()], began)


def _shared_store(store: str | None, jobs: int | None) -> ObjectStore | None:
    """Return an object store by its address, if there is one, which processes that make pictures must find too."""
    objects = ObjectStore(store) if store else None
    if objects and jobs != 0:
        objects.require_shared()
    return objects


class _OpenBuild(NamedTuple):
    """The build of a kit, and what closes its target: a folder is locked until then."""

    build: KitBuild
    target: ExitStack


def _begun(
    project: Project,
    out: ChosenPath,
    artboards: Sequence[Artboard],
    store: ObjectStore | None,
    cache: Cache | None = None,
) -> _OpenBuild:
    """Begin the build of a kit. Raises OutputError if its folder can't be used, SpecError for the date of its files."""
    date = file_date(project.campaign)
    with ExitStack() as stack:
        target: AbstractContextManager[KitTarget] = (
            stored_target(store, date) if store else folder_target(out.real, project.kit_name)
        )
        opened = stack.enter_context(target)
        maker = Maker(project, opened.files, cache, date)
        return _OpenBuild(KitBuild(out, opened, maker, artboards), stack.pop_all())


class _Progress:
    """Counts the pictures of some kits that are made, and reports each."""

    def __init__(self, report: Progress | None, total: int) -> None:
        """Take what is called, if anything is, and how many pictures there are; report that none is made."""
        self._report, self._total, self._done = report, total, 0
        if report:
            report(0, total, "")

    def made(self, paths: Iterable[str]) -> None:
        """Report pictures by their paths."""
        for path in paths:
            self._done += 1
            if self._report:
                self._report(self._done, self._total, path)


def _made(begun: Sequence[_OpenBuild], executor: Executor, progress: _Progress) -> Iterator[_OpenBuild]:
    """Make the pictures of some kits; yield each kit when all of its pictures are made, or when it can't be written."""
    builds = [opened.build for opened in begun]
    for build in builds:
        progress.made(build.take_linked())
    tasks = [*_tasks(builds)]
    left = Counter(part.kit for task in tasks for part in task.tasks)
    makers = Makers([build.maker for build in builds])
    yield from (opened for kit, opened in enumerate(begun) if kit not in left or opened.build.unwritten)
    with closing(outcomes_of(tasks, makers, executor, [build.inputs for build in builds])) as outcomes:
        for part, made in outcomes:
            build = builds[part.kit]
            if build.unwritten:
                continue
            if isinstance(made, MadePage):
                build.take_page(made)
            else:
                progress.made(build.take(made))
            left[part.kit] -= 1
            if build.unwritten or not left[part.kit]:
                yield begun[part.kit]
            if all(build.unwritten for build in builds):
                return


def _tasks(builds: Sequence[KitBuild]) -> Iterator[AnyTask]:
    """Yield the tasks of some kits: those of as many as are made together, then those of the next.

    Pages, which take long, are in the middle: after the first pictures, which somebody waits for, and not at the end.
    """
    for start in range(0, len(builds), TOGETHER):
        some = {kit: builds[kit] for kit in range(start, min(start + TOGETHER, len(builds)))}
        plans = {kit: build.maker.artboards for kit, build in some.items()}
        tasks: list[AnyTask] = [*tasks_of(plans, {kit: build.to_make() for kit, build in some.items()})]
        middle = len(tasks) // 2
        tasks[middle:middle] = page_tasks({kit: build.pages_to_make() for kit, build in some.items()})
        yield from tasks


def _finished(one: _OpenBuild, *, partial: bool) -> BuildResult | tuple[Fault, ...]:
    """Publish a kit; return the result, or why that can't be done."""
    try:
        with reporting_os_errors("the kit was built"), one.target:
            return one.build.finish(partial=partial)
    except KitError as error:
        return error.faults


def _sweep(begun: Sequence[_OpenBuild], since: float) -> None:
    """Remove from the cache of some kits what is outdated; `since` is when their build began."""
    builds = [opened.build for opened in begun]
    if builds:
        grown = any(build.has_new for build in builds)
        needed = {name for build in builds for name in build.languages.entries}
        sweep(builds[0].maker.cache, since, grown=grown, needed=needed)
