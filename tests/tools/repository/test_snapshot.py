"""Trees as a stranger may write them: names that lead elsewhere, and trees of trees without end."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.git_projects import FILES, git, make

from kit.base.errors import SpecError
from kit.tools.repository import Snapshot, find_repository, open_objects
from kit.tools.repository.snapshot import copy_pointed, pointer_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.tools.repository import Objects


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "project")


@pytest.fixture
def objects(folder: Path) -> Iterator[Objects]:
    repository = find_repository(folder)
    assert repository
    with open_objects(repository) as opened:
        yield opened


def row(mode: str, name: bytes, hash_: str) -> bytes:
    return b"%s %s\0" % (mode.encode(), name) + bytes.fromhex(hash_)


def tree_of(folder: Path, *rows: bytes) -> str:
    """Write a tree as it is, whatever git thinks of it; return its hash."""
    return git(folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", data=b"".join(rows))


def test_what_is_in_a_folder_is_found_by_its_path(folder: Path, objects: Objects) -> None:
    found = Snapshot(objects, git(folder, "rev-parse", "HEAD^{tree}"))
    paths = sorted(entry.path for entry in found.below("templates"))
    assert paths == sorted(name for name in FILES if name.startswith("templates/"))
    photo = found.find("images/bus.png")
    assert photo
    target = BytesIO()
    assert found.copy(found.content(photo), target)
    assert target.getvalue() == b"a photo\n"
    for path in ("images/bus.png/x", "images/none.png", "", "/images/bus.png", "images/../kit.yaml", "./kit.yaml"):
        assert found.find(path) is None
    inside = found.folder("images")
    assert inside
    assert inside.find("bus.png")
    assert (found.folder("kit.yaml"), found.folder("nowhere"), [*found.below("kit.yaml")]) == (None, None, [])


@pytest.mark.parametrize(("stored", "whole"), [(b"a photo\n", True), (b"a forge\n", False), (b"a photo", False)])
def test_a_file_in_git_lfs_is_taken_only_if_its_bytes_are_those_that_were_committed(
    tmp_path: Path, stored: bytes, *, whole: bool
) -> None:
    digest = sha256(b"a photo\n").hexdigest()
    pointer = pointer_in(b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 8\n" % digest.encode())
    assert pointer
    path = tmp_path / "lfs" / "objects" / digest[:2] / digest[2:4] / digest
    path.parent.mkdir(parents=True)
    path.write_bytes(stored)
    assert copy_pointed(pointer, tmp_path, BytesIO()) == whole


NAMES = [b"..", b".", b".git", b".GIT", b"a/b", b"../../stolen", b"a\\b", b"C:", b"a:b", b"\xff", b"a\nb", b"\x1b[31m",
         b""]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_could_lead_elsewhere_is_refused(folder: Path, objects: Objects, name: bytes) -> None:
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    inner = tree_of(folder, row("100644", name, blob))
    outer = tree_of(folder, row("40000", b"fonts", inner))
    with refused(SpecError, "unsound-path"):
        list(Snapshot(objects, outer).below("fonts"))
    folders = tree_of(folder, row("40000", name, inner))
    with refused(SpecError, "unsound-path"):
        list(Snapshot(objects, tree_of(folder, row("40000", b"fonts", folders))).below("fonts"))


def test_names_elsewhere_are_nothing_to_a_project(folder: Path, objects: Objects) -> None:
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    rows = [row("100644", name, blob) for name in NAMES]
    fonts = tree_of(folder, row("100644", b"a.ttf", blob))
    found = Snapshot(objects, tree_of(folder, *rows, row("40000", b"fonts", fonts)))
    assert [entry.path for entry in found.below("fonts")] == ["fonts/a.ttf"]


@pytest.mark.parametrize("end", [b"100644 a", b"100644 a\0short", b"999999 a\0" + bytes(20), b"a\0" + bytes(20)])
def test_a_tree_that_git_does_not_write_is_refused(folder: Path, objects: Objects, end: bytes) -> None:
    blob = git(folder, "rev-parse", "HEAD:kit.yaml")
    with refused(SpecError, "repository-damaged"):
        Snapshot(objects, tree_of(folder, row("100644", b"b", blob), end)).find("b")


def test_a_name_that_is_there_twice_is_refused(folder: Path, objects: Objects) -> None:
    blob, other = (git(folder, "rev-parse", f"HEAD:{name}") for name in ("kit.yaml", "locales/de.yaml"))
    with refused(SpecError, "repository-damaged"):
        Snapshot(objects, tree_of(folder, row("100644", b"b", blob), row("100644", b"b", other))).find("b")


def test_trees_that_hold_a_tree_many_times_are_given_up(folder: Path, objects: Objects) -> None:
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    for _ in range(20):
        tree = tree_of(folder, *(row("40000", b"%02d" % number, tree) for number in range(10)))
    with refused(SpecError, "revision-too-large"):
        list(Snapshot(objects, tree_of(folder, row("40000", b"fonts", tree))).below("fonts"))


def test_folders_that_are_nested_too_deep_are_given_up(folder: Path, objects: Objects) -> None:
    tree = git(folder, "rev-parse", "HEAD^{tree}")
    for _ in range(200):
        tree = tree_of(folder, row("40000", b"fonts", tree))
    with refused(SpecError, "revision-too-large"):
        list(Snapshot(objects, tree).below("fonts"))


def test_links_and_submodules_are_named_wherever_they_are(folder: Path, objects: Objects) -> None:
    link = git(folder, "hash-object", "-w", "--stdin", data=b"/etc")
    fonts = tree_of(folder, row("120000", b"link", link), row("160000", b"sub", link))
    found = Snapshot(
        objects,
        tree_of(folder, row("40000", b"fonts", fonts), row("120000", b"images", link), row("120000", b"x", link)),
    )
    assert {(entry.path, entry.kind) for entry in found.below("fonts")} == {
        ("fonts/link", "link"),
        ("fonts/sub", "submodule"),
    }
    photo = found.find("images/bus.png")
    assert photo
    assert (photo.path, photo.kind) == ("images", "link")
    assert [entry.kind for entry in found.below("x")] == ["link"]
