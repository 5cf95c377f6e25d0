"""Plain texts are read by libyaml's parser: what it reads is what PyYAML's own parser reads, or it is not asked."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from conftest import TESTS
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kit.base.document.yaml_limits import MAX_DEPTH, LimitedLoader, LimitError, quick_node

TEMPLATES = sorted((TESTS.parent / "templates").rglob("*.yaml"))
#: The largest texts that every command reads.
LARGE = (TESTS.parent / "kit.yaml", TESTS.parent / "kit" / "platforms.yaml", TESTS.parent / "fonts" / "families.yaml")
#: What layouts and palettes are written of, with mistakes among it.
PIECES = (
    "a",
    "title: b",
    ": ",
    ":",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    "#",
    " # c",
    " ",
)
MORE = (
    " ",
    "'",
    '"',
    "0.5",
    "yes",
    "~",
    "=",
    "<<",
    "é",
    "→",
    "\t",
    "?",
    "!x",
    "&a",
    "*a",
    "|",
    ">",
    "%",
    "@",
    "---",
    "\\",
    "\\u00a0",
    "\xa0",
    "**b**",
    "a|b",
    "a? b",
    "`",
    ": |\n  x",
    ": >-\n  x\n",
)


def dump(node: yaml.Node | None) -> Any:  # noqa: ANN401  (nested tuples)
    """Return all that is read of a node: of collections not the end, which nothing asks for."""
    assert node is not None
    start = (node.tag, node.start_mark.index, node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.ScalarNode):
        return (*start, node.end_mark.index, node.end_mark.line, node.end_mark.column, node.value, node.style)
    assert isinstance(node, yaml.CollectionNode)
    items = [item for pair in node.value for item in (pair if isinstance(pair, tuple) else (pair,))]
    return (*start, bool(node.flow_style), *map(dump, items))


def test_every_template_and_the_largest_texts_are_plain_and_read_alike() -> None:
    for path in (*LARGE, *TEMPLATES):
        text = path.read_text("utf-8")
        node = quick_node(text)
        if path in LARGE or path.name in {"layout.yaml", "palette.yaml"}:
            assert node is not None, f"{path} is not read quickly"
        assert node is None or dump(node) == dump(LimitedLoader(text).get_single_node())


@pytest.mark.ci
@settings(suppress_health_check=[HealthCheck.filter_too_much])  # two of three texts are not read quickly
@given(st.lists(st.sampled_from(PIECES + MORE), max_size=14).map("".join))
@example("a: {b: c, d: [e, 'f']}  # g")
@example("a:\n- b: c\n- d")
def test_what_is_read_quickly_is_what_is_read_slowly(text: str) -> None:
    node = quick_node(text)
    assume(node is not None)
    assert dump(node) == dump(LimitedLoader(text).get_single_node())


@pytest.mark.parametrize(
    "text",
    [
        *("", "a:\tb", "{a: b? c}", "? a", "a: !x b", "a: &b c", "a: [&b c]", "a: *b", "a: [", "a:", "a: b: c"),
        *("a: |# b", "a: >-#", 'a: "\\n"', 'a: "b\\\n  c"', "--- a", "%YAML 1.1\n--- a"),
    ],
)
def test_what_parsers_might_read_otherwise_is_not_read_quickly(text: str) -> None:
    assert quick_node(text) is None


def test_a_text_that_is_nested_too_deep_is_left_to_the_slow_parser() -> None:
    text = "[" * (MAX_DEPTH + 2) + "a" + "]" * (MAX_DEPTH + 2)
    assert quick_node(text) is None
    with pytest.raises(LimitError):
        LimitedLoader(text).get_single_node()
