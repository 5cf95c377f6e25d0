"""Where things are kept: in a folder of the user alone, by project, and never in the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, make_project
from support.commands import lies_in
from support.faults import refused
from support.forked_calls import run_kit

import kit
from kit.base.cache.cache_folder import project_cache
from kit.base.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

posix = pytest.mark.skipif(os.name == "nt", reason="folders of a user are private there")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def folder_of(root: Path) -> Path:
    folder = project_cache(root).folder
    assert folder
    return folder


def test_each_project_has_a_folder_by_where_it_lies(project: Path, kept: Path, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other")
    (tmp_path / "link").symlink_to(project)
    assert folder_of(project) == folder_of(tmp_path / "link") != folder_of(other)
    assert folder_of(project).parent == kept / "projects"
    assert list((kept / "projects").iterdir()) == []


# In the project ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["", "kept", "dist/.cache", "not/there/yet"])
def test_a_folder_in_the_project_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    monkeypatch.setenv("KIT_CACHE", str(project / inside))
    for used in (kit.load, kit.cache_fault):
        with refused(OutputError, "cache-in-project"):
            used(project)
    assert {path.name for path in project.iterdir()} == {"kit.yaml"}


def through_a_link_into_it(project: Path) -> Path:
    (project.parent / "link").symlink_to(project)
    return project.parent / "link" / "kept"


def link_in_another_folder(project: Path) -> Path:
    (project / "kept").mkdir()
    (project.parent / "link").symlink_to(project / "kept")
    return project.parent / "link"


def around_a_corner(project: Path) -> Path:
    return project.parent / "elsewhere" / ".." / project.name / "kept"


def link_that_leads_out(project: Path) -> Path:
    (project.parent / "elsewhere").mkdir()
    (project / "link").symlink_to(project.parent / "elsewhere")
    return project / "link"


def in_the_repository_around_it(project: Path) -> Path:
    (project.parent / ".git").mkdir()
    (project / ".git").mkdir()
    return project.parent / ".kit-cache"


@pytest.mark.parametrize(
    "named",
    [
        through_a_link_into_it, link_in_another_folder, around_a_corner, link_that_leads_out,
        in_the_repository_around_it,
    ],
)  # fmt: skip
def test_a_folder_in_the_project_is_refused_however_it_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, named: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("KIT_CACHE", str(named(project)))
    with refused(OutputError, "cache-in-project"):
        kit.load(project)


def test_a_folder_beside_the_project_in_a_repository_of_the_whole_home_folder_is_used(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.parent / ".git").mkdir()
    monkeypatch.setenv("HOME", str(project.parent))
    monkeypatch.setenv("KIT_CACHE", str(project.parent / "kept"))
    assert folder_of(project).is_relative_to(project.parent / "kept")


def test_it_is_refused_where_the_project_is_named_through_a_link(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "link.yaml").symlink_to(project / "kit.yaml")
    monkeypatch.setenv("KIT_CACHE", str(project / "kept"))
    with refused(OutputError, "cache-in-project"):
        kit.load(tmp_path / "link.yaml")


def test_a_relative_folder_in_the_project_is_refused_by_commands(project: Path) -> None:
    for command in (("list", "messages"), ("build",), ("check",), ("diff", ".", "."), ("preview", "--no-open")):
        ran = run_kit(*command, cwd=project, env={"KIT_CACHE": "kept"})
        assert (ran.returncode, ran.stdout) == (2, "")
        assert "KIT_CACHE names a folder in the project" in ran.stderr
        assert "name a folder outside it" in ran.stderr
    assert {path.name for path in project.iterdir()} == {"kit.yaml"}


def test_a_folder_beside_the_project_whose_name_begins_alike_is_used(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_CACHE", f"{project}-kept")
    assert folder_of(project).is_relative_to(f"{project}-kept")


def test_the_caches_of_a_user_that_lie_in_the_project_are_not_used(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KIT_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(project / "caches"))
    assert kit.load(project).root == project
    fault = kit.cache_fault(project)
    assert fault
    assert (fault.code, "is in the project" in fault.message) == ("cache-unusable", True)
    assert {path.name for path in project.iterdir()} == {"kit.yaml"}


# Nowhere -------------------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_an_empty_name_keeps_nothing_on_purpose(project: Path, tmp_path: Path) -> None:
    home = {"KIT_CACHE": "", "HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "home")}
    ran = run_kit("build", cwd=project, env=home)
    assert (ran.returncode, "kept" in ran.stderr) == (0, False)
    assert lies_in(project / "dist") == {KIT}
    assert not (tmp_path / "home").exists()
    assert "nothing had changed" not in run_kit("build", cwd=project, env=home).stdout
    assert kit.cache_fault(project) is None


def unusable_folders(tmp_path: Path) -> dict[str, Path]:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "nowhere").symlink_to(tmp_path / "not-there")
    (tmp_path / "loop").symlink_to("loop")
    return {name: tmp_path / name for name in ("shared", "file", "nowhere", "loop")}


@pytest.mark.ci
@posix
@pytest.mark.parametrize("name", ["shared", "file", "nowhere", "loop"])
def test_where_nothing_can_be_kept_it_is_said_once_a_command(project: Path, tmp_path: Path, name: str) -> None:
    folder = unusable_folders(tmp_path)[name]
    for command in (("build",), ("check",)):
        ran = run_kit(*command, cwd=project, env={"KIT_CACHE": str(folder)})
        assert (ran.returncode, ran.stderr.count("nothing is kept for the next command")) == (0, 1), ran.stderr
        assert str(folder) in ran.stderr
    assert run_kit("list", "messages", cwd=project, env={"KIT_CACHE": str(folder)}).stderr == ""
    assert (project / "dist" / KIT).is_dir()


@posix
def test_a_folder_that_can_only_be_read_is_read_and_named(
    project: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.load(project)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write anywhere
    fault = kit.cache_fault(project)
    assert fault
    assert (fault.code, str(kept) in fault.message) == ("cache-unusable", True)
    monkeypatch.setattr("kit.project.load.load_project", None)
    assert kit.load(project).root == project


@posix
def test_a_folder_of_another_user_is_not_used(project: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.is_dir()
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert project_cache(project).folder is None
    assert kit.cache_fault(project)


def test_a_user_without_a_home_keeps_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    for name in ("KIT_CACHE", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert kit.load(project).root == project
    assert kit.cache_fault(project)
