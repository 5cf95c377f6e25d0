"""The build of one kit: what was made of its pictures, what was found in them, and the documents beside them."""

from __future__ import annotations

import time
from collections import defaultdict
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.base.cache.eviction import remove_outdated_cache
from kit.base.errors import KitError, OutputError
from kit.publish.gallery import gallery_files
from kit.publish.store import MANIFEST, REPORT, SUMS, format_sums
from kit.publish.store.manifest_file import built_languages, format_manifest, manifest_of, sums_of
from kit.publish.store.opening import files_of
from kit.publish.store.staging import INCOMPLETE, PARTIAL
from kit.run.pipeline.beyond_pictures.maker_pages import languages_with_page, page_entry
from kit.run.pipeline.build_result import (
    BuildResult,
    Judgements,
    broken_languages,
    report_json,
    take_left_out,
    why_held_back,
)
from kit.run.pipeline.judging.campaign_review import Refused, review_kit
from kit.run.pipeline.judging.checking_built import DrawingTask, with_parts
from kit.run.pipeline.kept import KeptLanguages
from kit.run.pipeline.more_files import MoreMaker
from kit.run.pipeline.open_project import rules_off_in, summary_of, with_state
from kit.run.pipeline.packed_pictures import PackedPictures
from kit.run.pipeline.unchanged.kept_documents import KeptDocuments
from kit.run.pipeline.unchanged.kept_findings import KeptFindings
from kit.run.pipeline.unchanged.language_inputs import LanguageInputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.base.errors import Fault
    from kit.base.real_paths import ChosenPath
    from kit.model.artwork import Artboard
    from kit.model.asset import Asset, Thumbnail
    from kit.model.manifest import MoreEntry
    from kit.model.project import HeldBack
    from kit.publish.store.targets import KitTarget
    from kit.run.pipeline.build_result import LeftOut
    from kit.run.pipeline.making import MadePicture, Maker
    from kit.run.pipeline.tasks.page_tasks import MadePage


