"""Take a table of partners, as CSV or a workbook, into `partners.yaml`: a row for each, a column for what it has.

The titles of columns are the keys of a partner, and the names of the fields that the campaign's texts read. Other
columns may hold what concerns nobody else, such as telephone numbers, and are not written anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kit.base.errors import Fault, Mark, SpecError
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.document.yaml_writing import write_yaml
from kit.exchange.csv_files import csv_rows
from kit.exchange.filled_file import one_line_breaks, unreadable
from kit.exchange.table import TableRow
from kit.exchange.xlsx_files import read_pages
from kit.model.document import Document
from kit.pipeline.loading import spec_at
from kit.pipeline.project_cache import read_project
from kit.project.folders import PARTNERS_FILE
from kit.project.partners.partner_kit import fields_read, with_partner
from kit.project.partners.partners_file import partners_in
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kit.model.document import YamlPath
    from kit.model.project import Project
    from kit.pipeline.loading import AnyPath


#: The most partners in a table, and how many rows may be above its titles.
MOST_PARTNERS, _MOST_ABOVE = 2_000, 10
_ID = "id"
#: The columns that a table may have, besides those of fields, and where their values are in an entry.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "sender": ("sender",),
    "languages": ("languages",),
    "link": ("link", "url"),
    "shown": ("link", "shown"),
    "handle": ("handle",),
    "logo": ("logo",),
    "messages": ("messages",),
}
#: Those whose cells have several values.
_LISTS = frozenset({"languages", "messages"})
_SEPARATOR = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class ImportedPartners:
    """The file that was written, the ids of the partners in it, and the titles of columns that were left out."""

    path: Path
    partners: tuple[str, ...]
    left_out: tuple[str, ...]


class _PartnerTable(NamedTuple):
    """The entries of a table as the document of partners that it stands for, and the titles that are not read."""

    document: Document
    left_out: tuple[str, ...]


@reporting_os_errors("the partners were written")
def import_partners(spec: AnyPath, file: AnyPath, output: AnyPath | None = None) -> ImportedPartners:
    """Write the partners of a table into `partners.yaml` beside a `kit.yaml`, or into `output`.

    Nothing is written if one of them is wrong: raises SpecError with every fault, at its row and column.
    """
    project, source = read_project(spec_at(spec)), Path(file)
    target = Path(output) if output is not None else project.root / PARTNERS_FILE
    document, left_out = _table(source, fields_read(project))
    _require_sound(project, document)
    write_whole(target, write_yaml(document.value).encode())
    return ImportedPartners(target, tuple(document.value), left_out)


def _require_sound(project: Project, document: Document) -> None:
    """Raise SpecError with everything that is wrong with the partners of a table."""
    partners = partners_in([document])
    faults = [fault for wrong in partners.broken.values() for fault in wrong]
    for found in partners.found.values():
        try:
            with_partner(project, found)
        except SpecError as error:
            faults += error.faults
    if faults:
        raise SpecError(*faults)


def _table(path: Path, fields: Iterable[str]) -> _PartnerTable:
    """Return the entries of a table. Raises SpecError for one that can't be read."""

    def read(_path: Path, rows: Iterable[TableRow], page: str = "") -> _PartnerTable:
        """Return the entries of a page; a huge one is not read to its end."""
        first = [TableRow(row.number, _clean(row.cells)) for row in islice(rows, MOST_PARTNERS + _MOST_ABOVE + 2)]
        return _entries(f"{path.name}, {page}" if page else path.name, first, fields)

    if path.suffix.lower() == ".xlsx":
        return read_pages(path, read)
    if path.suffix.lower() == ".csv":
        return read(path, csv_rows(path, _ID))
    raise unreadable(path, "is neither a .csv nor a .xlsx", "save the table as one of them")


def _clean(cells: Iterable[str]) -> list[str]:
    return [one_line_breaks(cell).strip() for cell in cells]


def _entries(name: str, rows: Sequence[TableRow], fields: Iterable[str]) -> _PartnerTable:
    """Return the entries of the rows of a table; each value has the place of its cell."""
    at = next((index for index, row in enumerate(rows[:_MOST_ABOVE]) if _ID in _titles(row.cells)), None)
    if at is None:
        message = f"{name} has no row with the titles of columns: '{_ID}', 'name' and others"
        raise SpecError(Fault(message, None, "write them into its first row", code="partner-table-without-titles"))
    titles, places = _titles(rows[at].cells), {field: ("fields", field) for field in fields} | _COLUMNS
    value: dict[str, dict[str, Any]] = {}
    marks: dict[YamlPath, tuple[int, int]] = {}
    faults: list[Fault] = []
    for number, cells in rows[at + 1 :]:
        row = {
            title: _TableCell(words, column)
            for column, (title, words) in enumerate(zip(titles, cells, strict=False), 1)
        }
        if not any(cell.words for cell in row.values()):
            continue
        id_, column = row[_ID]
        faults += _row_faults(Mark(name, number, column), id_, value, row)
        written = {title: cell for title, cell in row.items() if title in places and cell.words}
        value[id_] = _entry(written, places)
        marks |= {(id_,): (number, column)}
        marks |= {(id_, *places[title]): (number, cell.column) for title, cell in written.items()}
    if len(value) > MOST_PARTNERS:
        message, remedy = f"{name} has more than {MOST_PARTNERS:,} partners", "divide it, a file for each country"
        raise SpecError(Fault(message, None, remedy, code="too-many-partners"))
    if faults:
        raise SpecError(*faults)
    document = Document(name, (), value, marks, marks)  # without lines: a place is a row and a cell, not a letter
    return _PartnerTable(document, tuple(title for title in titles if title and title != _ID and title not in places))


class _TableCell(NamedTuple):
    """The words of a cell, and its column from 1."""

    words: str
    column: int


def _titles(cells: Iterable[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _row_faults(mark: Mark, id_: str, before: Collection[str], row: Mapping[str, _TableCell]) -> Iterator[Fault]:
    """Yield what is wrong with a row as such: its id, and characters that are not allowed in any of its cells."""
    if not id_:
        remedy = "write a short name of its own, such as harbour"
        yield Fault("a partner has no id", mark, remedy, code="partner-id-missing")
    elif id_ in before:
        yield Fault(f"there is another partner '{id_}'", mark, "rename or remove one of them", code="duplicate-partner")
    for words, column in row.values():
        for found in disallowed_characters(words):
            at = Mark(mark.file, mark.line, column)
            yield Fault(found.message, at, found.remedy, code="disallowed-character")


def _entry(row: Mapping[str, _TableCell], places: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return a row as an entry of `partners.yaml`."""
    entry: dict[str, Any] = {}
    for title, (key, *inside) in places.items():
        if title not in row:
            continue
        words = row[title].words
        value = [part for part in _SEPARATOR.split(words) if part] if title in _LISTS else words
        if inside:
            entry.setdefault(key, {})[inside[0]] = value
        else:
            entry[key] = value
    return entry
