"""The work of one process: paint a picture once and encode it for every placement that wants it.

What was painted or encoded before is taken from the cache: pixels by artwork and raster engines, files by pixels,
rule or page, description, and encoders. A worker holds no more memory than it is given: where that is not enough it
ends, and another takes its place.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (a task is sent between processes)
from threading import Thread
from typing import TYPE_CHECKING
from zlib import compress, decompress

from kit.encode import encode, encode_pdf, on_sheet, packet
from kit.encode import engines as encoders
from kit.errors import EncodeError, Fault
from kit.model.asset import Description, EncodedFile, EncodeRule, Pixels, PrintPage
from kit.raster import engines as rasterisers
from kit.raster import paint, paint_pdf
from kit.store.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.platform != "win32":
    import resource

#: The code with which a worker ends whose picture takes more memory than there is.
OUT_OF_MEMORY = 77


@dataclass(frozen=True, slots=True)
class Order:
    """What one placement wants of a picture: an image that keeps to a rule and says what it is; on paper a page too."""

    rule: EncodeRule
    about: Description
    page: PrintPage | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A picture to paint, the drawing it was made of, and what every placement wants of it."""

    svg: str
    drawing: str
    digest: str
    orders: tuple[Order, ...]
    cache: Path


@dataclass(frozen=True, slots=True)
class Done:
    """The files of each order of a task, or why they can't be made; seconds by stage; peak memory."""

    files: tuple[tuple[EncodedFile, ...] | Fault, ...]
    painted: bool
    seconds: dict[str, float]
    peak_bytes: int


def start(most_bytes: int) -> None:
    """Prepare a worker: ^C is the parent's to handle, and without the parent there is nothing to do.

    Its own memory (heap, pictures, stacks; not shared libraries) is bounded on Linux, which alone keeps RLIMIT_DATA
    (https://man7.org/linux/man-pages/man2/getrlimit.2.html). On macOS and Windows only the guard on drawings and the
    time limit hold.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (most_bytes, most_bytes))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def run(task: Task) -> Done:
    """Make the files of a task. Ends the process when memory runs out: what is left of it is not to be trusted."""
    desk = _Desk(Cache(task.cache), task)
    try:
        files = tuple(desk.files(order) for order in task.orders)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    return Done(files, desk.painted, desk.seconds, _peak_bytes())


def _peak_bytes() -> int:
    """Return the most memory that this process has held; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024  # macOS counts bytes, Linux KiB


class _Desk:
    """One task under way: its pixels are painted at most once, and only if a file is not in the cache."""

    def __init__(self, cache: Cache, task: Task) -> None:
        self.cache = cache
        self.task = task
        self.painted = False
        self.seconds = {"paint": 0.0, "encode": 0.0}
        self._pixels: Pixels | None = None

    def files(self, order: Order) -> tuple[EncodedFile, ...] | Fault:
        """Return the image of an order and its page, from the cache if they are there."""
        about, page = order.about, order.page
        try:
            said = packet(about).decode()
            image = self._file(f"{order.rule} {said}", lambda: encode(self.pixels(), order.rule, about))
        except EncodeError as error:
            return error.faults[0]
        return (image,) if page is None else (image, self._file(f"{page} {said}", lambda: self._pdf(page, about)))

    def _file(self, what: str, make: Callable[[], EncodedFile]) -> EncodedFile:
        """Return a file from the cache, or make it; the time it takes to paint is not counted twice."""
        key = key_of(self.task.digest, what, _versions(rasterisers()), _versions(encoders()))
        kept = self.cache.get("files", key)
        if kept is not None:
            return _unpack(kept)
        began, painting = time.perf_counter(), self.seconds["paint"]
        file = make()
        self.seconds["encode"] += time.perf_counter() - began - (self.seconds["paint"] - painting)
        self.cache.put("files", key, _pack(file))
        return file

    def _pdf(self, page: PrintPage, about: Description) -> EncodedFile:
        return EncodedFile("application/pdf", encode_pdf(paint_pdf(on_sheet(self.task.svg, page)), page, about), None)

    def pixels(self) -> Pixels:
        """Return the pixels of the task's picture."""
        if self._pixels is None:
            key = key_of(self.task.digest, _versions(rasterisers()))
            kept = self.cache.get("pixels", key)
            self._pixels = _unpack_pixels(kept) if kept is not None else self._paint(key)
        return self._pixels

    def _paint(self, key: str) -> Pixels:
        began = time.perf_counter()
        pixels = paint(self.task.svg)
        self.seconds["paint"] += time.perf_counter() - began
        self.painted = True
        size = pixels.width.to_bytes(4, "big") + pixels.height.to_bytes(4, "big")
        self.cache.put("pixels", key, size + compress(pixels.rgba, 1))
        return pixels


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
