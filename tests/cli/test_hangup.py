"""A terminal that is closed while a build is at work in it ends the build as cleanly as `kill` does."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from support.campaigns import KIT, SPEC, make_slow_project
from support.commands import contents, lies_in, start_kit, wait_for_line, with_default_signals
from support.forked_calls import run_kit
from support.processes import descendants, is_alive, wait_until, workers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Build a kit, then change its project so that the next build takes seconds and changes pictures."""
    project = make_slow_project(tmp_path / "slow", SPEC, shapes=getattr(request, "param", 2400))
    assert run_kit("build", cwd=project).returncode == 0
    slow = make_slow_project(tmp_path / "other") / "kit.yaml"
    (project / "kit.yaml").write_text(slow.read_text().replace("Pass it on", "Pass this on"))
    return project


def start_on_terminal(project: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start a build that has a terminal of its own; return it and our side of the terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        with_default_signals("-m", "kit", "build", "--jobs", "2"),
        cwd=project,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  (no threads here)
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(theirs)
    return process, ours


def read_until(terminal: int, words: bytes) -> None:
    """Read what a terminal shows until it shows some words."""
    shown = b""
    with suppress(OSError):  # Linux says so when the other side is closed
        while words not in shown and (data := os.read(terminal, 65536)):
            shown += data
    assert words in shown, shown.decode()


@pytest.mark.ci
@pytest.mark.parametrize("words", [b"0/6", b"4/6"])
def test_a_closed_terminal_ends_a_build_and_leaves_the_last_kit_and_nothing_else(project: Path, words: bytes) -> None:
    before = contents(project / "dist" / KIT)
    process, terminal = start_on_terminal(project)
    read_until(terminal, words)
    wait_until(lambda: len(workers(process.pid)) > 0)
    family = descendants(process.pid)
    os.close(terminal)
    assert process.wait(timeout=120) == 128 + signal.SIGHUP
    wait_until(lambda: not any(map(is_alive, family)))
    assert contents(project / "dist" / KIT) == before
    assert lies_in(project / "dist") == {KIT}


@pytest.mark.ci
def test_a_hangup_is_told_where_there_is_still_somebody_to_tell(project: Path) -> None:
    process = start_kit("build", cwd=project)
    wait_for_line(process, "4 of 6 pictures")
    family = descendants(process.pid)
    process.send_signal(signal.SIGHUP)
    said, shown = process.communicate(timeout=120)
    assert (process.returncode, said) == (129, "")
    assert "interrupted; the existing kit is intact" in shown
    assert "Traceback" not in shown
    wait_until(lambda: not any(map(is_alive, family)))
    assert lies_in(project / "dist") == {KIT}


@pytest.mark.ci
@pytest.mark.parametrize("project", [1000], indirect=True)
def test_nohup_keeps_a_build_at_work(project: Path) -> None:
    with subprocess.Popen(
        ["nohup", sys.executable, "-m", "kit", "build"],
        cwd=project,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        wait_for_line(process, "4 of 6 pictures")
        process.send_signal(signal.SIGHUP)
        assert process.wait(timeout=120) == 0
