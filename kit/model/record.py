"""How an entry of a YAML file is declared: a frozen, slotted dataclass whose unknown keys are refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")

#: How pydantic reads a record: every key must be known; a field named as a word of Python's own has a `_` behind it.
_STRICT_KEYS = {
    "extra": "forbid",
    "str_strip_whitespace": False,
    "alias_generator": lambda name: name.removesuffix("_"),
}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a class a frozen, slotted dataclass with keyword arguments only."""
    cls.__pydantic_config__ = _STRICT_KEYS  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)
