"""Find the git repository of a folder, and read its small files as data.

Git itself is not used: in an untrusted folder it would apply the settings there. Only an entry named `.git` counts, so
that a folder that merely looks like a bare repository, which any clone may contain, is never mistaken for one.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kit.base.errors import Fault, SpecError
from kit.base.whole_files import open_regular

#: The most bytes of a file with one line, such as HEAD, and of one with several.
_LINE, _LINES = 4096, 1_000_000
#: How deep git follows alternates of alternates (`link_alt_odb_entry` in its source), and how many we allow.
_MOST_NESTED, _MOST_ALTERNATES = 5, 100
#: The most folders of objects: git makes 259 in a repository, and those of alternates count too.
_MOST_FOLDERS = 300 * (_MOST_ALTERNATES + 1)
_FSCK = "`git fsck` says what is wrong with it; a new clone is intact"
#: Extensions that don't affect what is read here, except two whose values are checked
#: (https://git-scm.com/docs/git-config#Documentation/git-config.txt-extensions).
_EXTENSIONS = {
    *("noop", "noop-v1", "partialclone", "preciousobjects", "worktreeconfig", "relativeworktrees"),
    *("objectformat", "compatobjectformat", "refstorage", "submodulepathconfig"),
}
_SECTION = re.compile(r'\s*\[\s*([-.\w]+)\s*("(?:[^"\\]|\\.)*")?\s*\]')


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository: its working folder, and the folders of its data.

    `own` has the HEAD of this worktree, `common` the data that all worktrees share; they are the same if there is only
    one worktree. `algorithm` is the name in `hashlib` of the hash of objects.
    """

    root: Path
    own: Path
    common: Path
    algorithm: str

    @property
    def objects(self) -> Path:
        """The folder of the objects."""
        return self.common / "objects"


def find_repository(folder: Path) -> Repository | None:
    """Return the repository of a folder: the closest one upwards. Raises SpecError if it can't be read."""
    start = folder.resolve()
    for root in (start, *start.parents):
        own = _git_folder(root / ".git")
        if own:
            common = _common_folder(own)
            return Repository(root, own, common, _algorithm(common))
    return None


def damaged(path: Path | str, what: str) -> SpecError:
    """Return the error of a damaged file or object."""
    return SpecError(Fault(f"{path} {what}", None, _FSCK, code="repository-damaged"))


def read_small(path: Path, most: int = _LINE) -> bytes | None:
    """Return the bytes of a file, or None if it does not exist. Raises SpecError if it is larger than `most`."""
    try:
        with open_stored(path) as (file, size):
            data = file.read(most + 1) if size <= most else b""
    except (FileNotFoundError, NotADirectoryError):
        return None
    if max(size, len(data)) > most:
        raise damaged(path, f"has over {most:,} bytes")
    return data


