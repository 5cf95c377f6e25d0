"""Pictures that an earlier build composed without errors, by a key of everything that decides how they look.

The key covers the resolved words, colours and placement of a picture, whatever the line they are written in; the
drawing, its layout and its fonts, by their bytes; and the generator. The entry has the digest under which the picture
was painted, so that its files are found in the cache. Findings name lines, so the entry of a picture with findings also
names the lines of its words, and the content of the files that they are in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kit.base.cache.entries import key_of
from kit.base.cache.kinds import Kind
from kit.base.errors import KitError
from kit.compose.content import resolve
from kit.compose.content.theme import pair_mark
from kit.drawing.images import engines as image_engines
from kit.model.finding import Finding  # noqa: TC001  (what is read is checked against it)
from kit.model.review import RolePair
from kit.paint.encode.image_bytes import engines as encoders
from kit.paint.raster import engines as rasterisers
from kit.run.pipeline.inputs import PictureInputs, fingerprint_text, marks_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.base.cache.entries import Cache
    from kit.base.errors import Mark
    from kit.compose import Composer
    from kit.model.artwork import Artboard, Artwork
    from kit.model.picture import Picture
    from kit.model.project import Project


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """What the cache has of a composed picture: its digest, and what the manifest and a review need."""

    digest: str
    has_parts: bool
    effects: bool
    qr: str | None
    pairs: tuple[RolePair, ...]
    found: Found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resolved picture that is not composed, the chosen drawing, and its key in the cache."""

    picture: Picture
    drawing: str
    key: str


class Found(NamedTuple):
    """The findings in a picture as it was composed, and in its pixels."""

    composed: tuple[Finding, ...] = ()
    pixels: tuple[Finding, ...] = ()


class _PictureEntry(NamedTuple):
    """The entry of a picture, with each pair of roles reduced to its colours.

    `lines` is the key of where its words are, if something was found in it; else empty.
    """

    digest: str
    has_parts: bool
    effects: bool
    qr: str | None
    pairs: tuple[tuple[str, str, str, str], ...]
    found: Found
    lines: str


_PICTURES = Kind("pictures", _PictureEntry)


class KeptPictures:
    """Looks pictures up in a cache, and adds them."""

    def __init__(self, project: Project, store: Cache, rules_key: str) -> None:
        """Take a project, a cache, and a key for the rules that are turned off, which decide as well."""
        self._project = project
        self._cache = store
        self._base_key = key_of(rules_key, fingerprint_text({**rasterisers(), **image_engines(), **encoders()}))
        self._inputs = PictureInputs()
        self._marks: dict[str, list[Mark]] = {}
        self._contents: dict[str, str] = {}

    def share_inputs(self, other: KeptPictures) -> None:
        """Use the digests of files that another project's pictures have, which are those of the same project."""
        self._inputs = other._inputs

    def candidate(self, artboard: Artboard, composer: Composer) -> Candidate | None:
        """Return the picture of an artboard with its key; None if something is wrong, which composing will report."""
        layout = self._project.layouts[artboard.layout]
        try:
            self._inputs.snapshot_files(layout)
            drawing = composer.drawing_for(artboard)
            slots = composer.slots_of(drawing, artboard)
            if slots.hidden:
                return None
            picture = resolve(artboard, self._project, slots)
            drawn = self._inputs.drawn(layout, drawing, composer.book_for(artboard.language))
        except (KitError, OSError):
            return None
        return Candidate(picture, drawing.name, key_of(self._base_key, fingerprint_text(picture), drawn))

    def find(self, candidate: Candidate) -> KeptPicture | None:
        """Return the cached picture; None if it must be composed."""
        entry = _PICTURES.find(self._cache, (candidate.key,))
        if entry is None or (entry.lines and entry.lines != self._lines_of(candidate)):
            return None
        picture = candidate.picture
        layout = self._project.layouts[picture.layout]
        pairs = (
            RolePair((one, other), (first, second), pair_mark(one, picture.theme, layout, self._project))
            for one, other, first, second in entry.pairs
        )
        return KeptPicture(entry.digest, entry.has_parts, entry.effects, entry.qr, tuple(pairs), entry.found)

    def keep(self, candidate: Candidate, artwork: Artwork, pairs: Iterable[RolePair], found: Found) -> None:
        """Add a picture without errors."""
        address = artwork.code.address if artwork.code else None
        roles = tuple((*pair.roles, *pair.colours) for pair in pairs)
        effects = artwork.tree.has_effects
        lines = self._lines_of(candidate) if any(found) else ""
        kept = _PictureEntry(artwork.digest, bool(artwork.parts), effects, address, roles, found, lines)
        _PICTURES.keep(self._cache, (candidate.key,), kept)

    def _lines_of(self, candidate: Candidate) -> str:
        """Return a key for where the words of a picture are, which findings name."""
        marks = dict.fromkeys((*marks_in(candidate.picture), *self._marks_of(candidate.picture.layout)))
        digests = filter(None, map(self._content, dict.fromkeys(mark.file for mark in marks)))
        return key_of(*map(str, marks), *digests)

    def _marks_of(self, layout: str) -> list[Mark]:
        """Return the marks in a layout, which many pictures share."""
        if layout not in self._marks:
            self._marks[layout] = marks_in(self._project.layouts[layout])
        return self._marks[layout]

    def _content(self, name: str) -> str:
        """Return the sha256 of a file as it was on first use, by its name in the project; empty if it is not there."""
        if name not in self._contents:
            file = self._project.root / name
            self._contents[name] = self._inputs.digest(file) if file.is_file() else ""
        return self._contents[name]
