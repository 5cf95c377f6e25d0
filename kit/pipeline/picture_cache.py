"""Pictures that an earlier build composed, and found without fault: they are known by all that decides how they look.

What decides is resolved first: the words, colours and placement of a picture, in whichever line they are written; the
drawing, its layout and the fonts it is set in, by their bytes; and the generator. What is kept is how the picture was
called when it was painted, so that its files are found in the cache. One of which anything was found is not kept, as
findings name lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import KitError
from kit.base.geometry import Box, Size  # noqa: TC001  (msgspec reads the annotations)
from kit.cache.entries import key_of
from kit.cache.kinds import Kind
from kit.compose import Composer, drawn_slots, near_drawings
from kit.content import resolve
from kit.content.theme import pair_mark
from kit.encode.image_bytes import engines as encoders
from kit.images import engines as image_engines
from kit.layout import choose_drawing
from kit.model.message_picture import numbers_of
from kit.model.picture import DrawnSlots  # noqa: TC001
from kit.model.review import RolePair
from kit.pipeline.picture_inputs import PictureInputs, families_of, said
from kit.raster import engines as rasterisers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.cache.entries import Cache
    from kit.model.artwork import Artboard, Artwork
    from kit.model.layout import Drawing, Layout
    from kit.model.picture import Picture
    from kit.model.project import Project


@dataclass(frozen=True, slots=True)
class KnownDrawing:
    """What is known of a drawing without reading it: its size, live box and slots, and the families of its words."""

    size: Size
    live: Box
    slots: DrawnSlots
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a picture that was composed before: its digest, and what the manifest and a review ask for."""

    digest: str
    has_parts: bool
    qr: str | None
    pairs: tuple[RolePair, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that is resolved but not composed, the drawing that is chosen for it, and the key it is kept under."""

    picture: Picture
    drawing: str
    key: str


class _KeptPicture(NamedTuple):
    """What is kept of a picture: all that is known of it, but each pair of roles with its colours alone."""

    digest: str
    has_parts: bool
    qr: str | None
    pairs: tuple[tuple[str, str, str, str], ...]


_PICTURES = Kind("pictures", _KeptPicture)
_DRAWINGS = Kind("drawings", KnownDrawing)


class KnownPictures:
    """Looks pictures up in a cache, and enters them."""

    def __init__(self, project: Project, store: Cache, by: str) -> None:
        """Take a project, a cache, and a key for the rules that are turned off, which decide as well."""
        self._project = project
        self._cache = store
        self._by = key_of(by, said({**rasterisers(), **image_engines(), **encoders()}))
        self._inputs = PictureInputs()
        self._drawings: dict[tuple[Path, str], str] = {}
        self._shapes: dict[tuple[str, tuple[int, ...]], KnownDrawing | None] = {}

    def candidate(self, artboard: Artboard, composer: Composer) -> Candidate | None:
        """Return the picture of an artboard with its key; None where something is wrong, which composing tells.

        What the cache does not tell of a drawing the composer reads.
        """
        layout, placement = self._project.layouts[artboard.layout], artboard.placement
        numbers = tuple(numbers_of(artboard.message))
        paths = near_drawings(layout, placement)
        try:
            shapes = {path: self._shape(path, layout, numbers, composer) for path in paths}
            known = {path: shape for path, shape in shapes.items() if shape}
            if len(known) < len(paths):
                return None
            chosen = choose_drawing(known.values(), placement.canvas, placement.safe_box)
            path = next(path for path, shape in known.items() if shape is chosen)
            picture = resolve(artboard, self._project, chosen.slots)
            drawn = self._inputs.drawn(layout, path, chosen.families, composer.book)
        except (KitError, OSError):
            return None
        return Candidate(picture, chosen.slots.file, key_of(self._by, said(picture), drawn))

    def find(self, candidate: Candidate) -> Known | None:
        """Return what is known of a picture; None when it is to be composed."""
        entry, picture = _PICTURES.find(self._cache, (candidate.key,)), candidate.picture
        if entry is None:
            return None
        layout = self._project.layouts[picture.layout]
        pairs = (
            RolePair((one, other), (first, second), pair_mark(one, picture.theme, layout, self._project))
            for one, other, first, second in entry.pairs
        )
        return Known(entry.digest, entry.has_parts, entry.qr, tuple(pairs))

    def keep(self, candidate: Candidate, artwork: Artwork, pairs: Iterable[RolePair]) -> None:
        """Enter a picture of which nothing was found."""
        address = artwork.code.address if artwork.code else None
        roles = tuple((*pair.roles, *pair.colours) for pair in pairs)
        kept = _KeptPicture(artwork.digest, bool(artwork.parts), address, roles)
        _PICTURES.keep(self._cache, (candidate.key,), kept)

    def _shape(self, path: Path, layout: Layout, numbers: tuple[int, ...], composer: Composer) -> KnownDrawing | None:
        """Return what is known of a drawing; None for one that has hidden slots. Raises DrawingError."""
        by = self._drawing(path, layout)
        if (by, numbers) not in self._shapes:
            key = by, said(numbers)
            shape = _DRAWINGS.find(self._cache, key)
            if shape is None:
                shape = _known(composer.drawing(path, layout), numbers)
                if not shape.slots.hidden:
                    _DRAWINGS.keep(self._cache, key, shape)
            self._shapes[by, numbers] = None if shape.slots.hidden else shape
        return self._shapes[by, numbers]

    def _drawing(self, path: Path, layout: Layout) -> str:
        """Return a key for a drawing of a layout, and what it is read with."""
        if (path, layout.name) not in self._drawings:
            colours, families = said(layout.made_in.colours), said(self._project.campaign.families)
            by = key_of(self._by, "drawing", "/".join(path.parts[-2:]), self._inputs.digest(path), colours)
            self._drawings[path, layout.name] = key_of(by, families, *self._inputs.parts(layout))
        return self._drawings[path, layout.name]


def _known(drawing: Drawing, numbers: tuple[int, ...]) -> KnownDrawing:
    """Return what is to be known of a drawing that was read, for the pictures of a message."""
    return KnownDrawing(drawing.size, drawing.live, drawn_slots(drawing, numbers), families_of(drawing))
