"""Compare two kits, each of which may be a zip, a folder, a project or a revision of one.

Pictures that two projects have in common are known before anything is composed, so that none of them is made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kit.base.cache.entries import Cache, key_of
from kit.base.errors import Fault, SpecError
from kit.base.real_paths import chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.model.artwork import PictureId
from kit.model.asset import PDF, Asset
from kit.model.manifest import KitSummary
from kit.model.project import Project
from kit.project.plan import Globs, globs, name_matches, plan
from kit.publish.store.contents import StoredFile
from kit.publish.store.targets import CollectedFiles
from kit.run.jobs.pool import run_in_workers, worker_count
from kit.run.pipeline.building import Progress
from kit.run.pipeline.inputs import fingerprint_text
from kit.run.pipeline.judging.campaign_review import Refused
from kit.run.pipeline.loading import ALL, OWN, AnyPath, unknown_locale
from kit.run.pipeline.making import Maker
from kit.run.pipeline.open_project import file_date, page_for
from kit.tools.comparison.causes import grouped
from kit.tools.comparison.changes import ComparedKit, Comparison, PictureChange
from kit.tools.comparison.compare_task import CompareTask, compare_pixels
from kit.tools.comparison.compared_kits import FoundProject, Side, SideMaker
from kit.tools.comparison.comparison_page import PAGE, PICTURES, page_in_place, write_page
from kit.tools.comparison.matched_pictures import engine_changes, kit_changes, measured, picture_changes
from kit.tools.comparison.project_changes import project_changes

#: What is wrong with asking for a partner's kit where no project is compared.
_BUILT = Fault(
    "a partner chooses the kit of a project, and both of these are built already",
    None,
    "leave --partner out, or name a kit.yaml or a revision",
    code="partner-of-built-kits",
)
#: Called with the name of the stage, how many pictures are done, of how many, and the last one.
DiffProgress = Callable[[str, int, int, str], None]


@reporting_os_errors("the kits were compared")
def diff(  # noqa: PLR0913  (each is an option)
    old: AnyPath,
    new: AnyPath,
    *,
    spec: AnyPath = ".",
    partner: str | None = None,
    only: Globs = (),
    languages: Collection[str] | None = None,
    out: AnyPath | None = None,
    jobs: int | None = None,
    progress: DiffProgress | None = None,
) -> Comparison:
    """Return which pictures differ between two kits, in which pixels and words, and why.

    Either is the folder of a kit, its zip, a project, or a revision in git of the project in the folder of `spec`.
    Projects are built with this generator in a temporary folder, with their own cache; of two projects, only what
    differs is made. With the id of a `partner` the kit of each project is that of the partner. `only` are globs of the
    pictures to compare, all by default, and `languages` are those to compare, as for `kit.load`. A page that shows the
    differences is written into the folder `out`. `jobs` is the number of worker processes, by default one a core.
    Raises ArchiveError for a kit that can't be read, SpecError for a project or a revision that can't, or for a partner
    or a language that neither has, OutputError if the page can't be written.
    """
    page = Path(out) if out is not None else None
    makers = SideMaker(Path(spec), globs(only), worker_count(jobs), partner, languages)
    report, sides = progress or _silent, ((old, "old"), (new, "new"))
    with TemporaryDirectory(prefix="kit-diff-") as folder, page_in_place(page) as shown:
        made = chosen_folder(folder).real
        before, after = _in_same_languages(*(makers.find(str(asked), made / name) for asked, name in sides))
        known = frozenset(before.languages) | frozenset(after.languages)
        compared = _compared_languages(languages, known, after.own_language)
        if partner is not None and isinstance(before, Side) and isinstance(after, Side):
            raise SpecError(_BUILT)
        if isinstance(before, FoundProject) and isinstance(after, FoundProject):
            same = unchanged_pictures(before.project, after.project, before.cache, makers.only)
        else:
            same = frozenset()
        before, after = (
            side if isinstance(side, Side) else makers.made(side, same, partial(report, f"building {side.asked}"))
            for side in (before, after)
        )
        matching = _Matching(before, after, makers, compared, shown)
        comparison = replace(matching.run(partial(report, "comparing")), languages=tuple(sorted(known)))
        if page and shown:
            write_page(comparison, shown)
            comparison = replace(comparison, page=page / PAGE)
    return comparison


def _compared_languages(asked: Collection[str] | None, known: Collection[str], own: str) -> frozenset[str]:
    """Return the languages of two kits that are compared; `own` is that of the new one. Raises SpecError."""
    if asked is None or ALL in asked:
        return frozenset(known)
    compared = frozenset(own if tag == OWN else tag for tag in asked)
    if unknown := sorted(compared.difference(known)):
        raise SpecError(*(unknown_locale(tag, known) for tag in unknown))
    return compared


def _in_same_languages(
    old: Side | FoundProject, new: Side | FoundProject
) -> tuple[Side | FoundProject, Side | FoundProject]:
    """Return two sides, of which neither makes pictures in languages that an error keeps out of the other."""
    gone = {name for name in (*old.left_out, *new.left_out) if "/" not in name}
    old, new = (side.without(gone) if isinstance(side, FoundProject) and gone else side for side in (old, new))
    return old, new


class _Matching:
    """One comparison of two kits; the images of the page are written into its folder."""

    def __init__(self, old: Side, new: Side, makers: SideMaker, languages: frozenset[str], page: Path | None) -> None:
        self.old, self.new, self.page = old, new, page
        self.only, self.jobs, self.languages = makers.only, makers.jobs, languages

    def run(self, report: Progress) -> Comparison:
        """Find the differences, measure them, and group them by cause."""
        old, new = self.old, self.new
        before, after = old.kit.manifest, new.kit.manifest
        unmade = {failure.path for side in (old, new) for failure in side.failures}
        found = [change for change in picture_changes(before, after) if self._is_meant(change, unmade)]
        pictures = self._measured(found, report)
        changes = project_changes(old.project, new.project) if old.project and new.project else None
        groups, unseen = grouped(pictures, changes, engine_changes(before, after))
        of_kit = kit_changes(self._compared_words(before.kit), self._compared_words(after.kit))
        compared = tuple(sorted(self.languages))
        return Comparison(_compared(old), _compared(new), groups, of_kit, unseen, compared=compared)

    def _compared_words(self, kit: KitSummary) -> KitSummary:
        """Return what a kit says of itself, in the languages that are compared."""
        words = {tag: words for tag, words in kit.translations.items() if tag in self.languages}
        return replace(kit, translations=words)

    def _is_meant(self, change: PictureChange, unmade: Collection[str]) -> bool:
        """Return whether a picture is selected, and both projects could make it."""
        asset = change.asset
        path = asset.stem
        names = (path, asset.message, asset.placement, asset.layout, change.name)
        asked = not self.only or any(name_matches(names, glob) for glob in self.only)
        asked = asked and asset.language in self.languages
        left_out = {*self.old.left_out, *self.new.left_out}
        return (
            asked and path not in unmade and left_out.isdisjoint((asset.language, f"{asset.language}/{asset.message}"))
        )

    def _measured(self, changes: Sequence[PictureChange], report: Progress) -> list[PictureChange]:
        """Return changes with their differences in pixels; those whose images are not read stay as they are."""
        done = {index: replace(side, stem=f"{index + 1:04d}") for index, side in enumerate(changes)}
        tasks = {index: self._task(side) for index, side in done.items() if self._is_read(side)}
        if tasks:
            report(0, len(tasks), "")
        with closing(run_in_workers(compare_pixels, [*tasks.values()], self.jobs)) as outcomes:
            for count, (index, outcome) in enumerate(zip(tasks, outcomes, strict=True), 1):
                fault, pixels = (outcome, None) if isinstance(outcome, Fault) else (None, outcome)
                done[index] = measured(done[index], pixels, fault)
                report(count, len(tasks), done[index].asset.path)
        return [*done.values()]

    def _is_read(self, change: PictureChange) -> bool:
        """Return whether the images of a picture are read: to compare their pixels, or to show them."""
        if "pixels" in change.aspects:
            return True
        if "file" in change.aspects and not (self.old.project and self.new.project):  # a manifest may come from anyone
            return PDF not in {asset.media_type for asset in (change.old, change.new) if asset}
        return self.page is not None and not change.aspects <= {"file", "page", "path"}

    def _task(self, change: PictureChange) -> CompareTask:
        old, new = _file(change.old, self.old), _file(change.new, self.new)
        images = self.page / PICTURES if self.page else None
        return CompareTask(change.stem, old, new, images, change.asset.drawing or "")


def _silent(_doing: str, _done: int, _total: int, _path: str) -> None:
    """Report no progress."""


def _file(asset: Asset | None, side: Side) -> tuple[Asset, StoredFile] | None:
    return (asset, side.kit.files[asset.path]) if asset else None


def _compared(side: Side) -> ComparedKit:
    kit = side.kit.manifest.kit
    pictures = {asset.stem for asset in side.kit.manifest.assets}
    number = len(pictures) + side.unmade
    unmade = tuple((failure.where, failure.faults) for failure in side.failures)
    return ComparedKit(side.asked, f"{kit.name}-{kit.version}", number, unmade, side.left_out)


def unchanged_pictures(old: Project, new: Project, cache: Cache, only: tuple[str, ...] = ()) -> frozenset[PictureId]:
    """Return the pictures that are the same in both projects; `only` are globs, `cache` is that of one project.

    Pictures with a fault in the drawing, a font or the words of the message are not among them.
    """
    before, after = (_keys(project, cache, only) for project in (old, new))
    return frozenset(id_ for id_, key in after.items() if before.get(id_) == key)


def _keys(project: Project, cache: Cache, only: tuple[str, ...]) -> dict[PictureId, str]:
    """Return a key for everything that decides each picture of a project."""
    date = file_date(project.campaign)
    maker = Maker(project, CollectedFiles(), cache, date)  # nothing is written
    refused = Refused(project, maker.off)
    keys: dict[PictureId, str] = {}
    for artboard in plan(project, *only):
        candidate = None
        if not refused.faults(artboard):
            candidate = maker.kept_pictures.candidate(artboard, maker.composer)
        if candidate:
            page = page_for(candidate.picture, date)
            keys[artboard.id] = key_of(candidate.key, candidate.drawing, fingerprint_text(page))
    return keys
