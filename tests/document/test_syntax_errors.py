"""Syntax errors are explained where the mistake began, with a remedy."""

from __future__ import annotations

import pytest
from yaml_faults import fault_of, place


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("a: x\nkey: @words", "value-needs-quotes", (2, 6)),
        ("a: x\nkey: %words", "value-needs-quotes", (2, 6)),
        ("a: x\nkey: `words", "value-needs-quotes", (2, 6)),
        ("a: *words", "value-needs-quotes", (1, 4)),
        ("a: & words", "value-needs-quotes", (1, 4)),
        ("a: |words", "value-needs-quotes", (1, 5)),
        ("a: > words", "value-needs-quotes", (1, 6)),
        ("a: - words", "value-needs-quotes", (1, 4)),
        ("a: ]", "value-needs-quotes", (1, 4)),
        ("a: 'x\nb: y\nc: z", "quote-not-closed", (1, 4)),
        ('a: "\\q"', "unknown-escape", (1, 6)),
        ("a: x\nwords\nb: y", "key-without-colon", (2, 1)),
        ("a: x\n---\nb: y", "second-document", (2, 1)),
        ("a:\n\t- x", "tab-in-yaml", (2, 1)),
        ("a: [x, y\nb: z", "bracket-not-closed", (1, 4)),
        ("a: {x: [y}", "bracket-not-closed", (1, 8)),
        ("a: {x: y", "bracket-not-closed", (1, 4)),
        ("a: [x #y]\nb: z", "comment-hides-text", (1, 7)),
        ("a: 'x' y", "text-after-value", (1, 8)),
        ("a: [x] y", "text-after-value", (1, 8)),
        ("a:\n    b: x\n  c: y", "wrong-indentation", (3, 3)),
        ("a: x: y", "value-needs-quotes", (1, 5)),
        ("a: {b: x: y}", "value-needs-quotes", (1, 9)),
        ("a: x\n  b: y", "wrong-indentation", (2, 3)),
    ],
)
def test_a_syntax_error_is_explained_where_the_mistake_began(text: str, code: str, position: tuple[int, int]) -> None:
    fault = fault_of(text)
    assert (fault.code, place(fault)) == (code, position)
    assert fault.remedy


@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{", "}")])
def test_the_remedy_of_an_open_bracket_names_the_one_that_closes_it(open_: str, close: str) -> None:
    assert f"write '{close}'" in fault_of(f"a: {open_}x\nb: y").remedy
