"""Make pictures in a worker: compose, check, paint and encode them, and write their files into the staging folder.

What a worker needs of a build is sent once; a task names pictures by their indices in the plan, and the result is
small: manifest entries and findings.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from kit.base.cache.entries import NotingCache, key_of
from kit.base.errors import Fault, KitError, OutputError
from kit.compose import Composer
from kit.compose.content import role_pairs
from kit.judge import judge, judge_measured, measurement_of
from kit.model.asset import EncodeRule
from kit.paint.grounds import keep_for_several_kits
from kit.project.plan import plan
from kit.publish.store.manifest_file import asset_entry, thumbnail_of
from kit.run.jobs import EncodeRequest, RenderTask, TaskResult, render_task
from kit.run.pipeline.build_result import rules_of_pictures
from kit.run.pipeline.open_project import page_for, rules_off_in
from kit.run.pipeline.picture_cache import Found, KeptPictures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.base.cache.entries import Cache
    from kit.model.artwork import Artboard, Artwork
    from kit.model.asset import Asset, EncodedFile, Thumbnail
    from kit.model.finding import Finding
    from kit.model.picture import Picture
    from kit.model.project import Project
    from kit.model.review import RolePair
    from kit.publish.store.targets import WrittenFiles
    from kit.run.pipeline.build_tasks import PictureTask, SharedTask
    from kit.run.pipeline.picture_cache import Candidate

    #: The files of a picture, and its thumbnail.
    _Files = tuple[tuple[EncodedFile, ...], EncodedFile | None]


#: Of how many kits the same picture is made before the next one is; a process has the makers of as many open.
TOGETHER = 20


@dataclass(slots=True)
class MadePicture:
    """The result of a picture, with its index in the plan.

    `drawing` is None if a drawing to choose from can't be read; `faults` say why it could not be made at all. Files are
    `attempted` if none of the `composed_findings` forbids it. A cached picture is not `composed`, and one that looks
    the same as another of its task is not `painted`. `effects` is set if another engine painted some of its groups.
    `unwritten` is the error that stopped the writing of its files. `linked` is set if they are those of the last kit,
    and nothing was looked at but their sums. `entries` are the names of what was used of the cache, for it or another
    picture of its task. `files` are those of its task that are still to be written, if it was made elsewhere.
    """

    index: int
    drawing: str | None = None
    faults: tuple[Fault, ...] = ()
    composed_findings: tuple[Finding, ...] = ()
    pixel_findings: tuple[Finding, ...] = ()
    pairs: tuple[RolePair, ...] = ()
    assets: tuple[Asset, ...] = ()
    thumbnail: Thumbnail | None = None
    attempted: bool = False
    effects: bool = False
    composed: bool = False
    painted: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    peak_bytes: int = 0
    unwritten: OSError | OutputError | None = None
    linked: bool = False
    entries: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)


class Maker:
    """Makes pictures of one project in one process; fonts and drawings are opened once."""

    def __init__(self, project: Project, files: WrittenFiles, cache: Cache, date: dt.datetime) -> None:
        """Take a project, where its files are put, its cache, and the date of pages; nothing is opened yet."""
        self.project = project
        self.files = files
        self.cache = NotingCache(cache.folder)
        self.date = date
        self.rules_key = key_of(*sorted(self.off))

    def __getstate__(self) -> tuple[object, ...]:
        """Pickle for a worker, without what was opened."""
        return self.project, self.files, self.cache, self.date, self.rules_key

    def __setstate__(self, state: tuple[Project, WrittenFiles, NotingCache, dt.datetime, str]) -> None:
        """Unpickle in a worker."""
        self.project, self.files, self.cache, self.date, self.rules_key = state

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
    def off(self) -> frozenset[str]:
        """The names of the rules that are not applied."""
        return rules_off_in(self.project)

    def make_group(self, task: PictureTask) -> list[MadePicture]:
        """Return the result of each picture of a task; those that look the same are painted once."""
        by_language = groupby(task.indices, key=lambda index: self.artboards[index].language)
        return [made for _, indices in by_language for made in self._make_alike(tuple(indices))]

    def _make_alike(self, indices: Sequence[int]) -> list[MadePicture]:
        """Return the results of pictures in one language that may look the same."""
        made = {index: MadePicture(index) for index in indices}
        same_looking: dict[tuple[str, ...], list[tuple[MadePicture, Artwork]]] = defaultdict(list)
        candidates = {index: self._candidate(index) for index in indices}
        for one in made.values():
            if self._made_before(one, candidates[one.index]):
                continue
            artwork = self._compose(one, candidates[one.index])
            if artwork is not None:
                same_looking[artwork.digest, *artwork.words].append((one, artwork))
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
        found = self.kept_pictures.find(candidate) if candidate else None
        if candidate is None or found is None:
            return False
        request = self._request(candidate.picture)
        kept = render_task.kept(found.digest, request, self.cache, has_parts=found.has_parts, effects=found.effects)
        if kept is None:
            return False
        made.attempted = True
        made.drawing, made.pairs, made.effects = candidate.drawing, found.pairs, found.effects
        made.composed_findings, made.pixel_findings = found.found
        self._write(made, candidate.picture, found.qr, kept)
        return True

    def _keep(self, group: Sequence[tuple[MadePicture, Artwork]], candidates: Mapping[int, Candidate | None]) -> None:
        """Cache pictures that were made."""
        for made, artwork in group:
            candidate = candidates[made.index]
            if candidate and made.assets and not artwork.picture.left_out:
                found = Found(made.composed_findings, made.pixel_findings)
                self.kept_pictures.keep(candidate, artwork, made.pairs, found)

    def _compose(self, made: MadePicture, candidate: Candidate | None) -> Artwork | None:
        """Return a composed and checked picture; None for one that should not be painted."""
        artboard, began = self.artboards[made.index], time.perf_counter()
        try:
            made.composed = True
            artwork = self.composer.compose(artboard, candidate.picture if candidate else None)
        except KitError as error:
            made.drawing, made.faults = self.composer.drawing_name(artboard), error.faults
            return None
        made.drawing = artwork.scene.drawing.name
        made.composed_findings = tuple(judge(artwork, self.off, rules_of_pictures(self.project)))
        made.seconds["compose"] = time.perf_counter() - began
        if not self._shown(made.composed_findings):
            return None
        made.attempted, made.effects = True, artwork.tree.has_effects
        made.pairs = () if self.project.pseudo else tuple(role_pairs(artwork, self.project))
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
            made.pixel_findings = tuple(judge_measured(artwork, outcome.measured))
            if self._shown(made.pixel_findings):
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
        made.thumbnail = thumbnail_of(picture, small) if small else None
        try:
            if made.thumbnail and small and not self.files.has(made.thumbnail.path):
                self.files.put(made.thumbnail.path, small.data)
            for file in files:
                self.files.put(f"{path}.{file.extension}", file.data)
            self.files.put(f"{path}.caption.txt", f"{about.caption}\n".encode())
            self.files.put(f"{path}.alt.txt", f"{about.alt}\n".encode())
        except (OSError, OutputError) as error:
            made.unwritten = error
            return
        made.assets = tuple(asset_entry(picture, str(made.drawing), qr, file, made.thumbnail) for file in files)


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

    def __iter__(self) -> Iterator[Maker]:
        """Yield the makers by their numbers."""
        return iter(self._makers)

    def __getitem__(self, kit: int) -> Maker:
        """Return the maker of a kit by its number."""
        maker, first = self._makers[kit], self._makers[0]
        if maker is not first and kit not in self._prepared:
            keep_for_several_kits()
            for done in [one for one in self._prepared if one <= kit - TOGETHER]:
                self._makers[done].close()
                self._prepared.remove(done)
            maker.composer.share_drawings(first.composer)
            maker.kept_pictures.share_inputs(first.kept_pictures)
            self._prepared.add(kit)
        return maker


def run_task(task: SharedTask, makers: Makers) -> list[list[MadePicture]]:
    """Return the results of each part of a task."""
    return [makers[part.kit].make_group(part) for part in task.tasks]
