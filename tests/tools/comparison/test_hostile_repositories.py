"""Revisions of repositories that somebody prepared: no command of theirs runs, and none of their settings hides a file.

Whatever is tried, the files of a revision are those that were committed, byte for byte.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from support.campaigns import written
from support.commands import contents
from support.faults import refused
from support.git_projects import FILES, SPEC, TAKEN, commit, git, make

from kit.base.errors import SpecError
from kit.tools.comparison.revisions import write_revision

if TYPE_CHECKING:
    from pathlib import Path

#: Nothing of a hostile repository is waited for.
pytestmark = pytest.mark.timeout(60)


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """Return a file that every hostile command creates."""
    return tmp_path / "ran"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make(tmp_path / "project")


def taken(project: Path, revision: str = "first") -> dict[str, bytes]:
    """Return the files of a revision, which are written into a folder that is new."""
    target = project.parent / "taken"
    shutil.rmtree(target, ignore_errors=True)
    write_revision(revision, project, target)
    return contents(target)


# Commands ------------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_a_bare_repository_itself_runs_nothing(tmp_path: Path, ran: Path) -> None:
    project = tmp_path / "clone" / "campaign"
    inner = make(tmp_path / "inner", __gitattributes="* filter=evil\n")
    git(tmp_path, "clone", "--quiet", "--bare", str(inner), str(project))
    git(project, "config", "filter.evil.smudge", f"touch {ran}; cat")
    git(project, "config", "core.bare", "true")
    written(project, FILES)
    git(project.parent, "init", "--quiet")
    git(project.parent, "add", "--force", "--all", ".")
    commit(project.parent, "outer")
    assert taken(project, "outer") == TAKEN
    assert not ran.exists()
    shutil.rmtree(project.parent / ".git")
    with refused(SpecError, "unknown-revision"):
        taken(project, "first")
    assert not ran.exists()


#: Settings of a repository that have git run COMMAND, here or there.
SETTINGS = {
    "smudge": '[filter "evil"]\nsmudge = "COMMAND; cat"\n',
    "process": '[filter "evil"]\nprocess = "COMMAND"\nrequired = true\n',
    "include": "[include]\npath = ../included\n",
    "fsmonitor": '[core]\nfsmonitor = "COMMAND"\n',
    "hooks": "[core]\nhooksPath = hooks\n",
    "pager": '[core]\npager = "COMMAND"\n[pager]\narchive = true\ncat-file = true\nls-tree = true\nrev-parse = true\n',
    "alias": '[alias]\ncat-file = "!COMMAND"\narchive = "!COMMAND"\n',
    "ssh": '[core]\nsshCommand = "COMMAND"\n[remote "origin"]\nurl = ssh://kit.example/x\npromisor = true\n',
    "archive": '[tar]\n[tar "tar"]\ncommand = "COMMAND"\n[diff "evil"]\ntextconv = "COMMAND"\n',
}  # fmt: skip


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_setting_of_a_repository_runs_a_command(project: Path, ran: Path, setting: str) -> None:
    written(
        project, {".gitattributes": "* filter=evil diff=evil\n", "hooks/post-index-change": f"#!/bin/sh\ntouch {ran}\n"}
    )
    (project / "hooks" / "post-index-change").chmod(0o755)
    commit(project, "attributes")
    (project / "included").write_text(SETTINGS["smudge"].replace("COMMAND", f"touch {ran}"), encoding="utf-8")
    with (project / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(SETTINGS[setting].replace("COMMAND", f"touch {ran}"))
    assert taken(project, "attributes") == TAKEN
    assert not ran.exists()


def test_an_object_that_is_missing_is_fetched_from_nowhere(project: Path, ran: Path) -> None:
    blob = git(project, "rev-parse", "first:images/bus.png")
    (project / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    git(project, "config", "extensions.partialClone", "evil")
    git(project, "config", "core.repositoryFormatVersion", "1")
    git(project, "config", "remote.evil.url", str(project))
    git(project, "config", "remote.evil.promisor", "true")
    git(project, "config", "remote.evil.uploadpack", f"touch {ran};")
    with refused(SpecError, "object-missing"):
        taken(project)
    assert not ran.exists()


def test_no_variable_of_the_user_counts(
    project: Path, tmp_path: Path, ran: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make(tmp_path / "other", kit__yaml="another: kit\n", __gitattributes="* filter=evil\n")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git" / "objects"))
    monkeypatch.setenv("GIT_TRACE", str(ran))
    for number, (key, value) in enumerate({"filter.evil.smudge": f"touch {ran}; cat", "core.pager": "touch"}.items()):
        monkeypatch.setenv(f"GIT_CONFIG_KEY_{number}", key)
        monkeypatch.setenv(f"GIT_CONFIG_VALUE_{number}", value)
        monkeypatch.setenv("GIT_CONFIG_COUNT", str(number + 1))
    (tmp_path / ".gitconfig").write_text(f"[core]\nattributesFile = {tmp_path}/hidden\n", encoding="utf-8")
    (tmp_path / "hidden").write_text("* export-ignore filter=evil\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert taken(project) == TAKEN
    assert not ran.exists()


def test_a_program_called_git_in_the_repository_or_the_current_folder_is_not_run(
    project: Path, ran: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (project, project / "bin", project.parent):
        written(folder, {"git": f"#!/bin/sh\ntouch {ran}\n"})
        (folder / "git").chmod(0o755)
    monkeypatch.chdir(project.parent)
    relative = (".", "", "project", "project/bin")
    folders = (*relative, str(project), str(project / "bin"), str(project.parent), os.environ["PATH"])
    monkeypatch.setenv("PATH", os.pathsep.join(folders))
    assert taken(project) == TAKEN
    assert not ran.exists()


def test_a_program_called_git_in_another_worktree_or_a_repository_around_it_is_not_run(
    project: Path, ran: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = project.parent / "around"
    written(around, {"bin/git": f"#!/bin/sh\ntouch {ran}\n"})
    git(around, "init", "--quiet")
    shutil.copytree(around / "bin", project / "bin")
    for program in (around / "bin" / "git", project / "bin" / "git"):
        program.chmod(0o755)
    git(project, "worktree", "add", "--quiet", str(around / "tree"), "first")
    folders = (str(around / "bin"), str(project / "bin"), os.environ["PATH"])
    monkeypatch.setenv("PATH", os.pathsep.join(folders))
    assert taken(around / "tree") == TAKEN
    assert not ran.exists()


def test_a_git_of_the_user_in_a_home_folder_that_is_a_repository_is_run(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.which("git")
    assert program
    (project / "bin").mkdir()
    (project / "bin" / "git").symlink_to(program)
    monkeypatch.setenv("HOME", str(project))
    monkeypatch.setenv("PATH", str(project / "bin"))
    assert taken(project) == TAKEN


# What hides or changes files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [".gitattributes", ".git/info/attributes", "templates/.gitattributes"])
@pytest.mark.parametrize(
    "line", ["* export-ignore", "templates export-ignore", "locales export-ignore", "kit.yaml export-ignore",
             "square.svg export-ignore", "* export-subst", "* text eol=crlf", "* ident"],
)  # fmt: skip
def test_no_attribute_hides_or_changes_a_file(project: Path, file: str, line: str) -> None:
    commit(project, "whole")
    written(project, {file: f"{line}\n"})
    git(project, "add", "--force", "--all", ".")
    git(project, "-c", "core.autocrlf=false", "commit", "--quiet", "--allow-empty", "--message", "attributes")
    found = taken(project, "HEAD")
    assert {name: data for name, data in found.items() if name != "templates/.gitattributes"} == TAKEN


def test_what_stands_in_for_another_object_is_not_taken(project: Path) -> None:
    old = git(project, "rev-parse", "first:kit.yaml")
    new = git(project, "hash-object", "-w", "--stdin", data=b"another: kit\n")
    git(project, "replace", old, new)
    assert taken(project) == TAKEN


def test_a_graft_gives_a_commit_no_other_parent(project: Path) -> None:
    written(project, {"kit.yaml": f"{SPEC}# second\n"})
    second = commit(project, "second")
    written(project, {"kit.yaml": f"{SPEC}# third\n"})
    third = commit(project, "third")
    (project / ".git" / "info" / "grafts").write_text(f"{third} {git(project, 'rev-parse', 'first')}\n")
    assert taken(project, "third~1") == taken(project, second)
    assert taken(project, "third~2") == taken(project, "first")


def test_an_object_with_other_bytes_than_those_of_its_hash_is_refused(project: Path) -> None:
    objects = project / ".git" / "objects"
    spec = git(project, "rev-parse", "first:kit.yaml")
    other = git(project, "hash-object", "-w", "--stdin", data=b"another: kit\n")
    for bad, good in ((spec, other),):
        path = objects / bad[:2] / bad[2:]
        path.unlink()
        shutil.copy(objects / good[:2] / good[2:], path)
    with refused(SpecError, "repository-damaged"):
        taken(project)


def test_a_commit_that_is_not_the_one_of_its_hash_leads_nowhere(project: Path) -> None:
    written(project, {"kit.yaml": f"{SPEC}# second\n"})
    second = commit(project, "second")
    tree = git(project, "rev-parse", "first^{tree}")
    forged = git(project, "commit-tree", "-p", "first", "-m", "forged", tree)
    objects = project / ".git" / "objects"
    (objects / second[:2] / second[2:]).unlink()
    shutil.copy(objects / forged[:2] / forged[2:], objects / second[:2] / second[2:])
    with refused(SpecError, "repository-damaged"):
        taken(project, "second~1")


# Files that never end ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [".git/HEAD", ".git/packed-refs", ".git/config", ".git/objects/info/alternates", ".git/refs/heads/main"],
)
@pytest.mark.parametrize("kind", ["pipe", "device", "endless"])
def test_what_never_ends_is_refused(project: Path, name: str, kind: str) -> None:
    path = project / name
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        with path.open("wb") as file:
            file.truncate(1 << 40)
    with refused(SpecError, "repository-damaged"):
        taken(project, "nowhere" if name.endswith("refs") else "HEAD")


@pytest.mark.parametrize(
    "name",
    ["objects/pack/pack-1.idx", "objects/info/commit-graphs/graph-1.graph", "objects/00/1", "other/objects/ab/2"],
)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_git_would_wait_for_among_objects_is_refused_before_git_starts(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    path = project / ".git" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    written(project, {".git/objects/info/alternates": "../other/objects\n"} if name.startswith("other") else {})
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    monkeypatch.setenv("PATH", "/nowhere")  # the fault of a git that is missing would come next
    with refused(SpecError, "repository-damaged"):
        taken(project)


def test_links_among_objects_that_lead_in_a_circle_or_nowhere_are_no_fault(project: Path) -> None:
    (project / ".git" / "objects" / "around").symlink_to(".")
    (project / ".git" / "objects" / "broken").symlink_to("nowhere")
    assert taken(project) == TAKEN


def test_a_git_that_is_a_pipe_or_leads_to_a_file_is_refused(project: Path) -> None:
    shutil.move(project / ".git", project / "moved")
    os.mkfifo(project / ".git")
    with refused(SpecError, "repository-damaged"):
        taken(project)
    (project / ".git").unlink()
    written(project, {"named": "gitdir: moved\n"})
    (project / ".git").symlink_to("named")
    with refused(SpecError, "repository-damaged"):
        taken(project)
    (project / ".git").unlink()
    (project / ".git").symlink_to("moved")
    assert taken(project) == TAKEN
