"""The first picture of the campaign is named on a terminal while a person still looks at it."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from support.tiny_project import cpu_seconds, with_default_signals, workers
from support.whole_campaign import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

#: Seconds of processor time before it, of the command and of a worker, which work side by side for more than a second:
#: 4.2 s in 26 languages on a computer that does nothing else, where a person waits 2.7 s. Where the other half of a
#: core is busy, a second of it does a quarter less.
MOST = 5.5
#: What a bar says once a picture is made: how many a second, and the name of the last.
NAMED = re.compile(rb"pictures/s  [a-z]")


@pytest.mark.long
def test_the_first_picture_of_a_build_from_nothing_is_named_within_three_seconds(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # with it every process would compile all modules anew
    process = subprocess.Popen(
        with_default_signals("-m", "kit", "build", "--spec", REPOSITORY, "--out", tmp_path),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=environment,
    )
    os.close(theirs)
    shown = b""
    while not NAMED.search(shown):
        shown += os.read(ours, 4096)  # raises OSError when the build ends without naming any
    spent = cpu_seconds(process.pid) + max(map(cpu_seconds, workers(process.pid)))
    os.killpg(process.pid, signal.SIGTERM)
    with suppress(OSError):  # the terminal is closed when the build has ended
        while os.read(ours, 4096):
            pass
    process.wait()
    os.close(ours)
    assert spent < MOST
