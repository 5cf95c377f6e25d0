"""A translation that still states the old figure holds back its message in that language; all else is published."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.campaigns import FEW_WORDS, KIT, SPEC, make_project
from support.commands import assert_whole, contents
from support.forked_calls import forked, run_kit

import kit
import kit.tools.comparison
from kit.base.errors import SpecError
from kit.cli import main
from kit.run.pipeline.loading import without_languages
from kit.tools.preview.project_reader import read
from kit.tools.preview.protocol import ReadTask
from kit.tools.scaffold import note_translations, sign_translations

if TYPE_CHECKING:
    from collections.abc import Mapping

FIGURE = """\
sources:
  letter: {title: A letter, publisher: NCMEC, as_of: "2020"}
statistics:
  signed: {text: "**1,300** people", counts: have signed, source: letter, as_of: "2020", value: 1300}
"""
#: The tiny campaign with a figure in one message, a day and a number in another, and a third like the first.
OWN = (
    (SPEC + FEW_WORDS)
    .replace("messages:\n", f"{FIGURE}messages:\n")
    .replace("short: Please sign., long: Please", 'short: "{signed}. Please sign.", long: "{signed}. Please')
    .replace("sign the petition.}", 'sign the petition."}')
    .replace("long: Please share the petition.", "long: Please share by 7 December 2020.")
)
assert OWN.count("{signed}") == 2
LIKE_SIGN = """\
  again:
    like: sign
    copy: {headline: Keep children safe}
    shows: Another room with a wide opening of light in which a QR code stands.
"""
GERMAN = """\
sources: {letter: {title: Ein Brief, publisher: NCMEC}}
statistics:
  signed:
    text: "**1.300** Menschen"
    counts: haben unterschrieben
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption:
      short: "{signed}. Bitte unterschreib."
      long: "{signed}. Bitte unterschreib die Petition."
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
  share:
    copy: {headline: Sag es weiter}
    caption: {short: Bitte teil das., long: Bitte teil das bis zum 7. Dezember 2020.}
    shows: Ein kurzer Aufruf in großen Buchstaben.
"""
ITALIAN = """\
sources: {letter: {title: Una lettera, publisher: NCMEC}}
statistics:
  signed:
    text: "**1.300** persone"
    counts: hanno firmato
messages:
  sign:
    copy: {headline: La sicurezza dei bambini **prima.**, button: Firma la petizione}
    caption:
      short: "{signed}. Firma, per favore."
      long: "{signed}. Firma la petizione, per favore."
    shows: Una stanza con una grande apertura di luce in cui sta un codice QR.
  share:
    copy: {headline: Fallo sapere}
    caption: {short: Condividi., long: Condividi la petizione entro il 7 dicembre 2020.}
    shows: Un breve appello in grandi lettere.
