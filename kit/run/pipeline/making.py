"""Make pictures in a worker: compose, check, paint and encode them, and write their files into the staging folder.

What a worker needs of a build is sent once; a task names pictures by their indices in the plan, and the result is
small: manifest entries and findings.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.entries import Cache, NotingCache, key_of
from kit.base.cache.kinds import packed
from kit.base.errors import Fault, KitError, OutputError
from kit.compose import Composer
from kit.compose.content import role_pairs
from kit.judge import judge, judge_measured, measurement_of
from kit.model.artwork import Artboard, Artwork
from kit.model.asset import EncodedFile, EncodeRule, text_files
from kit.model.finding import Finding
from kit.model.picture import Picture
from kit.model.project import Project
from kit.paint.grounds import keep_for_several_kits
from kit.project.plan import plan
from kit.publish.store.manifest_file import asset_entry, thumbnail_of
from kit.run.jobs import render_task
from kit.run.jobs.render_task import EncodeRequest, RenderTask, TaskResult
from kit.run.pipeline.build_result import rules_of_pictures
from kit.run.pipeline.open_project import page_for, rules_off_in
from kit.run.pipeline.picture_results import Candidate, KeptPictures, MadePicture

if TYPE_CHECKING:
    from kit.publish.store.targets import WrittenFiles
#: The files of a picture, and its thumbnail.
_Files = tuple[tuple[EncodedFile, ...], EncodedFile | None]


#: Of how many kits the same picture is made before the next one is; a process has the makers of as many open.
TOGETHER = 20


class Maker:
    """Makes pictures of one project in one process; fonts and drawings are opened once."""

    def __init__(self, project: Project, files: WrittenFiles, cache: Cache | None, date: dt.datetime) -> None:
        """Take a project, where its files are put, and the date of pages; nothing is opened yet.

        Without a `cache` it is that of the project on the machine that the pictures are made on.
        """
        self.project = project
        self.files = files
        self.cache = NotingCache((cache or project_cache(project.root)).folder)
        self._given = cache
        self.date = date

    def __reduce__(self) -> tuple[type[Maker], tuple[object, ...]]:
        """Pickle for a worker, without what was opened."""
        return Maker, (self.project, self.files, self._given, self.date)

    def elsewhere(self) -> Maker:
        """Return what makes the same pictures on another machine, with the cache and without the folders there."""
        return Maker(self.project, self.files.elsewhere(), None, self.date)

    def close(self) -> None:
        """Let go of what was opened; it is opened again if it is needed."""
        for name in ("artboards", "composer", "kept_pictures"):
            self.__dict__.pop(name, None)

    @cached_property
    def kept_pictures(self) -> KeptPictures:
        """The pictures that earlier builds composed."""
        return KeptPictures(self.project, self.cache, self.rules_key)

    @cached_property
    def composer(self) -> Composer:
        """The composer of the pictures."""
        return Composer(self.project, self.cache)

    @cached_property
    def artboards(self) -> list[Artboard]:
        """The whole plan."""
        return plan(self.project)

    @cached_property
    def rules_key(self) -> str:
        """A key for the rules that are not applied."""
        return key_of(*sorted(self.off))

    @cached_property
    def off(self) -> frozenset[str]:
        """The names of the rules that are not applied."""
        return rules_off_in(self.project)

    def make_group(self, indices: Sequence[int], record: str = "") -> list[MadePicture]:
        """Return the result of each picture of a task by their indices; those that look the same are painted once.

        In an object store they are kept as a `record` with a name, if they have one.
        """
        by_language = groupby(indices, key=lambda index: self.artboards[index].language)
        made = [picture for _, alike in by_language for picture in self._make_alike(tuple(alike))]
        is_kept = record and all(picture.is_whole for picture in made)
        try:
            made[0].files = self.files.hand_over(
                record, packed(tuple(picture.result for picture in made)) if is_kept else None
            )
        except OutputError as error:
            made[0].unwritten = error
        return made

    def _make_alike(self, indices: Sequence[int]) -> list[MadePicture]:
        """Return the results of pictures in one language that may look the same."""
        made = {index: MadePicture(index) for index in indices}
        same_looking: dict[tuple[str, ...], list[tuple[MadePicture, Artwork]]] = defaultdict(list)
        candidates = {index: self._candidate(index) for index in indices}
        for picture in made.values():
            if self._made_before(picture, candidates[picture.index]):
                continue
            artwork = self._compose(picture, candidates[picture.index])
            if artwork is not None:
                same_looking[artwork.digest, *artwork.words].append((picture, artwork))
        for group in same_looking.values():
            self._paint(group)
            self._keep(group, candidates)
        next(iter(made.values())).entries = self.cache.take_noted()
        return list(made.values())

    def _candidate(self, index: int) -> Candidate | None:
        """Return the candidate for a cached picture; pictures in pseudo-copy are not cached."""
        return None if self.project.pseudo else self.kept_pictures.candidate(self.artboards[index], self.composer)

    def _made_before(self, made: MadePicture, candidate: Candidate | None) -> bool:
        """Write the files of a cached picture; tell whether all of them were in the cache."""
        cached = self.kept_pictures.find(candidate) if candidate else None
        if candidate is None or cached is None:
            return False
        request = self._request(candidate.picture)
        result = cached.result
        kept = render_task.kept(cached.digest, request, self.cache, images=result.images, effects=result.effects)
        if kept is None:
            return False
        made.attempted, made.result = True, replace(result, drawing=candidate.drawing)
        self._write(made, candidate.picture, cached.qr, kept)
        return True

    def _keep(self, group: Sequence[tuple[MadePicture, Artwork]], candidates: Mapping[int, Candidate | None]) -> None:
        """Cache pictures that were made."""
        for made, artwork in group:
            candidate = candidates[made.index]
            if candidate and made.result.assets and not artwork.picture.left_out:
                self.kept_pictures.keep(candidate, artwork, made.result)

    def _compose(self, made: MadePicture, candidate: Candidate | None) -> Artwork | None:
        """Return a composed and checked picture; None for one that should not be painted."""
        artboard, result, began = self.artboards[made.index], made.result, time.perf_counter()
        try:
            made.composed = True
            artwork = self.composer.compose(artboard, candidate.picture if candidate else None)
        except KitError as error:
            result.drawing, made.faults = self.composer.drawing_name(artboard), error.faults
            return None
        result.drawing = artwork.scene.drawing.name
        result.composed_findings = tuple(judge(artwork, self.off, rules_of_pictures(self.project)))
        made.seconds["compose"] = time.perf_counter() - began
        if not self._shown(result.composed_findings):
            return None
        made.attempted, result.images, result.effects = True, artwork.tree.has_images, artwork.tree.has_effects
        result.pairs = () if self.project.pseudo else tuple(role_pairs(artwork, self.project))
        return artwork

    def _shown(self, findings: Iterable[Finding]) -> bool:
        """Return whether to make a picture with findings; in pseudo-copy, every picture is made."""
        return self.project.pseudo is not None or all(finding.severity != "error" for finding in findings)

    def _paint(self, group: Sequence[tuple[MadePicture, Artwork]]) -> None:
        """Make the files of pictures that look the same."""
        first, artwork = group[0]
        outcome = self._render([artwork for _, artwork in group])
        if isinstance(outcome, Fault):
            for made, _ in group:
                made.faults = (outcome,)
            return
        first.painted, first.peak_bytes = outcome.painted, outcome.peak_bytes
        first.seconds |= outcome.seconds
        for (made, artwork), files in zip(group, outcome.files, strict=True):
            if isinstance(files, Fault):
                made.faults = (files,)
                continue
            made.result.pixel_findings = tuple(judge_measured(artwork, outcome.measured))
            if self._shown(made.result.pixel_findings):
                code = artwork.code.address if artwork.code else None
                self._write(made, artwork.picture, code, (files, outcome.thumbnail))

    def _render(self, artworks: Sequence[Artwork]) -> TaskResult | Fault:
        """Return the files of pictures that look the same, or why none can be made."""
        first = artworks[0]
        drawing, measure = first.scene.drawing.name, measurement_of(first, self.off)
        requests = tuple(self._request(artwork.picture) for artwork in artworks)
        task = RenderTask(first.tree, first.ground, drawing, first.digest, requests, self.cache, measure, first.parts)
        return render_task.render_or_fault(task)

    def _request(self, picture: Picture) -> EncodeRequest:
        placement = picture.placement
        rule = EncodeRule(placement.formats, placement.max_bytes, placement.full_colour)
        return EncodeRequest(rule, picture.description_inside, page_for(picture, self.date))

    def _write(self, made: MadePicture, picture: Picture, qr: str | None, kept: _Files) -> None:
        """Write the files of a picture, its thumbnail and the texts beside them; `qr` is the address in its QR code."""
        (files, small), path, about = kept, picture.path, picture.description
        result = made.result
        result.thumbnail = thumbnail_of(picture, small) if small else None
        try:
            if result.thumbnail and small and not self.files.has(result.thumbnail.path):
                self.files.put(result.thumbnail.path, small.data)
            for file in files:
                self.files.put(f"{path}.{file.extension}", file.data)
            for name, data in text_files(path, about):
                self.files.put(name, data)
        except (OSError, OutputError) as error:
            made.unwritten = error
            return
        result.assets = tuple(asset_entry(picture, str(result.drawing), qr, file, result.thumbnail) for file in files)


class Makers:
    """The makers of kits that are made together, by number; they read each drawing and each font once."""

    def __init__(self, makers: Sequence[Maker]) -> None:
        """Take the makers; nothing is opened yet."""
        self._makers = tuple(makers)
        self._prepared: set[int] = set()

    def __getstate__(self) -> tuple[Maker, ...]:
        """Pickle for a worker."""
        return self._makers

    def __setstate__(self, state: tuple[Maker, ...]) -> None:
        """Unpickle in a worker."""
        self._makers, self._prepared = state, set()

    def elsewhere(self) -> Makers:
        """Return what makes the same pictures on other machines."""
        return Makers([maker.elsewhere() for maker in self])

    def __iter__(self) -> Iterator[Maker]:
        """Yield the makers by their numbers."""
        return iter(self._makers)

    def __getitem__(self, kit: int) -> Maker:
        """Return the maker of a kit by its number."""
        maker, first = self._makers[kit], self._makers[0]
        if maker is not first and kit not in self._prepared:
            keep_for_several_kits()
            for done in [number for number in self._prepared if number <= kit - TOGETHER]:
                self._makers[done].close()
                self._prepared.remove(done)
            maker.composer.share_drawings(first.composer)
            maker.kept_pictures.share_inputs(first.kept_pictures)
            self._prepared.add(kit)
        return maker
