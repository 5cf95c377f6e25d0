"""The words of this campaign: nothing that can be turned round when a line is cut out, or skimmed."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pytest
from support.whole_campaign import artworks, campaign

from kit.judge.set_lines import lines_of, neighbours
from kit.model.picture import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artwork

#: The cause in its one wording, then what stands for it where it does not fit (docs/voice.md).
CAUSES = (
    (
        "Companies detect and report images of child sexual abuse. "
        "The tools may have to stop on 21 December 2020, according to NCMEC."
    ),
    "Companies detect and report child abuse. The tools may have to stop on 21 December 2020, according to NCMEC.",
    "Companies detect and report child abuse. According to NCMEC, EU rules may stop the tools.",
    "Companies detect images of abuse. According to NCMEC, EU rules may stop the tools.",
    "The tools may have to stop on 21 December 2020, according to NCMEC.",
    "Companies detect child sexual abuse and report it. Ask the European Parliament to keep the tools on.",
)
#: Messages whose headline says the cause, or whose line is needed for something else, and what for.
OTHER_LINES = {
    "survivors-first": "what a tool that detects an image is for",
    "hotline": "what the tools are to the hotline",
    "silence": "the headline says it",
    "vote-days": "the day of the vote",
    "until-2025": "what happens meanwhile",
    "share": "to whoever has signed already",
    "petition-code": "a narrow line beside the code",
    "postcard": "a narrow line beside the code",
    "table-card": "a short line in the shade of a lamp",
    "explainer": "the series says it over five pictures",
    "title": "headers, in which little fits",
}
ASK = "Sign to keep detection going"
#: Other asks, each with its reason.
OTHER_ASKS = {
    "Sign before the vote": "vote",
    "Read the letter": "read",
    "Pass the petition on": "share",
    "Sign for both": "both halves of the headline",
    "Sign from any country": "the headline crosses borders",
    "Sign the petition": "the petition itself",
    "Scan to sign": "paper",
    "I signed": "the ring",
}
#: Layouts on which nothing is asked, or in which no line has room for a name.
WITHOUT_PARLIAMENT = {"frame", "signature", "lamp-header", "background"}


@cache
def pictures() -> tuple[Artwork, ...]:
    """Return one picture of each message, number and drawing."""
    found = {(a.picture.message, a.picture.frame, a.scene.drawing.name, said(a)): a for a in artworks()}
    return tuple(found.values())


def said(artwork: Artwork) -> str:
    """Return all words on a picture."""
    return " ".join(" ".join(words.text.split()) for words in artwork.words.values())


def filled(artwork: Artwork, slot: str) -> str:
    words = artwork.picture.slots.get(slot)
    return " ".join(words.text.split()) if isinstance(words, Words) else ""


@pytest.mark.ci
def test_no_picture_and_no_alt_text_has_a_word_of_law() -> None:
    of_law = re.compile(r"lawful|legal|\bexception", re.IGNORECASE)
    statistics = campaign().campaign.statistics.values()
    sources = campaign().campaign.sources.values()
    texts = [
        *(text for one in statistics for text in (one.text, one.counts)),
        *(text for one in sources for text in (one.title, one.publisher, one.shown or "")),
        *(
            text
            for artwork in artworks()
            for about in [artwork.picture.description]
            for text in (said(artwork), about.alt, about.alt_long)
        ),
    ]
    assert len(texts) > 1500
    assert [text for text in texts if of_law.search(text)] == []


def test_to_find_is_never_said_of_abuse() -> None:
    texts = {said(artwork) for artwork in artworks()} | {a.picture.description.caption for a in artworks()}
    assert [
        text for text in texts if re.search(r"\b(find|finds|found)\b(\W+\w+){0,3}\W+abuse", text, re.IGNORECASE)
    ] == []


def test_emphasis_never_lies_on_abuse() -> None:
    spans = [
        words.text[start:end]
        for artwork in pictures()
        for words in artwork.picture.slots.values()
        if isinstance(words, Words)
        for start, end in words.spans
    ]
    assert len(spans) > 50
    assert [span for span in spans if re.search(r"abuse|exploit|image|video|child", span, re.IGNORECASE)] == [
        "Every child needs both."
    ] * sum("Every child" in span for span in spans)


def test_the_line_gives_the_cause_in_one_of_its_forms() -> None:
    other = set()
    for artwork in pictures():
        line, message = filled(artwork, "support"), artwork.picture.message
        if not line or any(line.startswith(cause) for cause in CAUSES):
            continue
        assert message in OTHER_LINES, (str(artwork.picture), line)
        other.add(message)
    assert other == OTHER_LINES.keys()
    assert any(filled(artwork, "support") == CAUSES[0] for artwork in pictures())


def test_what_may_happen_is_said_with_who_says_so() -> None:
    claims = [text for a in pictures() if re.search(r"may have to\s+stop|may stop", text := said(a))]
    assert len(claims) > 30
    for text in claims:
        assert re.search("according to NCMEC", text, re.IGNORECASE), text


def test_most_pictures_have_one_ask_and_the_others_a_reason() -> None:
    asks = Counter(button for artwork in artworks() if (button := filled(artwork, "button")))
    assert asks.keys() == {ASK, *OTHER_ASKS}
    assert asks.most_common(1)[0][0] == ASK
    feeds = [a for a in artworks() if a.picture.placement.role in {"feed", "story"} and a.picture.link]
    to_sign = [a for a in feeds if a.picture.link and a.picture.link.id == "petition" and filled(a, "button")]
    assert sum(filled(a, "button") == ASK for a in to_sign) > len(to_sign) / 2


def last_words_above(artwork: Artwork) -> Iterator[tuple[str, str]]:
    """Yield the last word above a button or an address, and the first of that."""
    for above, below in neighbours(artwork):
        slot = below.placed.slot.name
        if slot in {"button", "address"} and above.placed.slot.name != slot:
            yield re.findall(r"[\w’-]+", above.text)[-1].casefold(), lines_of(below.placed)[0].text


def test_no_line_above_a_button_or_an_address_ends_in_abuse() -> None:
    found = [(word, below, str(a.picture)) for a in pictures() for word, below in last_words_above(a)]
    assert len(found) > 150
    assert [one for one in found if one[0] in {"abuse", "exploitation", "online"}] == []


def test_parliament_is_named_in_full_at_its_first_mention() -> None:
    named = 0
    for artwork in artworks():
        for text in (said(artwork), artwork.picture.description.alt, artwork.picture.description.caption):
            if first := re.search(r"(?:(\w+)\s+)?Parliament", text):
                assert first[1] == "European", (str(artwork.picture), text)
                named += 1
    assert named > 300


def test_whoever_asks_parliament_for_something_names_it() -> None:
    asks = re.compile(r"\b(?:a yes|keep (?:the|child) (?:tools|protection))\b", re.IGNORECASE)
    asking = [a for a in pictures() if asks.search(said(a)) and a.picture.layout not in WITHOUT_PARLIAMENT]
    assert len(asking) > 20
    assert [str(a.picture) for a in asking if "european parliament" not in said(a).casefold()] == []


def test_a_rescue_is_no_work_of_the_tools_and_says_nothing_of_how_long_it_lasted() -> None:
    captions = {one.caption.long for one in campaign().campaign.messages.values()}
    told = [text for caption in captions for text in caption.split("\n\n") if "rescued" in text]
    assert len(told) == 1
    assert [text for text in told if re.search(r"\btools?\b|detect|years", text)] == []
    assert [str(a.picture) for a in pictures() if "rescued" in said(a)] == []


def test_a_message_with_stories_has_one_for_every_placement_of_stories() -> None:
    stories = {id_ for id_, placement in campaign().placements.items() if placement.role == "story"}
    made = {(a.picture.message, a.picture.placement.id) for a in artworks()}
    messages = {
        message.id
        for message in campaign().campaign.messages.values()
        if not message.countdown and any("story" in use.on for use in message.images)
    }
    assert len(messages) > 12
    assert [(message, story) for message in messages for story in stories if (message, story) not in made] == []
