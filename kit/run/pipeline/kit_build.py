"""The build of one kit: what is to be made of it, what was made, and what was found in that."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.base.errors import Fault, KitError, OutputError
from kit.base.real_paths import ChosenPath
from kit.model.artwork import Artboard
from kit.model.manifest import MoreEntry
from kit.publish.store.targets import KitTarget
from kit.run.pipeline.build_result import BuildResult
from kit.run.pipeline.build_tasks import MadePage
from kit.run.pipeline.inputs import LanguageInputs
from kit.run.pipeline.judging.campaign_review import Refused, review_kit
from kit.run.pipeline.judging.checking_built import DrawingTask, with_parts
from kit.run.pipeline.kept import KeptLanguages, KeptWords
from kit.run.pipeline.making import Maker
from kit.run.pipeline.more_files import languages_with_page, page_entry
from kit.run.pipeline.open_project import rules_off_in
from kit.run.pipeline.picture_results import MadePicture, PackedPictures
from kit.run.pipeline.publication import Collected, Publication


class KitBuild:
    """The state of the build of one kit, until all of it is made."""

    def __init__(self, out: ChosenPath, target: KitTarget, maker: Maker, artboards: Sequence[Artboard]) -> None:
        """Take the folder of kits, what takes the files, the maker of the pictures, and the pictures to make."""
        self.maker = maker
        self.inputs = LanguageInputs(maker.project)
        self.languages = KeptLanguages(maker, self.inputs)
        self.unwritten: OSError | OutputError | None = None
        self.has_new = False
        self._out, self._target, self._project = out, target, maker.project
        self._words = KeptWords(maker.cache, self.inputs)
        self._off = rules_off_in(maker.project)
        self._began = time.perf_counter()
        wanted = {artboard.id for artboard in artboards}
        self._wanted = [index for index, artboard in enumerate(maker.artboards) if artboard.id in wanted]
        self._made = PackedPictures()
        self._collected = Collected()
        self._pages: dict[str, MoreEntry] = {}
        self._without_page: tuple[Fault, ...] = ()

    def take_linked(self) -> Iterator[str]:
        """Take the pictures that need not be made; yield the path of each."""
        for of_language in self.languages.linked(self._wanted):
            self._made.add(of_language)
            yield from (self.maker.artboards[picture.index].path for picture in of_language)

    def to_make(self) -> Iterator[int]:
        """Yield the indices of the pictures to make, without those of refused messages, which fail."""
        refused = Refused(self._project, self._off)
        for index in self._wanted:
            if index in self._made:
                continue
            artboard = self.maker.artboards[index]
            if faults := refused.faults(artboard):
                self._collected.judged.fail(artboard, self.maker.composer.drawing_name(artboard), faults)
            else:
                yield index

    def pages_to_make(self) -> Iterator[str]:
        """Yield the languages whose page of own words is to be made, and take the pages that are kept."""
        languages = {self.maker.artboards[index].language for index in self._wanted}
        for language in languages_with_page(self._project, languages):
            page = self._words.page(language)
            if page is None:
                yield language
            else:
                self._write_page(language, page)

    def take_page(self, made: MadePage) -> None:
        """Take a page that was made, unless it is `unwritten`."""
        self._without_page += made.faults
        if made.data:
            self._words.keep_page(made.language, made.data)
            self._write_page(made.language, made.data)

    def _write_page(self, language: str, page: bytes) -> None:
        """Write a page now, so that those of all kits that are made together are not in memory."""
        entry = page_entry(self._project, language, page)
        try:
            self._target.write(entry.path, page)
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
        made = self._made.take()
        self.languages.keep(made)
        collected = self._collect([*made.values()])
        del made
        began = time.perf_counter()
        publication = Publication(self._project, self._target, collected, self._pages, self._words)
        result = publication.publish(self._out, partial=partial)
        ended = time.perf_counter()
        seconds = {**result.seconds, "publish": ended - began}
        self.has_new = bool(result.composed or result.painted)
        self._release()
        return replace(result, seconds=seconds, took=ended - self._began)

    def _release(self) -> None:
        """Let go of what the kit was made of: others of the same run may take long."""
        self._collected, self._pages, self._wanted = Collected(), {}, []
        self.maker.close()

    def _collect(self, pictures: Sequence[MadePicture]) -> Collected:
        """Return what was made of some pictures, with the findings in them: first as composed, then as painted."""
        collected, seconds = self._collected, defaultdict[str, float](float)
        judged = collected.judged
        for made in pictures:
            judged.note(self.maker.artboards[made.index], made.result.drawing, made.result.composed_findings)
        if not self._project.pseudo:  # nobody wrote its words
            pairs = [pair for made in pictures for pair in made.result.pairs]
            judged.warnings = [
                *review_kit(self._project, self._off, pairs, self._words.findings),
                *judged.warnings,
            ]
        faults = _FaultsByPart(self.maker)
        for made in pictures:
            artboard, result = self.maker.artboards[made.index], made.result
            if made.faults:
                judged.fail(artboard, result.drawing, faults.of(made))
            judged.note(artboard, result.drawing, result.pixel_findings)
            collected.take(result)
            collected.composed += made.composed
            collected.painted += made.painted
            collected.peak_bytes = max(collected.peak_bytes, made.peak_bytes)
            for stage, its in made.seconds.items():
                seconds[stage] += its
        collected.seconds = dict(seconds)
        return collected


class _FaultsByPart:
    """The faults of the pictures of a kit, one for each part of a drawing that makes the painter fail."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._stopped: dict[tuple[str | None, Fault], tuple[Fault, ...]] = {}

    def of(self, made: MadePicture) -> list[Fault]:
        """Return the faults of a picture."""
        return [part for fault in made.faults for part in self._parts_of(made, fault)]

    def _parts_of(self, made: MadePicture, fault: Fault) -> tuple[Fault, ...]:
        name = made.result.drawing
        if fault.code != "picture-failed":
            return (fault,)
        if (name, fault) not in self._stopped:
            drawing = self._maker.composer.drawing_for(self._maker.artboards[made.index])
            self._stopped[name, fault] = with_parts(fault, DrawingTask(drawing.path, drawing.name))
        return self._stopped[name, fault]
