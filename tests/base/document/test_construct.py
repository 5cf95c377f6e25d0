"""Values stay as they are written, every value and key knows its position, and keys are unlike each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.yaml_texts import fault_of, faults_of, no_snowmen, parse, place

from kit.base.document import parse_yaml
from kit.base.errors import Mark, SpecError


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "Off", "true", "12:30", "0755", "1e3", "~", "null", "1_000", "0x1F", ".inf", "2020-12-01", "="],
)
def test_a_value_stays_as_it_is_written(written: str) -> None:
    assert parse(f"key: {written}\nlist: [{written}]").value == {"key": written, "list": [written]}


@pytest.mark.parametrize("written", ["no", "on", "~", "12", "2020-12-01"])
def test_a_key_stays_as_it_is_written(written: str) -> None:
    assert parse(f"{written}: x").value == {written: "x"}


def test_a_key_without_a_value_has_none_and_quotes_make_it_an_empty_string() -> None:
    assert parse("nothing:\nempty: ''").value == {"nothing": None, "empty": ""}


def test_a_file_without_values_is_none() -> None:
    assert parse("# nothing").value is None


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")))
def test_any_words_in_quotes_are_kept(words: str) -> None:
    quoted = words.replace("'", "''")
    assert parse_yaml(f"key: '{quoted}'", "kit.yaml", lambda _: ()).value == {"key": words}


def test_values_and_keys_know_their_positions() -> None:
    document = parse(
        """
        kit:
          name: tiny
        messages:
          tools:
            images: [{layout: message, on: [feed, story]}]
        """
    )
    assert document.mark("kit", "name") == Mark("kit.yaml", 2, 9, "  name: tiny")
    assert document.key_mark("kit", "name") == Mark("kit.yaml", 2, 3, "  name: tiny")
    story = document.mark("messages", "tools", "images", 0, "on", 1)
    assert (story.line, story.column) == (5, 43)


def test_the_mark_of_what_is_not_written_is_that_of_the_nearest_around_it() -> None:
    document = parse("kit:\n  name: tiny")
    assert document.mark("kit", "title") == document.key_mark("kit")
    assert document.mark("links", "petition", "url").line == 1


def test_an_alias_is_the_value_it_names() -> None:
    assert parse("a: &words Keep them on.\nb: *words").value == {"a": "Keep them on.", "b": "Keep them on."}


@pytest.mark.parametrize(
    "tag", ["!!python/object:os.system", "!!python/name:os.system", "!!binary", "!!set", "!!str", "!mine", "!"]
)
def test_a_tag_is_refused(tag: str) -> None:
    fault = fault_of(f"key: {tag} x")
    assert (fault.code, place(fault)) == ("value-needs-quotes", (1, 6))


def test_a_duplicate_key_is_refused_where_it_is_repeated() -> None:
    fault = fault_of("a: 1\nb: 2\na: 3")
    assert (fault.code, place(fault)) == ("duplicate-key", (3, 1))


@pytest.mark.parametrize(
    ("twin", "other"),
    [("Sign", "sign"), ("cafe\u0301", "café"), ("ﬁrst", "first"), ("STRASSE", "straße"), ("ｓign", "sign")],
)
def test_keys_that_differ_by_case_or_normalisation_are_refused(twin: str, other: str) -> None:
    fault = fault_of(f"{other}: 1\n{twin}: 2")
    assert (fault.code, place(fault)) == ("duplicate-key", (2, 1))


@pytest.mark.parametrize("key", ["[k]", "{k: 1}"])
def test_a_key_that_is_a_collection_is_refused(key: str) -> None:
    assert fault_of(f"? {key}\n: z").code == "key-not-a-word"


def test_keys_are_not_merged() -> None:
    assert fault_of("a: &x {b: c}\nd:\n  <<: *x").code == "merge-key"
    assert parse("'<<': x").value == {"<<": "x"}


def test_every_fault_of_a_file_is_reported_in_order() -> None:
    assert [place(fault) for fault in faults_of("a: !x y\nb: z\nb: z\n[k]: z")] == [(1, 4), (3, 1), (4, 1)]


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@` \t\n?,~.☃", max_size=60))
def test_whatever_is_written_is_read_or_refused_with_a_mark_and_a_remedy(text: str) -> None:
    try:
        document = parse_yaml(text, "kit.yaml", no_snowmen)
    except SpecError as error:
        for fault in error.faults:
            assert fault.mark is not None
            assert fault.remedy
            assert 1 <= fault.mark.line <= len(text.split("\n")) + 1
    else:
        assert document.value is None or isinstance(document.value, str | list | dict)
