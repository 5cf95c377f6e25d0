"""Run `kit` as a process of its own, and look at what it leaves."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


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


class WarmKit:
    """Runs `kit` without its start: each command is forked from a process that has imported all (`serve_commands`)."""

    def __init__(self) -> None:
        """Start that process."""
        self._server = subprocess.Popen(
            with_default_signals(__file__),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End that process, which ends when it is asked nothing more."""
        self._server.communicate(timeout=60)

    def start(self, *arguments: str | Path, cwd: Path, largest: int | None = None) -> int:
        """Start a command, which may write files of so many bytes; return its process id, which is its group's too."""
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps([str(cwd), list(map(str, arguments)), largest]) + "\n")
        self._server.stdin.flush()
        return self._answer()

    def end(self) -> int:
        """Wait for the command that was started; return its exit code, negative for a signal."""
        return self._answer()

    def run(self, *arguments: str | Path, cwd: Path, largest: int | None = None) -> int:
        """Run a command; return its exit code. What it says lies in `said.txt` in its folder."""
        self.start(*arguments, cwd=cwd, largest=largest)
        return self.end()

    def _answer(self) -> int:
        assert self._server.stdout is not None
        return int(self._server.stdout.readline())


def serve_commands() -> None:
    """Answer commands until there are none: for each fork a process, in a group of its own.

    One line of JSON asks for a command (its folder, its arguments, the largest file it may write); two lines answer:
    the process id when it has begun, the exit code when it has ended, negative for a signal.
    """
    for name in ("pipeline", "cli", "project"):  # not above, where each worker would import them too
        import_module(f"kit.{name}")
    import_module("kit.project").load_project(Path(__file__).parents[1] / "golden" / "project" / "kit.yaml")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            run_command(*json.loads(line))
        os.setpgid(pid, pid)
        print(pid, flush=True)  # noqa: T201  (the answer)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


def run_command(folder: str, arguments: list[str], largest: int | None) -> NoReturn:
    """Run one command in this process; what it says goes into `said.txt` in its folder."""
    os.setpgid(0, 0)
    os.chdir(folder)
    said = os.open("said.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    if largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    sys.argv[1:] = arguments
    sys.exit(import_module("kit.__main__").run())


if __name__ == "__main__":
    serve_commands()
