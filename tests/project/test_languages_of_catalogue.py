"""Catalogues of other languages than English say all that the English one says, in the same places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kit.model.statistic import PLURAL_CLASSES
from kit.project.catalogue import sentences
from kit.text import languages
from kit.text.languages.language_names import is_right_to_left
from kit.text.numerals import plural_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = sorted(path.stem for path in (Path(languages.__file__).parent / "sentences").glob("*.yaml"))
TRANSLATED = [language for language in LANGUAGES if language != "en"]


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401  (a value of any YAML file)
    """Yield every sentence of a catalogue with its place; the forms of one are a single sentence."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict) and value.keys() <= set(PLURAL_CLASSES):
        yield f"{place} (forms)", [*value.values()][-1]  # that of most numbers; Polish has no "other"
    else:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, f"{place}/{key}")


def forms(value: Any) -> Iterator[dict[str, str]]:  # noqa: ANN401  (a value of any YAML file)
    """Yield the forms of every sentence that has one for each plural class."""
    if isinstance(value, dict) and value.keys() <= set(PLURAL_CLASSES):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from forms(inner)


def fields(sentence: str) -> list[str]:
    """Return what stands in braces in a sentence."""
    return sorted(re.findall(r"\{(.*?)\}", sentence))


def labels(words: dict[str, Any]) -> list[str]:
    """Return the buttons and links that steps and documents name, always in the same order."""
    posts = [words["post_to"].format(name=name) for name in words["platforms"].values()]
    saves = [words["saving"][where]["picture"]["act"] for where in ("file", "web")]
    return [*(words[name] for name in ("copy_caption", "copy_alt", "copy_address", "open")), *saves, *posts]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_keys_of_the_english_catalogue_in_its_order_and_what_stands_in_braces(
    language: str,
) -> None:
    english, translated = dict(texts(sentences("en"))), dict(texts(sentences(language)))
    assert [*translated] == [*english]
    differing = [place for place, text in english.items() if fields(translated[place]) != fields(text)]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_with_a_count_has_a_form_for_each_plural_class_of_its_language(language: str) -> None:
    found = [tuple(one) for one in forms(sentences(language))]
    assert found
    assert set(found) == {plural_classes(language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_its_own_language_and_direction(language: str) -> None:
    page = sentences(language)["page"]
    assert page["lang"].lower() == language
    assert page["dates"].lower().split("-")[0] == language.split("-", maxsplit=1)[0]
    assert page["dir"] == ("rtl" if is_right_to_left(language) else "ltr")


@pytest.mark.parametrize("language", TRANSLATED)
def test_steps_and_documents_name_the_buttons_that_they_name_in_english(language: str) -> None:
    """The page puts a button below the step that names it, so that a name is written as it is on the button."""
    english, translated = sentences("en"), sentences(language)
    named = [*texts({"steps": english["page"]["steps"], "start": english["documents"]["start_here"]["lines"]})]
    assert any(name in text for _, text in named for name in labels(english["page"]))
    for place, text in named:
        _, part, *keys = place.split("/")
        lines = translated["page"]["steps"] if part == "steps" else {"start": translated["documents"]["start_here"]}
        line = lines["start"]["lines"][int(keys[0])] if part == "start" else lines["/".join(keys[:-1])][int(keys[-1])]
        names = zip(labels(english["page"]), labels(translated["page"]), strict=True)
        assert [(own, own in line) for name, own in names if (name in text) != (own in line)] == [], place


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_button_that_steps_name_is_part_of_another_name(language: str) -> None:
    names = labels(sentences(language)["page"])[:3]
    assert [one for one in names for other in names if one != other and one in other] == []
