"""Paint a picture once, and compress its pixels once for all placements that use the same form of file.

Earlier results come from the cache: image files without their texts, by artwork, form and engines; pages, by artwork,
page, description and engines; measures, by artwork, raster engines and the kind of measure; thumbnails, by artwork and
engines. Pixels are not cached: painting them again is as quick as reading them.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from kit.base.cache.kinds import Kind, Store
from kit.base.errors import EncodeError, Fault, ImageError
from kit.base.geometry import Size
from kit.drawing.images.preparing import embedded
from kit.drawing.images.preparing import engines as image_engines
from kit.model.asset import (
    FORMATS,
    IMAGE_FORMATS,
    PDF,
    Description,
    EncodedFile,
    EncodeRule,
    IndexedPixels,
    PremultipliedPixels,
    PrintPage,
)
from kit.model.image import ImagePart
from kit.model.tree import Tree
from kit.paint.effect_pictures import fineness, with_pictures
from kit.paint.encode.decoding import is_whole_image
from kit.paint.encode.image_bytes import Body, Form, choose, make_body
from kit.paint.encode.image_bytes import engines as image_encoders
from kit.paint.encode.pdf import encode_pdf, on_sheet
from kit.paint.encode.pdf import engines as page_encoders
from kit.paint.encode.pixel_images import make_thumbnail, thumbnail_size
from kit.paint.encode.png import in_its_palette
from kit.paint.encode.xmp import packet
from kit.paint.grounds import PaintedGround, ground_of
from kit.paint.raster.painter import engines as rasterisers
from kit.paint.raster.painter import paint_pdf, shrunk
from kit.paint.raster.resvg_engine import engines as effect_engines
from kit.run.jobs.limits import is_large, painter_raised, peak_bytes
from kit.run.jobs.worker import return_free_memory


class Measure(Protocol):
    """Measures the pixels of one picture for rules. It is sent to workers, so it must be picklable."""

    @property
    def key(self) -> str:
        """The key of the measures and their method: with the same key, equal pixels give equal measures."""

    def usable(self, kept: Measured | None, /) -> Measured | None:
        """Return earlier measures of such a picture from the cache, or None if they don't fit it."""

    def __call__(self, pixels: PremultipliedPixels | IndexedPixels, ground: PremultipliedPixels, /) -> Measured:
        """Return the measures of the pixels of both, by the name of the rule that uses them."""


