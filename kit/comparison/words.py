"""Compare two texts word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A text of more words is not compared word by word, which takes the square of their number.
MOST_WORDS = 2000
_WORD = re.compile(r"\s+|[^\s\w]|\w+")


class WordRun(NamedTuple):
    """Some text that both have, or that only the old or only the new one has."""

    kind: Literal["same", "old", "new"]
    text: str


def word_runs(old: str, new: str) -> tuple[WordRun, ...]:
    """Return the text of both in runs, in order: what was taken out stands before what came in its place."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return tuple(run for run in (WordRun("old", old), WordRun("new", new)) if run.text)
    return tuple(_runs(before, after))


def _runs(before: list[str], after: list[str]) -> Iterator[WordRun]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[begin:stop])
        if kind == "equal":
            yield WordRun("same", new)
            continue
        if old:
            yield WordRun("old", old)
        if new:
            yield WordRun("new", new)


def changed_words(old: str, new: str) -> tuple[str, str]:
    """Return what differs between two texts: the words from the first that differ to the last."""
    before, after = old.split(), new.split()
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return " ".join(before[start : len(before) - end]), " ".join(after[start : len(after) - end])
