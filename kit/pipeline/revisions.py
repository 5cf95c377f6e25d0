"""Take a project as it was at a revision of git: its files are written into a folder, and nothing is checked out.

What is taken is `kit.yaml`, the folders of locales, drawings and fonts, and every file that `kit.yaml` names. Git is
given arguments, never a command line, and works in the folder of the project, so that paths are those below it.
"""

from __future__ import annotations

import os
import subprocess
import tarfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kit.errors import Fault, SpecError
from kit.pipeline.loading import SPEC
from kit.project.documents import read_document
from kit.project.entry_users import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

#: The folders of a project that are taken whole.
_FOLDERS = ("locales/", "templates/", "fonts/")
#: What git calls a file; links and submodules have other modes.
_FILE = frozenset({"100644", "100755"})


def write_revision(revision: str, project: Path, target: Path) -> Path:
    """Write the project of a folder, as it was at a revision, into another folder; return its `kit.yaml`.

    Raises SpecError when there is no git, no repository, no such revision, or no `kit.yaml` in it, and when what is to
    be taken is a link or a submodule.
    """
    commit = _commit(revision, project)
    tree = _tree(project, commit)
    if SPEC not in tree:
        said = f"there is no {SPEC} of {project.resolve().name} at '{revision}'"
        raise SpecError(Fault(said, None, "name a revision that has one, or a kit", code="revision-without-spec"))
    _require_files({SPEC: tree[SPEC]}, revision)
    _write(project, commit, [SPEC], target)
    named = named_in(read_document(target / SPEC, name=f"{revision}:{SPEC}").value)
    wanted = [path for path in tree if path in named or path.startswith(_FOLDERS)]
    _require_files({path: tree[path] for path in wanted}, revision)
    _write(project, commit, wanted, target)
    return target / SPEC


def _commit(revision: str, project: Path) -> str:
    """Return the commit of a revision, which is no option even if it looks like one."""
    try:
        found = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except subprocess.CalledProcessError as error:
        said = f"'{revision}' is neither a kit, a project nor a revision of {project.resolve().name}"
        why = _said(error)
        remedy = "name a kit's folder or zip, the folder of a kit.yaml, or what `git log` or `git tag` shows"
        fault = Fault(f"{said}: {why}" if why else said, None, remedy, code="unknown-revision")
        raise SpecError(fault) from error
    return found.decode("ascii").strip()


def _tree(project: Path, commit: str) -> dict[str, str]:
    """Return the mode of every file below the project at a commit, by its path."""
    listed = _told(project, "ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
    rows = (row.partition("\t") for row in listed.split("\0") if row)
    return {path: about.split()[0] for about, _, path in rows}


def _require_files(modes: Mapping[str, str], revision: str) -> None:
    """Raise SpecError for each path that is no file."""
    faults = [
        Fault(f"{path} at '{revision}' is a link or a submodule", None, "put the file itself there", code="no-file")
        for path, mode in modes.items()
        if mode not in _FILE
    ]
    if faults:
        raise SpecError(*faults)


def _write(project: Path, commit: str, paths: Sequence[str], target: Path) -> None:
    """Write files of a commit into a folder, as git would check them out."""
    if not paths:
        return
    archive = _told(project, "archive", "--format=tar", commit, "--", *paths)
    with tarfile.open(fileobj=BytesIO(archive)) as tar:
        for path, data in _members(tar):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(data)


def _members(tar: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Yield the files of an archive by their paths; none leads out of its folder."""
    for member in tar:
        path, file = PurePosixPath(member.name), tar.extractfile(member) if member.isreg() else None
        if file and not path.is_absolute() and ".." not in path.parts:
            yield path, file.read()


def _told(project: Path, *arguments: str) -> bytes:
    """Return what git says. Raises SpecError in its words."""
    try:
        return _git(project, *arguments)
    except subprocess.CalledProcessError as error:
        said = f"git {arguments[0]} failed: {_said(error)}"
        raise SpecError(Fault(said, None, "see whether `git status` works there", code="git-failed")) from error


def _git(project: Path, *arguments: str) -> bytes:
    """Return what git writes, in English. Raises CalledProcessError, or SpecError when there is no git."""
    command = ["git", "--literal-pathspecs", "-C", str(project), *arguments]
    env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        return subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout  # noqa: S603
    except FileNotFoundError as error:
        said = "there is no git, which a revision is read with"
        raise SpecError(Fault(said, None, "install git, or name kits instead", code="git-missing")) from error


def _said(error: subprocess.CalledProcessError) -> str:
    """Return the last line that git wrote, without the word that every one begins with."""
    lines = error.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else ""
