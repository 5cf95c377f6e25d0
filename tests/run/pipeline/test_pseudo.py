"""Pseudo-copy in a project: what a build of it writes and leaves alone, and what is judged of it."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import icalendar
import pytest
from support.campaigns import DRAWING, EVERY_LAYOUT, LAYOUT, make_project, write_own_palette
from support.commands import contents
from support.faults import refused
from support.forked_calls import forked, run_kit

import kit
from kit.base.errors import OutputError, SpecError
from kit.compose import Composer
from kit.model.finding import CheckError
from kit.project.plan import plan
from kit.text.characters import right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit import BuildResult
    from kit.model.artwork import PlacedWords
    from kit.model.project import Project, PseudoCopy

#: The font whose letters a drawing is set in, of which nothing falls back on another.
LONELY = """\
families:
  lonely: {names: [Lonely], faces: [{file: source-sans-3/SourceSans3VF-Upright.ttf, weight: [200, 900]}]}
platforms:"""


def headline(project: Project) -> PlacedWords:
    return Composer(project).compose(plan(project)[0]).words["headline"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return kit.load(write_own_palette(tmp_path / "meadow"))


@pytest.mark.ci
@pytest.mark.parametrize("kind", ["long", "rtl"])
def test_a_build_lies_in_a_folder_of_its_own_beside_the_kit_which_it_does_not_touch(
    project: Project, tmp_path: Path, kind: PseudoCopy
) -> None:
    out = tmp_path / "dist"
    real = forked(kit.build, project, out, jobs=1)
    before = contents(real.folder)
    result = forked(kit.build, kit.with_pseudo_copy(project, kind), out, jobs=1)
    assert (result.folder, result.published, result.pseudo) == (out / f"pseudo-{kind}", False, kind)
    assert contents(real.folder) == before
    assert [asset.path for asset in result.assets] == [asset.path for asset in real.assets]
    pixels = {asset.pixels_sha256 or asset.sha256 for asset in real.assets}
    assert pixels.isdisjoint(asset.pixels_sha256 or asset.sha256 for asset in result.assets)
    assert "never to be published" in (result.folder / "index.html").read_text("utf-8")


def test_what_is_in_pseudo_copy_is_never_packed(project: Project, tmp_path: Path) -> None:
    result = forked(kit.build, kit.with_pseudo_copy(project, "long"), tmp_path / "dist", jobs=1)
    with refused(OutputError, "kit-of-another-name"):
        forked(kit.pack, result.folder, tmp_path, project=project)
    disguised = result.folder.rename(result.folder.with_name(project.kit_name))
    with pytest.raises(CheckError) as caught:
        kit.pack(disguised, tmp_path, project=project)
    assert {fault.code for fault in caught.value.faults} == {"folder-name-differs"}
    assert not list(tmp_path.glob("*.zip"))


def test_pictures_that_cannot_hold_longer_words_fail_and_are_made_all_the_same(tmp_path: Path) -> None:
    narrow = write_own_palette(
        tmp_path / "narrow",
        (LAYOUT, "required: yes, lines: 3", "required: yes, fit: keep, lines: 1"),
        (DRAWING, "font-size: 100px", "font-size: 76px"),
    )
    project = kit.load(narrow)
    assert forked(kit.build, project, tmp_path / "dist", jobs=1, only="visit *").failures == ()
    longer = kit.with_pseudo_copy(project, "long")
    result = forked(kit.build, longer, tmp_path / "dist", jobs=1, only="visit *")
    assert [fault.code for failure in result.failures for fault in failure.faults] == ["text-overflow"]
    assert len(result.assets) == 1
    assert (result.folder / result.assets[0].path).is_file()


def test_only_drawings_are_judged_of_pseudo_copy(project: Project) -> None:
    for kind in ("long", "rtl"):
        made = kit.with_pseudo_copy(project, kind)
        found = [finding for picture in kit.plan(made) for finding in kit.render(made, picture).findings]
        assert found == []


def test_words_run_from_right_to_left_where_the_fonts_have_the_letters(project: Project, tmp_path: Path) -> None:
    words = headline(kit.with_pseudo_copy(project, "rtl"))
    assert right_to_left(words.text)
    assert words.missing == ""
    alone = write_own_palette(
        tmp_path / "alone", ("kit.yaml", "platforms:", LONELY), (DRAWING, "Source Serif 4", "Lonely")
    )
    same = headline(kit.with_pseudo_copy(kit.load(alone), "rtl"))
    assert same.text == headline(project).text


def test_drawings_are_mirrored_for_words_from_right_to_left_and_for_those_alone(project: Project) -> None:
    codes = {}
    for kind in (None, "long", "rtl"):
        made = kit.with_pseudo_copy(project, kind) if kind else project
        artwork = Composer(made).compose(plan(made, "visit *")[0])
        assert artwork.code
        codes[kind] = artwork.code.box.center
    assert codes["long"] == codes[None]
    assert codes["rtl"] == pytest.approx((1080 - codes[None].x, codes[None].y), abs=0.5)


def test_another_kind_is_refused(project: Project) -> None:
    with refused(SpecError, "unknown-pseudo-copy") as faults:
        kit.with_pseudo_copy(project, "longer")  # type: ignore[arg-type]
    assert faults[0].remedy == "did you mean 'long'?"


def test_the_command_says_what_it_made_and_that_nobody_may_publish_it(tmp_path: Path) -> None:
    folder = write_own_palette(tmp_path / "meadow").parent
    ran = run_kit("build", "--pseudo", "long", "--contact-sheet", "--jobs", "1", cwd=folder)
    assert (ran.returncode, "never publish it" in ran.stdout) == (0, True)
    assert {path.name for path in (folder / "dist").glob("[!.]*")} == {"pseudo-long", "contact-sheets-pseudo-long"}


# Pseudo-languages ----------------------------------------------------------------------------------------------------

#: What no catalogue has: names in braces, addresses, hashtags, names of files and licences, and dates, written by ICU.
KEPT = re.compile(r"\{\w+\}|\d{1,2} December 2020|https?://\S+|\S*\w[./]\w\S*|#\w+|CC BY(?: 4\.0)?|NCMEC")


class VisibleTexts(HTMLParser):
    """The texts of a page, and the attributes that are read out."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.texts: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag) if tag in {"script", "style"} else None
        self.texts += [value or "" for name, value in attrs if name in {"aria-label", "alt", "title", "placeholder"}]

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.texts.append(data)


