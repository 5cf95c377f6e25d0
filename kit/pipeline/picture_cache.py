"""Pictures that an earlier build composed, and found without fault: they are known by all that decides how they look.

What decides is resolved first: the words, colours and placement of a picture, in whichever line they are written; the
drawing, its layout and the fonts it is set in, by their bytes; and the generator. What is kept is how the picture was
called when it was painted, so that its files are found in the cache. One of which anything was found is not kept, as
findings name lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import KitError, Mark
from kit.base.geometry import Box, Size  # noqa: TC001  (msgspec reads the annotations)
from kit.cache.entries import key_of
from kit.compose import Composer, drawn_slots, near_drawings
from kit.content import resolve
from kit.content.theme import pair_mark
from kit.encode.image_bytes import engines as encoders
from kit.images import engines as image_engines
from kit.layout import choose_drawing
from kit.model.message_picture import numbers_of
from kit.model.picture import DrawnSlots  # noqa: TC001
from kit.model.review import RolePair
from kit.raster import engines as rasterisers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.cache.entries import Cache
    from kit.model.artwork import Artboard, Artwork
    from kit.model.layout import Drawing, Layout
    from kit.model.picture import Picture
    from kit.model.project import Project


#: Changes when entries hold something else than before: since the third, the digest of a tree; since the
#: fourth, MessagePack.
_ENTRY = "picture 4"


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


class KnownPictures:
    """Looks pictures up in a cache, and enters them."""

    def __init__(self, project: Project, store: Cache, by: str) -> None:
        """Take a project, a cache, and a key for what else decides: the generator, the rules that are turned off."""
        self._project = project
        self._cache = store
        self._by = key_of(_ENTRY, by, said({**rasterisers(), **image_engines(), **encoders()}))
        self._digests: dict[Path, str] = {}
        self._layouts: dict[str, str] = {}
        self._families: dict[tuple[str, ...], str] = {}
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
            drawn = self._layout(layout), self._digest(path), self._fonts(chosen.families, composer)
        except (KitError, OSError):
            return None
        return Candidate(picture, chosen.slots.file, key_of(self._by, said(picture), *drawn, *self._parts(layout)))

    def find(self, candidate: Candidate) -> Known | None:
        """Return what is known of a picture; None when it is to be composed."""
        entry, picture = self._cache.value("pictures", candidate.key, _KeptPicture), candidate.picture
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
        self._cache.keep("pictures", candidate.key, _KeptPicture(artwork.digest, bool(artwork.parts), address, roles))

    def _shape(self, path: Path, layout: Layout, numbers: tuple[int, ...], composer: Composer) -> KnownDrawing | None:
        """Return what is known of a drawing; None for one that has hidden slots. Raises DrawingError."""
        by = self._drawing(path, layout)
        if (by, numbers) not in self._shapes:
            key = key_of(by, said(numbers))
            shape = self._cache.value("drawings", key, KnownDrawing)
            if shape is None:
                shape = _known(composer.drawing(path, layout), numbers)
                if not shape.slots.hidden:
                    self._cache.keep("drawings", key, shape)
            self._shapes[by, numbers] = None if shape.slots.hidden else shape
        return self._shapes[by, numbers]

    def _layout(self, layout: Layout) -> str:
        """Return all that a layout of the project says, as text."""
        if layout.name not in self._layouts:
            self._layouts[layout.name] = said(layout)
        return self._layouts[layout.name]

    def _fonts(self, families: tuple[str, ...], composer: Composer) -> str:
        """Return a key for the fonts that words of some families are set in. Raises OSError and FontError."""
        if families not in self._families:
            fonts = [composer.book.sources(family) for family in families]
            files = (self._digest(file) for one in fonts for file in one[1])
            self._families[families] = key_of(said(fonts), *files)
        return self._families[families]

    def _drawing(self, path: Path, layout: Layout) -> str:
        """Return a key for a drawing of a layout, and what it is read with."""
        if (path, layout.name) not in self._drawings:
            colours, families = said(layout.made_in.colours), said(self._project.campaign.families)
            by = key_of(self._by, "drawing", "/".join(path.parts[-2:]), self._digest(path), colours)
            self._drawings[path, layout.name] = key_of(by, families, *self._parts(layout))
        return self._drawings[path, layout.name]

    def _digest(self, path: Path) -> str:
        """Return the sha256 of a file as it was when it was first asked for. Raises OSError."""
        if path not in self._digests:
            self._digests[path] = sha256(path.read_bytes()).hexdigest()
        return self._digests[path]

    def _parts(self, layout: Layout) -> list[str]:
        return [f"{name} {self._digest(path)}" for name, path in layout.parts.items()]


def _known(drawing: Drawing, numbers: tuple[int, ...]) -> KnownDrawing:
    """Return what is to be known of a drawing that was read, for the pictures of a message."""
    styles = (slot.style for slot in drawing.slots.values() if slot.style)
    families = tuple(dict.fromkeys(style.family for style in styles))
    return KnownDrawing(drawing.size, drawing.live, drawn_slots(drawing, numbers), families)


def said(value: object) -> str:
    """Return all that a value says as text, but not in which line it is written, or in which folder a file lies."""
    if isinstance(value, str | int | float):  # most are, so that they are told first
        return repr(value)
    if isinstance(value, Mark):
        return ""
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        return f"{kind.__name__}({', '.join([said(getattr(value, name)) for name in _names(kind)])})"
    return _said_of_many(value)


def _said_of_many(value: object) -> str:
    """Return what is said of a mapping, of a row or a set of values, or of a value without parts."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {said(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "(" + ", ".join(map(said, value)) + ")"
    if isinstance(value, frozenset | set):
        return "{" + ", ".join(sorted(map(said, value))) + "}"
    return repr(value.name if isinstance(value, Path) else value)


@cache
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a class."""
    return tuple(one.name for one in fields(kind))
