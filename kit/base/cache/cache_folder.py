"""Where the cache is: a folder for each project in the user's cache folder.

    CACHE/projects/PROJECT/KIND/xx/KEY

`CACHE` is `KIT_CACHE`, or else a folder among the user's other caches; `PROJECT` is a digest of the project's path.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kit.base.cache.entries import Cache, is_private, make_private
from kit.base.errors import Fault, OutputError
from kit.base.real_folders import LinkedFolderError
from kit.base.system_errors import reason_of

#: The variable that names the cache folder, or turns the cache off if empty; and the folder's name by default.
_VARIABLE, _FOLDER = "KIT_CACHE", "child-safety-first-kit"
_PROJECTS = "projects"
#: The number of digits in the name of a project's folder.
_DIGITS = 32
_ELSEWHERE = f"name a folder outside it, or leave {_VARIABLE} out"
_NOT_KEPT = "nothing is kept for the next command, so it will take longer"


class _Home(NamedTuple):
    """The cache folder, or None; and why nothing can be kept, None if it can or if that is intended."""

    folder: Path | None
    fault: Fault | None = None


def project_cache(root: Path) -> Cache:
    """Return the cache of the project in a folder; if nothing can be kept, one that keeps nothing.

    Raises OutputError if KIT_CACHE names a folder in that project.
    """
    home = _home(root.resolve())
    if home.folder is None:
        return Cache(None)
    name = sha256(os.fsencode(root.resolve())).hexdigest()[:_DIGITS]
    folder = home.folder / _PROJECTS / name
    with suppress(OSError):  # a project in use is not swept
        os.utime(folder, follow_symlinks=False)
    return Cache(folder)


def why_not_kept(root: Path) -> Fault | None:
    """Return why nothing of the project in a folder can be kept; None if it can, or if KIT_CACHE is empty.

    Raises OutputError if KIT_CACHE names a folder in that project.
    """
    return _home(root.resolve()).fault


def user_caches() -> Path:
    """Return the folder of the user's caches. Raises RuntimeError for a user without a home."""
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"


def _home(root: Path) -> _Home:
    """Return where things of a project are kept. Raises OutputError if KIT_CACHE names a folder in it."""
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
    return _Home(None, _fault(f"{folder} is in the project")) if inside else _usable(folder)


def _usable(folder: Path) -> _Home:
    """Make a folder and return it, if only its user can write to it."""
    if folder.is_symlink() and not folder.exists():
        return _Home(None, _fault(f"{folder} is a link that leads nowhere"))
    shown, folder = folder, Path(os.path.realpath(folder))  # links in its own path are followed now, and not again
    projects = folder / _PROJECTS
    try:
        make_private(str(projects))
        if not is_private(str(folder), through_links=True) or not is_private(str(projects)):
            return _Home(None, _fault(f"others can write to {shown}, or it belongs to another user"))
    except OSError as error:
        return _Home(None, _fault(f"{shown}: {reason_of(error).words}"))
    except LinkedFolderError as error:
        return _Home(None, _fault(error.faults[0].message))
    if not os.access(projects, os.W_OK | os.X_OK):
        return _Home(folder, _fault(f"{shown} is read-only"))  # its entries are still read
    return _Home(folder)


def _fault(why: str) -> Fault:
    remedy = f"name a folder of your own in {_VARIABLE}; leave {_VARIABLE} empty to keep nothing"
    return Fault(f"{_NOT_KEPT}: {why}", None, remedy, code="cache-unusable")


def _lies_in(folder: Path, root: Path) -> bool:
    """Return whether a folder, which need not exist, is inside what came with a project, by its path or by its links.

    That is the project's folder and the repository around it, which is checked out with everything in it. A repository
    of the whole home folder is the user's own.
    """
    try:
        owns = [place.stat() for place in (root, _repository_around(root))]
        resolved = folder.resolve()
    except (OSError, RuntimeError):  # no project, or a loop of links: reading or using it reports that
        return False
    around = (resolved, *resolved.parents, *folder.absolute().parents)
    return any(_is_same(place, own) for place in around for own in owns)


def _repository_around(root: Path) -> Path:
    """Return the outermost repository around a folder, below the user's home; or else the folder itself."""
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
