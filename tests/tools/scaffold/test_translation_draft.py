"""`kit new translation TAG`: a file with every key to translate, below the words that it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.campaigns import SPEC, make_project
from support.faults import write_breakable

import kit
from kit.cli import main
from kit.tools.scaffold import new_translation

if TYPE_CHECKING:
    from pathlib import Path

#: A text with its words above it, of one line, and what a translator makes of it.
TEXT = re.compile(r"^( *)# (.*)\n *(\w+):$", re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", SPEC)


def test_every_text_that_is_written_behind_its_key_is_translated(root: Path) -> None:
    made = new_translation(kit.load(root), "de")
    assert made.path == root / "locales" / "de.yaml"
    text = made.path.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/locale.json\n")
    assert "      # Keep child safety **first.**\n      headline:\n" in text
    begun = kit.load(root)
    assert [one.message for one in begun.untranslated] == ["sign", "share"]
    filled, count = TEXT.subn(r"\1\3: '\2'", text)
    assert count == made.texts
    made.path.write_text(filled, encoding="utf-8")
    done = kit.load(root)
    assert (done.untranslated, [*done.translations]) == ((), ["de"])


def test_a_translation_has_a_voice_to_write_where_kit_yaml_has_one(root: Path) -> None:
    (root / "kit.yaml").write_text(SPEC + "voice: [victim]\n", encoding="utf-8")
    text = new_translation(kit.load(root), "de").path.read_text(encoding="utf-8")
    assert text.endswith("correct and complete them.\nvoice:\n  never: [opfer]\n")
    assert "voice:" not in new_translation(kit.load(make_project(root.parent / "2", SPEC)), "de").path.read_text()
    kit.load(root)


@pytest.mark.parametrize(
    ("voice", "tag", "lines"),
    [
        (
            "{never: [~porn, kiddie], never_on_pictures: [~legal]}",
            "de",
            [
                "# never, still to be written: kiddie",
                "voice:",
                '  never: ["~porno"]',
                '  never_on_pictures: ["~legal", "~rechtswidrig", "~gesetzwidrig", "~rechtmäßig"]',
            ],
        ),
        ("{never: [pornographic]}", "sv", ["voice:", '  never: [porr, barnporr, "~pornogr"]']),
        ("{never: [reading]}", "fr", ["# never, still to be written: reading", "voice:"]),
        (
            "{never_in_a_line: [keep it]}",
            "mt",
            [
                "# of kit.yaml also never_in_a_line: write what may not be read in sentences of this language",
                "voice:",
            ],
        ),
        ("[victim]", "ca", ["# never, still to be written: victim", "voice:"]),
    ],
)
def test_stems_are_suggested_only_for_what_kit_yaml_rules_out(
    voice: str, tag: str, lines: list[str], root: Path
) -> None:
    (root / "kit.yaml").write_text(f"{SPEC}voice: {voice}\n", encoding="utf-8")
    text = new_translation(kit.load(root), tag).path.read_text(encoding="utf-8")
    after = text.partition("# Words to rule out in ")[2].splitlines()[1:]
    assert [line for line in after if "native reader" not in line] == lines
    kit.load(root)


def test_items_of_lists_are_numbered_from_1_as_translations_are_read(tmp_path: Path) -> None:
    text = new_translation(kit.load(write_breakable(tmp_path)), "de").path.read_text(encoding="utf-8")
    frames = text.partition("    frames:\n")[2].partition("    caption:")[0].split()
    assert [key for key in frames if key.endswith(":")] == ["1:", "copy:", "headline:", "2:", "copy:", "support:"]


def test_a_qualifier_is_written_in_the_words_of_the_language(root: Path) -> None:
    figure = "{qualifier: nearly, bound: under, text: 12 things, counts: of it, source: letter, as_of: 2020}"
    source = "sources: {letter: {title: A letter, publisher: NCMEC, as_of: 2020}}"
    (root / "kit.yaml").write_text(f"{SPEC}{source}\nstatistics:\n  shares: {figure}\n", encoding="utf-8")
    text = new_translation(kit.load(root), "et").path.read_text(encoding="utf-8")
    choices = "    # nearly\n    # in this language: peaaegu, ligi (genitive)\n    qualifier: peaaegu\n"
    assert choices in text
    assert "    # nearly\n    qualifier:\n" in new_translation(kit.load(root), "ca").path.read_text("utf-8")


def test_the_command_says_what_to_do_next(root: Path) -> None:
    ran = CliRunner().invoke(main, ["new", "translation", "fr", "--spec", str(root / "kit.yaml")])
    assert (ran.exit_code, (root / "locales" / "fr.yaml").is_file()) == (0, True)
    assert "9 texts to translate; next:" in ran.stdout


@pytest.mark.parametrize(
    ("tag", "code"), [("french", "invalid-path-part"), ("en", "own-language"), ("de", "translation-there")]
)
def test_what_can_not_be_begun_is_refused(tag: str, code: str, root: Path) -> None:
    new_translation(kit.load(root), "de")
    with pytest.raises(kit.KitError) as caught:
        new_translation(kit.load(root), tag)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_forms_for_a_count_name_those_of_the_language(root: Path) -> None:
    forms = "    countdown: {to: 2020-12-07, from: 3}\n    copy: {headline: {one: day, other: days}}"
    counted = SPEC.replace("    copy: {headline: Pass it on}", forms)
    left = "{one: '{days} day left.', other: '{days} days left.'}"
    caption = "{short: Please share., long: Please share the petition.}"
    counted = counted.replace(caption, f"{{short: {left}, long: {left}}}")
    (root / "kit.yaml").write_text(counted, encoding="utf-8")
    text = new_translation(kit.load(root), "pl").path.read_text(encoding="utf-8")
    assert "# a form for each of: one, few, many\n      # one: day\n      # other: days\n      headline:\n" in text
