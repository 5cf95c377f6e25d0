"""Commands without their start: forks of a process that has imported all."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Self


class WarmKit:
    """Runs `kit` without its start: each command is forked from a process that has imported all (`serve_commands`)."""

    def __init__(self, *wrapped: str) -> None:
        """Start that process, by a command line that runs another one if there is one."""
        from support.commands import with_default_signals  # noqa: PLC0415  (what is forked runs without it)

        self._server = subprocess.Popen(
            [*wrapped, *with_default_signals(__file__)],
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
    for name in ("run.pipeline", "cli", "project"):  # not above, where each worker would import them too
        import_module(f"kit.{name}")
    import_module("kit.project").load_project(Path(__file__).parents[2] / "golden" / "project" / "kit.yaml")
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
