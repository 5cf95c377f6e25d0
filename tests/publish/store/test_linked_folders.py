"""Links that a clone brings where kits are written, moved and deleted: refused by name, and nothing gets past them."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING, Any

import pytest
from support.campaigns import KIT, make_project
from support.commands import assert_whole, contents, lies_in
from support.faults import refused
from support.forked_calls import run_kit
from support.hostile.links import replace_by_link, swap_before

import kit
from kit.base import real_folders
from kit.base.real_folders import LinkedFolderError, RealFolder, open_folder
from kit.base.real_paths import LinkRefusedError
from kit.publish.store.contents import folder_contents, sums_of_folder
from kit.publish.store.kit_removal import move_between_disks
from kit.publish.store.publishing import publish
from kit.publish.store.staging import recover, staging_folder, write_file
from kit.publish.store.targets import folder_target
from kit.publish.store.unchanged_files import KitBefore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROGRAM = b"#!/bin/sh\necho run\n"


@pytest.fixture(params=["descriptors", "paths"])
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Use folders by their descriptors, or as a system does that takes none."""
    if request.param == "paths":
        monkeypatch.setattr(real_folders, "_BY_DESCRIPTOR", False)
    return str(request.param)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dist"


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """Return a folder of the user's, in which a program would be run."""
    folder = tmp_path / "home" / "hooks"
    folder.mkdir(parents=True)
    (folder / "theirs").write_bytes(b"theirs")
    return folder


def lay(path: Path, data: bytes = PROGRAM, mode: int = 0o755) -> Path:
    """Put a file somewhere, as a clone does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)
    return path


def kit_of(folder: Path, word: bytes = b"picture") -> Path:
    """Write a small kit into a folder."""
    write_file(folder / "en" / "picture.png", word)
    write_file(folder / "manifest.json", b"{}\n")
    write_file(folder / "SHA256SUMS", sums_of_folder(folder))
    return folder


def publish_kit(out: Path, word: bytes = b"picture") -> list[Path]:
    with folder_target(out, "kit") as target:
        kit_of(target.staging, word)
        return target.publish("kit", whole=True)


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return the mode and the bytes of everything in a folder, links as what they say."""
    return {
        path.relative_to(folder).as_posix(): (
            stat.S_IMODE(path.lstat().st_mode),
            os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b"",
        )
        for path in folder.rglob("*")
        if path.name != ".lock"
    }


# The four shapes of a clone ------------------------------------------------------------------------------------------


def in_kept_name(dist: Path, hooks: Path) -> None:
    lay(dist / KIT / "post-checkout")
    (dist / "kept").mkdir()
    (dist / "kept" / KIT).symlink_to(hooks)


def in_kept(dist: Path, hooks: Path) -> None:
    lay(dist / KIT / "post-checkout")
    (dist / "kept").symlink_to(hooks)


def in_old(dist: Path, hooks: Path) -> None:
    shutil.copytree(dist / KIT, dist / f".old-{KIT}")
    lay(dist / f".old-{KIT}" / "post-checkout")
    (dist / "kept").mkdir()
    (dist / "kept" / KIT).symlink_to(hooks)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("lay_clone", "command"),
    [
        (in_kept_name, ("build",)),
        (in_kept, ("build",)),
        (in_old, ("build",)),
        (in_old, ("check", "--built")),
        (in_old, ("pack",)),
    ],
    ids=["kept-name-build", "kept-build", "old-build", "old-check", "old-pack"],
)
def test_files_of_a_clone_are_moved_nowhere_else(
    tmp_path: Path, hooks: Path, lay_clone: Callable[[Path, Path], None], command: tuple[str, ...]
) -> None:
    project = make_project(tmp_path / "project")
    if lay_clone is in_old:
        assert run_kit("build", cwd=project).returncode == 0
    lay_clone(project / "dist", hooks)
    before, theirs = state(project / "dist"), state(hooks)
    ran = run_kit(*command, cwd=project)
    assert (ran.returncode, state(hooks)) == (2, theirs)
    linked = project / "dist" / "kept" if lay_clone is in_kept else project / "dist" / "kept" / KIT
    assert f"{linked} is a link" in ran.stderr
    assert state(project / "dist") == before, "nothing is moved or made before the refusal"
    linked.unlink()
    ran = run_kit("build", cwd=project)
    assert ran.returncode == 0
    assert_whole(project / "dist" / KIT)
    (kept,) = (project / "dist" / "kept" / KIT).iterdir()
    assert (kept.read_bytes(), stat.S_IMODE(kept.stat().st_mode)) == (PROGRAM, 0o644), "kept, but nothing runs it"


