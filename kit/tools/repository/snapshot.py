"""The files of a folder at a commit: names, sizes and bytes as they were committed, including those in Git LFS.

No filter, line ending or attribute changes or hides a file. Names are untrusted: a name that leads outside the target
folder is refused.

For a file in Git LFS, a pointer with its sha256 and size is committed (https://github.com/git-lfs/git-lfs,
docs/spec.md); the file itself is in the clone if it was ever checked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple

from kit.base.errors import Fault, SpecError
from kit.tools.repository.commits import Objects, too_large
from kit.tools.repository.location import damaged, open_stored

#: A pointer is smaller than this.
POINTER_BYTES = 1024
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize ([0-9]{1,15})\n?"
)
_CHUNK = 1 << 20


class Pointer(NamedTuple):
    """A pointer to a file in Git LFS: its sha256 and its size."""

    digest: str
    size: int


def pointer_in(data: bytes) -> Pointer | None:
    """Return a blob as a pointer, or None if it is the file itself."""
    match = _POINTER.fullmatch(data)
    return Pointer(match[1].decode("ascii"), int(match[2])) if match else None


def copy_pointed(pointer: Pointer, common: Path, target: IO[bytes]) -> bool:
    """Write the file of a pointer into another, piece by piece; return whether it exists, complete and unchanged."""
    digest, left = sha256(), pointer.size
    try:
        with open_stored(_stored(pointer, common)) as (file, size):
            if size != pointer.size:
                return False
            while left and (chunk := file.read(min(left, _CHUNK))):
                digest.update(chunk)
                left -= len(chunk)
                target.write(chunk)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return not left and digest.hexdigest() == pointer.digest


def _stored(pointer: Pointer, common: Path) -> Path:
    digest = pointer.digest
    return common / "lfs" / "objects" / digest[:2] / digest[2:4] / digest


#: The most files and folders, and the deepest nesting of folders.
_MOST_ENTRIES, _MOST_DEPTH = 100_000, 60
_KINDS = {0o040000: "folder", 0o100000: "file", 0o120000: "link", 0o160000: "submodule"}
_MODE = re.compile(rb"[0-7]{5,6}")
#: Matches characters that a file name must not contain on some system; surrogates are bytes that are not UTF-8.
_UNSOUND = re.compile(r"[/\\:\x00-\x1f\x7f\ud800-\udfff]")
_RESERVED = frozenset(("", ".", "..", ".git"))


class TreeEntry(NamedTuple):
    """An entry of a tree: its path, its kind (`file`, `folder`, `link` or `submodule`), and its hash."""

    path: str
    kind: str
    hash: str


class Content(NamedTuple):
    """A file before its bytes are read: its entry, its size, and its pointer if it is in the Git LFS store."""

    entry: TreeEntry
    size: int
    pointer: Pointer | None


class Snapshot:
    """The files of a folder at a commit, by their paths from that folder."""

    def __init__(self, objects: Objects, tree: str) -> None:
        """Set the objects, and the hash of the tree of the folder."""
        self._objects, self._root = objects, TreeEntry("", "folder", tree)
        self._trees: dict[str, dict[str, tuple[str, str]]] = {}
        self._left = _MOST_ENTRIES

    def find(self, path: str) -> TreeEntry | None:
        """Return the entry at a path, or a link or submodule on the way there, or None if there is nothing."""
        entry = self._root
        for name in path.split("/"):
            if entry.kind in {"link", "submodule"}:
                break
            child = self._children(entry).get(name) if entry.kind == "folder" and _is_sound(name) else None
            if child is None:
                return None
            entry = _inside(entry, name, child)
        return entry

    def folder(self, path: str) -> Snapshot | None:
        """Return the files of a folder below this one, or None if it does not exist."""
        entry = self.find(path) if path else self._root
        return Snapshot(self._objects, entry.hash) if entry and entry.kind == "folder" else None

    def below(self, folder: str) -> Iterator[TreeEntry]:
        """Yield everything below a folder except folders, or a link or submodule in its place.

        Raises SpecError for a name that could lead elsewhere, and for too many entries.
        """
        start = self.find(folder)
        waiting = [start] if start and start.kind != "file" else []
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
        """Return the size of a file, which may only be in its pointer, and where its bytes are."""
        size = self._objects.size(file.hash, "blob")
        pointer = pointer_in(self._objects.small(file.hash, size)) if size < POINTER_BYTES else None
        return Content(file, pointer.size if pointer else size, pointer)

    def copy(self, content: Content, target: IO[bytes]) -> bool:
        """Write the bytes of a file into another; return whether this clone has them, unlike some files in Git LFS."""
        if content.pointer:
            return copy_pointed(content.pointer, self._objects.repository.common, target)
        self._objects.copy(content.entry.hash, content.size, target)
        return True

    def _children(self, folder: TreeEntry) -> dict[str, tuple[str, str]]:
        """Return the kind and the hash of the entries of a folder, by name; each tree is read only once."""
        if folder.hash not in self._trees:
            entries = _entries(self._objects.structure(folder.hash, "tree"), folder.hash, self._objects.digits // 2)
            self._count(len(entries), folder.path)
            self._trees[folder.hash] = entries
        return self._trees[folder.hash]

    def _count(self, number: int, path: str) -> None:
        """Count entries: nested trees may add up to more than any computer can store."""
        self._left -= number
        if self._left < 0:
            raise too_large(f"the revision has over {_MOST_ENTRIES:,} files and folders")
        if path.count("/") >= _MOST_DEPTH:
            raise too_large(f"the folders of the revision are nested deeper than {_MOST_DEPTH}")


def _inside(folder: TreeEntry, name: str, child: tuple[str, str]) -> TreeEntry:
    return TreeEntry(f"{folder.path}/{name}" if folder.path else name, *child)


def _entries(data: bytes, tree: str, length: int) -> dict[str, tuple[str, str]]:
    """Return the kind and the hash of each entry of a tree, by name: `MODE NAME NUL HASH`, repeated.

    In a name that is not UTF-8, the invalid bytes are surrogates. Raises SpecError for a damaged tree.
    """
    entries: dict[str, tuple[str, str]] = {}
    at = 0
    while at < len(data):
        space, nul = data.find(b" ", at), data.find(b"\0", at)
        end = nul + 1 + length
        mode, name = data[at:space], data[space + 1 : nul].decode("utf-8", "surrogateescape")
        if not at < space < nul or end > len(data) or not _MODE.fullmatch(mode) or name in entries:
            raise damaged(f"the tree {tree}", "is damaged")
        entries[name] = _KINDS.get(int(mode, 8) & 0o170000, "other"), data[nul + 1 : end].hex()
        at = end
    return entries


def _is_sound(name: str) -> bool:
    """Return whether a file name is safe: text that doesn't lead elsewhere on any system."""
    return name.casefold() not in _RESERVED and not _UNSOUND.search(name)


def _require_sound(name: str, folder: str) -> None:
    if not _is_sound(name):
        message, remedy = (
            f"{folder} contains a file or folder named {name!a}",
            "rename it: other systems don't allow it",
        )
        raise SpecError(Fault(message, None, remedy, code="unsound-path"))
