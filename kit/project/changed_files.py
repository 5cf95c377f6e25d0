"""Drawings, fonts, photos and logos that differ between two projects, each with the pictures that it may concern."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.model.comparison import Cause, ProjectChange, Scope
from kit.model.message_picture import used_layouts
from kit.project.change_scopes import SHOWN
from kit.project.entry_users import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.comparison import Status
    from kit.model.project import Project

    #: The digest of each file by its path from the folder of the project.
    Digests = Mapping[str, str]

_DRAWINGS, _FONTS = "templates/svg/", "fonts/"


def file_changes(old: Project, new: Project) -> Iterator[ProjectChange]:
    """Yield each file that two projects use and that holds other bytes, or that only one of them uses."""
    both = sorted({*used_layouts(old.campaign)} & {*used_layouts(new.campaign)})
    for name, status in _differing(_drawings(old, both), _drawings(new, both)):
        drawing = name.removeprefix(_DRAWINGS)
        yield ProjectChange(Cause("file", name, status=status), Scope(SHOWN, drawings=frozenset({drawing})))
    for name, status in _differing(_images(old), _images(new)):
        yield ProjectChange(Cause("file", name, status=status), Scope(SHOWN, messages=_users(name, old, new)))
    for name, status in _differing(_fonts(old), _fonts(new)):
        yield ProjectChange(Cause("file", name, status=status), Scope(SHOWN))


def _differing(old: Digests, new: Digests) -> Iterator[tuple[str, Status]]:
    """Yield the name of each file that differs, and how."""
    for name in sorted({*old, *new}):
        if name not in old:
            yield name, "added"
        elif name not in new:
            yield name, "removed"
        elif old[name] != new[name]:
            yield name, "changed"


def _drawings(project: Project, layouts: list[str]) -> Digests:
    paths = (path for name in layouts for path in project.layouts[name].drawings.values())
    return {f"{_DRAWINGS}{path.parent.name}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in paths}


def _fonts(project: Project) -> Digests:
    faces = {face.file for family in project.campaign.families.values() for face in family.faces}
    paths = {face: project.font(face) for face in sorted(faces)}
    return {f"{_FONTS}{face}": sha256(path.read_bytes()).hexdigest() for face, path in paths.items() if path.is_file()}


def _images(project: Project) -> Digests:
    return {name: image.sha256 for name, image in project.images.items()}


def _users(image: str, old: Project, new: Project) -> frozenset[str] | None:
    """Return the messages that name an image in either project; None for the logo of the kit, which all show."""
    found: set[str] = set()
    for project in (old, new):
        content = project.campaign.document.value
        if image in named_in(content["kit"]):
            return None
        found |= {id_ for id_, value in content["messages"].items() if image in named_in(value)}
    return frozenset(found)
