"""Run `kit` as a process of its own, and look at what it leaves."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


#: Runs a command with the signals that ask a process to end at their default. A shell that starts something in the
#: background has it ignore SIGINT, and all that is started below inherits that: tests would wait in vain.
_HEED = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""


def with_default_signals(*arguments: str | Path) -> list[str]:
    """Return a command line of Python that heeds SIGINT and SIGTERM even where this process ignores them."""
    return [sys.executable, "-I", "-S", "-c", _HEED, sys.executable, *map(str, arguments)]


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of `kit` with some arguments."""
    return with_default_signals("-m", "kit", *arguments)


def run_kit_process(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None, umask: int = -1, seconds: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `kit` in a process of its own, with some variables more than this one's."""
    return subprocess.run(
        command(*arguments),
        cwd=cwd,
        env={**os.environ, **(env or {})},
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )


def without_privileges() -> None:
    """Let permissions hold for root too: give up CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH for what is run next."""
    if os.geteuid() == 0:
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def run_without_privileges(
    project: Path, *arguments: str | Path, limit: Callable[[], None] = without_privileges
) -> subprocess.CompletedProcess[str]:
    """Run `kit` in a process of its own for which permissions hold, or another limit of the system."""
    return subprocess.run(
        command(*arguments),
        cwd=project,
        preexec_fn=limit,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


#: Runs `kit` beside a thread that does nothing.
THREADED = """
import threading, time
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
from kit.__main__ import run
run()
"""


def start_kit(*arguments: str | Path, cwd: Path, anew: bool = False) -> subprocess.Popen[str]:
    """Start `kit` as the leader of a process group of its own; its workers are copies of it, or start `anew`."""
    return subprocess.Popen(
        with_default_signals("-c", THREADED, *arguments) if anew else command(*arguments),
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def wait_for_line(process: subprocess.Popen[str], start: str) -> None:
    """Read what a process says until a line begins with some words."""
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(start):
            return
    message = f"'{start}' was never said"
    raise AssertionError(message)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_whole(kit: Path) -> None:
    """Assert that a kit holds what its sums list, and nothing else."""
    files = contents(kit)
    lines = files.pop("SHA256SUMS").decode().splitlines()
    assert lines
    assert sorted(lines) == sorted(f"{sha256(data).hexdigest()}  {name}" for name, data in files.items())


def lies_in(out: Path) -> set[str]:
    """Return the names of everything in an output folder but its lock."""
    return {path.name for path in out.iterdir()} - {".lock"}
