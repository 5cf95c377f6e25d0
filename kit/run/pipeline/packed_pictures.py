"""The results of pictures, packed until their kit is finished.

As objects they take 4 kB each: those of twenty kits in 26 languages, which are made together, would take a gigabyte.
"""

from __future__ import annotations

import pickle
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.run.pipeline.making import MadePicture


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
