"""Levels and order by the bidirectional algorithm: every case of Unicode's own test, and isolates without characters.

`unicode/BidiCharacterTest.txt.xz` is the file of Unicode 15.1 (https://www.unicode.org/Public/15.1.0/ucd/), compressed.
"""

from __future__ import annotations

import lzma
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.bidi_levels import Isolate, levels_of, visual_order
from kit.text.characters import right_to_left

FILE = Path(__file__).parent / "unicode" / "BidiCharacterTest.txt.xz"
#: How many cases there are of one that `make test` tries.
STEP = 18


class Case(NamedTuple):
    """A text, its base level, the level of each character, None for one that is removed, and the indexes in order."""

    text: str
    auto: bool
    base: int
    levels: tuple[int | None, ...]
    order: list[int]


@lru_cache(maxsize=1)
def cases() -> list[Case]:
    lines = lzma.decompress(FILE.read_bytes()).decode("utf-8").splitlines()
    rows = (line.partition("#")[0].strip() for line in lines)
    return [_case(*row.split(";")) for row in rows if row]


def _case(codes: str, direction: str, base: str, levels: str, order: str) -> Case:
    return Case(
        "".join(chr(int(code, 16)) for code in codes.split()),
        direction == "2",
        int(base),
        tuple(None if level == "x" else int(level) for level in levels.split()),
        [int(index) for index in order.split()],
    )


def wrong(case: Case) -> bool:
    """Return whether the base, a level or the order of a case is not as expected."""
    found = levels_of(case.text, case.base)
    kept = [index for index, level in enumerate(case.levels) if level is not None]
    order = [kept[index] for index in visual_order([found[index] for index in kept])]
    base = bool(right_to_left(case.text)) if case.auto else case.base
    levels = [(found[index], case.levels[index]) for index in kept]
    return base != case.base or order != case.order or any(level != expected for level, expected in levels)


def test_the_file_has_every_case_and_no_character_that_python_does_not_know() -> None:
    """None is left out: every character was assigned long before the oldest tables of Python that the kit runs with."""
    assert len(cases()) == 91_707
    assert not [case for case in cases() if any(unicodedata.category(character) == "Cn" for character in case.text)]


def test_one_of_eighteen_cases_of_unicode_holds() -> None:
    assert [case for case in cases()[::STEP] if wrong(case)] == []


@pytest.mark.slow
def test_every_case_of_unicode_holds() -> None:
    assert [case for case in cases() if wrong(case)] == []


def test_a_tab_begins_a_segment_at_the_base_level() -> None:
    """Beyond brackets it is the one case of Unicode that was wrong: a digit, a tab, and a digit in brackets."""
    assert levels_of("\u0661\t(\u0662)", 0) == (2, 0, 1, 2, 1)


@pytest.mark.parametrize("bracket", ["()", "[]", "{}", "\u2329\u3009", "\u3008\u232a", "\u2e55\u2e56", "\u298d\u2990"])
def test_brackets_with_letters_between_have_one_direction(bracket: str) -> None:
    assert levels_of(f"אב {bracket[0]}cd{bracket[1]} ef", 1) == (1, 1, 1, 1, 2, 2, 1, 1, 2, 2)


@pytest.mark.parametrize("marks", ["«»", "<>", "“”", "\u298d\u298e"])
def test_what_is_no_pair_of_brackets_is_resolved_character_by_character(marks: str) -> None:
    """The first is beside Latin letters on both sides, the second is not."""
    assert levels_of(f"ab {marks[0]}cd{marks[1]} אב", 1)[3:7] == (2, 2, 2, 1)
    assert levels_of("ab (cd) אב", 1)[3:7] == (2, 2, 2, 2)


def test_a_mark_on_a_bracket_has_its_direction() -> None:
    assert levels_of("ab (cd)\u0301\u0301 אב", 1)[6:9] == (2, 2, 2)


def test_with_more_than_63_open_brackets_no_more_pairs_are_sought() -> None:
    def level(depth: int) -> int:
        """Return the level of the last bracket of a Latin text with brackets, before a Hebrew letter."""
        return levels_of("a" + "(" * depth + "b" + ")" * depth + "א", 1)[-2]

    assert (level(63), level(64)) == (2, 1)


def test_an_isolate_without_characters_is_ordered_as_one_with_them() -> None:
    text, start, end = "אב +972-50-12 גד", 3, 13
    marked = levels_of(f"{text[:start]}\u2066{text[start:end]}\u2069{text[end:]}", 1)
    assert (
        levels_of(text, 1, (Isolate(start, end, "LRI"),))
        == marked[:start] + marked[start + 1 : end + 1] + marked[end + 2 :]
    )


def test_isolates_lie_inside_each_other_and_touch() -> None:
    text = "10–12%"
    inside = (Isolate(0, 6, "RLI"), Isolate(0, 2, "LRI"), Isolate(3, 6, "LRI"))
    assert "".join(text[index] for index in visual_order(levels_of(text, 1, inside))) == "12%–10"
    touching = (Isolate(0, 1, "LRI"), Isolate(1, 2, "LRI"))
    assert levels_of("ab", 1, touching) == (2, 2)


def bare(text: str) -> str:
    """Return a text without direction marks, brackets all alike, since other implementations mirror them."""
    return text.translate({**dict.fromkeys(range(0x2066, 0x206A)), ord(")"): "("})


@given(text=st.text(alphabet="abאב12 .,(+-%\u2066\u2067\u2068\u2069", max_size=24), base=st.booleans())
@settings(max_examples=300, deadline=None)
def test_text_is_ordered_as_another_implementation_orders_it(*, text: str, base: bool) -> None:
    """Without blanks at its ends, which are cut from lines."""
    text = text.strip(" \u2066\u2067\u2068\u2069")
    ordered = "".join(text[index] for index in visual_order(levels_of(text, int(base))))
    assert bare(ordered) == bare(get_display(text, base_dir="R" if base else "L"))
