"""Alt texts are read aloud as sentences: each ends once, whatever stands at the end of the words on the picture."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.campaigns import SPEC, make_project, write_countdown

from kit.base.errors import Mark
from kit.compose import Composer
from kit.compose.content.descriptions import ReadSlots, _sentence, continues, words_on
from kit.model.picture import Figure, Words
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.building import build
from kit.run.pipeline.open_project import summary_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.asset import Asset

#: Words of a headline, and how an alt text reads them.
READ = {
    "Pass it on": "Pass it on.",
    "Please pass it on.": "Please pass it on.",
    "Who keeps them safe?": "Who keeps them safe?",
    "Keep the tools on!": "Keep the tools on!",
    "And then nothing…": "And then nothing…",
    "Two days remain:": "Two days remain:",
    "She says: “Pass it on.”": "She says: “Pass it on.”",
    "She says: ‘Pass it on!’": "She says: ‘Pass it on!’",
    "She says: «Pass it on?»": "She says: «Pass it on?»",
    'She says: "Pass it on."': 'She says: "Pass it on."',
    "Pass it on (to everyone.)": "Pass it on (to everyone.)",
    "She says “yes”": "She says “yes”.",
    "Pass it on (to everyone)": "Pass it on (to everyone).",
    "Pass it on, please,": "Pass it on, please,.",
}
MESSAGE = """\
  m{number}:
    images: [{{layout: cover, on: [feed]}}]
    copy: {{headline: {headline}}}
    caption: {{short: Please share., long: Please share the petition.}}
    shows: A short call in large letters
"""


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Asset]:
    """Build one picture for each headline; return them by the id of their message."""
    head = SPEC[: SPEC.index("messages:")].replace("telegram/landscape, ", "")
    messages = [MESSAGE.format(number=number, headline=json.dumps(words)) for number, words in enumerate(READ)]
    folder = make_project(tmp_path_factory.mktemp("ends") / "project", f"{head}messages:\n{''.join(messages)}")
    result = build(load_project(folder / "kit.yaml"), folder / "dist", jobs=1)
    return {asset.message: asset for asset in result.assets}


@pytest.mark.parametrize(("number", "words"), list(enumerate(READ)), ids=list(READ))
def test_a_sentence_ends_once(assets: dict[str, Asset], number: int, words: str) -> None:
    asset = assets[f"m{number}"]
    assert asset.alt_long == f"Text: {READ[words]} A short call in large letters."
    assert asset.alt == asset.alt_long


@pytest.mark.parametrize(
    ("language", "words", "read"),
    [
        ("el", "Ποιος τους προστατεύει;", "Ποιος τους προστατεύει;"),
        ("el", "Ρωτούν: «Ποιος;»", "Ρωτούν: «Ποιος;»"),
        ("ar", "من يحميهم؟", "من يحميهم؟"),
        ("ar", "وقّع العريضة", "وقّع العريضة."),
        ("ar", "الأدوات تساعد؛", "الأدوات تساعد؛"),
        ("fr", "Qui les protège\u202f?", "Qui les protège ?"),
        ("fr", "Il dit «\u00a0oui.\u00a0»", "Il dit « oui. »"),
        ("en", "Pass it on;", "Pass it on;"),
    ],
)
def test_a_sentence_ends_once_in_its_own_language(language: str, words: str, read: str) -> None:
    assert _sentence(" ".join(words.split()), language) == read


@pytest.mark.parametrize(
    ("kicker", "headline", "read"),
    [
        ("Where they end, all goes", "unseen.", {"headline": "Where they end, all goes unseen."}),
        ("Five years on", "Keep it", {"kicker": "Five years on", "headline": "Keep it"}),
        ("It ends.", "eBay stays", {"kicker": "It ends.", "headline": "eBay stays"}),
        ("Sie sagt: „Ja.“", "eBay bleibt", {"kicker": "Sie sagt: „Ja.“", "headline": "eBay bleibt"}),
        ("Hun siger: »Ja.«", "eBay bliver", {"kicker": "Hun siger: »Ja.«", "headline": "eBay bliver"}),
    ],
)
def test_a_headline_that_goes_on_from_the_kicker_is_one_sentence_with_it(
    kicker: str, headline: str, read: dict[str, str]
) -> None:
    mark = Mark("kit.yaml", 1)
    assert words_on(ReadSlots({"headline": Words(headline, mark), "kicker": Words(kicker, mark)}), "en") == read


def test_a_headline_above_the_figure_is_read_before_it() -> None:
    mark = Mark("kit.yaml", 1)
    texts = {
        "number": "1,900",
        "unit": "times",
        "headline": "One child.",
        "support": "In one country.",
        "address": "a.b",
    }
    words = {name: Words(text, mark) for name, text in texts.items()}
    figure = Figure("children", {name: words[name] for name in ("number", "unit")})
    read = words_on(ReadSlots(words, figure), "en")
    assert ([*read], read["number"]) == (["number", "headline", "support", "address"], "1,900 times")
    read = words_on(ReadSlots(words, figure, headline_first=True), "en")
    assert [*read] == ["headline", "support", "number", "address"]


COUNTED = """\
sources: {agenda: {title: Die Tagesordnung des Rates, publisher: Die Stadt}}
statistics: {vote: {text: "**10.** März", counts: ist der Tag der Abstimmung}}
messages:
  open:
    copy: {headline: {one: "**Tag** bis zur Abstimmung", other: "**Tage** bis zur Abstimmung"}}
    caption:
      short: {one: "Morgen, in {days} Tag, stimmt der Rat ab.", other: "{days} Tage, bis der Rat am {vote} abstimmt."}
      long:
        one: "{days} Tag, bis der Rat am {vote} abstimmt. Schreiben Sie ihm heute."
        other: "{days} Tage, bis der Rat am {vote} abstimmt. Schreiben Sie ihm heute."
    shows: {one: "Ein Rollo, fast unten.", other: "Ein Rollo, darunter Licht für {days} Tage."}
"""


def test_a_translated_headline_continues_its_number_though_it_begins_with_a_capital(tmp_path: Path) -> None:
    """It was read as "2. Tage bis zur Abstimmung.": the second days."""
    spec = write_countdown(tmp_path / "library")
    (spec.parent / "locales").mkdir()
    (spec.parent / "locales" / "de.yaml").write_text(COUNTED, encoding="utf-8")
    project = load_project(spec)
    assert [*project.translations] == ["de"], (project.broken, project.untranslated)
    composer = Composer(project)
    alts = {
        str(artboard): composer.compose(artboard).picture.description.alt
        for artboard in plan(project)
        if artboard.language == "de" and artboard.placement.id == "x/square"
    }
    assert any("Text: 2 Tage bis zur Abstimmung." in alt for alt in alts.values()), alts
    assert any("Text: 1 Tag bis zur Abstimmung." in alt for alt in alts.values()), alts
    [entry] = summary_of(project).translations["de"].messages
    assert entry.counted["2"] == "2 Tage bis zur Abstimmung"


def test_a_headline_continues_what_its_original_continues(tmp_path: Path) -> None:
    project = load_project(make_project(tmp_path / "tiny") / "kit.yaml")
    path = ("messages", "sign", "copy", "headline")
    document = replace(project.campaign.document, originals={path: "**unseen.**"})
    arabic = replace(project.campaign, document=document)
    assert continues(path, "غير مرئي.", arabic)
    assert not continues(path, "غير مرئي.", project.campaign)
    assert not continues(path, "3 أيام", arabic)
    other = replace(project.campaign, document=replace(document, originals={path: "Unseen."}))
    assert not continues(path, "eBay bleibt", other)
