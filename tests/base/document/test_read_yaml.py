"""Files as they are found: encodings, line breaks, sizes, and paths that lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.yaml_texts import fault_of, no_snowmen, place

from kit.base.document import MAX_BYTES, parse_yaml, read_yaml
from kit.base.errors import Mark, SpecError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(b"\xef\xbb\xbfkit: x\n")
    document = read_yaml(path, no_snowmen)
    assert document.value == {"kit": "x"}
    assert document.key_mark("kit") == Mark(str(path), 1, 1, "kit: x")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    fault = fault_of(end.join(["a: ü", "b: \u2003x", "c: @"]))
    assert place(fault) == (3, 4)
    assert fault.mark is not None
    assert fault.mark.snippet == "c: @"


def test_a_form_feed_ends_no_line() -> None:
    fault = fault_of("a: 'x\x0cy'")
    assert fault.mark == Mark("kit.yaml", 1, 6, "a: 'x\x0cy'")


def test_a_line_break_that_editors_do_not_show_is_refused_as_its_character_is() -> None:
    fault = fault_of("a: x\nb: y\u2028c: z")
    assert (fault.code, place(fault), fault.remedy) == ("disallowed-character", (2, 5), "remove it")


def test_a_line_break_that_the_caller_allows_ends_a_line() -> None:
    document = parse_yaml("a: x\u2028b: y", "kit.yaml", lambda _: ())
    assert document.mark("b") == Mark("kit.yaml", 2, 4, "b: y")


def test_a_byte_that_is_not_utf8_is_named_by_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes("a: ü\nb: é".encode() + b"t\xe9\n")
    with refused(SpecError, "not-utf-8") as faults:
        read_yaml(path, no_snowmen, name="kit.yaml")
    assert [fault.mark for fault in faults] == [Mark("kit.yaml", 2, 6, "b: ét\ufffd")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_file_of_wider_characters_is_named(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes("kit: {name: tiny}".encode(encoding))
    with refused(SpecError, "not-utf-8"):
        read_yaml(path, no_snowmen)


def test_a_control_character_is_named_and_not_sent_to_the_terminal() -> None:
    fault = fault_of("a: x\nb: red \x1b[31m")
    assert (fault.code, place(fault)) == ("disallowed-character", (2, 8))
    assert "\x1b" not in str(fault)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    with refused(SpecError, "too-many-bytes"):
        read_yaml(path, no_snowmen)
    path.write_bytes(b"#" * MAX_BYTES)
    assert read_yaml(path, no_snowmen).value is None


def test_a_missing_file_is_named_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.yaml"
    with refused(SpecError, "file-unreadable") as faults:
        read_yaml(path, no_snowmen, name="kit.yaml")
    assert str(path) in faults[0].message


def test_a_folder_is_refused_with_its_name(tmp_path: Path) -> None:
    with refused(SpecError, "folder-not-file") as faults:
        read_yaml(tmp_path, no_snowmen)
    assert faults[0].message == f"{tmp_path} is a folder, but a file is expected"
