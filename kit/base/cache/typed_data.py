"""Values as MessagePack data of a known shape, which is checked type by type when it is read.

(https://msgpack.org; https://jcristharif.com/msgspec/supported-types.html)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

if TYPE_CHECKING:
    from msgspec.msgpack import Decoder


T = TypeVar("T")


class OneOfSeveral(msgspec.Struct, frozen=True, tag=True):
    """A record of one of several kinds; as data it begins with the name of its kind."""


def packed(value: object) -> bytes | None:
    """Return a value as data; None if it can't be packed, such as an integer of more than 64 bits."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_as_data)
    except (UnicodeEncodeError, OverflowError):
        return None


def unpacked(data: bytes | None, kind: type[T]) -> T | None:
    """Return data as a value of a type; None if there is no data, or it has another shape."""
    if data is None:
        return None
    try:
        found: T = _decoder(kind).decode(data)  # type: ignore[arg-type]  # types can be hashed
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError):
        return None
    return found


def shaped(value: object, kind: type[T]) -> T | None:
    """Return plain data as a value of a type; None if it has another shape."""
    try:
        return msgspec.convert(value, kind, dec_hook=_from_data)
    except (msgspec.MsgspecError, ValueError, RecursionError, OverflowError):
        return None


@cache
def _decoder(kind: type[Any]) -> Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_from_data)


def _as_data(value: object) -> object:
    """Return the packed form of a value that MessagePack lacks: the text of a path, the items of a mapping."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"can't pack a {type(value).__name__}")


def _from_data(kind: type, value: object) -> object:
    """Return text as a path. Raises ValueError for anything else."""
    if kind is Path and isinstance(value, str) and "\0" not in value:
        return Path(value)
    raise ValueError(f"this is not a {kind.__name__}")
