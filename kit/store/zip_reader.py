"""Read where the files of a zip lie, strictly: whatever the canonical form does not have is named, and nothing opened.

Sizes can't lie beyond the file: every member must begin where the one before it ends, and the last must end where the
directory begins. So a zip never holds more than its own length.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from stat import S_ISLNK
from typing import TYPE_CHECKING

from kit.errors import ArchiveError, Fault
from kit.store.contents import Contents
from kit.store.file_names import name_differences
from kit.store.findings import difference, printable
from kit.store.zip_writer import CENTRAL, CENTRAL_MARK, END, END_MARK, LOCAL, DosTime, zip_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from mmap import mmap

    from kit.model.finding import Finding

_REPACKED = "ask for the zip as it was made, or unpack it and verify the folder"
#: The longest comment that may follow the end of a zip.
_COMMENT = 0xFFFF
#: The numbers that send a reader on to the fields of zip64.
_MANY, _LARGE = 0xFFFF, 0xFFFF_FFFF
_ENCRYPTED, _SIZES_LATER = 1, 8


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the directory; `start` is where its header begins, `data` where its contents do, in bytes."""

    name: str
    flags: int
    method: int
    stamp: DosTime
    packed: int
    size: int
    extras: int
    mode: int
    start: int

    @property
    def data(self) -> int:
        """Where the contents begin if the header has no extra fields."""
        return self.start + LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Where the contents end."""
        return self.data + self.size


def read_directory(data: mmap, name: str) -> tuple[list[Row], list[Finding]]:
    """Return the entries of a zip and what in them is not canonical.

    Raises ArchiveError, with its name, when it is no whole zip.
    """
    at = data.rfind(END_MARK, max(0, len(data) - END.size - _COMMENT))
    if at < 0 or at + END.size > len(data):
        said = f"{name} is no zip, or its end is missing"
        raise ArchiveError(Fault(said, None, "download it again", code="not-a-zip"))
    *_, count, size, start, _ = END.unpack_from(data, at)
    if count == _MANY or _LARGE in {size, start}:
        return [], [
            difference("archive", "the zip uses zip64, which the kit does not", _REPACKED, code="zip-not-canonical")
        ]
    rows = list(_rows(data, start, count))
    sentences = [*_faults(rows, start), *_order_faults([row.name for row in rows])]
    findings = [difference("archive", sentence, _REPACKED, code="zip-not-canonical") for sentence in sentences]
    if at + END.size != len(data):
        findings.append(
            difference(
                "archive", "a comment or other data follows the end of the zip", _REPACKED, code="zip-not-canonical"
            )
        )
    return rows, [*findings, *name_differences(row.name for row in rows)]


def contents_of(data: mmap, rows: Sequence[Row], top: str) -> Contents:
    """Return the files of a zip without a fault, by their names below the folder `top/`."""
    places = {row.name.removeprefix(top): slice(row.data, row.end) for row in rows}
    return Contents(tuple(places), lambda name: data[places[name]])


def canonical_differences(data: mmap, rows: Sequence[Row]) -> Iterator[Finding]:
    """Make the zip again from what it holds, and yield a finding for each part that is not the same.

    All files must bear one date, that of most of them.
    """
    stamp = Counter(row.stamp for row in rows).most_common(1)[0][0]
    position = 0
    for part, made in zip_parts(((row.name, data[row.data : row.end]) for row in rows), stamp):
        if data[position : position + len(made)] != made:
            yield difference("archive", f"{part} is not as the kit writes it", _REPACKED, code="zip-not-canonical")
        position += len(made)
    if position != len(data):
        yield difference(
            "archive", f"the zip has {len(data):,} bytes instead of {position:,}", _REPACKED, code="zip-not-canonical"
        )


def _rows(data: mmap, position: int, count: int) -> Iterator[Row]:
    for number in range(1, count + 1):
        whole = position + CENTRAL.size <= len(data)
        if not whole or data[position : position + len(CENTRAL_MARK)] != CENTRAL_MARK:
            raise ArchiveError(
                Fault(
                    f"entry {number} in the directory of the zip is damaged",
                    None,
                    _REPACKED,
                    code="zip-directory-damaged",
                )
            )
        fields = CENTRAL.unpack_from(data, position)
        flags, method, time, date, _, packed, size, name, extra, comment = fields[3:13]
        position += CENTRAL.size
        text = data[position : position + name].decode("ascii", "backslashreplace")
        yield Row(text, flags, method, DosTime(time, date), packed, size, extra + comment, fields[-2] >> 16, fields[-1])
        position += name + extra + comment


def _faults(rows: Sequence[Row], directory: int) -> Iterator[str]:
    """Yield a sentence for each entry that is not canonical by itself or in its place."""
    expected = 0
    for row in rows:
        sentence = _fault(row)
        if sentence is None and row.start != expected:
            sentence = f"begins at byte {row.start:,} of the zip, not where it should, at {expected:,}"
        if sentence is not None:
            yield f"{printable(row.name)} {sentence}"
        expected = row.end
    if expected != directory:
        yield f"the directory of the zip begins at byte {directory:,}, not where it should, at {expected:,}"


def _order_faults(names: Sequence[str]) -> Iterator[str]:
    """Yield a sentence if names are not sorted, and for each that is outside the folder in which most are."""
    if names != sorted(names):
        yield "the files in the zip are not in the order of their names"
    tops = Counter(name.partition("/")[0] for name in names)
    top = tops.most_common(1)[0][0] if tops else ""
    yield from (
        f"{printable(name)} lies outside the folder {printable(top)}"
        for name in names
        if not name.startswith(f"{top}/")
    )


def _fault(row: Row) -> str | None:
    """Return what in an entry the canonical form does not have, the gravest only."""
    judged = (
        (row.flags & _ENCRYPTED, "is encrypted"),
        (S_ISLNK(row.mode), "is a link, not a file"),
        (row.name.endswith("/"), "is a folder; the zip should hold only files"),
        (_LARGE in {row.packed, row.size, row.start}, "uses zip64"),
        (row.method, "is compressed; the kit stores its files as they are"),
        (row.flags & _SIZES_LATER, "has its sizes behind its contents"),
        (row.flags, f"has the flags {row.flags:#06x}"),
        (row.extras, "has extra fields or a comment"),
        (row.packed != row.size, f"has {row.packed:,} bytes by one count and {row.size:,} by the other"),
    )
    return next((sentence for found, sentence in judged if found), None)
