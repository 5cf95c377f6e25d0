"""Write and read texts as CSV (RFC 4180), as office programs take it: no cell becomes a formula, a number or a date."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from kit.tools.exchange.filled_file import MAX_BYTES, FilledFile, bytes_of, unreadable
from kit.tools.exchange.table import KEY, NOTE, TableRow, cells, header, instructions, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.tools.exchange.texts import TextsToTranslate


#: Put before a text that office programs would take for a formula or convert.
_GUARD = "'"
#: What begins a formula, with blanks before it.
_FORMULA = re.compile(r"\s*[=+\-@\t\r|%]")
#: What may be taken for a number, a date or a truth value: some short words with a digit, or a single word.
_MOST_WORDS = 3
_TRUTH = re.compile(r"(?:true|false|wahr|falsch|vrai|faux)", re.IGNORECASE)
#: What separates cells, by the country that an office program is set to.
_SEPARATORS = ",;\t"


def guarded(text: str) -> str:
    """Return a text as a cell of CSV: one that would be converted begins with an apostrophe more."""
    return _GUARD + text if _is_converted(text.lstrip(_GUARD)) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell of CSV: the reverse of `guarded`, for any text."""
    return cell[1:] if cell.startswith(_GUARD) and _is_converted(cell.lstrip(_GUARD)) else cell


def _is_converted(text: str) -> bool:
    """Return whether some office program may take a text for a formula, a number, a date or a truth value."""
    if _FORMULA.match(text) or _TRUTH.fullmatch(text.strip()):
        return True
    return any(map(str.isdecimal, text)) and len(text.split()) <= _MOST_WORDS and "**" not in text


def write_csv(texts: TextsToTranslate) -> bytes:
    """Return texts as CSV in UTF-8, with the mark at its start by which office programs know that."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(header(texts))
    writer.writerows([f"{NOTE} {line}"] for line in instructions(texts))
    for text in texts.texts:
        writer.writerow([guarded(cell) for cell in cells(text)])
    return codecs.BOM_UTF8 + file.getvalue().encode()


def read_csv(path: Path) -> FilledFile:
    """Return the texts of a CSV file, separated by commas, semicolons or tabs.

    Raises SpecError for one that can't be read or was not exported.
    """
    return read_rows(path, list(csv_rows(path, KEY)))


def csv_rows(path: Path, title: str) -> Iterator[TableRow]:
    """Yield the rows of a CSV file, one of which has a title by which its separator is found. Raises SpecError."""
    text = _decoded(bytes_of(path), path)
    csv.field_size_limit(MAX_BYTES)
    try:
        yield from _rows(text, _separator(text, title))
    except csv.Error as error:
        raise unreadable(path, f"is not CSV: {error}") from error


def _rows(text: str, separator: str) -> Iterator[TableRow]:
    """Yield the rows, each by the number of its first line."""
    number, reader = 1, csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for row in reader:
        yield TableRow(number, [unguarded(cell) for cell in row])
        number = reader.line_num + 1


def _separator(text: str, title: str) -> str:
    """Return what separates the cells: what comes after a title, or before one at the end of its row."""
    cell = rf'[ ]*"?[ ]*{title}[ ]*"?[ ]*'
    pattern = rf"(?:^|[{_SEPARATORS}]){cell}([{_SEPARATORS}])|([{_SEPARATORS}]){cell}\r?$"
    match = re.search(pattern, text, re.MULTILINE | re.IGNORECASE)
    return match[1] or match[2] if match else ","


def _decoded(data: bytes, path: Path) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 with a mark at its start, as Excel writes "Unicode text"."""
    utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    remedy = "save it again as 'CSV UTF-8' (in LibreOffice: character set Unicode (UTF-8))"
    if not utf_16 and b"\0" in data[:4]:
        raise unreadable(path, "is UTF-16 or UTF-32 text without the mark that says so", remedy)
    try:
        return data.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(path, "is not UTF-8 text, so that letters with marks would be lost", remedy) from error
