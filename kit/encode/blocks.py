"""The size of the blocks that Pillow writes."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from PIL import ImageFile

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes of a block that Pillow writes by default.
_LEAST = 65536
_OF_ONE_SIZE = Lock()


@contextmanager
def blocks_of(size: int) -> Iterator[None]:
    """Let Pillow write blocks of a size in bytes, here only and whatever a program has set.

    An optimised JPEG must fit one block, and Pillow's guess of a byte a pixel is too small for fine detail. The size
    is one of the whole process, so that one picture is written at a time.
    """
    with _OF_ONE_SIZE:
        before = ImageFile.MAXBLOCK
        ImageFile.MAXBLOCK = max(_LEAST, size)
        try:
            yield
        finally:
            ImageFile.MAXBLOCK = before
