"""What is sent to a worker and comes back: a picture to paint with the files it is needed as, and those files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kit.errors import Fault
    from kit.model.asset import Description, EncodedFile, EncodeRule, PrintPage


class FileCache(Protocol):
    """Where bytes are kept by kind and key. It is sent to workers with each task, so it must be picklable."""

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return an entry exactly as it was put, or None."""

    def put(self, kind: str, key: str, data: bytes, /) -> None:
        """Take an entry; it may be lost, but never changed."""


@dataclass(frozen=True, slots=True)
class EncodeRequest:
    """The files that one placement needs: an image under a rule, with its description, and to print a page as well."""

    rule: EncodeRule
    about: Description
    page: PrintPage | None = None


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A picture to paint, as SVG with its digest, and a request for each placement that shows it.

    `drawing` is the file that faults name; `cache` holds what was made before.
    """

    svg: str
    drawing: str
    digest: str
    requests: tuple[EncodeRequest, ...]
    cache: FileCache


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The files of each request of a task, or why they can't be made; seconds by stage; peak memory in bytes."""

    files: tuple[tuple[EncodedFile, ...] | Fault, ...]
    painted: bool
    seconds: dict[str, float]
    peak_bytes: int
