"""When something that was kept holds: the one rule by which all that is kept between runs is found and kept.

It holds for the generator that made it, which is known by the bytes of its files, and for the same inputs. Values are
kept as MessagePack data of a known shape, which is checked type by type when it is read
(https://msgpack.org; https://jcristharif.com/msgspec/supported-types.html).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from msgspec.msgpack import Decoder

from kit.base.cache.entries import key_of
from kit.base.system_errors import PACKAGE
from kit.base.whole_files import digest_of, files_in

T = TypeVar("T")


class OneOfSeveral(msgspec.Struct, frozen=True, tag=True):
    """A record of one of several kinds; as data it begins with the name of its kind."""


class Store(Protocol):
    """Where bytes are kept by kind and key. It is sent to workers with their tasks, so it must be picklable."""

    def get(self, kind: str, key: str, /) -> bytes | None:
        """Return an entry exactly as it was put, or None."""

    def put(self, kind: str, key: str, data: bytes, /) -> None:
        """Take an entry; it may be lost, but never changed."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of what is kept: the name of its folder, and the type that its values are checked against.

    A value is valid for whatever it was made of, all of which the `key_parts` name, and for the generator that made it:
    all of it, or where only some of its folders and files decide the value, for those (`made_by`).
    """

    name: str
    shape: type[T]
    made_by: tuple[str, ...] = ()

    def find(self, store: Store, key_parts: Iterable[str], *, at: str = "") -> T | None:
        """Return the value that was made of the same; None where there is none, or what is there has another shape.

        `at` is the name under which only the last value is kept.
        """
        key = self._key(key_parts)
        if not at:
            return unpacked(store.get(self.name, key), self.shape)
        last = unpacked(store.get(self.name, key_of(at)), tuple[str, self.shape])  # type: ignore[name-defined]
        return last[1] if last and last[0] == key else None

    def keep(self, store: Store, key_parts: Iterable[str], value: T, *, at: str = "") -> None:
        """Keep a value for what it was made of, if data can say it; `at` a name, in the place of the one before."""
        key = self._key(key_parts)
        data = packed((key, value) if at else value)
        if data is not None:
            store.put(self.name, key_of(at) if at else key, data)

    def remembered(self, store: Store, key_parts: Iterable[str], make: Callable[[], T], *, at: str = "") -> T:
        """Return the value that was made of the same, or else what `make` returns, which is kept."""
        parts = tuple(key_parts)
        value = self.find(store, parts, at=at)
        if value is None:
            value = make()
            self.keep(store, parts, value, at=at)
        return value

    def _key(self, key_parts: Iterable[str]) -> str:
        return key_of(generator(*self.made_by), *key_parts)


#: The endings of the files that decide what is made: code, tables and words that it reads, and what pages consist of.
_DECIDES = (".py", ".yaml", ".css", ".j2", ".js")


@cache
def generator(*parts: str) -> str:
    """Return a key for the generator as it is now, wherever it is installed, or for some folders or files of it.

    That is its files by their bytes, Python, and the libraries installed with it by version. Reading all of them takes
    7 ms; by when they were written it would take 3, and not be the same for two copies of one generator.
    """
    own = (f"{name} {digest}" for name, digest in generator_files().items() if not parts or name.startswith(parts))
    return key_of(sys.version, *own, *_installed())


@cache
def generator_files() -> dict[str, str]:
    """Return the digest of each file of the package that decides what is made, by its path in it.

    The drawings and fonts that an installed package has inside it are those of a project, which have digests there.
    """
    start = len(str(PACKAGE)) + 1
    paths = {path[start:].replace(os.sep, "/"): path for path in files_in(str(PACKAGE)) if path.endswith(_DECIDES)}
    return {name: digest_of(os.path.realpath(path)) for name, path in paths.items() if not name.startswith("shipped/")}


@cache
def _installed() -> tuple[str, ...]:
    """Return the libraries that Python finds, with their versions."""
    folders = [folder for folder in sys.path if os.path.isdir(folder)]  # noqa: PTH112
    return tuple(sorted({name for folder in folders for name in os.listdir(folder) if name.endswith(".dist-info")}))  # noqa: PTH208


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
