"""`kit translate`: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.translations import GERMAN, make_campaign

from kit.cli import main
from kit.project.translation_states import digest_of

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


#: The digest of the verb of GERMAN.
VERB = digest_of("=Unterschreiben")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_campaign(tmp_path / "project", GERMAN)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["translate", *arguments])


@pytest.mark.parametrize("form", ["po", "csv", "xlsx"])
def test_texts_go_out_and_come_back(root: Path, form: str) -> None:
    ran = run("de", "--export", form)
    assert (ran.exit_code, ran.stderr) == (0, "counting how many letters fit …\n")
    assert ran.stdout.startswith(f"made tiny-de.{form}: 21 texts, 0 of them to translate; next:\n")
    assert f"kit translate de --import tiny-de.{form}" in ran.stdout
    ran = run("de", "--import", f"tiny-de.{form}")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout == (
        f"locales/de.yaml: 0 texts taken from tiny-de.{form}; 21 as before, 0 empty\n"
        "3 of 3 messages complete\n"
        "next: kit check --language de, then kit build --only 'de/*'\n"
    )
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


@pytest.mark.parametrize(("tag", "output"), [("qzz", "out.po"), ("en", "out.po"), ("de", "missing/out.po")])
def test_what_is_refused_is_refused_before_letters_are_counted(root: Path, tag: str, output: str) -> None:
    ran = run(tag, "--export", "po", "-o", output)
    assert (ran.exit_code, "counting" in ran.stderr) == (2, False)
    assert not [*root.rglob("*.po")]


def test_texts_that_are_left_out_are_named_and_the_exit_code_says_so(root: Path) -> None:
    (root / "back.csv").write_text(
        f'key,as exported,[en],[de]\nkit.sender,,Small,Winzig\nlinks.petition.verb,{VERB},Sign,"Los "\n',
        encoding="utf-8",
    )
    ran = run("de", "--import", "back.csv")
    assert ran.exit_code == 1
    assert "back.csv:2:4: 'kit.sender' has changed: this translates 'Small', but it is now 'Tiny'" in ran.stderr
    assert "1 text left out, named above; the others were taken" in ran.stderr
    assert (
        "1 text taken from back.csv; 0 as before, 0 empty, 1 text had blanks at an end, which were removed"
        in ran.stdout
    )
    assert "verb: Los\n" in (root / "locales" / "de.yaml").read_text("utf-8")


def test_a_file_with_a_fault_changes_nothing(root: Path) -> None:
    (root / "back.csv").write_text("key,[en],[de]\nkit.sendr,Tiny,Winzig\n", encoding="utf-8")
    ran = run("de", "--import", "back.csv")
    assert ran.exit_code == 2
    assert "back.csv:2:3: unknown key 'kit.sendr'\n  did you mean 'kit.sender'?" in ran.stderr
    assert "1 problem to fix; nothing was written" in ran.stderr
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


def test_a_translation_is_formatted_once(root: Path) -> None:
    (root / "locales" / "de.yaml").write_text(GERMAN.replace("mehr als", '"mehr als"'), encoding="utf-8")
    assert run("de", "--format").stdout == "locales/de.yaml is formatted\n"
    assert run("de", "--format").stdout == "locales/de.yaml was formatted already\n"
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["de"], "say one of --export FORMAT, --import FILE, --format, --status and --reviewed"),
        (["de", "--export", "po", "--format"], "say one of"),
        (["de", "--format", "-o", "x.po"], "-o is the file of --export"),
        (["de", "--export", "po", "--over-signed"], "--over-signed is for --import"),
        (["de", "--export", "ods"], "'ods' is not one of"),
    ],
)
@pytest.mark.usefixtures("root")
def test_one_thing_is_asked_for(arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert ran.exit_code == 2
    assert said in ran.stderr


def test_signed_words_are_named_and_replaced_only_with_an_option(root: Path) -> None:
    run("de", "--reviewed", "--by", "Ana Brandt", "--on", "2020-11-01")
    back = f"key,as exported,[en],[de]\nlinks.petition.verb,{VERB},Sign,Los\n"
    (root / "back.csv").write_text(back, encoding="utf-8")
    ran = run("de", "--import", "back.csv")
    assert ran.exit_code == 1
    assert ran.stderr == (
        "back.csv:2:4: 'links.petition.verb' is signed by Ana Brandt: "
        "it is now '=Unterschreiben', and this file has 'Los'\n"
        "  agree with them, then import with --over-signed, which makes it a draft\n\n"
        "1 text left out, named above; the others were taken\n"
    )
    assert (root / "locales" / "de.yaml").read_text("utf-8") == GERMAN
    ran = run("de", "--import", "back.csv", "--over-signed")
    assert (ran.exit_code, ran.stderr) == (
        0,
        "taken in place of signed words, so that these are drafts:\n  links.petition.verb\n",
    )
    assert "verb: Los\n" in (root / "locales" / "de.yaml").read_text("utf-8")


def test_no_file_is_written_where_none_can_be(root: Path) -> None:
    (root / "there.po").mkdir()
    assert "there.po is a folder" in run("de", "--export", "po", "-o", "there.po").stderr
    assert "there is no folder missing" in run("de", "--export", "po", "-o", "missing/x.po").stderr


def test_a_first_import_says_what_the_message_that_lacks_the_fewest_texts_needs(root: Path) -> None:
    (root / "locales" / "de.yaml").unlink()
    (root / "back.csv").write_text("key,[en],[de]\nkit.sender,Tiny,Winzig\n", encoding="utf-8")
    ran = run("de", "--import", "back.csv")
    assert ran.exit_code == 0
    assert "0 of 3 messages complete\n" in ran.stdout
    assert "nearest: 'count' is left out in 'de', as words are missing: links.petition.verb, " in ran.stdout
    assert "kit build" not in ran.stdout
    assert "  sender: Winzig\n" in (root / "locales" / "de.yaml").read_text("utf-8")


def test_texts_that_are_taken_although_their_original_has_changed_are_named(root: Path) -> None:
    locale = root / "locales" / "de.yaml"
    locale.write_text(GERMAN.replace('  sender: "@tiny"', "  # sender"), encoding="utf-8")
    run("de", "--format")
    (root / "back.csv").write_text("key,[en],[de]\nkit.sender,Small,Winzig\n", encoding="utf-8")
    ran = run("de", "--import", "back.csv")
    assert (ran.exit_code, ran.stderr) == (
        0,
        "taken, but outdated, as kit.yaml has changed since the export:\n  kit.sender\n",
    )
    assert "kit.sender: {state: outdated, " in (root / "locales" / "status.yaml").read_text("utf-8")
