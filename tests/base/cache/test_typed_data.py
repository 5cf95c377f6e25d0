"""Data of a known shape: what is packed is unpacked as it was, and anything else is none of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from kit.base.cache.kinds import packed, shaped, unpacked

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Leaf:
    """Something with a place and a size."""

    path: Path
    size: tuple[float, float]
    names: frozenset[str] = frozenset()
    inner: Leaf | None = None


class Row(NamedTuple):
    """A row of a table."""

    key: dict[tuple[str | int, ...], int]
    leaf: Leaf


ROW = Row({("a", 1): 2, (): 3}, Leaf(Path("a/b"), (1.5, 2.0), frozenset("xy"), Leaf(Path("c"), (0.1, -0.0))))


def test_what_is_packed_is_unpacked_as_it_was() -> None:
    assert unpacked(packed(ROW), Row) == ROW


def test_a_mapping_of_any_kind_is_packed() -> None:
    proxy: Mapping[str, int] = MappingProxyType({"a": 1})
    assert unpacked(packed(proxy), dict[str, int]) == {"a": 1}


@pytest.mark.parametrize("value", [1 << 70, "\ud800"])
def test_what_data_can_not_say_is_not_packed(value: object) -> None:
    assert packed([value]) is None


def test_an_object_of_another_kind_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="can't pack a object"):
        packed(object())


WHOLE = packed(ROW) or b""
#: Bytes that say something else than a row.
OTHERS: dict[str, bytes | None] = {
    "none": None,
    "nothing": b"",
    "cut short": WHOLE[:-1],
    "its first byte": WHOLE[:1],
    "and more": WHOLE + b"\0",
    "a list": packed([1, 2]),
    "a mapping": packed({"key": {}, "leaf": None}),
    "a text": packed("row"),
    "a number": packed(3),
    "another type": packed([{("a",): "two"}, {"path": "a", "size": [1, 2]}]),
    "a path with a zero byte": packed([{}, {"path": "a\0b", "size": [1, 2]}]),
    "a number as a path": packed([{}, {"path": 3, "size": [1, 2]}]),
    "a huge list": b"\xdd\xff\xff\xff\xff",
    "a huge mapping": b"\xdf\xff\xff\xff\xff",
    "a huge text": b"\xdb\xff\xff\xff\xff",
    "no UTF-8": b"\xa2\xff\xff",
    "deep": b"\x91" * 200_000,
    "deep, of its kind": b"\x92\x80" + b"\x81\xa5inner" * 50_000,
    "JSON": b'{"key": 1}',
    "a pickle": b"\x80\x04\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.",
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())
def test_anything_else_is_none(data: bytes | None) -> None:
    assert unpacked(data, Row) is None


@pytest.mark.parametrize(("value", "found"), [([1, 2.5], (1.0, 2.5)), ([1], None), ("12", None), ({}, None)])
def test_plain_data_gets_its_shape_or_none(value: object, found: Any) -> None:  # noqa: ANN401
    assert shaped(value, tuple[float, float]) == found
