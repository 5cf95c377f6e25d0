"""The whole campaign in every language, `locales/TAG.yaml`: drafts, complete, with the facts of the English."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, get_args

import pytest
from support.commands import run_kit_process
from support.whole_campaign import (
    OTHERS,
    REPOSITORY,
    SAMPLE,
    TRANSLATIONS,
    campaign,
    every_language,
    planned,
    translation,
)

from kit.base.document import parse_yaml
from kit.compose import Composer
from kit.compose.content import turned_off
from kit.compose.content.campaign_texts import review
from kit.compose.drawings import NO_CACHE
from kit.judge import judge, judge_measured, measurement_of, rules_off
from kit.judge.rules import RULES
from kit.paint.effect_pictures import with_pictures
from kit.paint.grounds import paint_with_ground
from kit.project import load_project
from kit.text.characters import disallowed_characters
from kit.tools.exchange.exporting import WRITERS, ExchangeFormat
from kit.tools.exchange.importing import import_translation
from kit.tools.exchange.texts import texts_to_translate

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artboard, Artwork
    from kit.model.project import Project

#: The rules that compare a translation with `kit.yaml`, or with how its language is written.
OF_TRANSLATIONS = ("translated-facts", "translated-emphasis", "other-language", "straight-quotes", "letters")


@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_every_message_is_translated(tag: str) -> None:
    project = every_language()
    assert (project.broken, [one for one in project.untranslated if one.language == tag]) == ((), [])
    assert project.translations[tag].messages.keys() == project.campaign.messages.keys()
    assert "voice" in project.translations[tag].document.value


@pytest.mark.few(12)
@pytest.mark.parametrize("tag", TRANSLATIONS)
def test_no_fact_turns_round_and_no_text_is_in_another_language(tag: str) -> None:
    reviewed = review(every_language().translations[tag])
    assert len([prose for prose in reviewed.prose if prose.originals]) > 150
    found = [finding for rule in OF_TRANSLATIONS for finding in RULES[rule].check(reviewed)]
    assert [(str(finding.fault.mark), finding.fault.message) for finding in found] == []


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Load a copy of the campaign, whose translations an import may write."""
    root = tmp_path_factory.mktemp("campaign")
    shutil.copy(REPOSITORY / "kit.yaml", root)
    for folder in ("locales", "logos", "templates", "fonts"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return load_project(root / "kit.yaml")


@pytest.mark.few(1)
@pytest.mark.ci
@pytest.mark.parametrize("form", get_args(ExchangeFormat))
def test_every_translation_that_goes_out_and_comes_back_is_the_same_byte_for_byte(
    copied: Project, tmp_path: Path, form: ExchangeFormat
) -> None:
    """How many letters fit is not counted, which takes a minute a language; no import reads that."""
    locales, table = copied.root / "locales", tmp_path / f"table.{form}"
    for tag in TRANSLATIONS:
        before = {path.name: path.read_bytes() for path in locales.glob("*.yaml")}
        words = parse_yaml(before[f"{tag}.yaml"].decode(), tag, disallowed_characters).value
        texts = texts_to_translate(copied.campaign, words, tag, {})
        table.write_bytes(WRITERS[form](texts))
        done = import_translation(copied, tag, table)
        assert (done.changed, done.trimmed, done.left_out) == (0, 0, ()), tag
        assert done.unchanged + done.empty == len(texts.texts), tag
        assert {path.name: path.read_bytes() for path in locales.glob("*.yaml")} == before, tag


def pictures(tag: str) -> list[Artwork]:
    """Compose a picture for each message, drawing, size and safe area; of a countdown, the first day."""
    composer = Composer(translation(tag))
    chosen: dict[object, Artboard] = {}
    for artboard in planned()[tag]:
        frame = None if artboard.message.countdown else artboard.frame
        room = artboard.placement.canvas, artboard.placement.safe_box, artboard.placement.keep_out
        chosen.setdefault((artboard.message.id, frame, composer.drawing_for(artboard).path, room), artboard)
    return [composer.compose(artboard) for artboard in chosen.values()]


@pytest.mark.few(2)
@pytest.mark.ci
@pytest.mark.parametrize("tag", SAMPLE)
def test_every_picture_has_room_for_its_words(tag: str) -> None:
    artworks, off = pictures(tag), rules_off(turned_off(campaign().campaign), advice=True)
    found = [finding for artwork in artworks for finding in judge(artwork, off) if finding.severity == "error"]
    assert [f"{finding.where}: {finding.fault.message}" for finding in found] == []
    assert len(artworks) > 200


@pytest.mark.slow
def test_every_picture_of_all_other_languages_has_room_for_its_words() -> None:
    for tag in OTHERS:
        test_every_picture_has_room_for_its_words(tag)


@pytest.mark.slow
@pytest.mark.parametrize("tag", SAMPLE)
def test_every_letter_stands_out_from_what_is_behind_it(tag: str) -> None:
    """A build measures every picture of every language as it paints it, and leaves out a language with an error."""
    artworks = pictures(tag)
    assert len(artworks) > 200
    for artwork in artworks:
        measurement = measurement_of(artwork)
        assert measurement
        trees = (with_pictures(tree, NO_CACHE) for tree in (artwork.tree, measurement.ground))
        found = list(judge_measured(artwork, measurement(*paint_with_ground(*trees))))
        assert [f"{finding.where}: {finding.fault.message}" for finding in found] == []


@pytest.mark.ci
def test_a_figure_that_turns_round_leaves_its_language_out(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "locales", tmp_path / "locales", ignore=shutil.ignore_patterns("status.yaml"))
    shutil.copy(REPOSITORY / "kit.yaml", tmp_path)
    shutil.copytree(REPOSITORY / "logos", tmp_path / "logos")
    for folder in ("templates", "fonts"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    for tag in TRANSLATIONS:
        path = tmp_path / "locales" / f"{tag}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count("**82**") == 1, tag
        path.write_text(text.replace("**82**", "**83**"), encoding="utf-8")
    broken = {one.language: {fault.code for fault in one.faults} for one in load_project(tmp_path / "kit.yaml").broken}
    assert {tag for tag in TRANSLATIONS if "figure-differs-from-kit-yaml" not in broken.get(tag, ())} == set()


@pytest.mark.slow
def test_every_language_is_built_passes_every_rule_and_drafts_are_packed_apart(tmp_path: Path) -> None:
    """The languages are those of the sample; the job `kit` of each change builds and checks all of them."""
    own, built = campaign().campaign.kit.language, ",".join(("own", *SAMPLE))
    ran = run_kit_process("build", "--language", built, "--out", tmp_path, cwd=REPOSITORY, seconds=1800)
    assert ran.returncode == 0, ran.stderr
    manifest = json.loads((tmp_path / campaign().kit_name / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["languages"] == {"declared": sorted({own, *TRANSLATIONS}), "built": sorted({own, *SAMPLE})}
    paths = {asset["path"].rpartition(".")[0].partition("/")[::2] for asset in manifest["assets"]}
    of_own = {path for tag, path in paths if tag == own}
    assert [tag for tag in SAMPLE if {path for one, path in paths if one == tag} != of_own] == []
    left_out = [part for tag in OTHERS for part in ("--without", tag)]
    ran = run_kit_process(
        "pack", "--release", *left_out, "--out", tmp_path, cwd=REPOSITORY, seconds=1800
    )  # judges it by every rule
    assert ran.returncode == 0, ran.stderr
    states = every_language().states
    drafts = {tag for tag in SAMPLE if set(states[tag].messages.values()) != {"reviewed"}}
    zips = {path.stem.removeprefix(f"{campaign().kit_name}-"): path.stat().st_size for path in tmp_path.glob("*.zip")}
    assert {name.split("-")[1] for name in zips if name.startswith("DRAFT-")} == drafts
    assert {name.partition("-")[0] for name in zips if not name.startswith("DRAFT-")} == {own}
    for tag in (own, *(f"DRAFT-{draft}" for draft in drafts)):
        whole = sum(size for name, size in zips.items() if name == tag or name.startswith(f"{tag}-"))
        assert whole < 90_000_000, tag
    assert sum(zips.values()) / len({own, *drafts}) * 26 < 2_000_000_000, "as many languages"
    assert max(zips.values()) < 25_000_000


@pytest.mark.slow
def test_all_languages_are_built_from_nothing_with_every_picture_and_no_error(tmp_path: Path) -> None:
    built = {"KIT_CACHE": str(tmp_path / "cache")}
    command = ("build", "--language", "all", "--format", "json", "--out", tmp_path / "dist")
    ran = run_kit_process(*command, cwd=REPOSITORY, env=built, seconds=3600)
    found = json.loads(ran.stdout)["findings"]
    assert (ran.returncode, [one for one in found if one["severity"] == "error"]) == (0, []), ran.stderr
    manifest = json.loads((tmp_path / "dist" / campaign().kit_name / "manifest.json").read_text(encoding="utf-8"))
    every = sorted({campaign().campaign.kit.language, *TRANSLATIONS})
    assert manifest["languages"] == {"declared": every, "built": every}
    assert {"left_out", "held_back"}.isdisjoint(manifest)
    images = {asset["path"].rpartition(".")[0] for asset in manifest["assets"]}
    wanted = {artboard.path for artboards in planned().values() for artboard in artboards}
    assert sorted(wanted ^ images) == []
    assert [tag for tag in every if len(planned()[tag]) != len(planned()[every[0]])] == []