@pytest.mark.parametrize("name", ["dist", "dist/kept", "dist/partial", "dist/incomplete", f"dist/.old-{KIT}"])
def test_a_link_where_a_build_writes_is_refused_by_name(tmp_path: Path, hooks: Path, name: str) -> None:
    project = make_project(tmp_path / "project")
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).symlink_to(hooks)
    before, theirs = state(project), state(hooks)
    for command in (("build",), ("build", "--only", "share*square*")):
        ran = run_kit(*command, cwd=project)
        assert (ran.returncode, f"{project / name} is a link" in ran.stderr) == (2, True), ran.stderr
    assert (state(project), state(hooks)) == (before, theirs)


@pytest.mark.parametrize("name", ["partners", "partners/pier"])
@pytest.mark.parametrize("partner", ["pier", "all"])
def test_a_link_in_the_place_of_the_folder_of_a_partner_is_refused(
    tmp_path: Path, hooks: Path, name: str, partner: str
) -> None:
    project = make_project(tmp_path / "project")
    (project / "partners.yaml").write_text("pier: {name: The pier}\n", encoding="utf-8")
    linked = project / "dist" / name
    linked.parent.mkdir(parents=True)
    linked.symlink_to(hooks)
    theirs = state(hooks)
    ran = run_kit("build", "--partner", partner, cwd=project)
    assert ran.returncode != 0
    assert f"{linked} is a link" in ran.stderr
    assert state(hooks) == theirs


def test_links_that_nothing_is_written_through_stay(out: Path, hooks: Path) -> None:
    publish_kit(out)
    links = ("latest", ".old-photos", ".staging-1", "notes")
    for name in links:
        (out / name).symlink_to(hooks)
    theirs = state(hooks)
    recover(out)
    assert publish_kit(out, b"new") == []
    assert all((out / name).readlink() == hooks for name in links)
    assert state(hooks) == theirs
    assert lies_in(out) == {"kit", *links}


@pytest.mark.parametrize("name", [".old-", ".old-.", ".old-..", ".old-.git", ".old-GIT~1"])
def test_what_is_set_aside_under_no_name_of_a_kit_stays(out: Path, name: str) -> None:
    kit_of(out / name)
    lay(out / name / "post-checkout")
    before = contents(out / name)
    recover(out)
    publish_kit(out)
    assert contents(out / name) == before
    assert lies_in(out) == {"kit", name}


def test_a_link_kept_under_the_name_of_a_kit_hinders_only_what_would_go_through_it(out: Path, hooks: Path) -> None:
    out.mkdir()
    (out / "kit").symlink_to(hooks)
    theirs = state(hooks)
    assert publish_kit(out) == [out / "kept" / "kit"]
    assert publish_kit(out, b"newer") == [], "there is nothing to keep, so the link is in nobody's way"
    lay(out / "kit" / "notes.txt", b"mine")
    with refused(LinkedFolderError, "output-is-link"):
        publish_kit(out, b"newest")
    assert contents(out / "kit")["en/picture.png"] == b"newer"
    assert contents(out / "kit")["notes.txt"] == b"mine"
    assert state(hooks) == theirs


@pytest.mark.usefixtures("by")
def test_links_in_an_old_kit_are_moved_as_links(out: Path, hooks: Path) -> None:
    publish_kit(out)
    (out / "kit" / "en" / "folder").symlink_to(hooks)
    (out / "kit" / "file").symlink_to(hooks / "theirs")
    theirs = state(hooks)
    assert {path.relative_to(out / "kept" / "kit").as_posix() for path in publish_kit(out, b"new")} == {
        "en/folder", "file",
    }  # fmt: skip
    assert (out / "kept" / "kit" / "en" / "folder").readlink() == hooks
    assert (out / "kept" / "kit" / "file").readlink() == hooks / "theirs"
    assert state(hooks) == theirs
    assert_whole(out / "kit")


# A link that is made between a look and a use ------------------------------------------------------------------------


def swapping(make: Callable[[], object], by: str) -> None:
    """Do something during which a folder becomes a link: it goes on in the folder, or by paths is refused."""
    if by == "descriptors":
        make()
    else:
        with pytest.raises(LinkedFolderError):
            make()


