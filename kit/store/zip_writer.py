"""The one way a kit is written as a zip: the same files and date give the same bytes on every machine.

Files are stored, because deflate's bytes differ between libraries and pictures would not get smaller; they follow each
other in the order given, without folders, extra fields, flags or comments, as regular files that all may read.
"""

from __future__ import annotations

import datetime as dt
from stat import S_IFREG
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from kit.errors import ArchiveError, Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16 (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
LOCAL, CENTRAL, END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
#: Written on Unix by version 2.0, so that modes count; to read it version 1.0 is enough.
_MADE_BY, _NEEDED = 3 << 8 | 20, 10
_STORED = 0
_MODE = (S_IFREG | 0o644) << 16
#: The most files, and the most bytes, that a zip can hold without the additions of zip64.
_MOST_FILES, _MOST_BYTES = 0xFFFE, 0xFFFF_FFFE
_FIRST, _LAST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC), dt.datetime(2107, 12, 31, 23, 59, 58, tzinfo=dt.UTC)


class DosTime(NamedTuple):
    """A time and a date as two 16-bit numbers, to two seconds."""

    time: int
    date: int


def dos_time(date: dt.datetime) -> DosTime:
    """Return a moment, in UTC, as zips write it; what lies before 1980 or after 2107 becomes the nearest they can."""
    at = min(max(date.astimezone(dt.UTC), _FIRST), _LAST)
    return DosTime(at.hour << 11 | at.minute << 5 | at.second // 2, (at.year - 1980) << 9 | at.month << 5 | at.day)


def zip_parts(members: Iterable[tuple[str, bytes]], stamp: DosTime) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a zip, each after what it is called in messages; `members` are ASCII names and contents.

    Raises ArchiveError for more than 65,534 files or 4 GiB.
    """
    directory, offset = [], 0
    for name, data in members:
        shared = (_NEEDED, 0, _STORED, *stamp, crc32(data), len(data), len(data), len(name), 0)
        header = LOCAL.pack(LOCAL_MARK, *shared) + name.encode("ascii")
        row = CENTRAL.pack(CENTRAL_MARK, _MADE_BY, *shared, 0, 0, 0, _MODE, offset) + name.encode("ascii")
        yield f"the header of {name}", header
        yield f"what {name} holds", data
        directory.append((f"the entry of {name} in the directory", row))
        offset += len(header) + len(data)
        if len(directory) > _MOST_FILES or offset > _MOST_BYTES:
            raise ArchiveError(
                Fault(
                    "a zip can't hold more than 65,534 files or 4 GiB",
                    None,
                    "build fewer pictures",
                    code="zip-too-large",
                )
            )
    yield from directory
    count, size = len(directory), sum(len(row) for _, row in directory)
    yield "the end of the zip", END.pack(END_MARK, 0, 0, count, count, size, offset, 0)
