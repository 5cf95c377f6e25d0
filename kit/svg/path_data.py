"""Path data: every step written out with a letter of its own, and the points that the steps lead to.

The painter reads a run of steps under one letter in a time that grows with its square.
"""

from __future__ import annotations

import re
from functools import lru_cache

from fontTools.pens.recordingPen import RecordingPen

from kit.svg.numbers import NUMBER, is_gap, split_numbers

_GAP = r"[\s,]*"
_ARC = re.compile(_GAP + _GAP.join((f"({NUMBER})",) * 3 + ("([01])",) * 2 + (f"({NUMBER})",) * 2))
_STEP = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])([^MmZzLlHhVvCcSsQqTtAa]*)")
_BETWEEN = r"[, \t\r\n\f]*+"
#: Path data, without arcs, that has a letter before every step: most of it is written so.
_WRITTEN_OUT = re.compile(
    rf"[Mm]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{2}}"
    rf"(?>[Zz]{_BETWEEN}"
    rf"|[HhVv]{_BETWEEN}{NUMBER}{_BETWEEN}"
    rf"|[MmLlTt]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{2}}"
    rf"|[SsQq]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{4}}"
    rf"|[Cc]{_BETWEEN}(?:{NUMBER}{_BETWEEN}){{6}})*+"
)
#: How many numbers a step of each letter has.
_ARITY = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}


@lru_cache(maxsize=8)
def full_path(d: str) -> str | None:
    """Return path data with a letter before every step; None when it can't be read.

    https://www.w3.org/TR/SVG11/paths.html#PathDataBNF; the last few are kept, as an element is judged and then read.
    """
    if _WRITTEN_OUT.fullmatch(d):
        return d
    if d.strip()[:1] not in {"", "M", "m"}:
        return None
    steps: list[str] = []
    for match in _STEP.finditer(d):
        written = _written_out(match[1], match[2])
        if written is None:
            return None
        steps += written
    return "".join(steps)


def _written_out(letter: str, text: str) -> list[str] | None:
    """Return the steps of one letter, each with a letter of its own; a move goes on as lines."""
    groups = _arcs(text) if letter in "aA" else _groups(text, _ARITY[letter.lower()])
    if groups is None:
        return None
    if len(groups) < 2 and letter not in "aA":  # noqa: PLR2004  (as it was written)
        return [letter + text]
    then = {"m": "l", "M": "L"}.get(letter, letter)
    return [(then if at else letter) + " ".join(group) for at, group in enumerate(groups)]


def _groups(text: str, arity: int) -> list[tuple[str, ...]] | None:
    """Return the numbers of steps, as many together as one step has; None when they don't come out even."""
    found = split_numbers(text)
    if found is None or (not found) != (arity == 0) or (arity and len(found) % arity):
        return None
    return [tuple(found[at : at + arity]) for at in range(0, len(found), arity or 1)]


def _arcs(text: str) -> list[tuple[str, ...]] | None:
    """Return the numbers of arcs, whose flags need no gap behind them; None when there is anything else."""
    groups, at = [], 0
    while match := _ARC.match(text, at):
        groups.append(match.groups())
        at = match.end()
    return groups if groups and is_gap(text[at:]) else None


def path_steps(d: str) -> list[tuple[str, tuple[tuple[float, float], ...]]]:
    """Return the commands of path data with their points; none when it can't be read."""
    return list(_path_steps(d))


@lru_cache(maxsize=64)
def _path_steps(d: str) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """Return the commands of path data; those of the last ones are kept, as a shape is measured, moved and judged."""
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415  (it imports lxml, and many drawings have no paths)

    pen = RecordingPen()
    try:
        parse_path(d, pen)
    except (ValueError, IndexError, TypeError, ZeroDivisionError):
        return ()
    return tuple(pen.value)
