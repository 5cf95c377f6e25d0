"""Pseudo-copy in a project: what a build of it writes and leaves alone, and what is judged of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.forked_calls import forked
from support.own_palette_campaign import DRAWING, LAYOUT, write_own_palette
from support.refusals import refused
from support.tiny_project import contents, run_kit

import kit
from kit.base.errors import OutputError, SpecError
from kit.compose import Composer
from kit.model.finding import CheckError
from kit.project.plan import plan
from kit.text.characters import right_to_left

if TYPE_CHECKING:
    from pathlib import Path

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
    pixels = {asset.pixels_sha256 for asset in real.assets}
    assert pixels.isdisjoint(asset.pixels_sha256 for asset in result.assets)
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
