"""A release: every language is in it or left out by name, and what nobody has reviewed is in zips of its own."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
from io import StringIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from support.campaigns import FEW_WORDS, GERMAN, KIT, SPEC, make_project
from support.forked_calls import forked, run_kit

import kit
from kit.model.finding import CheckError
from kit.project.catalogue import sentences
from kit.publish.store.contents import folder_contents
from kit.publish.store.manifest_file import built_languages
from kit.run.pipeline.packing import _packed
from kit.tools.scaffold import sign_translations

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

DAY = dt.date(2026, 11, 29)
NOTE = "Translated, not yet read by a native reader: read before you post."
#: What follows the language in the names of its zips: the overview, and the one platform of the tiny kit.
PLACES = ("", "-telegram")
GERMAN = (
    GERMAN
    + """\
  share:
    copy: {headline: Sag es weiter}
    caption: {short: Bitte teil das., long: Bitte teil die Petition.}
    shows: Ein kurzer Aufruf in großen Buchstaben.
"""
)
FRENCH = """\
messages:
  share:
    copy: {headline: Passez-le}
    caption: {short: Merci de partager., long: Merci de partager la pétition.}
    shows: Un appel bref en grandes lettres.
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """A project with German, of which one message is reviewed, and French, a draft; zips and site of its release."""
    root = make_project(tmp_path_factory.mktemp("release") / "p", SPEC + FEW_WORDS)
    (root / "locales").mkdir()
    (root / "locales" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    (root / "locales" / "fr.yaml").write_text(FRENCH, encoding="utf-8")
    sign_translations(root, "de", "Ana", day=DAY, messages=["sign"])
    project = kit.load(root)
    folder = forked(kit.build, project, root / "dist", jobs=1).folder
    zips = forked(kit.pack, folder, root / "dist", project=project, release=True, site_folder=root / "site")
    return root, {path.name: path for path in zips}


def manifest_of(path: Path) -> dict[str, Any]:
    return dict(json.loads(read(path, "manifest.json")))


def read(path: Path, name: str) -> str:
    with ZipFile(path) as file:
        [found] = [one for one in file.namelist() if one.partition("/")[2] == name]
        return file.read(found).decode("utf-8")


def shown(path: Path) -> set[tuple[str, str]]:
    return {(asset["language"], asset["message"]) for asset in manifest_of(path)["assets"]}


def test_the_kit_has_what_is_reviewed_and_drafts_have_zips_of_their_own(
    released: tuple[Path, dict[str, Path]],
) -> None:
    root, zips = released
    parts = ("de", "de-telegram", "en", "en-telegram", *(f"DRAFT-{tag}{on}" for tag in ("de", "fr") for on in PLACES))
    assert [*zips] == [f"{KIT}-{part}.zip" for part in parts], "and none of all"
    for on in PLACES:
        assert shown(zips[f"{KIT}-en{on}.zip"]) == {("en", "sign"), ("en", "share")}
        assert shown(zips[f"{KIT}-de{on}.zip"]) == {("de", "sign")}
        assert shown(zips[f"{KIT}-DRAFT-de{on}.zip"]) == {("de", "share")}
        assert shown(zips[f"{KIT}-DRAFT-fr{on}.zip"]) == {("fr", "share")}
        assert {asset["state"] for asset in manifest_of(zips[f"{KIT}-DRAFT-de{on}.zip"])["assets"]} == {"draft"}
        assert [asset for asset in manifest_of(zips[f"{KIT}-en{on}.zip"])["assets"] if "state" in asset] == []
    of_site = json.loads((root / "site" / "manifest.json").read_bytes())
    assert of_site["drafts"] == {"de": ["share"], "fr": ["share"]}
    assert [*of_site["kit"]["translations"]] == ["de"]
    assert {(asset["language"], asset["message"]) for asset in of_site["assets"]} == {
        ("en", "sign"), ("en", "share"), ("de", "sign"),
    }  # fmt: skip


def test_drafts_in_a_language_that_is_left_out_have_no_zips(released: tuple[Path, dict[str, Path]]) -> None:
    built, _ = folder_contents(released[0] / "dist" / KIT)
    packed = _packed(KIT, built, {"fr"}, release=True)
    assert packed.drafts is not None
    assert built_languages(packed.drafts.assets) == ("de",)
    assert packed.manifest.drafts == {"de": ("share",)}


def test_no_picture_is_in_two_zips_of_a_release(released: tuple[Path, dict[str, Path]]) -> None:
    held = [
        (name, file.partition("/")[2])
        for name, path in released[1].items()
        for file in ZipFile(path).namelist()
        if file.endswith((".png", ".jpg", ".webp"))
    ]
    pictures = [file for _, file in held if not file.startswith("thumbnails/")]
    assert len(pictures) == len(set(pictures)) > 0
    assert {name for name, file in held if file.startswith("thumbnails/")} == {
        f"{KIT}-{part}.zip" for part in ("de", "en", "DRAFT-de", "DRAFT-fr")
    }


def test_every_zip_of_a_release_is_a_kit_by_itself(released: tuple[Path, dict[str, Path]], tmp_path: Path) -> None:
    _, zips = released
    assert [finding for path in zips.values() for finding in kit.verify(path)] == []
    with ZipFile(zips[f"{KIT}-DRAFT-de.zip"]) as file:
        file.extractall(tmp_path)
    assert kit.verify(tmp_path / f"{KIT}-DRAFT-de") == ()


def test_the_page_lists_drafts_apart_and_a_draft_says_what_it_is(released: tuple[Path, dict[str, Path]]) -> None:
    root, zips = released
    page = (root / "site" / "index.html").read_text(encoding="utf-8")
    languages, _, drafts = page.partition('<section id="drafts"')
    assert NOTE in drafts
    assert f"{KIT}-DRAFT-de.zip" in drafts
    assert "Français" in drafts
    assert "Français" not in languages
    assert 'href="de/index.html"' in languages
    draft = read(zips[f"{KIT}-DRAFT-fr.zip"], "index.html")
    assert f'<p id="draft" class="note" data-word="draft">{sentences("fr")["page"]["draft"]}</p>' in draft
    assert 'id="draft"' not in read(zips[f"{KIT}-de.zip"], "index.html")
    assert "ist ein Entwurf" in read(zips[f"{KIT}-DRAFT-de.zip"], "START-HERE.txt").splitlines()[1]
    assert "ist ein Entwurf" not in read(zips[f"{KIT}-de.zip"], "START-HERE.txt")


def test_the_table_of_a_built_kit_has_the_state_of_each_picture(released: tuple[Path, dict[str, Path]]) -> None:
    root, _ = released
    rows = [*csv.DictReader(StringIO((root / "dist" / KIT / "captions.csv").read_text(encoding="utf-8-sig")))]
    assert {(row["language"], row["state"]) for row in rows} == {
        ("en", "reviewed"), ("de", "reviewed"), ("de", "draft"), ("fr", "draft"),
    }  # fmt: skip
    assert "state" not in (root / "site" / "captions.csv").read_text(encoding="utf-8").splitlines()[0]


def test_the_page_of_a_built_kit_lists_languages_that_nobody_has_read_apart(
    released: tuple[Path, dict[str, Path]],
) -> None:
    folder = released[0] / "dist" / KIT
    languages, _, drafts = (folder / "index.html").read_text(encoding="utf-8").partition('<section id="drafts"')
    assert ('href="fr/index.html"' in drafts, 'href="fr/index.html"' in languages) == (True, False)
    assert ('href="de/index.html"' in languages, NOTE in drafts) == (True, True)


def test_no_picture_wears_a_mark(released: tuple[Path, dict[str, Path]], tmp_path: Path) -> None:
    root, _ = released
    before = {asset["path"]: asset["sha256"] for asset in _assets(root / "dist" / KIT)}
    status = root / "locales" / "status.yaml"
    kept = status.read_bytes()
    sign_translations(root, "fr", "Luc", day=DAY)
    try:
        again = forked(kit.build, kit.load(root), tmp_path, jobs=1)
    finally:
        status.write_bytes(kept)
    assert {asset["path"]: asset["sha256"] for asset in _assets(again.folder)} == before


def _assets(folder: Path) -> list[dict[str, str]]:
    return list(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["assets"])


def faults_of(project: kit.Project, folder: Path, out: Path) -> list[Fault]:
    with pytest.raises(CheckError) as caught:
        kit.pack(folder, out, project=project, release=True)
    return [one.fault for one in caught.value.findings if one.severity == "error"]


@pytest.mark.ci
def test_a_release_wants_every_language_unless_it_is_left_out_by_name(
    released: tuple[Path, dict[str, Path]], tmp_path: Path
) -> None:
    project = kit.load(released[0])
    folder = forked(kit.build, kit.in_languages(project, ["en", "de"]), tmp_path, jobs=1).folder
    [fault] = faults_of(project, folder, tmp_path / "zips")
    assert (fault.code, fault.message) == ("language-not-built", "the kit has no pictures in 'fr'")
    without = kit.without_languages(project, ["fr"])
    names = {path.name for path in forked(kit.pack, folder, tmp_path / "zips", project=without, release=True)}
    assert f"{KIT}-DRAFT-de.zip" in names


@pytest.mark.ci
def test_a_language_that_was_built_is_left_out_by_name(released: tuple[Path, dict[str, Path]], tmp_path: Path) -> None:
    root, _ = released
    project = kit.without_languages(kit.load(root), ["de"])
    zips = {path.name: path for path in forked(kit.pack, root / "dist" / KIT, tmp_path, project=project)}
    assert set().union(*map(shown, zips.values())) == {("en", "sign"), ("en", "share"), ("fr", "share")}
    assert [finding for path in zips.values() for finding in kit.verify(path)] == []


@pytest.mark.ci
def test_a_state_that_has_changed_since_the_build_is_an_error(
    released: tuple[Path, dict[str, Path]], tmp_path: Path
) -> None:
    root, _ = released
    status = root / "locales" / "status.yaml"
    kept = status.read_bytes()
    sign_translations(root, "de", "Ana", day=DAY)
    try:
        [fault] = faults_of(kit.load(root), root / "dist" / KIT, tmp_path)
    finally:
        status.write_bytes(kept)
    assert (fault.code, "state would change" in fault.message) == ("kit-out-of-date", True)


def test_the_command_makes_a_release(released: tuple[Path, dict[str, Path]], tmp_path: Path) -> None:
    root, _ = released
    out = ["--out", str(tmp_path)]
    assert run_kit("build", "--language", "own", "--jobs", "1", *out, cwd=root).returncode == 0
    missing = run_kit("pack", "--release", "--without", "fr", *out, cwd=root)
    assert (missing.returncode, "the kit has no pictures in 'de'" in missing.stderr) == (1, True)
    run = run_kit("pack", "--release", "--without", "fr", "--without", "de", *out, cwd=root)
    assert (run.returncode, run.stdout.splitlines()[-1].endswith(f"{KIT}.zip")) == (0, True)
    assert (tmp_path / f"{KIT}-en_sign.zip").is_file(), "the only language"


@pytest.mark.ci
def test_zips_that_were_packed_before_are_named_as_they_have_drafts_without_a_mark(
    released: tuple[Path, dict[str, Path]], tmp_path: Path
) -> None:
    root, _ = released
    shutil.copytree(root / "dist" / KIT, tmp_path / KIT)
    others = ("another.zip", f"{KIT}-rc.1.zip", f"{KIT}-rc.1-en.zip", f"{KIT}0.zip")
    for name in others:
        (tmp_path / name).touch()
    plain = run_kit("pack", "--out", str(tmp_path), cwd=root)
    assert (plain.returncode, "earlier" in plain.stderr) == (0, False)
    run = run_kit("pack", "--release", "--out", str(tmp_path), cwd=root)
    told = f"not packed now, but earlier: {KIT}-fr-telegram.zip, {KIT}-fr.zip; 2 zips to remove"
    assert run.stderr.splitlines()[-1] == told
    assert all((tmp_path / name).is_file() for name in (*others, f"{KIT}-fr.zip"))
