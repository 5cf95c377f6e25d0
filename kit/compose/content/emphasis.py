"""Read the emphasis that authors write with `**`: plain text, and the stretches of it that are emphasised."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from kit.base.document.document import EMPHASIS


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
