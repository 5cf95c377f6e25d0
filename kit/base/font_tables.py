"""The tables of a font file: where they are, and whether the file has all of them as their maker wrote them.

A font that lacks the end of its file still opens, and is drawn without the letters that were there. What is read here
is the directory of a file (https://learn.microsoft.com/typography/opentype/spec/otff#table-directory); fontTools reads
that too, but takes many times as long for the checksums.
"""

from __future__ import annotations

from struct import error, unpack_from
from typing import NamedTuple

import numpy as np

from kit.base.errors import Fault, Mark

#: How a file of several fonts begins, of which the first is drawn, and how all files of fonts do.
_COLLECTION = b"ttcf"
SIGNATURES = (b"\0\1\0\0", b"OTTO", b"true", _COLLECTION)
#: Where the table `head` has the adjustment of the whole file, which does not count in its checksum.
_ADJUSTMENT = (8, 12)
#: How many times the bytes of a file its tables may have together: some share bytes, but none many times over.
_SHARED = 2


class Table(NamedTuple):
    """A table of a font file, as its directory describes it."""

    tag: str
    checksum: int
    start: int
    length: int

    def of(self, data: bytes) -> bytes:
        """Return the bytes of the table, of those of the file."""
        return data[self.start : self.start + self.length]


def tables_of(data: bytes) -> list[Table]:
    """Return the tables of a font file. Raises struct.error if it ends within its directory."""
    (at,) = unpack_from(">I", data, 12) if data[:4] == _COLLECTION else (0,)
    (count,) = unpack_from(">H", data, at + 4)
    rows = (unpack_from(">4s3I", data, at + 12 + 16 * index) for index in range(count))
    return [Table(tag.decode("latin-1"), *numbers) for tag, *numbers in rows]


def checksum_of(table: bytes) -> int:
    """Return the checksum of a table: the sum of its numbers of four bytes."""
    rest = len(table) % 4
    whole = np.frombuffer(table, ">u4", len(table) // 4).sum(dtype=np.uint64)
    return (int(whole) + int.from_bytes(table[len(table) - rest :].ljust(4, b"\0"), "big") * bool(rest)) & 0xFFFFFFFF


def damage_of(data: bytes, name: str, mark: Mark) -> Fault | None:
    """Return the fault of a font file that was cut short or altered; None for one that is whole or is not a font."""
    if data[:4] not in SIGNATURES:
        return None
    try:
        tables = tables_of(data)
    except error:
        return _cut_short(f"the font '{name}' is cut short: it ends within the list of its tables", mark)
    end = max((table.start + table.length for table in tables), default=0)
    if end > len(data):
        message = f"the font '{name}' is cut short: it has {len(data):,} bytes, and its tables end at {end:,}"
        return _cut_short(message, mark)
    is_sound = sum(table.length for table in tables) <= _SHARED * len(data)
    altered = [table.tag for table in tables if not (is_sound and _is_as_written(table, data))]
    if not altered:
        return None
    remedy = "take it again from its maker; a program that writes a subset of a font must write the checksums too"
    message = f"the font '{name}' is damaged: the checksum of {_listed(altered)} is wrong"
    return Fault(message, mark, remedy, code="font-damaged")


def _cut_short(message: str, mark: Mark) -> Fault:
    return Fault(message, mark, "take the whole file again from its maker", code="font-cut-short")


def _is_as_written(table: Table, data: bytes) -> bool:
    """Return whether a table has its checksum; in that of `head`, some makers count the adjustment too."""
    content = table.of(data)
    if checksum_of(content) == table.checksum:
        return True
    if table.tag != "head":
        return False
    start, end = _ADJUSTMENT
    return checksum_of(content[:start] + bytes(end - start) + content[end:]) == table.checksum


def _listed(tags: list[str]) -> str:
    """Return the names of tables in words: the first, and how many others."""
    first, *others = (f"'{tag.strip()}'" for tag in tags)
    return f"its table {first}" + (f" and of {len(others)} more" if others else "")
