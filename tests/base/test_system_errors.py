"""What the system refuses is told with what was being done, where, why and what to do, and never as a traceback."""

from __future__ import annotations

import errno
import os
import re
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, make_project
from support.commands import assert_whole, command, contents, lies_in, run_without_privileges
from support.forked_calls import run_kit

from kit.base.errors import OutputError
from kit.base.system_errors import reason_of, reporting_os_errors

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


def few_files() -> None:
    """Allow no more open files than a worker needs to start."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (12, 12))


def small_files() -> None:
    """Allow no file of more than 4 KiB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def told(run: subprocess.CompletedProcess[str]) -> str:
    """Return what a command that failed said; a person is told what to do and sees no traceback."""
    assert "Traceback" not in run.stderr
    assert re.search(r"^  \S", run.stderr, re.MULTILINE), f"no remedy: {run.stderr}"
    return run.stderr


def test_a_file_in_the_place_of_the_contact_sheets_leaves_the_kit_that_was_built(project: Path) -> None:
    (project / "dist").mkdir()
    (project / "dist" / "contact-sheets").write_text("mine")
    run = run_kit("build", "--jobs", "1", "--contact-sheet", cwd=project)
    said = told(run)
    assert run.returncode == 1
    assert (
        f"while the contact sheets were written: {project}/dist/contact-sheets: a file is where a folder is expected"
        in said
    )
    assert "nothing was built" not in said
    assert f"open dist/{KIT}/index.html" in run.stdout
    assert_whole(project / "dist" / KIT)


@pytest.mark.ci
@pytest.mark.parametrize("arguments", [("list", "messages"), ("build", "--jobs", "1"), ("check",)])
def test_output_that_finds_no_room_is_not_told_as_a_fault_of_the_kit(project: Path, arguments: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123  (a device)
        run = subprocess.run(
            command(*arguments), cwd=project, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert run.returncode == 2
    assert "can't write the output: no space left on device\n  send the output elsewhere" in told(run)
    assert "nothing was" not in run.stderr


def test_too_few_open_files_are_told_before_anything_is_painted(project: Path) -> None:
    run = run_without_privileges(project, "build", "--jobs", "1", limit=few_files)
    assert run.returncode == 2
    assert "can't start the processes that paint: this process may open no more files (ulimit -n)" in told(run)
    assert "ulimit -n 1024" in run.stderr
    assert lies_in(project / "dist") == set()


@pytest.mark.ci
def test_a_file_larger_than_is_allowed_leaves_the_last_kit(project: Path) -> None:
    assert run_kit("build", "--jobs", "1", cwd=project).returncode == 0
    before = contents(project / "dist" / KIT)
    changed = (project / "kit.yaml").read_text().replace("Pass it on", "Pass this on")
    (project / "kit.yaml").write_text(changed)
    run = run_without_privileges(project, "build", "--jobs", "1", limit=small_files)
    assert run.returncode == 2
    assert f"can't write to {project}/dist: the file would be larger than this process may write" in told(run)
    assert contents(project / "dist" / KIT) == before


def test_a_picture_that_finds_no_room_is_told_and_leaves_no_part_of_it(project: Path) -> None:
    out = project / "sign.png"
    run = run_without_privileges(project, "render", "sign telegram/square", "-o", out, limit=small_files)
    assert run.returncode == 2
    assert f"while {out} was written: the file would be larger than this process may write" in told(run)
    assert [path.name for path in project.iterdir()] == ["kit.yaml"]


def unreadable(project: Path, name: str) -> Path:
    """Make a file of a project that nobody but its owner may read."""
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("title: Mine\n" if name.endswith(".yaml") else "<svg/>", encoding="utf-8")
    path.chmod(0)
    return path


def test_a_folder_of_drawings_that_may_not_be_read_is_named(project: Path) -> None:
    folder = project / "templates" / "svg" / "cover"
    folder.mkdir(parents=True)
    folder.chmod(0)
    run = run_without_privileges(project, "check")
    folder.chmod(0o755)
    assert run.returncode == 2
    assert f"while the project was read: {folder}" in told(run)
    assert "permission denied\n  change its permissions" in run.stderr


@pytest.mark.ci
def test_a_drawing_that_may_not_be_read_says_so_and_not_that_it_is_missing(project: Path) -> None:
    folder = project / "templates" / "svg" / "cover"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text("title: Mine\nslots: {headline: {required: yes}}\n", encoding="utf-8")
    unreadable(project, "templates/svg/cover/square.svg")
    run = run_without_privileges(project, "check")
    assert run.returncode == 1
    assert "can't read the drawing cover/square.svg: permission denied\n  change its permissions" in told(run)


@pytest.mark.parametrize(
    ("out", "reason"),
    [
        ("/dev/full/kits", "can't write to /dev/full/kits: /dev/full is in the way"),
        ("/proc/kits", "can't write to /proc/kits: a folder can't be made there"),
        ("a" * 300, "a: the name is too long"),
    ],
)
def test_an_output_folder_that_cannot_be_is_told_with_the_reason(project: Path, out: str, reason: str) -> None:
    run = run_kit("build", "--jobs", "1", "--out", out, cwd=project)
    assert run.returncode == 2
    assert reason in told(run)
    assert "with --out" in run.stderr


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EXDEV, errno.EMFILE, errno.EROFS, errno.EIO, errno.EPROTO])
def test_every_reason_has_words_and_a_remedy(number: int) -> None:
    words, remedy = reason_of(OSError(number, os.strerror(number)))
    assert words
    assert remedy


def test_both_ends_of_a_move_are_known_and_a_reader_that_has_gone_is_no_fault() -> None:
    with pytest.raises(OutputError) as caught, reporting_os_errors("the kit was built"):
        raise OSError(errno.EXDEV, "Invalid cross-device link", "staging/kit", None, "dist/kit")
    assert str(caught.value).startswith("while the kit was built: dist/kit: it is on another disk than its folder\n")
    with pytest.raises(BrokenPipeError), reporting_os_errors("the kit was checked"):
        raise BrokenPipeError


MEASURE = "from kit.run.jobs.limits import tightest_limit; print(tightest_limit(1 << 40))"


@pytest.mark.parametrize(("name", "source"), [("RLIMIT_AS", "ulimit -v"), ("RLIMIT_DATA", "ulimit -d")])
def test_the_limit_of_memory_in_force_is_named(name: str, source: str) -> None:
    size = 900 << 20
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE],
        preexec_fn=lambda: resource.setrlimit(getattr(resource, name), (size, size)),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout == f"900 MiB ({source})\n"
