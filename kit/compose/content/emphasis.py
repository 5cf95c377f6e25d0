"""The marks that authors write in copy: the emphasis of `**`, read or left out, and soft hyphens.

Soft hyphens are left out of what people read outside pictures: captions, alternative texts, the page and its lists.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple, TypeVar, cast

from kit.base.document.document import EMPHASIS
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
        return {key: _without(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{key.name: _without(getattr(value, key.name)) for key in fields(value)})
    return value


class EmphasisedText(NamedTuple):
    """Text in NFC without marks, and the (start, end) of every emphasised stretch in it, by characters."""

    text: str
    spans: tuple[tuple[int, int], ...]


def parse_emphasis(written: str) -> EmphasisedText:
    """Return text without its `**` marks, in NFC, and where it is emphasised; an unpaired mark opens to the end.

    A letter and an accent that a mark separates become one character, emphasised like the letter.
    """
    plain, offsets = "", list[int]()
    for part in written.split(EMPHASIS):
        plain += part
        offsets.append(len(unicodedata.normalize("NFC", plain)))
    spans = zip(offsets[::2], offsets[1::2], strict=False)
    return EmphasisedText(unicodedata.normalize("NFC", plain), tuple(spans))


def without_emphasis(written: str) -> str:
    """Return text as it reads on one line: without marks, line breaks and doubled spaces."""
    return " ".join(written.replace(EMPHASIS, "").split())


def has_emphasis(written: str) -> bool:
    """Return whether a text emphasises any words."""
    return EMPHASIS in written


def emphasised(words: str) -> str:
    """Return words as authors write them to be emphasised."""
    return f"{EMPHASIS}{words}{EMPHASIS}"
