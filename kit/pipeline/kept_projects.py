"""Projects that were read without a fault, kept for the next command.

Reading one takes longer than making a picture of it. It is kept with a digest of all that it was read from: the
generator, the bytes of YAML files and images, and the names of drawings and fonts. Where one of them is another, or
anything is wrong, it is read anew. There is one entry for each `kit.yaml`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.cache.entries import key_of
from kit.cache.folder import project_cache
from kit.cache.generator import files_in, generator_at_a_glance
from kit.content.catalogue import know_sentences, sentences
from kit.digests import digest_if_read
from kit.on_demand import on_demand
from kit.project.as_data import ProjectData, from_data, is_text, to_data
from kit.project.shipped import SHIPPED

if TYPE_CHECKING:
    from kit.model.project import Project
    from kit.project import load
else:
    load = on_demand("kit.project.load")

#: Where drawings, palettes, fonts and translations lie in a project, and the first three in what is shipped.
_FOLDERS = ("templates/svg", "fonts", "locales")
_KIND = "project"


@dataclass(frozen=True, slots=True)
class _KeptProject:
    """A project, a digest of all that it was read from, and the sentences of the generator in its languages."""

    read_from: str
    project: ProjectData
    sentences: dict[str, dict[str, Any]]


def read_project(spec: Path) -> Project:
    """Return the project of a `kit.yaml`, as it was kept if nothing has changed.

    Raises SpecError with every fault, OutputError where KIT_CACHE names a folder in the project.
    """
    root = spec.resolve().parent
    cache = project_cache(root)
    if cache.folder is None:
        return load.load_project(spec)
    key, by = sha256(os.fsencode(spec.absolute())).hexdigest(), _read_from(spec)
    found = _project(cache.value(_KIND, key, _KeptProject), by)
    if found and found.root == root and _has_same_images(found):
        return found
    project = load.load_project(spec)
    if by == _read_from(spec):  # else a file was saved meanwhile: who knows which of the two was read
        languages = {campaign.kit.language for campaign in project.campaigns}
        words = {tag: sentences(tag) for tag in sorted(languages)}
        cache.keep(_KIND, key, _KeptProject(by, to_data(project), words))
    return project


def _project(kept: _KeptProject | None, by: str) -> Project | None:
    """Return the project that is kept, whose sentences of the generator are known then.

    None where it was read from something else, or something of it is of another shape.
    """
    if kept is None or kept.read_from != by or not is_text(kept.sentences):
        return None
    project = from_data(kept.project)
    for language, own in kept.sentences.items() if project else ():
        know_sentences(language, own)
    return project


def _has_same_images(project: Project) -> bool:
    """Tell whether every photo and logo of a project that was kept is the same file as before."""
    return all(
        (project.root / file).resolve() == image.path and digest_if_read(image.path) == image.sha256
        for file, image in project.images.items()
    )


def _read_from(spec: Path) -> str:
    """Return a digest of all that a project is read from, but its images."""
    places = [Path(place, folder) for place in (spec.resolve().parent, SHIPPED) for folder in _FOLDERS]
    files = [file for place in places for file in files_in(str(place.resolve()))]
    contents = [digest_if_read(Path(file)) if file.endswith(".yaml") else "" for file in files]
    named = [f"{file} {content}" for file, content in zip(files, contents, strict=True)]
    return key_of(generator_at_a_glance(), f"{spec.resolve()} {digest_if_read(spec)}", *named)
