"""The results of pictures: what was made of each and found in it, what is kept of it, and all of a kit's, packed.

A picture is kept by a key of everything that decides how it looks: its resolved words, colours and placement, whatever
line they are written in; the drawing, its layout and its fonts, by their bytes; and the generator. The digest under
which it was painted leads to its files in the cache. Findings name lines, so what is kept of a picture with findings
also names the lines of its words, and the content of the files that they are in.

As objects the results take 4 kB each: those of twenty kits in 26 languages, which are made together, would take a
gigabyte.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from kit.base.cache.entries import Cache, key_of
from kit.base.cache.kinds import Kind
from kit.base.errors import Fault, KitError, Mark, OutputError
from kit.compose import Composer
from kit.compose.content import resolve
from kit.compose.content.theme import pair_mark
from kit.model.artwork import Artboard, Artwork
from kit.model.asset import Asset, Thumbnail
from kit.model.finding import Finding
from kit.model.picture import Picture
from kit.model.project import Project
from kit.model.review import RolePair
from kit.publish.store.contents import FileSum
from kit.publish.store.manifest_file import sums_of
from kit.run.pipeline.inputs import PictureInputs, engines_key, fingerprint_text, marks_in


@dataclass(slots=True)
class PictureResult:
    """What was made of a picture, and what was found in it: sent by its worker, and kept, as it is.

    `drawing` is None if a drawing to choose from can't be read. `images` and `effects` are set if the picture has
    photos or logos, or groups that another engine painted.
    """

    drawing: str | None = None
    composed_findings: tuple[Finding, ...] = ()
    pixel_findings: tuple[Finding, ...] = ()
    pairs: tuple[RolePair, ...] = ()
    assets: tuple[Asset, ...] = ()
    thumbnail: Thumbnail | None = None
    images: bool = False
    effects: bool = False

    @property
    def sums(self) -> dict[str, FileSum]:
        """The sum of each of its files, by name."""
        return sums_of(self.assets, [self.thumbnail] if self.thumbnail else [])


@dataclass(slots=True)
class MadePicture:
    """The result of a picture in one build, with its index in the plan.

    `faults` say why it could not be made at all. Files are `attempted` if no finding in it as composed forbids it. A
    cached picture is not `composed`, and one that looks the same as another of its task is not `painted`. `unwritten`
    is the error that stopped the writing of its files. `linked` is set if they are those of the last kit, and nothing
    was looked at but their sums. `entries` are the names of what was used of the cache, for it or another picture of
    its task. `files` are those of its task that are still to be written, if it was made elsewhere.
    """

    index: int
    result: PictureResult = field(default_factory=PictureResult)
    faults: tuple[Fault, ...] = ()
    attempted: bool = False
    composed: bool = False
    painted: bool = False
    seconds: dict[str, float] = field(default_factory=dict)
    peak_bytes: int = 0
    unwritten: OSError | OutputError | None = None
    linked: bool = False
    entries: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether all of its files were made, so that its result may be kept."""
        return bool(self.result.assets) and not self.faults


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resolved picture that is not composed, the chosen drawing, and its key in the cache."""

    picture: Picture
    drawing: str
    key: str


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """What the cache has of a composed picture: its digest, the address in its code, and its result but for files.

    `lines` is the key of where its words are, if something was found in it; else empty.
    """

    digest: str
    qr: str | None
    result: PictureResult
    lines: str


_PICTURES = Kind("pictures", KeptPicture)


class KeptPictures:
    """Looks pictures up in a cache, and adds them."""

    def __init__(self, project: Project, store: Cache, rules_key: str) -> None:
        """Take a project, a cache, and a key for the rules that are turned off, which decide as well."""
        self._project = project
        self._cache = store
        self._base_key = key_of(rules_key, engines_key())
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
        """Return the cached picture, its pairs with their places now; None if it must be composed."""
        kept = _PICTURES.find(self._cache, (candidate.key,))
        if kept is None or (kept.lines and kept.lines != self._lines_of(candidate)):
            return None
        picture = candidate.picture
        layout = self._project.layouts[picture.layout]
        marks = (pair_mark(pair.roles[0], picture.theme, layout, self._project) for pair in kept.result.pairs)
        pairs = tuple(replace(pair, mark=mark) for pair, mark in zip(kept.result.pairs, marks, strict=True))
        return replace(kept, result=replace(kept.result, pairs=pairs))

    def keep(self, candidate: Candidate, artwork: Artwork, result: PictureResult) -> None:
        """Add a picture without errors."""
        composed = replace(result, assets=(), thumbnail=None)
        lines = self._lines_of(candidate) if result.composed_findings or result.pixel_findings else ""
        kept = KeptPicture(artwork.digest, artwork.code.address if artwork.code else None, composed, lines)
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


#: The lengths of texts that are mostly a picture's own, such as paths and checksums. Many pictures share longer ones,
#: captions and alternative texts, and shorter ones, names.
_OWN = range(25, 65)
#: How many pictures are packed together: one alone takes twice as much.
_TOGETHER = 16


class PackedPictures:
    """The results of some pictures of a kit by their indices in the plan; equal texts are in memory once."""

    def __init__(self) -> None:
        """Begin without any."""
        self._packs: list[bytes] = []
        self._indices: set[int] = set()
        self._texts: dict[str, int] = {}
        self._loose: list[MadePicture] = []

    def __contains__(self, index: int) -> bool:
        """Return whether a picture is among them."""
        return index in self._indices

    def add(self, pictures: Sequence[MadePicture]) -> None:
        """Take some pictures; they are packed when there are enough."""
        self._indices.update(picture.index for picture in pictures)
        self._loose += pictures
        if len(self._loose) >= _TOGETHER:
            self._pack()

    def _pack(self) -> None:
        packed = BytesIO()
        _Pickler(packed, self._texts).dump(self._loose)
        self._packs.append(zlib.compress(packed.getbuffer(), 1))
        self._loose = []

    def take(self) -> dict[int, MadePicture]:
        """Return the pictures in the order of the plan; none are left."""
        self._pack()
        texts, pictures = [*self._texts], dict[int, "MadePicture"]()
        while self._packs:
            unpickler = _Unpickler(BytesIO(zlib.decompress(self._packs.pop())), texts)
            pictures |= {picture.index: picture for picture in unpickler.load()}
        self._indices.clear()
        self._texts.clear()
        return dict(sorted(pictures.items()))


class _Pickler(pickle.Pickler):
    """Writes the number of a text that pictures share in place of it."""

    def __init__(self, file: BytesIO, texts: dict[str, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._texts = texts

    def persistent_id(self, value: object) -> int | None:
        """Return the number of a text that pictures share, None for anything else."""
        if type(value) is str and len(value) not in _OWN:
            return self._texts.setdefault(value, len(self._texts))
        return None


class _Unpickler(pickle.Unpickler):
    """Reads what `_Pickler` wrote in the same process."""

    def __init__(self, file: BytesIO, texts: Sequence[str]) -> None:
        super().__init__(file)
        self._texts = texts

    def persistent_load(self, number: int) -> str:
        """Return a text by its number."""
        return self._texts[number]
