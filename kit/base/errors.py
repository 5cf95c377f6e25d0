"""What can be wrong and where: a mark in a file, a fault at a mark, and the errors that carry faults."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from unicodedata import combining, east_asian_width

#: How many characters of a line are shown around a mark.
SHOWN_WIDTH = 100
#: How many known words a remedy lists at most, and how many if there are more.
MOST_LISTED, FIRST_LISTED = 14, 8
#: What steers a terminal or begins a new line of a log, as names of files may.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a text file. Lines and columns count from 1; `snippet` is the whole line."""

    file: str
    line: int
    column: int = 1
    snippet: str = ""

    def __str__(self) -> str:
        """Write the place as editors and terminals link it: `file:line:column`."""
        return f"{_escaped(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what, where, and what to do about it.

    `code` is the kind of fault for programs and tests, in kebab case, and stays when messages are reworded;
    `docs/faults.md` lists every one. People read the message and the remedy, never the code. `excess` is how far a
    figure is beyond its limit, as a factor: of faults with one cause, the one with the largest is shown. Control
    characters in message and remedy, which may quote the names of files, are written as escapes.
    """

    message: str
    mark: Mark | None = None
    remedy: str = ""
    _: KW_ONLY
    code: str
    excess: float = field(default=0.0, compare=False)

    def __post_init__(self) -> None:
        """Let no words of a file steer the terminal, or begin a line that looks like one of ours."""
        object.__setattr__(self, "message", _escaped(self.message))
        object.__setattr__(self, "remedy", _escaped(self.remedy))

    def __str__(self) -> str:
        """Write the fault with its line, a caret and the remedy, as a person reads it."""
        place = f"{self.mark}: " if self.mark else ""
        lines = [place + self.message]
        if self.mark and self.mark.snippet.strip():
            lines += [f"    {line}" for line in line_with_caret(self.mark)]
        if self.remedy:
            lines.append(f"  {self.remedy}")
        return "\n".join(lines)


def line_with_caret(mark: Mark, width: int = SHOWN_WIDTH) -> list[str]:
    """Show the line of a mark with a caret under its column, unindented; of a long line, the part around it.

    `width` is in characters. Control characters are shown as blanks, so that a file can't steer the terminal.
    """
    text = _printable(mark.snippet)
    caret = mark.column - 1
    start = min(len(text) - len(text.lstrip()), caret)
    end = len(text)
    if end - start > width:
        start = max(start, min(caret - width // 2, end - width))
        end = start + width
    head = "…" if text[:start].strip() else ""
    tail = "…" if end < len(text) else ""
    indent = sum(map(_cells, head + text[start:caret]))
    return [f"{head}{text[start:end]}{tail}", f"{' ' * indent}^"]


def _escaped(text: str) -> str:
    """Return a text with escapes for control characters, as Python writes them."""
    return _CONTROL.sub(lambda control: ascii(control[0])[1:-1], text)


@lru_cache(maxsize=4)
def _printable(line: str) -> str:
    """Return a line with blanks for control characters; kept, as a one-line drawing may have many faults."""
    return "".join(c if c.isprintable() else " " for c in line).rstrip()


def _cells(character: str) -> int:
    """Return how many cells of a terminal a character takes (https://www.unicode.org/reports/tr11/)."""
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


class KitError(Exception):
    """Something the user can fix; carries every fault found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        """Take at least one fault."""
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        """Write all faults, a blank line between them."""
        return "\n\n".join(str(fault) for fault in self.faults)


class SpecError(KitError):
    """`kit.yaml`, a layout or the table of placements can't be used."""


class DrawingError(KitError):
    """A drawing is missing, broken or uses something that can't be painted."""


class FontError(KitError):
    """A font is missing, broken or unknown under the name that a drawing uses."""


class QrError(KitError):
    """An address can't be encoded as a QR code in the space available."""


class ImageError(KitError):
    """A photo or a logo is missing, broken or of an unsupported kind."""


class EncodeError(KitError):
    """No allowed format brings a picture under the byte limit of its placement."""


class OutputError(KitError):
    """The output folder can't be used."""


class ArchiveError(KitError):
    """A zip or a folder can't be read as a kit."""


class InstallationError(Exception):
    """A file of the program itself, or a library that it needs, is missing or can't be read.

    It is not a KitError, so that nothing takes it for a fault of the drawing, the picture or the language at hand.
    """

    def __init__(self, fault: Fault) -> None:
        """Take the fault."""
        super().__init__(fault)
        self.faults = (fault,)


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to another, ignoring case; None if none is close."""
    choices = {choice.lower(): choice for choice in sorted(set(known), reverse=True)}
    close = get_close_matches(word.lower(), choices, n=1, cutoff=0.6)
    return choices[close[0]] if close else None


def unknown_name(kind: str, name: str, mark: Mark | None, known: Iterable[str], *, code: str) -> Fault:
    """Return the fault of a name that nothing of a kind has, such as "message"; the remedy is by `did_you_mean`."""
    return Fault(f"unknown {kind} '{name}'", mark, did_you_mean(name, known), code=code)


def empty_text(key: object, mark: Mark) -> Fault:
    """Return the fault of a text without words, by its key."""
    return Fault(f"'{key}' is empty", mark, "write words, or remove the key", code="empty-text")


def did_you_mean(word: str, known: Iterable[str], see: str = "") -> str:
    """Return a remedy that names the closest known word, or lists the known words if none is close.

    Words in another order are close. If there are many, the first are listed; `see` says where to find the others.
    """
    choices = sorted(set(known))
    turned = {tuple(sorted(choice.split())): choice for choice in choices if " " in choice}
    close = turned.get(tuple(sorted(word.lower().split()))) or closest(word, choices)
    if close is not None:
        return f"did you mean '{close}'?"
    if len(choices) > MOST_LISTED:
        rest = f" and {len(choices) - FIRST_LISTED} more" + (f"; {see} shows them" if see else "")
        return f"known here: {', '.join(choices[:FIRST_LISTED])}{rest}"
    return f"known here: {', '.join(choices)}" if choices else ""
