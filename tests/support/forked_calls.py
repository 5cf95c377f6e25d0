"""Calls of the generator in a process with one thread, which has imported everything: for each call it forks a copy.

Workers of a build or check are forks of the process that starts it, as for a command, if that has one thread. Processes
of pytest-xdist have several, so that there each worker would begin anew and import the generator, for a second or more.
Nothing that a call leaves in memory reaches the next one.

Requests are pickled into standard input: the current folder, the environment, and the pickled call. The answer is
whether the call returned, and what it returned or raised. Where the system does not fork, or NO_FORK is set, a process
is started for each call.
"""

from __future__ import annotations

import atexit
import json
import os
import pickle
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Whether a call is made in a copy of a process, not in one that is started.
FORKS = sys.platform == "linux" and "NO_FORK" not in os.environ
#: What calls need, imported once: the generator, and what modules of tests import whose functions are called.
IMPORTED = (
    *(
        "kit.run.pipeline.building",
        "kit.judge.contrast_samples",
        "kit.run.pipeline.judging.checking_built",
        "kit.cli",
        "kit.project",
        "kit.run.jobs.render_task",
    ),
    *("pytest", "click.testing", "hypothesis", "support.campaigns", "support.drawings", "support.kits"),
)
P = ParamSpec("P")
R = TypeVar("R")


def forked(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return what a function of the generator returns for some arguments, or raise what it raises.

    All must be picklable.
    """
    server = _server() if FORKS else _started()
    assert server.stdin is not None
    assert server.stdout is not None
    pickle.dump((Path.cwd(), dict(os.environ), pickle.dumps((function, args, kwargs))), server.stdin)
    server.stdin.flush()
    returned, value = pickle.loads(pickle.load(server.stdout))  # noqa: S301  (of our own process)
    if not FORKS:
        server.communicate(timeout=60)
    if not returned:
        raise value
    result: R = value
    return result


def run_kit(
    *arguments: str | Path, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `kit` without its start, with some variables more than this process has; see `commands.run_kit`."""
    line = ["kit", *map(str, arguments)]
    with TemporaryDirectory() as folder:
        code = forked(_run_command, line, cwd, {**os.environ, **(env or {})}, Path(folder))
        said = [(Path(folder) / name).read_text(encoding="utf-8") for name in ("stdout", "stderr")]
    return subprocess.CompletedProcess(line, code, *said)


def _run_command(line: list[str], cwd: Path, environment: dict[str, str], said: Path) -> int:
    """Run a command line in this process, and write what it says into a folder; return its exit code."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(said / name, os.O_WRONLY | os.O_CREAT), number)
    sys.argv[:] = line
    try:
        import_module("kit.__main__").run()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


@cache
def _server() -> subprocess.Popen[bytes]:
    """Start the process that is forked, once; it ends with this one."""
    server = _started()
    atexit.register(server.communicate, timeout=60)
    return server


def _started() -> subprocess.Popen[bytes]:
    """Start a process that answers calls until it is asked nothing more."""
    command = [sys.executable, "-W", "error", __file__, json.dumps(sys.path)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # as for a command: a library starts threads on import
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)


def serve() -> None:
    """Answer calls until there are none; what they print goes to standard error."""
    sys.path[:] = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for name in IMPORTED:
        import_module(name)
    import_module("kit.project").load_project(Path(__file__).parents[1] / "golden" / "project" / "kit.yaml")
    while True:
        try:
            folder, environment, call = pickle.load(sys.stdin.buffer)  # noqa: S301  (of the process that started this one)
        except EOFError:
            answers.close()
            return
        pid = os.fork() if FORKS else 0
        if not pid:
            answer(answers, folder, environment, call)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code:
            write(answers, returned=False, value=AssertionError(f"the call ended its process with {code}"))


def answer(answers: BinaryIO, folder: Path, environment: dict[str, str], call: bytes) -> NoReturn:
    """Make one call in this process, answer, and end."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    try:
        function, args, kwargs = pickle.loads(call)  # noqa: S301  (as above)
        returned, value = True, function(*args, **kwargs)
    except Exception as error:  # noqa: BLE001  (it is raised where the call was made)
        returned, value = False, error
    write(answers, returned=returned, value=value)
    os._exit(0)


def write(answers: BinaryIO, *, returned: bool, value: Any) -> None:  # noqa: ANN401  (what any function returns)
    """Write an answer."""
    answers.write(pickle.dumps(pickle.dumps((returned, value))))  # what can't be read is read to its end
    answers.flush()


if __name__ == "__main__":
    serve()
