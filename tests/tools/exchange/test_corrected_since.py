"""An older table undoes nobody's work: what was corrected since its export, or signed, stays and is named."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any, get_args

import polib
import pytest
from openpyxl import load_workbook
from support.translations import DIGEST, GERMAN, fill, make_campaign, rows_of
from translate.storage.pypo import pofile

import kit
from kit.tools.exchange import (
    ImportedTranslation,
    export_translation,
    format_translation,
    import_translation,
)
from kit.tools.exchange.exporting import ExchangeFormat
from kit.tools.scaffold import note_translations, sign_translations

if TYPE_CHECKING:
    from pathlib import Path


def without_digests(path: Path) -> None:
    """Make an exported file one of another tool: a table without the column, a PO file without the comments."""
    if path.suffix == ".po":
        file = polib.pofile(str(path), encoding="utf-8")
        for entry in file:
            entry.tcomment = ""
        file.save()
    elif path.suffix == ".csv":
        _write_rows(path, [[*row[:DIGEST], *row[DIGEST + 1 :]] for row in rows_of(path)])
    else:
        book = load_workbook(path)
        book.worksheets[1].delete_cols(DIGEST + 1)
        book.save(path)


def reverse_rows(path: Path) -> None:
    """Write the texts of an exported file in the opposite order, each whole, without the last one and the notes."""
    if path.suffix == ".po":
        file = polib.pofile(str(path), encoding="utf-8")
        entries = file[:-1]
        file.clear()
        file.extend(reversed(entries))
        file.save()
    elif path.suffix == ".csv":
        header, *rows = [row for row in rows_of(path) if len(row) > 1]
        _write_rows(path, [header, *reversed(rows[:-1])])
    else:
        book = load_workbook(path)
        table: Any = book.worksheets[1]
        header, *rows = list(table.iter_rows(values_only=True))
        table.delete_rows(1, table.max_row)
        for row in (header, *reversed(rows[:-1])):
            table.append(row)
        book.save(path)


def _write_rows(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


#: A text, as it is exported, as somebody corrects it after that, and as the translator writes it into the older table.
SHOWS, OLD, CORRECTED, EDITED = "messages.count.shows", "TRUE", "Ein kurzer Aufruf.", "Ein Ruf."
#: Others that nobody corrects.
VERB, HEADLINE = "links.petition.verb", "messages.again.copy.headline"
DAY = dt.date(2020, 11, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make_campaign(tmp_path / "project", GERMAN)
    note_translations(root)
    return root


@pytest.fixture(params=get_args(ExchangeFormat))
def table(root: Path, request: pytest.FixtureRequest) -> Path:
    return exported(root, request.param)


def exported(root: Path, form: ExchangeFormat) -> Path:
    return export_translation(kit.load(root), "de", form, root.parent / f"de.{form}").path


def imported(root: Path, path: Path, *, over_signed: bool = False) -> ImportedTranslation:
    return import_translation(kit.load(root), "de", path, over_signed=over_signed)


def correct(root: Path, old: str = f'"{OLD}"', new: str = CORRECTED) -> None:
    path = root / "locales" / "de.yaml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    format_translation(kit.load(root), "de")
    note_translations(root)


def sign(root: Path) -> None:
    sign_translations(root, "de", "Ana Brandt", day=DAY)


def german(root: Path) -> str:
    return (root / "locales" / "de.yaml").read_text("utf-8")


def require_named(done: ImportedTranslation, code: str, *versions: str) -> None:
    """Require that one text was left out, and is named with both versions, its place and what to do."""
    (fault,) = done.left_out
    assert fault.code == code
    assert SHOWS in fault.message
    assert [words for words in versions if f"'{words}'" not in fault.message] == []
    assert fault.mark is not None
    assert fault.mark.file.startswith("de.")
    assert fault.remedy


# Corrected since the export ------------------------------------------------------------------------------------------


@pytest.mark.few(5)
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("over_signed", [False, True])
def test_an_older_table_does_not_put_back_what_was_corrected_since(
    root: Path, table: Path, *, signed: bool, over_signed: bool
) -> None:
    """Not even over signed words: nobody has changed the text in the table, so it asks for nothing."""
    correct(root)
    if signed:
        sign(root)
    before = german(root)
    fill(table, {})
    require_named(imported(root, table, over_signed=over_signed), "translation-changed", CORRECTED, OLD)
    assert german(root) == before


def test_the_others_of_an_older_table_are_taken(root: Path, table: Path) -> None:
    correct(root)
    fill(table, {VERB: "Los"})
    done = imported(root, table)
    require_named(done, "translation-changed", CORRECTED, OLD)
    assert done.changed == 1
    assert "verb: Los\n" in german(root)
    assert f"shows: {CORRECTED}\n" in german(root)


@pytest.mark.parametrize("over_signed", [False, True])
def test_a_text_that_two_people_changed_is_that_of_the_first(root: Path, table: Path, *, over_signed: bool) -> None:
    correct(root)
    fill(table, {SHOWS: EDITED})
    require_named(imported(root, table, over_signed=over_signed), "translation-changed", CORRECTED, EDITED)
    assert f"shows: {CORRECTED}\n" in german(root)


def test_a_text_that_was_withdrawn_is_not_put_back(root: Path, table: Path) -> None:
    correct(root, f'    shows: "{OLD}"\n', "")
    done = imported(root, table)
    require_named(done, "translation-changed", OLD)
    assert "it is empty now" in done.left_out[0].message
    assert OLD not in german(root)


def test_a_translation_that_another_table_brought_is_not_undone(root: Path, table: Path) -> None:
    as_exported = table.read_bytes()
    fill(table, {SHOWS: CORRECTED})
    assert imported(root, table).changed == 1
    table.write_bytes(as_exported)
    require_named(imported(root, table), "translation-changed", CORRECTED, OLD)


def test_a_language_without_a_translation_takes_a_whole_table(root: Path, table: Path) -> None:
    (root / "locales" / "de.yaml").unlink()
    done = imported(root, table)
    assert (done.left_out, done.empty) == ((), 0)


# Signed --------------------------------------------------------------------------------------------------------------


def test_signed_words_are_replaced_only_if_that_is_asked_for(root: Path, table: Path) -> None:
    sign(root)
    before = german(root)
    fill(table, {SHOWS: EDITED})
    done = imported(root, table)
    require_named(done, "translation-signed", OLD, EDITED)
    assert "--over-signed" in done.left_out[0].remedy
    assert german(root) == before
    done = imported(root, table, over_signed=True)
    assert (done.left_out, done.over_signed, done.changed) == ((), (SHOWS,), 1)
    assert german(root) == before.replace(f'"{OLD}"', EDITED)
    assert kit.translation_states(kit.load(root))["de"]["count"] == "draft"


def test_signed_words_that_have_changed_since_are_replaced_only_if_that_is_asked_for(root: Path, table: Path) -> None:
    correct(root)
    sign(root)
    fill(table, {SHOWS: EDITED})
    done = imported(root, table)
    require_named(done, "translation-signed", CORRECTED, EDITED)
    assert "Ana Brandt and has changed since" in done.left_out[0].message
    assert imported(root, table, over_signed=True).over_signed == (SHOWS,)
    assert f"shows: {EDITED}\n" in german(root)


def test_words_for_another_original_do_not_replace_signed_ones(root: Path, table: Path) -> None:
    sign(root)
    fill(table, {SHOWS: EDITED}, original="Other words.")
    require_named(imported(root, table, over_signed=True), "translated-from-other-words")


# Without digests -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("over_signed", [False, True])
def test_a_table_without_digests_replaces_nothing_that_may_have_changed(
    root: Path, table: Path, *, over_signed: bool
) -> None:
    without_digests(table)
    correct(root)
    before = german(root)
    require_named(imported(root, table, over_signed=over_signed), "translation-perhaps-changed", CORRECTED, OLD)
    assert german(root) == before


def test_a_table_without_digests_replaces_signed_words_only_if_that_is_asked_for(root: Path, table: Path) -> None:
    without_digests(table)
    correct(root)
    sign(root)
    require_named(imported(root, table), "translation-signed", CORRECTED, OLD)
    assert f"shows: {CORRECTED}\n" in german(root)
    assert imported(root, table, over_signed=True).over_signed == (SHOWS,)


def test_a_table_without_digests_fills_what_has_never_been_translated(tmp_path: Path) -> None:
    root = make_campaign(tmp_path / "project", GERMAN.replace(f'    shows: "{OLD}"\n', ""))
    note_translations(root)
    for form in get_args(ExchangeFormat):
        table = exported(root, form)
        fill(table, {SHOWS: EDITED})
        without_digests(table)
        assert imported(root, table).changed == 1
        (root / "locales" / "de.yaml").write_text(GERMAN.replace(f'    shows: "{OLD}"\n', ""), encoding="utf-8")
        note_translations(root)


def test_a_table_without_digests_does_not_put_back_what_was_withdrawn(root: Path, table: Path) -> None:
    without_digests(table)
    path = root / "locales" / "de.yaml"
    path.write_text(german(root).replace(f'    shows: "{OLD}"\n', ""), encoding="utf-8")
    require_named(imported(root, table), "translation-perhaps-changed", OLD)


def test_a_table_without_digests_replaces_an_outdated_translation_by_one_of_newer_words(root: Path) -> None:
    spec = root / "kit.yaml"
    spec.write_text(spec.read_text("utf-8").replace("Pass it on", "Hand it on"), encoding="utf-8")
    for form in get_args(ExchangeFormat):
        table = exported(root, form)
        fill(table, {HEADLINE: f"Reich es weiter, {form}"})
        without_digests(table)
        assert imported(root, table).changed == (1 if form == "po" else 0), form
    assert "headline: Reich es weiter, po\n" in german(root)


def test_a_row_whose_digest_was_emptied_is_one_without_digest(root: Path) -> None:
    table = exported(root, "po")
    file = polib.pofile(str(table), encoding="utf-8")
    for entry in file:
        if entry.msgctxt == SHOWS:
            entry.msgstr, entry.tcomment = EDITED, "Ana: so?"
        elif entry.msgctxt == VERB:
            entry.msgstr, entry.tcomment = "Los", f"Ana: so!\n{entry.tcomment}"
    file.save()
    done = imported(root, table)
    require_named(done, "translation-perhaps-changed", OLD, EDITED)
    assert "verb: Los\n" in german(root)


# What programs and people do to a file -------------------------------------------------------------------------------


def test_rows_may_be_in_any_order_and_some_be_deleted(root: Path, table: Path) -> None:
    correct(root)
    fill(table, {VERB: "Los"})
    reverse_rows(table)
    done = imported(root, table)
    require_named(done, "translation-changed", CORRECTED, OLD)
    assert done.changed == 1


def test_the_library_of_weblate_keeps_the_digests(root: Path) -> None:
    table = exported(root, "po")
    store = pofile.parsefile(str(table))  # type: ignore[no-untyped-call]  # of the library
    for unit in store.units:
        if unit.getcontext() == VERB:
            unit.target = "Los"
            unit.addnote("so?", origin="translator")
    store.save()
    correct(root)
    done = imported(root, table)
    require_named(done, "translation-changed", CORRECTED, OLD)
    assert done.changed == 1


def test_an_older_file_that_is_merged_with_a_newer_export_keeps_its_own_digests(root: Path) -> None:
    """As `msgmerge` and "Update from POT" do: what is about the original is that of the newer file."""
    old = exported(root, "po")
    file = polib.pofile(str(old), encoding="utf-8")
    correct(root)
    file.merge(polib.pofile(str(exported(root, "po")), encoding="utf-8"))
    file.save(str(old))
    require_named(imported(root, old), "translation-changed", CORRECTED, OLD)
