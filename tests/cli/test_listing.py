"""`kit list`: every picture that a build would make, and all other lists, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from conftest import TESTS
from support.campaigns import DRAWING, make_project, write_own_palette
from support.faults import write_breakable
from support.forked_calls import forked

import kit
from kit.cli import main
from kit.cli.listing import _layout_rows
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


def listed(spec: Path, what: str, *options: str) -> Result:
    """Run `kit list` for a project."""
    return CliRunner().invoke(main, ["list", what, "--spec", str(spec), *options])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("list") / "tiny")


def test_pictures_are_those_of_a_build_with_what_each_is_made_of(project: Path) -> None:
    rows = [line.split("  ") for line in listed(project, "pictures").stdout.splitlines()]
    assert [[cell.strip() for cell in row if cell.strip()] for row in rows] == [
        [f"{message} telegram/{name}", size, f"{layout}/{drawing}.svg", "drawn", f"en/telegram/{message}-{name}-{size}"]
        for message, layout in (("sign", "petition"), ("share", "cover"))
        for name, size, drawing in (("landscape", "1280x720", "wide"), ("square", "1080x1080", "square"))
    ]


def test_what_is_listed_of_a_picture_is_what_the_manifest_says_of_it(project: Path, tmp_path: Path) -> None:
    ran = listed(project, "pictures", "--only", "share *", "--only", "*sign-square*", "--format", "json")
    pictures = json.loads(ran.stdout)["pictures"]
    result = forked(kit.build, kit.load(project), tmp_path, only=("share *", "*sign-square*"), jobs=1)
    shared = ("message", "frame", "placement", "language", "width", "height", "layout", "drawing", "theme")
    made = {asset.path.rpartition(".")[0]: {key: getattr(asset, key) for key in shared} for asset in result.assets}
    assert {row["path"]: {key: row[key] for key in shared} for row in pictures} == made
    assert sorted(row["picture"] for row in pictures) == [
        "share telegram/landscape", "share telegram/square", "sign telegram/square",
    ]  # fmt: skip


def test_a_picture_whose_drawing_cannot_be_read_is_listed_all_the_same(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (DRAWING, "<svg", "<svgg"))
    assert "visit x/square    1080x1080  leaf/(can't be read)" in listed(spec, "pictures").stdout
    assert [picture.drawing for picture in kit.pictures(kit.load(spec), "visit *")] == [None]


def test_a_glob_that_names_nothing_leads_to_the_list(project: Path) -> None:
    ran = listed(project, "pictures", "--only", "signn *")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "no picture matches 'signn *'\n  `kit list pictures` shows every picture" in ran.stderr
    as_json = json.loads(listed(project, "pictures", "--only", "signn *", "--format", "json").stdout)
    assert [finding["code"] for finding in as_json["findings"]] == ["no-picture-chosen"]


def test_only_chooses_pictures(project: Path) -> None:
    ran = listed(project, "fonts", "--only", "sign *")
    assert ran.exit_code == 2
    assert "--only selects pictures, not fonts: kit list pictures --only 'sign *'" in ran.stderr


@pytest.mark.parametrize(
    ("what", "name", "row"),
    [
        (
            "messages",
            "sign",
            {"id": "sign", "images": [{"layout": "petition", "on": ["feed"], "at": []}], "frames": 0, "days": 0},
        ),
        (
            "placements",
            "print/a5_flyer",
            {
                "id": "print/a5_flyer",
                "role": "print",
                "width": 1819,
                "height": 2551,
                "formats": ["png"],
                "max_bytes": None,
                "screen": "paper",
                "qr": "prefer",
                "sheet": {"trim": [148, 210], "bleed": 3, "safe": 5},
                "waits": None,
                "own": False,
            },
        ),
    ],
)
def test_every_list_is_json_for_programs(what: str, name: str, row: dict[str, object], project: Path) -> None:
    rows = {one["id"]: one for one in json.loads(listed(project, what, "--format", "json").stdout)[what]}
    assert rows[name] == row


def test_layouts_and_fonts_are_json_too(project: Path) -> None:
    layouts = json.loads(listed(project, "layouts", "--format", "json").stdout)["layouts"]
    petition = next(layout for layout in layouts if layout["name"] == "petition")
    assert {"name": "headline", "required": True} in petition["slots"]
    assert "square" in petition["drawings"]
    fonts = json.loads(listed(project, "fonts", "--format", "json").stdout)["fonts"]
    assert all(face["file"].endswith(".ttf") for font in fonts for face in font["faces"])


def test_a_campaign_may_use_its_own_layouts_and_the_shipped_ones_that_it_names(tmp_path: Path) -> None:
    project = load_project(write_breakable(tmp_path))
    named = {*project.campaign.kit.shipped_layouts}
    assert named
    usable = {row["name"]: row["usable"] for row in _layout_rows(project)}
    assert {name for name in usable if usable[name]} == {"bare", "figure", "plain", *named}
    assert not all(usable.values())


@pytest.mark.ci
def test_layouts_that_a_campaign_does_not_name_are_marked(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    lines = listed(spec, "layouts").stdout.splitlines()
    marked = {line.split()[0] for line in lines if line.endswith("(shipped)")}
    assert "petition" in marked
    assert "leaf" not in marked
    assert lines[-1].startswith("(shipped) comes with the generator")
    assert "(shipped)" not in listed(TESTS.parent / "kit.yaml", "layouts").stdout


def test_sizes_of_a_campaign_are_marked_as_its_own(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", ("kit.yaml", "messages:", "placements: {board/window: A3}\nmessages:"))
    marked = [line for line in listed(spec, "placements").stdout.splitlines() if line.endswith("(this campaign's own)")]
    assert [line.split()[0] for line in marked] == ["board/window"]
