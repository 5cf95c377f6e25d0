"""A kit in two languages: built, checked, packed and verified whole, and each language by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from support.campaigns import FEW_WORDS, SPEC, make_project
from support.commands import contents
from support.forked_calls import forked

import kit
from kit.cli import main
from kit.run.pipeline.rendering import picture_named
from kit.tools.scaffold import new_translation

if TYPE_CHECKING:
    from pathlib import Path

    from kit.run.pipeline.build_result import BuildResult

GERMAN = """\
kit: {title: Winzig}
links: {petition: {url: https://www.change.org/kinderschutz, shown: change.org/kinderschutz}}
messages:
  sign:
    copy: {headline: Kinderschutz **zuerst.**, button: Unterschreib die Petition}
    caption: {short: Bitte unterschreib., long: Bitte unterschreib die Petition.}
    shows: Ein Raum mit einer weiten Öffnung aus Licht, in der ein QR-Code steht.
"""


def in_german(root: Path, german: str = GERMAN) -> Path:
    """Write the tiny project with a translation into a new folder, which is returned."""
    make_project(root, SPEC + FEW_WORDS)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(german, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> kit.Project:
    return kit.load(in_german(tmp_path_factory.mktemp("languages") / "project"))


@pytest.fixture(scope="module")
def built(project: kit.Project) -> BuildResult:
    return forked(kit.build, project, project.root / "dist", jobs=2)


def test_each_language_has_its_own_folder_and_words(built: BuildResult) -> None:
    assert built.published
    paths = sorted(asset.path.rpartition(".")[0] for asset in built.assets)
    assert [path for path in paths if path.startswith("de/")] == [
        "de/telegram/sign-landscape-1280x720",
        "de/telegram/sign-square-1080x1080",
    ]
    assert len([path for path in paths if path.startswith("en/")]) == 4
    german = next(asset for asset in built.assets if asset.path.startswith("de/telegram/sign-square"))
    assert german.alt.startswith("Text: Kinderschutz zuerst. Unterschreib die Petition.")
    assert german.qr == german.link == "https://www.change.org/kinderschutz"
    caption = (built.folder / german.path).with_suffix(".caption.txt").read_text(encoding="utf-8")
    assert caption.startswith("Bitte unterschreib die Petition.\n\nhttps://www.change.org/kinderschutz")


@pytest.mark.ci
def test_what_is_left_out_of_a_language_is_a_warning(project: kit.Project, built: BuildResult) -> None:
    said = [(finding.rule, finding.where, finding.fault.code) for finding in built.warnings]
    assert ("translation", "share", "not-translated") in said
    found = forked(kit.check, project, built=built.folder)
    assert [finding.rule for finding in found if finding.fault.code == "not-translated"] == ["translation"]
    assert [finding for finding in found if finding.severity == "error"] == []


def test_the_same_words_give_the_same_bytes_with_other_jobs(project: kit.Project, built: BuildResult) -> None:
    again = forked(kit.build, project, project.root / "again", jobs=1)
    assert contents(again.folder) == contents(built.folder)


@pytest.mark.ci
def test_a_language_is_packed_with_documents_of_its_own(project: kit.Project, built: BuildResult) -> None:
    zips = {path.name: path for path in forked(kit.pack, built.folder, project.root / "packed", project=project)}
    assert [*zips] == [f"tiny-1.0.0-{part}.zip" for part in ("de", "de-telegram", "en", "en-telegram")]
    assert [kit.verify(path) for path in zips.values()] == [()] * len(zips)
    with ZipFile(zips["tiny-1.0.0-de-telegram.zip"]) as file:
        names = {name.partition("/")[2] for name in file.namelist()}
        page = file.read("tiny-1.0.0-de-telegram/index.html").decode()
    assert {name.partition("/")[0] for name in names if name.endswith((".png", ".jpg"))} == {"de"}
    assert '<bdi id="kit" lang="de">Winzig</bdi>' in page


def test_the_manifest_names_messages_in_each_language(built: BuildResult) -> None:
    said = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["kit"]
    assert said["language"] == "en"
    assert said["translations"]["de"]["title"] == "Winzig"
    titles = {entry["id"]: entry["title"] for entry in said["translations"]["de"]["messages"]}
    assert titles == {"sign": "Kinderschutz zuerst."}


def test_one_language_alone_is_built_where_it_is_asked_for(project: kit.Project, tmp_path: Path) -> None:
    only = kit.load(project.root, locale="de")
    assert {id_.language for id_ in kit.plan(only)} == {"de"}
    result = forked(kit.build, only, tmp_path)
    assert result.published
    assert {asset.language for asset in result.assets} == {"de"}


def test_a_picture_is_named_in_the_language_of_kit_yaml_unless_its_path_says_otherwise(project: kit.Project) -> None:
    assert picture_named(project, "sign telegram/square").language == "en"
    german = picture_named(project, "de/telegram/sign-square-1080x1080")
    assert german.language == "de"
    assert picture_named(project, "sign telegram/square (de)") == german
    assert "Kinderschutz" in kit.render(project, german).alt


def test_pictures_are_listed_with_the_language_of_a_translation(project: kit.Project) -> None:
    listed = CliRunner().invoke(main, ["list", "pictures", "--spec", str(project.root / "kit.yaml")])
    names = [line[:28].split("  ")[0] for line in listed.stdout.splitlines()]
    assert names[0] == "sign telegram/landscape"
    assert names[-1] == "sign telegram/square (de)"


def test_languages_are_listed_with_what_is_left_out_of_them(project: kit.Project) -> None:
    listed = CliRunner().invoke(main, ["list", "languages", "--spec", str(project.root / "kit.yaml")])
    assert listed.stdout.splitlines() == [
        "           missing  too long  outdated     draft  reviewed",
        "en               ·         ·         ·         ·         2",
        "de               1         ·         ·         1         ·",
        "          missing: share",
    ]


def test_words_that_do_not_fit_are_told_in_the_file_of_the_translation(tmp_path: Path) -> None:
    long = GERMAN.replace("Kinderschutz **zuerst.**", f"Kinderschutz **{'zuerst und ' * 40}.**")
    project = kit.load(in_german(tmp_path / "project", long))
    result = forked(kit.build, project, tmp_path / "out")
    [left_out] = result.left_out
    assert {finding.where for finding in left_out.findings} == {
        "sign telegram/landscape (de)",
        "sign telegram/square (de)",
    }
    assert "locales/de.yaml" in {finding.fault.mark.file for finding in left_out.findings if finding.fault.mark}


@pytest.mark.ci
def test_a_language_in_which_the_generator_has_no_sentences_is_a_warning(tmp_path: Path) -> None:
    root = in_german(tmp_path / "project")
    (root / "locales" / "de.yaml").rename(root / "locales" / "fo.yaml")
    found = forked(kit.check, kit.load(root), only="fo/*")
    (fault,) = [finding.fault for finding in found if finding.fault.code == "no-catalogue"]
    assert str(fault.mark).startswith("locales/fo.yaml:1:")
    made = new_translation(kit.load(root), "fo")
    assert (made.texts, made.sentences) == (0, root / "locales" / "generator" / "fo.yaml")
    found = forked(kit.check, kit.load(root), only="fo/*")
    (fault,) = [finding.fault for finding in found if finding.fault.code == "sentences-missing"]
    assert "picture.title" in fault.message


@pytest.mark.ci
def test_a_campaign_brings_the_sentences_of_a_language(tmp_path: Path) -> None:
    root = in_german(tmp_path / "project")
    (root / "locales" / "generator").mkdir()
    (root / "locales" / "generator" / "de.yaml").write_text('page: {intro: "Wählen Sie ein Bild."}\n', encoding="utf-8")
    built = forked(kit.build, kit.load(root), tmp_path / "out")
    assert "Wählen Sie ein Bild." in (built.folder / "de" / "index.html").read_text(encoding="utf-8")
    assert forked(kit.verify, built.folder) == ()
    said = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["kit"]
    assert said["sentences"].keys() == {"de"}
