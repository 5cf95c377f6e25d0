"""As many letters fit as `kit budget` says: held against other words of each language, composed into real pictures."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.campaigns import HEADER, make_project

import kit
import kit.tools.exchange
from kit.base.document import read_yaml
from kit.cli import main
from kit.compose.content import resolve
from kit.model.artwork import PlacedWords
from kit.model.picture import Words
from kit.run.pipeline.open_project import open_project
from kit.text.languages.language_names import is_right_to_left
from kit.text.languages.language_wording import sample_of
from kit.tools.exchange import export_translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.artwork import Artboard

#: Words that no budget was measured by.
OTHER_WORDS = read_yaml(Path(__file__).parent / "other_words.yaml", lambda _: ()).value
SPEC = (
    HEADER.replace("[cover, message, petition]", "[cover, lamp, leaf, message, petition]")
    + """\
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst, verb: Sign}
platforms: [telegram/landscape, telegram/square, instagram/story, youtube/thumbnail, x/in_stream]
messages:
  sign:
    images: [{layout: petition, on: [feed]}, {layout: lamp, on: [story]}]
    link: petition
    copy: {headline: Some lights you **never** switch off., support: Companies report abuse., button: Sign the petition}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A room with a wide opening of light in which a QR code stands.
  again:
    like: sign
    images: [{layout: lamp, on: [feed]}]
    copy: {headline: Pass it **on**}
"""
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> kit.Project:
    return kit.load(make_project(tmp_path_factory.mktemp("budgets") / "project", SPEC))


def texts_of(language: str, length: int, chance: random.Random) -> Iterator[str]:
    """Yield some texts of nearly as many letters, from anywhere in the other words of a language."""
    words = OTHER_WORDS[language].split(" ")
    for start in chance.sample(range(len(words) - 60), 12):
        text = " ".join(words[start:])[: length + 1].rpartition(" ")[0]
        if len(text) >= 0.9 * length:
            yield text


def fits(project: kit.Project, artboard: Artboard, slot: str, text: str, language: str) -> bool:
    """Return whether a text fits a slot of a picture that is composed with it."""
    composer = open_project(project).composer_for(artboard)
    drawing = composer.drawing_for(artboard)
    picture = resolve(artboard, project, composer.slots_of(drawing, artboard))
    slots = {**picture.slots, slot: Words(text, picture.slots[slot].mark)}
    picture = replace(picture, slots=slots, language=language, mirrored=is_right_to_left(language))
    placed = composer.compose(artboard, picture).placed
    return not any(one.overflow for one in placed if isinstance(one, PlacedWords) and one.slot.name == slot)


@pytest.mark.few(2)
@pytest.mark.ci
@pytest.mark.parametrize("language", sorted(OTHER_WORDS))
def test_nine_of_ten_texts_of_as_many_letters_fit_and_few_that_are_longer(project: kit.Project, language: str) -> None:
    artboards = {(one.message.id, one.placement.id): one for one in open_project(project).artboards.values()}
    chance, tried = random.Random(27), set()  # noqa: S311  (the same texts in every run)
    fitting: list[bool] = []
    longer: list[bool] = []
    for one in kit.tools.exchange.budget(project, [language]):
        if 12 <= one.most < 300 and (one.slot, one.most) not in tried:
            tried.add((one.slot, one.most))
            artboard = artboards[one.message, one.placement]
            texts, long_texts = (list(texts_of(language, n, chance)) for n in (one.most, int(1.5 * one.most)))
            fitting += [fits(project, artboard, one.slot, text, language) for text in texts[:4]]
            longer += [fits(project, artboard, one.slot, text, language) for text in long_texts[:2]]
    assert len(fitting) > 12
    assert sum(fitting) >= 0.9 * len(fitting)
    assert sum(longer) <= 0.2 * len(longer)


LANGUAGES = {
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "he", "hr", "hu",
    "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv",
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_of_the_campaign_has_real_words_to_measure_by(language: str) -> None:
    assert 1_400 < len(sample_of(language)) < 2_200
    assert sample_of(f"{language}-XX") == sample_of(language)


def test_a_budget_says_whose_words_it_was_measured_by(project: kit.Project) -> None:
    found = {one.language: one.measured_by for one in kit.tools.exchange.budget(project, ["en", "de", "ja"])}
    assert found == {"en": "sample", "de": "sample", "ja": "english"}


def test_inherited_words_are_counted_where_they_are_written(project: kit.Project) -> None:
    found = {one.key for one in kit.tools.exchange.budget(project, ["de"]) if one.message == "again"}
    assert {"messages.again.copy.headline", "messages.sign.copy.support", "messages.sign.copy.button"} <= found
    assert not any(key.startswith("messages.again.copy.s") for key in found)


def test_wide_letters_leave_room_for_fewer(project: kit.Project) -> None:
    def support(language: str) -> int:
        return sum(one.most for one in kit.tools.exchange.budget(project, [language]) if one.slot == "support")

    assert support("bg") < 0.95 * support("it")


def test_a_stack_gives_its_room_to_the_words_below_the_first(project: kit.Project) -> None:
    rows = {(one.message, one.placement, one.slot): one for one in kit.tools.exchange.budget(project, ["en"])}
    button = rows["again", "x/in_stream", "button"]
    assert button.most > 1.3 * button.drawn


def test_the_table_has_the_tightest_place_of_each_text_and_csv_and_json_have_all(project: kit.Project) -> None:
    spec = ["--spec", str(project.root)]
    ran = CliRunner().invoke(main, ["budget", "de", *spec])
    assert ran.exit_code == 0
    lines = ran.stdout.splitlines()
    assert lines[0] == "de: letters with blanks, measured with a sample of the language"
    assert lines[1].split() == ["text", "as", "drawn", "at", "most", "tightest", "place"]
    rows = json.loads(CliRunner().invoke(main, ["budget", "de", *spec, "--format", "json"]).stdout)["budgets"]
    printed = CliRunner().invoke(main, ["budget", "de", *spec, "--format", "csv"]).stdout_bytes
    table = printed.decode().removesuffix("\n").split("\n")
    assert table[0] == "language,key,message,frame,slot,placement,drawn,most,measured_by"
    assert len(table) == 1 + len(rows)
    for line in lines[2:]:
        key, drawn, most, place = line.split()
        own = [row for row in rows if row["key"] == key]
        least = min(own, key=lambda row: (row["most"], row["drawn"]))
        assert (int(most), place) == (least["most"], least["placement"])
        assert int(drawn) <= int(most)


def test_an_unknown_language_has_no_budget(project: kit.Project) -> None:
    ran = CliRunner().invoke(main, ["budget", "french", "--spec", str(project.root)])
    assert ran.exit_code == 2
    assert "nothing was counted" in ran.stderr


def test_exports_say_where_a_text_is_seen_and_how_many_letters_fit(project: kit.Project, tmp_path: Path) -> None:
    path = export_translation(project, "de", "po", tmp_path / "de.po").path
    text = path.read_text("utf-8").replace("\n#. ", " ")
    (least,) = sorted(
        one.most for one in kit.tools.exchange.budget(project, ["de"]) if one.key == "messages.sign.copy.support"
    )[:1]
    assert f"At most about {least} letters fit, blanks included: on " in text
    assert "Seen on " in text