def unmarked(text: str) -> str:
    """Return the words of a text that are in no brackets."""
    inner = re.compile(r"⟦[^⟦⟧]*⟧|\[[^\[\]]*\]")
    while inner.search(text):
        text = inner.sub(" ", text)
    return " ".join(re.findall(r"[^\W\d_]{2,}", KEPT.sub(" ", text.replace("\xa0", " "))))


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def dated_project(root: Path) -> Project:
    """Write a project whose pictures have all kinds of words, and a day, on a few placements."""
    spec = EVERY_LAYOUT.replace("platforms: all", "platforms: [x/square]")
    spec = spec.replace('as_of: "2020"}\nstatistics', 'as_of: "2020", shown: "NCMEC, 2020"}\nstatistics', 1)
    spec = spec.replace("creator:", "help: {text: Help for children, link: petition}\n  creator:", 1)
    return kit.load(make_project(root, spec))


@pytest.fixture(scope="module")
def marked_kit(tmp_path_factory: pytest.TempPathFactory) -> BuildResult:
    root = tmp_path_factory.mktemp("marked")
    return forked(kit.build, kit.with_pseudo_copy(dated_project(root / "project"), "marked"), root / "dist")


@pytest.mark.ci
def test_no_picture_in_the_marked_language_lacks_a_bracket(marked_kit: BuildResult) -> None:
    """Where a font lacks the brackets, words are in plain ones; in a narrow slot they may be too long."""
    assert marked_kit.folder.name == "pseudo-marked"
    assert {fault.code for one in marked_kit.failures for fault in one.faults} <= {"text-overflow"}


@pytest.mark.ci
def test_no_word_of_a_picture_and_beside_it_is_unmarked(marked_kit: BuildResult, tmp_path: Path) -> None:
    project = kit.with_pseudo_copy(dated_project(tmp_path / "project"), "marked")
    composer = Composer(project)
    artworks = [composer.compose(artboard) for artboard in plan(project)]
    words = [words.text for artwork in artworks for words in artwork.words.values()]
    assert len(words) > 50
    beside = [text for asset in marked_kit.assets for text in (asset.alt, asset.alt_long, asset.caption)]
    assert [text for text in (*words, *beside) if unmarked(text)] == []


@pytest.mark.ci
def test_no_word_of_the_documents_is_unmarked(marked_kit: BuildResult) -> None:
    for name in ("START-HERE.txt", "SOURCES.md", "LICENSE.txt"):
        assert unmarked((marked_kit.folder / name).read_text("utf-8-sig")) == "", name
    rows = [*csv.DictReader((marked_kit.folder / "captions.csv").read_text("utf-8-sig").splitlines(keepends=True))]
    assert [row for row in rows if unmarked(row["caption"] + row["alt_text"])] == []
    calendar = icalendar.Calendar.from_ical((marked_kit.folder / "posting-plan.ics").read_bytes())
    assert len(calendar.events) > 3
    shown = [
        str(part[key]) for part in calendar.walk() for key in ("x-wr-calname", "summary", "description") if key in part
    ]
    assert len(shown) > 2 * len(calendar.events), "captions and reminders too"
    assert [text for text in shown if unmarked(text)] == []


@pytest.mark.ci
def test_no_word_of_the_page_is_unmarked(marked_kit: BuildResult) -> None:
    page = (marked_kit.folder / "index.html").read_text("utf-8")
    assert [text for text in VisibleTexts(page).texts if unmarked(text)] == []
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert data
    words = json.loads(data[1])["words"]
    known = {"en", "ltr", "en-GB"}
    assert [text for text in strings(words) if text not in known and unmarked(text)] == []


@pytest.mark.ci
def test_a_word_that_is_written_in_the_code_is_found(marked_kit: BuildResult) -> None:
    text = (marked_kit.folder / "START-HERE.txt").read_text("utf-8-sig")
    assert unmarked(f"{text} Then post.") == "Then post"
    assert unmarked("Source: ⟦letter⟧") == "Source"


def test_accents_change_every_letter_and_no_length(project: Project) -> None:
    plain, accents = headline(project), headline(kit.with_pseudo_copy(project, "accents"))
    assert len(accents.text) == len(plain.text)
    assert unicodedata.normalize("NFD", accents.text) != unicodedata.normalize("NFD", plain.text)
    bare = "".join(one for one in unicodedata.normalize("NFD", accents.text) if not unicodedata.combining(one))
    assert bare.lower() == plain.text.lower()
