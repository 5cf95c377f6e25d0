"""What is read of a picture in one look: lines, neighbouring lines and whole slots, and what crops leave of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from kit.checks.set_lines import left_in, lines_of, neighbours
from kit.geometry import Box
from kit.identity import IdentityKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.checks.set_lines import SetLine
    from kit.errors import Mark
    from kit.model.artwork import Artwork
    from kit.model.placement import Crop

    #: Lines that are read in one look.
    _Look = tuple[SetLine, ...]


@dataclass(frozen=True, slots=True)
class ReadLines:
    """Lines that are read in one look, whole or in a crop, and what is read of each."""

    lines: tuple[SetLine, ...]
    crop: Crop | None
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """What is read of all of them."""
        return " ".join(self.texts)

    @property
    def slots(self) -> str:
        """The names of the slots that the lines are in, each once."""
        return " and the ".join(dict.fromkeys(line.placed.slot.name for line in self.lines))

    @property
    def in_crop(self) -> str:
        """In which crop they are read, as the end of a sentence; nothing for whole lines."""
        return f" in the crop '{self.crop.name}'" if self.crop else ""

    @property
    def mark(self) -> Mark:
        """The place of the words of the first line."""
        return self.lines[0].placed.mark


@dataclass(frozen=True, slots=True)
class Readings:
    """What is read of a picture, whole before crops: by `lines`, one and two neighbouring ones, and by slot.

    `across` are the last line of a slot and the first of the slot below it.
    """

    lines: tuple[ReadLines, ...]
    slots: tuple[ReadLines, ...]
    across: tuple[ReadLines, ...]


def readings_of(artwork: Artwork) -> Readings:
    """Return what is read of a picture; that of the last picture is kept, because several rules ask for it."""
    return _readings_of(IdentityKey(artwork))


@lru_cache(maxsize=1)
def _readings_of(of: IdentityKey[Artwork]) -> Readings:
    artwork = of.value
    slots = [lines for placed in artwork.words.values() if (lines := lines_of(placed))]
    pairs = [*neighbours(artwork)]
    across = [pair for pair in pairs if pair[0].placed is not pair[1].placed]
    singles = [(line,) for line in chain.from_iterable(slots)]
    crops = (None, *artwork.picture.placement.crops)
    texts = [(crop, _texts(singles, crop)) for crop in crops]

    def read(looks: Sequence[_Look]) -> tuple[ReadLines, ...]:
        """Return what is read in some looks, whole before crops."""
        return tuple(
            ReadLines(lines, crop, tuple(left[id(line)] for line in lines)) for crop, left in texts for lines in looks
        )

    return Readings(read([*singles, *pairs]), read(slots), read(across))


def _texts(singles: Iterable[tuple[SetLine]], crop: Crop | None) -> dict[int, str]:
    """Return what is read of each line, by its identity, whole or in a crop."""
    if crop is None:
        return {id(line): line.text for (line,) in singles}
    box = Box(*crop.box)
    return {id(line): left_in(line, box) for (line,) in singles}
