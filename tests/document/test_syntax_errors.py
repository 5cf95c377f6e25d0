"""Syntax errors are explained where the mistake began, with a remedy."""

from __future__ import annotations

import pytest
from yaml_faults import fault_of, place


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("a: x\nkey: @words", "a value can't start with '@'", (2, 6)),
        ("a: x\nkey: %words", "a value can't start with '%'", (2, 6)),
        ("a: x\nkey: `words", "a value can't start with '`'", (2, 6)),
        ("a: *words", "a value can't start with '*'", (1, 4)),
        ("a: & words", "a value can't start with '*' or '&'", (1, 4)),
        ("a: |words", "a value can't start with '|' or '>'", (1, 5)),
        ("a: > words", "a value can't start with '|' or '>'", (1, 6)),
        ("a: - words", "a value can't start with '- '", (1, 4)),
        ("a: ]", "a value can't start with ']'", (1, 4)),
        ("a: 'x\nb: y\nc: z", "a quote is opened here and never closed", (1, 4)),
        ('a: "\\q"', "'\\' before 'q' means nothing in double quotes", (1, 6)),
        ("a: x\nwords\nb: y", "a key without ':'", (2, 1)),
        ("a: x\n---\nb: y", "a second document begins here", (2, 1)),
        ("a:\n\t- x", "there is a tab here", (2, 1)),
        ("a: [x, y\nb: z", "'[' is opened here and not closed", (1, 4)),
        ("a: {x: [y}", "'[' is opened here and not closed", (1, 8)),
        ("a: {x: y", "'{' is opened here and not closed", (1, 4)),
        ("a: [x #y]\nb: z", "'#' begins a comment, which hides the rest of the line", (1, 7)),
        ("a: 'x' y", "words follow a closing quote", (1, 8)),
        ("a: [x] y", "words follow a closing ']'", (1, 8)),
        ("a:\n    b: x\n  c: y", "the indentation does not match the lines above", (3, 3)),
        ("a: x: y", "a value with ': ' in it needs quotes", (1, 5)),
        ("a: {b: x: y}", "a value with ': ' in it needs quotes", (1, 9)),
        ("a: x\n  b: y", "this line is indented deeper than its neighbours", (2, 3)),
    ],
)
def test_a_syntax_error_is_explained_where_the_mistake_began(
    text: str, message: str, position: tuple[int, int]
) -> None:
    fault = fault_of(text)
    assert (fault.message, place(fault)) == (message, position)
    assert fault.remedy


@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{", "}")])
def test_the_remedy_of_an_open_bracket_names_the_one_that_closes_it(open_: str, close: str) -> None:
    assert f"write '{close}'" in fault_of(f"a: {open_}x\nb: y").remedy
