"""Forty texts in Hebrew and Arabic are painted in the order that a reader expects, by the places of their glyphs."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from support.typesetting import prepared, setting

from kit.compose.word_outlines import pens

if TYPE_CHECKING:
    from kit.text import Glyph, Paragraph, Run

CASES = [
    (language, case["text"], case["seen"])
    for language, cases in yaml.safe_load((Path(__file__).parent / "visual_orders.yaml").read_text("utf-8")).items()
    for case in cases
]
SIZE = 100.0


def painted(paragraph: Paragraph) -> list[str]:
    """Return the characters of a paragraph on one line from left to right, by where the ink of their glyphs is.

    The glyphs of a cluster count as its characters, brackets and quotation marks as what their glyphs look like.
    """
    clusters: dict[int, float] = {}
    looks: dict[int, str] = {}
    for run, glyph, pen in pens(paragraph.runs(0, len(paragraph.text)), 0.0, SIZE):
        if glyph.ink:
            clusters.setdefault(glyph.cluster, glyph.ink.placed(SIZE, pen, 0.0).center.x)
            looks[glyph.cluster] = _look(paragraph.text[glyph.cluster], run, glyph)
    starts = sorted(clusters)
    ends = dict(pairwise([*starts, len(paragraph.text)]))
    result: list[str] = []
    for start in sorted(starts, key=clusters.__getitem__):
        characters = [looks[start], *paragraph.text[start + 1 : ends[start]].rstrip()]
        result += reversed(characters) if _from_the_right(characters[0]) else characters
    return result


def _look(character: str, run: Run, glyph: Glyph) -> str:
    """Return the bracket or quotation mark that a glyph looks like, by the glyphs of its font; else the character."""
    alike = "()[]\u00ab\u00bb"
    if character not in alike:
        return character
    return next(other for other in alike if run.font.hb.get_nominal_glyph(ord(other)) == glyph.gid)


def _from_the_right(character: str) -> bool:
    return unicodedata.bidirectional(character) in {"R", "AL"}


def expected(seen: list[str]) -> list[str]:
    return [one for word in seen for one in (reversed(word) if any(map(_from_the_right, word)) else word)]


def test_there_are_twenty_texts_of_each_language() -> None:
    assert [language for language, *_ in CASES] == ["he"] * 20 + ["ar"] * 20


@pytest.mark.few(10)
@pytest.mark.parametrize(("language", "text", "seen"), CASES)
def test_a_text_is_painted_in_the_order_that_a_reader_expects(language: str, text: str, seen: list[str]) -> None:
    assert painted(prepared(text, setting(language))) == expected(seen)
