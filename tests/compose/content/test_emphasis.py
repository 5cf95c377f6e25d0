"""Emphasis: marks become places in the plain text, which is in normal form."""

from __future__ import annotations

import pytest

from kit.compose.content.emphasis import parse_emphasis


@pytest.mark.parametrize(
    ("written", "text", "spans"),
    [
        ("Keep it on.", "Keep it on.", ()),
        ("Keep it **on.** And **safe**", "Keep it on. And safe", ((8, 11), (16, 20))),
        ("**Keep**", "Keep", ((0, 4),)),
        ("Keep **it on", "Keep it on", ((5, 10),)),
        ("re\u0301gion **a\u0300** b", "région à b", ((7, 8),)),
        ("**e**\u0301 **b**", "é b", ((0, 1), (2, 3))),
        ("", "", ()),
    ],
)
def test_marks_become_places_in_the_plain_text(written: str, text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert parse_emphasis(written) == (text, spans)
