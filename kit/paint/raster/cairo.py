"""The functions of libcairo that are called directly (https://www.cairographics.org/manual/).

They are declared for ctypes, which loads quickly: cairocffi, which CairoSVG uses, parses a declaration of all of cairo
on every import, and on Linux runs programs to find it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, c_char_p, c_double, c_int, c_uint, c_void_p, string_at
from ctypes.util import find_library
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.base.errors import Fault, KitError

#: Pixels as 0xAARRGGBB, colours times alpha: an array of (height, width).
Words = NDArray[np.uint32]


#: Values of enumerations: a format of pixels, filters, fill rules, the operator that replaces what is painted over, the
#: type of a surface of pixels, and the status when memory runs out.
ARGB32, NEAREST, BILINEAR, NONZERO, EVEN_ODD, SOURCE, IMAGE, NO_MEMORY = 0, 3, 4, 0, 1, 1, 0, 1
PAD, SHARP_EDGES = 3, 1
#: How a gradient goes on beyond its ends, as SVG has it.
EXTENDS = {"repeat": 1, "reflect": 2, "pad": PAD}
CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}


class CairoMatrix(Structure):
    """`cairo_matrix_t`, in the order of SVG's `matrix(a b c d e f)`."""

    _fields_ = tuple((name, c_double) for name in ("a", "b", "c", "d", "e", "f"))


class CairoPath(Structure):
    """`cairo_path_t`: a status of 0, the address of rows from `rows_of`, and their number."""

    _fields_ = (("status", c_int), ("data", c_void_p), ("num_data", c_int))


_MATRIX, _PATH, _NUMBERS = POINTER(CairoMatrix), POINTER(CairoPath), POINTER(c_double)
_OBJECT = c_void_p
#: A function that takes bytes of a file: a closure, their address and their number.
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_uint)
#: The argument types of each function, by its name without "cairo_".
_ARGUMENTS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("save", "restore", "new_path", "new_sub_path", "close_path", "clip", "paint"), (_OBJECT,)),
    **dict.fromkeys(("fill_preserve", "stroke", "push_group", "pop_group_to_source", "identity_matrix"), (_OBJECT,)),
    **dict.fromkeys(("destroy", "pattern_destroy", "surface_destroy", "surface_flush", "surface_finish"), (_OBJECT,)),
    **dict.fromkeys(("transform", "set_matrix", "get_matrix", "pattern_set_matrix"), (_OBJECT, _MATRIX)),
    **dict.fromkeys(
        ("set_fill_rule", "set_line_cap", "set_line_join", "pattern_set_extend", "set_antialias"), (_OBJECT, c_int)
    ),
    **dict.fromkeys(("set_line_width", "set_miter_limit", "set_tolerance", "paint_with_alpha"), (_OBJECT, c_double)),
    **dict.fromkeys(("clip_extents", "path_extents"), (_OBJECT, *[_NUMBERS] * 4)),
    **dict.fromkeys(("set_operator", "pattern_set_filter"), (_OBJECT, c_int)),
    "set_source": (_OBJECT, _OBJECT),
    "set_source_rgba": (_OBJECT, *[c_double] * 4),
    "set_source_surface": (_OBJECT, _OBJECT, c_double, c_double),
    "set_dash": (_OBJECT, _NUMBERS, c_int, c_double),
    "scale": (_OBJECT, c_double, c_double),
    "arc": (_OBJECT, *[c_double] * 5),
    "append_path": (_OBJECT, _PATH),
    "pattern_add_color_stop_rgba": (_OBJECT, *[c_double] * 5),
}
#: The argument and return types of functions that return something.
_RETURNING: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "create": (_OBJECT, (_OBJECT,)),
    "status": (c_int, (_OBJECT,)),
    "get_source": (_OBJECT, (_OBJECT,)),
    "get_target": (_OBJECT, (_OBJECT,)),
    "surface_get_type": (c_int, (_OBJECT,)),
    "surface_status": (c_int, (_OBJECT,)),
    "pdf_surface_create_for_stream": (_OBJECT, (_WRITE, c_void_p, c_double, c_double)),
    "image_surface_create_for_data": (_OBJECT, (c_void_p, *[c_int] * 4)),
    "pattern_create_linear": (_OBJECT, tuple([c_double] * 4)),
    "pattern_create_radial": (_OBJECT, tuple([c_double] * 6)),
    "version_string": (c_char_p, ()),
    "status_to_string": (c_char_p, (c_int,)),
}
_FUNCTIONS = {**{name: (None, arguments) for name, arguments in _ARGUMENTS.items()}, **_RETURNING}
#: The names of the library's file, and those by which systems find it, as cairocffi has them.
_FILES, _NAMES = ("libcairo.so.2", "libcairo.2.dylib", "libcairo-2.dll"), ("cairo-2", "cairo", "libcairo-2")


