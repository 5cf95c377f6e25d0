"""The work of one process: paint a picture once and encode it for every placement that wants it.

What was painted or encoded before is taken from the cache: pixels by artwork and raster engines, files by pixels,
rule or page, description, and encoders. A worker has a limit of memory: where that is not enough it ends, and another
takes its place.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from threading import Thread
from typing import TYPE_CHECKING, Protocol
from zlib import compress, decompress

from kit.encode import encode, encode_pdf, on_sheet, packet
from kit.encode import engines as encoders
from kit.errors import EncodeError, Fault
from kit.model.asset import Description, EncodedFile, EncodeRule, Pixels, PrintPage
from kit.raster import engines as rasterisers
from kit.raster import paint, paint_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.platform != "win32":
    import resource

#: The code with which a worker ends whose picture takes more memory than there is.
OUT_OF_MEMORY = 77
#: Changes when files in the cache hold something else than before: since the second form, the sum of decoded pixels.
_ENTRY = "file 2"


class Cache(Protocol):
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
    cache: Cache


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The files of each request of a task, or why they can't be made; seconds by stage; peak memory in bytes."""

    files: tuple[tuple[EncodedFile, ...] | Fault, ...]
    painted: bool
    seconds: dict[str, float]
    peak_bytes: int


def initialise(most_bytes: int) -> None:
    """Prepare a worker: ^C is the parent's to handle, and without the parent there is nothing to do.

    Its own memory (heap, pictures, stacks; not shared libraries) is bounded on Linux, which alone enforces RLIMIT_DATA
    (https://man7.org/linux/man-pages/man2/getrlimit.2.html). On macOS and Windows only the guard on drawings and the
    time limit hold.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_exit_with_parent, daemon=True).start()
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


def _exit_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def run(task: RenderTask) -> TaskResult:
    """Make the files of a task. Ends the process when memory runs out: what is left of it is not to be trusted."""
    render = _Render(task)
    try:
        files = tuple(render.files(request) for request in task.requests)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    return TaskResult(files, render.painted, render.seconds, _peak_bytes())


def _peak_bytes() -> int:
    """Return the most memory that this process has held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # macOS counts bytes, Linux KiB


class _Render:
    """One task under way: its pixels are painted at most once, and only if a file is not in the cache."""

    def __init__(self, task: RenderTask) -> None:
        self.task = task
        self.painted = False
        self.seconds = {"paint": 0.0, "encode": 0.0}
        self._pixels: Pixels | None = None

    def files(self, request: EncodeRequest) -> tuple[EncodedFile, ...] | Fault:
        """Return the image of a request and its page, from the cache if they are there."""
        about, page = request.about, request.page
        try:
            said = packet(about).decode()
            image = self._file(f"{request.rule} {said}", lambda: encode(self.pixels(), request.rule, about))
        except EncodeError as error:
            return error.faults[0]
        return (image,) if page is None else (image, self._file(f"{page} {said}", lambda: self._pdf(page, about)))

    def _file(self, what: str, make: Callable[[], EncodedFile]) -> EncodedFile:
        """Return a file from the cache, or make it; the time it takes to paint is not counted twice."""
        key = _key(_ENTRY, self.task.digest, what, _versions(rasterisers()), _versions(encoders()))
        cached = self.task.cache.get("files", key)
        if cached is not None:
            return _unpack(cached)
        began, painting = time.perf_counter(), self.seconds["paint"]
        file = make()
        self.seconds["encode"] += time.perf_counter() - began - (self.seconds["paint"] - painting)
        self.task.cache.put("files", key, _pack(file))
        return file

    def _pdf(self, page: PrintPage, about: Description) -> EncodedFile:
        return EncodedFile("application/pdf", encode_pdf(paint_pdf(on_sheet(self.task.svg, page)), page, about), None)

    def pixels(self) -> Pixels:
        """Return the pixels of the task's picture."""
        if self._pixels is None:
            key = _key(self.task.digest, _versions(rasterisers()))
            cached = self.task.cache.get("pixels", key)
            self._pixels = _unpack_pixels(cached) if cached is not None else self._paint(key)
        return self._pixels

    def _paint(self, key: str) -> Pixels:
        began = time.perf_counter()
        pixels = paint(self.task.svg)
        self.seconds["paint"] += time.perf_counter() - began
        self.painted = True
        size = pixels.width.to_bytes(4, "big") + pixels.height.to_bytes(4, "big")
        self.task.cache.put("pixels", key, size + compress(pixels.rgba, 1))
        return pixels


def _key(*parts: str) -> str:
    """Return a key for what some words describe together: 64 hexadecimal digits."""
    return sha256("\0".join(parts).encode()).hexdigest()


def _versions(engines: dict[str, str]) -> str:
    return json.dumps(engines, sort_keys=True)


def _pack(file: EncodedFile) -> bytes:
    head = json.dumps([file.media_type, file.pixels_sha256]).encode()
    return len(head).to_bytes(4, "big") + head + file.data


def _unpack(data: bytes) -> EncodedFile:
    end = 4 + int.from_bytes(data[:4], "big")
    media_type, digest = json.loads(data[4:end])
    return EncodedFile(media_type, data[end:], digest)


def _unpack_pixels(data: bytes) -> Pixels:
    width, height = int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big")
    return Pixels(width, height, decompress(data[8:]))
