"""Read the objects of a repository, each checked against its hash, so that a forged object is never read."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from kit.base.errors import Fault, SpecError
from kit.tools.repository.git_process import MOST_SECONDS, Header, git_processes
from kit.tools.repository.location import check_objects, damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.tools.repository.git_process import GitProcess
    from kit.tools.repository.location import Repository


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
