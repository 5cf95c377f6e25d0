"""The rule on what single lines read: cut out of its sentence, a line may say the contrary of what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks.finding import of_picture
from kit.checks.readings import readings_of
from kit.errors import Fault
from kit.text.stems import folded, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.readings import ReadLines
    from kit.model.artwork import Artwork
    from kit.model.finding import Finding


def never_in_a_line(artwork: Artwork) -> Iterator[Finding]:
    """No line, no two neighbouring ones, and nothing that a crop leaves of them reads what `voice` rules out."""
    phrases = artwork.picture.voice.never_in_a_line
    readings = readings_of(artwork).lines if phrases else ()
    whole = "".join(folded(reading.text) for reading in readings)  # quick to search, with two spaces between readings
    for phrase in phrases:
        if folded(phrase) in whole:
            found = next(reading for reading in readings if says(reading.text, phrase))
            yield of_picture("never-in-a-line", artwork, _fault(found, phrase))


def _fault(found: ReadLines, phrase: str) -> Fault:
    """Return the fault of lines that read a phrase, at the words of the first."""
    which, verb = ("a line", "reads") if len(found.lines) == 1 else ("two lines", "read")
    remedy = f"word it so that no line reads '{phrase}', or keep words together with no-break spaces"
    message = f"{which} of the {found.slots} {verb} '{' / '.join(found.texts)}'{found.in_crop}"
    return Fault(message, found.mark, remedy, code="line-ruled-out")
