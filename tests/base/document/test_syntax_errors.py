"""Syntax errors are explained where the mistake began, with a remedy."""

from __future__ import annotations

import pytest
from support.yaml_texts import fault_of, parse, place


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
        ("a: [", "bracket-not-closed", (1, 4)),
        ("a: [x,\n", "bracket-not-closed", (1, 4)),
        ("a: [x, {y: [z], w:\n\n", "bracket-not-closed", (1, 8)),
        ("a: {x: #fff\n", "comment-hides-text", (1, 8)),
        ("a: [x #y]\nb: z", "comment-hides-text", (1, 7)),
        ("a: 'x' y", "text-after-value", (1, 8)),
        ("a: [x] y", "text-after-value", (1, 8)),
        ("a:\n    b: x\n  c: y", "wrong-indentation", (3, 3)),
        ("a: x: y", "value-needs-quotes", (1, 5)),
        ("a: {b: x: y}", "value-needs-quotes", (1, 9)),
        ("a: x\n  b: y", "value-and-keys", (1, 3)),
        ("a:\n  x: 1\n   y: 2\n", "wrong-indentation", (3, 4)),
        # the quote, wherever the parser noticed
        ('a: ["#x]\nb: "y"', "quote-not-closed", (1, 5)),
        ('a: ["#x, "#y"]\nb: z', "quote-not-closed", (1, 5)),
        ('a: "x\nb: "y"', "quote-not-closed", (1, 4)),
        ("a: 'x\nb: don't", "quote-not-closed", (1, 4)),
        ("- 'x\n- 'y'", "quote-not-closed", (1, 3)),
        ("a: 'Don't go'", "apostrophe-closes-quote", (1, 8)),
        ("a: [x, 'Don't go']", "apostrophe-closes-quote", (1, 12)),
        ("a: 'the boys' house'", "text-after-value", (1, 15)),
        ('"a": "x",', "text-after-value", (1, 9)),
        ("a: {b: x}}", "text-after-value", (1, 10)),
        ("a: {b: [x] c: y}", "comma-missing", (1, 12)),
        # the line that is out of line, not its neighbour
        ("a:\n  b:\n      x: 1\n    y: 2\n    z: 3", "wrong-indentation", (3, 7)),
        ("a:\n  b:\n   x: 1\n    y: 2\n  c:\n    z: 3", "wrong-indentation", (3, 4)),
        ("a:\n  b:\n    x: 1\n   y: 2", "wrong-indentation", (4, 4)),
        ("a:\n  b: |\n  words", "wrong-indentation", (3, 3)),
        ("a:\n  x: 1\n\u00a0\u00a0y: 2\n  z: 3", "wrong-indentation", (3, 1)),
        ("a:\n  x:1\n  y: 2", "key-without-colon", (2, 3)),
        ("a:\n  x: 1\n  y:2\n", "key-without-colon", (3, 3)),
        ("a: 1\nb\u00a0= 2", "key-without-colon", (2, 3)),
        ("a: 1\n// b\nc: 2", "key-without-colon", (2, 1)),
        ("a:\n  - x\n  -y: 1\n  - z", "item-without-dash", (3, 3)),
        ("a:\n  - {x: 1}\n  {y: 2}", "item-without-dash", (3, 3)),
        ("a:\n  - {x: 1}\n  \u2022 {y: 2}", "item-without-dash", (3, 3)),
        ("a:\n  x: 1\n  - y: 2", "item-among-keys", (3, 3)),
        ("a: 1\n<<<<<<< HEAD\nb: 2", "conflict-left", (2, 1)),
        ("a: 1\n...\nb: 2", "second-document", (2, 1)),
        ("%YAML 1.2\na: 1", "second-document", (1, 1)),
        ("a: ? b", "value-needs-quotes", (1, 4)),
    ],
)
def test_a_syntax_error_is_explained_where_the_mistake_began(text: str, code: str, position: tuple[int, int]) -> None:
    fault = fault_of(text)
    assert (fault.code, place(fault)) == (code, position)
    assert fault.remedy


@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{", "}")])
def test_the_remedy_of_an_open_bracket_names_the_one_that_closes_it(open_: str, close: str) -> None:
    assert f"write '{close}'" in fault_of(f"a: {open_}x\nb: y").remedy


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("a: 'Don't go'", "the apostrophe of Don't closes the quote before it", "write \"Don't\" or 'Don''t'"),
        ("a: 'x' y", "words follow a closing quote", 'put the whole value in quotes of the other kind: "…"'),
        ('a: "x" y', "words follow a closing quote", "put the whole value in quotes of the other kind: '…'"),
        ("a: **x** y", "a value can't start with '*'", 'put the whole value in quotes: "…"'),
        ("a: & y", "a value can't start with '&'", 'put the whole value in quotes: "…"'),
        ("a: {b: [x] c: y}", "there is no ',' before c", "write one between items"),
        (
            "a: “x: y”",
            "a value with ': ' in it needs quotes",
            'put the whole value in quotes: "…"; curly quotes are not quotes in YAML',
        ),
        ("a: 1\n  \u00a0b: 2", "U+00A0 (no-break space) is in the indentation", "write spaces"),
    ],
)  # fmt: skip
def test_a_mistake_is_called_by_what_it_is(text: str, message: str, remedy: str) -> None:
    fault = fault_of(text)
    assert (fault.message, fault.remedy) == (message, remedy)


@pytest.mark.parametrize(
    "text",
    ['a: "x\n  y: z"', "a: 'it''s'", "a: >\n  x\nb: y", "a: x\r\nb:\r\n  - y\r\n", "a: At 12:30"],
)
def test_what_looks_like_a_mistake_and_is_none_is_read(text: str) -> None:
    assert parse(text).value["a"]


@pytest.mark.parametrize("text", ["a: \"b\n  c: d\"\ne: 'x' y", 'a: "b\n  c: d"\n\ne: [x'])
def test_a_quoted_value_of_several_lines_is_not_blamed_for_a_mistake_below_it(text: str) -> None:
    assert fault_of(text).code in {"text-after-value", "bracket-not-closed"}
