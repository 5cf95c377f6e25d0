"""Find the two kits of a comparison: existing ones, or built from a project in a temporary folder."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.entries import Cache
from kit.base.errors import Fault, KitError, SpecError
from kit.model.artwork import PictureId
from kit.model.project import Project
from kit.project.folders import SPEC
from kit.project.plan import plan, require_sound
from kit.publish.store.contents import MANIFEST
from kit.publish.store.manifest_file import manifest_of
from kit.publish.store.opening import OpenedKit, open_kit, require_listed
from kit.run.jobs.pool import InPool
from kit.run.pipeline.build_result import Failure, broken_languages, why_held_back
from kit.run.pipeline.building import Progress, build_some
from kit.run.pipeline.loading import asked_languages, in_kit_of, spec_at
from kit.run.pipeline.open_project import summary_of
from kit.run.pipeline.project_cache import read_anew, read_project
from kit.tools.comparison.revisions import write_revision

#: What can only be a revision, so that no folder in a repository can take its place.
_ONLY_REVISION = re.compile(r"(?:HEAD|@)|(?:refs|heads|tags|remotes)/.+|(?!\.{1,2}/).*[~^](?:\d*|\{\w*\})")


@dataclass(frozen=True, slots=True)
class Side:
    """One kit of a comparison: the name it was given by, its files, and the project it was built from, if any.

    `unmade` are pictures of the project that were not built, because the other side has the same. `left_out` says why
    languages with an error are not in it, and messages in one, as TAG/MESSAGE.
    """

    asked: str
    kit: OpenedKit
    project: Project | None = None
    failures: tuple[Failure, ...] = ()
    unmade: int = 0
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> frozenset[str]:
        """The languages of its pictures."""
        return frozenset(asset.language for asset in self.kit.manifest.assets)

    @property
    def own_language(self) -> str:
        """The language of `kit.yaml`."""
        return self.kit.manifest.kit.language


@dataclass(frozen=True, slots=True)
class FoundProject:
    """A project to build: the name it was given by, the folder to build in, and its cache.

    If it is a revision, its faults name that. `left_out` says why languages with an error are not in the project, and
    messages in one, as TAG/MESSAGE.
    """

    asked: str
    project: Project
    folder: Path
    cache: Cache
    is_revision: bool = False
    left_out: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the project."""
        return self.project.languages

    @property
    def own_language(self) -> str:
        """The language of `kit.yaml`."""
        return self.project.campaign.kit.language

    def without(self, languages: Collection[str]) -> FoundProject:
        """Return the project without some languages, which the other side does not have because of an error."""
        return replace(self, project=self.project.without(languages))


