"""Folders opened without following links, by descriptors and, as on Windows, by paths."""

from __future__ import annotations

import os
import pickle
import stat
from typing import TYPE_CHECKING

import pytest
from support.faults import refused
from support.hostile.links import replace_by_link, swap_before

from kit.base import real_folders
from kit.base.real_folders import LinkedFolderError, linked_folder, open_folder
from kit.base.real_paths import chosen_folder, in_chosen_folder
from kit.base.whole_files import TooLargeError, read_inside, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.base.real_folders import RealFolder


@pytest.fixture(params=["descriptors", "paths"])
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Use folders by their descriptors, or as a system does that takes none."""
    if request.param == "paths":
        monkeypatch.setattr(real_folders, "_BY_DESCRIPTOR", False)
    return str(request.param)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return a folder that nothing may reach, with a file."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "theirs.txt").write_bytes(b"theirs")
    return folder


def content(folder: Path) -> dict[str, bytes | None]:
    return {path.name: path.read_bytes() if path.is_file() else None for path in folder.iterdir()}


def open_descriptors() -> int:
    return len(os.listdir("/dev/fd"))  # noqa: PTH208


@pytest.mark.usefixtures("by")
def test_names_in_a_folder_are_made_moved_and_removed(tmp_path: Path) -> None:
    before = open_descriptors()
    with open_folder(tmp_path / "one" / "two", make=True) as folder, open_folder(tmp_path / "one") as above:
        folder.write("a.txt", (b"first ", b"second"))
        folder.write("a.txt", (b"new",))
        folder.link("a.txt", above, "linked.txt")
        folder.rename("a.txt", above, "b.txt")
        folder.make("empty")
        folder.make("tree")
        with folder.folder("tree/deep", make=True) as deep:
            deep.write("c.txt", ())
            assert deep.walk() == [("", ["c.txt"])]
        assert sorted(folder.entries()) == [("empty", True), ("tree", True)]
        places = [below for below, _ in above.walk()]
        assert sorted(places) == ["", "two", "two/empty", "two/tree", "two/tree/deep"]
        assert places.index("two/tree/deep") < places.index("two/tree") < places.index("two") < places.index("")
        folder.remove_folder("empty")
        folder.remove_tree("tree")
        assert (folder.names(), folder.about("gone")) == ([], None)
        assert read_inside(above, "b.txt", 3) == b"new"
        with pytest.raises(TooLargeError):
            read_inside(above, "b.txt", 2)
        above.remove("linked.txt")
        with folder.folder("") as itself:
            assert itself.path == folder.path
    assert content(tmp_path / "one") == {"two": None, "b.txt": b"new"}
    assert open_descriptors() == before


@pytest.mark.usefixtures("by")
@pytest.mark.parametrize("depth", ["link", "link/inner", "link/new/newer"])
def test_a_link_in_a_path_is_refused_by_name_and_nothing_is_made(tmp_path: Path, elsewhere: Path, depth: str) -> None:
    (elsewhere / "inner").mkdir()
    (tmp_path / "link").symlink_to(elsewhere)
    before = open_descriptors()
    for make in (False, True):
        with refused(LinkedFolderError, "output-is-link") as faults:
            open_folder(tmp_path / depth, make=make)
        assert str(tmp_path / "link") in faults[0].message
    with refused(LinkedFolderError, "output-is-link"):
        write_whole(tmp_path / depth / "new.txt", b"ours", make=True)
    assert content(elsewhere) == {"theirs.txt": b"theirs", "inner": None}
    assert open_descriptors() == before


@pytest.mark.usefixtures("by")
def test_what_is_wrong_with_a_path_is_said_with_all_of_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError) as caught:
        open_folder(tmp_path / "file" / "inner", make=True)
    assert caught.value.filename == str(tmp_path / "file")
    with pytest.raises(FileNotFoundError) as missing:
        open_folder(tmp_path / "gone" / "inner")
    assert missing.value.filename == str(tmp_path / "gone")
    with open_folder(tmp_path) as folder, pytest.raises(FileNotFoundError) as named:
        folder.rename("gone", folder, "new")
    assert (named.value.filename, named.value.filename2) == (str(tmp_path / "gone"), str(tmp_path / "new"))


@pytest.mark.usefixtures("by")
def test_a_file_that_is_a_link_is_replaced_and_never_written_into(tmp_path: Path, elsewhere: Path) -> None:
    for name, write in (
        ("one", lambda folder: folder.write("one", (b"ours",))),
        ("two", lambda _: write_whole(tmp_path / "two", b"ours")),
    ):
        (tmp_path / name).symlink_to(elsewhere / "theirs.txt")
        with open_folder(tmp_path) as folder:
            with pytest.raises(OSError, match=name):
                read_inside(folder, name, 100)
            write(folder)
        assert not (tmp_path / name).is_symlink()
        assert (tmp_path / name).read_bytes() == b"ours"
    assert content(elsewhere) == {"theirs.txt": b"theirs"}


USES: dict[str, Callable[[RealFolder, RealFolder], object]] = {
    "write": lambda folder, _: folder.write("theirs.txt", (b"ours",)),
    "make": lambda folder, _: folder.make("new"),
    "remove": lambda folder, _: folder.remove("theirs.txt"),
    "remove_tree": lambda folder, _: folder.remove_tree("inner"),
    "remove_folder": lambda folder, _: folder.remove_folder("empty"),
    "rename": lambda folder, other: folder.rename("theirs.txt", other, "moved.txt"),
    "link": lambda folder, other: folder.link("theirs.txt", other, "linked.txt"),
    "make_link": lambda folder, _: folder.make_link("to", "theirs.txt"),
}


@pytest.mark.parametrize("use", USES)
def test_a_link_put_in_the_place_of_an_open_folder_changes_nothing_elsewhere(
    tmp_path: Path, elsewhere: Path, use: str, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "ours"
    for place in (ours, elsewhere):
        (place / "inner").mkdir(parents=True)
        (place / "empty").mkdir()
        (place / "theirs.txt").write_bytes(place.name.encode())
    before, swapped = content(elsewhere), swap_before(monkeypatch, use, ours, elsewhere)
    with open_folder(ours) as folder, open_folder(tmp_path) as other:
        if by == "descriptors":
            USES[use](folder, other)
        else:
            with refused(LinkedFolderError, "output-is-link"):
                USES[use](folder, other)
    assert swapped()
    assert content(elsewhere) == before
    assert {path.read_bytes() for path in tmp_path.glob("*.txt")} <= {b"ours"}


@pytest.mark.parametrize("use", ["rename", "link"])
def test_a_link_put_in_the_place_of_the_folder_that_something_is_moved_to(
    tmp_path: Path, elsewhere: Path, use: str, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    (tmp_path / "a.txt").write_bytes(b"a")
    swapped = swap_before(monkeypatch, use, ours, elsewhere, into=True)
    with open_folder(ours) as folder, open_folder(tmp_path) as above:
        if by == "descriptors":
            getattr(above, use)("a.txt", folder, "new.txt")
            assert content(tmp_path / "ours-moved-away") == {"new.txt": b"a"}
        else:
            with refused(LinkedFolderError, "output-is-link"):
                getattr(above, use)("a.txt", folder, "new.txt")
    assert swapped()
    assert content(elsewhere) == {"theirs.txt": b"theirs"}


@pytest.mark.usefixtures("by")
def test_a_tree_is_removed_without_what_its_links_lead_to(tmp_path: Path, elsewhere: Path) -> None:
    (tmp_path / "tree" / "inner").mkdir(parents=True)
    (tmp_path / "tree" / "inner" / "link").symlink_to(elsewhere)
    with open_folder(tmp_path) as folder:
        assert folder.folder("tree").walk() == [("inner", ["link"]), ("", [])]
        folder.remove_tree("tree")
    assert content(elsewhere) == {"theirs.txt": b"theirs"}


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_a_mode_holds_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with open_folder(tmp_path / "one" / "two", make=True, mode=0o700) as folder:
            folder.write("a", (b"a",), 0o640)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("one", "one/two", "one/two/a")]
    assert modes == [0o700, 0o700, 0o640]


def test_the_way_to_a_chosen_folder_is_followed_once(tmp_path: Path, elsewhere: Path) -> None:
    (tmp_path / "link").symlink_to(elsewhere)
    place = chosen_folder(tmp_path / "link")
    assert (place.shown, place.real) == (tmp_path / "link", elsewhere)
    assert chosen_folder(place) is place
    assert in_chosen_folder(place) is place
    assert os.fspath(place / "new") == str(tmp_path / "link" / "new")
    assert (place / "new").real == elsewhere / "new"
    assert (place / "new").parent == place
    file = in_chosen_folder(tmp_path / "link" / "theirs.txt")
    assert file.real == elsewhere / "theirs.txt"
    write_whole(file.real, b"chosen")
    assert content(elsewhere) == {"theirs.txt": b"chosen"}
    (elsewhere / "other").symlink_to(tmp_path)
    assert in_chosen_folder(tmp_path / "link" / "other").real == elsewhere / "other"


def test_a_chosen_folder_that_becomes_a_link_is_refused(tmp_path: Path, elsewhere: Path) -> None:
    (tmp_path / "out").mkdir()
    place = chosen_folder(tmp_path / "out")
    replace_by_link(tmp_path / "out", elsewhere)
    with refused(LinkedFolderError, "output-is-link"):
        write_whole(place.real / "new.txt", b"ours")
    assert content(elsewhere) == {"theirs.txt": b"theirs"}


def test_the_refusal_is_sent_from_worker_to_parent() -> None:
    error = linked_folder("/one", "/two")
    sent = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own)
    assert (type(sent), sent.faults) == (LinkedFolderError, error.faults)
