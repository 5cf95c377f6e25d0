"""Read files that Git LFS keeps beside the objects of a repository (https://github.com/git-lfs/git-lfs, docs/spec.md).

A pointer in the place of such a file has its sha256 and size; the file lies in the clone if it was ever checked out.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import IO, TYPE_CHECKING, NamedTuple

from kit.repository.location import open_regular

if TYPE_CHECKING:
    from pathlib import Path

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
    """Return the pointer that a blob is; None where it is a file itself."""
    found = _POINTER.fullmatch(data)
    return Pointer(found[1].decode("ascii"), int(found[2])) if found else None


def copy_pointed(pointer: Pointer, common: Path, target: IO[bytes]) -> bool:
    """Write the file of a pointer into another, piece by piece; tell whether it was there, whole and unchanged."""
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