@dataclass(frozen=True, slots=True)
class SideMaker:
    """Finds kits: `spec` is the project for revisions, `only` selects pictures, `jobs` is the number of workers.

    With the id of a `partner` a project is that of the partner's kit. Only the `languages` that are asked for are read;
    None are those of the pictures.
    """

    spec: Path
    only: tuple[str, ...]
    jobs: int
    partner: str | None = None
    languages: Collection[str] | None = None

    def wanted(self, project: Project) -> Collection[str]:
        """Return the languages that are compared, of which a project may lack some."""
        return asked_languages(project, self.languages, self.only)

    def find(self, asked: str, folder: Path) -> Side | FoundProject:
        """Return the kit of a path, or the project of a path or a revision, with its files in a new folder.

        A path takes precedence over a branch or tag of the same name, but not over what can only be a revision. Raises
        ArchiveError for a kit that can't be read, SpecError for a project or a revision that can't.
        """
        path = Path(asked)
        if not asked.strip():
            message, remedy = "an empty name can't be compared", "name a kit, a project or a revision"
            raise SpecError(Fault(message, None, remedy, code="nothing-to-compare"))
        if _ONLY_REVISION.fullmatch(asked) and not path.is_absolute():
            return self._revision(asked, folder)
        if path.is_dir() and (path / MANIFEST).is_file():
            return _given(asked)
        if path.is_dir() and not (path / SPEC).is_file():
            message = f"there is neither a {MANIFEST} nor a {SPEC} in {asked}"
            remedy = "name a kit's folder or zip, or the folder of a project"
            raise SpecError(Fault(message, None, remedy, code="nothing-to-compare"))
        if not path.exists():
            return self._revision(asked, folder)
        if path.is_dir() or path.suffix in {".yaml", ".yml"}:
            project = self._of_kit(read_project(spec_at(path), self.wanted))
            return self._found(FoundProject(asked, project, folder, project_cache(project.root)))
        return _given(asked)

    def _revision(self, asked: str, folder: Path) -> FoundProject:
        project, spec = (self.spec, SPEC) if self.spec.is_dir() else (self.spec.parent, self.spec.name)
        with _named(asked):
            written = write_revision(asked, project, folder / "project", spec=spec, partner=self.partner)
            found = self._of_kit(read_anew(written, self.wanted), asked)
            return self._found(FoundProject(asked, found, folder, project_cache(project), is_revision=True))

    def _of_kit(self, read: Project, revision: str = "") -> Project:
        """Return a project, or that of a revision, as that of the kit and the languages that are compared."""
        try:
            return in_kit_of(read.without({*read.languages}.difference(self.wanted(read))), self.partner)
        except SpecError as error:
            if not revision:
                raise
            raise SpecError(*(_in_revision(fault, revision) for fault in error.faults)) from error

    def _found(self, found: FoundProject) -> FoundProject:
        """Return a project without the languages that have an error. Raises SpecError if one of them is asked for."""
        if self.only:
            require_sound(found.project, self.only)
        place = f"{found.asked}:" if found.is_revision else ""
        left_out = {language.language: f"{place}{language.reason}" for language in broken_languages(found.project)}
        held_back = _held_back(why_held_back(found.project.held_back), place)
        return replace(found.without(left_out), left_out={**left_out, **held_back})

    def made(self, found: FoundProject, alike: Collection[PictureId], progress: Progress) -> Side:
        """Return the kit of a project, built with its cache, without the pictures that both sides share."""
        project, out = found.project, found.folder / "dist"
        out.mkdir(parents=True)
        planned = plan(project, *self.only)
        wanted = [artboard for artboard in planned if artboard.id not in alike]
        unmade = len(planned) - len(wanted)
        if not wanted:
            kit = OpenedKit(manifest_of(summary_of(project), ()), {})
            return Side(found.asked, kit, project, unmade=unmade, left_out=found.left_out)
        with _named(found.asked if found.is_revision else ""):
            result = build_some(project, out, wanted, executor=InPool(self.jobs), progress=progress, cache=found.cache)
        return Side(found.asked, open_kit(result.folder), project, result.failures, unmade, found.left_out)


def _given(asked: str) -> Side:
    """Return an untrusted kit, once each picture and its words are checked against its manifest."""
    kit = open_kit(Path(asked))
    require_listed(kit, Path(asked))
    manifest = kit.manifest
    return Side(asked, kit, left_out={**(manifest.left_out or {}), **_held_back(manifest.held_back or {})})


def _held_back(reasons: Mapping[str, Mapping[str, str]], place: str = "") -> dict[str, str]:
    """Return why messages are held back, as TAG/MESSAGE; the place of each is in a revision, if that is given."""
    return {f"{tag}/{id_}": f"{place}{why}" for tag, messages in reasons.items() for id_, why in messages.items()}


@contextmanager
def _named(revision: str) -> Iterator[None]:
    """Name a revision, if given, in the places of faults."""
    try:
        yield
    except KitError as error:
        if not revision:
            raise
        raise type(error)(*(_at(revision, fault) for fault in error.faults)) from error


def _in_revision(fault: Fault, revision: str) -> Fault:
    """Return a fault without a place, as of a partner that was none yet, whose message names the revision."""
    return fault if fault.mark else replace(fault, message=f"{fault.message} at '{revision}'")


def _at(revision: str, fault: Fault) -> Fault:
    """Return a fault whose place names the revision as git does: `v1.0.0:kit.yaml`."""
    mark = fault.mark
    if mark is None or mark.file.startswith(f"{revision}:"):
        return fault
    return replace(fault, mark=replace(mark, file=f"{revision}:{mark.file}"))
