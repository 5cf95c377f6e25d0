"""What a file that came back from a translator says: each text with its place there, before it is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kit.base.errors import Fault, Mark, SpecError
from kit.base.system_errors import reason_of
from kit.base.whole_files import TooLargeError, read_regular

#: What to do about a file that was exported, and is not readable now.
EXPORT_AGAIN = "export the texts again"
#: Names the digest of a translation as it was exported, in the title of a column or in a comment.
AS_EXPORTED = "as exported"
_DIGEST = re.compile(rf"(?:{AS_EXPORTED}:?)?\s*\b([0-9a-f]{{10}})\s*", re.IGNORECASE)
#: The most bytes of a file, far above that of any real campaign, and the most texts in one.
MAX_BYTES, MAX_TEXTS = 5_000_000, 20_000


@dataclass(frozen=True, slots=True)
class FilledText:
    """A text as a file has it: its key, the words that it was made from, its translation, and the place of that.

    `exported` is the digest of the translation as it was exported, empty if the file does not have it. `doubted` is
    set for one that its translator marked as not finished.
    """

    key: str
    original: str
    translation: str
    mark: Mark
    exported: str = ""
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class FilledFile:
    """The texts of a file, and the language that it says they are in; empty if it does not."""

    language: str
    texts: tuple[FilledText, ...]


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file to import. Raises SpecError for one that can't be read or is too large."""
    try:
        return read_regular(path, MAX_BYTES)
    except TooLargeError as error:
        message = f"{path} has {error.size:,} bytes; the limit is {MAX_BYTES:,}"
        raise SpecError(Fault(message, None, EXPORT_AGAIN, code="too-many-bytes")) from error
    except OSError as error:
        words, remedy = reason_of(error)
        raise SpecError(Fault(f"can't read {path}: {words}", None, remedy, code="file-unreadable")) from error


def unreadable(path: Path, why: str, remedy: str = f"{EXPORT_AGAIN}, and write into that file") -> SpecError:
    """Return the error of a file that is not what its ending says, or not an exported one."""
    return SpecError(Fault(f"{path} {why}", None, remedy, code="exchange-file-unreadable"))


def digest_in(lines: str) -> str:
    """Return the digest that a cell or a comment has on a line of its own; empty if it has none, or several."""
    found = {match[1].lower() for line in lines.splitlines() if (match := _DIGEST.fullmatch(line.strip()))}
    return found.pop() if len(found) == 1 else ""


def one_line_breaks(text: str) -> str:
    """Return a text with the line breaks of YAML: programs of offices write others into cells."""
    return text.replace("_x000D_\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
