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
from kit.cache.entries import key_of
from kit.cache.kinds import Kind
from kit.content import resolve
from kit.content.theme import pair_mark
from kit.encode.image_bytes import engines as encoders
from kit.images import engines as image_engines
from kit.model.review import RolePair
from kit.pipeline.picture_inputs import PictureInputs, said
from kit.raster import engines as rasterisers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.cache.entries import Cache
    from kit.compose import Composer
    from kit.model.artwork import Artboard, Artwork
    from kit.model.picture import Picture
    from kit.model.project import Project


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


class KnownPictures:
    """Looks pictures up in a cache, and enters them."""

    def __init__(self, project: Project, store: Cache, by: str) -> None:
        """Take a project, a cache, and a key for the rules that are turned off, which decide as well."""
        self._project = project
        self._cache = store
        self._by = key_of(by, said({**rasterisers(), **image_engines(), **encoders()}))
        self._inputs = PictureInputs()

    def candidate(self, artboard: Artboard, composer: Composer) -> Candidate | None:
        """Return the picture of an artboard with its key; None where something is wrong, which composing tells."""
        layout = self._project.layouts[artboard.layout]
        try:
            self._inputs.see(layout)
            drawing = composer.drawing_for(artboard)
            slots = composer.slots_of(drawing, artboard)
            if slots.hidden:
                return None
            picture = resolve(artboard, self._project, slots)
            drawn = self._inputs.drawn(layout, drawing, composer.book)
        except (KitError, OSError):
            return None
        return Candidate(picture, drawing.name, key_of(self._by, said(picture), drawn))

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
