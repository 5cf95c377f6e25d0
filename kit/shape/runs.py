"""Divide a paragraph into items that one font can shape in one direction: by level, script, style and coverage."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from bidi import algorithm
from fontTools import unicodedata as scripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.shape.fonts import Font

_RTL_CLASSES = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of a paragraph is set: its fonts in order of preference, and whether it is emphasised."""

    fonts: tuple[Font, ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Characters `start` to `end` of a paragraph that are shaped together; an odd level runs right to left."""

    start: int
    end: int
    font: Font
    script: str
    level: int
    emphasis: bool


def itemise(text: str, styles: Sequence[Style], *, right_to_left: bool = False) -> tuple[Item, ...]:
    """Return the items of a paragraph, in logical order. `styles` holds one style for each character."""
    levels = _levels(text, right_to_left=right_to_left)
    script = _scripts(text)
    fonts = _fonts(text, styles)
    keys = [(fonts[i], script[i], levels[i], styles[i].emphasis) for i in range(len(text))]
    items: list[Item] = []
    for key, group in groupby(range(len(text)), key=lambda i: keys[i]):
        indexes = list(group)
        items.append(Item(indexes[0], indexes[-1] + 1, *key))
    return tuple(items)


def _fonts(text: str, styles: Sequence[Style]) -> list[Font]:
    """Choose the first font that covers each character; marks and joiners stay with what they attach to."""
    chosen: list[Font] = []
    for index, character in enumerate(text):
        candidates = styles[index].fonts
        if index and styles[index] == styles[index - 1] and _attaches(character) and chosen[-1].covers(character):
            chosen.append(chosen[-1])
        else:
            chosen.append(next((font for font in candidates if font.covers(character)), candidates[0]))
    return chosen


def _attaches(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"} or character.isspace()


@lru_cache(maxsize=4096)
def _scripts(text: str) -> tuple[str, ...]:
    """Return an ISO 15924 script for each character; common ones take that of what stands before, or after."""
    result = [scripts.script(character) for character in text]
    last = next((script for script in result if script not in {"Zyyy", "Zinh"}), "Latn")
    for index, script in enumerate(result):
        last = last if script in {"Zyyy", "Zinh", "Zzzz"} else script
        result[index] = last
    return tuple(result)


@lru_cache(maxsize=4096)
def _levels(text: str, *, right_to_left: bool) -> tuple[int, ...]:
    """Return the embedding level of each character (https://www.unicode.org/reports/tr9/)."""
    if not right_to_left and not any(unicodedata.bidirectional(character) in _RTL_CLASSES for character in text):
        return (0,) * len(text)
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if right_to_left else (0, "L")
    algorithm.get_embedding_levels(text, storage)
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
        if not character["type"]:  # newer than Python's tables
            character["type"] = character["orig"] = "L"
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
    ):
        step(storage, False)  # noqa: FBT003  (the library's signature)
    levels = [storage["base_level"]] * len(text)
    for character in storage["chars"]:
        levels[character["index"]] = character["level"]
    return tuple(levels)
