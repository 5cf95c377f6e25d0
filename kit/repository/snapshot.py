"""The files of a folder at a commit: names, sizes and bytes as they were committed, including those in Git LFS.

No filter, line ending or attribute changes a file, and none hides one. Names are untrusted: a name that would lead
outside the target folder is refused.

Git LFS commits a pointer with the sha256 and size of a file (https://github.com/git-lfs/git-lfs, docs/spec.md); the
file itself is in the clone if it was ever checked out.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import IO, TYPE_CHECKING, NamedTuple

from kit.base.errors import Fault, SpecError
from kit.repository.git_objects import too_large
from kit.repository.location import damaged, open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.repository.git_objects import Objects


#: A pointer has fewer bytes.
POINTER_BYTES = 1024
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,15})\n?"
)
_CHUNK = 1 << 20


class Pointer(NamedTuple):
    """The sha256 and the size of a file."""

    digest: str
    size: int


def pointer_in(data: bytes) -> Pointer | None:
    """Return a blob as a pointer; None if it is a file itself."""
    found = _POINTER.fullmatch(data)
    return Pointer(found[1].decode("ascii"), int(found[2])) if found else None


def copy_pointed(pointer: Pointer, common: Path, target: IO[bytes]) -> bool:
    """Write the file of a pointer into another, piece by piece; tell whether it was there, complete and unchanged."""
    digest, left = sha256(), pointer.size
    try:
        with open_regular(_kept(pointer, common)) as (file, size):
            if size != pointer.size:
                return False
            while left and (chunk := file.read(min(left, _CHUNK))):
                digest.update(chunk)
                left -= len(chunk)
                target.write(chunk)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not left and digest.hexdigest() == pointer.digest


def _kept(pointer: Pointer, common: Path) -> Path:
    digest = pointer.digest
    return common / "lfs" / "objects" / digest[:2] / digest[2:4] / digest


#: The most files and folders, and the deepest nesting of folders.
_MOST_ENTRIES, _MOST_DEPTH = 100_000, 60
_KINDS = {0o040000: "folder", 0o100000: "file", 0o120000: "link", 0o160000: "submodule"}
_MODE = re.compile(rb"[0-7]{5,6}")
#: What no file name may contain, on any system; surrogates are bytes that are not UTF-8.
_UNSOUND = re.compile(r"[/\\:\x00-\x1f\x7f\ud800-\udfff]")
_NO_FILE = frozenset(("", ".", "..", ".git"))


class TreeEntry(NamedTuple):
    """Something in a tree: its path, whether it is a `file`, `folder`, `link` or `submodule`, and its hash."""

    path: str
    kind: str
    hash: str


class Content(NamedTuple):
    """The bytes of a file before they are read: their number, and their place, a blob or the Git LFS store."""

    entry: TreeEntry
    size: int
    pointer: Pointer | None


class Snapshot:
    """The files of a folder at a commit, by their paths from there."""

    def __init__(self, objects: Objects, tree: str) -> None:
        """Take the objects, and the hash of the tree of the folder."""
        self._objects, self._root = objects, TreeEntry("", "folder", tree)
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}
        self._left = _MOST_ENTRIES

    def find(self, path: str) -> TreeEntry | None:
        """Return the entry at a path, or the link or submodule on the way there; None if there is nothing."""
        found = self._root
        for name in path.split("/"):
            if found.kind in {"link", "submodule"}:
                break
            child = self._children(found).get(name) if found.kind == "folder" and _is_sound(name) else None
            if child is None:
                return None
            found = _inside(found, name, child)
        return found

    def folder(self, path: str) -> Snapshot | None:
        """Return the files of a folder below this one; None if it does not exist."""
        found = self.find(path) if path else self._root
        return Snapshot(self._objects, found.hash) if found and found.kind == "folder" else None

    def below(self, folder: str) -> Iterator[TreeEntry]:
        """Yield everything below a folder except folders; or the link or submodule in its place.

        Raises SpecError for a name that could lead elsewhere, and beyond the limits.
        """
        found = self.find(folder)
        waiting = [found] if found and found.kind != "file" else []
        while waiting:
            entry = waiting.pop()
            if entry.kind != "folder":
                yield entry
                continue
            children = self._children(entry)
            self._count(len(children), entry.path)
            for name, child in children.items():
                _require_sound(name, entry.path)
                waiting.append(_inside(entry, name, child))

    def content(self, file: TreeEntry) -> Content:
        """Return the size of a file, which may only be in its pointer."""
        size = self._objects.size(file.hash, "blob")
        pointer = pointer_in(self._objects.small(file.hash, size)) if size < POINTER_BYTES else None
        return Content(file, pointer.size if pointer else size, pointer)

    def copy(self, content: Content, target: IO[bytes]) -> bool:
        """Write the bytes of a file into another; tell whether this clone has them, as it may lack files in Git LFS."""
        if content.pointer:
            return copy_pointed(content.pointer, self._objects.repository.common, target)
        self._objects.copy(content.entry.hash, content.size, target)
        return True

    def _children(self, folder: TreeEntry) -> dict[str, tuple[str, str]]:
        """Return the kind and the hash of the entries of a folder, by name; each tree is read once."""
        if folder.hash not in self._trees:
            entries = _entries(self._objects.structure(folder.hash, "tree"), folder.hash, self._objects.digits // 2)
            self._count(len(entries), folder.path)
            self._trees[folder.hash] = entries
        return self._trees[folder.hash]

    def _count(self, number: int, path: str) -> None:
        """Count entries: nested trees may add up to more than any computer can hold."""
        self._left -= number
        if self._left < 0:
            raise too_large(f"the revision has over {_MOST_ENTRIES:,} files and folders")
        if path.count("/") >= _MOST_DEPTH:
            raise too_large(f"the folders of the revision are nested deeper than {_MOST_DEPTH}")


def _inside(folder: TreeEntry, name: str, child: tuple[str, str]) -> TreeEntry:
    return TreeEntry(f"{folder.path}/{name}" if folder.path else name, *child)


def _entries(data: bytes, tree: str, length: int) -> dict[str, tuple[str, str]]:
    """Return the kind and the hash of each entry of a tree, by name: `MODE NAME NUL HASH`, one after the other.

    In a name that is not UTF-8, the invalid bytes are surrogates. Raises SpecError for a damaged tree.
    """
    found: dict[str, tuple[str, str]] = {}
    at = 0
    while at < len(data):
        space, nul = data.find(b" ", at), data.find(b"\0", at)
        end = nul + 1 + length
        mode, name = data[at:space], data[space + 1 : nul].decode("utf-8", "surrogateescape")
        if not at < space < nul or end > len(data) or not _MODE.fullmatch(mode) or name in found:
            raise damaged(f"the tree {tree}", "is damaged")
        found[name] = _KINDS.get(int(mode, 8) & 0o170000, "other"), data[nul + 1 : end].hex()
        at = end
    return found


def _is_sound(name: str) -> bool:
    """Tell whether a file name is safe: it leads nowhere else, on any system, and is text."""
    return name.casefold() not in _NO_FILE and not _UNSOUND.search(name)


def _require_sound(name: str, folder: str) -> None:
    if not _is_sound(name):
        message, remedy = (
            f"{folder} contains a file or folder named {name!a}",
            "rename it: other systems don't allow it",
        )
        raise SpecError(Fault(message, None, remedy, code="unsound-path"))
