"""A new campaign: what `kit new` writes, builds and checks clean, and what it refuses, leaving all as it was."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from support.commands import contents
from support.forked_calls import run_kit

import kit
from kit.model.message_picture import used_layouts
from kit.project.folders import SHIPPED
from kit.tools.scaffold.new_campaign import new

if TYPE_CHECKING:
    from pathlib import Path

STARTER = SHIPPED / "templates" / "starter"


def test_a_new_campaign_is_checked_and_built_clean_at_once(tmp_path: Path) -> None:
    made = run_kit("new", "harbour-days", cwd=tmp_path)
    assert (made.returncode, made.stderr) == (0, "")
    folder = tmp_path / "harbour-days"
    steps = [("check",), ("build",), ("check", "--built")]
    ran = [run_kit(*step, cwd=folder) for step in steps]
    assert [step.returncode for step in ran] == [0, 0, 0]
    assert [word for step in ran for word in ("warning", "error [") if word in step.stderr] == []
    assert [step.stdout.count("0 errors, 0 warnings") for step in ran] == [1, 0, 1]
    assert "open dist/harbour-days-0.1.0/index.html in a browser" in made.stdout
    assert (folder / "dist" / "harbour-days-0.1.0" / "index.html").is_file()


def test_the_starter_is_a_campaign_with_nothing_shipped_but_fonts() -> None:
    project = kit.load(STARTER)
    layouts = [project.layouts[name] for name in used_layouts(project.campaign)]
    assert [(layout.name, *layout.drawings) for layout in layouts] == [("notice", "square", "story", "wide")]
    assert {path.is_relative_to(STARTER) for path in layouts[0].drawings.values()} == {True}
    assert len(layouts[0].palette) == 4
    messages = project.campaign.messages.values()
    assert all(message.link for message in messages)
    assert any(message.statistic for message in messages)


def test_a_new_campaign_has_its_name_its_title_and_the_files_of_the_starter(tmp_path: Path) -> None:
    info = new(tmp_path / "harbour-days").campaign.kit
    assert (info.name, info.title) == ("harbour-days", "Harbour days")
    written = contents(tmp_path / "harbour-days")
    starter = {name.replace("gitignore", ".gitignore"): content for name, content in contents(STARTER).items()}
    schemas = {name for name in written if name.startswith("schemas/")}
    assert schemas == {
        f"schemas/{name}.json" for name in ("kit", "layout", "locale", "palette", "partners", "placements")
    }
    assert {name: content for name, content in written.items() if name not in {"kit.yaml", *schemas}} == {
        name: content for name, content in starter.items() if name != "kit.yaml" and not name.startswith("dist/")
    }
    assert b"/dist/" in (tmp_path / "harbour-days" / ".gitignore").read_bytes().splitlines()


@pytest.mark.parametrize("title", ["Harbour", 'A "day": # at {sea} \\o/', "Ünïcode & 'quotes'", "%d * @", "A day 🙂"])
def test_a_title_is_written_as_it_is_given(title: str, tmp_path: Path) -> None:
    assert new(tmp_path / "harbour", title=title).campaign.kit.title == title


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("Harbour Days", "such as harbour-days"),
        ("Über_Häfen!", "such as uber-hafen"),
        ("-x-", "such as x"),
        ("🙂", "such as child-safety-first"),
        ("CON", "such as child-safety-first"),
        ("nul", "choose another"),
        ("a" * 49, "use at most 48 characters"),
    ],
)
def test_a_name_that_no_kit_can_have_is_refused_with_one_like_it(name: str, remedy: str, tmp_path: Path) -> None:
    with pytest.raises(kit.SpecError) as caught:
        new(tmp_path / name)
    assert [fault.remedy.endswith(remedy) for fault in caught.value.faults] == [True]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ["", " ", "a\x07b", "a\u202eb", "a\tb"])
@pytest.mark.parametrize("there", [True, False])
def test_a_title_that_no_kit_can_have_leaves_all_as_it_was(title: str, tmp_path: Path, *, there: bool) -> None:
    if there:
        (tmp_path / "harbour").mkdir()
    with pytest.raises(kit.SpecError):
        new(tmp_path / "harbour", title=title)
    assert [path.name for path in tmp_path.rglob("*")] == ["harbour"] * there


@pytest.mark.parametrize("held", ["words.txt", ".git/config"])
def test_a_folder_that_holds_something_is_refused_untouched(held: str, tmp_path: Path) -> None:
    path = tmp_path / "harbour" / held
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    ran = run_kit("new", "harbour", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("the folder 'harbour' is not empty\n  choose another name\n")
    assert contents(tmp_path) == {f"harbour/{held}": b"mine"}


def test_a_file_of_the_name_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "harbour").write_text("mine", encoding="utf-8")
    with pytest.raises(kit.OutputError) as caught:
        new(tmp_path / "harbour")
    assert [fault.code for fault in caught.value.faults] == ["folder-is-file"]
    assert contents(tmp_path) == {"harbour": b"mine"}


def test_an_empty_folder_and_a_link_to_one_are_filled(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    assert new(tmp_path / "link").campaign.kit.name == "link"
    assert (tmp_path / "there" / "kit.yaml").is_file()


def test_a_folder_is_made_with_those_above_it_and_filled_from_within_by_a_dot(tmp_path: Path) -> None:
    assert run_kit("new", "a b/harbour", cwd=tmp_path).stdout.splitlines()[1] == "  1. cd 'a b/harbour'"
    (tmp_path / "quay").mkdir()
    ran = run_kit("new", ".", cwd=tmp_path / "quay")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[1].startswith("  1. kit build, and open dist/quay-")
    assert kit.load(tmp_path / "quay").campaign.kit.name == "quay"


def test_the_starter_says_how_a_font_of_ones_own_is_declared(tmp_path: Path) -> None:
    """The lines that show it are uncommented, and do what they say."""
    spec = new(tmp_path / "harbour").root / "kit.yaml"
    text = spec.read_text(encoding="utf-8")
    shown = re.search(r"^# (families:\n)# ( .*\n)", text, re.MULTILINE)
    assert shown
    spec.write_text(text.replace(shown[0], shown[1] + shown[2]), encoding="utf-8")
    [file] = re.findall(r"file: (\S+),", shown[2])
    (spec.parent / "fonts").mkdir()
    shutil.copy(SHIPPED / "fonts" / "noto-sans-hebrew" / "NotoSansHebrew_700Bold.ttf", spec.parent / "fonts" / file)
    assert kit.load(spec).campaign.families["poster"].names == ("Poster Sans",)
