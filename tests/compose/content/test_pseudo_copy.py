"""Pseudo-copy: how much longer it is, what of it stays whole, and where it is emphasised."""

from __future__ import annotations

import math
import re

import pytest
from conftest import TESTS
from support.typesetting import SANS, SERIF, fonts_of, shaped, width_of

from kit.compose.content.pseudo_copy import LONG_WORD, LONGEST_WORD, from_right_to_left, letters_needed, longer
from kit.model.review import prose_of
from kit.project.validate import read_document
from kit.text.characters import right_to_left

#: Texts of the campaign's pictures as they are written, with figures and addresses in them.
TEXTS = [
    prose.text.replace("**", "")
    for prose in prose_of(read_document(TESTS.parent / "kit.yaml"))
    if prose.path[-1] != "shown" and prose.path[0] != "more"
]


@pytest.mark.few(20)
@pytest.mark.parametrize(
    "text", ["Sign", "Keep it on", "Keep child safety first.", "EU rules could make them unlawful.", *TEXTS]
)
def test_longer_copy_is_half_as_long_again_line_by_line_and_keeps_what_it_had_in_order(text: str) -> None:
    made = longer(text).text
    assert len(made) >= len(text) > 0
    for old, new in zip(text.split("\n"), made.split("\n"), strict=True):
        plain = any(re.fullmatch(r"[^\W\d_]+", word.strip(".,;:!?“”’()")) for word in old.split(" "))
        assert len(new) == (math.ceil(1.5 * len(old)) if plain else len(old))
        rest = iter(new)
        assert all(character in rest for character in old)
        assert not new.endswith(" ")
        assert re.findall(r"\d+", new) == re.findall(r"\d+", old)


def test_the_longest_word_grows_to_8_em_and_as_far_as_the_length_allows() -> None:
    made = longer("Keep child safety first, and always.").text
    assert made == "Keep child safetyendomalisto first, and always doloro."
    assert len(made.split()[2]) == LONG_WORD
    assert longer("Sign").text == "Signen"
    widths = [width_of(shaped(made.split()[2], fonts_of(family, 700))) for family in (SANS, SERIF)]
    assert all(7.5 < width < 8.5 for width in widths), widths
    assert longer("internationalisation of it").text == "internationalisation of it dolor sit am"


@pytest.mark.parametrize(
    "whole",
    ["82", "1 / 5", "change.org/childsafetyfirst", "#ChildSafetyFirst", "@ncmec", "24/7", "", "82\u00a0million"],
)
def test_figures_addresses_names_and_what_a_no_break_space_joins_stay_whole(whole: str) -> None:
    assert longer(whole).text == whole
    assert whole in longer(f"Sign this: {whole} today").text


@pytest.mark.parametrize("whole", ["82", "1 / 5", "change.org/childsafetyfirst", "#ChildSafetyFirst", "24/7", ""])
def test_figures_and_addresses_are_not_written_in_other_letters(whole: str) -> None:
    assert from_right_to_left(whole).text == whole
    assert whole in from_right_to_left(f"Sign this: {whole} today").text


@pytest.mark.few(20)
@pytest.mark.parametrize("text", ["Keep é on", "82\u00a0million reports", "Un\nseen 21 December?", *TEXTS])
def test_copy_from_right_to_left_is_bracketed_as_long_as_it_was_and_of_letters_that_every_font_is_asked_for(
    text: str,
) -> None:
    made = from_right_to_left(text).text
    for old, new in zip(text.split("\n"), made.split("\n"), strict=True):
        bracketed = new[:1] == "["
        assert len(new) == len(old) + 2 * bracketed
        assert bracketed == bool(right_to_left(new))
        assert re.findall(r"[\d\s]+", new) == re.findall(r"[\d\s]+", old)
    assert {character for character in made if right_to_left(character)} <= set(letters_needed())


def test_what_was_emphasised_is_emphasised_at_its_new_place_with_what_its_words_grew_by() -> None:
    text = "One light is\nun seen here"
    spans = ((4, 9), (16, 20))
    made = longer(text, spans)
    assert made.text == "One lightendoma is\nun seenendoma here"
    assert [made.text[slice(*span)] for span in made.spans] == ["lightendoma", "seenendoma"]
    other = from_right_to_left(text, spans)
    assert [other.text[slice(*span)] for span in other.spans] == [
        from_right_to_left(word).text[1:-1] for word in ("light", "seen")
    ]


@pytest.mark.parametrize("by", [4 / 3, 2.0])
def test_a_line_grows_by_any_factor(by: float) -> None:
    text = "Keep child safety first, and always."
    assert len(longer(text, by=by).text) == math.ceil(len(text) * by)


def test_the_longest_word_of_a_line_grows_alone() -> None:
    text, spans = longer("Sign the petition now", [(9, 17)], by=1.0, long_word=LONGEST_WORD)
    assert [len(word) for word in text.split()] == [4, 3, LONGEST_WORD, 3]
    assert text.startswith("Sign the petition")
    assert spans == ((9, 9 + LONGEST_WORD),)
