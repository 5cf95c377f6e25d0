"""Find the commit that a revision names, such as `HEAD~3`, `v1.0.0` or `4518b00`: branches, tags, HEAD and hashes.

Each object that is read on the way is checked against its hash, so that a forged one is never read.
"""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO

from kit.base.errors import Fault, SpecError
from kit.tools.repository.git_process import MOST_SECONDS, GitProcess, Header, git_processes
from kit.tools.repository.location import Repository, check_objects, damaged, read_small

#: A name, and the steps from it: `~3`, `^2`, `^{commit}`. No ref name contains the beginning of a step.
_REVISION = re.compile(r"([^\s~^:]+)((?:[~^][0-9]{0,9}|\^\{(?:commit)?\})*)")
_STEP = re.compile(r"\^\{\w*\}|[~^][0-9]*")
#: The first digits of a hash, alone or at the end of the output of `git describe`.
_DIGITS = re.compile(r"(?:.*-g)?([0-9a-f]{4,64})", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+")
_FORMS = "use a branch, a tag, a hash or HEAD, followed by ~N or ^N"


def commit_of(revision: str, objects: Objects) -> str:
    """Return the hash of the commit of a revision (https://git-scm.com/docs/gitrevisions).

    Every step uses objects that were checked against their hashes. Raises UnknownRevisionError, or SpecError if
    something can't be read.
    """
    parts = _REVISION.fullmatch(revision)
    if not parts:
        raise UnknownRevisionError(_FORMS)
    commit = _peeled(_named(parts[1], objects), objects)
    for step in _STEP.findall(parts[2]):
        commit = _stepped(commit, step, objects)
    objects.size(commit, "commit")  # a shallow clone may lack the last one
    return commit


def tree_of(commit: str, objects: Objects) -> str:
    """Return the hash of the tree of a commit."""
    return _fields(commit, "commit", objects, "tree")[0]


def _named(name: str, objects: Objects) -> str:
    """Return the hash of the object with a name: a full hash is tried before refs, an abbreviated one after."""
    is_whole = len(name) == objects.digits and _HEX.fullmatch(name.lower())
    hash_ = None if is_whole else Refs(objects.repository).find(name)
    digits = None if hash_ else _DIGITS.fullmatch(name)
    if digits:
        header = objects.header(digits[1].lower())
        hash_ = header.hash if header else None
    if hash_ is None:
        _raise_if_cut_off(name, objects)
        raise UnknownRevisionError
    return hash_


def _raise_if_cut_off(name: str, objects: Objects) -> None:
    """Raise SpecError for a hash that is missing because the clone is incomplete."""
    error = objects.missing(name, "commit")
    if _DIGITS.fullmatch(name) and error.faults[0].code != "object-missing":
        raise error


def _peeled(hash_: str, objects: Objects) -> str:
    """Return the commit that an object is, or that its tags finally lead to."""
    while True:
        header = objects.header(hash_)
        if header is None:
            raise objects.missing(hash_, "commit")
        if header.kind == "commit":
            return hash_
        if header.kind != "tag":
            raise UnknownRevisionError(f"it is a {header.kind}")
        hash_ = _fields(hash_, "tag", objects, "object")[0]


def _stepped(commit: str, step: str, objects: Objects) -> str:
    """Return the commit that a step leads to."""
    if step.startswith("^{"):
        return commit
    number = int(step[1:] or 1)
    if step[0] == "^":
        return _parent(commit, number, objects) if number else commit
    for _ in range(number):
        commit = _parent(commit, 1, objects)
    return commit


def _parent(commit: str, number: int, objects: Objects) -> str:
    parents = _fields(commit, "commit", objects, "parent")
    if number > len(parents):
        raise UnknownRevisionError(f"{commit[:12]} has {len(parents)} parents")
    return parents[number - 1]


def _fields(hash_: str, kind: str, objects: Objects, key: str) -> list[str]:
    """Return the hashes under a key of a commit or a tag; only the parents of a commit may be missing."""
    head = objects.structure(hash_, kind).partition(b"\n\n")[0].decode("utf-8", "replace")
    hashes = [value for name, _, value in (line.partition(" ") for line in head.split("\n")) if name == key]
    if (not hashes and key != "parent") or not all(
        len(hash_) == objects.digits and _HEX.fullmatch(hash_) for hash_ in hashes
    ):
        raise damaged(f"the {kind} {hash_}", f"names no {key}")
    return hashes


#: Where a name is looked up, in this order (https://git-scm.com/docs/gitrevisions, "<refname>").
_PLACES = ("{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
#: HEAD, and the files that git leaves beside it, such as ORIG_HEAD and FETCH_HEAD.
_BESIDE_HEAD = re.compile(r"[A-Z][A-Z_]*")
#: Matches what a name must not contain (https://git-scm.com/docs/git-check-ref-format).
_NOT_ALLOWED = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|^[./]|\.lock(/|$)|[./]$")
#: Refs that belong to a single worktree.
_OWN = ("refs/worktree/", "refs/bisect/", "refs/rewritten/")
_HASH = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")
#: The most bytes of the packed-refs file: enough for 200,000 refs.
_MOST_PACKED = 20_000_000
#: The longest chain of refs that name each other.
_MOST_NESTED = 5


class Refs:
    """The refs of a repository; only those that a name needs are read."""

    def __init__(self, repository: Repository) -> None:
        """Set the repository."""
        self._repository = repository

    def find(self, name: str) -> str | None:
        """Return the hash of the object with a name, or None if there is no such name.

        Raises SpecError if the file of a name is damaged.
        """
        name = "HEAD" if name == "@" else name
        places = [place.format(name) for place in _PLACES]
        return next((hash_ for place in places if (hash_ := self._at(place))), None)

    def _at(self, name: str, nested: int = 0) -> str | None:
        """Return the hash at the full name of a ref."""
        beside_head = bool(_BESIDE_HEAD.fullmatch(name))
        if _NOT_ALLOWED.search(name) or not (beside_head or name.startswith("refs/")):
            return None
        own = beside_head or name.startswith(_OWN)
        line = _loose((self._repository.own if own else self._repository.common) / name)
        if line is None:
            return self._packed.get(name)
        if line.startswith("ref:") and nested < _MOST_NESTED:
            return self._at(line.removeprefix("ref:").strip(), nested + 1)
        match = _HASH.match(line)
        if not match:
            raise damaged(name, "names neither an object nor another ref")
        return match[0]

    @cached_property
    def _packed(self) -> dict[str, str]:
        """Return the hash of every packed ref by its full name."""
        text = (read_small(self._repository.common / "packed-refs", _MOST_PACKED) or b"").decode("utf-8", "replace")
        rows = (line.partition(" ") for line in text.split("\n"))
        return {name.rstrip("\r"): hash_ for hash_, _, name in rows if _HASH.fullmatch(hash_)}


def _loose(path: Path) -> str | None:
    """Return the text in the file of a ref, or None if there is no such file: a longer name may have a folder there."""
    try:
        data = None if path.is_dir() else read_small(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None
        raise
    return None if data is None else data.decode("utf-8", "replace")


#: The most bytes of a commit, a tag or a tree; a tree of 100,000 files has half of this.
_MOST_STRUCTURE = 10_000_000


class UnknownRevisionError(Exception):
    """A text does not name a commit; the message says why, if more is known."""


@contextmanager
def open_objects(repository: Repository, seconds: int = MOST_SECONDS, wall: float | None = None) -> Iterator[Objects]:
    """Yield the objects of a repository, with limits on processor time and on that on the clock.

    Raises SpecError if there is no git, or a file of the repository is damaged.
    """
    check_objects(repository.objects)
    with git_processes(repository, seconds, wall, "--batch-check", "--batch") as (ask, read):
        yield Objects(repository, ask, read)


class Objects:
    """The objects of a repository, each checked against its hash."""

    def __init__(self, repository: Repository, ask: GitProcess, read: GitProcess) -> None:
        """Set the git processes that return the headers and the contents of objects."""
        self.repository = repository
        self._ask, self._read = ask, read

    @property
    def digits(self) -> int:
        """The number of digits of a full hash."""
        return 2 * hashlib.new(self.repository.algorithm, usedforsecurity=False).digest_size

    def header(self, name: str) -> Header | None:
        """Return the header of an object, by its hash or the first digits of it, or None if it does not exist.

        Raises UnknownRevisionError if several hashes begin with these digits.
        """
        answer = self._ask.answer(name)
        if answer[-1:] == [b"ambiguous"]:
            raise UnknownRevisionError("several objects begin with these digits")
        return None if answer[-1:] == [b"missing"] else self._ask.header(answer)

    def size(self, hash_: str, kind: str) -> int:
        """Return the size of an object of a kind in bytes. Raises SpecError if it is missing or of another kind."""
        header = self.header(hash_)
        if header is None:
            raise self.missing(hash_, kind)
        if header.kind != kind or header.hash != hash_:
            raise damaged(f"the object {hash_}", f"is not the {kind} that it should be")
        return header.size

    def structure(self, hash_: str, kind: str) -> bytes:
        """Return a commit, a tag or a tree."""
        size = self.size(hash_, kind)
        if size > _MOST_STRUCTURE:
            raise too_large(f"the {kind} {hash_} has {size:,} bytes; the limit is {_MOST_STRUCTURE:,}")
        return b"".join(self._chunks(Header(hash_, kind, size)))

    def small(self, hash_: str, size: int) -> bytes:
        """Return a blob of a known size."""
        return b"".join(self._chunks(Header(hash_, "blob", size)))

    def copy(self, hash_: str, size: int, target: IO[bytes]) -> None:
        """Write a blob of a known size into a file, piece by piece.

        Raises SpecError at the end if it doesn't match its hash.
        """
        for chunk in self._chunks(Header(hash_, "blob", size)):
            target.write(chunk)

    def _chunks(self, expected: Header) -> Iterator[bytes]:
        """Yield the bytes of an object. Raises SpecError if they don't match its hash."""
        header = self._read.header(self._read.answer(expected.hash))
        digest = hashlib.new(self.repository.algorithm, usedforsecurity=False)
        digest.update(b"%s %d\0" % (expected.kind.encode(), expected.size))
        if header == expected:
            for chunk in self._read.chunks(header.size):
                digest.update(chunk)
                yield chunk
        if header != expected or digest.hexdigest() != expected.hash:
            raise damaged(f"the object {expected.hash}", "does not match its hash")

    def missing(self, hash_: str, kind: str) -> SpecError:
        """Return the error of an object that this clone lacks, with the command that gets it."""
        repository = self.repository
        message = f"the {kind} {hash_[:12]} is not in this clone"
        if kind == "commit" and (repository.common / "shallow").is_file():
            remedy = "`git fetch --unshallow` fetches the rest"
            return SpecError(Fault(f"{message}, which is shallow", None, remedy, code="shallow-clone"))
        if any((repository.objects / "pack").glob("*.promisor")):
            remedy = "`git fetch --refetch --no-filter` fetches the rest; kit itself fetches nothing"
            return SpecError(Fault(f"{message}, which is partial", None, remedy, code="partial-clone"))
        remedy = "`git fsck` lists what is missing; a new clone is complete"
        return SpecError(Fault(message, None, remedy, code="object-missing"))


def too_large(message: str) -> SpecError:
    """Return the error of a revision that exceeds a limit."""
    remedy = "compare kits or projects instead, or give the campaign its own repository"
    return SpecError(Fault(message, None, remedy, code="revision-too-large"))
