"""Take a table of partners, as CSV or a workbook, into `partners.yaml`: a row for each, a column for what it has.

The titles of columns are the keys of a partner, and the names of the fields that the campaign's texts read. Other
columns may hold what concerns nobody else, such as telephone numbers, and are not written anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.base.document.document import Document, YamlPath
from kit.base.document.yaml_files import parse_yaml
from kit.base.document.yaml_limits import MAX_BYTES
from kit.base.document.yaml_writing import Comments, comments_of, write_yaml
from kit.base.errors import Fault, SpecError
from kit.base.real_paths import in_chosen_folder, path_to_open
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import is_there, write_whole
from kit.model.project import Project
from kit.project.folders import PARTNERS, PARTNERS_FILE
from kit.project.partners.partner_kit import fields_read, kits_of
from kit.project.partners.partners_file import documents_of, partner_files, partners_in
from kit.project.validate import not_entries, read_document
from kit.run.pipeline.loading import AnyPath, spec_at
from kit.run.pipeline.project_cache import read_project
from kit.text.characters import disallowed_characters
from kit.tools.exchange.filled_file import EXPORT_AGAIN, unreadable
from kit.tools.exchange.partner_rows import ID, MOST_COLUMNS, MOST_FAULTS, PartnerTable, partner_table
from kit.tools.exchange.table import TableRow, csv_rows
from kit.tools.exchange.xlsx_files import read_pages


@dataclass(frozen=True, slots=True)
class ImportedPartners:
    """The file that was written, the ids of the partners in it, and the titles of columns that were left out.

    `without_link` are the ids of those without an address of their own, whose kits have that of the campaign.
    """

    path: Path
    partners: tuple[str, ...]
    left_out: tuple[str, ...]
    without_link: tuple[str, ...]


@reporting_os_errors("the partners were written")
def import_partners(spec: AnyPath, file: AnyPath, output: AnyPath | None = None) -> ImportedPartners:
    """Write the partners of a table into `partners.yaml` beside a `kit.yaml`, or into a file in the folder `partners`.

    What the file has already, and the table has no column for, stays, with all comments. Nothing is written if one of
    them is wrong: raises SpecError with every fault, at its row and column; of thousands, with the first.
    """
    project, source = read_project(spec_at(spec)), Path(file)
    target = target_in(project.root, Path(output) if output is not None else None)
    table, before = _table(source, fields_read(project)), document_at(target, project.root)
    document = with_kept(table.document, before, table.places)
    rows = {fault.mark.line for fault in table.faults if fault.mark}
    unsound = [fault for fault in _unsound(project, document, target) if not (fault.mark and fault.mark.line in rows)]
    if table.faults or unsound:
        raise SpecError(*table.faults, *unsound)
    text = text_of(document, before, target)
    write_whole(target, text, make=target.parent.name == PARTNERS)
    without = tuple(id_ for id_, entry in document.value.items() if not (entry or {}).get("link"))
    return ImportedPartners(target, tuple(document.value), table.left_out, without)


def _unsound(project: Project, document: Document, target: Path) -> list[Fault]:
    """Return everything that is wrong with the partners of a table, as one of the project's files."""
    others = [path for path in partner_files(project.root) if path.resolve() != target.resolve()]
    partners = partners_in([*documents_of(project.root, others), document])
    faults = [fault for id_, wrong in partners.broken.items() if id_ in document.value for fault in wrong]
    found = [partner for id_, partner in partners.found.items() if id_ in document.value]
    for _, made in kits_of(project, found):
        faults += made if isinstance(made, tuple) else ()
        if len(faults) > MOST_FAULTS:
            break
    return faults


def _table(path: Path, fields: Iterable[str]) -> PartnerTable:
    """Return the entries of a table. Raises SpecError for one that can't be read."""

    def read(_path: Path, rows: Iterable[TableRow], page: str = "") -> PartnerTable:
        """Return the entries of a page."""
        return partner_table(f"{path.name}, {page}" if page else path.name, rows, fields)

    try:
        if path.suffix.lower() == ".xlsx":
            return read_pages(path, read, columns=MOST_COLUMNS + 1)
        if path.suffix.lower() == ".csv":
            return read(path, csv_rows(path, f"(?:{ID}|name)"))
    except SpecError as error:
        raise SpecError(*map(_of_no_export, error.faults)) from error
    raise unreadable(path, "is neither a .csv nor a .xlsx", "save the table as one of them")


