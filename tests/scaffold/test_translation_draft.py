"""`kit new translation TAG`: a file with every key to translate, below the words that it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.tiny_project import SPEC, make_project

import kit
from kit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

#: A text with its words above it, of one line, and what a translator makes of it.
TEXT = re.compile(r"^( *)# (.*)\n *(\w+):$", re.MULTILINE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", SPEC)


def test_every_text_that_is_written_behind_its_key_is_translated(root: Path) -> None:
    made = kit.new_translation(kit.load(root), "de")
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
    text = kit.new_translation(kit.load(root), "de").path.read_text(encoding="utf-8")
    assert text.endswith("those in kit.yaml don't apply.\nvoice:\n")
    assert "voice:" not in kit.new_translation(kit.load(make_project(root.parent / "2", SPEC)), "de").path.read_text()
    kit.load(root)


def test_the_command_says_what_to_do_next(root: Path) -> None:
    ran = CliRunner().invoke(main, ["new", "translation", "fr", "--spec", str(root / "kit.yaml")])
    assert (ran.exit_code, (root / "locales" / "fr.yaml").is_file()) == (0, True)
    assert "9 texts to translate; next:" in ran.stdout


@pytest.mark.parametrize(
    ("tag", "code"), [("french", "invalid-path-part"), ("en", "own-language"), ("de", "translation-there")]
)
def test_what_can_not_be_begun_is_refused(tag: str, code: str, root: Path) -> None:
    kit.new_translation(kit.load(root), "de")
    with pytest.raises(kit.KitError) as caught:
        kit.new_translation(kit.load(root), tag)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_forms_for_a_count_name_those_of_the_language(root: Path) -> None:
    forms = "    countdown: {to: 2020-12-07, from: 3}\n    copy: {headline: {one: day, other: days}}"
    counted = SPEC.replace("    copy: {headline: Pass it on}", forms)
    left = "{one: '{days} day left.', other: '{days} days left.'}"
    caption = "{short: Please share., long: Please share the petition.}"
    counted = counted.replace(caption, f"{{short: {left}, long: {left}}}")
    (root / "kit.yaml").write_text(counted, encoding="utf-8")
    text = kit.new_translation(kit.load(root), "pl").path.read_text(encoding="utf-8")
    assert "# a form for each of: one, few, many\n      # one: day\n      # other: days\n      headline:\n" in text
