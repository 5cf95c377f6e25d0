"""The YAML files of a project hold no character that words may not hold, written or as an escape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.base.errors import SpecError
from kit.project.validate import read_document

if TYPE_CHECKING:
    from pathlib import Path

#: Text with a character that no file of a project may hold.
REFUSED = tuple(
    f"Pass {character} on"
    for character in (
        "\x00", "\x07", "\t", "\x1b[31m", "\x7f", "\x85", "\x9b", "\ud800", "\udfff", "\u2028", "\u2029", "\u202d",
        "\u202e", "\u202a", "\u202b", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069", "\u2062", "\u206a", "\ufeff",
        "\ufff9", "\ufffc", "\ufffd", "\ufdd0", "\ufffe", "\U0001ffff", "\U0010fffe", "\U000e0001", "\U000e0041",
        "\U0001d173", "a" + "\u0301" * 31,
    )
)  # fmt: skip


def test_a_document_knows_its_file_by_the_name_given(tmp_path: Path) -> None:
    (tmp_path / "layout.yaml").write_text("title: A layout", encoding="utf-8")
    document = read_document(tmp_path / "layout.yaml", name="plain/layout.yaml")
    assert (document.file, document.value) == ("plain/layout.yaml", {"title": "A layout"})


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_an_escape_of_a_disallowed_character_is_refused_where_it_is_written(text: str, tmp_path: Path) -> None:
    escaped = "".join(c if c.isascii() and c.isprintable() else f"\\U{ord(c):08x}" for c in text)
    path = tmp_path / "kit.yaml"
    path.write_text(f'a: x\nheadline: "{escaped}"', encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        read_document(path, name="kit.yaml")
    for fault in caught.value.faults:
        assert fault.mark
        assert fault.mark.line == 2
        assert escaped[fault.mark.column - 12 :].startswith("\\U"), "the caret is under the escape"
        assert fault.remedy


@pytest.mark.parametrize("text", [text for text in REFUSED if text.isprintable()])
def test_a_disallowed_character_is_refused_as_it_is(text: str, tmp_path: Path) -> None:
    path = tmp_path / "kit.yaml"
    path.write_text(f"headline: {text}", encoding="utf-8")
    with pytest.raises(SpecError):
        read_document(path, name="kit.yaml")
