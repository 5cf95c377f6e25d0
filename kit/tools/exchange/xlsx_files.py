"""Write and read texts as workbooks (ECMA-376): a page that explains, and a table in which only translations change."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.worksheet import Worksheet

from kit.base.errors import Fault, InstallationError, KitError, Mark, OutputError, SpecError
from kit.text.languages.language_names import is_right_to_left
from kit.tools.exchange.filled_file import FilledFile, bytes_of, unreadable
from kit.tools.exchange.table import TableRow, cells, header, instructions, read_rows
from kit.tools.exchange.texts import TextsToTranslate

T = TypeVar("T")

#: The most bytes of a workbook when it is unpacked, and the most files and pages in one.
_MOST_UNPACKED, _MOST_PARTS, _MOST_PAGES = 30_000_000, 500, 10
#: The most tags in all its files, and in those that are read whole, which takes a second and 10 MB for 100,000 of them.
_MOST_TAGS, _MOST_IN_WHOLE = 2_500_000, 300_000
#: How many bytes of a file are unpacked at once.
_PIECE = 1_000_000
#: The files that are read a cell, or a text, at a time.
_READ_IN_PARTS = ("xl/worksheets/", "xl/sharedStrings.xml")
#: The most characters that a cell can hold, the columns that are read unless a table may have more, and the most rows.
_MOST_IN_CELL, _COLUMNS, _MOST_ROWS = 32_767, 20, 1_048_576
_READ_FIRST, _TABLE = "Read first", "Translate"
#: The widths of the columns, in digits; those of the words are for about one line of a headline.
_WIDTHS = (30, 44, 13, 52, 52)
#: Cells as texts, so that nothing typed into them is converted; and in which direction they are read.
_AS_TEXT = "@"
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2
_SHADE = PatternFill("solid", fgColor="EDEDED")
#: The digits of a number: office programs keep and show 15 of them.
_SHOWN = ".15g"
_TYPES = {"d": "a date", "b": "a truth value", "e": "an error", "f": "a formula"}


def write_xlsx(texts: TextsToTranslate) -> bytes:
    """Return texts as a workbook. Raises OutputError for a text that is too long for a cell."""
    book = Workbook()
    first: Any = book.active
    first.title, first.column_dimensions["A"].width = _READ_FIRST, 110
    for number, line in enumerate(instructions(texts), 1):
        _write_cell(first.cell(number, 1), f"{number}. {line}")
    _fill_table(book.create_sheet(_TABLE), texts)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_table(table: Worksheet, texts: TextsToTranslate) -> None:
    """Fill a page with the table of texts, in which only the last column can be changed without being asked."""
    titles = header(texts)
    for column, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True), 1):
        cell: Any = table.cell(1, column)
        _write_cell(cell, title)
        cell.font = Font(bold=True)
        table.column_dimensions[cell.column_letter].width = width
    directions = (*(_LEFT_TO_RIGHT,) * 3, *map(_direction, (texts.source, texts.language)))
    for row, text in enumerate(texts.texts, 2):
        for column, (words, direction) in enumerate(zip(cells(text), directions, strict=True), 1):
            cell = table.cell(row, column)
            _write_cell(cell, words, direction)
            cell.protection = Protection(locked=column < len(titles))
            if column < len(titles):
                cell.fill = _SHADE
    table.freeze_panes = "A2"
    table.protection.sheet = True
    table.protection.formatColumns = table.protection.formatRows = table.protection.formatCells = False


def _direction(language: str) -> int:
    return _RIGHT_TO_LEFT if is_right_to_left(language) else _LEFT_TO_RIGHT


def _write_cell(cell: Any, words: str, direction: int = _LEFT_TO_RIGHT) -> None:  # noqa: ANN401  (a cell, merged or not)
    """Write words into a cell as text, whatever they begin with."""
    if len(words) > _MOST_IN_CELL:
        message = f"a text of {len(words):,} letters is too long for a cell: '{words[:40]}…'"
        raise OutputError(Fault(message, None, "export the texts as po", code="text-too-long-for-cell"))
    cell.value = words or None
    if words:
        cell.data_type = "s"
    cell.number_format, cell.quotePrefix = _AS_TEXT, True
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=direction)


def read_xlsx(path: Path) -> FilledFile:
    """Return the texts of the page of a workbook that has them. Raises SpecError for a file that can't be read."""
    return read_pages(path, read_rows)


