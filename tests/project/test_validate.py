"""Values are validated by the types of the model; a misspelt key is one fault and hides no other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

import pytest

from kit.base.document import parse_yaml
from kit.model.campaign import ImageUse
from kit.model.statistic import Source
from kit.project.validate import entries, validate

if TYPE_CHECKING:
    from kit.base.document.document import Document
    from kit.base.errors import Fault


def document_of(text: str) -> Document:
    return parse_yaml(text, "kit.yaml", lambda _: ())


def entry_faults(text: str) -> list[tuple[str, str]]:
    """Return the code of each fault of a text of sources, with its place."""
    document = document_of(text)
    return located(entries(Source, document.value, document, ())[1])


def located(faults: list[Fault]) -> list[tuple[str, str]]:
    return [(fault.code, f"{fault.mark.line}:{fault.mark.column}" if fault.mark else "") for fault in faults]


def test_a_misspelt_key_is_not_missing_as_well() -> None:
    assert entry_faults("letter: {titel: T, publisher: P}") == [("missing-key", "1:1"), ("unknown-key", "1:10")]


def test_a_misspelt_key_is_read_as_what_was_meant_so_that_more_faults_are_found() -> None:
    document = document_of("{titel: T, publisher: P, as_of: '2020', id: letter}")
    found, faults = validate(Source, document.value, document, ())
    assert found is not None
    assert found.title == "T"
    assert located(faults) == [("unknown-key", "1:2")]


def test_a_key_that_is_written_right_wins_over_one_that_is_misspelt() -> None:
    document = document_of("{title: T, titel: X, publisher: P, as_of: '2020', id: letter}")
    found, faults = validate(Source, document.value, document, ())
    assert found is not None
    assert found.title == "T"
    assert located(faults) == [("unknown-key", "1:12")]


def test_words_that_are_missing_are_a_fault_and_hide_no_other() -> None:
    document = document_of("{title: T, as_of: '2020', id: letter}")
    found, faults = validate(Source, document.value, document, ())
    assert found is not None
    assert [fault.code for fault in faults] == ["missing-key"]


def test_an_entry_in_which_more_is_wrong_is_none() -> None:
    document = document_of("letter: {title: [T], publisher: P, as_of: '2020'}")
    found, faults = entries(Source, document.value, document, ())
    assert (found, located(faults)) == ({}, [("wrong-type", "1:17")])


@pytest.mark.parametrize("key", ["id", "figures"])
def test_what_the_kit_fills_itself_is_not_written(key: str) -> None:
    document = document_of(f"letter: {{title: T, publisher: P, as_of: '2020', {key}: ../x}}")
    found, faults = entries(Source, document.value, document, ())
    assert found["letter"].id == "letter"
    assert located(faults) == [("unknown-key", "1:49")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sources:", ["empty-value"]),
        ("sources: [a]", ["wrong-type"]),
        ("sources: letter", ["wrong-type"]),
        ("sources: {}", []),
        ("links: {}", []),
    ],
)
def test_a_section_is_keys_with_values_or_is_not_written(text: str, codes: list[str]) -> None:
    document = document_of(text)
    assert [fault.code for fault in entries(Source, document.value.get("sources"), document, ("sources",))[1]] == codes


@pytest.mark.parametrize(
    ("kind", "written", "remedy"),
    [
        (str, "[a]", "needs quotes"),
        (str, "{a: b}", "needs quotes"),
        (str, "\n  - a", "on one line"),
        (int, "many", "in digits"),
        (dt.date, "2020-02-30", "2020-02 has 29 days"),
        (dt.date, "in May", "year, month and day"),
        (tuple[str, ...], "a", "[a]"),
        (Literal["all"] | tuple[str, ...], "some", "[some]"),
        (tuple[str, ...], "{a: b}", "after '- '"),
        (dict[str, str], "[a]", "on its own line"),
        (ImageUse, "layout:message", "a space after the ':'"),
        (Literal["all"] | int, "some", "one of these"),
    ],
)
def test_a_value_of_another_type_is_refused_with_how_to_write_it(kind: Any, written: str, remedy: str) -> None:  # noqa: ANN401  (any type)
    document = document_of(f"key: {written}")
    found, [fault] = validate(kind, document.value["key"], document, ("key",))
    assert found is None
    assert (fault.code, fault.mark) == ("wrong-type", document.mark("key"))
    assert remedy in fault.remedy


def test_a_word_that_is_none_of_those_taken_is_refused_with_the_closest() -> None:
    document = document_of("images:\n  - {layout: message, on: [feed, storey]}")
    [fault] = validate(tuple[ImageUse, ...], document.value["images"], document, ("images",))[1]
    assert located([fault]) == [("unknown-choice", "2:34")]
    assert "'story'" in fault.remedy


def test_a_misspelt_key_inside_an_entry_gets_the_closest_of_its_own_keys() -> None:
    document = document_of("images:\n  - {layuot: message, on: [feed]}")
    faults = validate(tuple[ImageUse, ...], document.value["images"], document, ("images",))[1]
    assert located(faults) == [("unknown-key", "2:6")]
    assert "'layout'" in faults[0].remedy


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ("key:", "write a value after the colon"),
        ("key: #now", "'#' starts a comment"),
        ("key: # now", "'#' starts a comment"),
    ],
)
def test_a_key_without_a_value_is_refused_and_a_comment_pointed_out(line: str, remedy: str) -> None:
    document = document_of(line)
    [fault] = validate(str, None, document, ("key",))[1]
    assert located([fault]) == [("empty-value", "1:1")]
    assert remedy in fault.remedy
