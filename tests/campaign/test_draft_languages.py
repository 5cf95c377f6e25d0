"""Seven messages in plain draft words of five languages, `drafts/TAG.yaml`: the drawings have room for them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from support.whole_campaign import REPOSITORY, campaign

from kit.compose import Composer
from kit.compose.content import turned_off
from kit.compose.content.campaign_texts import review
from kit.judge import RULES, judge, rules_off
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from kit.model.artwork import Artboard, Artwork
    from kit.model.finding import Finding
    from kit.model.project import Project

DRAFTS = Path(__file__).parent / "drafts"
LANGUAGES = ("ar", "bg", "de", "el", "fi")
MESSAGES = {"tools-at-risk", "silence", "vote", "deadline", "petition", "survivors-first", "plainly"}
#: Drawings with too little room, by the slots that are told, with the languages in which they are. No other may be
#: added; where one was mended, its words go.
TOO_LONG: dict[str, dict[str, str]] = {
    "day/screen.svg": {"support": "bg"},
}
#: The rules that compare a translation with `kit.yaml`, or with how its language is written.
OF_TRANSLATIONS = ("translated-facts", "translated-emphasis", "other-language", "straight-quotes", "letters")
#: How faults name a slot: one whose words do not fit, or whose box is too low, or whose ink meets that of another.
SLOT = re.compile(r"'slot-([a-z]+)'|^the ([a-z]+) does not fit")


class Drafted(NamedTuple):
    """The campaign in the draft words of one language, and a picture for each message, drawing, size and safe area."""

    language: str
    project: Project
    artworks: tuple[Artwork, ...]


@pytest.fixture(scope="module", params=LANGUAGES)
def drafted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Drafted:
    """Put the draft words of a language beside the campaign's; messages that it lacks are left out of it."""
    language, root = request.param, tmp_path_factory.mktemp(request.param)
    (root / "locales").mkdir()
    shutil.copy(DRAFTS / f"{language}.yaml", root / "locales")
    shutil.copy(REPOSITORY / "kit.yaml", root)
    shutil.copytree(REPOSITORY / "logos", root / "logos")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    project = load_project(root / "kit.yaml").in_language(language)
    composer = Composer(project)
    chosen: dict[object, Artboard] = {}
    for artboard in plan(project):
        room = artboard.placement.canvas, artboard.placement.safe_box
        chosen.setdefault((artboard.message.id, composer.drawing_for(artboard).path, room), artboard)
    return Drafted(language, project, tuple(composer.compose(artboard) for artboard in chosen.values()))


def errors(drafted: Drafted) -> list[tuple[Artwork, Finding]]:
    """Return each error, with its picture."""
    off = rules_off(turned_off(drafted.project.campaign), advice=True)
    return [
        (artwork, finding)
        for artwork in drafted.artworks
        for finding in judge(artwork, off)
        if finding.severity == "error"
    ]


def is_known(artwork: Artwork, finding: Finding, language: str) -> bool:
    """Return whether an error is that of a slot with too little room, in a drawing that is known for it."""
    slot = SLOT.search(finding.fault.message)
    known = TOO_LONG.get(artwork.scene.drawing.name, {})
    return slot is not None and language in known.get(slot[1] or slot[2], "").split()


@pytest.mark.ci
def test_seven_messages_are_wholly_in_the_language_and_every_layout_of_theirs_is_seen(drafted: Drafted) -> None:
    language, project, artworks = drafted
    assert project.campaign.kit.language == language
    assert project.campaign.messages.keys() == MESSAGES
    layouts = {artboard.layout for artboard in plan(campaign()) if artboard.message.id in MESSAGES}
    assert {artwork.picture.layout for artwork in artworks} == layouts
    assert len(artworks) > 3 * len(MESSAGES)


@pytest.mark.few(2)
def test_the_draft_says_that_it_is_no_edition(drafted: Drafted) -> None:
    top = (DRAFTS / f"{drafted.language}.yaml").read_text(encoding="utf-8").split("\n\n")[0]
    assert "A draft for testing drawings" in top
    assert "This is no edition" in top


@pytest.mark.few(2)
def test_the_draft_names_who_says_so_wherever_the_campaign_does(drafted: Drafted) -> None:
    drawn, own = drafted.project.campaign.messages, campaign().campaign.messages
    said = {
        id_: [{slot for slot, text in messages[id_].copy.items() if "NCMEC" in text} for messages in (drawn, own)]
        for id_ in drawn
    }
    assert any(theirs for theirs, _ in said.values())
    assert {id_: slots for id_, slots in said.items() if slots[0] != slots[1]} == {}
    assert [id_ for id_, message in drawn.items() if message.copy.keys() != own[id_].copy.keys()] == []


@pytest.mark.few(2)
def test_no_lines_of_a_picture_in_draft_words_touch(drafted: Drafted) -> None:
    """In Arabic 38 texts had lines whose ink overlapped, as leading that was drawn for Latin letters was kept."""
    near = {
        (artwork.scene.drawing.name, one.slot.name): one.line_gap
        for artwork in drafted.artworks
        for one in artwork.all_words
        if one.line_gap < one.least_gap and not one.overflow
    }
    assert near == {}
    assert sum(len(one.rows) > 1 for artwork in drafted.artworks for one in artwork.all_words) > 100


@pytest.mark.few(2)
def test_the_draft_has_the_facts_and_the_language_that_it_should_have(drafted: Drafted) -> None:
    reviewed = review(drafted.project.campaign)
    assert len([prose for prose in reviewed.prose if prose.originals]) > 50
    assert [finding for rule in OF_TRANSLATIONS for finding in RULES[rule].check(reviewed)] == []


@pytest.mark.few(2)
def test_a_picture_in_draft_words_has_no_error(drafted: Drafted) -> None:
    wrong = [f"{finding}" for artwork, finding in errors(drafted) if not is_known(artwork, finding, drafted.language)]
    assert wrong == [], "\n\n".join(wrong)
