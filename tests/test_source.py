"""Reading YAML: values stay as written, every value and key knows its place, and nothing grows without end."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.document import MAX_BYTES, MAX_DEPTH, MAX_NODES, parse_yaml, read_yaml
from kit.errors import Fault, Mark, SpecError
from kit.text.characters import MAX_MARKS, disallowed_characters

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.document import Document


def parse(text: str) -> Document:
    return parse_yaml(cleandoc(text), "kit.yaml")


def fault_of(text: str) -> Fault:
    """Return the only fault of a text."""
    with pytest.raises(SpecError) as caught:
        parse_yaml(text, "kit.yaml")
    [fault] = caught.value.faults
    return fault


def place(fault: Fault) -> tuple[int, int]:
    assert fault.mark is not None
    return fault.mark.line, fault.mark.column


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "Off", "true", "12:30", "0755", "1e3", "~", "null", "1_000", "0x1F", ".inf", "2020-12-01", "="],
)
def test_a_value_stays_as_it_is_written(written: str) -> None:
    assert parse(f"key: {written}\nlist: [{written}]").value == {"key": written, "list": [written]}


@pytest.mark.parametrize("written", ["no", "on", "~", "12", "2020-12-01"])
def test_a_key_stays_as_it_is_written(written: str) -> None:
    assert parse(f"{written}: x").value == {written: "x"}


def test_a_key_without_a_value_has_none_and_quotes_make_it_empty_words() -> None:
    assert parse("nothing:\nempty: ''").value == {"nothing": None, "empty": ""}


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"))).filter(lambda words: not disallowed_characters(words)))
def test_any_words_in_quotes_are_kept(words: str) -> None:
    quoted = words.replace("'", "''")
    assert parse_yaml(f"key: '{quoted}'", "kit.yaml").value == {"key": words}


def test_values_and_keys_know_their_places() -> None:
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


def test_a_place_that_is_not_written_is_the_nearest_around_it() -> None:
    document = parse("kit:\n  name: tiny")
    assert document.mark("kit", "title") == document.key_mark("kit")
    assert document.mark("links", "petition", "url").line == 1


def test_an_alias_is_the_value_it_names() -> None:
    assert parse("a: &words Keep them on.\nb: *words").value == {"a": "Keep them on.", "b": "Keep them on."}


@pytest.mark.parametrize("text", ["a: &a [*a]", "a: &a {b: *a}", "&a [x, *a]"])
def test_an_alias_inside_what_it_names_is_refused(text: str) -> None:
    fault = fault_of(text)
    assert fault.message == f"nested deeper than {MAX_DEPTH} levels"
    assert "alias" in fault.remedy


def test_aliases_that_multiply_are_refused() -> None:
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert fault_of("\n".join(rows)).message == f"over {MAX_NODES:,} values"


@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 5000])
def test_nesting_is_bounded(depth: int) -> None:
    assert fault_of("[" * depth + "]" * depth).message == f"nested deeper than {MAX_DEPTH} levels"


def test_nesting_up_to_the_bound_is_read() -> None:
    value: Any = parse("[" * MAX_DEPTH + "]" * MAX_DEPTH).value
    for _ in range(MAX_DEPTH - 1):
        [value] = value
    assert value == []


@pytest.mark.parametrize(
    "tag", ["!!python/object:os.system", "!!python/name:os.system", "!!binary", "!!set", "!!str", "!mine", "!"]
)
def test_a_tag_is_refused(tag: str) -> None:
    fault = fault_of(f"key: {tag} x")
    assert fault.message == "a value can't start with '!', which would make it a tag"
    assert place(fault) == (1, 6)


def test_a_key_that_stands_twice_is_refused_at_its_second_place() -> None:
    fault = fault_of("a: 1\nb: 2\na: 3")
    assert (fault.message, place(fault)) == ("'a' stands twice; first in line 1", (3, 1))


def test_every_fault_of_a_file_is_told() -> None:
    with pytest.raises(SpecError) as caught:
        parse("a: !x y\nb: z\nb: z\n[k]: z")
    assert [place(fault) for fault in caught.value.faults] == [(1, 4), (3, 1), (4, 1)]


def test_a_hashtag_behind_words_is_refused_and_a_comment_is_not() -> None:
    fault = fault_of("short: Sign now #ChildSafetyFirst")
    assert (fault.message, place(fault)) == ("'#' begins a comment, which hides the rest of the line", (1, 17))
    assert parse("short: Sign now # then share\ncolour: '#fff' #white").value == {"short": "Sign now", "colour": "#fff"}


@pytest.mark.parametrize("character", ["@", "%", "`"])
def test_a_value_that_starts_with_a_sign_of_yaml_needs_quotes(character: str) -> None:
    fault = fault_of(f"a: x\nkey: {character}words")
    assert fault.message == f"a value can't start with '{character}'"
    assert place(fault) == (2, 6)
    assert "quotes" in fault.remedy


def test_a_second_colon_is_told_from_a_line_that_is_indented_too_deep() -> None:
    assert fault_of("a: x: y").message == "a value with ': ' in it needs quotes"
    assert fault_of("a: {b: x: y}").message == "a value with ': ' in it needs quotes"
    deeper = fault_of("a: x\n  b: y")
    assert (deeper.message, place(deeper)) == ("this line is indented deeper than its neighbours", (2, 3))


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(b"\xef\xbb\xbfkit: x\n")
    document = read_yaml(path)
    assert document.value == {"kit": "x"}
    assert document.key_mark("kit") == Mark(str(path), 1, 1, "kit: x")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = end.join(["a: ü", "b: \u2003x", "c: @"])
    fault = fault_of(text)
    assert place(fault) == (3, 4)
    assert fault.mark is not None
    assert fault.mark.snippet == "c: @"


def test_a_byte_that_is_not_utf8_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes("a: ü\nb: é".encode() + b"t\xe9\n")
    with pytest.raises(SpecError) as caught:
        read_yaml(path, name="kit.yaml")
    expected = "kit.yaml:2:6: not UTF-8 text\n    b: ét\ufffd\n         ^\n  save the file as UTF-8"
    assert str(caught.value) == expected


def test_a_control_character_is_named_and_not_sent_to_the_terminal() -> None:
    fault = fault_of("a: x\nb: red \x1b[31m")
    assert (fault.message, place(fault)) == ("the character U+001B is not allowed in YAML", (2, 8))
    assert "\x1b" not in str(fault)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(SpecError, match="at most 2,000,000 are read"):
        read_yaml(path)
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_yaml(path).value is None


def test_a_missing_file_is_named_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"can't read .*nowhere\.yaml: no such file or directory"):
        read_yaml(tmp_path / "nowhere.yaml", name="kit.yaml")


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@` \t\n?,~.", max_size=60))
def test_whatever_is_written_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        document = parse_yaml(text, "kit.yaml")
    except SpecError as error:
        for fault in error.faults:
            assert fault.mark is not None
            assert fault.remedy
            assert 1 <= fault.mark.line <= len(text.split("\n")) + 1
    else:
        assert document.value is None or isinstance(document.value, str | list | dict)


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("\t", "a tab stands in words"),
        ("\u2028", "U+2028 (line separator) breaks the line unseen"),
        ("\u202e", "U+202E (right-to-left override) turns letters round"),
        ("\u202c", "U+202C (pop directional formatting) closes nothing"),
        ("\u2067", "U+2067 (right-to-left isolate) is not closed in its line"),
        ("\ufdd0", "U+FDD0 is never a character"),
        ("\U0001fffe", "U+1FFFE is never a character"),
        ("\ufffd", "U+FFFD (replacement character) stands where something was lost"),
        ("\ufeff", "U+FEFF (zero width no-break space) stands where something was lost"),
        ("\U000e0041", "U+E0041 (tag latin capital letter a) can't be seen"),
        ("\u2062", "U+2062 (invisible times) can't be seen"),
    ],
)
def test_a_character_that_steers_or_hides_is_refused_at_its_place(character: str, said: str) -> None:
    escape = f"\\U{ord(character):08x}"
    for written in (f"a: x\nb: [y, 'é {character}z']", f'a: x\nb: [y, "é {escape}z"]'):
        fault = fault_of(written)
        assert (fault.message, place(fault)) == (said, (2, 11))
        assert fault.remedy


@pytest.mark.parametrize(
    ("escape", "said"),
    [
        ("\\0", "the control character U+0000 stands in words"),
        ("\\x7f", "the control character U+007F stands in words"),
        ("\\ud83d", "U+D83D is half a character"),
        ("\\N", "the control character U+0085 stands in words"),
    ],
)
def test_an_escape_brings_in_nothing_that_may_not_be_written(escape: str, said: str) -> None:
    fault = fault_of(f'a: "x \\n \\\\ {escape}"')
    assert (fault.message, place(fault)) == (said, (1, 13))


def test_a_character_that_stands_often_is_told_once_and_others_too() -> None:
    with pytest.raises(SpecError) as caught:
        parse("a: &x 'q\u202ew\u202er\u2062t'\nb: *x")
    assert [place(fault) for fault in caught.value.faults] == [(1, 9), (1, 13)]


@pytest.mark.parametrize(
    "words",
    [
        "Kinder\u00adschutz", "می\u200cخواهم", "👨\u200d👩\u200d👧", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☂\ufe0f", "שלום \u2067abc\u2069!",
        "\u202babc\u202c",
        "\u2068\u202aabc\u202c\u2069", "\u200fabc\u200e", "ក\u200b្ម", "a\u2060b", "á̂̃̄",
    ],
)  # fmt: skip
def test_characters_that_scripts_need_are_kept(words: str) -> None:
    assert parse_yaml(f"a: {words}", "kit.yaml").value == {"a": words}


@pytest.mark.parametrize("words", ["\u2067\u202babc\u2069\u202c", "\u2067abc\n\n  def\u2069", "\u2069\u2068"])
def test_direction_marks_are_closed_in_order_and_in_their_line(words: str) -> None:
    with pytest.raises(SpecError):
        parse_yaml(f"a: |-\n  {words}", "kit.yaml")


def test_marks_are_not_heaped_on_a_letter() -> None:
    assert parse_yaml("a: e" + "\u0301" * MAX_MARKS, "kit.yaml").value
    assert fault_of("a: e" + "\u0301" * 60).message == "60 marks are heaped on one letter"


@pytest.mark.parametrize("text", ["headline: &Parliament act", "copy: {headline: &amp act}", "headline: &Parliament"])
def test_an_anchor_that_nothing_names_is_a_lost_word(text: str) -> None:
    fault = fault_of(text)
    assert fault.message.endswith("begins a value, which hides the word")
    assert place(fault) == (1, text.index("&") + 1)
    assert "quotes" in fault.remedy


@pytest.mark.parametrize(
    ("twin", "other"), [("Sign", "sign"), ("cafe\u0301", "café"), ("ﬁrst", "first"), ("STRASSE", "straße")]
)
def test_keys_that_differ_by_case_or_normalisation_are_refused(twin: str, other: str) -> None:
    fault = fault_of(f"{other}: 1\n{twin}: 2")
    assert fault.message == f"'{twin}' and '{other}' are too alike; the other stands in line 1"
    assert place(fault) == (2, 1)


def test_keys_are_not_merged() -> None:
    assert fault_of("a: &x {b: c}\nd:\n  <<: *x").message == "a key can't be '<<', which would merge keys"
    assert parse("'<<': x").value == {"<<": "x"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_file_of_wider_characters_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes("kit: {name: tiny}".encode(encoding))
    with pytest.raises(SpecError, match="the file is UTF-16 or UTF-32 text"):
        read_yaml(path)


def test_many_aliases_of_long_words_are_refused() -> None:
    fault = fault_of(f"a: &a {'x' * 50_000}\nb: [{', '.join(['*a'] * 60)}]")
    assert fault.message == f"over {MAX_BYTES:,} characters by way of aliases"


def test_a_file_of_very_many_values_is_refused_before_it_takes_long() -> None:
    fault = fault_of("- a\n" * (MAX_NODES + 1))
    assert (fault.message, place(fault)) == (f"over {MAX_NODES:,} values", (MAX_NODES, 3))