class KitBuild:
    """The state of the build of one kit."""

    def __init__(self, out: ChosenPath, target: KitTarget, maker: Maker, artboards: Sequence[Artboard]) -> None:
        """Take the folder of kits, what takes the files, the maker of the pictures, and the pictures to make."""
        self.project = maker.project
        self.campaign = maker.project.campaign
        self.out = out
        self.target = target
        self.maker = maker
        self.wanted = self._indices(artboards)
        self.off = rules_off_in(maker.project)
        self.inputs = LanguageInputs(maker.project)
        self.languages = KeptLanguages(maker, self.inputs)
        self._findings = KeptFindings(maker.cache, self.inputs)
        self._documents = KeptDocuments(maker.cache, self.inputs)
        self.assets: list[Asset] = []
        self.thumbnails: list[Thumbnail] = []
        self.judged = Judgements()
        self.effects = False
        self.composed = self.painted = 0
        self.peak_bytes = 0
        self.unwritten: OSError | OutputError | None = None
        self.began = time.perf_counter()
        self._manifest = ""
        self.seconds: dict[str, float] = defaultdict(float)
        self._made = PackedPictures()
        self._pages: dict[str, MoreEntry] = {}
        self._without_page: tuple[Fault, ...] = ()
        self._stopped: dict[tuple[str | None, Fault], tuple[Fault, ...]] = {}

    def take_linked(self) -> Iterator[str]:
        """Take the pictures that need not be made; yield the path of each."""
        for of_language in self.languages.linked(self.wanted):
            self._made.add(of_language)
            yield from (self.maker.artboards[one.index].path for one in of_language)

    def to_make(self) -> Iterator[int]:
        """Yield the indices of the pictures to make, without those of refused messages, which fail."""
        yield from self._allowed(index for index in self.wanted if index not in self._made)

    def pages_to_make(self) -> Iterator[str]:
        """Yield the languages whose page of own words is to be made, and take the pages that are kept."""
        languages = {self.maker.artboards[index].language for index in self.wanted}
        for language in languages_with_page(self.project, languages):
            page = self._documents.page(language)
            if page is None:
                yield language
            else:
                self._write_page(language, page)

    def take_page(self, made: MadePage) -> None:
        """Take a page that was made, unless it is `unwritten`."""
        self._without_page += made.faults
        if made.data:
            self._documents.keep_page(made.language, made.data)
            self._write_page(made.language, made.data)

    def _write_page(self, language: str, page: bytes) -> None:
        """Write a page now, so that those of all kits that are made together are not in memory."""
        entry = page_entry(self.project, language, page)
        try:
            self.target.write(entry.path, page)
        except (OSError, OutputError) as error:
            self.unwritten = error
        self._pages[language] = entry

    def take(self, pictures: Sequence[MadePicture]) -> Iterator[str]:
        """Take pictures, unless one is `unwritten`; yield the path of each whose files were attempted."""
        self.unwritten = next((made.unwritten for made in pictures if made.unwritten), None)
        if self.unwritten is None:
            self._made.add(pictures)
            yield from (self.maker.artboards[made.index].path for made in pictures if made.attempted)

    def finish(self, *, partial: bool) -> BuildResult:
        """Write the documents and publish: the kit, or the folder of an incomplete one.

        Raises OSError and OutputError if that can't be written, KitError for a page that can't be made.
        """
        if self.unwritten:
            raise self.unwritten
        if self._without_page:
            raise KitError(*self._without_page)
        self._collect(self._taken())
        began = time.perf_counter()
        left_out = broken_languages(self.project) if partial else self._leave_out()
        held_back = self._held_back(left_out)
        name = self._folder(partial=partial)
        published = name == self.project.kit_name
        self._write_documents(left_out, held_back)
        before = self.target.languages_before(name, self._manifest) if published else set()
        kept = self.target.publish(name, whole=published)
        remove_outdated_cache(self.out.real)
        self.seconds["publish"] += time.perf_counter() - began
        result = BuildResult(
            folder=self.out.shown / name,
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
            held_back=held_back,
            languages=built_languages(self.assets),
            unbuilt=tuple(sorted(self._set_aside())),
            gone=tuple(sorted(before - {*built_languages(self.assets)})),
        )
        self._release()
        return result

    def _taken(self) -> list[MadePicture]:
        """Return all pictures in the order of the plan, and keep the languages that are whole."""
        made = self._made.take()
        self.languages.keep(made)
        return [*made.values()]

    def _release(self) -> None:
        """Let go of what the kit was made of: others of the same run may take long."""
        self.assets, self.thumbnails, self._manifest, self.judged = [], [], "", Judgements()
        self._pages, self._stopped, self.wanted = {}, {}, []
        self.maker.close()

    def _set_aside(self) -> set[str]:
        """Return the languages that the caller did not want; those that a partner does not want are none of them."""
        partner = self.campaign.partner
        languages = {*self.project.set_aside}
        return languages & {*partner.languages} if partner and partner.languages else languages

    def _leave_out(self) -> tuple[LeftOut, ...]:
        """Return the languages that have errors, whose pictures are removed."""
        left_out = take_left_out(self.project, self.judged, built_languages(self.assets))
        gone = {one.language for one in left_out}
        kept = [asset for asset in self.assets if asset.language not in gone]
        self.target.remove(files_of(self.assets) - files_of(kept))
        self.assets, used = kept, {asset.thumbnail for asset in kept}
        self.thumbnails = [one for one in self.thumbnails if one.path in used]
        return left_out

    def _held_back(self, left_out: Sequence[LeftOut]) -> tuple[HeldBack, ...]:
        """Return the messages that are held back in languages that are in the kit."""
        gone = {one.language for one in left_out}
        return tuple(one for one in self.project.held_back if one.language not in gone)

    def _folder(self, *, partial: bool) -> str:
        """Return the name of the output folder: the kit's only if the kit is complete."""
        if self.project.pseudo:
            return self.campaign.kit.name
        return INCOMPLETE if self.judged.failures else PARTIAL if partial else self.project.kit_name

    def _write_documents(self, left_out: Sequence[LeftOut], held_back: Sequence[HeldBack]) -> None:
        """Write the files of a kit besides its pictures, the checksums last."""
        reasons = {one.language: one.reason for one in left_out}
        self.assets = [with_state(asset, self.project) for asset in self.assets]
        project = self.project.without(reasons)
        summary = summary_of(project)
        made = self.maker.files
        more = MoreMaker(project, summary, self.assets, lambda one: made.get(one.path, one.sha256)).files()
        more |= self._pages_of_built()
        manifest = manifest_of(
            summary,
            self.assets,
            self.thumbnails,
            effects=self.effects,
            more=more,
            declared=self.project.languages,
            left_out=reasons,
            held_back=why_held_back(held_back),
        )
        self._manifest = self._written(MANIFEST, format_manifest(manifest))
        documents = gallery_files(manifest, self._documents)
        if self.judged.failures:
            documents[REPORT] = report_json(self.judged.failures)
        digests = {MANIFEST: self._manifest, **{name: self._written(name, data) for name, data in documents.items()}}
        documents.clear()
        for entry, data in more.items():
            if data is not None:
                self.target.write(entry.path, data)
        files = sums_of(self.assets, [*self.thumbnails, *more])
        self.target.write(SUMS, format_sums({**{name: one.sha256 for name, one in files.items()}, **digests}))

    def _written(self, name: str, data: bytes) -> str:
        """Write a document; return its sha256."""
        self.target.write(name, data)
        return sha256(data).hexdigest()

    def _pages_of_built(self) -> dict[MoreEntry, None]:
        """Return the entries of the pages in the languages of the kit; other pages are removed."""
        wanted = languages_with_page(self.project, built_languages(self.assets))
        self.target.remove(entry.path for tag, entry in self._pages.items() if tag not in wanted)
        return dict.fromkeys(self._pages[tag] for tag in wanted if tag in self._pages)

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
