"""Limits of size, depth and number: no text takes more time or memory than a kit is worth."""

from __future__ import annotations

from typing import Any

import pytest
from support.yaml_texts import fault_of, parse, place

from kit.base.document import MAX_DEPTH, MAX_NODES


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "&a [x, *a]"])
def test_an_alias_inside_what_it_names_is_refused(text: str) -> None:
    fault = fault_of(text)
    assert fault.code == "nested-too-deep"
    assert "alias" in fault.remedy


def test_aliases_that_multiply_are_refused() -> None:
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert fault_of("\n".join(rows)).code == "too-many-values"


@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 5000])
def test_nesting_is_limited(depth: int) -> None:
    assert fault_of("[" * depth + "]" * depth).code == "nested-too-deep"


def test_nesting_up_to_the_limit_is_read() -> None:
    value: Any = parse("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH).value
    for _ in range(MAX_DEPTH):
        [value] = value
    assert value == "x"


def test_many_aliases_of_long_words_are_refused() -> None:
    fault = fault_of(f"a: &a {'x' * 50_000}\nb: [{', '.join(['*a'] * 60)}]")
    assert fault.code == "too-many-characters"


@pytest.mark.ci
def test_a_file_of_very_many_values_is_refused_before_it_takes_long() -> None:
    fault = fault_of("- a\n" * (MAX_NODES + 1))
    assert (fault.code, place(fault)) == ("too-many-values", (MAX_NODES, 3))