def _of_no_export(fault: Fault) -> Fault:
    """Return a fault with a remedy for a table that was never exported."""
    if not fault.remedy.startswith(EXPORT_AGAIN):
        return fault
    return replace(fault, remedy="save the table again, with nothing but the rows and columns of partners")


#: The key of a partner's own words.
FIELDS = "fields"


def target_in(root: Path, output: Path | None) -> Path:
    """Return the file to write in the folder of a project. Raises SpecError for one that no partners are read from."""
    if output is None:
        return root / PARTNERS_FILE
    path, root = in_chosen_folder(output).real, root.resolve()
    in_folder = path.parent == root / PARTNERS and path.suffix == ".yaml" and not path.name.startswith(".")
    if path != root / PARTNERS_FILE and not in_folder:
        message = f"no partners are read from '{output}'"
        remedy = f"write {PARTNERS_FILE} beside kit.yaml, or a file such as {PARTNERS}/nl.yaml there"
        raise SpecError(Fault(message, None, remedy, code="partners-file-elsewhere"))
    return path


def document_at(target: Path, root: Path) -> Document | None:
    """Return what is in a file of partners of the project in the folder `root`; None if it is not there.

    Raises SpecError for one that can't be read.
    """
    if not is_there(target):
        return None
    real = path_to_open(target.parent.resolve() / target.name, root)
    document = read_document(target, name=target.name, real=real)
    if not isinstance(document.value, dict | None):
        raise SpecError(not_entries(document.value, document, ()))
    return document


def with_kept(table: Document, before: Document | None, places: Collection[tuple[str, ...]]) -> Document:
    """Return the entries of a table with what those before have besides: that for which the table has no column.

    Raises SpecError with each partner that is not in the table, and would be lost.
    """
    entries: dict[str, Any] = (before.value if before else None) or {}
    lost = [before.key_mark(id_) for id_ in entries if before and id_ not in table.value]
    if lost:
        message = "this partner is not in the table, and would be lost"
        remedy = f"add it there, remove it here, or write another file, such as -o {PARTNERS}/nl.yaml"
        raise SpecError(*(Fault(message, mark, remedy, code="partner-not-in-table") for mark in lost))
    return replace(table, value={id_: _merged(entry, entries.get(id_), places) for id_, entry in table.value.items()})


def _merged(entry: Mapping[str, Any], before: object, places: Collection[tuple[str, ...]]) -> dict[str, Any]:
    """Return an entry with the keys and fields of the one before for which there is no column."""
    if not isinstance(before, dict):
        return dict(entry)
    columns = {place[0] for place in places} | {FIELDS}
    merged = {**entry, **{key: kept for key, kept in before.items() if key not in columns}}
    written = before.get(FIELDS)
    fields = written if isinstance(written, dict) else {}
    kept = {name: words for name, words in fields.items() if (FIELDS, name) not in places}
    return {**merged, FIELDS: {**kept, **entry.get(FIELDS, {})}} if kept else merged


def text_of(table: Document, before: Document | None, target: Path) -> bytes:
    """Return the text of a file of partners, with comments of the one before. Raises SpecError if it is too long."""
    comments = _comments(before, table) if before else Comments()
    text = write_yaml(table.value, comments)
    try:
        parse_yaml(text, target.name, disallowed_characters)
        why = f"more than {MAX_BYTES:,} bytes" if len(text.encode()) > MAX_BYTES else ""
    except SpecError as error:
        why = error.faults[0].message
    if why:
        message = f"{table.file} has more than a file of partners may hold: {why}"
        remedy = "divide it, a file for each country"
        raise SpecError(Fault(message, None, remedy, code="partner-table-too-large"))
    return text.encode()


def _comments(before: Document, table: Document) -> Comments:
    """Return the comments of the file before: those of items are above their list, of keys that are gone at the end."""
    found = comments_of("\n".join(before.lines), before)
    above: dict[YamlPath, list[str]] = {}
    gone: list[str] = []
    for path, lines in found.above.items():
        key = path[:-1] if isinstance(path[-1], int) else path
        (above.setdefault(key, []) if _has(table.value, key) else gone).extend(lines)
    return Comments(found.head, {key: tuple(lines) for key, lines in above.items()}, (*gone, *found.tail))


def _has(value: object, path: tuple[str | int, ...]) -> bool:
    """Return whether there is a mapping's key at a path."""
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return False
        value = value[step]
    return True
