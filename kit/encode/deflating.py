"""The compressor of PNG files: libdeflate, and where its package is missing the zlib of Python.

Both are deterministic; libdeflate makes smaller files in less time. The two write other bytes of the same pixels.
"""

from __future__ import annotations

import zlib
from importlib import import_module
from importlib.util import find_spec

#: The package of libdeflate, or None.
libdeflate = import_module("deflate") if find_spec("deflate") else None
#: The level at which more time makes a picture hardly smaller, with either.
SMALL = 7
#: The level that takes the least time.
QUICK = 1


def deflated(data: bytes, level: int = SMALL) -> bytes:
    """Return a zlib stream (https://www.rfc-editor.org/rfc/rfc1950)."""
    return bytes(libdeflate.zlib_compress(data, level)) if libdeflate else zlib.compress(data, level)


def engine() -> dict[str, str]:
    """Return the name and the version of what compresses."""
    return {"deflate": libdeflate.__version__} if libdeflate else {"python_zlib": zlib.ZLIB_RUNTIME_VERSION}
