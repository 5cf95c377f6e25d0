"""Where things are kept between runs: in the cache folder of the user, a folder for each project.

    CACHE/projects/PROJECT/KIND/xx/KEY

`CACHE` is `KIT_CACHE`, else one among the user's other caches; `PROJECT` is a digest of where the project lies.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kit.base.errors import Fault, OutputError
from kit.base.system_errors import reason_of
from kit.cache.entries import Cache, is_private, make_private

#: Names the folder to keep things in, or none if it is empty; else they are in one of this name among other caches.
_VARIABLE, _FOLDER = "KIT_CACHE", "child-safety-first-kit"
_PROJECTS = "projects"
#: How many digits of a digest name a project.
_DIGITS = 32
_ELSEWHERE = f"name a folder outside of it, or leave {_VARIABLE} out"
_NOT_KEPT = "nothing is kept for the next command, which takes longer"


class _Home(NamedTuple):
    """The folder of all that is kept, None where nothing is; and why nothing can be kept, None if it is so wanted."""

    folder: Path | None
    fault: Fault | None = None


def project_cache(root: Path) -> Cache:
    """Return what is kept of the project in a folder; where nothing can be kept, one that keeps nothing.

    Raises OutputError where KIT_CACHE names a folder in that project.
    """
    home = _home(root.resolve())
    if home.folder is None:
        return Cache(None)
    name = sha256(os.fsencode(root.resolve())).hexdigest()[:_DIGITS]
    folder = home.folder / _PROJECTS / name
    with suppress(OSError):  # one that is used is not swept
        os.utime(folder, follow_symlinks=False)
    return Cache(folder)


def why_not_kept(root: Path) -> Fault | None:
    """Return why nothing of the project in a folder can be kept; None where it can, or where KIT_CACHE is empty.

    Raises OutputError where KIT_CACHE names a folder in that project.
    """
    return _home(root.resolve()).fault


def user_caches() -> Path:
    """Return the folder in which programs of a user keep such things. Raises RuntimeError for a user without a home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"


def _home(root: Path) -> _Home:
    """Return where things of a project are kept. Raises OutputError where KIT_CACHE names a folder in it."""
    asked = os.environ.get(_VARIABLE)
    if asked == "":
        return _Home(None)
    try:
        folder = Path(asked).absolute() if asked else user_caches() / _FOLDER
    except RuntimeError:
        return _Home(None, _fault("you have no home folder"))
    inside = _lies_in(folder, root)
    if inside and asked:
        message = f"{_VARIABLE} names a folder in the project or in the repository around it: {folder}"
        raise OutputError(Fault(message, None, _ELSEWHERE, code="cache-in-project"))
    return _Home(None, _fault(f"{folder} lies in the project")) if inside else _usable(folder)


def _usable(folder: Path) -> _Home:
    """Return a folder, which is made, if nobody but its user can write it."""
    projects = folder / _PROJECTS
    try:
        make_private(str(projects))
        if not is_private(str(folder), through_links=True) or not is_private(str(projects)):
            return _Home(None, _fault(f"others can write {folder}, or it is another user's"))
    except OSError as error:
        return _Home(None, _fault(f"{folder}: {reason_of(error).words}"))
    if not os.access(projects, os.W_OK | os.X_OK):
        return _Home(folder, _fault(f"{folder} can only be read"))  # what lies there is read
    return _Home(folder)


def _fault(why: str) -> Fault:
    remedy = f"name a folder of your own in {_VARIABLE}; an empty {_VARIABLE} keeps nothing on purpose"
    return Fault(f"{_NOT_KEPT}: {why}", None, remedy, code="cache-unusable")


def _lies_in(folder: Path, root: Path) -> bool:
    """Tell whether a folder, which need not exist, lies in what came with a project, by its name or where links lead.

    That is the folder of the project, and that of the repository around it: it is checked out with all that lies in it.
    A repository of the whole home folder is the user's own.
    """
    try:
        owns = [place.stat() for place in (root, _repository_around(root))]
        resolved = folder.resolve()
    except (OSError, RuntimeError):  # no project, which reading it tells; or links in a circle, which using it tells
        return False
    around = (resolved, *resolved.parents, *folder.absolute().parents)
    return any(_is_same(place, own) for place in around for own in owns)


def _repository_around(root: Path) -> Path:
    """Return the folder of the outermost repository that a folder lies in, below the user's home; else the folder."""
    try:
        home = Path.home().resolve()
    except RuntimeError:  # this user has none
        home = Path(root.anchor)
    around = (place for place in reversed(root.parents) if not home.is_relative_to(place))
    return next((place for place in around if os.path.lexists(place / ".git")), root)


def _is_same(place: Path, other: os.stat_result) -> bool:
    try:
        return os.path.samestat(place.stat(), other)
    except OSError:
        return False
