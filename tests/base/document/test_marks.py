"""Where words and emphasis stand in the lines of a file."""

from __future__ import annotations

from kit.base.document.document import mark_of_emphasis, mark_of_words
from kit.base.errors import Mark

LINES = (
    Mark("kit.yaml", 4, 11, 'headline: "**Sign** it, **now**"'),
    Mark("kit.yaml", 5, 3, "  and **tell** others"),
)


def test_each_emphasised_stretch_is_found_at_its_beginning_in_any_line_of_a_text() -> None:
    found = [mark_of_emphasis(LINES, number) for number in range(4)]
    assert [(mark.line, mark.snippet[mark.column - 1 :][:6]) if mark else None for mark in found] == [
        (4, "**Sign"),
        (4, "**now*"),
        (5, "**tell"),
        None,
    ]


def test_words_are_found_whole_and_in_any_case() -> None:
    found = mark_of_words(LINES, "NOW")
    assert found
    assert found.snippet[found.column - 1 :] == 'now**"'
    assert mark_of_words(LINES, "the") is None
