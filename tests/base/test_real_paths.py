"""Where the files of a project really are, and that none is opened through a link that leads out of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kit.base import real_folders, real_paths
from kit.base.real_paths import LinkRefusedError, has_link, path_to_open, places_of, real_path
from kit.base.whole_files import digest_if_read, digest_of, files_in, read_regular

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with a file in a folder, one in a hidden folder, and another file beside the project."""
    root = tmp_path / "project"
    for name, text in (("inside/file", "inside"), (".git/config", "hidden"), ("../outside/file", "outside")):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("link", "target", "path", "real"),
    [
        (None, None, "inside/file", "inside/file"),
        (None, None, ".git/config", ".git/config"),
        (None, None, "inside/none", "inside/none"),
        ("link", "inside/file", "link", "inside/file"),
        ("link", "inside", "link/file", "inside/file"),
        ("link", "inside", "link/none", "inside/none"),
        ("link", "../project/inside", "link/file", "inside/file"),
        ("link", "../outside", "link/file", None),
        ("link", "../outside/file", "link", None),
        ("link", "../outside/none", "link", None),
        ("link", "/etc/passwd", "link", None),
        ("link", ".git/config", "link", None),
        ("link", ".git", "link/config", None),
        (".link", "inside/file", ".link", None),
        ("inside/link", "..", "inside/link/.git/config", None),
        ("inside/link", "..", "inside/link/inside/file", "inside/file"),
    ],
)
def test_a_link_is_followed_in_its_project_alone_and_to_nothing_hidden(
    root: Path, link: str | None, target: str, path: str, real: str | None
) -> None:
    if link:
        (root / link).symlink_to(target)
    if real:
        assert real_path(root / path, root) == path_to_open(root / path, root) == root / real
        return
    with pytest.raises(LinkRefusedError):
        real_path(root / path, root)
    assert path_to_open(root / path, root) == root / path
    assert has_link(root / path)
    with pytest.raises((LinkRefusedError, FileNotFoundError)):
        read_regular(root / path, 100, links=False)
    with pytest.raises(OSError, match=r"link|No such file"):
        digest_of(root / path)


def test_a_path_beside_the_project_is_not_one_of_its_files(root: Path) -> None:
    with pytest.raises(LinkRefusedError):
        real_path(root.parent / "outside" / "file", root)


@pytest.mark.parametrize("way", ["in steps", "by name"])
@pytest.mark.parametrize("name", ["inside/file", "inside"])
def test_a_link_that_was_put_in_place_since_is_not_followed(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str, way: str
) -> None:
    if way != "in steps":  # how systems without descriptors of folders open files
        monkeypatch.setattr(real_folders, "_BY_DESCRIPTOR", False)
        monkeypatch.setattr(real_folders, "_FILE", os.O_NONBLOCK)  # they can't be told to follow no link either
    found = real_path(root / "inside" / "file", root)
    assert read_regular(found, 100, links=False) == b"inside"
    (root / name).rename(root / "moved")
    (root / name).symlink_to("../outside" if name == "inside" else "../../outside/file")
    with pytest.raises(LinkRefusedError):
        read_regular(found, 100, links=False)


def test_a_file_that_is_missing_is_named_whole(root: Path) -> None:
    for missing in (root / "inside" / "none", root / "none" / "file"):
        with pytest.raises(FileNotFoundError) as raised:
            real_paths.open_real(missing, os.O_RDONLY)
        assert raised.value.filename == str(missing)


def test_links_of_the_generator_are_followed_wherever_they_lead(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "font").symlink_to(tmp_path / "outside" / "file")
    (root / "font").symlink_to(tmp_path / "outside" / "file")
    assert places_of("font", (root, tmp_path / "shipped"), root) == [root / "font", tmp_path / "outside" / "file"]


def test_the_digest_of_what_is_not_read_says_what_it_is(root: Path) -> None:
    (root / "link").symlink_to("../outside/file")
    os.mkfifo(root / "pipe")
    assert digest_if_read(root / "link") == "link to ../outside/file"
    assert digest_if_read(root / "none") == ""
    assert digest_if_read(root / "pipe") not in {"", digest_if_read(root / "inside")}


def test_everything_in_a_folder_is_listed_and_only_links_in_the_project_are_followed(root: Path) -> None:
    os.mkfifo(root / "pipe")
    for link, target in (("out", "../outside"), ("in", "inside"), ("around", "."), ("hidden", ".git")):
        (root / link).symlink_to(target)
    found = [os.path.relpath(path, root) for path in files_in(str(root), root)]
    assert sorted(found) == sorted(
        [".", ".git", ".git/config", "around", "hidden", "in", "inside", "inside/file", "out", "pipe"]
    )
