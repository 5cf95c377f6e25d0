"""QR codes as one vector path of whole-pixel modules (ISO/IEC 18004)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from kit.base.errors import Fault, QrError
from kit.base.lazy_imports import on_demand
from kit.base.path_steps import Rectangles, rectangles

if TYPE_CHECKING:
    import qrcode.exceptions
else:
    qrcode = on_demand("qrcode")

#: Light modules that must surround a symbol on every side (ISO/IEC 18004, 9.1).
QUIET_ZONE = 4
#: What every address begins with.
_SHORTEST = "https://"


@dataclass(frozen=True, slots=True)
class Symbol:
    """The modules of a code without its quiet zone: rows of booleans, dark is true."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        """Modules along a side, the quiet zone included."""
        return len(self.rows) + 2 * QUIET_ZONE

    @property
    def version(self) -> int:
        """The version of the symbol, 1 to 40 (ISO/IEC 18004, 5.3.1)."""
        return (len(self.rows) - 17) // 4

    def module_in(self, side: float) -> int:
        """Return the whole px a module may have when code and quiet zone must fit a side in px."""
        return int(side // self.side)

    def outline(self, x: int, y: int, module: int) -> Rectangles:
        """Return the dark modules, runs in a row as one rectangle; (x, y) is the corner of the quiet zone, in px."""
        return _outline(self.rows).placed(x, y, module)


@lru_cache(maxsize=256)
def _outline(rows: tuple[tuple[bool, ...], ...]) -> Rectangles:
    """Return the dark modules of a symbol in modules, from the corner of its quiet zone."""
    runs = (
        (row + QUIET_ZONE, start + QUIET_ZONE, length)
        for row, found in enumerate(rows)
        for start, length in _runs(found)
    )
    return rectangles([(start, row, start + length, row + 1) for row, start, length in runs])


@lru_cache(maxsize=256)
def make_symbol(address: str) -> Symbol:
    """Return the smallest symbol for an address of which 15 % can be restored. Raises QrError when it is too long.

    In a box of a given size this level, M, reads best: what Q and H correct does not make up for their smaller modules
    (ISO/IEC 18004, 7.5.1).
    """
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError) as error:
        remedy = "use a short address that leads there"
        raise QrError(
            Fault(
                f"an address of {len(address)} characters fits no QR code", None, remedy, code="address-too-long-for-qr"
            )
        ) from error
    return Symbol(tuple(tuple(bool(module) for module in row) for row in code.get_matrix()))


def longest_address(symbol: Symbol, below: int) -> int:
    """Return the most characters, fewer than some, of an address whose symbol is no larger than another one."""
    lengths = range(len(_SHORTEST), below)
    fitting = bisect_right(lengths, symbol.side, key=lambda length: make_symbol(_SHORTEST.ljust(length, "a")).side)
    return lengths[fitting - 1]


def _runs(modules: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of every run of dark modules in a row."""
    start = 0
    for dark, run in groupby(modules):
        length = sum(1 for _ in run)
        if dark:
            yield start, length
        start += length
