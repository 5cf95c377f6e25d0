"""A translation goes out as PO, CSV and a workbook and comes back byte for byte; only what is meant is taken."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, get_args

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.translations import EXCHANGED, GERMAN, fill, make_campaign, rows_of
from translate.storage.pypo import pofile

import kit
from kit.tools.exchange import (
    ImportedTranslation,
    export_translation,
    format_translation,
    import_translation,
)
from kit.tools.exchange.exporting import ExchangeFormat
from kit.tools.exchange.table import guarded, unguarded
from kit.tools.scaffold import new_translation, note_translations

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = get_args(ExchangeFormat)
#: The columns of tables, from 0, and where the translation is.
COLUMNS, TRANSLATION = 5, 4
#: The keys of two texts.
HEADLINE, VERB = "messages.again.copy.headline", "links.petition.verb"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_campaign(tmp_path / "project", GERMAN)


def exported(root: Path, form: ExchangeFormat, language: str = "de") -> Path:
    return export_translation(kit.load(root), language, form, root.parent / f"{language}.{form}").path


def imported(root: Path, path: Path, language: str = "de") -> ImportedTranslation:
    return import_translation(kit.load(root), language, path)


def opened_by_weblate(path: Path) -> Any:  # noqa: ANN401  (a store of the library)
    return pofile.parsefile(str(path))  # type: ignore[no-untyped-call]  # of the library


@pytest.mark.parametrize("form", FORMATS)
def test_a_translation_that_goes_out_and_comes_back_is_the_same_byte_for_byte(root: Path, form: ExchangeFormat) -> None:
    done = imported(root, exported(root, form))
    assert (done.changed, done.empty, done.trimmed, done.left_out) == (0, 0, 0, ())
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


@pytest.mark.parametrize("form", FORMATS)
def test_another_program_that_saves_the_file_changes_nothing(root: Path, form: ExchangeFormat) -> None:
    path = exported(root, form)
    fill(path, {})
    assert imported(root, path).changed == 0
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_translation_that_is_filled_is_that_translation(tmp_path: Path, form: ExchangeFormat) -> None:
    """Except for blanks at the ends of texts, which people type without noticing."""
    root = make_campaign(tmp_path / "project")
    made = export_translation(kit.load(root), "de", form, tmp_path / f"de.{form}")
    assert made.texts == made.empty
    full = make_campaign(tmp_path / "full", GERMAN.replace('" =Bitte', '"=Bitte'))
    assert imported(root, exported(full, form).rename(tmp_path / f"full.{form}")).empty == 0
    format_translation(kit.load(root), "de")
    assert kit.load(root).translations["de"].messages == kit.load(full).translations["de"].messages


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_filled_in_is_taken_and_everything_else_stays(root: Path, form: ExchangeFormat) -> None:
    path = exported(root, form)
    fill(
        path,
        {
            "messages.again.copy.headline": 'Sag es "weiter" ',
            "messages.sign.shows": "",
            "links.petition.verb": " Los\n",
        },
    )
    done = imported(root, path)
    assert (done.changed, done.empty, done.trimmed) == (2, 1, 2)
    expected = GERMAN.replace("\"'1.50'\"", 'Sag es "weiter"').replace('"=Unterschreiben"', "Los")
    assert (root / "locales" / "de.yaml").read_text("utf-8") == expected


@pytest.mark.parametrize("form", FORMATS)
def test_what_was_made_from_other_words_is_left_out_and_named(root: Path, form: ExchangeFormat) -> None:
    path = exported(root, form)
    fill(path, {"messages.again.copy.headline": "Sag es"}, original="Hand it on")
    fill(path, {"links.petition.verb": "Los"})
    done = imported(root, path)
    assert [fault.code for fault in done.left_out] == ["translated-from-other-words"]
    assert "'Hand it on'" in done.left_out[0].message
    assert "'Pass it on'" in done.left_out[0].message
    assert done.left_out[0].mark is not None
    assert done.changed == 1


@pytest.mark.parametrize("form", FORMATS)
def test_an_unchanged_translation_of_other_words_is_no_news(root: Path, form: ExchangeFormat) -> None:
    path = exported(root, form)
    spec = (root / "kit.yaml").read_text("utf-8").replace("Pass it on", "Hand it on")
    (root / "kit.yaml").write_text(spec, encoding="utf-8")
    assert imported(root, path).left_out == ()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("key", "words", "code"),
    [
        ("messages.sign.caption.long", "Unterschreiben Sie.", "figure-left-out"),
        ("statistics.reports.text", "**83** Millionen Meldungen", "figure-differs-from-kit-yaml"),
        ("messages.sign.copy.headline", "Kinder\u202eschutz", "disallowed-character"),
    ],
)
def test_nothing_is_written_if_a_build_would_refuse_the_words(
    root: Path, form: ExchangeFormat, key: str, words: str, code: str
) -> None:
    path = exported(root, form)
    fill(path, {key: words, "links.petition.verb": "Los"})
    with pytest.raises(kit.SpecError) as caught:
        imported(root, path)
    (fault,) = caught.value.faults
    assert fault.code == code
    assert fault.mark is not None
    assert fault.mark.file.startswith(path.name)
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


@pytest.mark.parametrize("form", FORMATS)
def test_unknown_keys_are_refused_at_their_place(root: Path, form: ExchangeFormat) -> None:
    path = exported(root, form)
    spec = (root / "kit.yaml").read_text("utf-8").replace("  petition: {url", "  petitions: {url")
    (root / "kit.yaml").write_text(spec.replace("link: petition", "link: petitions"), encoding="utf-8")
    german = (root / "locales" / "de.yaml").read_text("utf-8").replace("  petition:", "  petitions:")
    (root / "locales" / "de.yaml").write_text(german, encoding="utf-8")
    with pytest.raises(kit.SpecError) as caught:
        imported(root, path)
    (fault,) = caught.value.faults
    assert (fault.code, fault.remedy) == ("unknown-key", "did you mean 'links.petitions.verb'?")
    assert fault.mark is not None


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_for_another_language_is_refused(root: Path, form: ExchangeFormat) -> None:
    with pytest.raises(kit.SpecError) as caught:
        imported(root, exported(root, form), "fr")
    assert [fault.code for fault in caught.value.faults] == ["other-language"]
    assert not (root / "locales" / "fr.yaml").exists()


@pytest.mark.parametrize("language", ["qzz-", "en"])
def test_an_unknown_language_is_neither_exported_nor_imported(root: Path, language: str) -> None:
    path = exported(root, "csv")
    with pytest.raises(kit.SpecError):
        export_translation(kit.load(root), language, "po", root.parent / "x.po")
    with pytest.raises(kit.SpecError):
        imported(root, path, language)


def test_a_translation_in_another_form_is_not_written_over_but_the_command_is_named(root: Path) -> None:
    path, locale = exported(root, "xlsx"), root / "locales" / "de.yaml"
    other = GERMAN.replace("  sender:", "  # Wer.\n  sender:").replace('"@tiny"', '"@tiny" # so')
    locale.write_text(other, encoding="utf-8")
    fill(path, {"links.petition.verb": "Los"})
    with pytest.raises(kit.OutputError) as caught:
        imported(root, path)
    assert caught.value.faults[0].code == "translation-not-formatted"
    assert "`kit translate de --format`" in caught.value.faults[0].remedy
    assert locale.read_text("utf-8") == other
    assert format_translation(kit.load(root), "de")
    assert not format_translation(kit.load(root), "de")
    assert imported(root, path).changed == 1
    text = locale.read_text("utf-8")
    assert "kit:\n  # Wer.\n  # so\n  sender:" in text
    assert "    # Kurz, wie auf dem Knopf.\n    verb: Los\n" in text


def test_only_translations_that_are_there_are_formatted(root: Path) -> None:
    with pytest.raises(kit.SpecError) as caught:
        format_translation(kit.load(root), "fr")
    assert [fault.code for fault in caught.value.faults] == ["translation-missing"]


def test_a_text_marked_as_fuzzy_is_left_out(root: Path) -> None:
    path = exported(root, "po")
    file = polib.pofile(str(path), encoding="utf-8")
    entry = file.find("Sign", by="msgid")
    assert entry is not None
    entry.msgstr, entry.flags = "Los", ["fuzzy"]
    file.save()
    assert [fault.code for fault in imported(root, path).left_out] == ["translation-fuzzy"]
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


# What each format is ------------------------------------------------------------------------------------------------


def test_the_reader_of_weblate_opens_the_po_file_and_finds_every_text_with_its_key(root: Path) -> None:
    store = opened_by_weblate(exported(root, "po"))
    units = [unit for unit in store.units if not unit.isheader()]
    assert store.gettargetlanguage() == "de"
    assert not any(unit.hasplural() or unit.isfuzzy() for unit in units)
    found = {unit.getcontext(): (unit.source, unit.target) for unit in units}
    assert len(found) == len(units)
    assert found["messages.sign.copy.headline"] == ("Keep child safety **first.**", "+Kinderschutz **zuerst.**")
    assert found["messages.count.copy.headline.one"] == ("{days} day left", "noch {days} Tag")
    assert found["messages.sign.images.2.copy.headline"] == ("Just this", "7. Dezember")
    notes = {unit.getcontext(): unit.getnotes("developer") for unit in units}
    assert "The picture: A room with a wide opening" in notes["messages.sign.copy.headline"]
    assert "Needed by every message." in notes["kit.sender"]
    assert "Needed by again, count, sign." in notes["links.petition.verb"]
    assert "{reports} becomes 'more than 82 million reports'" in notes["messages.sign.caption.long"]


def test_what_the_library_of_weblate_saves_comes_back_the_same(root: Path) -> None:
    path = exported(root, "po")
    store = opened_by_weblate(path)
    for unit in store.units:
        if unit.getcontext() == "links.petition.verb":
            unit.target = "Los"
    store.save()
    assert imported(root, path).changed == 1
    expected = GERMAN.replace('"=Unterschreiben"', "Los")
    assert (root / "locales" / "de.yaml").read_text("utf-8") == expected


def test_in_a_workbook_only_translations_can_be_changed_and_no_cell_is_a_formula(root: Path) -> None:
    book = load_workbook(exported(root, "xlsx"))
    first, table = book.worksheets
    assert "last column" in str(first["A2"].value)
    assert [cell.value for cell in table[1]] == ["key", "what it is", "as exported", "English [en]", "Deutsch [de]"]
    assert (table.freeze_panes, table.protection.sheet) == ("A2", True)
    for row in table.iter_rows(min_row=2):
        assert [cell.protection.locked for cell in row] == [True, True, True, True, False]
        assert {cell.data_type for cell in row} == {"s"}
        assert {cell.number_format for cell in row} == {"@"}
        assert all(cell.alignment.wrap_text for cell in row)


def test_arabic_words_are_read_from_the_right(tmp_path: Path) -> None:
    root = make_campaign(tmp_path / "project")
    table = load_workbook(exported(root, "xlsx", "ar")).worksheets[1]
    assert [cell.alignment.readingOrder for cell in table[2]] == [1, 1, 1, 1, 2]


def test_no_cell_of_csv_begins_as_a_formula_does(root: Path) -> None:
    rows = rows_of(exported(root, "csv"))
    assert {len(row) for row in rows} == {1, COLUMNS}
    texts = [row[TRANSLATION] for row in rows if len(row) == COLUMNS]
    assert not [text for text in texts if text.lstrip()[:1] in {"=", "+", "-", "@"}]
    assert {"'=Unterschreiben", "'-von „Missbrauch“", "'@tiny", "''=Ein Raum, 21. Dezember", "'7. Dezember"} <= {*texts}


@given(st.text())
def test_any_text_is_the_same_after_it_was_guarded(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(st.sampled_from("'=+-@ \t1a.%"), max_size=6))
def test_any_text_of_signs_is_the_same_after_it_was_guarded_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip()[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_as_office_programs_of_any_country_write_it(root: Path, encoding: str, separator: str) -> None:
    path = exported(root, "csv")
    rows = rows_of(path)
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    done = imported(root, path)
    assert (done.changed, done.empty) == (0, 0)


@pytest.mark.ci
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", ["pt", "et", "ar", "ca"])
def test_a_translation_that_was_just_begun_goes_out_and_comes_back(
    tmp_path: Path, form: ExchangeFormat, language: str
) -> None:
    root = make_campaign(tmp_path / "project")
    (root / "kit.yaml").write_text(
        f"{EXCHANGED}voice: {{never: [victim, ~porn], never_in_a_line: [keep it]}}\n", "utf-8"
    )
    new_translation(kit.load(root), language)
    assert not format_translation(kit.load(root), language)
    path = exported(root, form, language)
    fill(path, {HEADLINE: "1 2 3", VERB: "Abc"})
    assert imported(root, path, language).changed == 2


# What each text was made from ----------------------------------------------------------------------------------------


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def noted_in(root: Path) -> dict[str, str]:
    """Return the state of each string of German that is noted."""
    text = (root / "locales" / "status.yaml").read_text("utf-8")
    rows = [line.strip().split(": {state: ") for line in text.splitlines() if "{state: " in line]
    return {key: rest.split(",")[0] for key, rest in rows}


@pytest.mark.parametrize("form", FORMATS)
def test_an_import_notes_what_it_took_as_drafts_and_nothing_else(root: Path, form: ExchangeFormat) -> None:
    path = exported(root, form)
    fill(path, {HEADLINE: "Sag es weiter"})
    imported(root, path)
    assert noted_in(root) == {HEADLINE: "draft"}


@pytest.mark.parametrize("form", FORMATS)
def test_an_old_translation_of_changed_words_stays_outdated_when_others_are_imported(
    root: Path, form: ExchangeFormat
) -> None:
    note_translations(root)
    change(root / "kit.yaml", "Pass it on", "Hand it on")
    path = exported(root, form)
    fill(path, {VERB: "Los"})
    assert imported(root, path).outdated == ()
    states = noted_in(root)
    assert (states.pop(HEADLINE), {*states.values()}) == ("outdated", {"draft"})
    fill(path, {HEADLINE: "Reich es weiter"})
    imported(root, path)
    assert {*noted_in(root).values()} == {"draft"}


@pytest.mark.parametrize("form", FORMATS)
def test_words_that_were_made_from_earlier_ones_come_in_as_outdated(root: Path, form: ExchangeFormat) -> None:
    (root / "locales" / "de.yaml").write_text(GERMAN.replace("\"'1.50'\"", '""'), encoding="utf-8")
    format_translation(kit.load(root), "de")
    note_translations(root)
    path = exported(root, form)
    change(root / "kit.yaml", "Pass it on", "Hand it on")
    fill(path, {HEADLINE: "Sag es weiter", VERB: "Los"})
    done = imported(root, path)
    assert (done.changed, done.outdated, done.left_out) == (2, (HEADLINE,), ())
    assert (noted_in(root)[HEADLINE], noted_in(root)[VERB]) == ("outdated", "draft")
    assert kit.translation_states(kit.load(root))["de"]["again"] == "outdated"
    note_translations(root)
    assert noted_in(root)[HEADLINE] == "outdated"


def test_words_that_were_made_from_earlier_ones_replace_an_outdated_translation_but_no_newer_one(root: Path) -> None:
    note_translations(root)
    path = exported(root, "po")
    change(root / "kit.yaml", "Pass it on", "Hand it on")
    fill(path, {HEADLINE: "Sag es weiter"})
    assert imported(root, path).outdated == (HEADLINE,)
    change(root / "locales" / "de.yaml", "Sag es weiter", "Reich es weiter")
    note_translations(root)
    path = exported(root, "po")
    fill(path, {HEADLINE: "Gib es weiter"}, original="Pass it on")
    assert [fault.code for fault in imported(root, path).left_out] == ["translated-from-other-words"]
    assert "headline: Reich es weiter" in (root / "locales" / "de.yaml").read_text("utf-8")


def test_outdated_words_that_a_build_would_refuse_are_left_out_and_the_others_are_taken(root: Path) -> None:
    change(root / "locales" / "de.yaml", "      short: \" =Bitte 'unterschreiben'.\"\n", "")
    note_translations(root)
    path = exported(root, "po")
    change(root / "kit.yaml", "short: Please sign.", 'short: "Please sign. There were {reports}."')
    fill(path, {"messages.sign.caption.short": "Bitte unterschreiben.", VERB: "Los"})
    done = imported(root, path)
    assert ([fault.code for fault in done.left_out], done.changed) == (["translated-from-other-words"], 1)


def test_an_old_figure_elsewhere_does_not_stop_an_import(root: Path) -> None:
    figure = "statistics.reports.text"
    note_translations(root)
    change(root / "kit.yaml", "**82** million", "**83** million")
    assert {one.language for one in kit.load(root).held_back} == {"de"}
    path = exported(root, "po")
    fill(path, {VERB: "Los"})
    assert imported(root, path).changed == 1
    assert noted_in(root)[figure] == "outdated"


@pytest.mark.parametrize("form", FORMATS)
def test_a_string_is_as_old_as_the_oldest_of_its_forms(root: Path, form: ExchangeFormat) -> None:
    count = "messages.count.copy.headline"
    note_translations(root)
    change(root / "kit.yaml", 'other: "{days} days left"}}', 'other: "{days} days to go"}}')
    path = exported(root, form)
    fill(path, {f"{count}.one": "nur {days} Tag"})
    imported(root, path)
    assert noted_in(root)[count] == "outdated"
    path = exported(root, form)
    fill(path, {f"{count}.one": "ein {days} Tag", f"{count}.other": "nur {days} Tage"})
    imported(root, path)
    assert noted_in(root)[count] == "draft"


def test_translators_see_whose_original_has_changed(root: Path) -> None:
    note_translations(root)
    change(root / "kit.yaml", "Pass it on", "Hand it on")
    rows = {row[0]: row[1] for row in rows_of(exported(root, "csv")) if len(row) == COLUMNS}
    assert [key for key, about in rows.items() if "The original has changed" in about] == [HEADLINE]
