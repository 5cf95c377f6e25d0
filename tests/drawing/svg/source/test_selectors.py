"""Selectors select the same elements as in the library that reads them, whatever their number and their depth."""

from __future__ import annotations

from functools import reduce

import cssselect2
import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kit.drawing.svg.source.references import SVG
from kit.drawing.svg.source.selectors import SelectorMatcher, read_selectors

#: The name, the classes and the id of an element, and the elements inside it.
_Tree = tuple[tuple[str, str, str], list["_Tree"]]
_NAMES = st.sampled_from(["g", "rect", "*", ".a", ".b", "#x", "g.a", ".a.b", "rect#x.b", ":root", ":root.a", "#y"])
_SELECTORS = st.lists(
    st.tuples(_NAMES, st.lists(st.tuples(st.sampled_from([" ", " > "]), _NAMES), max_size=4)).map(
        lambda parts: parts[0] + "".join(between + name for between, name in parts[1])
    ),
    min_size=1,
    max_size=6,
)
_LEAVES = st.tuples(
    st.sampled_from(["g", "rect"]), st.sampled_from(["", "a", "b", "b a", "c"]), st.sampled_from("xyz ")
)
_TREES: st.SearchStrategy[_Tree] = st.recursive(
    _LEAVES.map(lambda leaf: (leaf, [])),
    lambda inside: st.tuples(_LEAVES, st.lists(inside, max_size=3)),
    max_leaves=12,
)


def element(tree: _Tree) -> etree._Element:
    (tag, classes, id_), inside = tree
    made = etree.Element(SVG + tag, {"class": classes, "id": id_.strip()})
    made.extend([element(one) for one in inside])
    return made


def selected(text: str, root: etree._Element) -> list[list[int]]:
    """Return the numbers of the selectors that select each element of a tree, in order."""
    selectors = read_selectors(tinycss2.parse_component_value_list(text))
    assert selectors is not None
    matcher = SelectorMatcher(selectors)
    return [[*matcher.numbers(matcher.select(one))] for one in root.iter()]


@given(_SELECTORS, _TREES)
def test_elements_are_selected_as_by_the_library(selectors: list[str], tree: _Tree) -> None:
    root = element(tree)
    tests = [one.test for text in selectors for one in cssselect2.compile_selector_list(text)]
    wrapped = cssselect2.ElementWrapper.from_xml_root(root).iter_subtree()
    expected = [[number for number, test in enumerate(tests) if test(one)] for one in wrapped]
    assert selected(", ".join(selectors), root) == expected


@pytest.mark.parametrize(
    ("text", "specificity"),
    [
        ("*", (0, 0, 0)),
        ("g > rect", (0, 0, 2)),
        ("#x .a.b", (1, 2, 0)),
        (":root g", (0, 1, 1)),
        (r".\31 st", (0, 1, 0)),
    ],
)
def test_a_selector_has_its_specificity(text: str, specificity: tuple[int, int, int]) -> None:
    (selector,) = read_selectors(tinycss2.parse_component_value_list(text)) or []
    assert selector.specificity == specificity


def test_the_steps_of_deep_elements_and_long_selectors_stay_few() -> None:
    outermost = reduce(lambda inside, _: around(inside), range(63), element((("g", "a", ""), [])))
    chain = " ".join([".a"] * 20) + " rect"
    selectors = read_selectors(tinycss2.parse_component_value_list(", ".join([chain] * 40)))
    assert selectors is not None
    matcher = SelectorMatcher(selectors)
    assert not any(matcher.select(one) for one in outermost.iter())
    assert matcher.steps == 0


def around(inside: etree._Element) -> etree._Element:
    outer = element((("g", "a", ""), []))
    outer.append(inside)
    return outer
