"""What a picture and its caption ask of people: in words that are seen, and where to go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from test_rules import HEADLINE, LONG, SUPPORT, project_of, words

from kit.compose import Composer
from kit.judge import WORD_RULES, judge
from kit.project import load_project
from kit.project.placements import read_placements
from kit.project.plan import plan
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.project import Project

URL = "https://www.change.org/childsafetyfirst"
VERB = ("kit.yaml", "shown: change.org/childsafetyfirst}", "shown: change.org/childsafetyfirst, verb: Sign}")
#: The slot of the tiny kit that shows its address, and that of its code.
ADDRESS, CODE = words("address", 65, 400), 'id="slot-qr"'
#: A place where people meet the pictures with a phone at hand.
ON_DESKTOP = ("kit.yaml", "platforms: [x/square]", "platforms: [x/in_stream]")
#: Changes by which the tiny kit has no address, and the same in that place.
WITHOUT_ADDRESS = ("square.svg", ADDRESS, ""), ("layout.yaml", "  address: {lines: 1}\n", "")
CODE_ALONE = *WITHOUT_ADDRESS, ON_DESKTOP


def found(project: Project, rule: str, message: str = "tools") -> list[Finding]:
    """Return what a rule finds in the pictures of a message; every finding is a warning."""
    findings = [f for f in check_composed(project, (message,)) if f.rule == rule]
    assert {finding.severity for finding in findings} <= {"warning"}
    return findings


def codes(findings: list[Finding]) -> list[str]:
    return [finding.fault.code for finding in findings]


def test_a_picture_that_shows_neither_address_nor_code_is_found_in_its_drawing(tmp_path: Path) -> None:
    shown = found(project_of(tmp_path / "shown"), "ask")
    with_code = found(project_of(tmp_path / "code", *CODE_ALONE), "ask")
    no_code = ("layout.yaml", "  qr: {dark: ink, light: plate}\n", ""), ("square.svg", CODE, 'id="qr"')
    [finding] = found(project_of(tmp_path / "bare", *CODE_ALONE, *no_code), "ask")
    assert codes(found(project_of(tmp_path / "phone", *WITHOUT_ADDRESS), "ask")) == ["address-not-on-picture"]
    assert (shown, with_code) == ([], [])
    assert finding.fault.code == "address-not-on-picture"
    assert str(finding.fault.mark) == "notice/square.svg:1:1"


@pytest.mark.parametrize(
    ("headline", "missing"),
    [
        ("Keep the tools", True),
        ("Sign to keep them on", False),
        ("Please, SIGN.", False),
        ("Signed? Assign a resignation", True),
    ],
)
def test_a_picture_says_the_verb_of_its_link_as_a_word(tmp_path: Path, headline: str, *, missing: bool) -> None:
    project = project_of(tmp_path, VERB, *CODE_ALONE, ("kit.yaml", HEADLINE, f'headline: "{headline}",'))
    findings = found(project, "ask")
    assert codes(findings) == (["verb-missing"] if missing else [])
    assert all(finding.fault.mark and finding.fault.mark.file == "kit.yaml" for finding in findings)


def test_the_words_of_a_button_and_the_verb_before_the_address_ask_as_well(tmp_path: Path) -> None:
    button = [
        ("square.svg", "<!-- here -->", words("button", 65, 600)),
        ("layout.yaml", "  source: {lines: 1}", "  button: {lines: 1}\n  source: {lines: 1}"),
        ("kit.yaml", SUPPORT, "support: Keep them on, button: Put your name to it"),
    ]
    assert found(project_of(tmp_path / "button", VERB, *CODE_ALONE, *button), "ask") == []
    assert found(project_of(tmp_path / "address", VERB), "ask") == []


def test_a_message_without_a_link_and_a_link_without_a_verb_ask_nothing(tmp_path: Path) -> None:
    unlinked = project_of(tmp_path / "unlinked", VERB, ("kit.yaml", "    link: petition\n", ""))
    assert found(unlinked, "ask") == []
    assert found(project_of(tmp_path / "no-verb"), "ask") == []


def test_a_ring_around_a_profile_picture_asks_nothing(tmp_path: Path) -> None:
    composer = Composer(project := project_of(tmp_path, VERB, *CODE_ALONE))
    artwork = composer.compose(plan(project)[0])
    picture = artwork.picture
    ring = replace(artwork, picture=replace(picture, placement=replace(picture.placement, role="frame")))
    rules = [{finding.rule for finding in judge(one, (), WORD_RULES)} for one in (artwork, ring)]
    assert rules == [{"ask"}, set()]
    assert artwork.code


def caption(words: str) -> tuple[str, str, str]:
    """Return the change of the tiny kit by which both forms of a caption are some words."""
    return "kit.yaml", LONG, f'caption: {{short: "{words}", long: "{words}"}}'


@pytest.mark.parametrize(
    ("placement", "words", "hidden"),
    [
        ("instagram/square", f"{'n' * 120} sign", None),
        ("instagram/square", f"{'n' * 121} sign", "'Sign'"),
        ("instagram/square", f"Sign. {'n' * 400}", None),
        ("linkedin/square", f"Sign. {'n' * (210 - 8 - len(URL))}", None),
        ("linkedin/square", f"Sign. {'n' * (210 - 7 - len(URL))}", URL),
        ("linkedin/square", f"{'n' * 210} sign", f"'Sign' and {URL}"),
        ("facebook/feed_square", f"Sign. {'n' * (480 - 8 - len(URL))}", None),
        ("facebook/feed_square", f"Sign. {'n' * (480 - 7 - len(URL))}", URL),
        ("x/square", f"{'n' * 200} sign", None),
    ],
)
def test_the_ask_and_where_links_work_the_address_come_before_the_fold(
    tmp_path: Path, placement: str, words: str, hidden: str | None
) -> None:
    project = project_of(tmp_path, VERB, ("kit.yaml", "platforms: [x/square]", f"platforms: [{placement}]"),
                         caption(words))  # fmt: skip
    findings = found(project, "fold")
    assert codes(findings) == (["ask-folded"] if hidden else [])
    assert [finding.fault.message.partition(" before it says ")[2] for finding in findings] == [hidden] * bool(hidden)


def test_the_form_of_the_caption_that_is_folded_is_named(tmp_path: Path) -> None:
    long = ("kit.yaml", LONG, f"caption:\n      short: Sign.\n      long: {'n' * 300}")
    project = project_of(tmp_path, VERB, ("kit.yaml", "platforms: [x/square]", "platforms: [instagram/square]"), long)
    [finding] = found(project, "fold")
    assert finding.fault.mark
    assert finding.fault.mark.snippet.strip().startswith("long: nnn")


def test_a_size_of_its_own_on_a_platform_is_folded_as_the_others_there(tmp_path: Path) -> None:
    own = "placements: {instagram/small: 800 x 800, board/wall: {size: 800 x 800, fold: 90, links: no}}\nmessages:"
    project = project_of(tmp_path, ("kit.yaml", "messages:", own))
    placements = load_project(project.root / "kit.yaml").placements
    small, wall = placements["instagram/small"], placements["board/wall"]
    assert (small.fold, small.links) == (125, False)
    assert (wall.fold, wall.links) == (90, False)


def test_where_a_caption_is_folded_is_known_of_three_platforms() -> None:
    folds = {(one.platform, one.fold) for one in read_placements().values() if one.fold is not None}
    assert folds == {("instagram", 125), ("facebook", 480), ("linkedin", 210)}
    assert all(one.caption for one in read_placements().values() if one.fold is not None)


@pytest.mark.parametrize(
    ("support", "language", "word"),
    [
        ("Scan, sign, then share", "en", "Scan"),
        ("Sign now. Scan to sign", "en", "Scan"),
        ("Sign, or scan the code", "en", "scan"),
        ("Den QR-Code scannen", "de", "scannen"),
        ("Escanea y firma", "es", "Escanea"),
        ("Zeskanuj i podpisz", "pl", "Zeskanuj"),
        ("Skanna och skriv under", "sv", "Skanna"),
        ("Naskenujte kód a podepište", "cs", "Naskenujte"),
        ("Scan and sign", "pl", "Scan"),
        ("Skandal vor der Abstimmung", "de", None),
        ("Tools that scan for abuse", "en", None),
        ("Scandals pass", "en", None),
        ("Scenes pass", "en", None),
        ("Vote with us", "en", None),
    ],
)
def test_nobody_is_asked_to_scan_a_phone(tmp_path: Path, support: str, language: str, word: str | None) -> None:
    says = ("kit.yaml", SUPPORT, f"support: {support!r}")
    spoken = ("kit.yaml", "language: en", f"language: {language}")
    findings = found(project_of(tmp_path / "phone", says, spoken), "scan")
    assert codes(findings) == (["scan-on-phone"] if word else [])
    assert all(f"the support says '{word}'," in finding.fault.message for finding in findings)
    assert found(project_of(tmp_path / "desktop", says, ON_DESKTOP), "scan") == []
