"""Tables of partners, as CSV and workbooks: taken into `partners.yaml`, or refused with row and column."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
import tracemalloc
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from support.campaigns import PARTNERED, make_project
from support.faults import refused

import kit
from kit.base.errors import SpecError
from kit.tools.exchange import import_partners
from kit.tools.exchange.partner_rows import MOST_PARTNERS

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
    return make_project(tmp_path / "project", PARTNERED)


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


def test_what_is_wrong_with_rows_and_with_partners_is_named_together(project: Path, tmp_path: Path) -> None:
    rows = [TITLES, *TOWNS, ("pier", "Another", "", "Delft"), ("dock", "Dock", "https://evil.example/x", "Breda")]
    with refused(SpecError, "duplicate-partner", "host-not-listed") as faults:
        import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    assert faults[0].message == "there is another partner 'pier', in row 3"
    assert "add 'evil.example' to 'hosts' under 'kit' in kit.yaml" in faults[1].remedy


def test_ids_are_made_of_names_where_a_table_has_none(project: Path, tmp_path: Path) -> None:
    rows = [("Name", "Town", "Contact"), ("Göttingen für Kinder", "Göttingen", "a@example.org"), ("Łódź", "Łódź", "")]
    done = import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    assert done.partners == ("gottingen-fur-kinder", "lodz")
    assert done.without_link == done.partners
    assert done.left_out == ("contact",)
    with refused(SpecError, "duplicate-partner"):
        import_partners(project, csv_of(tmp_path / "towns.csv", [*rows, ("Lodz", "Lodz", "")]))


def test_an_id_that_is_none_is_refused_with_one_that_would_do(project: Path, tmp_path: Path) -> None:
    with refused(SpecError, "invalid-path-part") as faults:
        import_partners(project, csv_of(tmp_path / "towns.csv", [TITLES, ("Göttingen", "G", "", "Göttingen")]))
    assert faults[0].message == "'Göttingen' can't be the id of a partner"
    assert faults[0].remedy.endswith("such as gottingen")


@pytest.mark.parametrize("words", ["English", "english", "EN", "en"])
def test_a_language_may_be_written_by_its_name_in_a_column_of_one(project: Path, tmp_path: Path, words: str) -> None:
    rows = [("id", "name", "town", "Language"), ("pier", "Pier", "Delft", words)]
    import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    partner = kit.load(project, partner="pier").campaign.partner
    assert partner
    assert partner.languages == ("en",)


def test_a_table_without_the_title_of_names_is_told_what_it_has_and_what_is_read(project: Path, tmp_path: Path) -> None:
    rows = [("Group name", "Petition link"), ("Pier", "https://www.change.org/pier")]
    with refused(SpecError, "partner-table-without-titles") as faults:
        import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    assert faults[0].message.endswith(
        "has no column with the title 'name'; its first row has 'group name', 'petition link'"
    )
    assert "'link', 'languages', 'logo', 'handle', 'town'" in faults[0].remedy


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


@pytest.mark.parametrize(
    ("table", "place", "code"),
    [
        ("name,town,id\nPier,Delft,pier\nDock\n", (3, 3), "partner-id-missing"),
        ("id,name,town\npier,Pier, and Promenade,Delft\n", (2, 4), "cell-without-title"),
        ("id,name,town,,\npier,Pier, and Promenade,Delft,,\n", (2, 4), "cell-without-title"),
        ("id,name,town,Name\npier,Pier,Delft,Dock\n", (1, 4), "duplicate-column"),
        ("id,name,town,id\npier,Pier,Delft,dock\n", (1, 4), "duplicate-column"),
        (f"id,name,town,link\npier,Pier,Delft,https://www.change.org/{'x' * 2000}\n", (2, 4), "text-too-long"),
        ("id,name,town\n,,\n", None, "partner-table-empty"),
        ("id,name,town\n", None, "partner-table-empty"),
        (f"id,name,town{',x' * 200}\npier,Pier,Delft\n", None, "too-many-columns"),
    ],
)
def test_a_table_that_may_mean_something_else_is_refused_at_its_place(
    project: Path, tmp_path: Path, table: str, place: tuple[int, int] | None, code: str
) -> None:
    (tmp_path / "towns.csv").write_text(table, encoding="utf-8")
    with refused(SpecError, code) as faults:
        import_partners(project, tmp_path / "towns.csv")
    mark = faults[0].mark
    assert (mark and (mark.line, mark.column)) == place
    assert not (project / "partners.yaml").exists()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (1, value)
        for value in ("/etc/passwd", "C:\\x", "nul.", "Town", "t\u00f4wn", "to\u0302wn", "a" * 300, "\u0430b")
    ]
    + [
        (2, value)
        for value in ("A\nB", "**A**", "{partner.town}", "{links.petition}", "A\u2028B", "A\0", "\u200b", "a" * 301)
    ]
    + [
        (3, value)
        for value in (
            "data:text/html,x", "http://www.change.org/a", "https://a:b@www.change.org/", "https://www.change.org:8/",
            "https://www.change.org\\@evil.example/", "https://www.ch\u0430nge.org/", "https://www.change.org/\u202ex",
            "https://www.change.org/a b", "https://[::1", "//www.change.org/a", "https://127.0.0.1/", "https://localhost/",
        )
    ]
    + [(4, value) for value in ("{partner.town}", "**Delft**", "A\nB", "\u2800")]
    + [(5, value) for value in ("../x.svg", "/etc/passwd", "C:\\x.svg", "none.svg", "kit.yaml", ".", "x" * 300, "a\nb")]
    + [(6, value) for value in ("xx", "en de", "../en")]
    + [(7, value) for value in ("../sign", "none")]
    + [(8, value) for value in ("harbour", "@a b", "@{x}")],
)  # fmt: skip
def test_a_hostile_cell_is_refused_at_its_place(project: Path, tmp_path: Path, column: int, value: str) -> None:
    titles = ("id", "name", "link", "town", "logo", "languages", "messages", "handle")
    row = ["pier", "Pier", "", "Delft", "", "", "", ""]
    row[column - 1] = value
    with pytest.raises(SpecError) as caught:
        import_partners(project, csv_of(tmp_path / "towns.csv", [titles, row]))
    mark = caught.value.faults[0].mark
    assert mark
    assert (mark.file, mark.line, mark.column) == ("towns.csv", 2, column)
    assert not (project / "partners.yaml").exists()


def test_columns_that_nobody_reads_may_hold_anything(project: Path, tmp_path: Path) -> None:
    rows = [("since", *TITLES), (dt.date(2020, 1, 1), *TOWNS[0]), ("=1+1", *TOWNS[1])]
    done = import_partners(project, workbook_of(tmp_path / "towns.xlsx", rows))
    assert (done.partners, done.left_out) == (("harbour", "pier"), ("since", "phone"))
    done.path.unlink()
    file = csv_of(tmp_path / "towns.csv", [TITLES, (*TOWNS[0][:4], "a\tb\x1b")])
    assert import_partners(project, file).partners == ("harbour",)


def test_titles_are_read_and_named_without_what_nobody_sees(project: Path, tmp_path: Path) -> None:
    rows = [("\ufeffID", "name\u200b", "\u202etown", "\x1b]0;a\x07\nb"), ("pier", "Pier", "Delft", "")]
    done = import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    assert (done.partners, done.left_out) == (("pier",), ("]0;a b",))


@pytest.mark.ci
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_partner_is_lost_below_empty_rows_or_behind_many_columns(project: Path, tmp_path: Path, form: str) -> None:
    notes = tuple(f"note {n}" for n in range(50))
    rows = [("id", "name", *notes, "town"), ("pier", "Pier", *notes, "Delft")]
    rows += [("",) * 53] * 3_000 + [("dock", "Dock", *notes, "Breda")]
    file = csv_of(tmp_path / "t.csv", rows) if form == "csv" else workbook_of(tmp_path / "t.xlsx", rows)
    assert import_partners(project, file).partners == ("pier", "dock")
    assert "town: Breda" in (project / "partners.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "name;town;id\nPier;Delft;pier\n",
        "name;town;id\r\nPier;Delft;pier\r\n",
        "name\ttown\tID\nPier\tDelft\tpier\n",
        "id ; name ; town\npier ; Pier ; Delft\n",
        "sep=;\nid;name;town\npier;Pier;Delft\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_separator_is_found_wherever_the_ids_are(project: Path, tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "towns.csv").write_bytes(text.encode(encoding))
    assert import_partners(project, tmp_path / "towns.csv").partners == ("pier",)


TABLE = "id,name,town\npier,Pi\u00e8r,Delft\n"


@pytest.mark.parametrize(
    ("name", "data", "remedy"),
    [
        ("a.csv", TABLE.encode("cp1252"), "save it again as 'CSV UTF-8'"),
        ("a.csv", TABLE.encode("utf-16-le"), "save it again as 'CSV UTF-8'"),
        ("a.csv", TABLE.encode("utf-32-be"), "save it again as 'CSV UTF-8'"),
        ("a.csv", b'id,name\npier,"Pier\n', "save the table again"),
        ("a.csv", b'id,name\npier,"Pier"x\n', "save the table again"),
        ("a.csv", b"x" * 5_000_001, "save the table again"),
        ("a.xlsx", TABLE.encode(), "save it as .xlsx"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5_000), "save it as .xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_says_how_to_save_it(
    project: Path, tmp_path: Path, name: str, data: bytes, remedy: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SpecError) as caught:
        import_partners(project, tmp_path / name)
    assert caught.value.faults[0].remedy.startswith(remedy)


def test_a_workbook_of_millions_of_tags_is_refused_before_they_are_read(project: Path, tmp_path: Path) -> None:
    file = workbook_of(tmp_path / "towns.xlsx", [TITLES, *TOWNS])
    for part, end in (("xl/styles.xml", b"</styleSheet>"), ("xl/worksheets/sheet2.xml", b"</sheetData>")):
        grown = tmp_path / "grown.xlsx"
        with ZipFile(file) as old, ZipFile(grown, "w", ZIP_DEFLATED) as new:
            for one in old.infolist():
                data = old.read(one)
                new.writestr(one, data.replace(end, b"<c/>" * 3_000_000 + end) if one.filename == part else data)
        with refused(SpecError, "exchange-file-unreadable") as faults:
            import_partners(project, grown)
        assert "tags" in faults[0].message


@pytest.mark.ci
def test_a_file_that_is_larger_than_it_says_is_not_unpacked(project: Path, tmp_path: Path) -> None:
    file, grown = workbook_of(tmp_path / "towns.xlsx", [TITLES, *TOWNS]), tmp_path / "grown.xlsx"
    with ZipFile(file) as old, ZipFile(grown, "w", ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one, old.read(one) + (b" " * 300_000_000 if one.filename == "xl/styles.xml" else b""))
    data = bytearray(grown.read_bytes())
    sizes = data.rindex(b"xl/styles.xml") - 46 + 24  # in the directory of a zip, before the name of a file
    data[sizes : sizes + 4] = (1_000).to_bytes(4, "little")
    grown.write_bytes(data)
    tracemalloc.start()
    with refused(SpecError, "exchange-file-unreadable"):
        import_partners(project, grown)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50_000_000


def test_a_hidden_page_is_not_read(project: Path, tmp_path: Path) -> None:
    file = workbook_of(tmp_path / "towns.xlsx", [TITLES, TOWNS[1]])
    book = load_workbook(file)
    for index, state in enumerate(("hidden", "veryHidden")):
        page = book.create_sheet(state, index)
        page.sheet_state = state
        page.append(["id", "name", "town"])
        page.append([f"old-{index}", "Old", "Delft"])
    book.save(file)
    assert import_partners(project, file).partners == ("pier",)


def test_a_number_has_the_digits_that_office_programs_show(project: Path, tmp_path: Path) -> None:
    import_partners(project, workbook_of(tmp_path / "towns.xlsx", [TITLES, ("pier", 0.1 + 0.2, "", 2.0)]))
    written = (project / "partners.yaml").read_text("utf-8")
    assert 'name: "0.3"' in written
    assert 'town: "2"' in written


def test_every_cell_that_is_no_text_is_named(project: Path, tmp_path: Path) -> None:
    rows = [TITLES, ("pier", dt.date(2020, 1, 1), "", "Delft"), ("dock", "Dock", "", True)]
    with refused(SpecError, "cell-not-text", "cell-not-text") as faults:
        import_partners(project, workbook_of(tmp_path / "towns.xlsx", rows))
    assert [str(fault.mark) for fault in faults] == ["towns.xlsx, Towns:2:2", "towns.xlsx, Towns:3:4"]


def test_more_partners_than_a_file_may_have_are_refused(project: Path, tmp_path: Path) -> None:
    rows = [("id", "name", "town"), *((f"town-{n}", f"Town {n}", "Delft") for n in range(MOST_PARTNERS + 1))]
    with refused(SpecError, "too-many-partners"):
        import_partners(project, csv_of(tmp_path / "towns.csv", rows))
    done = import_partners(project, csv_of(tmp_path / "towns.csv", rows[:-1]))
    assert len(done.partners) == MOST_PARTNERS


@pytest.mark.ci
def test_a_hundred_thousand_rows_are_refused_in_time_and_memory(project: Path, tmp_path: Path) -> None:
    rows = [("id", "name", "town"), *((f"t{n}", f"T{n}", "Delft") for n in range(100_000))]
    program = (
        "import sys, kit, re\nfrom kit.tools.exchange import import_partners\n"
        "try: import_partners(sys.argv[1], sys.argv[2])\n"
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
