"""Itemise a paragraph: divide it where the embedding level, the script, the style or the font changes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from bidi import algorithm

from kit.text.characters import SHARED_SCRIPTS, UNKNOWN_SCRIPT, script_of
from kit.text.characters import right_to_left as is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.text.font import Font


#: Bidirectional classes (https://www.unicode.org/reports/tr9/#Table_Bidirectional_Character_Types).
_RTL_CLASSES = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
_ISOLATES = frozenset(("LRI", "RLI", "FSI", "PDI"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of a paragraph is set: its fonts in order of preference, whether it is emphasised, and its size.

    `scale` is a factor of the size of the paragraph.
    """

    fonts: tuple[Font, ...]
    emphasis: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Item:
    """Characters `start` to `end` of a paragraph that are shaped together; an odd level runs right to left."""

    start: int
    end: int
    font: Font
    script: str
    level: int
    emphasis: bool
    scale: float = 1.0


def itemise(text: str, styles: Sequence[Style], *, right_to_left: bool = False) -> tuple[Item, ...]:
    """Return the items of a paragraph, in logical order. `styles` has one style for each character."""
    levels = _levels(text, right_to_left=right_to_left)
    emphasis = [style.emphasis for style in styles]
    scales = [style.scale for style in styles]
    properties = list(zip(_fonts(text, styles), _scripts(text), levels, emphasis, scales, strict=True))
    items: list[Item] = []
    for key, group in groupby(range(len(text)), key=lambda index: properties[index]):
        indexes = list(group)
        items.append(Item(indexes[0], indexes[-1] + 1, *key))
    return tuple(items)


def _fonts(text: str, styles: Sequence[Style]) -> list[Font]:
    """Return the first font that covers each character; marks, joiners and spaces take the font of the one before."""
    chosen: list[Font] = []
    for style, group in groupby(zip(text, styles, strict=True), key=itemgetter(1)):
        stretch = "".join(character for character, _ in group)
        first = style.fonts[0]
        chosen += _mixed(stretch, style.fonts) if first.missing_from(stretch) else [first] * len(stretch)
    return chosen


def _mixed(stretch: str, candidates: Sequence[Font]) -> list[Font]:
    """Return the font of each character of a stretch in one style whose first font lacks some of them."""
    chosen: list[Font] = []
    for character in stretch:
        if chosen and _attaches(character) and chosen[-1].covers(character):
            chosen.append(chosen[-1])
        else:
            chosen.append(next((font for font in candidates if font.covers(character)), candidates[0]))
    return chosen


def _attaches(character: str) -> bool:
    """Return whether a character is a mark, a format character or a space."""
    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"} or character.isspace()


@lru_cache(maxsize=4096)
def _scripts(text: str) -> tuple[str, ...]:
    """Return an ISO 15924 script for each character; a shared one takes that of the character before, or else after."""
    result = [script_of(character) for character in text]
    last = next((script for script in result if script not in SHARED_SCRIPTS), "Latn")
    for index, script in enumerate(result):
        last = last if script in SHARED_SCRIPTS or script == UNKNOWN_SCRIPT else script
        result[index] = last
    return tuple(result)


@lru_cache(maxsize=4096)
def _levels(text: str, *, right_to_left: bool) -> tuple[int, ...]:
    """Return the embedding level of each character (https://www.unicode.org/reports/tr9/)."""
    if not right_to_left and not any(unicodedata.bidirectional(character) in _RTL_CLASSES for character in text):
        return (0,) * len(text)
    return tuple(_resolve(text, int(right_to_left)))


def _resolve(text: str, base: int) -> list[int]:
    """Return the levels of a text at a base level; an isolate is resolved on its own, and is neutral to the rest."""
    isolates = list(_isolates(text))
    inside = {index for start, end in isolates for index in range(start, end)}
    outside = [index for index in range(len(text)) if index not in inside]
    neutral = ("\ufffc" if unicodedata.bidirectional(text[index]) in _ISOLATES else text[index] for index in outside)
    levels = [base] * len(text)
    for index, level in zip(outside, _explicit("".join(neutral), base), strict=True):
        levels[index] = level
    for start, end in isolates:
        kind, inner, outer = unicodedata.bidirectional(text[start - 1]), text[start:end], levels[start - 1]
        odd = kind == "RLI" or (kind == "FSI" and is_right_to_left(inner))
        levels[start:end] = _resolve(inner, outer + (1 if (outer + 1) % 2 == odd else 2))
    return levels


def _isolates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of the text in each outermost isolate; a line feed ends them all."""
    depth = start = 0
    for index, character in enumerate(f"{text}\n"):
        kind = unicodedata.bidirectional(character)
        if kind in _ISOLATES and kind != "PDI":
            depth, start = depth + 1, start if depth else index + 1
        elif depth and (kind == "B" or (kind == "PDI" and depth == 1)):
            yield start, index
            depth = 0
        elif kind == "PDI":
            depth = max(0, depth - 1)


def _explicit(text: str, base: int) -> list[int]:
    """Return the levels of a text without isolates; a character that rule X9 removes takes that of the one before."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = base, "R" if base % 2 else "L"
    algorithm.get_embedding_levels(text, storage)
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
        if not character["type"]:  # newer than Python's character data
            character["type"] = character["orig"] = "L"
    for step in (
        algorithm.explicit_embed_and_overrides,
        algorithm.resolve_weak_types,
        algorithm.resolve_neutral_types,
        algorithm.resolve_implicit_levels,
    ):
        step(storage, False)  # noqa: FBT003  (the library's signature)
    resolved = {character["index"]: character["level"] for character in storage["chars"]}
    levels: list[int] = []
    for index in range(len(text)):
        levels.append(resolved.get(index, levels[-1] if levels else base))
    return levels
