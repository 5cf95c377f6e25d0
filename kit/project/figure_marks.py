"""Read which part of a figure's text is its number: what `**` marks, at the beginning or the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.document import Document
    from kit.model.statistic import Statistic

_MARK = "**"
_REMEDY = "mark the number once, where the text begins or ends: **82** million reports"


def read_marks(statistics: Mapping[str, Statistic], document: Document) -> tuple[dict[str, Statistic], list[Fault]]:
    """Return figures whose texts are plain, with the place of the number that is marked in them, and the faults."""
    found: dict[str, Statistic] = {}
    faults: list[Fault] = []
    for id_, statistic in statistics.items():
        before, *rest = statistic.text.split(_MARK)
        plain = "".join((before, *rest))
        found[id_] = replace(statistic, text=plain, marked=(len(before), len(before + rest[0])) if rest else None)
        wrong = _misplaced(before, rest) if rest else None
        if wrong:
            faults.append(Fault(wrong, document.mark("statistics", id_, "text"), _REMEDY, code="figure-mark-misplaced"))
    return found, faults


def _misplaced(before: str, rest: list[str]) -> str | None:
    """Return what is wrong with the marks in a text, from what stands before the first mark and behind each."""
    marked, *behind = rest
    if not behind:
        return "'**' is opened and not closed in the text of a figure"
    if len(behind) > 1:
        return "the text of a figure has more than one mark"
    if not marked.strip():
        return "'**' marks nothing in the text of a figure"
    if before.strip() and behind[0].strip():
        return f"'{marked}' is marked inside the text of a figure"
    return None