@contextmanager
def open_stored(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """Yield a file of a repository and its size. Raises SpecError for anything but a regular file, OSError as for any.

    Links are followed, as git does (old versions write HEAD as one), and their targets are checked in the same way.
    """
    try:
        with open_regular(path) as found:
            yield found
    except OSError as error:
        if error.errno not in {errno.ENXIO, errno.EISDIR}:
            raise
        raise damaged(path, "is not a regular file") from error


def check_objects(objects: Path) -> None:
    """Check the folder that git will read objects from, and the further ones that a file in it names.

    Git opens on its own what is there. Raises SpecError for anything that would block it, such as a pipe, for a folder
    that does not exist, and for more folders than anybody needs.
    """
    waiting, number, seen = [(objects, 0)], 0, set[str]()
    while waiting:
        folder, nested = waiting.pop()
        _require_files(folder, seen)
        file = folder / "info" / "alternates"
        lines = [line for line in (read_small(file, _LINES) or b"").splitlines() if line and not line.startswith(b"#")]
        number += len(lines)
        if lines and (nested == _MOST_NESTED or number > _MOST_ALTERNATES):
            raise damaged(file, "names too many folders")
        waiting += [(_alternate(line, folder, file), nested + 1) for line in lines]


def _require_files(folder: Path, seen: set[str]) -> None:
    """Raise SpecError for anything below a folder that is neither a file nor a folder; each folder is `seen` once."""
    waiting = [os.path.realpath(folder)]
    while waiting:
        place = waiting.pop()
        if place in seen:  # links may lead in a circle
            continue
        seen.add(place)
        if len(seen) > _MOST_FOLDERS:
            raise damaged(folder, f"has over {_MOST_FOLDERS:,} folders")
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting.append(os.path.realpath(entry.path))
                elif not entry.is_file() and os.path.exists(entry.path):  # noqa: PTH110  (a broken link is not opened)
                    raise damaged(entry.path, "is not a regular file")


def _alternate(line: bytes, objects: Path, file: Path) -> Path:
    """Return the folder in a line of alternates."""
    other = _path_in(line, objects, file)
    if line.startswith(b'"') or not other.is_dir():
        message = f"{file} names {other}, which is not a folder"
        remedy = "restore that folder, or run `git repack -a -d` where it still exists"
        raise SpecError(Fault(message, None, remedy, code="repository-damaged"))
    return other


def _git_folder(entry: Path) -> Path | None:
    """Return the folder that a `.git` is, or names in its one line, or None if there is none.

    A link to a folder is followed, because several tools make one and it is only read; a link to anything else isn't,
    as git never makes one.
    """
    if entry.is_dir():
        return entry if _is_git_folder(entry) else None
    if not os.path.lexists(entry):
        return None
    line = None if entry.is_symlink() else read_small(entry)
    if line is None or not line.startswith(b"gitdir: "):
        raise damaged(entry, "is neither a folder nor a file that names one")
    folder = _path_in(line.removeprefix(b"gitdir: "), entry.parent, entry)
    if not _is_git_folder(folder):
        raise damaged(entry, f"names {folder}, which is not a git folder")
    return folder


def _is_git_folder(folder: Path) -> bool:
    return os.path.lexists(folder / "HEAD") and ((folder / "objects").is_dir() or os.path.lexists(folder / "commondir"))


def _common_folder(own: Path) -> Path:
    """Return the folder that a worktree shares with others."""
    file = own / "commondir"
    line = read_small(file)
    common = own if line is None else _path_in(line, own, file)
    if not (common / "objects").is_dir():
        raise damaged(common, "has no folder of objects")
    return common


def _path_in(line: bytes, folder: Path, file: Path) -> Path:
    """Return the path in a line, relative to a folder; paths to other computers are refused."""
    line = line.rstrip(b"\r\n")
    if not line or b"\0" in line or line.startswith((b"//", b"\\\\")):
        raise damaged(file, "has no valid path")
    return folder / os.fsdecode(line)


def _algorithm(common: Path) -> str:
    """Return the hash algorithm of objects. Raises SpecError for a repository in an unsupported form."""
    text = (read_small(common / "config", _LINES) or b"").decode("utf-8", "replace")
    settings = dict(_settings(text))
    version = settings.get(("core", "repositoryformatversion"), "0")
    extensions = {key: value for (section, key), value in settings.items() if section == "extensions"}
    unknown = sorted(extensions.keys() - _EXTENSIONS) if version != "0" else []
    algorithm = extensions.get("objectformat", "sha1").lower()
    reasons = (
        (version not in {"0", "1"}, f"has repository format version {version!a}"),
        (bool(unknown), f"has the extension {unknown[:1]!a}"),
        (extensions.get("refstorage", "files").lower() != "files", "keeps its branches and tags as a reftable"),
        (algorithm not in {"sha1", "sha256"}, f"uses the object format {algorithm!a}"),
    )
    for applies, message in reasons:
        if applies:
            remedy = "compare two kits or projects; `git worktree add FOLDER REVISION` writes a revision into a folder"
            raise SpecError(
                Fault(f"{common} {message}, which is not supported", None, remedy, code="repository-not-read")
            )
    return algorithm


def _settings(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the settings of a git config file by section and key, without those in named subsections."""
    section = ""
    for line in text.split("\n"):
        header = _SECTION.match(line)
        if header:
            section = "" if header[2] else header[1].lower()
        key, _, value = line[header.end() if header else 0 :].partition("=")
        if section and key.strip():
            yield (section, key.strip().lower()), re.split("[#;]", value)[0].strip().strip('"')
