"""Values as data of a known shape, MessagePack: what is read is checked type by type, and anything else is none of it.

(https://msgpack.org; https://jcristharif.com/msgspec/supported-types.html)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kit.base.lazy_imports import on_demand

if TYPE_CHECKING:
    import msgspec
    from msgspec.msgpack import Decoder
else:
    msgspec = on_demand("msgspec")


T = TypeVar("T")


def packed(value: object) -> bytes | None:
    """Return a value as data; None for what data can't say, such as an integer of more than 64 bits."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_as_data)
    except (UnicodeEncodeError, OverflowError):
        return None


def unpacked(data: bytes | None, kind: type[T]) -> T | None:
    """Return the value of a type that some data says; None where there is none, or the data is of another shape."""
    if data is None:
        return None
    try:
        found: T = _decoder(kind).decode(data)  # type: ignore[arg-type]  # types can be hashed
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError):
        return None
    return found


def shaped(value: object, kind: type[T]) -> T | None:
    """Return plain data as a value of a type; None for data of another shape."""
    try:
        return msgspec.convert(value, kind, dec_hook=_from_data)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError):
        return None


@cache
def _decoder(kind: type[Any]) -> Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_from_data)


def _as_data(value: object) -> object:
    """Return what stands for a value that MessagePack does not know: the text of a path, the items of a mapping."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no data says a {type(value).__name__}")


def _from_data(kind: type, value: object) -> object:
    """Return the path that some text says. Raises ValueError for anything else."""
    if kind is Path and isinstance(value, str) and "\0" not in value:
        return Path(value)
    raise ValueError(f"this says no {kind.__name__}")
