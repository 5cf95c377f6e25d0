"""`docs/translations/TAG.csv`: what each translation said when it was translated back, and what was done about it."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from support.whole_campaign import REPOSITORY, TRANSLATIONS

from kit.base.document.yaml_files import read_yaml
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TABLES = REPOSITORY / "docs" / "translations"
COLUMNS = ["number", "key", "text", "translated back", "kind", "difference", "answer", "new text or reason", "tone"]
#: What was falsified in each language, to see whether it would be found: three strings of each of two readings.
SEEDED = {"seeded: qualifier": 2, "seeded: law": 1, "seeded: date": 2, "seeded: answer": 1}
KINDS = {"agent", "date", "figure", "grammar", "law", "meaning", "mood", "qualifier", "wording"}


def table(language: str) -> list[dict[str, str]]:
    with (TABLES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        assert rows.fieldnames == COLUMNS
        return [*rows]


def file_of(language: str) -> Path:
    """Return the path of a translation."""
    return REPOSITORY / "locales" / f"{language}.yaml"


def value_at(value: object, keys: list[str]) -> object:
    """Return what a translation has under some keys, of which some may have dots; None for nothing."""
    if not keys:
        return value
    here: Mapping[object, object] = value if isinstance(value, dict) else {}
    for count in range(1, len(keys) + 1):
        key = ".".join(keys[:count])
        for name in here:
            if str(name) == key and (found := value_at(here[name], keys[count:])) is not None:
                return found
    return None


def test_each_translation_was_translated_back_and_no_other() -> None:
    assert sorted(path.stem for path in TABLES.glob("*.csv")) == [*TRANSLATIONS]


@pytest.mark.parametrize("language", [*TRANSLATIONS])
def test_every_string_is_there_once_with_what_it_was_translated_back_to(language: str) -> None:
    rows = table(language)
    assert [int(row["number"]) for row in rows] == [*range(1, len(rows) + 1)]
    assert [row["number"] for row in rows if not row["text"].strip() or not row["translated back"].strip()] == []


@pytest.mark.parametrize("language", [*TRANSLATIONS])
def test_every_difference_is_answered(language: str) -> None:
    rows = [row for row in table(language) if row["answer"] not in SEEDED]
    kinds = {kind for row in rows for kind in row["kind"].split("; ") if kind}
    assert kinds
    assert kinds <= KINDS
    assert [row["number"] for row in rows if row["kind"] and row["answer"] not in {"fixed", "explained"}] == []
    assert [row["number"] for row in rows if row["answer"] and not row["new text or reason"].strip()] == []
    assert sum(bool(row["tone"]) for row in rows) in range(17, 21)  # of twenty, without those that were falsified


@pytest.mark.parametrize("language", [*TRANSLATIONS])
def test_what_was_falsified_was_noticed(language: str) -> None:
    rows = [row for row in table(language) if row["answer"] in SEEDED]
    assert Counter(row["answer"] for row in rows) == SEEDED
    assert [row["number"] for row in rows if row["new text or reason"] != "found"] == []


@pytest.mark.parametrize("language", [*TRANSLATIONS])
def test_the_strings_of_the_campaign_are_those_of_the_translation(language: str) -> None:
    """Their words may have changed since; a string that is gone or new has not been translated back."""
    translation = read_yaml(file_of(language), disallowed_characters).value
    keys = {row["key"].partition(" ¶")[0] for row in table(language) if not row["key"].startswith("generator: ")}
    assert len(keys) > 130
    assert [key for key in sorted(keys) if not value_at(translation, key.split("."))] == []
