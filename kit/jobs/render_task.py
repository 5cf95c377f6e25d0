"""Paint a picture once and encode it for every placement that asks for it.

What was painted, measured or encoded before is taken from the cache: pixels by artwork and raster engines, measures by
the same and what they measure, files by artwork, rule or page, description, and encoders.
"""

from __future__ import annotations

import json
import time
from hashlib import sha256
from typing import TYPE_CHECKING
from zlib import compress, decompress

from kit.encode import encode, encode_pdf, on_sheet, packet
from kit.encode import engines as encoders
from kit.errors import EncodeError, Fault, ImageError
from kit.images import embedded
from kit.images import engines as image_engines
from kit.jobs.memory import peak_bytes
from kit.jobs.tasks import TaskResult
from kit.model.asset import PDF, EncodedFile, Pixels
from kit.raster import engines as rasterisers
from kit.raster import paint, paint_pdf

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.jobs.tasks import EncodeRequest, Measured, RenderTask
    from kit.model.asset import Description, PrintPage

#: Changes when files in the cache hold something else than before: since the second form, the sum of decoded pixels;
#: since the third, photos in PDFs as JPEG.
_ENTRY = "file 3"


class Render:
    """The state of one task: its pixels are painted at most once, and only if a file is not in the cache.

    `painted` says whether they were; `seconds` holds the time of each stage.
    """

    def __init__(self, task: RenderTask) -> None:
        """Take a task; nothing is painted before it is needed."""
        self.task = task
        self.painted = False
        self.seconds = {"paint": 0.0, "encode": 0.0, "measure": 0.0}
        self._pixels: Pixels | None = None
        self._painters = _versions({**rasterisers(), **(image_engines() if task.parts else {})})

    def files(self, request: EncodeRequest) -> tuple[EncodedFile, ...] | Fault:
        """Return the image of a request and its page, from the cache if they are there."""
        about, page = request.about, request.page
        try:
            said = packet(about).decode()
            image = self._file(f"{request.rule} {said}", lambda: encode(self.pixels(), request.rule, about))
        except EncodeError as error:
            return error.faults[0]
        return (image,) if page is None else (image, self._file(f"{page} {said}", lambda: self._pdf(page, about)))

    def measured(self) -> Measured:
        """Return what is to be measured of the pixels, from the cache if it is there."""
        measure = self.task.measure
        if measure is None:
            return {}
        key = key_of(self.task.digest, measure.key, self._painters)
        found = self.task.cache.get("measures", key)
        if found is None:
            pixels, began = self.pixels(), time.perf_counter()
            found = json.dumps(measure(pixels)).encode()
            self.seconds["measure"] += time.perf_counter() - began
            self.task.cache.put("measures", key, found)
        measured: Measured = json.loads(found)
        return measured

    def _file(self, what: str, make: Callable[[], EncodedFile]) -> EncodedFile:
        """Return a file from the cache, or make it; the time it takes to paint is not counted twice."""
        key = key_of(_ENTRY, self.task.digest, what, self._painters, _versions(encoders()))
        cached = self.task.cache.get("files", key)
        if cached is not None:
            return _unpack(cached)
        began, painting = time.perf_counter(), self.seconds["paint"]
        file = make()
        self.seconds["encode"] += time.perf_counter() - began - (self.seconds["paint"] - painting)
        self.task.cache.put("files", key, _pack(file))
        return file

    def _pdf(self, page: PrintPage, about: Description) -> EncodedFile:
        return EncodedFile(PDF, encode_pdf(paint_pdf(self._embedded(on_sheet(self.task.svg, page))), page, about), None)

    def pixels(self) -> Pixels:
        """Return the pixels of the task's picture."""
        if self._pixels is None:
            key = key_of(self.task.digest, self._painters)
            cached = self.task.cache.get("pixels", key)
            self._pixels = _unpack_pixels(cached) if cached is not None else self._paint(key)
        return self._pixels

    def _paint(self, key: str) -> Pixels:
        began = time.perf_counter()
        pixels = paint(self._embedded(self.task.svg))
        self.seconds["paint"] += time.perf_counter() - began
        self.painted = True
        size = pixels.width.to_bytes(4, "big") + pixels.height.to_bytes(4, "big")
        self.task.cache.put("pixels", key, size + compress(pixels.rgba, 1))
        return pixels

    def _embedded(self, svg: str) -> str:
        return embedded(svg, self.task.parts)


def render(task: RenderTask) -> TaskResult:
    """Make the files of a task, and measure its pixels."""
    state = Render(task)
    try:
        files = tuple(state.files(request) for request in task.requests)
        measured = state.measured()
    except ImageError as error:  # a photo that was changed since it was found
        return TaskResult(error.faults[:1] * len(task.requests), state.painted, state.seconds, peak_bytes())
    return TaskResult(files, state.painted, state.seconds, peak_bytes(), measured)


def key_of(*parts: str) -> str:
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
