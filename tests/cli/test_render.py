"""`kit render`: one picture as a file, the same as in a build, and what people read when it can't be made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from support.campaigns import SPEC, make_project, write_own_palette
from support.forked_calls import forked

import kit
from kit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

#: Sizes of its own: a JPEG, a WebP and a sheet beside the square that every test has.
SIZES = """placements:
  board/photo: {size: 700 x 700, formats: [jpeg]}
  board/web: {size: 600 x 600, formats: [webp], max_bytes: 30000}
  hall/card: {size: A6, bleed: 4 mm}
messages:"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, kit.BuildResult]:
    folder = tmp_path_factory.mktemp("render")
    changes = [("kit.yaml", "messages:", SIZES), ("kit.yaml", "[x/square]", "[x/square, board, hall]")]
    spec = write_own_palette(folder / "own", *changes, ("kit.yaml", "on: [feed]", "on: [feed, print]"))
    return spec, forked(kit.build, kit.load(spec), folder / "out", only="visit *", jobs=1)


def rendered(spec: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["render", "--spec", str(spec), *map(str, arguments)])


def test_every_file_is_byte_for_byte_that_of_a_build(built: tuple[Path, kit.BuildResult], tmp_path: Path) -> None:
    spec, result = built
    endings = {asset.path.rpartition(".")[2] for asset in result.assets}
    assert endings == {"png", "jpg", "webp", "pdf"}
    for asset in result.assets:
        made, target = result.folder / asset.path, tmp_path / asset.path.rpartition("/")[2]
        ran = rendered(spec, "visit", asset.placement, "-o", target)
        assert (ran.exit_code, ran.stdout, ran.stderr) == (0, f"open {target}\n", "")
        assert target.read_bytes() == made.read_bytes(), asset.path
    assert {path.name for path in tmp_path.iterdir()} == {asset.path.rpartition("/")[2] for asset in result.assets}


@pytest.mark.parametrize(
    "name",
    [
        ("sign telegram/square",),
        ("sign", "telegram/square"),
        ("en/telegram/sign-square-1080x1080",),
        ("sign", "*square"),
    ],
)
def test_a_picture_has_several_names(name: tuple[str, ...], tmp_path: Path) -> None:
    spec = make_project(tmp_path / "tiny")
    ran = rendered(spec, *name, "-o", tmp_path / "one.svg")
    assert ran.exit_code == 0, ran.stderr
    assert "<title>Tiny: Keep child safety first.</title>" in (tmp_path / "one.svg").read_text(encoding="utf-8")


def test_a_picture_is_found_by_the_path_of_its_file(tmp_path: Path) -> None:
    project = kit.load(make_project(tmp_path / "tiny"))
    for ending in ("", ".png", ".jpg"):
        found = kit.picture_named(project, f"en/telegram/share-landscape-1280x720{ending}")
        assert str(found) == "share telegram/landscape"


MISTAKES = {
    "a name that is nearly one": (
        ("sing telegram/square", "-o", "x.png"),
        "there is no picture 'sing telegram/square'\n  did you mean 'sign telegram/square'?",
    ),
    "a name like none": (("xyzzy", "-o", "x.png"), "there is no picture 'xyzzy'\n  `kit list pictures` shows"),
    "several": (
        ("sign", "-o", "x.png"),
        "'sign' matches 2 pictures\n  write one of them: 'sign telegram/landscape', 'sign telegram/square'\n",
    ),
    "an ending of another kind": (("sign *square", "-o", "x.gif"), "unknown ending '.gif'"),
    "no ending": (("sign *square", "-o", "x"), "'x' has no ending"),
    "a folder that is not there": (("sign *square", "-o", "no/x.png"), "there is no folder no\n  create it first"),
    "a folder": (("sign *square", "-o", "."), ". is a folder\n  give the name of a file in it"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_is_wrong_is_said_with_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments, said = MISTAKES[name]
    spec = make_project(tmp_path / "tiny")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    ran = rendered(spec, *arguments)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert ran.stderr.endswith("1 problem to fix; nothing was rendered\n")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_picture_that_a_build_refuses_is_written_to_be_looked_at(tmp_path: Path) -> None:
    wordy = SPEC.replace("headline: Pass it on", f"headline: {'Pass it on to everyone you know. ' * 20}")
    ran = rendered(make_project(tmp_path / "wordy", wordy), "share *square", "-o", tmp_path / "one.png")
    assert ran.exit_code == 1
    assert "error [overflow]: share telegram/square (cover/square.svg)\n" in ran.stderr
    assert ran.stderr.endswith("this picture would fail in a build: 1 error\n")
    assert (tmp_path / "one.png").read_bytes().startswith(b"\x89PNG")


def test_it_says_why_a_picture_looks_as_it_does_without_a_file(tmp_path: Path) -> None:
    spec = make_project(tmp_path / "tiny")
    ran, as_json = (
        rendered(spec, "sign", "*square", "--why"),
        rendered(spec, "sign", "*square", "--why", "--format", "json"),
    )
    assert (ran.exit_code, as_json.exit_code, ran.stderr, as_json.stderr) == (0, 0, "", "")
    first, *_ = ran.stdout.splitlines()
    assert first == "sign telegram/square"
    data = json.loads(as_json.stdout)
    assert data["drawing"] == "petition/square.svg"
    assert {slot["slot"] for slot in data["slots"]} >= {"headline", "address"}
    assert all(f"slot-{slot['slot']}: {slot['size']:.2f} px" in ran.stdout for slot in data["slots"])
    both = rendered(spec, "sign", "*square", "--why", "-o", tmp_path / "one.png")
    assert both.stdout == f"{ran.stdout}open {tmp_path / 'one.png'}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "-o FILE, or ask --why"), (("--format", "json", "-o", "one.png"), "--format is for what --why prints")],
)
def test_a_picture_is_written_or_explained(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    ran = rendered(make_project(tmp_path / "tiny"), "sign", "*square", *arguments)
    assert ran.exit_code == 2
    assert said in ran.stderr


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "one.svg").write_text("old", encoding="utf-8")
    assert rendered(make_project(tmp_path / "tiny"), "sign *square", "-o", tmp_path / "one.svg").exit_code == 0
    assert (tmp_path / "one.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.svg", "tiny"]
