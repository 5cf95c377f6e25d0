"""The captions and alt texts of every picture of the campaign: whole sentences within each platform's limit."""

from __future__ import annotations

import re

from support.picture_checks import assert_every_word_is_in_the_long_alt_text
from support.whole_campaign import artworks, campaign

from kit.compose.content.caption import caption_for
from kit.judge.picture_texts import alt_text, caption
from kit.model.picture import Words
from kit.project.plan import plan
from kit.text.count import fits, hashtags_in


def test_every_caption_of_the_kit_is_one_of_its_forms_whole_and_fits_its_platform() -> None:
    project = campaign()
    artboards = plan(project)
    assert len(artboards) > 500
    for artboard in artboards:
        text = caption_for(artboard, project.campaign).text
        words, link = artboard.message.caption, artboard.message.link
        assert fits(text, artboard.placement.caption), str(artboard)
        first, *others = text.split("\n\n")
        assert link is None or others.pop(0) == project.campaign.links[link].url, str(artboard)
        said = "\n\n".join((first, *others))
        assert said.startswith((words.long.strip(), words.short.strip())), str(artboard)
        most = artboard.placement.hashtags
        assert most is None or len(hashtags_in(text)) <= most
        assert "{" not in text


def test_the_long_alt_text_has_every_word_on_the_picture_and_the_address_of_the_code() -> None:
    assert len(artworks()) > 500
    assert_every_word_is_in_the_long_alt_text(artworks(), campaign())


def test_the_short_alt_text_keeps_to_the_limit_of_every_platform() -> None:
    assert len(artworks()) > 500
    for artwork in artworks():
        short, long = artwork.picture.description.alt, artwork.picture.description.alt_long
        assert short
        assert len(short) <= len(long)
        assert [*caption(artwork), *alt_text(artwork)] == []
        assert fits(short, artwork.picture.placement.alt_text), str(artwork.picture)
        assert artwork.code is None or f"The QR code leads to {artwork.code.address}." in short
        assert campaign().campaign.messages[artwork.picture.message].shows in short, (
            "no platform of the table is so short that it must go"
        )


def test_alt_texts_are_whole_sentences_and_neither_the_caption_nor_a_file_name() -> None:
    for artwork in artworks():
        about = artwork.picture.description
        long = campaign().campaign.messages[artwork.picture.message].caption.long
        for text in (about.alt, about.alt_long):
            assert text.endswith((".", "!", "?")), text
            assert not re.search(r"[.!?][.!?]", text), text
            assert artwork.picture.message not in text or "-" not in artwork.picture.message
            assert artwork.picture.path.rpartition("/")[2] not in text
            assert not re.search(r"\.(png|jpg|webp|svg|pdf)\b", text)
            assert about.caption not in text
            assert long not in text


def test_alt_texts_read_headline_and_figure_in_the_order_in_which_they_stand() -> None:
    both = [artwork for artwork in artworks() if {"headline", "number"} <= artwork.picture.slots.keys()]
    above = 0
    for artwork in both:
        boxes = {item.slot.name: item.slot.box for item in artwork.placed}
        alt, slots = artwork.picture.description.alt_long, artwork.picture.slots
        words = [content.text for content in (slots["headline"], slots["number"]) if isinstance(content, Words)]
        headline, number = (alt.index(" ".join(text.split())) for text in words)
        is_above = boxes["headline"].y1 <= boxes["number"].y0
        assert is_above == (headline < number), (str(artwork.picture), alt)
        above += is_above
    assert 0 < above < len(both)
