"""Find the embedding level of each character of a text (https://www.unicode.org/reports/tr9/)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from bidi import algorithm

from kit.text.characters import right_to_left as is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Bidirectional classes (https://www.unicode.org/reports/tr9/#Table_Bidirectional_Character_Types).
_RTL_CLASSES = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI"))
_ISOLATES = frozenset(("LRI", "RLI", "FSI", "PDI"))


@lru_cache(maxsize=4096)
def levels_of(text: str, *, right_to_left: bool) -> tuple[int, ...]:
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
