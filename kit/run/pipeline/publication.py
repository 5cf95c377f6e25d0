"""Publish what was made of a kit: its documents, its manifest and its folder, or that of an incomplete one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from kit.base.cache.eviction import remove_outdated_cache
from kit.base.real_paths import ChosenPath
from kit.model.asset import Asset, Thumbnail
from kit.model.manifest import MoreEntry
from kit.model.project import HeldBack, Project
from kit.publish.gallery import gallery_files
from kit.publish.store.contents import MANIFEST, REPORT, SUMS, format_sums
from kit.publish.store.manifest_file import built_languages, format_manifest, manifest_of, sums_of
from kit.publish.store.opening import files_of
from kit.publish.store.staging import INCOMPLETE, PARTIAL
from kit.publish.store.targets import KitTarget
from kit.run.pipeline.build_result import (
    BuildResult,
    Judgements,
    LeftOut,
    broken_languages,
    report_json,
    take_left_out,
    why_held_back,
)
from kit.run.pipeline.kept import KeptWords
from kit.run.pipeline.more_files import MoreMaker, languages_with_page
from kit.run.pipeline.open_project import has_bitmap_logo, summary_of, with_state
from kit.run.pipeline.picture_results import PictureResult


@dataclass(slots=True)
class Collected:
    """What was made of the pictures of a kit, and what was found in them.

    `with_images` and `with_effects` are the paths of those files whose pictures have images, or effects.
    """

    judged: Judgements = field(default_factory=Judgements)
    assets: list[Asset] = field(default_factory=list)
    thumbnails: list[Thumbnail] = field(default_factory=list)
    with_images: set[str] = field(default_factory=set)
    with_effects: set[str] = field(default_factory=set)
    composed: int = 0
    painted: int = 0
    peak_bytes: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def take(self, result: PictureResult) -> None:
        """Take the files of a picture."""
        paths = [asset.path for asset in result.assets]
        self.assets += result.assets
        self.thumbnails += [result.thumbnail] if paths and result.thumbnail else []
        self.with_images.update(paths if result.images else ())
        self.with_effects.update(paths if result.effects else ())


@dataclass(slots=True)
class Publication:
    """The publication of one kit: into a target, with its pages by language, and the words that are kept."""

    project: Project
    target: KitTarget
    made: Collected
    pages: Mapping[str, MoreEntry]
    words: KeptWords
    _manifest: str = ""

    def publish(self, out: ChosenPath, *, partial: bool) -> BuildResult:
        """Write the documents and publish: the kit, or the folder of an incomplete one, in the folder of kits.

        The time that it `took` is not known here. Raises OSError and OutputError if that can't be written.
        """
        left_out = broken_languages(self.project) if partial else self._leave_out()
        gone = {language.language for language in left_out}
        held_back = tuple(message for message in self.project.held_back if message.language not in gone)
        name = self._folder(partial=partial)
        published = name == self.project.kit_name
        self._write_documents(left_out, held_back)
        before = self.target.languages_before(name, self._manifest) if published else set()
        kept = self.target.publish(name, whole=published)
        remove_outdated_cache(out.real)
        made, built = self.made, built_languages(self.made.assets)
        return BuildResult(
            folder=out.shown / name,
            assets=tuple(made.assets),
            failures=tuple(made.judged.failures),
            warnings=tuple(made.judged.warnings),
            composed=made.composed,
            painted=made.painted,
            seconds=made.seconds,
            took=0.0,
            peak_bytes=made.peak_bytes,
            published=published,
            stored=self.target.address(name) if published else "",
            kept=tuple(kept),
            pseudo=self.project.pseudo,
            left_out=left_out,
            held_back=held_back,
            languages=built,
            unbuilt=self.project.not_asked_for,
            gone=tuple(sorted(before - {*built})),
        )

    def _leave_out(self) -> tuple[LeftOut, ...]:
        """Return the languages that have errors, whose pictures are removed."""
        made = self.made
        left_out = take_left_out(self.project, made.judged, built_languages(made.assets))
        gone = {language.language for language in left_out}
        kept = [asset for asset in made.assets if asset.language not in gone]
        self.target.remove(files_of(made.assets) - files_of(kept))
        made.assets, used = kept, {asset.thumbnail for asset in kept}
        made.thumbnails = [thumbnail for thumbnail in made.thumbnails if thumbnail.path in used]
        return left_out

    def _folder(self, *, partial: bool) -> str:
        """Return the name of the output folder: the kit's only if the kit is complete."""
        if self.project.pseudo:
            return self.project.campaign.kit.name
        return INCOMPLETE if self.made.judged.failures else PARTIAL if partial else self.project.kit_name

    def _write_documents(self, left_out: Sequence[LeftOut], held_back: Sequence[HeldBack]) -> None:
        """Write the files of a kit besides its pictures, the checksums last."""
        reasons = {language.language: language.reason for language in left_out}
        made = self.made
        made.assets = [with_state(asset, self.project) for asset in made.assets]
        paths = {asset.path for asset in made.assets}
        project = self.project.without(reasons)
        summary = summary_of(project)
        read = self.target.files.get
        more = MoreMaker(project, summary, made.assets, lambda asset: read(asset.path, asset.sha256)).files()
        more |= self._pages_of_built()
        manifest = manifest_of(
            summary,
            made.assets,
            made.thumbnails,
            images=has_bitmap_logo(project) or not paths.isdisjoint(made.with_images),
            effects=not paths.isdisjoint(made.with_effects),
            more=more,
            declared=self.project.languages,
            left_out=reasons,
            held_back=why_held_back(held_back),
        )
        self._manifest = self._written(MANIFEST, format_manifest(manifest))
        documents = gallery_files(manifest, self.words.documents)
        if made.judged.failures:
            documents[REPORT] = report_json(made.judged.failures)
        digests = {MANIFEST: self._manifest, **{name: self._written(name, data) for name, data in documents.items()}}
        documents.clear()
        for entry, data in more.items():
            if data is not None:
                self.target.write(entry.path, data)
        files = sums_of(made.assets, [*made.thumbnails, *more])
        self.target.write(SUMS, format_sums({**{name: its.sha256 for name, its in files.items()}, **digests}))

    def _written(self, name: str, data: bytes) -> str:
        """Write a document; return its sha256."""
        self.target.write(name, data)
        return sha256(data).hexdigest()

    def _pages_of_built(self) -> dict[MoreEntry, None]:
        """Return the entries of the pages in the languages of the kit; other pages are removed."""
        wanted = languages_with_page(self.project, built_languages(self.made.assets))
        self.target.remove(entry.path for tag, entry in self.pages.items() if tag not in wanted)
        return dict.fromkeys(self.pages[tag] for tag in wanted if tag in self.pages)