#: How to install it, by system; elsewhere as on Linux.
_INSTALL = {
    "darwin": "install it with Homebrew, `brew install cairo`, and use Homebrew's Python, or set "
    "DYLD_FALLBACK_LIBRARY_PATH to its folder, /opt/homebrew/lib",
    "win32": "install the runtime of GTK 3, and set CAIROCFFI_DLL_DIRECTORIES to the folder of its libcairo-2.dll",
}
_INSTALL_ELSEWHERE = "install it: `apt-get install libcairo2` on Debian and Ubuntu, the package cairo elsewhere"


def _load_library() -> CDLL:
    """Return the library. Raises KitError if it is not found."""
    if hasattr(os, "add_dll_directory"):  # Windows
        for folder in os.environ.get("CAIROCFFI_DLL_DIRECTORIES", "").split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    for name in chain(_FILES, filter(None, map(find_library, _NAMES))):
        with suppress(OSError):
            return CDLL(name)
    message = f"the library cairo, which paints every picture, is missing: found none of {', '.join(_FILES)}"
    raise KitError(Fault(message, None, _INSTALL.get(sys.platform, _INSTALL_ELSEWHERE), code="cairo-missing"))


def _declared(library: CDLL) -> CDLL:
    """Return the library with the types of its functions declared."""
    for name, (result, arguments) in _FUNCTIONS.items():
        function = getattr(library, f"cairo_{name}")
        function.restype, function.argtypes = result, arguments
    return library


class _Library:
    """The functions of the library, which is opened on first use, as not all commands paint."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (a function of C)
        """Return a function, and cache it. Raises KitError if the library is not found."""
        if name.removeprefix("cairo_") not in _FUNCTIONS:
            raise AttributeError(f"no function of cairo is declared as '{name}'", name=name, obj=self)
        library = _declared(_load_library())
        self.__dict__.update({f"cairo_{each}": getattr(library, f"cairo_{each}") for each in _FUNCTIONS})
        return self.__dict__[name]


lib = _Library()


def version() -> str:
    """Return the version of the library."""
    return str(lib.cairo_version_string().decode())


def has_pixels(context: int) -> bool:
    """Return whether a context paints on pixels, and not on a page."""
    return bool(lib.cairo_surface_get_type(lib.cairo_get_target(context)) == IMAGE)


@contextmanager
def surface_of(words: Words) -> Iterator[int]:
    """Yield a cairo surface on some pixels, which must be contiguous in memory."""
    height, width = words.shape
    surface = lib.cairo_image_surface_create_for_data(words.ctypes.data, ARGB32, width, height, 4 * width)
    try:
        yield surface
        lib.cairo_surface_flush(surface)
    finally:
        lib.cairo_surface_destroy(surface)


@contextmanager
def painting_on(words: Words) -> Iterator[int]:
    """Yield a context that paints on some pixels. Raises MemoryError or RuntimeError if it can't."""
    with surface_of(words) as surface, _context_on(surface) as context:
        yield context


def page_of(size: tuple[float, float], paint: Callable[[int], None]) -> bytes:
    """Return a vector PDF of one page, of a width and a height in points, that a function paints with a context.

    Raises MemoryError or RuntimeError if it can't.
    """
    parts: list[bytes] = []

    def write(_closure: int, data: int, length: int) -> int:
        parts.append(string_at(data, length))
        return 0

    keep = _WRITE(write)
    surface = lib.cairo_pdf_surface_create_for_stream(keep, None, *size)
    try:
        with _context_on(surface) as context:
            paint(context)
        lib.cairo_surface_finish(surface)
        _require_success(lib.cairo_surface_status(surface))
    finally:
        lib.cairo_surface_destroy(surface)
    return b"".join(parts)


@contextmanager
def _context_on(surface: int) -> Iterator[int]:
    """Yield a context that paints on a surface. Raises MemoryError or RuntimeError if it can't."""
    context = lib.cairo_create(surface)
    try:
        yield context
        _require_success(lib.cairo_status(context))  # a context remembers the first failure
    finally:
        lib.cairo_destroy(context)


def _require_success(status: int) -> None:
    if status == NO_MEMORY:
        raise MemoryError
    if status:
        raise RuntimeError(f"cairo: {lib.cairo_status_to_string(status).decode()}")
