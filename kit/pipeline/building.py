"""One build from a project to a published kit, or to what was made of it and the reasons it was not."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kit.checks import judge_measured, measurement_of, rules_off
from kit.content import turned_off
from kit.content.summary import summarise
from kit.errors import Fault
from kit.gallery import gallery_files
from kit.jobs import EncodeRequest, RenderTask, TaskResult, run_all, worker_count
from kit.model.asset import EncodeRule
from kit.pipeline.composing import compose_all
from kit.pipeline.judgements import Judgements
from kit.pipeline.page import file_date, page_for
from kit.pipeline.painting_faults import DrawingTask, with_parts
from kit.pipeline.result import BuildResult, report_json
from kit.project.plan import chosen, globs
from kit.store import MANIFEST, REPORT, SUMS, sums_of_folder
from kit.store.cache import Cache
from kit.store.manifest import asset_of, format_manifest, manifest_of, thumbnail_of
from kit.store.publishing import publish, remove_outdated
from kit.store.staging import INCOMPLETE, PARTIAL, staging_folder, write_file
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kit.model.artwork import Artboard, Artwork
    from kit.model.asset import Asset, EncodedFile, Thumbnail
    from kit.model.project import Project
    from kit.pipeline.loading import AnyPath
    from kit.project.plan import Globs


#: Called with how many pictures are done, how many there are, and the path of the last; at first with none done.
Progress = Callable[[int, int, str], None]


@system_errors_told("the kit was built")
def build(
    project: Project,
    out: AnyPath,
    *,
    only: Globs = (),
    jobs: int | None = None,
    progress: Progress | None = None,
) -> BuildResult:
    """Build a kit into `out/NAME-VERSION`, which is replaced only if every picture succeeded.

    Of the pictures that a glob, or any of several, names, or of all; in some worker processes, by default one a core.
    Pictures that failed are in the result, and what was made is in `out/incomplete`; what `only` asked for is in
    `out/partial`. All of a project in pseudo-copy is in `out/pseudo-KIND`, pictures that failed as well.
    Raises KitError for less than one job, SpecError when nothing is to be built or the date of its files is no date,
    OutputError when the output folder can't be used.
    """
    workers = worker_count(jobs)
    artboards = chosen(project, *globs(only))
    date = file_date(project.campaign)
    report, target = progress or _silent, Path(out)
    with staging_folder(target) as staging:
        job = _Job(project, target, staging, date)
        report(0, len(artboards), "")
        job.compose(artboards)
        job.paint(workers, report)
        return job.finish(partial=bool(only))


def _silent(_done: int, _total: int, _path: str) -> None:
    """Report nothing."""


class _Job:
    """The state of one build."""

    def __init__(self, project: Project, out: Path, staging: Path, date: dt.datetime) -> None:
        self.project = project
        self.campaign = project.campaign
        self.out = out
        self.staging = staging
        self.date = date
        self.cache = Cache(out / ".cache")
        self.off = rules_off(turned_off(project.campaign))
        self.artworks: list[Artwork] = []
        self.assets: list[Asset] = []
        self.thumbnails: dict[str, Thumbnail] = {}
        self.judged = Judgements(shown=project.pseudo is not None)
        self.painted = 0
        self.peak_bytes = 0
        self.began = time.perf_counter()
        self.seconds: dict[str, float] = defaultdict(float)

    def compose(self, artboards: Sequence[Artboard]) -> None:
        """Compose and judge every artboard; those with an error are not painted."""
        began = time.perf_counter()
        self.artworks = compose_all(self.project, artboards, self.off, self.judged)
        self.seconds["compose"] += time.perf_counter() - began

    def paint(self, jobs: int, progress: Progress) -> None:
        """Paint and encode; pictures that are equal on several placements are painted once."""
        groups: dict[tuple[str, ...], list[Artwork]] = defaultdict(list)
        for artwork in self.artworks:
            groups[artwork.digest, *artwork.words].append(artwork)
        tasks = [self._task(group) for group in groups.values()]
        done, total = 0, len(self.artworks)
        if total:
            progress(done, total, "")
        with closing(run_all(tasks, jobs)) as outcomes:
            for group, outcome in zip(groups.values(), outcomes, strict=True):
                self._collect(group, outcome)
                done += len(group)
                progress(done, total, group[-1].picture.path)

    def finish(self, *, partial: bool) -> BuildResult:
        """Write the documents and publish: the kit, or the folder of what is no kit."""
        began = time.perf_counter()
        target = self.out / self._folder(partial=partial)
        published = target.name == self.project.kit_name
        self._write_documents()
        kept = publish(self.staging, target)
        if published:
            kept += remove_outdated(self.out / INCOMPLETE)
        self.cache.sweep()
        self.seconds["publish"] += time.perf_counter() - began
        return BuildResult(
            folder=target,
            assets=tuple(self.assets),
            failures=tuple(self.judged.failures),
            warnings=tuple(self.judged.warnings),
            painted=self.painted,
            seconds=dict(self.seconds),
            took=time.perf_counter() - self.began,
            peak_bytes=self.peak_bytes,
            published=published,
            kept=tuple(kept),
            pseudo=self.project.pseudo,
        )

    def _folder(self, *, partial: bool) -> str:
        """Return the name of the folder for what was made: that of the kit only if it is one, and whole."""
        if self.project.pseudo:
            return self.campaign.kit.name
        return INCOMPLETE if self.judged.failures else PARTIAL if partial else self.project.kit_name

    def _write_documents(self) -> None:
        """Write what lies in a kit beside its pictures, the sums last."""
        manifest = manifest_of(summarise(self.campaign, self.project.placements), self.assets, self.thumbnails.values())
        write_file(self.staging / MANIFEST, format_manifest(manifest))
        if self.judged.failures:
            write_file(self.staging / REPORT, report_json(self.judged.failures))
        for name, data in gallery_files(manifest).items():
            write_file(self.staging / name, data)
        write_file(self.staging / SUMS, sums_of_folder(self.staging))

    def _task(self, group: Sequence[Artwork]) -> RenderTask:
        drawing = group[0].scene.drawing.name
        requests, measure = tuple(map(self._request, group)), measurement_of(group[0], self.off)
        return RenderTask(group[0].svg, drawing, group[0].digest, requests, self.cache, measure, group[0].parts)

    def _request(self, artwork: Artwork) -> EncodeRequest:
        placement = artwork.picture.placement
        rule = EncodeRule(placement.formats, placement.max_bytes)
        return EncodeRequest(rule, artwork.picture.description, page_for(artwork, self.date))

    def _collect(self, group: Sequence[Artwork], outcome: TaskResult | Fault) -> None:
        if isinstance(outcome, Fault):
            drawing = group[0].scene.drawing
            faults = with_parts(outcome, DrawingTask(drawing.path, drawing.name))
            for artwork in group:
                self.judged.fail_artwork(artwork, *faults)
            return
        self.painted += outcome.painted
        for stage, seconds in outcome.seconds.items():
            self.seconds[stage] += seconds
        self.peak_bytes = max(self.peak_bytes, outcome.peak_bytes)
        for artwork, files in zip(group, outcome.files, strict=True):
            if isinstance(files, Fault):
                self.judged.fail_artwork(artwork, files)
            elif self.judged.passes(artwork, judge_measured(artwork, outcome.measured)):
                self._keep(artwork, files, self._keep_thumbnail(artwork, outcome.thumbnail))

    def _keep_thumbnail(self, artwork: Artwork, file: EncodedFile | None) -> Thumbnail | None:
        """Write the thumbnail of a picture, once for all that look the same, and enter it in the manifest."""
        if file is None:
            return None
        thumbnail = thumbnail_of(artwork, file)
        if thumbnail.path not in self.thumbnails:
            write_file(self.staging / thumbnail.path, file.data)
        return self.thumbnails.setdefault(thumbnail.path, thumbnail)

    def _keep(self, artwork: Artwork, files: Sequence[EncodedFile], thumbnail: Thumbnail | None) -> None:
        """Write the files of a picture and the words beside them, and enter the files in the manifest."""
        path = artwork.picture.path
        for file in files:
            asset = asset_of(artwork, file, thumbnail)
            write_file(self.staging / asset.path, file.data)
            write_file(self.staging / f"{path}.caption.txt", f"{asset.caption}\n".encode())
            write_file(self.staging / f"{path}.alt.txt", f"{asset.alt}\n".encode())
            self.assets.append(asset)
