"""The canonical form of a kit's zip: written the same on every machine, and read strictly.

Every member must begin where the previous one ends, and the last must end where the directory begins. Pictures and
pages are stored, because they would not get smaller. Texts are deflated, but none to less than a hundredth, so that the
contents of a zip are never more than a hundred times as long as the zip itself. Members follow each other in the given
order, without folders, extra fields, flags or comments, as regular files that everyone may read.

Deflate's bytes differ between libraries, and earlier versions stored texts too. A reader therefore accepts a text that
is stored, and any bytes that make one of the stated size.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from mmap import mmap
from pathlib import Path, PurePosixPath
from stat import S_IFREG, S_ISLNK
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from kit.base.errors import ArchiveError, Fault
from kit.model.finding import Finding
from kit.paint.encode.png import raw_deflated
from kit.publish.store.contents import (
    MOST_BYTES,
    Contents,
    StoredFile,
    difference,
    inflated,
    name_differences,
    printable,
)

#: APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16 (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
LOCAL, CENTRAL, END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
#: Made on Unix by version 2.0, so that modes apply.
_MADE_BY = 3 << 8 | 20
#: The methods, and the version that can read each (APPNOTE.TXT 4.4.3.2).
_STORED, _DEFLATED = 0, 8
_NEEDED = {_STORED: 10, _DEFLATED: 20}
#: The endings of files that are compressed already.
_COMPRESSED = frozenset({".jpg", ".pdf", ".png", ".webp"})
#: The table of captions, which repeats most, becomes a thirtieth.
_MOST_TIMES = 100
_MODE = (S_IFREG | 0o644) << 16
#: The most files, and the most bytes, of a zip without the zip64 extensions.
_MOST_FILES, _MOST_BYTES = 0xFFFE, 0xFFFF_FFFE
_FIRST, _LAST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC), dt.datetime(2107, 12, 31, 23, 59, 58, tzinfo=dt.UTC)


class DosTime(NamedTuple):
    """A time and a date as two 16-bit numbers, to two seconds."""

    time: int
    date: int


def dos_time(date: dt.datetime) -> DosTime:
    """Return a moment, in UTC, as zips store it; before 1980 or after 2107 it is the nearest possible one."""
    at = min(max(date.astimezone(dt.UTC), _FIRST), _LAST)
    return DosTime(at.hour << 11 | at.minute << 5 | at.second // 2, (at.year - 1980) << 9 | at.month << 5 | at.day)


class _Member(NamedTuple):
    """The name of a file, its contents, and the method and the bytes by which a zip holds them."""

    name: str
    data: bytes
    method: int
    packed: bytes


def zip_parts(members: Iterable[tuple[str, bytes]], stamp: DosTime) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a zip, each with its name in messages; `members` are ASCII names and contents.

    Raises ArchiveError for more than 65,534 files or 4 GiB.
    """
    return _parts((_member(name, data) for name, data in members), stamp)


def _is_compressed(name: str) -> bool:
    return PurePosixPath(name).suffix in _COMPRESSED


def _member(name: str, data: bytes) -> _Member:
    packed = data if _is_compressed(name) else raw_deflated(data)
    if _is_compressed(name) or len(data) > _MOST_TIMES * len(packed):
        return _Member(name, data, _STORED, data)
    return _Member(name, data, _DEFLATED, packed)


def _parts(members: Iterable[_Member], stamp: DosTime) -> Iterator[tuple[str, bytes]]:
    directory, offset = [], 0
    for name, data, method, packed in members:
        sizes = (len(packed), len(data), len(name), 0)
        shared = (_NEEDED[method], 0, method, *stamp, crc32(data), *sizes)
        header = LOCAL.pack(LOCAL_MARK, *shared) + name.encode("ascii")
        row = CENTRAL.pack(CENTRAL_MARK, _MADE_BY, *shared, 0, 0, 0, _MODE, offset) + name.encode("ascii")
        yield f"the header of {name}", header
        yield f"the contents of {name}", packed
        directory.append((f"the entry of {name} in the directory", row))
        offset += len(header) + len(packed)
        if len(directory) > _MOST_FILES or offset > _MOST_BYTES:
            message = "a zip can't hold more than 65,534 files or 4 GiB"
            raise ArchiveError(Fault(message, None, "build fewer pictures", code="zip-too-large"))
    yield from directory
    count, size = len(directory), sum(len(row) for _, row in directory)
    yield "the end of the zip", END.pack(END_MARK, 0, 0, count, count, size, offset, 0)


