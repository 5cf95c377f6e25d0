"""Take a table of partners, as CSV or a workbook, into `partners.yaml`: a row for each, a column for what it has.

The titles of columns are the keys of a partner, and the names of the fields that the campaign's texts read. Other
columns may hold what concerns nobody else, such as telephone numbers, and are not written anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kit.base.errors import SpecError
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.project.folders import PARTNERS
from kit.project.partners.partner_kit import fields_read, kits_of
from kit.project.partners.partners_file import documents_of, partner_files, partners_in
from kit.run.pipeline.loading import spec_at
from kit.run.pipeline.project_cache import read_project
from kit.tools.exchange.csv_files import csv_rows
from kit.tools.exchange.filled_file import EXPORT_AGAIN, unreadable
from kit.tools.exchange.partner_rows import ID, MOST_COLUMNS, MOST_FAULTS, partner_table
from kit.tools.exchange.partners_target import document_at, target_in, text_of, with_kept
from kit.tools.exchange.xlsx_files import read_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.base.document.document import Document
    from kit.base.errors import Fault
    from kit.model.project import Project
    from kit.run.pipeline.loading import AnyPath
    from kit.tools.exchange.partner_rows import PartnerTable
    from kit.tools.exchange.table import TableRow


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
    unsound = [one for one in _unsound(project, document, target) if not (one.mark and one.mark.line in rows)]
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
    found = [one for id_, one in partners.found.items() if id_ in document.value]
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