#: The measures of a picture, by rule: values that can be packed.
Measured = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EncodeRequest:
    """The files that one placement needs: an image under a rule, with its description, and for print also a page."""

    rule: EncodeRule
    about: Description
    page: PrintPage | None = None


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A picture to paint, as a tree with its digest, and a request for each placement that shows it.

    `ground` is what is behind its words; `drawing` is the file that faults name; `cache` has earlier results; `measure`
    gives the measures that rules need. `parts` are the photos and logos that the trees refer to.
    """

    tree: Tree
    ground: Tree
    drawing: str
    digest: str
    requests: tuple[EncodeRequest, ...]
    cache: Store
    measure: Measure | None = None
    parts: tuple[ImagePart, ...] = ()

    @property
    def size(self) -> tuple[float, float]:
        """The size of the picture in px."""
        return self.tree.size


@dataclass(frozen=True, slots=True)
class TaskResult:
    """The files of each request of a task, or why they can't be made; seconds by stage; peak memory in bytes.

    `measured` has the measures that the task requested; `thumbnail` is a small image of the pixels, None if a picture
    of the task can't be made.
    """

    files: tuple[tuple[EncodedFile, ...] | Fault, ...]
    painted: bool
    seconds: dict[str, float]
    peak_bytes: int
    measured: Measured = field(default_factory=dict)
    thumbnail: EncodedFile | None = None


#: What is kept of an indexed PNG that can't be made.
_NO_FILE = Body(FORMATS["png"].media_type, b"", None)
#: The parts of the package that affect what is painted and encoded: this module and everything that it imports.
PAINTED_BY = ("base/", "drawing/images/", "drawing/svg/source/", "model/", "paint/", "run/jobs/")
_BODIES = Kind("bodies", Body, PAINTED_BY)
_PAGES = Kind("files", EncodedFile, PAINTED_BY)
_THUMBNAILS = Kind("thumbnails", EncodedFile, PAINTED_BY)
_MEASURES = Kind("measures", Measured, PAINTED_BY)


class _KeptOnly(NamedTuple):
    """What a picture has of which only the digest is known."""

    images: bool
    effects: bool


class _NotKeptError(Exception):
    """A file is not in the cache."""


class Render:
    """The state of one task: its pixels are painted at most once, and only if a file is not in the cache.

    `painted` is whether they were; `seconds` has the time of each stage.
    """

    def __init__(self, task: RenderTask, kept: _KeptOnly | None = None) -> None:
        """Set a task; of a picture that is `kept` there is only the digest, and nothing to paint."""
        self.task = task
        self._kept = kept
        self.painted = False
        self.seconds = {"paint": 0.0, "encode": 0.0, "measure": 0.0}
        self._pixels: PremultipliedPixels | None = None
        self._bodies: dict[Form, Body] = {}
        about = kept or _KeptOnly(task.tree.has_images, task.tree.has_effects)
        prepared = image_engines() if about.images else {}
        second = effect_engines() if about.effects else {}
        self._painters = _versions({**rasterisers(), **prepared, **second})

    def files(self, request: EncodeRequest) -> tuple[EncodedFile, ...] | Fault:
        """Return the image and the page of a request, from the cache if possible."""
        about, page = request.about, request.page
        try:
            image = choose(self.body, request.rule, about)
        except EncodeError as error:
            return error.faults[0]
        return (image,) if page is None else (image, self._page(page, about))

    def body(self, form: Form) -> Body:
        """Return an image file of a form without its texts, from the cache if possible."""
        if form not in self._bodies:
            key_parts = self._key_parts(str(form), image_encoders())
            kept = _BODIES.find(self.task.cache, key_parts)
            self._bodies[form] = kept if kept and _fits(kept, form) else self._make_body(form, key_parts)
        return self._bodies[form]

    def measured(self) -> Measured:
        """Return the measures of the pixels, from the cache if possible.

        The pixels are those that the picture's PNG decodes to, if it has one with a palette.
        """
        measure = self.task.measure
        if measure is None:
            return {}
        as_png = any(form.format == "png" and not form.full_colour for form in self._bodies)
        key_parts = self._key_parts(measure.key, image_encoders() if as_png else {})
        measured = measure.usable(_MEASURES.find(self.task.cache, key_parts))
        if measured is None:
            pixels, began = self.pixels(), time.perf_counter()
            whole = in_its_palette(pixels) if as_png else pixels
            measured = measure(whole, self._ground.pixels)
            self.seconds["measure"] += time.perf_counter() - began
            _MEASURES.keep(self.task.cache, key_parts, measured)
        return measured

    def thumbnail(self) -> EncodedFile:
        """Return a small image of the task's picture, from the cache if possible."""
        key_parts = self._key_parts("", image_encoders())
        cached = _THUMBNAILS.find(self.task.cache, key_parts)
        if cached and is_whole_image(cached.data, cached.media_type):
            return cached
        pixels, began = self.pixels(), time.perf_counter()
        file = make_thumbnail(shrunk(pixels, thumbnail_size((pixels.width, pixels.height))))
        self.seconds["encode"] += time.perf_counter() - began
        _THUMBNAILS.keep(self.task.cache, key_parts, file)
        return file

    def pixels(self) -> PremultipliedPixels:
        """Return the pixels of the task's picture."""
        if self._pixels is None:
            began = time.perf_counter()
            tree = self._tree()
            self._pixels = self._ground.under(tree)
            self.seconds["paint"] += time.perf_counter() - began
            self.painted = True
        return self._pixels

    def painted_page(self, page: PrintPage) -> bytes:
        """Return a page as painted, before its description is added."""
        tree = self._tree(fineness(self.task.tree, page))
        return paint_pdf(tree, *on_sheet(tree.size, page))

    def _make_body(self, form: Form, key_parts: tuple[str, ...]) -> Body:
        pixels, began = self.pixels(), time.perf_counter()
        body = make_body(pixels, form)
        self.seconds["encode"] += time.perf_counter() - began
        _BODIES.keep(self.task.cache, key_parts, body)
        return body

    def _page(self, page: PrintPage, about: Description) -> EncodedFile:
        """Return the page of a request, from the cache if possible."""
        key_parts = self._key_parts(f"{page} {packet(about).decode()}", page_encoders())
        cached = _PAGES.find(self.task.cache, key_parts)
        if cached and (cached.media_type, cached.pixels_sha256) == (PDF, None):
            return cached
        began = time.perf_counter()
        data = encode_pdf(self.painted_page(page), page, about)
        self.seconds["encode"] += time.perf_counter() - began
        file = EncodedFile(PDF, data, None)
        _PAGES.keep(self.task.cache, key_parts, file)
        return file

    def _key_parts(self, what: str, encoders: dict[str, str]) -> tuple[str, ...]:
        """Return the key of something made from the picture: everything that affects it."""
        return self.task.digest, what, self._painters, _versions(encoders)

    def _tree(self, scale: float = 1.0) -> Tree:
        """Return the picture with its photos and logos, and effects as pictures of `scale` px for one of its own."""
        if self._kept:
            raise _NotKeptError
        return self._painted(embedded(self.task.tree, self.task.parts), scale)

    @cached_property
    def _ground(self) -> PaintedGround:
        """What is behind the words of the picture, which the picture before may have had."""
        return ground_of(self.task.ground, self.task.parts, self._painted)

    def _painted(self, tree: Tree, scale: float = 1.0) -> Tree:
        return with_pictures(tree, self.task.cache, scale)


