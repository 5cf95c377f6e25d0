"""What is noted of the strings of a translation, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.campaigns import GERMAN, SPEC, make_project, written

import kit
from kit.tools.scaffold import note_translations

if TYPE_CHECKING:
    from pathlib import Path


def test_words_whose_original_has_changed_stay_outdated_until_they_are_translated_again(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", SPEC)
    states = []
    for original, translation in (
        ("**first.**", "**zuerst.**"),
        ("**now.**", "**zuerst.**"),
        ("**now.**", "**jetzt.**"),
    ):
        written(root, {"kit.yaml": SPEC.replace("**first.**", original)})
        written(root, {"locales/de.yaml": GERMAN.replace("**zuerst.**", translation)})
        note_translations(root)
        states.append(kit.translation_states(kit.load(root))["de"]["sign"])
    assert states == ["draft", "outdated", "draft"]
