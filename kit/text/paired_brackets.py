"""Find pairs of brackets, and give each pair one direction (rule N0 of https://www.unicode.org/reports/tr9/#N0)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bidi.mirror import MIRRORED

_Character = dict[str, Any]


#: How many brackets may be open at once (BD16).
_MOST_OPEN = 63


def resolve_brackets(sequence: Sequence[_Character], *, before: str) -> None:
    """Resolve the brackets of an isolating run sequence after rule W7; `before` is the direction before it."""
    for start, end in sorted(_pairs(sequence)):
        direction = _direction(sequence, start, end, before)
        if direction:
            _set(sequence, start, direction)
            _set(sequence, end, direction)


def _pairs(sequence: Sequence[_Character]) -> Iterator[tuple[int, int]]:
    """Yield the places of both brackets of each pair (BD16); with too many open ones, of those found so far."""
    opened: list[tuple[int, str]] = []
    for index, character in enumerate(sequence):
        kind, counterpart = _bracket(character["ch"]) if character["type"] == "ON" else ("", "")
        if kind == "Ps":
            if len(opened) == _MOST_OPEN:
                return
            opened.append((index, counterpart))
        elif kind == "Pe":
            own = unicodedata.normalize("NFC", character["ch"])
            place = next((place for place in range(len(opened) - 1, -1, -1) if opened[place][1] == own), None)
            if place is not None:
                yield opened[place][0], index
                del opened[place:]


@lru_cache(maxsize=1024)
def _bracket(character: str) -> tuple[str, str]:
    """Return the category of a bracket, and its counterpart in canonical form; two empty texts for what is none.

    Brackets are the mirrored punctuation marks that open and close. Those that python-bidi lacks are beside theirs.
    """
    category = unicodedata.category(character) if character else ""
    if category not in {"Ps", "Pe"} or not unicodedata.mirrored(character):
        return "", ""
    beside = chr(ord(character) + (1 if category == "Ps" else -1))
    return category, unicodedata.normalize("NFC", MIRRORED.get(character, beside))


def _direction(sequence: Sequence[_Character], start: int, end: int, before: str) -> str:
    """Return the direction of a pair of brackets: L, R, or an empty text if there is nothing strong inside."""
    own, other = ("L", "R") if sequence[start]["level"] % 2 == 0 else ("R", "L")
    inside = {_strong(character) for character in sequence[start + 1 : end]}
    if own in inside:
        return own
    if other not in inside:
        return ""
    context = next(filter(None, (_strong(sequence[place]) for place in range(start - 1, -1, -1))), before)
    return other if context == other else own


def _strong(character: _Character) -> str:
    """Return the direction of a character, with numbers from right to left; an empty text for a neutral one."""
    kind: str = character["type"]
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _set(sequence: Sequence[_Character], index: int, direction: str) -> None:
    """Give a bracket a direction, and the marks on it as well."""
    sequence[index]["type"] = direction
    for place in range(index + 1, len(sequence)):
        if sequence[place]["orig"] != "NSM":
            break
        sequence[place]["type"] = direction
