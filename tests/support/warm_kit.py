"""`kit` in a process that has imported everything: for each command it reads it forks one, in a group of its own.

One line of JSON asks for a command (its folder, its arguments, the largest file it may write); two lines answer: the
process id when it has begun, the exit code when it has ended, negative for a signal.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn


def serve() -> None:
    """Answer commands until there are none."""
    for name in ("pipeline", "cli", "project"):  # not above, where each worker would import them too
        import_module(f"kit.{name}")
    import_module("kit.project").load_project(Path(__file__).parents[1] / "golden" / "project" / "kit.yaml")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            run(*json.loads(line))
        os.setpgid(pid, pid)
        print(pid, flush=True)  # noqa: T201  (the answer)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


def run(folder: str, arguments: list[str], largest: int | None) -> NoReturn:
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
    serve()
