"""A kit that names a place where people find help: on pictures, in captions, on the page and in the documents."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from support.campaigns import write_own_palette, write_own_palette_with_help
from support.forked_calls import forked

import kit
import kit.tools.comparison
from kit.compose import Composer
from kit.compose.content.summary import summarise
from kit.judge.kit_files import summary_differences
from kit.project.plan import plan
from kit.publish.store.manifest_file import parse_manifest
from kit.tools.comparison import FieldChange

if TYPE_CHECKING:
    from pathlib import Path

    from kit.run.pipeline.build_result import BuildResult

#: What the kit says in each language, and where that leads.
SAID = {
    "en": ("Help after a fall:", "https://meadow.example/aid"),
    "de": ("Hilfe nach einem Sturz:", "https://meadow.example/hilfe"),
}
ASKED = {
    "en": "Where people who are affected find help.",
    "de": "Wo Betroffene Hilfe finden.",
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> kit.Project:
    return kit.load(write_own_palette_with_help(tmp_path_factory.mktemp("help") / "meadow"))


@pytest.fixture(scope="module")
def built(project: kit.Project) -> BuildResult:
    result = forked(kit.build, project, project.root / "dist", jobs=1)
    assert result.published
    return result


class Line(HTMLParser):
    """The line of help of a page: its words, and the links in it with their attributes."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.words = ""
        self.languages: list[str | None] = []
        self.links: list[dict[str, str | None]] = []
        self.is_scripted = self._inside = self._in_script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_script |= tag in {"noscript", "script"}
        if given.get("id") == "help":
            self._inside, self.is_scripted = True, self._in_script or "hidden" in given
        elif self._inside and "lang" in given:
            self.languages.append(given["lang"])
        if self._inside and tag == "a":
            self.links.append(given)

    def handle_endtag(self, tag: str) -> None:
        self._in_script &= tag not in {"noscript", "script"}
        self._inside &= tag != "p"

    def handle_data(self, data: str) -> None:
        self.words += data if self._inside else ""


def line_of(built: BuildResult, page: str) -> Line:
    return Line((built.folder / page).read_text(encoding="utf-8"))


def test_every_picture_has_the_line_of_its_language_with_the_address_as_pictures_write_it(
    project: kit.Project,
) -> None:
    composer = Composer(project)
    said = {(one.language, composer.compose(one).words["help"].text) for one in plan(project)}
    assert said == {
        ("en", "Help after a fall: meadow.example/aid"),
        ("de", "Hilfe nach einem Sturz: meadow.example/hilfe"),
    }


@pytest.mark.parametrize("language", SAID)
def test_every_caption_ends_with_the_line_and_the_whole_address_and_the_alt_text_reads_it(
    built: BuildResult, language: str
) -> None:
    words, url = SAID[language]
    own = [asset for asset in built.assets if asset.language == language]
    assert [asset.caption.rpartition("\n\n")[2] for asset in own] == [f"{words} {url}"] * 3
    beside = [(built.folder / asset.path).with_suffix(".caption.txt").read_text(encoding="utf-8") for asset in own]
    assert beside == [f"{asset.caption}\n" for asset in own]
    shown = url.removeprefix("https://")
    assert all(f" {words} {shown}. " in asset.alt for asset in own)


def test_the_table_has_the_captions_with_the_line(built: BuildResult) -> None:
    rows = list(csv.DictReader(StringIO((built.folder / "captions.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 6
    assert all(row["caption"].endswith(" ".join(SAID[row["language"]])) for row in rows)


@pytest.mark.parametrize(("page", "language"), [("index.html", "en"), ("en/index.html", "en"), ("de/index.html", "de")])
def test_every_page_says_so_in_its_language_without_a_script_and_leads_there(
    built: BuildResult, page: str, language: str
) -> None:
    line, (words, url) = line_of(built, page), SAID[language]
    assert line.words == f"{ASKED[language]} {words} {url}"
    assert not line.is_scripted
    assert line.languages == [language]
    [link] = line.links
    assert (link["href"], link["rel"]) == (url, "noopener noreferrer")


def test_what_to_do_first_ends_with_the_line(built: BuildResult) -> None:
    lines = (built.folder / "START-HERE.txt").read_text(encoding="utf-8").splitlines()
    assert lines[10:] == [f"{ASKED['en']} {' '.join(SAID['en'])}"]


def test_the_manifest_says_it_in_each_language_and_the_kit_is_whole(project: kit.Project, built: BuildResult) -> None:
    said = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["kit"]
    assert tuple(said["help"].values()) == SAID["en"]
    assert list(said["help"]) == ["text", "url"]
    assert tuple(said["translations"]["de"]["help"].values()) == SAID["de"]
    assert kit.verify(built.folder) == ()
    assert [one for one in forked(kit.check, project, built=built.folder) if one.severity == "error"] == []


@pytest.mark.ci
def test_a_language_is_packed_with_its_own_line(project: kit.Project, built: BuildResult) -> None:
    zips = {path.name: path for path in forked(kit.pack, built.folder, project.root / "packed", project=project)}
    assert kit.verify(zips["tiny-1.0.0-de.zip"]) == ()
    with ZipFile(zips["tiny-1.0.0-de.zip"]) as file:
        page, first = (file.read(f"tiny-1.0.0-de/{name}").decode() for name in ("index.html", "START-HERE.txt"))
    assert Line(page).words == first.splitlines()[-1] == f"{ASKED['de']} {' '.join(SAID['de'])}"


def test_a_kit_that_names_no_place_says_nothing_of_it(tmp_path: Path) -> None:
    bare = forked(kit.build, kit.load(write_own_palette(tmp_path / "meadow")), tmp_path / "dist", jobs=1)
    assert "help" not in json.loads((bare.folder / "manifest.json").read_text(encoding="utf-8"))["kit"]
    text = (bare.folder / "index.html").read_text(encoding="utf-8")
    assert (line_of(bare, "index.html").words, ASKED["en"] in text) == ("", False)
    assert len((bare.folder / "START-HERE.txt").read_text(encoding="utf-8").splitlines()) == 10


def test_another_place_is_listed_as_a_difference_of_the_kit(built: BuildResult, tmp_path: Path) -> None:
    other = kit.load(write_own_palette_with_help(tmp_path / "meadow", ("kit.yaml", "after a fall", "in the meadow")))
    again = forked(kit.build, other, tmp_path / "dist", jobs=1)
    url = SAID["en"][1]
    changed = FieldChange("help", f"Help after a fall: {url}", f"Help in the meadow: {url}")
    assert forked(kit.tools.comparison.diff, built.folder, again.folder, jobs=1).kit == (changed,)


def test_a_kit_that_names_another_place_than_its_project_is_out_of_date(
    built: BuildResult, project: kit.Project
) -> None:
    said = parse_manifest((built.folder / "manifest.json").read_bytes()).kit
    wanted = summarise(project.campaign, project.placements, project.translations)
    assert list(summary_differences(said, wanted)) == []
    [found] = summary_differences(said, replace(wanted, help=None))
    assert (found.fault.code, "help would change" in found.fault.message) == ("kit-out-of-date", True)


def test_the_address_is_on_a_host_that_the_kit_lists(tmp_path: Path) -> None:
    with pytest.raises(kit.SpecError) as caught:
        kit.load(
            write_own_palette_with_help(tmp_path / "meadow", ("kit.yaml", "//meadow.example/aid", "//aid.example/"))
        )
    assert [(one.code, one.mark.file) for one in caught.value.faults if one.mark] == [("host-not-listed", "kit.yaml")]
