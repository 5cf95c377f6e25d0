"""What qualifiers say of a number: a translation may not turn "more than" round, and `bound` must agree with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import BREAKABLE, faults_of, write_breakable

from kit.model.statistic import with_qualifier
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

WORDS = """\
sources: {{letter: {{title: x, publisher: NCMEC}}}}
statistics:
  reports: {{qualifier: {qualifier}, text: 82 {million}, counts: x}}
messages:
  sign:
    copy: {{headline: "**x** {{reports{form}}}", support: x}}
    caption: {{short: x, long: x}}
    shows: x
voice: []
"""
MILLION = {"de": "Millionen", "et": "miljonit", "el": "εκατομμύρια", "fi": "miljoonaa", "fr": "millions",
           "he": "מיליון", "ar": "مليون", "ro": "de milioane", "hu": "millió", "ca": "milions"}  # fmt: skip


def faults(folder: Path, tag: str, qualifier: str, kit: str = BREAKABLE, form: str = "") -> tuple[Fault, ...]:
    """Return the faults of the small project with a translation of a figure that says more or less of its number."""
    path = write_breakable(folder)
    path.write_text(kit, encoding="utf-8")
    (folder / "locales").mkdir()
    words = WORDS.format(qualifier=qualifier, million=MILLION[tag], form=form)
    (folder / "locales" / f"{tag}.yaml").write_text(words, encoding="utf-8")
    return faults_of(path)


@pytest.mark.parametrize(
    ("tag", "qualifier"),
    [("de", "mehr als"), ("de", "Über"), ("et", "üle"), ("el", "περισσότερες από"), ("fi", "yli"), ("fr", "plus de"),
     ("he", "יותר מ־"), ("ar", "أكثر من"), ("ro", "peste"), ("hu", "több\u00a0mint"), ("ca", "el que sigui")],
)  # fmt: skip
def test_words_that_say_the_same_are_taken(tag: str, qualifier: str, tmp_path: Path) -> None:
    assert faults(tmp_path, tag, qualifier) == ()


@pytest.mark.parametrize(
    ("tag", "qualifier", "instead"),
    [
        ("de", "weniger als", "'mehr als' or 'über'"), ("de", "fast", "'mehr als' or 'über'"),
        ("et", "alla", "'rohkem kui' or 'üle'"), ("el", "λιγότερες από", "'περισσότερα από', 'περισσότερες από'"),
        ("he", "פחות מ־", "'יותר מ־'"), ("ar", "أقل من", "'أكثر من'"), ("de", "mindestens", "'mehr als' or 'über'"),
    ],
)  # fmt: skip
def test_words_that_say_something_else_are_found_at_their_place(
    tag: str, qualifier: str, instead: str, tmp_path: Path
) -> None:
    (fault,) = faults(tmp_path, tag, qualifier)
    assert fault.code == "qualifier-of-another-meaning"
    assert str(fault.mark).startswith(f"locales/{tag}.yaml:3:24")
    assert f"'{qualifier}' means " in fault.message
    assert "'more than' in kit.yaml means more than the number" in fault.message
    assert instead in (fault.remedy or "")


def test_words_that_are_not_listed_need_a_reason(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "de", "ein Rekord von")
    assert (fault.code, fault.mark.line if fault.mark else 0) == ("qualifier-not-listed", 3)
    with_reason = "ein Rekord von, qualifier_reason: die Quelle nennt einen Rekord"
    assert faults(tmp_path / "2", "de", with_reason) == ()
    project = load_project(tmp_path / "2" / "kit.yaml")
    assert project.translations["de"].statistics["reports"].words == "ein Rekord von 82 Millionen"
    (fault,) = faults(tmp_path / "3", "de", 'ein Rekord von, qualifier_reason: " "')
    assert (fault.code, str(fault.mark).partition(":")[0]) == ("empty-text", "locales/de.yaml")


def test_a_qualifier_that_english_does_not_list_is_known_by_its_bound(tmp_path: Path) -> None:
    unlisted = BREAKABLE.replace("qualifier: more than,", "qualifier: a staggering,")
    assert faults(tmp_path / "1", "de", "weniger als", unlisted) == (), "nothing is known"
    bound = unlisted.replace("a staggering,", "a staggering, bound: over,")
    assert [fault.code for fault in faults(tmp_path / "2", "de", "weniger als", bound)] == [
        "qualifier-of-another-meaning"
    ]
    assert faults(tmp_path / "3", "de", "mindestens", bound) == ()


@pytest.mark.parametrize(
    ("qualifier", "bound", "code"),
    [
        ("more than", "over", None), ("more than", "under", "qualifier-against-bound"), ("nearly", "under", None),
        ("fewer than", "over", "qualifier-against-bound"), ("about", "over", None), ("a record", "under", None),
        ("more than", "exact", None),
    ],
)  # fmt: skip
def test_a_qualifier_agrees_with_the_bound(qualifier: str, bound: str, code: str | None, tmp_path: Path) -> None:
    kit = BREAKABLE.replace("qualifier: more than,", f"qualifier: {qualifier}, bound: {bound},")
    path = write_breakable(tmp_path)
    path.write_text(kit, encoding="utf-8")
    assert [fault.code for fault in faults_of(path)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("form", "code"),
    [("weniger als 82 Millionen", "other-words-differ"), ("über 82 Millionen", None), ("82 Millionen Mal", None)],
)
def test_other_words_for_a_figure_do_not_turn_it_round(form: str, code: str | None, tmp_path: Path) -> None:
    found = [fault.code for fault in faults(tmp_path, "de", "mehr als", form=f"|{form}")]
    assert [one for one in found if one != "figure-without-qualifier"] == ([code] if code else [])


@pytest.mark.parametrize(
    ("qualifier", "text", "words"),
    [
        ("more than", "82", "more than 82"), ("", "82", "82"), ("יותר מ־", "82", "יותר מ־82"),
        ("moins d\u2019", "un million", "moins d\u2019un million"), ("sal-", "2025", "sal-2025"),
        ("massimu ta\u2019", "82", "massimu ta\u2019 82"),
    ],
)  # fmt: skip
def test_a_qualifier_is_joined_to_the_number_where_its_language_does(qualifier: str, text: str, words: str) -> None:
    assert with_qualifier(qualifier, text) == words
