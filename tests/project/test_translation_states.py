"""The state of translations: drafts until somebody signs them, and outdated once `kit.yaml` has other words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.faults import BREAKABLE
from test_translations import GERMAN, write_german

import kit
from kit.base.errors import SpecError
from kit.cli import main
from kit.run.pipeline.judging.campaign_review import found_in_campaigns
from kit.tools.scaffold import note_translations, sign_translations

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2026, 11, 29)
READER = "Ana Brandt, native reader"


def states(path: Path) -> dict[str, str]:
    return kit.translation_states(kit.load(path))["de"]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """The small project with a translation that somebody has reviewed whole."""
    path = write_german(tmp_path)
    note_translations(path)
    assert sign_translations(path, "de", READER, day=DAY) == ("sign", "series")
    return path


def test_a_translation_is_a_draft_until_somebody_signs_it(tmp_path: Path) -> None:
    path = write_german(tmp_path)
    assert states(path) == {"sign": "draft", "series": "draft"}
    written = note_translations(path)
    assert written == tmp_path.resolve() / "locales" / "status.yaml"
    assert states(path) == {"sign": "draft", "series": "draft"}
    sign_translations(path, "de", READER, day=DAY, messages=["series"])
    assert states(path) == {"sign": "draft", "series": "reviewed"}
    sign_translations(path, "de", READER, day=DAY)
    assert states(path) == {"sign": "reviewed", "series": "reviewed"}


def test_the_file_names_each_string_with_its_state_and_its_readers(signed: Path) -> None:
    sign_translations(signed, "de", "Ben Okoro, lawyer", day=DAY, messages=["sign"])
    lines = (signed.parent / "locales" / "status.yaml").read_text(encoding="utf-8").splitlines()
    [headline] = [line for line in lines if line.startswith("  messages.sign.copy.headline: ")]
    assert "{state: reviewed, made_from: " in headline
    assert f'reviewed: {{"{READER}": "2026-11-29", "Ben Okoro, lawyer": "2026-11-29"}}' in headline
    assert not [line for line in lines if ".url:" in line], "an address is no word"
    assert lines[1] == "de:"
    assert lines[2:] == sorted(lines[2:])
    before = (signed.parent / "locales" / "status.yaml").read_bytes()
    assert note_translations(signed).read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "outdated"),
    [
        ('"**Sign** for {reports}"', '"**Sign** now for {reports}"', ["messages.sign.copy.headline"]),
        ("copy: {support: More}", "copy: {support: Even more}", ["messages.series.frames.2.copy.support"]),
        ("caption: {short: Please sign., ", "caption: {short: Please sign now., ", ["messages.sign.caption.short"]),
    ],
)
def test_a_changed_word_makes_exactly_its_translations_outdated(
    old: str, new: str, outdated: list[str], signed: Path
) -> None:
    change(signed, old, new)
    project = kit.load(signed)
    message = outdated[0].split(".")[1]
    assert states(signed) == {"sign": "reviewed", "series": "reviewed"} | {message: "outdated"}
    faults = project.states["de"].outdated
    assert [fault.message.split("'")[1] for fault in faults] == outdated
    assert {fault.mark.file for fault in faults if fault.mark} == {"locales/de.yaml"}
    text = note_translations(signed).read_text(encoding="utf-8")
    assert [line.split(":")[0].strip() for line in text.splitlines() if "state: outdated" in line] == outdated
    change(signed, new, old)
    assert states(signed) == {"sign": "reviewed", "series": "reviewed"}


def test_a_changed_figure_holds_back_every_message_that_leads_to_it(signed: Path) -> None:
    change(signed, "qualifier: more than", "qualifier: over")
    assert states(signed) == {"sign": "outdated", "series": "outdated"}


def test_words_that_are_translated_again_are_a_draft_from_the_new_words(signed: Path) -> None:
    change(signed, '"**Sign** for {reports}"', '"**Sign** now for {reports}"')
    change(signed.parent / "locales" / "de.yaml", "**Unterschreib** für", "**Unterschreib** jetzt für")
    assert states(signed) == {"sign": "outdated", "series": "reviewed"}, "nobody has noted what it was made from"
    note_translations(signed)
    assert states(signed) == {"sign": "draft", "series": "reviewed"}
    sign_translations(signed, "de", READER, day=DAY, messages=["sign"])
    assert states(signed) == {"sign": "reviewed", "series": "reviewed"}


def test_a_translation_that_is_changed_after_it_was_signed_is_a_draft(signed: Path) -> None:
    change(signed.parent / "locales" / "de.yaml", "Bitte unterschreib sie.", "Bitte unterschreib jetzt.")
    assert states(signed) == {"sign": "draft", "series": "reviewed"}


def test_words_that_are_still_right_are_signed_again(signed: Path) -> None:
    change(signed, '"**Sign** for {reports}"', '"**Sign** now for {reports}"')
    sign_translations(signed, "de", "Ben", day=DAY, messages=["sign"])
    assert states(signed)["sign"] == "reviewed"
    text = (signed.parent / "locales" / "status.yaml").read_text(encoding="utf-8")
    [headline] = [line for line in text.splitlines() if "messages.sign.copy.headline" in line]
    assert (READER in headline, '"Ben"' in headline) == (False, True), "the first reader has not seen the new words"


def test_a_message_that_is_left_out_is_missing_and_the_others_have_their_states(tmp_path: Path) -> None:
    path = write_german(tmp_path, GERMAN.replace(", support: Bitte", ""))
    assert states(path) == {"sign": "missing", "series": "draft"}
    sign_translations(path, "de", READER, day=DAY)
    assert states(path) == {"sign": "missing", "series": "reviewed"}


def test_inherited_words_count_for_the_message_that_inherits_them(tmp_path: Path) -> None:
    path = write_german(tmp_path)
    path.write_text(BREAKABLE.replace("checks:", "  again:\n    like: sign\nchecks:"), encoding="utf-8")
    sign_translations(path, "de", READER, day=DAY, messages=["again"])
    assert states(path) == {"sign": "reviewed", "series": "draft", "again": "reviewed"}


def test_an_outdated_string_is_a_warning_of_a_check(signed: Path) -> None:
    change(signed, '"**Sign** for {reports}"', '"**Sign** now for {reports}"')
    [found] = [one for one in found_in_campaigns(kit.load(signed), set()) if one.fault.code == "translation-outdated"]
    assert (found.rule, found.severity) == ("translation", "warning")
    assert found.fault.remedy == "translate this, or sign it if it is still right: **Sign** now for {reports}"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"language": "fr"}, "unknown-locale"),
        ({"messages": ["singn"]}, "unknown-message"),
        ({"reader": "  "}, "reader-without-name"),
    ],
)
def test_what_nobody_can_sign_is_refused(arguments: dict[str, object], code: str, tmp_path: Path) -> None:
    path = write_german(tmp_path)
    wanted: dict[str, object] = {"language": "de", "reader": READER, "day": DAY, **arguments}
    with pytest.raises(SpecError) as caught:
        sign_translations(path, **wanted)  # type: ignore[arg-type]
    assert [fault.code for fault in caught.value.faults] == [code]
    assert not (tmp_path / "locales" / "status.yaml").exists()


@pytest.mark.parametrize("row", ["draft", "{made_from: a}", "[]", ""])
def test_a_line_that_cannot_be_read_is_told_at_its_place(row: str, signed: Path) -> None:
    (signed.parent / "locales" / "status.yaml").write_text(f"de:\n  messages.sign.shows: {row}\n", encoding="utf-8")
    [broken] = kit.load(signed).broken
    [fault] = broken.faults
    assert (broken.language, fault.code) == ("de", "translation-state-broken")
    assert str(fault.mark) == "locales/status.yaml:2:3"
    with pytest.raises(SpecError) as caught:
        note_translations(signed)
    assert caught.value.faults == (fault,)


def test_a_file_of_states_that_cannot_be_read_leaves_out_translations_alone_and_is_not_written_over(
    signed: Path,
) -> None:
    status = signed.parent / "locales" / "status.yaml"
    text = f"<<<<<<< HEAD\n{status.read_text(encoding='utf-8')}"
    status.write_text(text, encoding="utf-8")
    project = kit.load(signed)
    assert ([one.language for one in project.broken], {*project.translations}) == (["de"], set())
    with pytest.raises(SpecError, match=r"locales/status\.yaml:1"):
        sign_translations(signed, "de", READER, day=DAY)
    assert status.read_text(encoding="utf-8") == text


def test_a_broken_language_keeps_what_is_noted_of_it(signed: Path) -> None:
    before = (signed.parent / "locales" / "status.yaml").read_text(encoding="utf-8")
    (signed.parent / "locales" / "de.yaml").write_text(GERMAN.replace("sign:", "singn:", 1), encoding="utf-8")
    assert note_translations(signed).read_text(encoding="utf-8") == before
    with pytest.raises(SpecError, match=r"kit\.yaml has no 'singn'"):
        sign_translations(signed, "de", READER, day=DAY)
    (signed.parent / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    assert states(signed) == {"sign": "reviewed", "series": "reviewed"}


def test_the_command_writes_and_signs(tmp_path: Path) -> None:
    spec = ["--spec", str(write_german(tmp_path))]
    run = CliRunner().invoke(main, ["translate", "--status", *spec])
    assert (run.exit_code, run.stdout.endswith("status.yaml\n")) == (0, True)
    run = CliRunner().invoke(
        main, ["translate", "de", "sign", "--reviewed", "--by", "Ana", "--on", "2026-11-29", *spec]
    )
    assert (run.exit_code, run.stdout) == (0, "signed 1 message in 'de' by Ana, 2026-11-29\n")
    listed = CliRunner().invoke(main, ["list", "languages", *spec])
    assert "de               ·         ·         ·         1         1" in listed.stdout
    for wrong in ([], ["de", "--by", "Ana"], ["de", "--reviewed"], ["--status", "de"], ["--reviewed", "--by", "Ana"]):
        assert CliRunner().invoke(main, ["translate", *wrong, *spec]).exit_code == 2
