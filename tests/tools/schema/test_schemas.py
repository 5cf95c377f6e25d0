"""The schemas: valid themselves, every field explained by a sentence, examples that they accept; kept as they are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from conftest import TESTS
from jsonschema import Draft7Validator
from support.whole_campaign import TRANSLATIONS

import kit
from kit.cli import main
from kit.project.catalogue import sentences
from kit.tools.scaffold import json_schema, write_schemas
from kit.tools.scaffold.editor_files import as_text
from kit.tools.schema import OF_CAMPAIGNS, SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.tools.schema import SchemaName

ROOT = TESTS.parent


def fields(value: object, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field that a schema describes, with its place."""
    if isinstance(value, dict):
        for name, field in value.get("properties", {}).items() if value.get("type") == "object" else ():
            yield f"{place}/{name}", field
        for key, inner in value.items():
            yield from fields(inner, f"{place}/{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from fields(inner, f"{place}/{index}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_explained_by_a_sentence_and_its_examples_are_valid(name: SchemaName) -> None:
    schema = json_schema(name)
    Draft7Validator.check_schema(schema)
    described = [*fields(schema)]
    assert described
    for place, field in described:
        if place.split("/")[-1] in {"zero", "one", "two", "few", "many", "other"}:
            continue
        assert field["description"].endswith("."), place
        judge = Draft7Validator({**field, "definitions": schema["definitions"]})
        assert [
            list(judge.iter_errors(example)) for example in field.get("examples", ()) if not judge.is_valid(example)
        ] == [], place


@pytest.mark.parametrize("name", OF_CAMPAIGNS)
def test_the_schemas_of_the_repository_are_as_the_models_are(name: SchemaName) -> None:
    """To write them anew: `kit schema -o schemas`."""
    assert (ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8") == as_text(json_schema(name))


def test_a_catalogue_has_every_key_of_the_english_one_and_what_stands_in_braces() -> None:
    english = sentences("en")
    judge = Draft7Validator(json_schema("words"))
    assert judge.is_valid(english)
    title = {**english["picture"], "title": "{kit}, {first}"}
    assert judge.is_valid({**english, "picture": title})
    for wrong in ({**title, "title": "{kit}"}, {**title, "title": "{kit} {first} {last}"}, {"title": "{kit} {first}"}):
        assert not judge.is_valid({**english, "picture": wrong})
    forms = {**title, "days_left": {"one": "Tag", "few": "Tage", "other": "Tage"}}
    assert judge.is_valid({**english, "picture": forms})
    assert not judge.is_valid({**english, "picture": {**forms, "days_left": {"one": "Tag"}}})


def test_the_campaign_names_its_schema() -> None:
    first = (ROOT / "kit.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=schemas/kit.json"


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_a_translation_of_the_campaign_names_its_schema_and_keeps_to_it(tag: str) -> None:
    text = (ROOT / "locales" / f"{tag}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schemas/locale.json\n")
    content = yaml.load(text, yaml.CSafeLoader)
    assert list(Draft7Validator(json_schema("locale")).iter_errors(content)) == []


def test_a_schema_is_printed_and_all_are_written(tmp_path: Path) -> None:
    printed = CliRunner().invoke(main, ["schema", "layout"])
    assert json.loads(printed.stdout) == json_schema("layout")
    written = CliRunner().invoke(main, ["schema", "-o", str(tmp_path / "schemas")])
    assert written.stdout.split() == [str(tmp_path / "schemas" / f"{name}.json") for name in OF_CAMPAIGNS]
    assert json.loads((tmp_path / "schemas" / "kit.json").read_text("utf-8")) == json_schema("kit")
    both = CliRunner().invoke(main, ["schema", "kit", "-o", str(tmp_path)])
    assert (both.exit_code, "can't be used together" in both.stderr) == (2, True)


def test_a_folder_that_can_not_be_made_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(kit.OutputError) as caught:
        write_schemas(tmp_path / "file" / "schemas")
    assert [fault.code for fault in caught.value.faults] == ["disk-error"]
