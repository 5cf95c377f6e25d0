"""A project in several languages: `locales/TAG.yaml` beside `kit.yaml`, what it may say, and what is missing in it."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.faults import BREAKABLE, faults_of, located, write_breakable

import kit
from kit.base.errors import SpecError
from kit.compose import Composer
from kit.compose.content.picture_slots import slot_contents
from kit.model.campaign import NO_VOICE
from kit.model.manifest import AboutEntry
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.loading import load
from kit.run.pipeline.open_project import summary_of
from kit.text import FontRequest

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.project import Project

#: Every word of the small project in German.
GERMAN = """\
kit: {title: Ein kleiner Bausatz}
links: {petition: {url: https://www.change.org/eine, shown: change.org/eine}}
statistics:
  reports: {qualifier: mehr als, text: 82 Millionen, counts: davon}
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
messages:
  sign:
    copy: {headline: "**Unterschreib** für {reports}", support: Bitte}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib sie.}
    shows: Eine Wand.
  series:
    copy: {headline: Eins von zweien}
    frames: {1: {copy: {headline: Noch eins}}, 2: {copy: {support: Mehr}}}
    caption: {short: Bitte teil das., long: Bitte teil das.}
    shows: Eine Wand.
"""


def write_german(folder: Path, text: str = GERMAN, tag: str = "de", **changed: str) -> Path:
    """Write the small project with a translation, in which some words are others; return its `kit.yaml`."""
    for old, new in changed.items():
        assert old in text, old
        text = text.replace(old, new, 1)
    path = write_breakable(folder)
    (folder / "locales").mkdir(exist_ok=True)
    (folder / "locales" / f"{tag}.yaml").write_text(text, encoding="utf-8")
    return path


def german(folder: Path, text: str = GERMAN) -> Project:
    return load_project(write_german(folder, text))


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


# What it says --------------------------------------------------------------------------------------------------------


def test_a_project_speaks_every_language_that_it_has_a_translation_for(tmp_path: Path) -> None:
    project = german(tmp_path)
    assert [campaign.kit.language for campaign in project.campaigns] == ["en", "de"]
    sign = project.translations["de"].messages["sign"]
    assert sign.copy == {"headline": "**Unterschreib** für mehr als 82 Millionen", "support": "Bitte"}
    assert (sign.caption.short, sign.shows) == ("Bitte unterschreib.", "Eine Wand.")
    assert project.translations["de"].kit.title == "Ein kleiner Bausatz"
    assert project.campaign.messages["sign"].copy["support"] == "Please"
    assert not project.untranslated


def test_frames_are_named_by_their_numbers(tmp_path: Path) -> None:
    frames = german(tmp_path).translations["de"].messages["series"].frames
    assert [dict(frame.copy) for frame in frames] == [{"headline": "Noch eins"}, {"support": "Mehr"}]
    assert frames[1].statistic == "reports", "what is no word stays"


def test_addresses_and_names_stay_as_they_are_unless_a_translation_has_others(tmp_path: Path) -> None:
    campaign = german(tmp_path).translations["de"]
    assert (campaign.links["petition"].url, campaign.links["petition"].shown) == (
        "https://www.change.org/eine",
        "change.org/eine",
    )
    assert campaign.sources["letter"].url == "https://www.missingkids.org/a"


def test_a_translation_may_take_another_layout_of_the_same_slots(tmp_path: Path) -> None:
    other = GERMAN.replace("  sign:\n", "  sign:\n    images: {2: {layout: figure}}\n")
    layouts = [use.layout for use in german(tmp_path, other).translations["de"].messages["sign"].images]
    assert layouts == ["plain", "figure"]


def test_words_never_used_are_those_of_the_language(tmp_path: Path) -> None:
    with_voice = GERMAN + "voice: {never: [opfer], never_in_a_line: [Eine Wand]}\n"
    project = german(tmp_path, with_voice)
    assert project.translations["de"].voice.never == ("opfer",)
    assert project.campaign.voice.never == ("victim",)


@pytest.mark.parametrize("written", ["", "voice:\n"])
def test_the_voice_of_kit_yaml_holds_for_no_other_language(tmp_path: Path, written: str) -> None:
    project = german(tmp_path, GERMAN + written)
    assert (project.translations["de"].voice, project.campaign.voice.never) == (NO_VOICE, ("victim",))
    assert [campaign.kit.language for campaign in project.voiceless] == ["de"]
    assert german(tmp_path / "own", GERMAN + "voice: []\n").voiceless == ()


def test_what_is_wrong_with_the_voice_of_a_language_is_found_in_its_file(tmp_path: Path) -> None:
    [fault] = faults_of(write_german(tmp_path, GERMAN + "voice: {never: [opfer*]}\n"))
    assert (fault.code, str(fault.mark)) == ("stem-with-star", f"locales/de.yaml:{GERMAN.count(chr(10)) + 1}:17")


def test_a_message_takes_the_translation_of_the_one_that_it_is_like(tmp_path: Path) -> None:
    path = write_german(tmp_path)
    again = "  again:\n    like: sign\n    shows: A wall at noon.\nchecks:"
    path.write_text(BREAKABLE.replace("checks:", again), encoding="utf-8")
    project = load_project(path)
    assert [one.message for one in project.untranslated] == ["again"]
    assert "shows" in project.untranslated[0].fault.message
    text = GERMAN + "  again: {shows: Eine Wand am Mittag.}\n"
    (tmp_path / "locales/de.yaml").write_text(text, encoding="utf-8")
    again_in_german = load_project(path).translations["de"].messages["again"]
    assert (again_in_german.copy["support"], again_in_german.shows) == ("Bitte", "Eine Wand am Mittag.")


def test_places_lead_to_the_file_that_the_words_are_in(tmp_path: Path) -> None:
    document = german(tmp_path).translations["de"].document
    headline, layout = ("messages", "sign", "copy", "headline"), ("messages", "sign", "images", 0, "layout")
    assert str(document.mark(*headline)).startswith(f"locales/de.yaml:{line_of(GERMAN, 'headline:')}:")
    assert document.mark(*layout).file == "kit.yaml"
    text = "**Unterschreib** für {reports}"
    found = document.mark_at(headline, text, text.index("für"), 3)
    assert (found.file, found.snippet[found.column - 1 :][:3]) == ("locales/de.yaml", "für")


def test_pictures_are_planned_in_the_language_of_kit_yaml_first(tmp_path: Path) -> None:
    artboards = plan(german(tmp_path))
    half = len(artboards) // 2
    assert {one.language for one in artboards[:half]} == {"en"}
    assert {one.language for one in artboards[half:]} == {"de"}
    assert [one.path[3:] for one in artboards[:half]] == [one.path[3:] for one in artboards[half:]]
    assert [str(one) for one in artboards[half:]] == [f"{one} (de)" for one in artboards[:half]]
    assert {one.language for one in plan(german(tmp_path), "de/*")} == {"de"}
    assert len(plan(german(tmp_path), "sign x/square")) == 2, "a name without its language means all"


def test_one_language_is_loaded_by_its_tag(tmp_path: Path) -> None:
    path = write_german(tmp_path)
    only = load(path, locale="de")
    assert (only.campaign.kit.language, only.translations) == ("de", {})
    assert load(path, locale="en").campaign.messages["sign"].copy["support"] == "Please"
    with pytest.raises(SpecError, match="no language 'fr'\n  known here: de, en") as caught:
        load(path, locale="fr")
    assert [fault.code for fault in caught.value.faults] == ["unknown-locale"]


def test_a_kit_is_published_at_one_address_in_all_languages(tmp_path: Path) -> None:
    project = kit.published_at(german(tmp_path), "https://kits.example/")
    assert [campaign.kit.site for campaign in project.campaigns] == ["https://kits.example/"] * 2


def test_a_project_in_several_languages_can_be_sent_to_another_process(tmp_path: Path) -> None:
    project = german(tmp_path)
    assert pickle.loads(pickle.dumps(project.translations["de"])) == project.translations["de"]  # noqa: S301


# What is missing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "left_out", "said"),
    [
        (", support: Bitte", "", ["sign"], "copy.support"),
        ("short: Bitte unterschreib., ", "", ["sign"], "caption.short"),
        ("    shows: Eine Wand.\n  series", "    shows:\n  series", ["sign"], "shows"),
        (", 2: {copy: {support: Mehr}}", "", ["series"], "frames.2.copy.support"),
        ("qualifier: mehr als, ", "", ["sign", "series"], "statistics.reports.qualifier"),
        ("sources: {letter: {title: Ein Brief, publisher: NCMEC}}", "", ["sign", "series"], "sources.letter.title"),
    ],
)
def test_a_message_of_which_words_are_missing_is_left_out(
    old: str, new: str, left_out: list[str], said: str, tmp_path: Path
) -> None:
    assert old in GERMAN
    project = german(tmp_path, GERMAN.replace(old, new, 1))
    assert [one.message for one in project.untranslated] == left_out
    assert all(said in one.fault.message for one in project.untranslated)
    kept = [*project.translations["de"].messages] if project.translations else []
    assert kept == [id_ for id_ in ("sign", "series") if id_ not in left_out]
    assert [*project.campaign.messages] == ["sign", "series"]


def test_what_is_missing_is_told_at_the_message_with_the_words_to_translate(tmp_path: Path) -> None:
    text = GERMAN.replace(", support: Bitte", "")
    (found,) = german(tmp_path, text).untranslated
    assert (
        str(found.fault).splitlines()[0].startswith(f"locales/de.yaml:{line_of(text, '  sign:')}:3: 'sign' is left out")
    )
    assert found.fault.remedy == "translate 'copy.support': Please"


def test_an_empty_translation_leaves_everything_out(tmp_path: Path) -> None:
    project = german(tmp_path, "# to be translated\n")
    assert (project.translations, len(project.untranslated)) == ({}, 2)
    with pytest.raises(SpecError, match="'sign' is left out in 'de'"):
        load(tmp_path, locale="de")


def test_words_of_the_kit_are_missing_everywhere(tmp_path: Path) -> None:
    path = write_german(tmp_path)
    helped = ("  theme: night\n", "  theme: night\n  help: {text: Need help, link: petition}\n")
    path.write_text(BREAKABLE.replace(*helped, 1), encoding="utf-8")
    assert [one.message for one in load_project(path).untranslated] == ["sign", "series"]


def test_what_only_the_page_says_is_left_out_alone_without_its_translation(tmp_path: Path) -> None:
    said = "  about: {text: We ask for it., by: NCMEC, link: petition, source: letter}\n  outcome: It is so.\n"
    path = write_german(tmp_path)
    path.write_text(BREAKABLE.replace("  theme: night\n", f"  theme: night\n{said}", 1), encoding="utf-8")
    project = load_project(path)
    assert project.untranslated == ()
    told = summary_of(project)
    assert told.about == AboutEntry("We ask for it.", "NCMEC", project.campaign.links["petition"].url, "letter")
    assert (told.in_language("de").about, told.in_language("de").outcome) == (None, None)
    own = "kit: {about: {text: Darum bitten wir.}, outcome: Es ist so., title"
    (tmp_path / "locales" / "de.yaml").write_text(GERMAN.replace("kit: {title", own), encoding="utf-8")
    german_words = summary_of(load_project(path)).in_language("de")
    assert german_words.about is not None
    assert (german_words.about.text, german_words.about.by) == ("Darum bitten wir.", "NCMEC")
    assert german_words.outcome == "Es ist so."


def test_a_figure_without_a_translated_source_is_left_out_and_other_messages_stay(tmp_path: Path) -> None:
    text = GERMAN.replace("sources: {letter: {title: Ein Brief, publisher: NCMEC}}\n", "")
    text += "  plain: {copy: {headline: Komm}, caption: {short: Komm., long: Komm.}, shows: Eine Wand.}\n"
    path = write_german(tmp_path, text)
    plain = "  plain:\n    images: [{layout: bare, on: [feed]}]\n    copy: {headline: Come}\n"
    plain += "    caption: {short: Come., long: Come.}\n    shows: A wall.\nchecks:"
    path.write_text(BREAKABLE.replace("checks:", plain, 1), encoding="utf-8")
    translation = load_project(path).translations["de"]
    assert ([*translation.messages], [*translation.statistics]) == (["plain"], [])


def test_the_source_line_is_told_where_its_words_are_translated(tmp_path: Path) -> None:
    project = german(tmp_path)
    board = next(one for one in plan(project) if one.is_translated and one.message.id == "sign")
    mark = slot_contents(board, project.in_language("de"), {"source"})["source"].mark
    assert (mark.file, mark.line) == ("locales/de.yaml", line_of(GERMAN, "sources:"))


def test_pseudo_copy_takes_the_place_of_the_words_of_kit_yaml_alone(tmp_path: Path) -> None:
    assert {id_.language for id_ in kit.plan(kit.with_pseudo_copy(german(tmp_path), "long"))} == {"en"}


# What is wrong -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("messages:\n  sign:", "messages:\n  singn:", "nothing-to-translate", "singn:"),
        ("support: Bitte", "suport: Bitte", "nothing-to-translate", "suport: Bitte"),
        ("    shows: Eine Wand.", "    theme: night\n    shows: Eine Wand.", "not-translatable", "theme: night"),
        ("frames: {1:", "frames: {3:", "nothing-to-translate", "3: {copy"),
        ("    shows: Eine Wand.", "    show: Eine Wand.", "unknown-key", "show: Eine Wand."),
        ("{copy: {support: Mehr}}", "{copy: Mehr}", "wrong-type", "Mehr}"),
        ("für {reports}", "für viele", "figure-left-out", '"**Unterschreib** für viele"'),
        ("für {reports}", "für {reprots} {reports}", "unknown-statistic", "{reprots} {reports}"),
        ('"**Unterschreib**', '"**Unterschreib', "emphasis-not-closed", "**Unterschreib für"),
        ("text: 82 Millionen", "text: 81 Millionen", "value-differs-from-text", "81 Millionen"),
        ("https://www.change.org/eine", "http://www.change.org/eine", "address-without-https", "http://www"),
        ("https://www.change.org/eine", "https://example.org/eine", "host-not-listed", "https://example.org"),
    ],
)
def test_a_mistake_in_a_translation_is_told_in_its_own_file(
    old: str, new: str, code: str, at: str, tmp_path: Path
) -> None:
    assert old in GERMAN
    faults = faults_of(write_german(tmp_path, GERMAN.replace(old, new, 1)))
    assert {fault.mark.file for fault in faults if fault.mark} == {"locales/de.yaml"}
    assert (code, at) in [(found, line[: len(at)]) for found, line in located(tmp_path / "kit.yaml")]


@pytest.mark.parametrize("name", ["fr.yml", "fr.YAML", "fr.txt", "fr"])
def test_a_file_that_its_name_keeps_from_being_read_is_told(name: str, tmp_path: Path) -> None:
    path = write_german(tmp_path)
    (tmp_path / "locales" / name).write_text(GERMAN, encoding="utf-8")
    (fault,) = faults_of(path)
    assert (fault.code, fault.remedy) == ("translation-misnamed", "rename it to fr.yaml")


def test_a_source_may_have_a_shorter_name_in_one_language(tmp_path: Path) -> None:
    text = GERMAN.replace("{title: Ein Brief,", "{shown: Brief 2020, title: Ein Brief,")
    assert german(tmp_path, text).translations["de"].sources["letter"].shown == "Brief 2020"


@pytest.mark.parametrize("text", ["1 204 personnes", "1 240 000 personnes", "1,240 personnes", "12 40 personnes"])
def test_another_number_than_that_of_kit_yaml_is_told(text: str, tmp_path: Path) -> None:
    faults = _with_people(tmp_path, text)
    assert [fault.code for fault in faults] == ["figure-differs-from-kit-yaml"]
    assert faults[0].mark is not None
    assert faults[0].mark.file == "locales/fr.yaml"


@pytest.mark.parametrize("text", ["1 240 personnes", "1\u202f240 personnes", "1240 personnes", "mille personnes"])
def test_the_same_number_may_be_written_as_the_language_does(text: str, tmp_path: Path) -> None:
    assert _with_people(tmp_path, text) == ()


def _with_people(folder: Path, text: str) -> tuple[Fault, ...]:
    """Return the faults of the project with a figure without a value, which a French translation writes in a way."""
    people = '  people: {text: "1,240 people", counts: of it, source: letter, as_of: "2020"}\nthemes:'
    french = GERMAN.replace("statistics:\n", f'statistics:\n  people: {{text: "{text}", counts: de cela}}\n')
    french = french.replace("82 Millionen", "82 millions").replace("mehr als", "plus de")
    path = write_german(folder, french, tag="fr")
    path.write_text(BREAKABLE.replace("themes:", people, 1), encoding="utf-8")
    return faults_of(path)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("german", "invalid-path-part"), ("en", "own-language"), ("EN", "own-language"), ("xx", "unknown-language")],
)
def test_a_translation_is_named_by_its_language(tag: str, code: str, tmp_path: Path) -> None:
    (fault,) = faults_of(write_german(tmp_path, tag=tag))
    assert (fault.code, fault.mark.file if fault.mark else "") == (code, f"locales/{tag}.yaml")


def test_one_language_has_one_file(tmp_path: Path) -> None:
    portuguese = GERMAN.replace("mehr als", "mais de")
    write_german(tmp_path, portuguese, tag="pt-BR")
    assert [fault.code for fault in faults_of(write_german(tmp_path, portuguese, tag="pt-br"))] == ["twin-languages"]


def test_what_is_wrong_in_kit_yaml_is_told_once_and_not_for_each_language(tmp_path: Path) -> None:
    path = write_german(tmp_path)
    path.write_text(
        BREAKABLE.replace("layout: bare", "layout: none").replace("theme: night\n    copy", "theme: noon\n    copy")
    )
    assert [fault.code for fault in faults_of(path)] == ["unknown-theme"]


def test_several_languages_tell_their_mistakes_at_once(tmp_path: Path) -> None:
    write_german(tmp_path, GERMAN.replace("  sign:", "  singn:"))
    path = write_german(tmp_path, GERMAN.replace("support: Bitte", "suport: S'il te plaît"), tag="fr")
    assert {fault.mark.file for fault in faults_of(path) if fault.mark} == {"locales/de.yaml", "locales/fr.yaml"}


DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1000">
<rect width="1000" height="1000" fill="#ffffff" data-pin="stretch stretch"/>
<g id="slot-source"><rect x="80" y="880" width="840" height="40" fill="none"/>
<text x="80" y="900" font-family="Source Sans 3" font-size="20" fill="#000000">Source</text></g>
<g id="slot-headline"><rect x="80" y="80" width="840" height="740" fill="none"/>
<text x="80" y="200" font-family="Source Sans 3" font-size="90" fill="#000000">Headline</text></g>
<rect id="live" x="60" y="60" width="880" height="880" fill="none"/>
</svg>
"""
OWN_FAMILY = """\
families:
  own-hand: {names: [Own Hand], faces: [{file: caveat/Caveat_500Medium.ttf, weight: 500}], scripts: [Latn]}
"""


def test_a_translation_brings_families_in_which_its_pictures_are_set(tmp_path: Path) -> None:
    spec = write_german(tmp_path, GERMAN + OWN_FAMILY)
    (tmp_path / "templates/svg/plain/square.svg").write_text(DRAWING, encoding="utf-8")
    project = load_project(spec)
    assert "own-hand" not in project.campaign.families
    assert project.translations["de"].families.keys() == {*project.campaign.families, "own-hand"}
    composer, request = Composer(project), FontRequest("Source Sans 3", script="Latn")
    first = {tag: composer.book_for(tag).fonts(request)[0].family for tag in ("de", "en")}
    assert first == {"de": "own-hand", "en": "source-sans"}
    artboards = {one.language: one for one in plan(project, "sign x/square")}
    placed = {tag: composer.compose(artboards[tag]).words["headline"] for tag in ("de", "en")}
    alone = Composer(project.in_language("de")).compose(replace(artboards["de"], is_translated=False))
    assert placed["de"].letters == alone.words["headline"].letters
    heights = {tag: placed[tag].letters[0].height / placed[tag].size for tag in placed}
    assert heights["de"] > 0.9  # capitals of Caveat are tall beside its small letters
    assert heights["en"] < 0.7


def test_what_is_wrong_with_a_family_of_a_translation_is_found_in_its_file(tmp_path: Path) -> None:
    [fault] = faults_of(write_german(tmp_path, GERMAN + OWN_FAMILY.replace("Caveat_500", "Cavaet_500")))
    assert (fault.code, fault.mark and fault.mark.file) == ("font-missing", "locales/de.yaml")
    [fault] = faults_of(write_german(tmp_path / "words", GERMAN + "families: Caveat\n"))
    assert (fault.code, fault.mark and fault.mark.file) == ("wrong-type", "locales/de.yaml")