def read_pages(path: Path, read: Callable[[Path, Iterable[TableRow], str], T], columns: int = _COLUMNS) -> T:
    """Return what a function reads from the rows of the first page of a workbook that it can read; hidden ones are not.

    The function takes the file, the rows, as far as a number of columns, and the name of the page, and raises SpecError
    for a page without what it reads, as this does for a file that can't be read.
    """
    data = bytes_of(path)
    _require_small(data, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the library leaves out, such as pictures, is not needed
            book = load_workbook(io.BytesIO(data), read_only=True)
            return _from_book(book, path, read, columns)
    except (KitError, InstallationError):
        raise
    except Exception as error:  # the library lets through what any of its parts raises for a damaged file
        raise unreadable(path, f"is damaged: {type(error).__name__}") from error


def _require_small(data: bytes, path: Path) -> None:
    """Raise SpecError for a file that is no zip, or one that would be too large when it is unpacked."""
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise unreadable(path, "is not a workbook (.xlsx)", "save it as .xlsx, without a password") from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise unreadable(path, f"would be larger than {_MOST_UNPACKED:,} bytes unpacked")
    tags = _tags(data, parts, path)
    whole = sum(count for name, count in tags.items() if not name.startswith(_READ_IN_PARTS))
    if whole > _MOST_IN_WHOLE or sum(tags.values()) > _MOST_TAGS:
        raise unreadable(path, f"has {sum(tags.values()):,} tags in it: more than any table of texts")


def _tags(data: bytes, parts: Iterable[ZipInfo], path: Path) -> dict[str, int]:
    """Return how many tags each file of a workbook has, which decides how long it takes to read. Raises SpecError."""
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            return {part.filename: _tags_of(packed, part) for part in parts}
    except Exception as error:  # a damaged or encrypted file, or an unknown way of packing
        raise unreadable(path, f"is damaged: {type(error).__name__}") from error


def _tags_of(packed: ZipFile, part: ZipInfo) -> int:
    """Return how many tags a file has. It is read in pieces: one that is larger than it says is unpacked no further."""
    with packed.open(part) as file:
        return sum(piece.count(b"<") for piece in iter(lambda: file.read(_PIECE), b""))


def _from_book(
    book: Any,  # noqa: ANN401  (the library has no type for what it reads)
    path: Path,
    read: Callable[[Path, Iterable[TableRow], str], T],
    columns: int,
) -> T:
    """Return what is read from the first page of a workbook that can be read."""
    errors: list[SpecError] = []
    for page in [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:_MOST_PAGES]:
        rows = page.iter_rows(max_row=_MOST_ROWS, max_col=columns)
        try:
            return read(path, _rows(rows, path, page.title), page.title)
        except SpecError as error:
            errors.append(error)
    raise errors[-1] if errors else unreadable(path, "has no pages that are not hidden")


def _rows(rows: Iterator[tuple[Cell, ...]], path: Path, page: str) -> Iterator[TableRow]:
    """Yield the rows of a page as texts; of several that the file leaves out only the first, which is empty."""
    before = None
    for number, row in enumerate(rows, 1):
        if row is before:  # the library gives the same row for each of them, of which there may be a million
            continue
        before = row
        not_texts = {
            index: _not_text(cell, Mark(f"{path.name}, {page}", number, index + 1))
            for index, cell in enumerate(row)
            if cell.data_type in _TYPES and cell.value is not None
        }
        yield TableRow(number, [*map(_cell_text, row)], not_texts)


def _cell_text(cell: Cell) -> str:
    """Return the words of a cell; those of a number are the digits that office programs show."""
    if cell.value is None:
        return ""
    return format(cell.value, _SHOWN) if isinstance(cell.value, float) else str(cell.value)


def _not_text(cell: Cell, mark: Mark) -> Fault:
    """Return the fault of a cell that holds a formula, a date or a truth value."""
    message, remedy = f"this cell holds {_TYPES[cell.data_type]}, not text", "format it as text, and write it again"
    return Fault(message, mark, remedy, code="cell-not-text")