"""
#: The figure, and what it is changed to.
NEW_FIGURE = {"**1,300**": "**1,301**", "value: 1300": "value: 1301"}
NEW_DAY = {"7 December 2020": "8 January 2021"}


def change(path: Path, changes: Mapping[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def translated(root: Path, own: str = OWN, **locales: str) -> Path:
    """Write the project with translations by tag, which are noted as made from it, into a new folder."""
    make_project(root, own)
    (root / "locales").mkdir()
    for tag, text in (locales or {"de": GERMAN, "it": ITALIAN}).items():
        (root / "locales" / f"{tag}.yaml").write_text(text, encoding="utf-8")
    note_translations(root)
    return root


@pytest.fixture
def figure_changed(tmp_path: Path) -> Path:
    """The project in English, German and Italian, whose figure in `sign` has changed since it was translated."""
    root = translated(tmp_path / "p")
    assert (kit.load(root).held_back, kit.load(root).broken) == ((), ())
    change(root / "kit.yaml", NEW_FIGURE)
    return root


def held_back(root: Path) -> list[tuple[str, str]]:
    return [(one.language, one.message) for one in kit.load(root).held_back]


@pytest.mark.ci
def test_an_old_figure_holds_back_its_message_alone(figure_changed: Path) -> None:
    change(figure_changed / "locales" / "it.yaml", {"1.300": "1.301"})
    run = run_kit("build", "--jobs", "1", cwd=figure_changed)
    assert run.returncode == 3
    [why] = [line for line in run.stderr.splitlines() if "held back" in line]
    number = "'1.300 Menschen' is another number than '1,301 people' in kit.yaml"
    assert why.endswith(f"'sign' is held back in 'de', as its translation is outdated: {number}")
    assert "translate 'statistics.signed.text' again: **1,301** people" in run.stderr
    assert "'de' without messages whose translation is outdated and has an error: sign" in run.stdout
    folder = figure_changed / "dist" / KIT
    assert_whole(folder)
    assert kit.verify(folder) == ()
    said = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (said["languages"]["built"], "left_out" in said) == (["de", "en", "it"], False)
    assert said["held_back"].keys() == {"de"}
    [(message, reason)] = said["held_back"]["de"].items()
    assert (message, reason.startswith("locales/de.yaml:4:11: 'sign' is held back in 'de'")) == ("sign", True)
    made = {(asset["language"], asset["message"]) for asset in said["assets"]}
    assert made == {(tag, one) for tag in ("de", "en", "it") for one in ("sign", "share")} - {("de", "sign")}


def test_nothing_in_the_language_states_the_old_figure_or_the_words_of_another_language(figure_changed: Path) -> None:
    folder = forked(kit.build, kit.load(figure_changed), figure_changed / "dist", jobs=1).folder
    texts = {
        name: data.decode()
        for name, data in contents(folder).items()
        if name.startswith("de/") and Path(name).suffix in {".txt", ".md", ".html", ".ics", ".csv"}
    }
    assert {"de/index.html", "de/START-HERE.txt", "de/SOURCES.md"} <= texts.keys()
    for words in ("1.300", "1,300", "1,301", "Kinderschutz", "child safety", "/sign-"):
        assert [name for name, text in texts.items() if words in text.replace("\u00a0", " ")] == [], words
    assert any("Sag es weiter" in text for text in texts.values())
    captions = (folder / "captions.csv").read_text(encoding="utf-8")
    assert ("1,301 people" in captions, "1.300" in captions) == (True, False)


def test_an_old_day_in_a_caption_holds_back_its_message(tmp_path: Path) -> None:
    root = translated(tmp_path / "p")
    change(root / "kit.yaml", NEW_DAY)
    assert held_back(root) == [("de", "share"), ("it", "share")]
    [fault, _] = [one.fault for one in kit.load(root).held_back]
    assert fault.remedy == "translate 'messages.share.caption.long' again: Please share by 8 January 2021."
    assert forked(kit.build, kit.load(root), root / "dist", jobs=1).left_out == ()


def test_a_figure_that_is_to_be_named_in_braces_now_holds_back_its_message(tmp_path: Path) -> None:
    root = translated(tmp_path / "p")
    change(root / "kit.yaml", {"long: Please share by": 'long: "{signed}: please share by', "2020.}": '2020."}'})
    assert held_back(root) == [("de", "share"), ("it", "share")]


def test_a_message_that_is_like_another_is_held_back_with_it(tmp_path: Path) -> None:
    again = '  again: {copy: {headline: "Kinder, sicher."}, shows: Noch ein Raum mit einem QR-Code.}\n'
    own = OWN.replace(FEW_WORDS, LIKE_SIGN + FEW_WORDS).replace("Please sign.", "Please sign by 7 December.")
    root = translated(
        tmp_path / "p", own, de=GERMAN.replace("unterschreib.", "unterschreib bis zum 7. Dezember.") + again
    )
    change(root / "kit.yaml", {"sign by 7 December": "sign by 8 January"})
    assert held_back(root) == [("de", "sign"), ("de", "again")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"**1.300**": "**1.200**"}, "figure-differs-from-kit-yaml"),
        ({"shows: Ein kurzer": "show: Ein kurzer"}, "unknown-key"),
    ],
)
def test_an_error_elsewhere_leaves_the_language_out(changes: Mapping[str, str], code: str, tmp_path: Path) -> None:
    """A figure that is wrong although nothing has changed, and a key that is wrong beside an old figure."""
    root = translated(tmp_path / "p")
    change(root / "locales" / "de.yaml", changes)
    if code == "unknown-key":
        change(root / "kit.yaml", NEW_FIGURE)
        assert held_back(root) == [("it", "sign")]
    [broken] = kit.load(root).broken
    assert (broken.language, code in {fault.code for fault in broken.faults}) == ("de", True)


def test_a_language_of_which_nothing_is_left_is_left_out(figure_changed: Path) -> None:
    share = '{short: Bitte teil das., long: "Bitte teil das, wie {signed}."}'
    old = "{short: Bitte teil das., long: Bitte teil das bis zum 7. Dezember 2020.}"
    change(figure_changed / "locales" / "de.yaml", {old: share})
    assert [one.language for one in kit.load(figure_changed).broken] == ["de"]
    assert held_back(figure_changed) == [("it", "sign")]


def test_a_project_from_the_cache_holds_back_the_same(figure_changed: Path, kept: Path) -> None:
    first = kit.load(figure_changed)
    assert [*kept.rglob("*")]
    assert kit.load(figure_changed).held_back == first.held_back != ()


def test_the_list_says_that_it_is_outdated(figure_changed: Path) -> None:
    assert kit.translation_states(kit.load(figure_changed))["de"] == {"sign": "outdated", "share": "draft"}
    listed = CliRunner().invoke(main, ["list", "languages", "--spec", str(figure_changed)])
    assert "          outdated: sign" in listed.stdout.splitlines()


def test_a_check_says_it_once_for_each_message_and_language_until_it_is_left_out_by_name(figure_changed: Path) -> None:
    found = forked(kit.check, kit.load(figure_changed))
    errors = [(one.fault.code, one.where) for one in found if one.severity == "error"]
    assert errors == [("message-held-back", "sign (de)"), ("message-held-back", "sign (it)")]
    assert not [one for one in found if one.fault.code == "translation-outdated"]
    assert run_kit("check", cwd=figure_changed).returncode == 1
    assert run_kit("check", "--without", "de,it", cwd=figure_changed).returncode == 0
    assert run_kit("check", "--without", "de/sign,it", cwd=figure_changed).returncode == 0
    wrong = run_kit("check", "--without", "de/share", cwd=figure_changed)
    assert (wrong.returncode, "'de/share' is not held back" in wrong.stderr) == (2, True)


@pytest.mark.ci
def test_a_kit_is_packed_with_a_warning_and_a_release_only_without_it_by_name(
    figure_changed: Path, tmp_path: Path
) -> None:
    project = kit.load(figure_changed)
    built = forked(kit.build, project, figure_changed / "dist", jobs=1)
    said: list[kit.Finding] = []
    kit.pack(built.folder, tmp_path / "zips", project=project, report=said.extend)
    assert [one.severity for one in said if one.fault.code == "message-held-back"] == ["warning", "warning"]
    with pytest.raises(kit.CheckError) as refused:
        kit.pack(built.folder, tmp_path / "release", project=project, release=True)
    assert {one.where for one in refused.value.findings if one.severity == "error"} == {"sign (de)", "sign (it)"}
    without = kit.without_languages(project, ["de/sign", "it/sign"])
    names = {path.name for path in kit.pack(built.folder, tmp_path / "release", project=without, release=True)}
    assert f"{KIT}-DRAFT-de.zip" in names


@pytest.mark.ci
def test_a_kit_from_before_the_change_is_out_of_date(figure_changed: Path, tmp_path: Path) -> None:
    before = translated(tmp_path / "before")
    built = forked(kit.build, kit.load(before), figure_changed / "dist", jobs=1)
    with pytest.raises(kit.CheckError) as refused:
        kit.pack(built.folder, tmp_path / "zips", project=kit.load(figure_changed))
    assert "message-held-back" in {one.fault.code for one in refused.value.findings if one.severity == "error"}


def test_a_picture_of_it_is_refused_with_the_reason(figure_changed: Path) -> None:
    project = kit.load(figure_changed)
    for name in ("sign telegram/square (de)", "de/telegram/sign-square-1080x1080"):
        with pytest.raises(SpecError, match="'sign' is held back in 'de'"):
            kit.picture_named(project, name)
    with pytest.raises(SpecError, match="'sign' is held back in 'de'"):
        kit.build(project, figure_changed / "out", only="de/telegram/sign-*")
    assert kit.picture_named(project, "sign telegram/square").language == "en"
    for glob in ("sign", "*/sign-square-*", "sign telegram/s*"):
        with pytest.raises(SpecError, match="'sign' is held back in 'de'"):
            kit.check(kit.in_languages(project, ["de"]), only=glob)


@pytest.mark.ci
def test_it_is_not_signed_and_not_compared(figure_changed: Path, tmp_path: Path) -> None:
    day = dt.date(2026, 11, 29)
    with pytest.raises(SpecError, match="'sign' is held back in 'de'"):
        sign_translations(figure_changed, "de", "Ana Brandt", day=day)
    assert sign_translations(figure_changed, "de", "Ana Brandt", day=day, messages=["share"]) == ("share",)
    found = forked(kit.tools.comparison.diff, translated(tmp_path / "before"), figure_changed)
    assert (found.old.left_out, [*found.new.left_out]) == ({}, ["de/sign", "it/sign"])
    changed = {(one.asset.language, one.asset.message) for group in found.groups for one in group.pictures}
    assert changed == {("en", "sign")}


def test_the_kit_of_a_partner_holds_back_what_it_has(figure_changed: Path) -> None:
    partners = "pier: {name: Pier, messages: [share]}\nquay: {name: Quay}\n"
    (figure_changed / "partners.yaml").write_text(partners, encoding="utf-8")
    found = {id_: kit.load(figure_changed, partner=id_).held_back for id_ in ("pier", "quay")}
    assert {id_: [one.where for one in held] for id_, held in found.items()} == {
        "pier": [],
        "quay": ["sign (de)", "sign (it)"],
    }


def test_the_preview_says_it_and_shows_the_others(figure_changed: Path) -> None:
    shown = read(ReadTask(figure_changed / "kit.yaml", ("all",)))
    assert shown.reading
    assert {fault.code for fault in shown.faults} == {"message-held-back"}
    assert {one.message for one in shown.reading.entries if one.language == "de"} == {"share"}


MORE = """\
more:
  letter: {form: letter, link: petition, title: Letter, headline: Vote yes, text: "{signed} ask you.", closing: X}
  sheet: {form: press-sheet, title: Sheet, headline: Facts, text: Facts for you.}
  talk: {form: slides, title: Slides, pictures: [sign telegram/landscape]}
  note: {form: slides, title: More slides, pictures: [share telegram/square]}
"""
MORE_GERMAN = """\
more:
  letter: {title: Brief, headline: Bitte stimmen Sie mit Ja, text: "{signed} bitten Sie.", closing: X}
  sheet: {title: Blatt, headline: Fakten, text: Fakten für Sie.}
  talk: {title: Folien}
  note: {title: Mehr Folien}
"""


def test_an_old_figure_holds_back_what_is_beyond_pictures_too(tmp_path: Path) -> None:
    """A letter that states it, and slides that show the message; all other files are made."""
    root = translated(tmp_path / "p", OWN + MORE, de=GERMAN + MORE_GERMAN)
    assert [*kit.load(root).translations["de"].more] == ["letter", "sheet", "talk", "note"]
    change(root / "kit.yaml", NEW_FIGURE)
    project = kit.load(root)
    assert held_back(root) == [("de", "sign"), ("de", "more/letter"), ("de", "more/talk")]
    assert [*project.translations["de"].more] == ["sheet", "note"]
    assert [*project.campaign.more] == ["letter", "sheet", "talk", "note"]
    assert without_languages(project, ["de/more/letter", "de/more/talk", "de/sign"]).held_back == ()
