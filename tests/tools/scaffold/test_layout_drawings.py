"""A new layout: what `kit new layout` writes passes every check in the colours of any campaign, or is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.campaigns import FEW_WORDS, SPEC, make_project
from support.commands import contents
from support.forked_calls import run_kit

import kit
from kit.cli import main
from kit.drawing.svg.drawing_reader import read_drawing
from kit.model.colour import Palette
from kit.model.layout import ONLY_NAMED, SHAPES
from kit.tools.scaffold import new_layout
from kit.tools.scaffold.layout_drawings import chosen_roles
from kit.tools.scaffold.new_campaign import new

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: A palette in which no words can be read, beside the drawings of a project.
FAINT = 'sand: "#c8b48c"\nclay: "#b49a74"\n'


def starter(folder: Path) -> Path:
    return new(folder / "harbour").root


def with_shipped_palette(folder: Path) -> Path:
    return make_project(folder / "tiny", FEW_WORDS + SPEC)


def with_faint_palette(folder: Path) -> Path:
    root = make_project(folder / "faint", FEW_WORDS + SPEC)
    (root / "templates" / "svg").mkdir(parents=True)
    (root / "templates" / "svg" / "palette.yaml").write_text(FAINT, encoding="utf-8")
    return root


def used(root: Path, roles: str = "feed, story") -> kit.Project:
    """Return a project with a new layout that its own message shows, as the lines for `kit.yaml` have it."""
    made = new_layout(kit.load(root), "autumn")
    spec = root / "kit.yaml"
    written = re.sub(r"^platforms: .*\n", "", spec.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = made.lines.replace("on: [feed, story]", f"on: [{roles}]")
    spec.write_text(written.rstrip() + "\n" + lines, encoding="utf-8")
    return kit.load(root)


@pytest.mark.ci
def test_a_new_layout_passes_every_check_with_the_lines_that_are_given_for_it_and_in_more_roles(tmp_path: Path) -> None:
    project = used(starter(tmp_path), "feed, story, header, email, print")
    placements = {picture.placement for picture in kit.plan(project, "autumn")}
    assert placements >= {"x/in_stream", "instagram/story", "facebook/cover", "email/header", "print/a4_poster"}
    assert kit.check(project, only="autumn") == ()


def test_where_a_new_layout_has_no_room_another_is_advised(tmp_path: Path) -> None:
    project = used(starter(tmp_path), "link, background")
    tight = tuple(f"autumn {placement}" for placement in ("open_graph/link_preview", "meeting/background"))
    found = [finding.fault for picture in kit.plan(project, tight) for finding in kit.render(project, picture).findings]
    ends = {fault.code: fault.remedy.partition(" or ")[2] for fault in found}
    assert ends["text-overflow"] == "show a layout without an address on 'open_graph/link_preview'"
    assert ends["in-keep-out-box"] == "show another layout on 'meeting/background'"


@pytest.mark.parametrize("written", [starter, with_shipped_palette, with_faint_palette])
def test_a_new_layout_passes_in_the_colours_of_any_campaign_and_from_right_to_left(
    written: Callable[[Path], Path], tmp_path: Path
) -> None:
    project = used(written(tmp_path))
    some = tuple(f"autumn {placement}" for placement in ("x/in_stream", "x/square", "x/portrait", "tiktok/photo"))
    for one in (project, kit.with_pseudo_copy(project, "rtl")):
        for picture in kit.plan(one, some):
            assert kit.render(one, picture).findings == ()


def test_where_no_drawing_suits_that_is_all_that_is_said_with_the_shape_to_draw(tmp_path: Path) -> None:
    root = starter(tmp_path)
    used(root, "header")
    for shape in ("strip", "tall"):
        (root / "templates" / "svg" / "autumn" / f"{shape}.svg").unlink()
    project = kit.load(root)
    [picture] = kit.plan(project, "autumn x/header")
    [finding] = kit.render(project, picture).findings
    assert (finding.fault.code, finding.severity) == ("drawing-stretched", "error")
    assert finding.fault.remedy == "draw strip.svg beside it, or show another layout on 'header'"


def test_a_new_layout_has_a_drawing_of_each_shape_in_the_colours_of_the_campaign(tmp_path: Path) -> None:
    made = new_layout(kit.load(starter(tmp_path)), "autumn")
    assert made.folder == tmp_path / "harbour" / "templates" / "svg" / "autumn"
    assert [path.name for path in made.files] == [
        "layout.yaml",
        *sorted(f"{shape}.svg" for shape in SHAPES if shape != ONLY_NAMED),
    ]
    layout = kit.load(tmp_path / "harbour").layouts["autumn"]
    assert (layout.slots["headline"].emphasis.colour, layout.slots["qr"].dark) == ("cloth", "ink")
    for path in layout.drawings.values():
        drawing = read_drawing(path, layout.palette)
        assert drawing.unmapped_colours == ()
        assert "<title>Autumn</title>" in path.read_text(encoding="utf-8")
        assert re.findall('inkscape:label="(.+?)"', path.read_text(encoding="utf-8")) == ["Ground", "Words", "Guides"]


def test_a_layout_for_a_palette_that_no_words_can_be_read_in_has_one_of_its_own(tmp_path: Path) -> None:
    made = new_layout(kit.load(with_faint_palette(tmp_path)), "autumn")
    assert "palette.yaml" in [path.name for path in made.files]
    assert "    theme: drawn\n" in made.lines


def test_roles_are_chosen_that_can_be_told_apart_in_every_theme_and_not_in_one_alone() -> None:
    palette = Palette(colours={"wall": "#000000", "bright": "#ffffff", "pale": "#dddddd"})
    dusk = {"wall": "#111111", "bright": "#222222", "pale": "#eeeeee"}
    found = [chosen_roles(palette, themes) or {} for themes in ([], [dusk])]
    assert [(roles["ground"], roles["ink"]) for roles in found] == [("wall", "bright"), ("wall", "pale")]
    assert chosen_roles(palette, [{**dusk, "pale": "#151515"}]) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Autumn Days", "invalid-path-part"),
        ("../autumn", "invalid-path-part"),
        ("nul", "reserved-path-part"),
        ("message", "layout-name-taken"),
        ("parts", "layout-name-taken"),
        ("notice", "layout-exists"),
    ],
)
def test_a_name_that_no_new_layout_can_have_is_refused_and_nothing_written(
    name: str, code: str, tmp_path: Path
) -> None:
    project = kit.load(starter(tmp_path))
    before = contents(tmp_path)
    with pytest.raises(kit.KitError) as caught:
        new_layout(project, name)
    assert [(fault.code, bool(fault.remedy)) for fault in caught.value.faults] == [(code, True)]
    assert contents(tmp_path) == before


def test_the_command_prints_the_lines_and_leaves_the_word_layout_to_campaigns(tmp_path: Path) -> None:
    root = starter(tmp_path)
    ran = run_kit("new", "layout", "autumn", cwd=root)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "  autumn:\n    images: [{layout: autumn, on: [feed, story]}]\n    link: saturdays\n" in ran.stdout
    ran = run_kit("new", "./layout", "--title", "Layout", cwd=tmp_path)
    assert (ran.returncode, kit.load(tmp_path / "layout").campaign.kit.title) == (0, "Layout")
    ran = run_kit("new", "layout", cwd=tmp_path)
    assert (ran.returncode, "Missing argument 'NAME'" in ran.stderr) == (2, True)


def test_a_layout_that_a_message_shows_before_it_is_made_is_told_what_to_do_first(tmp_path: Path) -> None:
    root = starter(tmp_path)
    spec = (root / "kit.yaml").read_text(encoding="utf-8")
    (root / "kit.yaml").write_text(spec.replace("layout: notice", "layout: autumn", 1), encoding="utf-8")
    said = CliRunner().invoke(main, ["new", "layout", "autumn", "--spec", str(root)]).stderr
    assert "'autumn' is used before it exists" in said
    assert "# before the lines of this message, make the layout" in said
    assert "shown before" not in CliRunner().invoke(main, ["new", "layout", "spring", "--spec", str(root)]).stderr
