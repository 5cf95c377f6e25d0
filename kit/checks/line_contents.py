"""The rule on what single lines read: cut out of its sentence, a line may say the contrary of what is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.phrases import says
from kit.checks.set_lines import left_in, lines_of, neighbours
from kit.errors import Fault
from kit.geometry import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.set_lines import SetLine
    from kit.model.artwork import Artwork
    from kit.model.finding import Finding
    from kit.model.placement import Crop


def never_in_a_line(artwork: Artwork) -> Iterator[Finding]:
    """No line, no two neighbouring ones, and nothing that a crop leaves of them reads what `voice` rules out."""
    ruled_out = artwork.picture.ruled_out
    looks = [*_looks(artwork)] if ruled_out else []
    readings = [_reading(lines, crop) for crop in (None, *artwork.picture.placement.crops) for lines in looks]
    for phrase in ruled_out:
        found = next((reading for reading in readings if says(reading.text, phrase)), None)
        if found:
            yield of_picture("never-in-a-line", artwork, _fault(found, phrase))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Lines that are read in one look, whole or in a crop, and what is read of each."""

    lines: tuple[SetLine, ...]
    crop: Crop | None
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """What is read of all of them."""
        return " ".join(self.texts)


def _reading(lines: tuple[SetLine, ...], crop: Crop | None) -> _Reading:
    texts = tuple(left_in(line, Box(*crop.box)) if crop else line.text for line in lines)
    return _Reading(lines, crop, texts)


def _looks(artwork: Artwork) -> Iterator[tuple[SetLine, ...]]:
    """Yield what is read in one look: each line, then each two that follow each other."""
    for placed in artwork.words.values():
        yield from ((line,) for line in lines_of(placed))
    yield from neighbours(artwork)


def _fault(found: _Reading, phrase: str) -> Fault:
    """Return the fault of lines that read a phrase, at the words of the first."""
    names = " and the ".join(dict.fromkeys(line.placed.slot.name for line in found.lines))
    which, verb = ("a line", "reads") if len(found.lines) == 1 else ("two lines", "read")
    where = f" in the crop '{found.crop.name}'" if found.crop else ""
    remedy = f"word it so that no line reads '{phrase}', or keep words together with no-break spaces"
    message = f"{which} of the {names} {verb} '{' / '.join(found.texts)}'{where}"
    return Fault(message, found.lines[0].placed.mark, remedy, code="line-ruled-out")
