"""Tables of partners, as CSV and workbooks: taken into `partners.yaml`, or refused with row and column."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook
from support.partner_campaign import CAMPAIGN
from support.refusals import refused
from support.tiny_project import make_project

import kit
from kit.base.errors import SpecError
from kit.exchange.partner_table import MOST_PARTNERS, import_partners

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TITLES = ("id", "name", "link", "town", "phone")
TOWNS = (
    ("harbour", "Harbour Sailors", "https://www.change.org/harbour", "Rotterdam", "010 123"),
    ("pier", "Pier, and Promenade", "", "Delft", ""),
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a campaign with a message that reads the town of a partner."""
    return make_project(tmp_path / "project", CAMPAIGN)


def csv_of(path: Path, rows: Sequence[Sequence[str]], separator: str = ",") -> Path:
    """Write rows as CSV, each cell in quotes."""
    quoted = (separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_text("\ufeff" + "\r\n".join(quoted), encoding="utf-8")
    return path


def workbook_of(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Write rows as the second page of a workbook, as office programs keep them."""
    book = Workbook()
    page = book.create_sheet("Towns")
    for row in rows:
        page.append([cell or None for cell in row])
    book.save(path)
    return path


@pytest.mark.parametrize("form", ["csv", "semicolons.csv", "xlsx"])
def test_a_table_becomes_partners_yaml_without_columns_that_nobody_reads(
    project: Path, tmp_path: Path, form: str
) -> None:
    rows = (TITLES, *TOWNS)
    path = tmp_path / f"towns.{form}"
    file = workbook_of(path, rows) if form == "xlsx" else csv_of(path, rows, ";" if "semi" in form else ",")
    done = import_partners(project, file)
    assert (done.path, done.partners, done.left_out) == (project / "partners.yaml", ("harbour", "pier"), ("phone",))
    assert "010 123" not in done.path.read_text("utf-8")
    harbour = kit.load(project, partner="harbour").campaign
    assert harbour.partner
    assert harbour.partner.fields == {"town": "Rotterdam"}
    assert harbour.links["petition"].shown == "change.org/harbour"
    assert kit.load(project, partner="pier").campaign.links["petition"].url == "https://www.change.org/childsafetyfirst"


@pytest.mark.parametrize(
    ("row", "column", "codes"),
    [
        (("", "Nameless", "", "Delft"), 1, ["partner-id-missing"]),
        (("harbour", "Twice", "", "Delft"), 1, ["duplicate-partner"]),
        (("../../etc", "Up", "", "Delft"), 1, ["invalid-path-part"]),
        (("con", "Device", "", "Delft"), 1, ["reserved-path-part"]),
        (("a\u202eb", "Turned", "", "Delft"), 1, ["disallowed-character"]),
        (("dock", "Dock\u0007", "", "Delft"), 2, ["disallowed-character"]),
        (("dock", "", "", "Delft"), 1, ["missing-key"]),
        (("dock", "Dock", "https://evil.example/x", "Delft"), 3, ["host-not-listed"]),
        (("dock", "Dock", "javascript:alert(1)", "Delft"), 3, ["address-without-https"]),
        (("dock", "Dock", "", ""), 1, ["partner-field-missing"]),
        (("dock", "{reports}", "", "Delft"), 2, ["partner-words-with-marks"]),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_column_and_nothing_is_written(
    project: Path, tmp_path: Path, row: tuple[str, ...], column: int, codes: list[str]
) -> None:
    file = csv_of(tmp_path / "towns.csv", [TITLES, *TOWNS, row])
    with refused(SpecError, *codes) as faults:
        import_partners(project, file)
    assert faults[0].mark
    assert (faults[0].mark.file, faults[0].mark.line, faults[0].mark.column) == ("towns.csv", 4, column)
    assert "^" not in str(faults[0])  # a column is a cell, below which no letter can be marked
    assert not (project / "partners.yaml").exists()


def test_every_wrong_row_is_named_at_once(project: Path, tmp_path: Path) -> None:
    rows = [TITLES, ("one", "", "", "Delft"), ("two", "Two", "", ""), ("three", "Three", "", "Gouda")]
    with refused(SpecError, "missing-key", "partner-field-missing"):
        import_partners(project, csv_of(tmp_path / "towns.csv", rows))


@pytest.mark.parametrize("formula", ['=HYPERLINK("https://evil.example","x")', "=1+1"])
def test_a_formula_in_a_workbook_is_refused(project: Path, tmp_path: Path, formula: str) -> None:
    with refused(SpecError, "cell-not-text"):
        import_partners(project, workbook_of(tmp_path / "towns.xlsx", [TITLES, ("a", formula, "", "Delft")]))


def test_merged_cells_are_empty_but_for_the_first(project: Path, tmp_path: Path) -> None:
    file = workbook_of(tmp_path / "towns.xlsx", [TITLES, *TOWNS])
    book = load_workbook(file)
    book["Towns"].merge_cells("A2:A3")
    book.save(file)
    with refused(SpecError, "partner-id-missing") as faults:
        import_partners(project, file)
    assert faults[0].mark
    assert (faults[0].mark.file, faults[0].mark.line) == ("towns.xlsx, Towns", 3)


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv", b"no titles\n"), ("a.xlsx", b"PK"), ("a.ods", b""), ("b.csv", b"")]
)
def test_a_file_that_is_no_table_of_partners_is_refused(project: Path, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SpecError):
        import_partners(project, tmp_path / name)
    with pytest.raises(SpecError):
        import_partners(project, tmp_path / "none.csv")


def test_more_partners_than_a_file_may_have_are_refused(project: Path, tmp_path: Path) -> None:
    rows = [("id", "name", "town"), *((f"town-{n}", f"Town {n}", "Delft") for n in range(MOST_PARTNERS + 1))]
    with refused(SpecError, "too-many-partners"):
        import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    done = import_partners(project, csv_of(tmp_path / "towns.csv", rows[:-1]))
    assert len(done.partners) == MOST_PARTNERS


def test_a_hundred_thousand_rows_are_refused_in_time_and_memory(project: Path, tmp_path: Path) -> None:
    rows = [("id", "name", "town"), *((f"t{n}", f"T{n}", "Delft") for n in range(100_000))]
    program = (
        "import sys, kit, re\n"
        "try: kit.import_partners(sys.argv[1], sys.argv[2])\n"
        "except kit.SpecError as error: print(error.faults[0].code)\n"
        "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
    )
    for file in (csv_of(tmp_path / "t.csv", rows), workbook_of(tmp_path / "t.xlsx", rows)):
        began = time.monotonic()
        ran = subprocess.run([sys.executable, "-c", program, project, file], check=True, capture_output=True, text=True)
        code, kilobytes = ran.stdout.split()
        assert code in {"too-many-partners", "exchange-file-unreadable"}
        assert int(kilobytes) < 300_000
        assert time.monotonic() - began < 10
