"""Read a project in a worker of its own, which keeps it: what was not changed is not read again."""

from __future__ import annotations

import os
import pickle
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.checks import rules_off
from kit.content import turned_off
from kit.digests import digest_of
from kit.errors import KitError
from kit.preview.values import Entry, Held, Read, ReadProject
from kit.project import load_project
from kit.project.plan import plan
from kit.project.shipped import SHIPPED
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kit.geometry import Size
    from kit.model.artwork import Artboard
    from kit.model.project import Project
    from kit.preview.values import ReadTask

#: Shapes by the least proportion, width to height, that has each.
_SHAPES = ((2.4, "strip"), (1.1, "wide"), (0.9, "square"), (0.65, "tall"), (0.0, "story"))
#: Folders of a project whose files are part of it, in the order in which they are looked in.
FOLDERS = ("templates/svg", "fonts", "locales")


class _LastRead:
    """What was read last in this process, and the digest of all that it was read from."""

    digest = ""
    reading: ReadProject | None = None


def read(task: ReadTask) -> Read:
    """Return the project that lies in a folder now, or what is wrong with it."""
    spec = task.spec
    images = _LastRead.reading.folders if _LastRead.reading else ()
    pulse, digest = _digests(spec, images)
    if _LastRead.reading is None or _LastRead.digest != digest:
        try:
            with system_errors_told("the project was read"):
                project = load_project(spec)
            rules_off(turned_off(project.campaign))
        except KitError as error:
            _LastRead.reading = None
            return Read(pulse, faults=error.faults)
        _LastRead.reading = _reading(project)
        if images != _LastRead.reading.folders:
            pulse, digest = _digests(spec, _LastRead.reading.folders)
        _LastRead.digest = digest
    return Read(pulse, None if _LastRead.reading.held.key == task.known else _LastRead.reading)


def watched(spec: Path) -> list[Path]:
    """Return the folders in which the files of a project lie, its own and the shipped ones, whether they exist."""
    root = spec.resolve().parent
    return [root / FOLDERS[0], root / FOLDERS[1], root / FOLDERS[2], SHIPPED / FOLDERS[0], SHIPPED / FOLDERS[1]]


def _reading(project: Project) -> ReadProject:
    artboards = plan(project)
    entries = tuple(map(_entry, artboards))  # before the project is pickled: layouts are read when they are used
    pickled = pickle.dumps(project)
    folders = sorted({image.path.parent for image in project.images.values()})
    held = Held(sha256(pickled).hexdigest(), pickled)
    return ReadProject(held, project.campaign.kit.title, entries, tuple(folders))


def _entry(artboard: Artboard) -> Entry:
    placement = artboard.placement
    return Entry(
        id=artboard.path,
        name=str(artboard),
        message=artboard.message.id,
        layout=artboard.layout,
        placement=placement.id,
        role=placement.role,
        shape=_shape(placement.canvas),
        language=artboard.language,
        theme=artboard.theme,
        size=placement.size,
        shown_width=placement.shown_width,
    )


def _shape(size: Size) -> str:
    return next(name for least, name in _SHAPES if size.aspect >= least)


def _digests(spec: Path, images: Iterable[Path]) -> tuple[str, str]:
    """Return digests of every file of a project, and of all that it is read from.

    That is the bytes of YAML files and images, and the names of drawings and fonts.
    """
    found = sorted({path for folder in watched(spec) for path in _files(folder)})
    pictures = {str(path) for folder in images for path in folder.glob("*") if path.is_file()}
    contents = {path: _content(path) for path in (str(spec), *found, *sorted(pictures))}
    read = [path in pictures or path.endswith(".yaml") for path in contents]
    named = [f"{path} {content if by else ''}" for (path, content), by in zip(contents.items(), read, strict=True)]
    return _of(f"{path} {content}" for path, content in contents.items()), _of(named)


def _of(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    """Yield the path of every file in a folder and those below it; as text, which is found and sorted in less time."""
    for place, _, names in os.walk(folder):
        yield from (f"{place}{os.sep}{name}" for name in names)


def _content(path: str) -> str:
    """Return the digest of a file; nothing of one that can't be read."""
    try:
        return digest_of(path)
    except OSError:
        return ""
