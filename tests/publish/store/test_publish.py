"""Publishing: one whole kit lies in its place or beside it at every moment, and nothing of people's is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, SPEC, make_project, make_slow_project
from support.commands import assert_whole, contents, lies_in, start_kit, wait_for_line
from support.faults import refused
from support.forked_calls import run_kit
from support.processes import descendants, is_alive, wait_until

from kit.base.errors import OutputError
from kit.publish.store.contents import sums_of_folder
from kit.publish.store.publishing import publish, remove_outdated
from kit.publish.store.staging import recover, staging_folder, write_file

if TYPE_CHECKING:
    from pathlib import Path


def kit_of(folder: Path, word: str) -> Path:
    """Write a small kit, sums included, into a folder."""
    write_file(folder / "en" / "picture.png", word.encode())
    return kit_of_sums(folder)


def kit_of_sums(folder: Path) -> Path:
    """Make a kit of what is in a folder."""
    write_file(folder / "manifest.json", b"{}\n")
    write_file(folder / "SHA256SUMS", sums_of_folder(folder))
    return folder


def lay(path: Path, data: bytes) -> None:
    """Put a file somewhere, as people do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def publish_kit(out: Path, word: str) -> list[Path]:
    with staging_folder(out) as made:
        return publish(kit_of(made, word), out / "kit")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dist"


# The swap ------------------------------------------------------------------------------------------------------------


def test_a_kit_takes_the_place_of_the_last(out: Path) -> None:
    publish_kit(out, "old")
    assert publish_kit(out, "new") == []
    assert contents(out / "kit")["en/picture.png"] == b"new"
    assert_whole(out / "kit")
    assert lies_in(out) == {"kit"}


def test_a_file_that_has_not_changed_is_not_written_again(out: Path) -> None:
    publish_kit(out, "same")
    first, before = (out / "kit" / "en" / "picture.png").stat().st_ino, out / "kit" / "en"
    with staging_folder(out) as made:
        write_file(made / "en" / "picture.png", b"same", before / "picture.png")
        write_file(made / "en" / "other.png", b"other", before / "picture.png")
        write_file(made / "en" / "first.png", b"first", before / "first.png")
        publish(kit_of_sums(made), out / "kit")
    assert (out / "kit" / "en" / "picture.png").stat().st_ino == first
    assert (out / "kit" / "en" / "picture.png").stat().st_nlink == 1
    assert {name: data for name, data in contents(out / "kit").items() if name.startswith("en/")} == {
        "en/picture.png": b"same",
        "en/other.png": b"other",
        "en/first.png": b"first",
    }
    assert_whole(out / "kit")
    assert lies_in(out) == {"kit"}


def test_a_file_that_people_may_write_to_elsewhere_is_written_anew(out: Path, tmp_path: Path) -> None:
    publish_kit(out, "same")
    os.link(out / "kit" / "en" / "picture.png", tmp_path / "mine.png")
    lay(tmp_path / "theirs" / "picture.png", b"theirs")
    (out / "kit" / "de").symlink_to(tmp_path / "theirs")
    with staging_folder(out) as made:
        write_file(made / "en" / "picture.png", b"same", out / "kit" / "en" / "picture.png")
        write_file(made / "de" / "picture.png", b"theirs", out / "kit" / "de" / "picture.png")
        publish(kit_of_sums(made), out / "kit")
    (tmp_path / "mine.png").write_bytes(b"changed")
    (tmp_path / "theirs" / "picture.png").write_bytes(b"changed")
    assert_whole(out / "kit")


def test_a_file_that_people_change_while_the_next_kit_is_made_is_not_lost(out: Path) -> None:
    publish_kit(out, "same")
    with staging_folder(out) as made:
        write_file(made / "en" / "picture.png", b"same", out / "kit" / "en" / "picture.png")
        kit_of_sums(made)
        (out / "kit" / "en" / "picture.png").write_bytes(b"mine")
        assert publish(made, out / "kit") == [], "it lies in the new kit, and nowhere else"
    assert contents(out / "kit")["en/picture.png"] == b"mine"
    assert lies_in(out) == {"kit"}


def test_a_swap_cut_between_its_renames_is_undone(out: Path) -> None:
    old = kit_of(out / ".old-kit", "old")
    before = contents(old)
    recover(out)
    assert contents(out / "kit") == before
    assert lies_in(out) == {"kit"}


def test_a_swap_cut_after_its_renames_is_finished(out: Path) -> None:
    kit_of(out / ".old-kit", "old")
    after = contents(kit_of(out / "kit", "new"))
    recover(out)
    assert contents(out / "kit") == after
    assert lies_in(out) == {"kit"}


