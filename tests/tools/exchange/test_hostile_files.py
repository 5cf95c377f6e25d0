"""A file from anyone is read within limits, and refused with its name and the reason; nothing is written then."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
from contextlib import suppress
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from support.translations import GERMAN, make_campaign

import kit
from kit.tools.exchange import export_translation, import_translation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: An entity that grows to a thousand million letters.
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_campaign(tmp_path / "project", GERMAN)


@pytest.fixture
def book(root: Path) -> bytes:
    return export_translation(kit.load(root), "de", "xlsx", root.parent / "de.xlsx").path.read_bytes()


def refused(root: Path, name: str, data: bytes) -> kit.Fault:
    """Return why a file is refused."""
    path = root.parent / name
    path.write_bytes(data)
    with pytest.raises(kit.SpecError) as caught:
        import_translation(kit.load(root), "de", path)
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN
    return caught.value.faults[0]


def with_part(book: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its files changed."""
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, change(data) if part.filename == name else data)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b""), ("b.xlsx", b"not a zip"), ("c.xlsx", b"PK\x03\x04"), ("d.csv", b""),
        ("e.csv", b"key;x\n1;2\n"),
        ("f.csv", "Schlüssel".encode("latin-1")), ("g.csv", b'key,[en],[de]\n"open'),
        ("h.csv", b"key,[en],[de]\na\0b,,\n"),
        ("i.po", b""), ("j.po", b"/etc/passwd"), ("k.po", b"one\ntwo\n"), ("l.po", 'msgid "ü"\n'.encode("latin-1")),
        ("m.po", b'msgid "a\nmsgstr\n'), ("n.csv", b"\xff\xfea"),
    ],
)  # fmt: skip
def test_what_is_not_an_exported_file_is_refused(root: Path, name: str, data: bytes) -> None:
    assert refused(root, name, data).code in {"exchange-file-unreadable", "unknown-key"}


def test_another_ending_a_folder_a_pipe_and_nothing_are_refused(root: Path) -> None:
    project, place = kit.load(root), root.parent
    assert refused(root, "de.ods", b"").code == "unknown-ending"
    (place / "folder.po").mkdir()
    os.mkfifo(place / "pipe.po")
    for name in ("folder.po", "pipe.po", "nothing.po"):
        with pytest.raises(kit.SpecError) as caught:
            import_translation(project, "de", place / name)
        assert caught.value.faults[0].code == "file-unreadable"


def test_a_file_that_is_too_large_is_refused(root: Path) -> None:
    assert refused(root, "a.csv", b" " * 5_000_001).code == "too-many-bytes"
    many = "key,[en],[de]\n" + "a,b,c\n" * 20_001
    assert "more than 20,000 texts" in refused(root, "b.csv", many.encode()).message
    many = "".join(f'msgctxt "{n}"\nmsgid "a"\nmsgstr "b"\n\n' for n in range(20_001))
    assert "more than 20,000 texts" in refused(root, "c.po", many.encode()).message


def test_a_zip_that_grows_is_refused_before_it_is_unpacked(root: Path, book: bytes) -> None:
    grown = with_part(book, "xl/styles.xml", lambda data: data + b" " * 40_000_000)
    assert len(grown) < 100_000
    assert "unpacked" in refused(root, "a.xlsx", grown).message


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml"])
def test_entities_that_grow_are_refused(root: Path, book: bytes, name: str) -> None:
    def change(data: bytes) -> bytes:
        body = data[data.index(b"?>") + 2 :] if data.startswith(b"<?xml") else data
        start = body.index(b">") + 1
        return LAUGHS + body[:start] + b"<t>&j;</t>" + body[start:]

    assert refused(root, "a.xlsx", with_part(book, name, change)).code == "exchange-file-unreadable"


def test_a_row_far_below_is_not_waited_for(root: Path, book: bytes) -> None:
    def change(data: bytes) -> bytes:
        last = data.rindex(b'<row r="')
        return data[:last] + data[last:].replace(b'<row r="', b'<row r="9', 1).replace(b' r="', b' r="')

    path = root.parent / "a.xlsx"
    path.write_bytes(with_part(book, "xl/worksheets/sheet2.xml", change))
    import_translation(kit.load(root), "de", path)


@pytest.mark.parametrize(
    ("value", "kind"), [("=1+1", "a formula"), (dt.date(2020, 12, 21), "a date"), (True, "a truth value")]
)
def test_a_cell_that_is_not_text_is_refused_at_its_place(root: Path, book: bytes, value: object, kind: str) -> None:
    opened = load_workbook(io.BytesIO(book))
    cell = opened.worksheets[1].cell(5, 4)
    cell.value = value  # type: ignore[assignment]  # any value that cells take
    changed = io.BytesIO()
    opened.save(changed)
    fault = refused(root, "a.xlsx", changed.getvalue())
    assert (fault.code, fault.message) == ("cell-not-text", f"this cell holds {kind}, not text")
    assert str(fault.mark) == "a.xlsx, Translate:5:4"


def test_a_number_is_taken_as_its_digits(root: Path, book: bytes) -> None:
    opened = load_workbook(io.BytesIO(book))
    table = opened.worksheets[1]
    (row,) = (row for row in table.iter_rows() if row[0].value == "sources.report.title")
    row[4].value = 2021
    path = root.parent / "a.xlsx"
    opened.save(path)
    import_translation(kit.load(root), "de", path)
    assert 'title: "2021"' in (root / "locales" / "de.yaml").read_text("utf-8")


def test_a_workbook_without_the_table_is_refused(root: Path) -> None:
    other = io.BytesIO()
    Workbook().save(other)
    assert "has no row with the titles" in refused(root, "a.xlsx", other.getvalue()).message


def test_keys_that_are_there_twice_are_refused(root: Path) -> None:
    twice = b"key,[en],[de]\nkit.sender,Tiny,a\nkit.sender,Tiny,b\n"
    fault = refused(root, "a.csv", twice)
    assert (fault.code, str(fault.mark)) == ("duplicate-key", "a.csv:3:3")


@pytest.mark.parametrize("form", ["po", "csv", "xlsx"])
def test_damaged_files_are_read_or_refused_but_never_end_in_another_error(root: Path, form: str) -> None:
    project, path = kit.load(root), root.parent / f"de.{form}"
    whole = export_translation(project, "de", form, path).path.read_bytes()  # type: ignore[arg-type]  # one of three
    chance = random.Random(27)  # noqa: S311  (the same damage in every run)
    for _ in range(120):
        damaged = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 6)):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged)
        with suppress(kit.KitError):
            import_translation(project, "de", path)