def test_a_kept_folder_that_becomes_a_link_gets_nothing_to_another_place(
    out: Path, hooks: Path, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_kit(out)
    lay(out / "kit" / "post-checkout")
    (out / "kept" / "kit").mkdir(parents=True)
    theirs = state(hooks)
    swapped = swap_before(monkeypatch, "rename", out / "kept" / "kit", hooks, into=True)
    swapping(lambda: publish_kit(out, b"new"), by)
    assert swapped()
    assert state(hooks) == theirs


def test_a_folder_above_the_kept_one_that_becomes_a_link_gets_nothing_either(
    out: Path, hooks: Path, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_kit(out)
    lay(out / "kit" / "post-checkout")
    (out / "kept" / "kit").mkdir(parents=True)
    (hooks / "kit").mkdir()
    theirs, rename = state(hooks), RealFolder.rename

    def use(folder: RealFolder, name: str, into: RealFolder, new: str) -> None:
        if into.path == str(out / "kept" / "kit") and not (out / "kept").is_symlink():
            replace_by_link(out / "kept", hooks)
        rename(folder, name, into, new)

    monkeypatch.setattr(RealFolder, "rename", use)
    swapping(lambda: publish_kit(out, b"new"), by)
    assert (out / "kept").is_symlink()
    assert state(hooks) == theirs


@pytest.mark.usefixtures("by")
@pytest.mark.parametrize(
    ("method", "name"), [("write", "en"), ("rename", ""), ("remove", ".old-kit/en"), ("remove_folder", "")]
)
def test_a_folder_that_becomes_a_link_while_a_kit_replaces_another(
    out: Path, hooks: Path, method: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_kit(out, b"old")
    kit_of(hooks / "kit", b"old")
    kit_of(hooks / ".old-kit", b"old")
    lay(hooks / "en" / "picture.png", b"old")
    lay(hooks / "picture.png", b"old")
    (hooks / "empty").mkdir()
    theirs = state(hooks)
    folder = out / f".staging-{os.getpid()}" / "kit" / name if method == "write" else out / name
    swapped = swap_before(monkeypatch, method, folder, hooks)
    try:
        publish_kit(out, b"new")
    except kit.OutputError:
        pass
    except OSError as error:
        assert error.errno in {errno.ENOTEMPTY, errno.ENOENT, errno.ENOTDIR}  # noqa: PT017
    assert swapped()
    assert state(hooks) == theirs


def test_the_staging_folder_that_becomes_a_link_is_not_emptied_elsewhere(
    out: Path, hooks: Path, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(out / ".staging-1" / ".made-by-kit", b"")
    lay(out / ".staging-1" / "kit" / "a.png", b"a")
    lay(hooks / ".made-by-kit", b"")
    lay(hooks / "kit" / "a.png", b"theirs")
    theirs = state(hooks)
    swapped = swap_before(monkeypatch, "remove_tree", out / ".staging-1", hooks)
    swapping(lambda: recover(out), by)
    assert swapped()
    assert state(hooks) == theirs


def test_files_that_are_taken_over_are_linked_from_the_folder_that_was_opened(
    out: Path, hooks: Path, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_kit(out)
    lay(hooks / "picture.png", b"a secret", 0o600)
    with staging_folder(out) as made:
        before = KitBefore(out / "kit")
        swapped = swap_before(monkeypatch, "link", out / "kit" / "en", hooks)
        assert before.link(["en/picture.png"], made) is (by == "descriptors")
        assert swapped()
        assert b"a secret" not in contents(made).values()


def test_a_link_put_in_the_place_of_a_file_is_not_taken_over(out: Path, hooks: Path) -> None:
    publish_kit(out)
    (out / "kit" / "en" / "picture.png").unlink()
    (out / "kit" / "en" / "picture.png").symlink_to(hooks / "theirs")
    with staging_folder(out) as made:
        assert not KitBefore(out / "kit").link(["en/picture.png"], made)
        assert contents(made) == {}
        assert not (made / "en" / "picture.png").is_symlink()


# What is kept --------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("by")
def test_nothing_that_is_kept_can_be_run(out: Path) -> None:
    publish_kit(out)
    lay(out / "kit" / "program", mode=0o755)
    lay(out / "kit" / "as-somebody", mode=0o4755)
    lay(out / "kit" / "private", mode=0o700)
    os.link(lay(out / "kit" / "of-two-names"), out.parent / "other-name")
    publish_kit(out, b"new")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (out / "kept" / "kit").iterdir()}
    assert modes == {"program": 0o644, "as-somebody": 0o644, "private": 0o600, "of-two-names": 0o755}


def test_a_file_is_kept_on_another_disk(out: Path, hooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_kit(out)
    lay(out / "kit" / "en" / "program")
    os.utime(out / "kit" / "en" / "program", ns=(10**18, 10**18))
    lay(out / "kit" / "private", b"mine", 0o600)
    (out / "kit" / "link").symlink_to(hooks)
    theirs, replace = state(hooks), os.replace

    def between_disks(old: str, new: str, **folders: Any) -> None:  # noqa: ANN401
        target = os.readlink(f"/dev/fd/{folders['dst_dir_fd']}")  # noqa: PTH115
        if f"{out}{os.sep}kept" in target:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        replace(old, new, **folders)

    monkeypatch.setattr(os, "replace", between_disks)
    assert len(publish_kit(out, b"new")) == 3
    kept = out / "kept" / "kit"
    assert state(kept) == {
        "en": (0o755, b""),
        "en/program": (0o644, PROGRAM),
        "private": (0o600, b"mine"),
        "link": (stat.S_IMODE((kept / "link").lstat().st_mode), os.fsencode(hooks)),
    }
    assert (kept / "en" / "program").stat().st_mtime_ns == 10**18
    assert state(hooks) == theirs
    assert_whole(out / "kit")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_is_not_moved_to_another_disk(tmp_path: Path) -> None:
    for name in ("from", "to"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "from" / "pipe")
    with open_folder(tmp_path / "from") as one, open_folder(tmp_path / "to") as other:
        with pytest.raises(OSError, match="pipe"):
            move_between_disks(one, "pipe", other, "pipe")
        assert (one.names(), other.names()) == (["pipe"], [])


# The way to what the user chose --------------------------------------------------------------------------------------


@pytest.mark.ci
def test_the_way_to_the_project_the_output_and_the_cache_may_have_links(tmp_path: Path) -> None:
    make_project(tmp_path / "disk" / "project")
    for name in ("out", "cache", "temporary"):
        (tmp_path / "disk" / name).mkdir(mode=0o700)
    (tmp_path / "way").symlink_to(tmp_path / "disk")
    (tmp_path / "out").symlink_to(tmp_path / "disk" / "out")
    env = {"KIT_CACHE": str(tmp_path / "way" / "cache"), "TMPDIR": str(tmp_path / "way" / "temporary")}
    project = tmp_path / "way" / "project"
    for out in ((), ("--out", tmp_path / "out")):
        for command in ("build", "build", "check", "pack"):
            arguments = ("--built",) if command == "check" else ()
            ran = run_kit(command, "--spec", project, *arguments, *out, cwd=tmp_path, env=env)
            assert ran.returncode == 0, ran.stderr
    ran = run_kit("diff", project / "dist" / KIT, project, "--spec", project, cwd=tmp_path, env=env)
    assert ran.returncode == 0, ran.stderr
    assert_whole(tmp_path / "disk" / "project" / "dist" / KIT)
    assert_whole(tmp_path / "disk" / "out" / KIT)
    assert any((tmp_path / "disk" / "cache" / "projects").iterdir())
    assert [*(tmp_path / "disk" / "temporary").iterdir()] == []


def test_a_link_below_the_output_that_the_user_chose_is_refused(tmp_path: Path, hooks: Path) -> None:
    project = make_project(tmp_path / "project")
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "kept").symlink_to(hooks)
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    theirs = state(hooks)
    with refused(LinkedFolderError, "output-is-link"):
        kit.build(kit.load(project), tmp_path / "out", jobs=0)
    assert state(hooks) == theirs
    with refused(LinkedFolderError, "output-is-link"):
        publish(kit_of(tmp_path / "made"), tmp_path / "out" / "kit")


@pytest.mark.parametrize("replaced", ["page.txt", "en"])
def test_what_became_a_link_since_a_kit_was_listed_is_not_read(tmp_path: Path, replaced: str) -> None:
    built, other = tmp_path / "kit", tmp_path / "other"
    for folder in (built / "en", other):
        folder.mkdir(parents=True)
    for file in (built / "page.txt", built / "en" / "page.txt", other / "page.txt"):
        file.write_text("words")
    (tmp_path / "chosen").symlink_to(built)
    listed, findings = folder_contents(tmp_path / "chosen")
    assert (listed.names, findings) == (("en/page.txt", "page.txt"), [])
    assert {listed.read(name) for name in listed.names} == {b"words"}
    (built / replaced).rename(tmp_path / "before")
    (built / replaced).symlink_to(other / "page.txt" if replaced == "page.txt" else other)
    with pytest.raises(LinkRefusedError):
        listed.read("page.txt" if replaced == "page.txt" else "en/page.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a lock is opened by its path: docs/not-supported.md")
def test_the_lock_is_made_in_the_folder_that_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: Path
) -> None:
    out.mkdir()
    (tmp_path / "hooks").mkdir()
    swapped = swap_before(monkeypatch, "path_of", out, tmp_path / "hooks")
    recover(out)
    assert swapped()
    assert [*(tmp_path / "hooks").iterdir()] == []
    assert (tmp_path / "dist-moved-away" / ".lock").exists()