def test_the_removal_of_an_old_kit_can_be_taken_up_at_any_file(out: Path) -> None:
    after = contents(kit_of(out / "kit", "new"))
    removed = ("en/picture.png", "manifest.json", "SHA256SUMS")
    for count in range(len(removed) + 1):
        old = kit_of(out / ".old-kit", "old")
        for name in removed[:count]:
            (old / name).unlink()
        if count:
            (old / "en").rmdir()
        recover(out)
        assert contents(out / "kit") == after
        assert lies_in(out) == {"kit"}


def test_a_failure_between_the_renames_puts_the_old_kit_back(out: Path) -> None:
    with staging_folder(out) as made:
        before = contents(kit_of(made / "kit", "old"))
        with pytest.raises(OSError, match="Invalid argument"):
            publish(made, made / "kit")  # a folder can't be moved into itself, but what stands there can be set aside
        assert contents(made / "kit") == before
        assert [path.name for path in made.iterdir()] == ["kit"]
    assert lies_in(out) == set()


@pytest.mark.ci
def test_every_command_mends_before_it_works(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    assert run_kit("build", cwd=project).returncode == 0
    dist = project / "dist"
    before = contents(dist / KIT)
    (dist / KIT).rename(dist / f".old-{KIT}")
    assert run_kit("check", "--built", cwd=project).returncode == 0
    assert contents(dist / KIT) == before
    (dist / KIT).rename(dist / f".old-{KIT}")
    assert run_kit("build", "--only", "share*square*", cwd=project).returncode == 0
    assert contents(dist / KIT) == before
    assert lies_in(dist) == {KIT, "partial"}


# Staging folders -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("holds", [(), (".made-by-kit",), (".made-by-kit", "kit/en/a.png")])
def test_the_staging_folder_of_a_build_that_is_gone_is_removed(out: Path, holds: tuple[str, ...]) -> None:
    staging = out / ".staging-4194305"
    staging.mkdir(parents=True)
    for name in holds:
        lay(staging / name, b"")
    recover(out)
    assert lies_in(out) == set()


@pytest.mark.parametrize("name", [".staging-notes", "staging-1", ".staging-1", ".old-photos", "old-kit", "kept"])
def test_a_folder_of_peoples_own_is_never_touched(out: Path, name: str) -> None:
    lay(out / name / "mine.txt", b"mine")
    recover(out)
    publish_kit(out, "new")
    publish_kit(out, "newer")
    assert contents(out / name) == {"mine.txt": b"mine"}
    assert lies_in(out) == {"kit", name}


def test_a_marker_outside_a_staging_folder_means_nothing(out: Path) -> None:
    lay(out / ".staging-notes" / ".made-by-kit", b"")
    recover(out)
    assert contents(out / ".staging-notes") == {".made-by-kit": b""}


def test_a_staging_folder_leaves_nothing_behind_when_the_work_fails(out: Path) -> None:
    def fail() -> None:
        with staging_folder(out) as made:
            write_file(made / "en" / "picture.png", b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert lies_in(out) == set()


def test_a_link_in_the_place_of_a_staging_folder_is_not_followed(out: Path, tmp_path: Path) -> None:
    lay(tmp_path / "elsewhere" / ".made-by-kit", b"")
    lay(tmp_path / "elsewhere" / "mine.txt", b"mine")
    out.mkdir()
    (out / ".staging-1").symlink_to(tmp_path / "elsewhere")
    publish_kit(out, "new")
    recover(out)
    assert contents(tmp_path / "elsewhere") == {".made-by-kit": b"", "mine.txt": b"mine"}
    assert lies_in(out) == {"kit", ".staging-1"}


def test_what_stands_in_the_place_of_the_staging_folder_is_named(out: Path) -> None:
    staging = out / f".staging-{os.getpid()}"
    lay(staging / "mine.txt", b"mine")
    with refused(OutputError, "output-unwritable") as faults:
        publish_kit(out, "new")
    assert staging.name in faults[0].message
    assert contents(staging) == {"mine.txt": b"mine"}


def test_a_kit_whose_first_files_were_deleted_while_it_was_made_is_not_published(out: Path) -> None:
    publish_kit(out, "old")

    def make() -> None:
        with staging_folder(out) as made:
            write_file(made / "first.png", b"new")
            shutil.rmtree(made.parent)
            write_file(made / "second.png", b"new")

    with refused(OutputError, "staging-deleted"):
        make()
    assert contents(out / "kit")["en/picture.png"] == b"old"
    assert lies_in(out) == {"kit"}


def test_a_kit_whose_files_were_deleted_when_it_was_finished_is_not_published(out: Path) -> None:
    def make() -> None:
        with staging_folder(out) as made:
            kit_of(made, "new")
            shutil.rmtree(out)
            publish(made, out / "kit")

    with refused(OutputError, "staging-deleted"):
        make()
    assert not out.exists()


def test_recovery_makes_no_folder_and_needs_none(out: Path) -> None:
    recover(out)
    assert not out.exists()


# What people put into a kit ------------------------------------------------------------------------------------------


def test_what_people_put_into_a_kit_is_kept(out: Path) -> None:
    publish_kit(out, "old")
    lay(out / "kit" / "en" / "notes.txt", b"mine")
    lay(out / "kit" / ".hidden", b"mine too")
    (out / "kit" / "elsewhere").symlink_to(out.parent)
    kept = publish_kit(out, "new")
    assert {path.relative_to(out / "kept" / "kit").as_posix() for path in kept} == {
        "en/notes.txt", ".hidden", "elsewhere",
    }  # fmt: skip
    assert (out / "kept/kit/en/notes.txt").read_bytes() == b"mine"
    assert (out / "kept/kit/.hidden").read_bytes() == b"mine too"
    assert (out / "kept/kit/elsewhere").is_symlink()
    assert_whole(out / "kit")


def test_a_file_of_the_kit_that_people_changed_is_kept(out: Path) -> None:
    publish_kit(out, "old")
    (out / "kit" / "en" / "picture.png").write_bytes(b"retouched")
    assert publish_kit(out, "new") == [out / "kept/kit/en/picture.png"]
    assert (out / "kept/kit/en/picture.png").read_bytes() == b"retouched"


def test_sums_of_other_things_than_a_kit_delete_nothing(out: Path) -> None:
    for name in (".old-kit", "kit", "incomplete"):
        lay(out / name / "film.iso", b"mine")
        lay(out / name / "SHA256SUMS", f"{sha256(b'mine').hexdigest()}  film.iso\n".encode())
    recover(out)
    publish_kit(out, "new")
    remove_outdated(out / "incomplete")
    publish_kit(out, "newer")
    left = contents(out)
    assert sum(data == b"mine" for data in left.values()) == 3
    assert sum(b"film.iso" in data for data in left.values()) == 3
    assert_whole(out / "kit")


def test_sums_that_lead_out_of_a_kit_delete_nothing_there(out: Path) -> None:
    lay(out.parent / "mine.txt", b"mine")
    publish_kit(out, "old")
    for name in ("../../mine.txt", str(out.parent / "mine.txt"), "en/../../../mine.txt"):
        with (out / "kit" / "SHA256SUMS").open("a") as file:
            file.write(f"{sha256(b'mine').hexdigest()}  {name}\n")
    assert publish_kit(out, "new") == []
    assert (out.parent / "mine.txt").read_bytes() == b"mine"
    assert lies_in(out) == {"kit"}


def test_what_people_put_where_a_kit_is_set_aside_is_kept(out: Path) -> None:
    publish_kit(out, "old")
    lay(out / ".old-kit" / "mine.txt", b"mine")
    assert publish_kit(out, "new") == [out / "kept/kit/mine.txt"]
    (out / ".old-kit").write_bytes(b"a file of mine")
    assert publish_kit(out, "newer") == [out / "kept/kit-2"]
    assert (out / "kept/kit-2").read_bytes() == b"a file of mine"
    assert_whole(out / "kit")


def test_a_file_in_the_place_of_the_folder_for_what_is_kept_is_named(out: Path) -> None:
    publish_kit(out, "old")
    lay(out / "kit" / "notes.txt", b"mine")
    lay(out / "kept", b"a file of mine")
    with refused(OutputError, "output-unwritable") as faults:
        publish_kit(out, "new")
    assert str(out / "kept") in faults[0].message
    assert_whole(out / "kit")
    (out / "kept").unlink()
    recover(out)
    assert contents(out / "kept") == {"kit/notes.txt": b"mine"}
    assert lies_in(out) == {"kit", "kept"}


@pytest.mark.parametrize("name", ["a folder", "a link"])
def test_what_stands_in_the_place_of_the_lock_is_named(out: Path, name: str) -> None:
    lay(out / "mine.txt", b"mine")
    if name == "a link":
        (out / ".lock").symlink_to("mine.txt")
    else:
        (out / ".lock").mkdir()
    with refused(OutputError, "output-unwritable") as faults:
        publish_kit(out, "new")
    assert str(out / ".lock") in faults[0].message
    assert (out / "mine.txt").read_bytes() == b"mine"


def test_a_kit_that_is_renamed_while_the_next_is_made_stays_where_it_is(out: Path) -> None:
    publish_kit(out, "old")
    with staging_folder(out) as made:
        (out / "kit").rename(out / "mine")
        publish(kit_of(made, "new"), out / "kit")
    assert contents(out / "mine")["en/picture.png"] == b"old"
    assert contents(out / "kit")["en/picture.png"] == b"new"


def test_what_is_kept_never_takes_the_place_of_what_was_kept_before(out: Path) -> None:
    for word in (b"first", b"second", b"third"):
        publish_kit(out, "same")
        lay(out / "kit" / "notes.txt", word)
    publish_kit(out, "same")
    assert contents(out / "kept" / "kit") == {
        "notes.txt": b"first",
        "notes-2.txt": b"second",
        "notes-3.txt": b"third",
    }


def test_what_file_managers_leave_is_not_kept(out: Path) -> None:
    publish_kit(out, "old")
    lay(out / "kit" / "en" / ".DS_Store", b"")
    lay(out / "kit" / "Thumbs.db", b"")
    assert publish_kit(out, "new") == []
    assert lies_in(out) == {"kit"}


def test_a_kit_without_its_sums_is_kept_whole(out: Path) -> None:
    publish_kit(out, "old")
    (out / "kit" / "SHA256SUMS").unlink()
    publish_kit(out, "new")
    assert contents(out / "kept" / "kit") == {"en/picture.png": b"old", "manifest.json": b"{}\n"}


def test_a_link_in_the_place_of_a_kit_is_kept_and_what_it_leads_to_is_not_touched(out: Path, tmp_path: Path) -> None:
    elsewhere = kit_of(tmp_path / "elsewhere", "shared")
    before = contents(elsewhere)
    out.mkdir()
    (out / "kit").symlink_to(elsewhere)
    assert publish_kit(out, "new") == [out / "kept" / "kit"]
    assert contents(elsewhere) == before
    assert (out / "kept" / "kit").readlink() == elsewhere
    assert_whole(out / "kit")


# Two at once ---------------------------------------------------------------------------------------------------------


def test_a_staging_folder_is_for_one(out: Path) -> None:
    with staging_folder(out) as made:
        write_file(made / "picture.png", b"half")
        with refused(OutputError, "output-locked"), staging_folder(out):
            pass
        recover(out)
        assert contents(made) == {"picture.png": b"half"}


@pytest.mark.ci
def test_of_two_builds_at_once_the_second_says_so_and_the_first_is_whole(tmp_path: Path) -> None:
    project = make_slow_project(tmp_path / "project")
    first = start_kit("build", "--jobs", "1", cwd=project)
    wait_for_line(first, "4 of 6 pictures")
    os.killpg(first.pid, signal.SIGSTOP)  # so that it is at work as long as this takes
    second = run_kit("build", cwd=project)
    checked = run_kit("check", "--built", cwd=project)
    os.killpg(first.pid, signal.SIGCONT)
    assert second.returncode == 2
    assert "another build is using" in second.stderr
    assert checked.returncode == 2
    assert "there is no kit" in checked.stderr
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert_whole(project / "dist" / KIT)
    assert len(list((project / "dist" / KIT).rglob("*.png"))) == 6
    assert lies_in(project / "dist") == {KIT}


# Killed at any moment ------------------------------------------------------------------------------------------------


@pytest.mark.ci
def test_a_build_killed_at_ten_moments_leaves_a_whole_kit_and_nothing_else(tmp_path: Path, kept: Path) -> None:
    specs = [SPEC, SPEC.replace("Pass it on", "Pass this on")]
    clean = [make_project(tmp_path / name, spec) for name, spec in zip(("one", "other"), specs, strict=True)]
    began = time.monotonic()
    assert [run_kit("build", cwd=project).returncode for project in clean] == [0, 0]
    length = (time.monotonic() - began) / 2
    whole = [contents(project / "dist" / KIT) for project in clean]

    project = make_project(tmp_path / "project")
    assert run_kit("build", cwd=project).returncode == 0
    dist, moments = project / "dist", random.Random(20201207)  # noqa: S311  (moments, not secrets)
    for number in range(10):
        (project / "kit.yaml").write_text(specs[(number + 1) % 2])
        shutil.rmtree(kept / "projects", ignore_errors=True)
        process = start_kit("build", cwd=project)
        if number % 2:
            time.sleep(moments.uniform(0, length))
        else:  # when the last picture is made, publishing begins: most can go wrong there
            wait_for_line(process, "4 of 4 pictures")
            time.sleep(moments.uniform(0, 0.05))
        family = descendants(process.pid)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        wait_until(lambda family=family: not any(map(is_alive, family)))  # type: ignore[misc]
        in_place, aside = dist / KIT, dist / f".old-{KIT}"
        assert contents(in_place if in_place.exists() else aside) in whole
    (project / "kit.yaml").write_text(SPEC)
    assert run_kit("build", cwd=project).returncode == 0
    assert contents(dist / KIT) == whole[0]
    assert lies_in(dist) == {KIT}