_REPACKED = "get the original zip, or unpack it and verify the folder"
#: The longest comment that may follow the end of a zip.
_COMMENT = 0xFFFF
#: The values that refer a reader to the fields of zip64.
_MANY, _LARGE = 0xFFFF, 0xFFFF_FFFF
_ENCRYPTED, _SIZES_LATER = 1, 8


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the directory; `start` is the offset of its header, `data` that of its contents, in bytes."""

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
        return self.data + self.packed

    def in_file(self, path: Path) -> StoredFile:
        """Return where the contents are in the file of the zip."""
        return StoredFile(path, self.data, self.size, self.packed if self.method == _DEFLATED else None)


def read_directory(data: mmap, name: str) -> tuple[list[Row], list[Finding]]:
    """Return the entries of a zip, and findings about everything that isn't canonical.

    Raises ArchiveError, with its name, if it isn't a complete zip.
    """
    at = data.rfind(END_MARK, max(0, len(data) - END.size - _COMMENT))
    if at < 0 or at + END.size > len(data):
        message = f"{name} is not a zip, or its end is missing"
        raise ArchiveError(Fault(message, None, "download it again", code="not-a-zip"))
    *_, count, size, start, _ = END.unpack_from(data, at)
    if count == _MANY or _LARGE in {size, start}:
        return [], [_deviation("the zip uses zip64, which the kit does not")]
    rows = list(_rows(data, start, count))
    sentences = [*_faults(rows, start), *_order_faults([row.name for row in rows])]
    if at + END.size != len(data):
        sentences.append("a comment or other data follows the end of the zip")
    return rows, [*map(_deviation, sentences), *name_differences(row.name for row in rows)]


def _deviation(sentence: str) -> Finding:
    """Return the finding of a zip that is not in its canonical form."""
    return difference("archive", sentence, _REPACKED, code="zip-not-canonical")


def contents_of(data: mmap, rows: Sequence[Row], top: str) -> Contents:
    """Return the files of a canonical zip, by their names below the folder `top/`."""
    by_name = {row.name.removeprefix(top): row for row in rows}
    return Contents(tuple(by_name), lambda name: _unpacked(data, by_name[name]).data)


def _unpacked(data: mmap, row: Row) -> _Member:
    """Return a member of a zip; one that can't be unpacked is empty."""
    packed = data[row.data : row.end]
    return _Member(row.name, (inflated(packed, row.size) or b"") if row.method else packed, row.method, packed)


def canonical_differences(data: mmap, rows: Sequence[Row]) -> Iterator[Finding]:
    """Make the zip again from its contents, and yield a finding for each part that isn't the same.

    All files must have the same date, which is taken from most of them. A deflated text is not compressed again: its
    bytes may be those of another library.
    """
    for row in rows:
        if row.method and inflated(data[row.data : row.end], row.size) is None:
            yield _deviation(
                f"the contents of {row.name} can't be unpacked to the {row.size:,} bytes that it should have"
            )
    stamp = Counter(row.stamp for row in rows).most_common(1)[0][0]
    position = 0
    for part, made in _parts((_unpacked(data, row) for row in rows), stamp):
        if data[position : position + len(made)] != made:
            yield _deviation(f"{part} is not in the form that the kit writes")
        position += len(made)
    if position != len(data):
        yield _deviation(f"the zip has {len(data):,} bytes instead of {position:,}")


def _rows(data: mmap, position: int, count: int) -> Iterator[Row]:
    for number in range(1, count + 1):
        whole = position + CENTRAL.size <= len(data)
        if not whole or data[position : position + len(CENTRAL_MARK)] != CENTRAL_MARK:
            message = f"entry {number} in the directory of the zip is damaged"
            raise ArchiveError(Fault(message, None, _REPACKED, code="zip-directory-damaged"))
        fields = CENTRAL.unpack_from(data, position)
        flags, method, time, date, _, packed, size, name, extra, comment = fields[3:13]
        position += CENTRAL.size
        text = data[position : position + name].decode("ascii", "backslashreplace")
        yield Row(text, flags, method, DosTime(time, date), packed, size, extra + comment, fields[-2] >> 16, fields[-1])
        position += name + extra + comment


def _faults(rows: Sequence[Row], directory: int) -> Iterator[str]:
    """Yield a sentence for each entry that isn't canonical, or isn't in its place."""
    expected = 0
    for row in rows:
        sentence = _fault(row)
        if sentence is None and row.start != expected:
            sentence = f"begins at byte {row.start:,} of the zip, not at {expected:,} as it should"
        if sentence is not None:
            yield f"{printable(row.name)} {sentence}"
        expected = row.end
    if expected != directory:
        yield f"the directory of the zip begins at byte {directory:,}, not where it should, at {expected:,}"


def _order_faults(names: Sequence[str]) -> Iterator[str]:
    """Yield a sentence if names aren't sorted, and one for each that is outside the folder of most."""
    if names != sorted(names):
        yield "the files in the zip are not sorted by name"
    tops = Counter(name.partition("/")[0] for name in names)
    top = tops.most_common(1)[0][0] if tops else ""
    yield from (
        f"{printable(name)} is outside the folder {printable(top)}" for name in names if not name.startswith(f"{top}/")
    )


def _fault(row: Row) -> str | None:
    """Return the most serious deviation of an entry from the canonical form, or None."""
    deviations = (
        (row.flags & _ENCRYPTED, "is encrypted"),
        (S_ISLNK(row.mode), "is a link, not a file"),
        (row.name.endswith("/"), "is a folder; the zip should hold only files"),
        (_LARGE in {row.packed, row.size, row.start}, "uses zip64"),
        (row.method and not _is_deflated_text(row), "is compressed; the kit stores its pictures as they are"),
        (row.flags & _SIZES_LATER, "has its sizes after its contents"),
        (row.flags, f"has the flags {row.flags:#06x}"),
        (row.extras, "has extra fields or a comment"),
        (
            not row.method and row.packed != row.size,
            f"has {row.packed:,} bytes by one count and {row.size:,} by the other",
        ),
        (row.size > MOST_BYTES, f"has {row.size:,} bytes; no file of a kit has more than {MOST_BYTES:,}"),
        (row.size > _MOST_TIMES * row.packed, f"is packed more than {_MOST_TIMES} times as small as it is"),
    )
    return next((sentence for applies, sentence in deviations if applies), None)


def _is_deflated_text(row: Row) -> bool:
    return row.method == _DEFLATED and not _is_compressed(row.name)
