"""Tables of texts: their columns and rows, also in workbooks, and CSV (RFC 4180) that office programs leave alone."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kit.base.errors import Fault, Mark, SpecError
from kit.tools.exchange.filled_file import (
    AS_EXPORTED,
    MAX_BYTES,
    MAX_TEXTS,
    FilledFile,
    FilledText,
    bytes_of,
    digest_in,
    one_line_breaks,
    unreadable,
)
from kit.tools.exchange.texts import Text, TextsToTranslate

KEY, ABOUT = "key", "what it is"
#: Begins a row that is for people only.
NOTE = "#"
#: The tag of a language in the title of its column.
_TAG = re.compile(r"\[([A-Za-z0-9-]+)\]\s*$")
#: How many rows may be above the header, and how many may be empty below the last text.
_MOST_ABOVE = 10


class TableRow(NamedTuple):
    """A row of a table: its number from 1, the texts of its cells, and the faults of those that hold something else.

    Whoever reads such a cell reports its fault, by its index; in a column that nobody reads it does no harm.
    """

    number: int
    cells: Sequence[str]
    not_texts: Mapping[int, Fault] = MappingProxyType({})


class _Columns(NamedTuple):
    """Where in a row the key, the words of `kit.yaml`, the translation and its digest are, and its language.

    The digest is in no column of a table that has none.
    """

    key: int
    original: int
    translation: int
    digest: int
    language: str


def header(texts: TextsToTranslate) -> tuple[str, ...]:
    """Return the titles of the columns."""
    return KEY, ABOUT, AS_EXPORTED, *texts.names


def cells(text: Text) -> tuple[str, ...]:
    """Return the cells of a text, in the order of the columns."""
    return text.key, "\n".join(text.about), text.digest, text.original, text.translation


def instructions(texts: TextsToTranslate) -> tuple[str, ...]:
    """Return what a translator must know, in plain words."""
    source, language = texts.names
    return (
        f"{texts.campaign}: words to translate from {source} into {language}.",
        f"Write each translation in the last column, {language}. Change nothing in the other columns.",
        "Leave a cell empty if you are not sure. Nothing is published with words missing: that picture is left out.",
        "Words in braces, such as {reports}, stand for a figure. Keep them, and put them where they belong.",
        "Two asterisks on both sides, **so**, make words stand out. Put them around the words that matter most.",
        "The first texts are used by several pictures, which need them as much as their own: translate them, too.",
        "Use the quotation marks of your language, not the straight ones of the keyboard.",
        "The second column says what each text is, and about how many letters fit.",
        f"The column '{AS_EXPORTED}' keeps what others correct meanwhile from being undone: leave it as it is.",
        "You may sort, hide and delete rows, as long as each stays whole.",
        "Save the file in the format that it has, and send it back under any name.",
    )


def read_rows(path: Path, rows: Iterable[TableRow], page: str = "") -> FilledFile:
    """Return the texts of the rows of a table; `page` is its name within the file.

    Raises SpecError if there is no header.
    """
    lines = _all_texts(rows)
    columns = _header_in(lines)
    if columns is None:
        raise unreadable(path, f"has no row with the titles '{KEY}', '{ABOUT}' and the languages")
    name = f"{path.name}, {page}" if page else path.name
    found: list[FilledText] = []
    for row in lines:
        found += _text_in(row, columns, name)
        if len(found) > MAX_TEXTS:
            raise unreadable(path, f"has more than {MAX_TEXTS:,} texts")
    return FilledFile(columns.language, tuple(found))


def _all_texts(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Yield rows. Raises SpecError at the first cell that is no text."""
    for row in rows:
        for fault in row.not_texts.values():
            raise SpecError(fault)
        yield row


def _header_in(lines: Iterator[TableRow]) -> _Columns | None:
    """Return the columns that the first row with titles names; None if there is none among the first rows."""
    for row in lines:
        titles = [cell.strip() for cell in row.cells]
        tagged = [index for index, title in enumerate(titles) if _TAG.search(title)]
        if KEY in titles and len(tagged) >= 2:  # noqa: PLR2004  (from one language into another)
            original, translation = tagged[0], tagged[1]
            language = _TAG.search(titles[translation])
            digest = titles.index(AS_EXPORTED) if AS_EXPORTED in titles else len(titles)
            return _Columns(titles.index(KEY), original, translation, digest, language[1] if language else "")
        if row.number >= _MOST_ABOVE:
            break
    return None


def _text_in(row: TableRow, columns: _Columns, name: str) -> Iterator[FilledText]:
    """Yield the text of a row, unless it has no key, or a note in its place."""
    key, original, translation, digest = (
        one_line_breaks(row.cells[index]) if index < len(row.cells) else "" for index in columns[:4]
    )
    if key.strip() and not key.startswith(NOTE):
        mark = Mark(name, row.number, columns.translation + 1)
        yield FilledText(key.strip(), original, translation, mark, digest_in(digest))


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
