"""The results of pictures: what was made of each and found in it, and those of a kit, packed until it is finished.

As objects they take 4 kB each: those of twenty kits in 26 languages, which are made together, would take a gigabyte.
"""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from kit.base.errors import Fault, OutputError  # noqa: TC001  (what is kept of a result is checked against its types)
from kit.model.asset import Asset, Thumbnail  # noqa: TC001
from kit.model.finding import Finding  # noqa: TC001
from kit.model.review import RolePair  # noqa: TC001
from kit.publish.store.manifest_file import sums_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.publish.store.contents import FileSum


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
        self._indices.update(one.index for one in pictures)
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
        texts, found = [*self._texts], dict[int, "MadePicture"]()
        while self._packs:
            unpickler = _Unpickler(BytesIO(zlib.decompress(self._packs.pop())), texts)
            found |= {one.index: one for one in unpickler.load()}
        self._indices.clear()
        self._texts.clear()
        return dict(sorted(found.items()))


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
