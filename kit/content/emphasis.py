"""Emphasis in copy: `**words**` become stretches of a plain text, and no later stage sees the marks."""

from __future__ import annotations

import unicodedata

Spans = tuple[tuple[int, int], ...]


def parse_emphasis(text: str) -> tuple[str, Spans]:
    """Return a text in NFC without its `**` marks, and the (start, end) of every emphasised stretch in it."""
    plain, spans, at = "", [], 0
    for index, part in enumerate(unicodedata.normalize("NFC", text).split("**")):
        if index % 2:
            spans.append((at, at + len(part)))
        plain += part
        at += len(part)
    return plain, tuple(spans)


def without_emphasis(text: str) -> str:
    """Return a text as it reads on one line: without emphasis marks, line breaks and doubled spaces."""
    return " ".join(text.replace("**", "").split())
