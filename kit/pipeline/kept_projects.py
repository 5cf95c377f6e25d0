"""Projects that were read without a fault, kept for the next command in a folder of the user's own.

Reading one takes longer than making a picture of it. It is kept with a digest of all that it was read from: the
generator, the bytes of YAML files and images, and the names of drawings and fonts. Where one of them is another, or
anything is wrong, it is read anew. There is one entry for each `kit.yaml`.
"""

from __future__ import annotations

import os
import pickle
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kit.content.catalogue import know_sentences, sentences
from kit.digests import digest_if_read
from kit.on_demand import on_demand
from kit.pipeline.own_cache import files_in, generator_now, own_folder
from kit.project.shipped import SHIPPED
from kit.store.cache import Cache

if TYPE_CHECKING:
    from kit.model.project import Project
    from kit.project import load
else:
    load = on_demand("kit.project.load")

#: Where drawings, palettes, fonts and translations lie in a project, and the first three in what is shipped.
_FOLDERS = ("templates/svg", "fonts", "locales")
#: The length of a digest.
_DIGEST = 32


def read_project(spec: Path) -> Project:
    """Return the project of a `kit.yaml`, as it was kept if nothing has changed. Raises SpecError with every fault."""
    folder = own_folder()
    if folder is None:
        return load.load_project(spec)
    cache, name, by = Cache(folder), sha256(os.fsencode(spec.absolute())).hexdigest(), _read_from(spec)
    entry = cache.get("projects", name) or b""
    found = _unpacked(entry[_DIGEST:]) if entry[:_DIGEST] == by else None
    if found:
        return found
    project = load.load_project(spec)
    if by == _read_from(spec):  # else a file was saved meanwhile: who knows which of the two was read
        cache.put("projects", name, by + _packed(project))
        cache.sweep()
    return project


def _packed(project: Project) -> bytes:
    languages = {campaign.kit.language for campaign in project.campaigns}
    return pickle.dumps((project, {tag: sentences(tag) for tag in sorted(languages)}), pickle.HIGHEST_PROTOCOL)


def _unpacked(entry: bytes) -> Project | None:
    """Return the project of an entry, whose words of the generator are known then; None where an image is another."""
    project, words = pickle.loads(entry)  # noqa: S301  (of a folder that no other user can write)
    found: Project = project
    for file, image in found.images.items():
        if (found.root / file).resolve() != image.path or digest_if_read(image.path) != image.sha256:
            return None
    for language, own in words.items():
        know_sentences(language, own)
    return found


def _read_from(spec: Path) -> bytes:
    """Return a digest of all that a project is read from, but its images."""
    places = [Path(place, folder) for place in (spec.resolve().parent, SHIPPED) for folder in _FOLDERS]
    files = [file for place in places for file in files_in(str(place.resolve()))]
    contents = [digest_if_read(Path(file)) if file.endswith(".yaml") else "" for file in files]
    named = [f"{file} {content}" for file, content in zip(files, contents, strict=True)]
    said = [*generator_now(), f"{spec.resolve()} {digest_if_read(spec)}", *named]
    return sha256(os.fsencode("\n".join(said))).digest()
