"""Run one build: publish a complete kit, or leave the finished pictures in `incomplete` with a report."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kit.base.system_errors import reporting_os_errors
from kit.cache.cache_folder import project_cache
from kit.cache.eviction import remove_outdated_cache, sweep
from kit.gallery import gallery_files
from kit.jobs import executor_of
from kit.pipeline.build_result import BuildResult, Judgements, broken_languages, report_json, take_left_out
from kit.pipeline.judging.campaign_review import Refused, review_kit
from kit.pipeline.making import MadePicture, Maker, tasks_of
from kit.pipeline.open_project import rules_off_in, summary_of, with_state
from kit.pipeline.painting_faults import DrawingTask, with_parts
from kit.pipeline.print_page import file_date
from kit.pipeline.task_outcomes import outcomes_of
from kit.pipeline.unchanged.kept_documents import KeptDocuments
from kit.pipeline.unchanged.kept_findings import KeptFindings
from kit.pipeline.unchanged.kept_languages import KeptLanguages
from kit.pipeline.unchanged.language_inputs import LanguageInputs
from kit.project.plan import chosen, globs
from kit.raster import engines
from kit.store import MANIFEST, REPORT, SUMS, format_sums
from kit.store.manifest_file import built_languages, format_manifest, manifest_of, sums_of
from kit.store.objects import ObjectStore
from kit.store.opening import files_of
from kit.store.staging import INCOMPLETE, PARTIAL
from kit.store.stored_kits import stored_target
from kit.store.targets import folder_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.base.errors import Fault
    from kit.cache.entries import Cache
    from kit.jobs import Cluster, Executor
    from kit.model.artwork import Artboard
    from kit.model.asset import Asset, Thumbnail
    from kit.model.project import Project
    from kit.pipeline.build_result import LeftOut
    from kit.pipeline.loading import AnyPath
    from kit.project.plan import Globs
    from kit.store.targets import KitTarget


#: Called with the number of pictures made, the number in all, and the path of the last; first with none made.
Progress = Callable[[int, int, str], None]
#: By how many seconds the clock of a file system may lag, or how coarse it is.
_CLOCKS = 2.0


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
    executor, objects = cluster or executor_of(jobs), ObjectStore(store) if store else None
    if objects and jobs != 0:
        objects.require_shared()
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
    date = file_date(project.campaign)
    report, folder = progress or _silent, Path(out)
    cache = cache or project_cache(project.root)
    with stored_target(store, date) if store else folder_target(folder, project.kit_name) as target:
        job = _Job(project, folder, target, Maker(project, target.files, cache, date))
        report(0, len(artboards), "")
        job.make_all(artboards, executor, report)
        return job.finish(partial=partial)


def _silent(_done: int, _total: int, _path: str) -> None:
    """Report no progress."""


class _Job:
    """The state of one build."""

    def __init__(self, project: Project, out: Path, target: KitTarget, maker: Maker) -> None:
        self.project = project
        self.campaign = project.campaign
        self.out = out
        self.target = target
        self.maker = maker
        self.off = rules_off_in(project)
        self._inputs = LanguageInputs(project)
        self.languages = KeptLanguages(maker, self._inputs)
        self._findings = KeptFindings(maker.cache, self._inputs)
        self.assets: list[Asset] = []
        self.thumbnails: list[Thumbnail] = []
        self.judged = Judgements()
        self.effects = False
        self.composed = self.painted = 0
        self.peak_bytes = 0
        self.began = time.perf_counter()
        self._started = time.time() - _CLOCKS
        self._manifest = b""
        self.seconds: dict[str, float] = defaultdict(float)
        self._stopped: dict[tuple[str | None, Fault], tuple[Fault, ...]] = {}

    def make_all(self, artboards: Sequence[Artboard], executor: Executor, progress: Progress) -> None:
        """Make every picture, and collect the results in the order of the plan."""
        made: dict[int, MadePicture] = {}
        wanted, done, total = self._indices(artboards), 0, len(artboards)
        for one in self.languages.linked(wanted):
            made[one.index] = one
            done += 1
            progress(done, total, self.maker.artboards[one.index].path)
        tasks = tasks_of(self.maker.artboards, self._allowed(index for index in wanted if index not in made))
        with closing(outcomes_of(tasks, self.maker, executor, self._inputs)) as outcomes:
            for outcome in outcomes:
                made |= {one.index: one for one in outcome}
                self._require_written(outcome)
                for one in outcome:
                    if one.attempted:
                        done += 1
                        progress(done, total, self.maker.artboards[one.index].path)
        self.languages.keep(made)
        self._collect([made[index] for index in sorted(made)])

    def finish(self, *, partial: bool) -> BuildResult:
        """Write the documents and publish: the kit, or the folder of an incomplete one."""
        began = time.perf_counter()
        left_out = broken_languages(self.project) if partial else self._leave_out()
        name = self._folder(partial=partial)
        published = name == self.project.kit_name
        self._write_documents(left_out)
        before = self.target.languages_before(name, self._manifest) if published else set()
        kept = self.target.publish(name, whole=published)
        grown = bool(self.composed or self.painted)
        sweep(self.maker.cache, self._started, grown=grown, needed=self.languages.entries)
        remove_outdated_cache(self.out)
        self.seconds["publish"] += time.perf_counter() - began
        return BuildResult(
            folder=self.out / name,
            assets=tuple(self.assets),
            failures=tuple(self.judged.failures),
            warnings=tuple(self.judged.warnings),
            composed=self.composed,
            painted=self.painted,
            seconds=dict(self.seconds),
            took=time.perf_counter() - self.began,
            peak_bytes=self.peak_bytes,
            published=published,
            stored=self.target.address(name) if published else "",
            kept=tuple(kept),
            pseudo=self.project.pseudo,
            left_out=left_out,
            languages=built_languages(self.assets),
            unbuilt=tuple(sorted(self.project.set_aside)),
            gone=tuple(sorted(before - {*built_languages(self.assets)})),
        )

    def _leave_out(self) -> tuple[LeftOut, ...]:
        """Return the languages that have errors, whose pictures are removed."""
        left_out = take_left_out(self.project, self.judged, built_languages(self.assets))
        gone = {one.language for one in left_out}
        kept = [asset for asset in self.assets if asset.language not in gone]
        self.target.remove(files_of(self.assets) - files_of(kept))
        self.assets, used = kept, {asset.thumbnail for asset in kept}
        self.thumbnails = [one for one in self.thumbnails if one.path in used]
        return left_out

    def _folder(self, *, partial: bool) -> str:
        """Return the name of the output folder: the kit's only if the kit is complete."""
        if self.project.pseudo:
            return self.campaign.kit.name
        return INCOMPLETE if self.judged.failures else PARTIAL if partial else self.project.kit_name

    def _write_documents(self, left_out: Sequence[LeftOut]) -> None:
        """Write the files of a kit besides its pictures, the checksums last."""
        reasons = {one.language: one.reason for one in left_out}
        self.assets = [with_state(asset, self.project) for asset in self.assets]
        manifest = manifest_of(
            summary_of(self.project.without(reasons)),
            self.assets,
            self.thumbnails,
            effects=self.effects,
            declared=self.project.languages,
            left_out=reasons,
        )
        self._manifest = format_manifest(manifest)
        documents = {MANIFEST: self._manifest, **gallery_files(manifest, KeptDocuments(self.maker.cache))}
        if self.judged.failures:
            documents[REPORT] = report_json(self.judged.failures)
        for name, data in documents.items():
            self.target.write(name, data)
        digests = {name: sha256(data).hexdigest() for name, data in documents.items()}
        self.target.write(SUMS, format_sums({**sums_of(self.assets, self.thumbnails), **digests}))

    def _indices(self, artboards: Sequence[Artboard]) -> list[int]:
        """Return the indices of some artboards in the plan."""
        wanted = {artboard.id for artboard in artboards}
        return [index for index, artboard in enumerate(self.maker.artboards) if artboard.id in wanted]

    def _allowed(self, indices: Iterable[int]) -> Iterator[int]:
        """Yield the indices of artboards, without those of refused messages, which fail."""
        refused = Refused(self.project, self.off)
        for index in indices:
            artboard = self.maker.artboards[index]
            if faults := refused.faults(artboard):
                self.judged.fail(artboard, self.maker.composer.drawing_name(artboard), faults)
            else:
                yield index

    def _require_written(self, outcome: Sequence[MadePicture]) -> None:
        """Raise the error that stopped a worker from writing."""
        for made in outcome:
            if made.unwritten is not None:
                raise made.unwritten

    def _collect(self, pictures: Sequence[MadePicture]) -> None:
        """Note the findings in some pictures, in their order: first as composed, then as painted."""
        for made in pictures:
            self.judged.note(self.maker.artboards[made.index], made.drawing, made.composed_findings)
        if not self.project.pseudo:  # nobody wrote its words
            pairs = [pair for made in pictures for pair in made.pairs]
            self.judged.warnings = [*review_kit(self.project, self.off, pairs, self._findings), *self.judged.warnings]
        for made in pictures:
            artboard = self.maker.artboards[made.index]
            if made.faults:
                faults = [part for fault in made.faults for part in self._faults_by_part(artboard, made.drawing, fault)]
                self.judged.fail(artboard, made.drawing, faults)
            self.judged.note(artboard, made.drawing, made.pixel_findings)
            self.effects = self.effects or (made.effects and bool(made.assets))
            self.composed += made.composed
            self.painted += made.painted
            self.peak_bytes = max(self.peak_bytes, made.peak_bytes)
            self.assets += made.assets
            self.thumbnails += [made.thumbnail] if made.assets and made.thumbnail else []
            for stage, seconds in made.seconds.items():
                self.seconds[stage] += seconds

    def _faults_by_part(self, artboard: Artboard, name: str | None, fault: Fault) -> tuple[Fault, ...]:
        """Return a fault of a picture, as one for each part of its drawing that makes the painter fail."""
        if fault.code != "picture-failed":
            return (fault,)
        if (name, fault) not in self._stopped:
            drawing = self.maker.composer.drawing_for(artboard)
            self._stopped[name, fault] = with_parts(fault, DrawingTask(drawing.path, drawing.name))
        return self._stopped[name, fault]
