"""Leave soft hyphens out of what people read outside pictures: captions, alternative texts, the page and its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from kit.text.paragraph import SOFT_HYPHEN

_Read = TypeVar("_Read")


def without_soft_hyphens(read: _Read) -> _Read:
    """Return a text, or a record of texts, without soft hyphens.

    They say where a word may be divided on a picture; apps and search would take them for a part of the word.
    """
    return cast("_Read", _without(read))


def _without(value: Any) -> Any:  # noqa: ANN401  (a record holds values of any type)
    if isinstance(value, str):
        return value.replace(SOFT_HYPHEN, "")
    if isinstance(value, tuple):
        return tuple(map(_without, value))
    if isinstance(value, Mapping):
        return {key: _without(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{key.name: _without(getattr(value, key.name)) for key in fields(value)})
    return value
