"""Find the two kits of a comparison: as they lie there, or built of a project in a temporary folder."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kit.content.summary import summarise
from kit.errors import Fault, KitError, SpecError
from kit.pipeline.building import build
from kit.pipeline.loading import SPEC, load
from kit.pipeline.revisions import write_revision
from kit.project.plan import plan
from kit.store import MANIFEST
from kit.store.manifest import manifest_of
from kit.store.opening import OpenedKit, open_kit

if TYPE_CHECKING:
    from kit.model.project import Project
    from kit.pipeline.building import Progress
    from kit.pipeline.result import Failure

_CACHE = Path("dist") / ".cache"


@dataclass(frozen=True, slots=True)
class Side:
    """One kit of a comparison: as it was asked for, where its files lie, and the project it was built of, if it was."""

    asked: str
    kit: OpenedKit
    project: Project | None = None
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class SideMaker:
    """Finds kits: `spec` is the project whose revisions are meant, `only` names the pictures, `jobs` workers build."""

    spec: Path
    only: tuple[str, ...]
    jobs: int

    def find(self, asked: str, folder: Path, progress: Progress) -> Side:
        """Return the kit of a path or a revision; what is built of it lies in a folder, which is new.

        A path counts before a revision of the same name. Raises ArchiveError for a kit that can't be read, SpecError
        for a project or a revision that can't.
        """
        path = Path(asked)
        if path.is_dir() and (path / MANIFEST).is_file():
            return Side(asked, open_kit(path))
        if path.is_dir() and not (path / SPEC).is_file():
            said = f"there is neither a {MANIFEST} nor a {SPEC} in {asked}"
            remedy = "name a kit's folder or zip, or the folder of a project"
            raise SpecError(Fault(said, None, remedy, code="nothing-to-compare"))
        if not path.exists():
            return self._revision(asked, folder, progress)
        if path.is_dir() or path.suffix in {".yaml", ".yml"}:
            return self._built(load(path), asked, folder, progress)
        return Side(asked, open_kit(path))

    def _revision(self, asked: str, folder: Path, progress: Progress) -> Side:
        project = self.spec if self.spec.is_dir() else self.spec.parent
        try:
            spec = write_revision(asked, project, folder / "project")
            side = self._built(load(spec), asked, folder, progress, cache=project.resolve() / _CACHE)
        except KitError as error:
            raise type(error)(*(_at(asked, fault) for fault in error.faults)) from error
        return side

    def _built(self, project: Project, asked: str, folder: Path, progress: Progress, cache: Path | None = None) -> Side:
        """Return the kit of a project, built with the cache of another build, so that little is painted."""
        out = folder / "dist"
        out.mkdir(parents=True)
        _share(cache or project.root / _CACHE, out / ".cache")
        if not plan(project, *self.only):
            return Side(asked, OpenedKit(manifest_of(summarise(project.campaign, project.placements), ()), {}), project)
        result = build(project, out, only=self.only, jobs=self.jobs, progress=progress)
        return Side(asked, open_kit(result.folder), project, result.failures)


def _share(cache: Path, link: Path) -> None:
    """Let a build use the cache of another folder; where that can't be, it has one of its own."""
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        link.symlink_to(cache.resolve(), target_is_directory=True)


def _at(revision: str, fault: Fault) -> Fault:
    """Return a fault whose place names the revision, as git writes it: `v1.0.0:kit.yaml`."""
    mark = fault.mark
    if mark is None or mark.file.startswith(f"{revision}:"):
        return fault
    return replace(fault, mark=replace(mark, file=f"{revision}:{mark.file}"))
