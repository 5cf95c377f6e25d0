"""Find the embedding level of each character of a text by the bidirectional algorithm, and their order on a line.

The rules have the names of https://www.unicode.org/reports/tr9/. Those for weak and neutral characters (W, N1, N2) and
implicit levels (I) are of python-bidi, which has neither isolates nor brackets: what it takes as a level run is here an
isolating run sequence.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from bidi import algorithm

from kit.text.paired_brackets import resolve_brackets

#: A character as python-bidi has it: its class (`orig`), its class so far (`type`), its level; here also its `index` in
#: the text, None for the ends of an isolate without characters.
_Character = dict[str, Any]
#: The deepest level (BD2).
MAX_DEPTH = 125
#: Bidirectional classes (https://www.unicode.org/reports/tr9/#Table_Bidirectional_Character_Types).
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_INITIATORS = frozenset(("LRI", "RLI", "FSI"))
_REMOVED = frozenset((*_EMBEDDINGS, "PDF", "BN"))
#: Those without which all characters of a paragraph from left to right have level 0.
_REORDERED = frozenset(("R", "AL", "AN", *_EMBEDDINGS, *_INITIATORS))
_BLANK = frozenset(("WS", "PDI", *_INITIATORS, *_REMOVED))


class Isolate(NamedTuple):
    """Characters `start` to `end` of a text that are ordered by themselves, as between direction marks of a class."""

    start: int
    end: int
    kind: str = "FSI"


def levels_of(text: str, base: int, isolates: tuple[Isolate, ...] = ()) -> tuple[int, ...]:
    """Return the embedding level of each character of a text at a base level, 0 or 1 from right to left.

    Isolates lie inside or outside each other and in one paragraph. A character that rule X9 removes has the level of
    the one before it.
    """
    classes = [unicodedata.bidirectional(character) for character in text]
    if not base and _REORDERED.isdisjoint(classes):
        return (0,) * len(text)
    levels = [base] * len(text)
    for paragraph in _paragraphs(text, isolates):
        for character in _resolved(paragraph, base):
            if character["index"] is not None:
                levels[character["index"]] = character["level"]
    return tuple(levels)


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indexes of what has some levels on a line, from left to right (rule L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        index = 0
        while index < len(order):
            stop = index
            while stop < len(order) and levels[order[stop]] >= level:
                stop += 1
            order[index:stop] = reversed(order[index:stop])
            index = max(stop, index + 1)
    return order


def _paragraphs(text: str, isolates: Iterable[Isolate]) -> Iterator[list[_Character]]:
    """Yield the characters of each paragraph of a text, with the ends of isolates as characters (P1)."""
    paragraph: list[_Character] = []
    for character in _characters(text, isolates):
        paragraph.append(character)
        if character["orig"] == "B":
            yield paragraph
            paragraph = []
    yield paragraph


def _characters(text: str, isolates: Iterable[Isolate]) -> Iterator[_Character]:
    """Yield the characters of a text and the ends of isolates; one newer than Python's tables is a letter."""
    opened, closed = defaultdict[int, list[str]](list), Counter(isolate.end for isolate in isolates)
    for isolate in sorted(isolates, key=lambda isolate: (isolate.start, -isolate.end)):
        opened[isolate.start].append(isolate.kind)
    for index, character in enumerate(f"{text}\0"):
        for kind in (*["PDI"] * closed[index], *opened[index]):
            yield {"ch": "", "orig": kind, "type": kind, "index": None}
        if index < len(text):
            kind = unicodedata.bidirectional(character) or "L"
            yield {"ch": character, "orig": kind, "type": kind, "index": index}


def _resolved(paragraph: list[_Character], base: int) -> list[_Character]:
    """Return the characters of a paragraph with their levels."""
    remaining = _embedded(paragraph, base)
    for sequence in _sequences(remaining, base):
        _resolve(sequence, base)
    last = base
    for character in paragraph:
        last = character["level"] = last if character["orig"] in _REMOVED else character["level"]
    _reset_blanks(paragraph, base)
    return paragraph


class _Status(NamedTuple):
    """An entry of the directional status stack: its level, the class that it gives characters, whether it isolates."""

    level: int
    override: str
    isolates: bool


