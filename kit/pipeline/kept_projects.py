"""Projects that were read without a fault, kept for the next command in a folder of the user's own.

Reading one takes longer than making a picture of it. It is kept with a digest of all that it was read from: the
generator, the bytes of YAML files and images, and the names of drawings and fonts. Where one of them is another, or
anything is wrong, it is read anew. There is one entry for each `kit.yaml`.
"""

from __future__ import annotations

import os
import pickle
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kit.content.catalogue import know_sentences, sentences
from kit.digests import digest_if_read
from kit.on_demand import on_demand
from kit.project.shipped import SHIPPED
from kit.store.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.project import Project
    from kit.project import load
else:
    load = on_demand("kit.project.load")

_PACKAGE = Path(__file__).parents[1]
#: Where drawings, palettes, fonts and translations lie in a project, and the first three in what is shipped.
_FOLDERS = ("templates/svg", "fonts", "locales")
#: Names the folder to keep projects in, or none if it is empty; else they are in one of this name among other caches.
_VARIABLE, _FOLDER = "KIT_CACHE", "child-safety-first-kit"
#: How deep folders are looked into; links may lead in a circle.
_MOST_DEPTH = 6
#: The length of a digest, and who may write a folder besides its owner.
_DIGEST, _OTHERS = 32, 0o022


def read_project(spec: Path) -> Project:
    """Return the project of a `kit.yaml`, as it was kept if nothing has changed. Raises SpecError with every fault."""
    folder = _own_folder()
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


def _own_folder() -> Path | None:
    """Return the folder of what is kept, which is made; None where there is none that only its user can write."""
    asked = os.environ.get(_VARIABLE)
    if asked == "":
        return None
    try:
        folder = Path(asked).absolute() if asked else _caches() / _FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # a full disk, or a user without a home
        return None
    if os.name == "nt":
        return folder
    return folder if found.st_uid == os.geteuid() and not found.st_mode & _OTHERS else None


def _caches() -> Path:
    """Return the folder in which programs of a user keep such things. Raises RuntimeError for a user without a home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"


def _read_from(spec: Path) -> bytes:
    """Return a digest of all that a project is read from, but its images."""
    places = [Path(place, folder) for place in (spec.resolve().parent, SHIPPED) for folder in _FOLDERS]
    files = [file for place in places for file in _files(str(place.resolve()), _MOST_DEPTH)]
    contents = [digest_if_read(Path(file)) if file.endswith(".yaml") else "" for file in files]
    named = [f"{file} {content}" for file, content in zip(files, contents, strict=True)]
    said = [*generator_now(), f"{spec.resolve()} {digest_if_read(spec)}", *named]
    return sha256(os.fsencode("\n".join(said))).digest()


def _files(folder: str, depth: int) -> Iterator[str]:
    """Yield the paths of a folder, of every file in it and of those below, by name; nothing where there is none."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    yield folder
    for entry in entries:
        if entry.is_file():
            yield entry.path
        elif depth and entry.is_dir():
            yield from _files(entry.path, depth - 1)


def generator_now() -> Iterator[str]:
    """Yield what tells this generator from another: its files, as Python knows modules by them, and the libraries."""
    yield sys.version
    for path in _files(str(_PACKAGE), _MOST_DEPTH):
        if path.endswith((".py", ".yaml")):
            found = os.stat(path)  # noqa: PTH116  (of hundreds: a Path takes longer than the system)
            yield f"{path} {found.st_mtime_ns} {found.st_size}"
    for place in sys.path:
        if os.path.isdir(place):  # noqa: PTH112
            yield from sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208
