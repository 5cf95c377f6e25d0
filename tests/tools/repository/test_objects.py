"""Objects as git hands them out: under limits of time and bytes, and nothing is left behind."""

from __future__ import annotations

import os
import threading
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.git_projects import git, make
from support.processes import descendants

from kit.base.errors import SpecError
from kit.tools.repository import find_repository, open_objects

if TYPE_CHECKING:
    from pathlib import Path

    from kit.tools.repository import Repository


def repository_of(folder: Path) -> Repository:
    found = find_repository(folder)
    assert found
    return found


@pytest.mark.timeout(60)
def test_an_object_that_never_ends_is_given_up_and_no_thread_or_process_is_left(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    path = folder / ".git" / "objects" / blob[:2] / blob[2:]
    before = threading.active_count()
    with refused(SpecError, "git-hung"), open_objects(repository_of(folder), wall=0.5) as objects:
        path.unlink()  # a pipe that was there before would be refused before git starts
        os.mkfifo(path)
        objects.size(blob, "blob")
    assert threading.active_count() == before
    assert not any("cat-file" in command for command in descendants(os.getpid()).values())


@pytest.mark.ci
def test_git_that_works_too_long_is_ended_by_its_processor_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, programs = make(tmp_path / "project"), tmp_path / "programs"
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    programs.mkdir()
    (programs / "git").write_text("#!/bin/sh\nwhile :; do :; done\n")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    with refused(SpecError, "git-too-slow") as faults, open_objects(repository_of(folder), 1, 300) as objects:
        objects.size(blob, "blob")
    assert "over 1 s of processor time" in faults[0].message


def test_an_object_that_is_broken_is_told_in_the_words_of_git(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    path = folder / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-8])
    with refused(SpecError, "git-failed") as faults, open_objects(repository_of(folder)) as objects:
        objects.copy(blob, objects.size(blob, "blob"), BytesIO())
    assert blob in faults[0].message


def test_an_object_of_another_kind_or_size_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    with open_objects(repository_of(folder)) as objects:
        with refused(SpecError, "repository-damaged"):
            objects.structure(blob, "tree")
        with refused(SpecError, "repository-damaged"):
            objects.copy(blob, objects.size(blob, "blob") - 1, BytesIO())


def test_a_tree_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    row = b"100644 %s\0" + bytes.fromhex(git(folder, "rev-parse", "HEAD:kit.yaml"))
    data = b"".join(row % (b"%0250d" % number) for number in range(40_000))
    tree = git(folder, "hash-object", "-t", "tree", "-w", "--stdin", data=data)
    with refused(SpecError, "revision-too-large"), open_objects(repository_of(folder)) as objects:
        objects.structure(tree, "tree")


def test_git_is_let_know_nothing_of_the_repository_but_its_objects(tmp_path: Path) -> None:
    folder = make(tmp_path / "project")
    with open_objects(repository_of(folder)) as objects:
        assert objects.header("HEAD") is None
        assert objects.header("refs/heads/main") is None
        assert objects.header(git(folder, "rev-parse", "HEAD")) is not None
