"""Strings in which readers marked where no line may end: `tests/text/marked-breaks`, one file a reader."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

FOLDER = Path(__file__).parents[1] / "text" / "marked-breaks"
#: Behind one of these the mark is for the sign itself; anywhere else it is for a blank.
_SIGNS = "-\u2010\u2011/\u2013\u2014'\u2019\u05be"
_MARK = "\u2040"


class Marked(NamedTuple):
    """A string in a language, with the offsets where its reader forbids a line to end and where one may."""

    language: str
    text: str
    forbidden: frozenset[int]
    allowed: frozenset[int]


@lru_cache(maxsize=8)
def read_marked(name: str) -> list[Marked]:
    """Return the strings of a reader, by the name of the file."""
    written: dict[str, list[str]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return [_marked(language, text) for language, texts in written.items() for text in texts]


def _marked(language: str, written: str) -> Marked:
    """Return a string without its marks; offsets are those behind the blank or the hyphen at which a line may end."""
    text, forbidden = "", set()
    for part in re.split(f"({_MARK})", written):
        if part != _MARK:
            text += part
            continue
        if text[-1] not in _SIGNS or len(text) in forbidden:
            text += " "
        forbidden.add(len(text))
    open_ends = {match.end() for match in re.finditer(r"[ -]", text)}
    return Marked(language, text, frozenset(forbidden), frozenset(open_ends - forbidden))