@dataclass(slots=True)
class _Stack:
    """The directional status stack of rules X1 to X7, the isolates that are open, and the counts of overflows."""

    entries: list[_Status]
    opened: list[_Character] = field(default_factory=list)
    too_deep_isolates: int = 0
    too_deep_embeddings: int = 0

    def embed(self, direction: int, override: str) -> None:
        """Open an embedding or an override (X2 to X5)."""
        if not self._push(direction, override, isolates=False) and not self.too_deep_isolates:
            self.too_deep_embeddings += 1

    def isolate(self, initiator: _Character, direction: int) -> None:
        """Open an isolate (X5a to X5c)."""
        if self._push(direction, "", isolates=True):
            self.opened.append(initiator)
        else:
            self.too_deep_isolates += 1

    def _push(self, direction: int, override: str, *, isolates: bool) -> bool:
        """Add an entry with the next level of a direction, and return whether it is not too deep."""
        level = self.entries[-1].level
        level += 1 if (level + 1) % 2 == direction else 2
        valid = level <= MAX_DEPTH and not self.too_deep_isolates and not self.too_deep_embeddings
        if valid:
            self.entries.append(_Status(level, override, isolates))
        return valid

    def end_isolate(self) -> _Character | None:
        """Close the last isolate, and return its initiator (X6a)."""
        if self.too_deep_isolates or not self.opened:
            self.too_deep_isolates = max(0, self.too_deep_isolates - 1)
            return None
        self.too_deep_embeddings = 0
        while not self.entries.pop().isolates:
            pass
        return self.opened.pop()

    def end_embedding(self) -> None:
        """Close the last embedding or override (X7)."""
        if self.too_deep_isolates:
            return
        if self.too_deep_embeddings:
            self.too_deep_embeddings -= 1
        elif len(self.entries) > 1 and not self.entries[-1].isolates:
            self.entries.pop()

    def apply(self, character: _Character) -> None:
        """Give a character its level, and the class of an override (X6)."""
        status = self.entries[-1]
        neutral = "ON" if character["orig"] in _INITIATORS | {"PDI"} else character["orig"]
        character["level"], character["type"] = status.level, status.override or neutral


def _embedded(paragraph: Sequence[_Character], base: int) -> list[_Character]:
    """Give characters their explicit levels (X1 to X8), and return those that are not removed (X9)."""
    stack, remaining = _Stack([_Status(base, "", isolates=False)]), list[_Character]()
    for index, character in enumerate(paragraph):
        kind = character["orig"]
        if kind in _EMBEDDINGS:
            stack.embed(*_EMBEDDINGS[kind])
        elif kind == "PDF":
            stack.end_embedding()
        elif kind == "B":
            character["level"] = base
        elif kind != "BN":
            character["opener"] = stack.end_isolate() if kind == "PDI" else None
            stack.apply(character)
            if kind in _INITIATORS:
                stack.isolate(
                    character, _direction(kind, (paragraph[place] for place in range(index + 1, len(paragraph))))
                )
            remaining.append(character)
    return remaining


def _direction(kind: str, after: Iterable[_Character]) -> int:
    """Return 1 if an isolate with some characters after its initiator runs from right to left, or else 0."""
    return _first_strong(character["orig"] for character in after) if kind == "FSI" else int(kind == "RLI")


def _first_strong(classes: Iterable[str]) -> int:
    """Return the base level that the first strong class of an isolate gives, outside those in it (P2, P3)."""
    depth = 0
    for kind in classes:
        if kind == "PDI" and not depth:
            return 0
        depth += (kind in _INITIATORS) - (kind == "PDI")
        if not depth and kind in {"L", "R", "AL"}:
            return int(kind != "L")
    return 0


def _sequences(characters: Sequence[_Character], base: int) -> list[list[_Character]]:
    """Return the isolating run sequences of a paragraph (X10); each character gets the levels beside it."""
    levels = [base, *(character["level"] for character in characters), base]
    for index, character in enumerate(characters):
        character["beside"] = levels[index], levels[index + 2]
    sequences, interrupted = list[list[Any]](), dict[int, list[Any]]()
    for _, group in groupby(characters, key=lambda character: character["level"]):
        run = list(group)
        sequence = interrupted.pop(id(run[0]["opener"]), None)
        if sequence is None:
            sequences.append(sequence := [])
        sequence += run
        if run[-1]["orig"] in _INITIATORS:
            interrupted[id(run[-1])] = sequence
    return sequences


def _resolve(sequence: list[_Character], base: int) -> None:
    """Resolve the levels of an isolating run sequence (W1 to I2)."""
    first, last, level = sequence[0], sequence[-1], sequence[0]["level"]
    after = base if last["orig"] in _INITIATORS else last["beside"][1]
    ends = [("L", "R")[max(level, other) % 2] for other in (first["beside"][0], after)]
    run = {"sor": ends[0], "eor": ends[1], "start": 0, "length": len(sequence)}
    storage = {"chars": sequence, "runs": deque([run])}
    algorithm.resolve_weak_types(storage)
    resolve_brackets(sequence, before=ends[0])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)


def _reset_blanks(paragraph: Iterable[_Character], base: int) -> None:
    """Give blanks at the end of a paragraph or before a separator its base level (L1)."""
    at_end = True
    for character in reversed(list(paragraph)):
        separates = character["orig"] in {"B", "S"}
        at_end = separates or (at_end and character["orig"] in _BLANK)
        if at_end:
            character["level"] = base
