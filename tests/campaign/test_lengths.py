"""The words of the kit, cut to a third and doubled: a picture is sound, or says what is too long and where."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from support.whole_campaign import campaign

from kit.compose import Composer
from kit.compose.content import turned_off
from kit.judge import judge, rules_off
from kit.model.artwork import PlacedWords
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.base.geometry import Box
    from kit.model.artwork import Artboard, Artwork
    from kit.model.campaign import Message
    from kit.model.finding import Finding

#: A word, or a figure with the word behind it, which is never divided.
TOKEN = re.compile(r"\**\d[\d.,]*\s+\S+|\S+")
#: px that the ink of two slots may share: rounding of outlines.
SHARED = 1.0


def third(text: str) -> str:
    """Return the first third of the words of a text, its emphasis closed."""
    tokens = TOKEN.findall(text)
    kept = " ".join(tokens[: math.ceil(len(tokens) / 3)])
    return kept + "**" * (kept.count("**") % 2)


def double(text: str) -> str:
    """Return a text followed by itself."""
    return f"{text} {text}"


LENGTHS = {"third": third, "double": double}


def rewritten(message: Message, change: Callable[[str], str]) -> Message:
    """Return a message with all its copy changed."""
    frames = tuple(
        replace(frame, copy={slot: change(text) for slot, text in frame.copy.items()}) for frame in message.frames
    )
    return replace(message, copy={slot: change(text) for slot, text in message.copy.items()}, frames=frames)


@cache
def pictures() -> tuple[Composer, tuple[Artboard, ...]]:
    """Return the composer of the kit, and for each message, layout, picture of a series and drawing one artboard."""
    project = campaign()
    composer = Composer(project)
    found: dict[object, Artboard] = {}
    for artboard in plan(project):
        drawing = composer.drawing_for(artboard)
        found.setdefault((artboard.message.id, artboard.frame, artboard.layout, drawing.path), artboard)
    return composer, tuple(found.values())


@cache
def composed(length: str) -> tuple[Artwork, ...]:
    """Compose the pictures of the kit with all copy of another length."""
    composer, artboards = pictures()
    change = LENGTHS[length]
    return tuple(composer.compose(reworded(artboard, change)) for artboard in artboards)


def reworded(artboard: Artboard, change: Callable[[str], str]) -> Artboard:
    return replace(artboard, picture=replace(artboard.picture, message=rewritten(artboard.message, change)))


def errors(artwork: Artwork) -> list[Finding]:
    off = rules_off(turned_off(pictures()[0].project.campaign), advice=True)
    return [finding for finding in judge(artwork, off) if finding.severity == "error"]


def covered(artwork: Artwork) -> Iterator[tuple[str, Box]]:
    """Yield what everything on a picture covers, but for words that are known not to fit."""
    for words in artwork.words.values():
        if words.ink and not words.overflow:
            yield f"words of {words.slot.name}", words.ink
    if artwork.code:
        yield "code", artwork.code.box
    if artwork.chart and artwork.chart.picture is None:
        yield "marks", artwork.chart.box


@pytest.mark.ci
def test_every_layout_that_the_kit_uses_is_seen_in_every_drawing_that_it_uses() -> None:
    project = pictures()[0].project
    messages = project.campaign.messages.values()
    used = {use.layout for message in messages for use in message.images}
    used |= {frame.layout for message in messages for frame in message.frames if frame.layout}
    assert used
    for length in LENGTHS:
        assert {artwork.picture.layout for artwork in composed(length)} == used
        assert len({artwork.scene.drawing.path for artwork in composed(length)}) >= len(used)


def test_the_lengths_are_what_they_say() -> None:
    assert third("Keep the tools that find abuse **switched on.**") == "Keep the tools"
    assert third("Keep **the tools that find abuse** on.") == "Keep **the tools**"
    assert third("More than 82 million reports came.") == "More than"
    assert third("82 million reports came in") == "82 million reports"
    assert double("Keep **on.**") == "Keep **on.** Keep **on.**"


def test_copy_of_a_third_of_its_length_is_sound_everywhere() -> None:
    faults = [f"{finding}" for artwork in composed("third") for finding in errors(artwork)]
    assert faults == [], "\n\n".join(faults)


def test_copy_of_twice_its_length_is_sound_or_told_to_be_too_long() -> None:
    found = {str(artwork.picture): errors(artwork) for artwork in composed("double")}
    wrong = [
        f"{finding}"
        for findings in found.values()
        if not any(finding.rule == "overflow" for finding in findings)
        for finding in findings
    ]
    assert wrong == [], "\n\n".join(wrong)
    assert any(found.values()), "doubled copy fits everywhere, so nothing was tried"


def test_what_is_too_long_is_told_with_its_surplus_at_its_line_of_kit_yaml() -> None:
    told = 0
    for artwork in composed("double"):
        findings = [finding for finding in errors(artwork) if finding.rule == "overflow"]
        too_long = [words for words in artwork.placed if isinstance(words, PlacedWords) and words.overflow]
        assert len(findings) == len(too_long)
        for words, finding in zip(too_long, findings, strict=True):
            mark = finding.fault.mark
            assert mark is not None
            assert (mark.file, mark.line > 1) == ("kit.yaml", True)
            assert 0 < words.overflow < len(words.text)
            assert f"cut about {words.overflow} of" in finding.fault.remedy
            name = words.slot.name.partition(" ")[0]
            assert name in mark.snippet, f"{words.slot.name} of {artwork.picture}: {mark.snippet}"
            told += 1
    assert told


def test_words_that_do_not_fit_are_set_at_the_floor() -> None:
    placed = [words for artwork in composed("double") for words in artwork.words.values()]
    overflowing = [words for words in placed if words.overflow]
    assert overflowing
    assert [words for words in overflowing if words.size != pytest.approx(words.floor)] == []


@pytest.mark.parametrize("length", LENGTHS)
def test_ink_stands_in_its_slot_at_every_length(length: str) -> None:
    outside = [
        f"{words.slot.name} of {artwork.picture}"
        for artwork in composed(length)
        for words in artwork.words.values()
        if not words.overflow and words.ink and not words.slot.turn
        if not words.slot.box.grown(0.02 * words.size).contains(words.ink)
    ]
    assert outside == []


@pytest.mark.parametrize("length", LENGTHS)
def test_nothing_stands_on_the_words_at_any_length(length: str) -> None:
    shared = [
        f"{one} and {other} in {artwork.picture}"
        for artwork in composed(length)
        for (one, box), (other, under) in combinations(covered(artwork), 2)
        if box.overlaps(under, SHARED)
    ]
    assert shared == []


@pytest.mark.parametrize("length", LENGTHS)
def test_no_words_are_lost_or_under_the_floor_at_any_length(length: str) -> None:
    placed = [(artwork.picture, words) for artwork in composed(length) for words in artwork.words.values()]
    assert placed
    for picture, words in placed:
        assert words.size >= picture.placement.floor - 0.01, f"{words.slot.name} of {picture}"
        written = "".join(words.text.replace("**", "").split())
        shown = "".join("".join(words.lines).split())
        assert shown == written, f"{words.slot.name} of {picture}"
