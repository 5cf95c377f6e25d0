"""The pictures of the kit in pseudo-copy, half as long again or from right to left: sound, or told to be too long."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from support.whole_campaign import campaign

from kit.compose import Composer
from kit.compose.content import turned_off
from kit.judge import judge, rules_off
from kit.project.plan import plan
from kit.run.pipeline.loading import with_pseudo_copy

if TYPE_CHECKING:
    from kit.model.artwork import Artboard, Artwork
    from kit.model.finding import Finding
    from kit.model.project import PseudoCopy

KINDS: tuple[PseudoCopy, ...] = ("long", "rtl")
#: Drawings in which words of pseudo-copy do not fit, with the most slots that are told to be too long. No other may be
#: added; where one was mended, its line goes.
TOO_LONG = {
    "long": {
        "data/screen.svg": {"sender", "source"},
        "data/square.svg": {"sender", "source"},
        "data/story.svg": {"source"},
        "data/tall.svg": {"source"},
        "horizon/screen.svg": {"button", "sender", "source"},
        "horizon/square.svg": {"sender", "source"},
        "horizon/story.svg": {"sender"},
        "horizon/tall.svg": {"sender"},
        "lamp-header/screen.svg": {"address", "support"},
        "lamp-header/strip.svg": {"support"},
        "lamp-header/wide.svg": {"support"},
        "leaf/screen.svg": {"sender", "source", "unit"},
        "series-ask/tall.svg": {"source"},
        "torch/screen.svg": {"sender"},
        "torch/square.svg": {"sender"},
        "torch/wide.svg": {"sender"},
        "voting-desk/screen.svg": {"sender", "source"},
        "voting-desk/square.svg": {"sender", "source"},
        "voting-desk/story.svg": {"source"},
        "voting-desk/tall.svg": {"source"},
        "voting-desk/wide.svg": {"sender"},
        "window/screen.svg": {"sender", "source"},
        "window/square.svg": {"sender", "source"},
        "window/story.svg": {"source"},
        "window/tall.svg": {"source"},
        "window/wide.svg": {"sender"},
        "writing/screen.svg": {"sender", "source"},
        "writing/square.svg": {"sender", "source"},
        "writing/story.svg": {"sender"},
        "writing/tall.svg": {"sender"},
    },
    "rtl": {
        "data/screen.svg": {"sender"},
        "horizon/screen.svg": {"sender"},
        "horizon/square.svg": {"sender"},
        "horizon/tall.svg": {"sender"},
        "writing/screen.svg": {"sender"},
        "writing/tall.svg": {"sender"},
    },
}


def key(artboard: Artboard) -> tuple[object, ...]:
    return artboard.message.id, artboard.frame, artboard.layout, artboard.placement.id


@cache
def chosen() -> frozenset[tuple[object, ...]]:
    """Choose a picture for each message and drawing, and each picture of a series; of a countdown, the first day."""
    composer, found = Composer(campaign()), dict[object, tuple[object, ...]]()
    for artboard in plan(campaign()):
        series = None if artboard.message.countdown else artboard.frame
        found.setdefault((artboard.message.id, series, composer.drawing_for(artboard).path), key(artboard))
    return frozenset(found.values())


@cache
def composed(kind: PseudoCopy) -> tuple[Artwork, ...]:
    """Compose the pictures that are chosen, in pseudo-copy."""
    project = with_pseudo_copy(campaign(), kind)
    composer = Composer(project)
    return tuple(composer.compose(artboard) for artboard in plan(project) if key(artboard) in chosen())


@cache
def errors(kind: PseudoCopy) -> tuple[tuple[Finding, ...], ...]:
    """Return the errors of each picture that is composed in pseudo-copy."""
    off = rules_off(turned_off(campaign().campaign), advice=True)
    return tuple(
        tuple(finding for finding in judge(artwork, off) if finding.severity == "error") for artwork in composed(kind)
    )


@pytest.mark.ci
def test_every_layout_of_the_campaign_is_seen_in_pseudo_copy() -> None:
    layouts = {artboard.layout for artboard in plan(campaign())}
    assert layouts
    for kind in KINDS:
        assert {artwork.picture.layout for artwork in composed(kind)} == layouts
        assert len(composed(kind)) == len(chosen()) > 3 * len(layouts)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_in_pseudo_copy_is_sound_or_says_what_is_too_long(kind: PseudoCopy) -> None:
    wrong = [
        f"{finding}"
        for found in errors(kind)
        if not any(finding.rule == "overflow" for finding in found)
        for finding in found
    ]
    assert wrong == [], "\n\n".join(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_too_long_is_told_with_its_place_and_a_remedy(kind: PseudoCopy) -> None:
    faults = [finding.fault for found in errors(kind) for finding in found]
    assert faults, "everything fits, so nothing was tried"
    assert [fault.message for fault in faults if not (fault.mark and fault.mark.line and fault.remedy)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_further_drawing_is_too_small_for_words_of_other_languages(kind: PseudoCopy) -> None:
    known = TOO_LONG[kind]
    new = [
        f"{words.slot.name} of {artwork.picture} in {artwork.scene.drawing.name}"
        for artwork in composed(kind)
        for words in artwork.words.values()
        if words.overflow and words.slot.name not in known.get(artwork.scene.drawing.name, ())
    ]
    assert new == []


def test_long_words_of_wide_pictures_stand_on_lines_of_their_own_and_never_on_each_other() -> None:
    wide = [artwork for artwork in composed("long") if artwork.scene.drawing.name.endswith("/wide.svg")]
    senders = [artwork.words["sender"] for artwork in wide if "sender" in artwork.words]
    fitting = [words for words in senders if not words.overflow]
    assert len(fitting) > len(senders) / 2
    assert {len(words.lines) for words in fitting} == {1}, "the source is in the same line"
