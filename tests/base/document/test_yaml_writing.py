"""YAML written in one form: it reads as the same values, with every comment, and is the same when written again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.base.document import parse_yaml
from kit.base.document.yaml_writing import comments_of, write_yaml

if TYPE_CHECKING:
    from kit.base.document.document import Document

#: Texts that YAML or its readers would take for something else, and others that people write.
TEXTS = (
    "Some lights", "no", "2020", "2020-12-01", "12:30", "0755", "1e3", "null", "~", "true", "=", "<<", "",
    "a: b", "a:", "a #b", "# a", "- a", "? a", "*a", "&a", "!a", "%a", "@a", "`a", "|a", ">a", "'a'", '"a"', "{a}",
    "[a]",
    " a", "a ", "a\tb", "one\ntwo", "one\n\ntwo", " one\ntwo", "one\n  two\n", "\none", "one\n \ntwo", "one \ntwo",
    "may\u00a0have", "soft\u00adhyphen", "a\u2066b\u2069", "**82** million", "„Ja“, sagt sie", "مرحبا", "שלום: א",
    "👩\u200d👧", "\U000e0067", "a\\b", 'a "b" c', "a, b", "a]b",
)  # fmt: skip


def read(text: str) -> Document:
    return parse_yaml(text, "x.yaml", no_character)


def no_character(_text: str) -> tuple[()]:
    return ()


def formatted(text: str) -> str:
    document = read(text)
    return write_yaml(document.value, comments_of(text, document))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    value: dict[str, Any] = {"a": text, "b": {"c": text, "d": [text, {"e": text, "f": [text]}]}}
    assert read(write_yaml(value)).value == value


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    value: dict[str, Any] = {"a": text, "b": {"c": [text]}}
    written = write_yaml(value)
    assert read(written).value == value
    assert formatted(written) == written


def test_what_other_readers_would_convert_is_in_quotes_and_the_unseen_is_an_escape() -> None:
    written = write_yaml({"a": "no", "b": "2020", "c": "may\u00a0have", "d": "plain, as it is", "e": "one\ntwo"})
    assert written.splitlines() == [
        'a: "no"', "", 'b: "2020"', "", r'c: "may\u00a0have"', "", "d: plain, as it is", "", "e: |-", "  one", "  two",
    ]  # fmt: skip


#: A text with comments in every place, and the same in its one form.
COMMENTED = """\
# yaml-language-server: $schema=../schemas/locale.json
# By Ada.

# On the kit.
kit: {sender: Ada} # behind

statistics:
  # Above a figure.

  reports:
    # Above its text.
    text: "**82** Millionen" # as in the report
    counts: |- # in two lines
      #one is no comment
      two
voice:
  # Between items.
  - opfer # and behind one
# The end.
"""
FORMATTED = """\
# yaml-language-server: $schema=../schemas/locale.json
# By Ada.

# On the kit.
# behind
kit:
  sender: Ada

statistics:
  # Above a figure.
  reports:
    # Above its text.
    # as in the report
    text: "**82** Millionen"
    # in two lines
    counts: |-
      #one is no comment
      two

voice:
  # Between items.
  # and behind one
  - opfer

# The end.
"""


def test_comments_are_above_the_keys_that_they_belong_to() -> None:
    assert formatted(COMMENTED) == FORMATTED
    assert formatted(FORMATTED) == FORMATTED


def test_a_comment_in_a_list_stays_above_its_item_which_has_a_line_of_its_own() -> None:
    text = "voice:\n  never:\n    # Of the abuse.\n    - opfer\n    - täter\n    # Of the tools.\n    - {words: [a]}\n"
    assert formatted(text) == text
    assert formatted("a: [b, c,\n  # of d\n  d]\n") == "a:\n  - b\n  - c\n  # of d\n  - d\n"


def test_a_list_that_is_too_long_for_a_line_has_a_line_for_each_item() -> None:
    items = [f"item {number}" for number in range(30)]
    value: dict[str, Any] = {"a": {"b": items, "c": items[:3]}}
    written = write_yaml(value)
    assert written.splitlines() == ["a:", "  b:", *(f"    - {item}" for item in items), "  c: [item 0, item 1, item 2]"]
    assert formatted(written) == written


def test_a_comment_at_the_top_without_a_blank_line_belongs_to_the_first_key_but_the_name_of_the_schema_to_all() -> None:
    assert formatted("# a\nb: c\na: b\n") == "# a\nb: c\n\na: b\n"
    schema = "# yaml-language-server: $schema=x\n"
    assert formatted(f"{schema}b: c\n") == f"{schema}\nb: c\n"


@pytest.mark.parametrize(
    "text", ["# only a comment\n", "a:\r\n  # b\r\n  c: d # e\r\n", "a: [b, # c\n  d]\n", "a: 'b\n  # c'\n"]
)
def test_every_comment_is_kept_and_a_sign_in_a_text_is_none(text: str) -> None:
    document = read(text)
    written = write_yaml(document.value or {}, comments_of(text, document))
    assert read(written).value == document.value
    assert written.count("#") == text.count("#")
