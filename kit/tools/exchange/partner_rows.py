"""Read the rows of a table of partners as the entries of `partners.yaml` they stand for, each value at its cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault, Mark, SpecError
from kit.project.names import plain_name
from kit.text.characters import disallowed_characters
from kit.text.languages.language_names import LANGUAGES
from kit.tools.exchange.filled_file import one_line_breaks
from kit.tools.exchange.table import TableRow

#: The most partners in a table, columns, characters in a cell that is read, and faults that are collected.
MOST_PARTNERS, MOST_COLUMNS, MOST_IN_CELL, MOST_FAULTS = 2_000, 200, 2_000, 1_000
#: How many rows may be above the titles, and how many titles are named where the right ones are missing.
_MOST_ABOVE, _LISTED = 10, 8
ID = "id"
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
#: Titles that stand for others: people write of one language, and of the address of a page.
_SAME = {"language": "languages", "message": "messages", "url": "link"}
#: Languages by the names that people write, English or their own.
_TAGS = {name.lower(): tag for tag, names in LANGUAGES.items() for name in names[:2]}


class PartnerTable(NamedTuple):
    """The entries of a table as the document of partners that it stands for, and what its columns are.

    `places` are where the values of the columns that are read are in an entry; `left_out` are the other titles.
    `faults` are those of rows and titles; a row with some is an entry all the same, in which others are found.
    """

    document: Document
    places: tuple[tuple[str, ...], ...]
    left_out: tuple[str, ...]
    faults: tuple[Fault, ...] = ()


class _ReadCell(NamedTuple):
    """The words of a cell, its place, and the fault of one that holds something else than text."""

    words: str
    mark: Mark
    not_text: Fault | None = None


class _Header(NamedTuple):
    """The titles of a table by the index of their column, and where in an entry the values of those that are read are.

    `mark` is that of the first title.
    """

    titles: Sequence[str]
    places: Mapping[str, tuple[str, ...]]
    mark: Mark


def partner_table(name: str, rows: Iterable[TableRow], fields: Iterable[str]) -> PartnerTable:
    """Return what a table says, which is called `name` in messages; a huge one is not read to its end.

    A table without a column of ids has those of the names. Raises SpecError for one without titles or partners.
    """
    lines = iter(rows)
    header = _header(name, lines, fields)
    value: dict[str, dict[str, Any]] = {}
    marks: dict[YamlPath, tuple[int, int]] = {}
    faults: list[Fault] = [*_title_faults(header)]
    count = 0
    for line in lines:
        row = {title: cell for title, cell in _cells(name, line, header) if cell.words}
        if not row:
            continue
        count += 1
        if count > MOST_PARTNERS or len(faults) > MOST_FAULTS:
            break
        id_ = _id_of(row, header, Mark(name, line.number))
        faults += _row_faults(id_, marks, row)
        row.pop("", None)
        value[id_.words] = _entry(row, header.places)
        marks |= {(id_.words,): _place(id_)} | {(id_.words, *header.places[title]): _place(row[title]) for title in row}
    if count > MOST_PARTNERS:
        message, remedy = f"{name} has more than {MOST_PARTNERS:,} partners", "divide it, a file for each country"
        raise SpecError(Fault(message, None, remedy, code="too-many-partners"))
    if not value:
        message, remedy = f"{name} has no partners", "write a row for each below the titles"
        raise SpecError(*faults, Fault(message, None, remedy, code="partner-table-empty"))
    document = Document(name, (), value, marks, marks)  # without lines: a place is a row and a cell, not a letter
    read = {ID, "", *header.places}
    left_out = tuple(dict.fromkeys(title for title in header.titles if title not in read))
    places = tuple(header.places[title] for title in header.titles if title in header.places)
    return PartnerTable(document, places, left_out, tuple(faults))


def _id_of(row: dict[str, _ReadCell], header: _Header, mark: Mark) -> _ReadCell:
    """Return the id in a row, which is removed from it; of a table without ids, one that is made of the name."""
    if ID in header.titles:
        return row.pop(ID, _ReadCell("", Mark(mark.file, mark.line, header.titles.index(ID) + 1)))
    name = row.get("name", _ReadCell("", Mark(mark.file, mark.line, header.titles.index("name") + 1)))
    return _ReadCell(plain_name(name.words), name.mark)


def _header(name: str, lines: Iterator[TableRow], fields: Iterable[str]) -> _Header:
    """Return the titles of a table, which are in one of its first rows. Raises SpecError if there are none."""
    first: list[str] = []
    for line, _ in zip(lines, range(_MOST_ABOVE), strict=False):
        titles = [*map(_title, line.cells[:MOST_COLUMNS])]
        first = first or [title for title in titles if title]
        if ID in titles or "name" in titles:
            if any(cell.strip() for cell in line.cells[MOST_COLUMNS:]):
                message, remedy = f"{name} has more than {MOST_COLUMNS} columns", "remove those that nothing is read of"
                raise SpecError(Fault(message, None, remedy, code="too-many-columns"))
            while not titles[-1]:
                titles.pop()
            places = {field: ("fields", field) for field in fields} | _COLUMNS
            return _Header(titles, places, Mark(name, line.number))
    found = f"; its first row has {', '.join(map(repr, first[:_LISTED]))}" if first else ""
    message = f"{name} has no column with the title 'name'{found}"
    others = ", ".join(f"'{title}'" for title in ("link", "languages", "logo", "handle", *fields))
    remedy = f"write 'name' above the names of the partners; other titles that are read: {others}"
    raise SpecError(Fault(message, None, remedy, code="partner-table-without-titles"))


def _title(cell: str) -> str:
    """Return a title on one line, in small letters, without characters that nobody sees."""
    seen = (" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in cell)
    title = " ".join(
        "".join(character for character in seen if unicodedata.category(character)[0] != "C").split()
    ).lower()
    return _SAME.get(title, title)


def _title_faults(header: _Header) -> Iterator[Fault]:
    """Yield the fault of each column that is read and was there before."""
    for index, title in enumerate(header.titles):
        if title in {ID, *header.places} and title in header.titles[:index]:
            mark = Mark(header.mark.file, header.mark.line, index + 1)
            message, remedy = f"there is another column '{title}'", "rename or remove one of them"
            yield Fault(message, mark, remedy, code="duplicate-column")


def _cells(name: str, row: TableRow, header: _Header) -> Iterator[tuple[str, _ReadCell]]:
    """Yield the cells of a row that are read, each with its title; one behind the last title has none."""
    for index, words in enumerate(row.cells):
        title = header.titles[index] if index < len(header.titles) else ""
        if title == ID or title in header.places or index >= len(header.titles):
            cell = _ReadCell(
                one_line_breaks(words).strip(), Mark(name, row.number, index + 1), row.not_texts.get(index)
            )
            yield title, cell


def _place(cell: _ReadCell) -> tuple[int, int]:
    return cell.mark.line, cell.mark.column


def _row_faults(
    id_: _ReadCell, before: Mapping[YamlPath, tuple[int, int]], row: Mapping[str, _ReadCell]
) -> Iterator[Fault]:
    """Yield what is wrong with a row as such: its id, and what is in its other cells."""
    if not id_.words:
        remedy = "write a short one into a column 'id', such as harbour"
        yield Fault("a partner has no id", id_.mark, remedy, code="partner-id-missing")
    elif (id_.words,) in before:
        message = f"there is another partner '{id_.words}', in row {before[id_.words,][0]}"
        yield Fault(message, id_.mark, "rename or remove one of them", code="duplicate-partner")
    if "" in row:
        message = "this cell is behind the last title"
        remedy = "write a value with a separator in it between double quotes, or remove the cell"
        yield Fault(message, row[""].mark, remedy, code="cell-without-title")
    for cell in (id_, *row.values()):
        yield from _cell_faults(cell)


def _cell_faults(cell: _ReadCell) -> Iterator[Fault]:
    """Yield what is wrong with a cell: it holds a text, which is not huge, of characters that are allowed."""
    if cell.not_text:
        yield cell.not_text
    elif len(cell.words) > MOST_IN_CELL:
        message = f"this cell has {len(cell.words):,} characters; the limit is {MOST_IN_CELL:,}"
        yield Fault(message, cell.mark, "shorten it", code="text-too-long")
    else:
        for found in disallowed_characters(cell.words):
            yield Fault(found.message, cell.mark, found.remedy, code="disallowed-character")


def _entry(row: Mapping[str, _ReadCell], places: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return a row as an entry of `partners.yaml`."""
    entry: dict[str, Any] = {}
    for title, (key, *inside) in places.items():
        if title not in row:
            continue
        words = row[title].words
        value = [*dict.fromkeys(map(_tag, filter(None, _SEPARATOR.split(words))))] if title in _LISTS else words
        if inside:
            entry.setdefault(key, {})[inside[0]] = value
        else:
            entry[key] = value
    return entry


def _tag(word: str) -> str:
    """Return the tag of a language by its English or its own name, or by a tag in capitals; other words as they are."""
    known = word.lower()
    return _TAGS.get(known, known if known in LANGUAGES else word)