def kept(
    digest: str, request: EncodeRequest, cache: Store, *, images: bool = False, effects: bool = False
) -> tuple[tuple[EncodedFile, ...], EncodedFile] | None:
    """Return the files of a request and the thumbnail of a picture from the cache, by the picture's digest.

    None if one of them is missing.
    """
    nothing = Tree(Size(0, 0), ())
    task = RenderTask(nothing, nothing, "", digest, (request,), cache)
    state = Render(task, _KeptOnly(images, effects))
    try:
        files, thumbnail = state.files(request), state.thumbnail()
    except _NotKeptError:
        return None
    return None if isinstance(files, Fault) else (files, thumbnail)


def render(task: RenderTask) -> TaskResult:
    """Make the files of a task, and measure its pixels; free memory is returned before a large picture takes more."""
    state, make_room = Render(task), return_free_memory if is_large(task.size) else lambda: None
    try:
        make_room()
        files = tuple(state.files(request) for request in task.requests)
        make_room()
        measured, thumbnail = state.measured(), state.thumbnail()
    except ImageError as error:  # a photo that changed after it was read
        return TaskResult(error.faults[:1] * len(task.requests), state.painted, state.seconds, peak_bytes())
    return TaskResult(files, state.painted, state.seconds, peak_bytes(), measured, thumbnail)


def render_or_fault(task: RenderTask) -> TaskResult | Fault:
    """Make the files of a task; return a fault if the picture makes the painter fail. Raises InstallationError."""
    try:
        return render(task)
    except MemoryError:  # the worker handles it by ending
        raise
    except Exception as error:  # noqa: BLE001  (at least nine exception types escape the painter; see raster)
        return painter_raised(error, task)


def _versions(engines: dict[str, str]) -> str:
    return json.dumps(engines, sort_keys=True)


def _fits(body: Body, form: Form) -> bool:
    """Return whether a body from the cache is a complete one of a form."""
    if form.indexed and body == _NO_FILE:
        return True
    if not is_whole_image(body.data, body.media_type) or IMAGE_FORMATS[body.media_type] != form.format:
        return False
    return (body.pixels_sha256 is not None) == FORMATS[form.format].lossless
