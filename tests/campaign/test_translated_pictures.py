"""Every translation of the campaign, and pictures of some, held to what every picture must be.

`kit check` judges all pictures. Those of the languages that are no sample are composed by a slow test.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml
from support.picture_checks import (
    assert_codes_of_whole_pixels,
    assert_every_word_is_in_the_long_alt_text,
    assert_figures_are_not_divided,
    assert_large_words_start_at_the_edge,
    assert_no_code_where_none_is_taken,
    assert_nothing_under_the_floor,
    assert_shapes_and_plain_attributes_only,
    assert_sizes_of_their_placements,
)
from support.whole_campaign import (
    OTHERS,
    REPOSITORY,
    SAMPLE,
    TRANSLATIONS,
    campaign,
    every_language,
    planned,
    translated_artworks,
    translation,
)

from kit.compose.content import turned_off
from kit.compose.content.caption import caption_for
from kit.judge import judge, rules_off
from kit.judge.picture_texts import alt_text, caption
from kit.project.plan import plan
from kit.text.count import fits, hashtags_in
from kit.tools.scaffold import note_translations

if TYPE_CHECKING:
    from pathlib import Path

every_translation = pytest.mark.parametrize("tag", TRANSLATIONS)
in_a_sample = pytest.mark.parametrize("tag", SAMPLE)
#: The one layout that asks nothing: the ring around a photo of who signed.
SMALL = ("frame", "sticker")


# Words and plans, in every language ----------------------------------------------------------------------------------


@every_translation
def test_the_kit_has_the_same_pictures_as_in_its_own_language(tag: str) -> None:
    own, theirs = planned()[campaign().campaign.kit.language], planned()[tag]
    assert [str(one).removesuffix(f" ({tag})") for one in theirs] == [str(one) for one in own]


@pytest.mark.ci
def test_what_every_string_was_made_from_is_noted(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "locales", tmp_path / "locales", ignore=shutil.ignore_patterns("status.yaml"))
    shutil.copy(REPOSITORY / "kit.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "logos", tmp_path / "logos")
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    noted = yaml.load((REPOSITORY / "locales" / "status.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    now = yaml.load(note_translations(tmp_path).read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert {tag for tag in TRANSLATIONS if noted[tag].keys() != now[tag].keys()} == set(), (
        "run `kit translate --status`"
    )
    for tag in TRANSLATIONS:
        assert every_language().states[tag].messages.keys() == campaign().campaign.messages.keys(), tag


@every_translation
def test_every_caption_is_one_of_its_forms_whole_and_fits_its_platform(tag: str) -> None:
    project = translation(tag)
    assert len(planned()[tag]) > 500
    for artboard in planned()[tag]:
        text, words = caption_for(artboard, project.campaign).text, artboard.message.caption
        most = artboard.placement.hashtags
        assert fits(text, artboard.placement.caption), str(artboard)
        assert text.startswith((words.long.split("\n")[0], words.short.split("\n")[0])), str(artboard)
        assert most is None or len(hashtags_in(text)) <= most
        assert "{" not in text


# Pictures, in a sample ------------------------------------------------------------------------------------------------


@pytest.mark.ci
@in_a_sample
def test_every_message_and_every_drawing_is_seen(tag: str) -> None:
    seen = translated_artworks(tag)
    assert {artwork.picture.message for artwork in seen} == campaign().campaign.messages.keys()
    assert {artwork.picture.layout for artwork in seen} == {artboard.layout for artboard in plan(campaign())}
    assert {artwork.picture.language for artwork in seen} == {tag}


@pytest.mark.few(2)
@in_a_sample
def test_no_rule_finds_an_error_in_a_picture(tag: str) -> None:
    off = rules_off(turned_off(campaign().campaign), advice=True)
    found = [one for artwork in translated_artworks(tag) for one in judge(artwork, off) if one.severity == "error"]
    assert found == [], "\n\n".join(map(str, found))


@pytest.mark.few(2)
@in_a_sample
def test_pictures_are_shapes_of_the_size_of_their_placement(tag: str) -> None:
    assert_shapes_and_plain_attributes_only(translated_artworks(tag))
    assert_sizes_of_their_placements(translated_artworks(tag))


@pytest.mark.few(2)
@in_a_sample
def test_codes_are_whole_pixels_where_they_are_taken(tag: str) -> None:
    assert_no_code_where_none_is_taken(translated_artworks(tag))
    assert_codes_of_whole_pixels(translated_artworks(tag), translation(tag))


@pytest.mark.few(2)
@in_a_sample
def test_words_are_set_large_enough_whole_and_from_the_edge(tag: str) -> None:
    assert_figures_are_not_divided(translated_artworks(tag), translation(tag))
    assert_nothing_under_the_floor(translated_artworks(tag))
    assert_large_words_start_at_the_edge(translated_artworks(tag), translation(tag))


@pytest.mark.few(2)
@in_a_sample
def test_every_picture_but_the_ring_shows_its_address(tag: str) -> None:
    asking = [artwork for artwork in translated_artworks(tag) if artwork.picture.layout not in SMALL]
    assert asking
    for artwork in asking:
        assert artwork.picture.link
        assert artwork.picture.link.shown in artwork.words["address"].text, str(artwork.picture)


@pytest.mark.few(2)
@in_a_sample
def test_alt_texts_have_every_word_in_whole_sentences_within_the_limit_of_the_platform(tag: str) -> None:
    assert_every_word_is_in_the_long_alt_text(translated_artworks(tag), translation(tag))
    for artwork in translated_artworks(tag):
        about = artwork.picture.description
        assert [*caption(artwork), *alt_text(artwork)] == []
        assert fits(about.alt, artwork.picture.placement.alt_text), str(artwork.picture)
        for text in (about.alt, about.alt_long):
            assert text.endswith((".", "!", "?", "؟")), text
            assert not re.search(r"[.!?؟;][.!?؟]", text), text


# Pictures, in all others ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_pictures_of_all_other_languages_are_as_those_of_the_sample() -> None:
    for tag in OTHERS:
        test_every_message_and_every_drawing_is_seen(tag)
        test_no_rule_finds_an_error_in_a_picture(tag)
        test_pictures_are_shapes_of_the_size_of_their_placement(tag)
        test_codes_are_whole_pixels_where_they_are_taken(tag)
        test_words_are_set_large_enough_whole_and_from_the_edge(tag)
        test_every_picture_but_the_ring_shows_its_address(tag)
        test_alt_texts_have_every_word_in_whole_sentences_within_the_limit_of_the_platform(tag)
        translated_artworks.cache_clear()  # they would fill the memory
