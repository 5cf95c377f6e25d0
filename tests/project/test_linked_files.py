"""Files of a project that are links: read where they stay in the project, refused without a word of them elsewhere."""

from __future__ import annotations

import json
import os
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns

import pytest
from click.testing import CliRunner
from support.campaigns import copy_golden, make_project
from support.commands import run_kit_process
from support.forked_calls import forked

import kit
from kit.base.errors import KitError
from kit.cli import main
from kit.project.folders import SHIPPED, read_from
from kit.tools.drawings import check_drawing
from kit.tools.preview.project_reader import read
from kit.tools.preview.protocol import ReadTask

QUOTED = "correct-horse"
#: What a reader of any form would quote, if it read it.
LEAKING = f'[remote "origin"]\n\turl = https://{QUOTED}@example.org [\n{QUOTED}: {QUOTED}\n'
FAMILIES = "families:\n  own: {names: [Own], faces: [{file: Own.ttf, weight: 400}]}\n"
GERMAN = "messages: {tools: {copy: {headline: Lasst sie an.}}}\n"
PARTNER = "harbour: {name: Harbour Sailors}\n"
#: Every kind of file that a project is read from, with what is in it.
FILES = {
    "kit.yaml": None,
    "locales/de.yaml": GERMAN,
    "locales/status.yaml": "de: {}\n",
    "locales/generator/en.yaml": "page: {dir: ltr}\n",
    "templates/svg/palette.yaml": None,
    "templates/svg/notice/palette.yaml": "extends: yes\n",
    "templates/svg/notice/layout.yaml": None,
    "templates/svg/notice/square.svg": None,
    "templates/svg/parts/sun.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="sun"/></svg>',
    "fonts/families.yaml": "other: {names: [Other], faces: [{file: Own.ttf, weight: 400}]}\n",
    "fonts/Own.ttf": SHIPPED / "fonts" / "source-serif-4" / "SourceSerif4Variable-Roman.ttf",
    "images/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    "partners.yaml": PARTNER,
    "partners/nl.yaml": PARTNER.replace("harbour", "sea"),
}
FOLDERS = (
    *("templates", "templates/svg", "templates/svg/notice", "templates/svg/parts", "locales", "locales/generator"),
    *("fonts", "images", "partners"),
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
#: Files of which a message would quote words, in the form that is read there.
NAMED = {
    "kit.yaml": f"{QUOTED}: {QUOTED}\n",
    "templates/svg/notice/layout.yaml": f"{QUOTED}: {QUOTED}\n",
    "templates/svg/notice/square.svg": f'{SVG}<g id="slot-{QUOTED}"/></svg>',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project in which every kind of file is there."""
    root = tmp_path / "project"
    path = copy_golden(root, messages=("tools",), platforms="x/square")
    spec = path.read_text(encoding="utf-8").replace("kit:\n", "kit:\n  logo: images/mark.svg\n", 1)
    spec = spec.replace("on: [feed, story, header]", "on: [feed]")
    (root / "kit.yaml").write_text(spec + FAMILIES, encoding="utf-8")
    drawing = root / "templates" / "svg" / "notice" / "square.svg"
    drawn = drawing.read_text(encoding="utf-8").replace("</svg>", '<g data-part="sun" id="sun"/></svg>')
    drawing.write_text(drawn, encoding="utf-8")
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            copyfile(content, root / name)
        elif content:
            (root / name).write_text(content, encoding="utf-8")
    return root


def said(root: Path) -> str:
    """Return all that is found in a project, with every line that is quoted."""
    try:
        project = kit.load(root)
        found = [*kit.check(project), *(fault for one in project.broken for fault in one.faults)]
        partners = [one for one in kit.partners_of(root).values() if isinstance(one, tuple)]
    except KitError as error:
        return repr(error.faults)
    return repr((found, partners))


def is_refused(root: Path) -> bool:
    """Return whether a link of a project is refused, and nothing of what it leads to is said."""
    found = forked(said, root)
    assert QUOTED not in found
    return "a link on the way to it leads out of the project" in found


def test_without_links_nothing_is_refused(root: Path) -> None:
    assert not is_refused(root)


@pytest.mark.few(14)
@pytest.mark.parametrize("target", ["outside", ".git/config", "kept/.hidden/config"])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_leads_out_of_the_project_or_to_something_hidden_is_refused(
    root: Path, tmp_path: Path, name: str, target: str
) -> None:
    place = tmp_path / "outside" if target == "outside" else root / target
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(LEAKING, encoding="utf-8")
    (root / name).unlink()
    (root / name).symlink_to(os.path.relpath(place, (root / name).parent))
    assert is_refused(root)
    partial = read(ReadTask(root / "kit.yaml", partner="harbour"))
    assert QUOTED not in repr(partial)


@pytest.mark.parametrize("target", ["outside", ".hidden"])
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_leads_out_of_the_project_or_to_something_hidden_is_refused(
    root: Path, tmp_path: Path, name: str, target: str
) -> None:
    place = tmp_path / "outside" if target == "outside" else root / target
    (root / name).rename(place)
    for file in place.rglob("*"):
        if file.is_file():
            file.write_text(LEAKING, encoding="utf-8")
    (root / name).symlink_to(place)
    assert is_refused(root)
    assert not any(f"{place}/" in line for line in read_from(root / "kit.yaml"))


@pytest.mark.few(4)
@pytest.mark.parametrize("name", FILES)
def test_a_link_that_stays_in_the_project_is_followed(root: Path, name: str) -> None:
    before = forked(said, root)
    kept = root / "kept" / Path(name).name if name != "kit.yaml" else root / "campaign.yaml"
    kept.parent.mkdir(exist_ok=True)
    (root / name).rename(kept)
    (root / name).symlink_to(os.path.relpath(kept, (root / name).parent))
    assert (
        forked(said, root).replace("kept/", f"{Path(name).parent.name}/").replace("campaign.yaml", "kit.yaml") == before
    )


@pytest.mark.few(3)
@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_is_a_link_in_the_project_is_followed(root: Path, name: str) -> None:
    before = forked(said, root)
    (root / name).rename(root / "kept")
    (root / name).symlink_to(root / "kept")
    assert not is_refused(root)
    assert len(forked(said, root)) >= len(before) / 2


@pytest.mark.ci
def test_a_generator_that_is_installed_as_links_works_even_in_a_hidden_folder_of_the_project(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    store, installed = tmp_path / "store", root / ".venv" / "lib"
    for name in ("kit", "templates", "fonts"):
        copytree(SHIPPED / name, store / name, ignore=ignore_patterns("__pycache__"))
    for file in store.rglob("*"):
        if file.is_file():
            link = installed / file.relative_to(store)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)
    run = run_kit_process("check", cwd=root, env={"PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"})
    assert (run.returncode, run.stderr) == (0, "")
    assert "0 errors" in run.stdout


def test_a_project_may_be_reached_through_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("project")
    before = kit.load(root)
    assert kit.load(tmp_path / "link") == kit.load(tmp_path / "link" / "kit.yaml") == before


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("name", NAMED)
def test_no_form_of_output_quotes_a_file_that_is_refused(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    """JSON and GitHub quote no lines, but what messages quote."""
    (tmp_path / "outside").write_text(NAMED[name], encoding="utf-8")
    (root / name).unlink()
    (root / name).symlink_to(tmp_path / "outside")
    monkeypatch.chdir(root)
    for command in (("check",), ("check", "--spec", ".")):
        answer = CliRunner().invoke(main, [*command, "--format", form])
        assert answer.exit_code
        assert QUOTED not in answer.output + answer.stderr


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("locales/de.yaml", "translate de --format"),
        ("locales/de.yaml", "translate de --export po"),
        ("locales/status.yaml", "translate --status"),
        ("partners.yaml", "partners import table.csv"),
        ("spelling.txt", "check --spelling"),
    ],
)
def test_what_a_command_reads_by_itself_is_refused_too(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, command: str
) -> None:
    (root / "table.csv").write_text("id,name\nharbour,Harbour Sailors\n", encoding="utf-8")
    (tmp_path / "outside").write_text(LEAKING, encoding="utf-8")
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to(tmp_path / "outside")
    monkeypatch.chdir(root)
    answer = CliRunner().invoke(main, command.split())
    assert answer.exit_code == 2
    assert "a link on the way to it leads out of the project" in answer.stderr
    assert QUOTED not in answer.output + answer.stderr


def test_a_link_that_is_named_is_followed_into_the_folder_of_its_file(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (here / "kit.yaml").symlink_to(root / "kit.yaml")
    monkeypatch.chdir(here)
    named = CliRunner().invoke(main, ["list", "languages", "--format", "json", "--spec", "kit.yaml"])
    assert kit.load(here / "kit.yaml").root == root
    assert (named.exit_code, [one["id"] for one in json.loads(named.stdout)["languages"]]) == (0, ["en", "de"])
    unnamed = CliRunner().invoke(main, ["list", "languages"])
    assert (unnamed.exit_code, "name the file with --spec" in unnamed.stderr) == (2, True)


@pytest.mark.ci
def test_a_drawing_that_is_named_is_followed_and_what_is_beside_it_is_not(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link.svg").symlink_to(root / "templates" / "svg" / "notice" / "square.svg")
    assert "file-unreadable" not in repr(check_drawing(tmp_path / "link.svg").findings)
    layout = root / "templates" / "svg" / "notice" / "layout.yaml"
    layout.unlink()
    (tmp_path / "outside").write_text(LEAKING, encoding="utf-8")
    layout.symlink_to(tmp_path / "outside")
    found = repr(check_drawing(tmp_path / "link.svg").findings)
    assert ("file-unreadable" in found, QUOTED in found) == (True, False)


@pytest.mark.parametrize("linked", ["templates/svg/notice/square.svg", "templates/svg/notice", "templates"])
@pytest.mark.parametrize("target", ["outside", ".hidden"])
def test_a_drawing_of_a_campaign_that_leads_out_of_it_is_not_followed(
    root: Path, tmp_path: Path, linked: str, target: str
) -> None:
    place = tmp_path / "outside" if target == "outside" else root / target
    (root / linked).rename(place)
    (root / linked).symlink_to(place)
    for file in [place] if place.is_file() else place.rglob("*.svg"):
        file.write_text(LEAKING, encoding="utf-8")
    found = repr(check_drawing(root / "templates" / "svg" / "notice" / "square.svg").findings)
    assert ("a link on the way to it leads out of the project" in found, QUOTED in found) == (True, False)


def test_links_that_lead_in_a_circle_are_looked_into_once(root: Path) -> None:
    for name in "abcdefghij":
        (root / "templates" / "svg" / name).symlink_to(".")
    assert len(read_from(root / "kit.yaml")) == len({*read_from(root / "kit.yaml")})
