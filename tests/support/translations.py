"""The golden texts of every kind, their translation, and exported files as people change them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import polib
from openpyxl import load_workbook

from support.campaigns import GOLDEN, make_project

if TYPE_CHECKING:
    from pathlib import Path


EXCHANGED = (GOLDEN / "texts.yaml").read_text(encoding="utf-8")
#: In the one form of translations, with comments; its texts begin and end with what files and programs may change.
GERMAN = (GOLDEN / "texts.de.yaml").read_text(encoding="utf-8")


def make_campaign(root: Path, german: str | None = None) -> Path:
    """Write the campaign into a new folder, with a translation if given, and return the folder."""
    make_project(root, EXCHANGED)
    if german is not None:
        (root / "locales").mkdir()
        (root / "locales" / "de.yaml").write_text(german, encoding="utf-8")
    return root


#: The column of the digest in tables, from 0.
DIGEST = 2


def fill(path: Path, words: dict[str, str], *, original: str | None = None) -> None:
    """Write translations into an exported file as a person would, by their keys; `original` over their words."""
    {".po": fill_po, ".csv": fill_csv, ".xlsx": fill_xlsx}[path.suffix](path, words, original)


def fill_po(path: Path, words: dict[str, str], original: str | None) -> None:
    file = polib.pofile(str(path), encoding="utf-8")
    for entry in file:
        entry.msgstr = words.get(entry.msgctxt or "", entry.msgstr)
        entry.msgid = original if original and entry.msgctxt in words else entry.msgid
    file.save()


def fill_csv(path: Path, words: dict[str, str], original: str | None) -> None:
    rows = rows_of(path)
    for row in rows:
        if row[0] in words:
            row[3:] = [original or row[3], words[row[0]]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def fill_xlsx(path: Path, words: dict[str, str], original: str | None) -> None:
    book = load_workbook(path)
    table: Any = book.worksheets[1]
    for row in table.iter_rows():
        if row[0].value in words:
            row[3].value = original or row[3].value
            row[4].value = words[row[0].value]
            row[4].data_type = "s"
    book.save(path)


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
