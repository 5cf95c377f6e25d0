"""The rule on what single lines read: cut out of its sentence, a line may say the contrary of what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.phrases import says
from kit.checks.set_lines import lines_of, neighbours
from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.set_lines import SetLine
    from kit.model.artwork import Artwork
    from kit.model.finding import Finding


def never_in_a_line(artwork: Artwork) -> Iterator[Finding]:
    """No line, and no two neighbouring ones, read a phrase that `voice` rules out in a line."""
    for phrase in artwork.picture.ruled_out:
        found = next((lines for lines in _readings(artwork) if _reads(lines, phrase)), None)
        if found:
            yield of_picture("never-in-a-line", artwork, _fault(found, phrase))


def _readings(artwork: Artwork) -> Iterator[tuple[SetLine, ...]]:
    """Yield what is read in one look: each line, then each two that follow each other."""
    for placed in artwork.words.values():
        yield from ((line,) for line in lines_of(placed))
    yield from neighbours(artwork)


def _reads(lines: tuple[SetLine, ...], phrase: str) -> bool:
    """Tell whether the words of a phrase follow each other in some lines."""
    return says(" ".join(line.text for line in lines), phrase)


def _fault(lines: tuple[SetLine, ...], phrase: str) -> Fault:
    """Return the fault of lines that read a phrase, at the words of the first."""
    names = " and the ".join(dict.fromkeys(line.placed.slot.name for line in lines))
    read = " / ".join(line.text for line in lines)
    which = "a line" if len(lines) == 1 else "two lines"
    remedy = f"word it so that no line reads '{phrase}', or keep words together with no-break spaces"
    verb = "reads" if len(lines) == 1 else "read"
    return Fault(f"{which} of the {names} {verb} '{read}'", lines[0].placed.mark, remedy, code="line-ruled-out")
