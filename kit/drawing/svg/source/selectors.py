"""The selectors of CSS rules, and which elements of a drawing they select.

A selector may consist of element names, classes, ids, `*` and `:root`, next to or inside each other: `#chart .bar`,
`g > circle`. Each of its parts is a bit of an integer, so that an element takes the same few steps however many
selectors there are and however deeply they nest (https://www.w3.org/TR/selectors-4/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

import tinycss2
from cssselect2 import parser
from lxml import etree

from kit.drawing.svg.source.references import SVG

#: The most tokens of one selector; those of editors have three.
_MOST_TOKENS = 64
#: The kinds of tokens that a plain selector is written with; the functions and brackets of others can be nested.
_TOKENS = frozenset(("ident", "hash", "literal", "whitespace", "comment"))


class SelectorPart(NamedTuple):
    """What one element must be: its name or id, or any with '', its classes, and whether it is the root.

    If it `is_child`, the part before it is about its parent, else about any element around it.
    """

    tag: str
    id_: str
    classes: frozenset[str]
    is_root: bool
    is_child: bool


class Selector(NamedTuple):
    """The parts of a selector, from the outermost element to the selected one, and how specific it is."""

    parts: tuple[SelectorPart, ...]
    specificity: tuple[int, int, int]


def read_selectors(prelude: Iterable[tinycss2.ast.Node]) -> list[Selector] | None:
    """Return the selectors of a list such as `.a, #b .c`, or None if any of them isn't plain."""
    lists: list[list[tinycss2.ast.Node]] = [[]]
    for part in prelude:
        if part == ",":
            lists.append([])
        else:
            lists[-1].append(part)
    read = [_read(tokens) for tokens in lists]
    return None if None in read else [test for test in read if test]


def _read(tokens: Sequence[tinycss2.ast.Node]) -> Selector | None:
    if len(tokens) > _MOST_TOKENS or any(token.type not in _TOKENS for token in tokens):
        return None
    try:
        (selector,) = parser.parse(tokens)
    except parser.SelectorError:
        return None
    parts: list[SelectorPart | None] = []
    tree = selector.parsed_tree
    while isinstance(tree, parser.CombinedSelector):
        parts.append(_part(tree.right, tree.combinator))
        tree = tree.left
    parts.append(_part(tree, " "))
    if selector.pseudo_element or None in parts:
        return None
    return Selector(tuple(part for part in reversed(parts) if part), selector.specificity)


def _part(compound: parser.CompoundSelector, combinator: str) -> SelectorPart | None:
    """Return a part of a selector that follows a combinator, or None if either isn't plain."""
    tag, ids, classes, is_root = "", set[str](), set[str](), False
    for simple in compound.simple_selectors:
        if isinstance(simple, parser.LocalNameSelector):
            tag = simple.local_name
        elif isinstance(simple, parser.IDSelector):
            ids.add(simple.ident)
        elif isinstance(simple, parser.ClassSelector):
            classes.add(simple.class_name)
        elif isinstance(simple, parser.PseudoClassSelector) and simple.name == "root":
            is_root = True
        else:
            return None
    if combinator not in {" ", ">"} or len(ids) > 1:
        return None
    return SelectorPart(tag, "".join(ids), frozenset(classes), is_root, combinator == ">")


class _Matched(NamedTuple):
    """The parts that an element matches, each with all parts before it, and those that it or one around it matches."""

    here: int
    around: int


class SelectorMatcher:
    """Finds the selectors that select an element; the elements around it come first, as in the file.

    `steps` counts what takes time: how often a selector was compared class by class, or looked up.
    """

    def __init__(self, selectors: Iterable[Selector]) -> None:
        """Set the selectors of a drawing, in the order of the file."""
        self.steps = 0
        self._parts: list[SelectorPart] = []
        self._first = self._child = 0
        self._of_last: dict[int, int] = {}
        for number, selector in enumerate(selectors):
            self._first |= 1 << len(self._parts)
            for part in selector.parts:
                self._child |= part.is_child << len(self._parts)
                self._parts.append(part)
            self._of_last[1 << (len(self._parts) - 1)] = number
        self._last = sum(self._of_last)
        self._by_tag, self._by_id, self._by_class = (
            _index([{part.tag} for part in self._parts]),
            _index([{part.id_} for part in self._parts]),
            _index([part.classes or {""} for part in self._parts]),
        )
        self._several = sum((len(part.classes) > 1) << bit for bit, part in enumerate(self._parts))
        self._root = sum(part.is_root << bit for bit, part in enumerate(self._parts))
        self._matched: dict[etree._Element | None, _Matched] = {None: _Matched(0, 0)}

    def select(self, element: etree._Element) -> int:
        """Return the selectors that select an element, as the bits of their last parts; see `numbers`."""
        parent = element.getparent()
        above = self._matched[parent]
        reached = self._first | (above.here << 1 & self._child) | (above.around << 1 & ~self._child)
        here = self._alone(element, is_root=parent is None) & reached
        self._matched[element] = _Matched(here, here | above.around)
        self.steps += (here & self._last).bit_count()
        return here & self._last

    def numbers(self, selected: int) -> Iterator[int]:
        """Yield the numbers of selectors, in their order, from what `select` returned."""
        for bit in _bits(selected):
            yield self._of_last[bit]

    def _alone(self, element: etree._Element, *, is_root: bool) -> int:
        """Return the parts that an element matches by itself."""
        tag, id_ = str(element.tag), str(element.get("id", ""))
        classes = {"", *str(element.get("class", "")).split()}
        matched = self._by_tag.get("", 0) | (self._by_tag.get(tag.removeprefix(SVG), 0) if tag.startswith(SVG) else 0)
        matched &= self._by_id.get("", 0) | self._by_id.get(id_, 0)
        matched &= reduce(or_, (self._by_class.get(name, 0) for name in classes))
        matched = matched if is_root else matched & ~self._root
        self.steps += (matched & self._several).bit_count()
        for bit in _bits(matched & self._several):
            matched &= ~0 if self._parts[bit.bit_length() - 1].classes <= classes else ~bit
        return matched


def _index(names: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return the parts that need each name, as bits."""
    index: dict[str, int] = defaultdict(int)
    for bit, needed in enumerate(names):
        for name in needed:
            index[name] |= 1 << bit
    return dict(index)


def _bits(value: int) -> Iterator[int]:
    """Yield each bit of an integer that is set, from the lowest."""
    while value:
        lowest = value & -value
        yield lowest
        value ^= lowest
