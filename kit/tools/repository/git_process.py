"""Run git so that it sees nothing of a repository but its objects.

It runs in a new folder with our own GIT_DIR, so that no setting, hook, filter, attribute, replacement or graft of the
repository affects it, and no variable of the user either.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import IO, NamedTuple, Self, cast

from kit.base.errors import Fault, SpecError
from kit.base.process_limits import HANGS, is_over_time, limited_command
from kit.base.programs import find_program, trusted_path, with_repositories_around
from kit.tools.repository.location import Repository

#: Seconds of the processor that each process may take for one revision, enough for tens of thousands of files: that of
#: this campaign takes 0.1 s.
MOST_SECONDS = 30
#: The most bytes that git may allocate for one object and its pack.
_MOST_MEMORY = "512m"
_CHUNK = 1 << 20
#: The settings of git: it ignores every file that only makes it faster, as that could lead elsewhere.
_CONFIG = """\
[core]
repositoryFormatVersion = 1
bare = true
commitGraph = false
multiPackIndex = false
disambiguate = committish
bigFileThreshold = 1m
deltaBaseCacheLimit = 16m
[pack]
readReverseIndex = false
[extensions]
objectFormat = {algorithm}
"""
_OPTIONS = ("-c", "safe.bareRepository=explicit", "-c", "core.pager=cat")
#: The variables that programs on Windows need in order to start.
_OF_SYSTEM = ("SYSTEMROOT", "WINDIR", "COMSPEC")


class Header(NamedTuple):
    """The header of an object: its hash, its kind (`commit`, `tag`, `tree` or `blob`), and its size in bytes."""

    hash: str
    kind: str
    size: int


@contextmanager
def git_processes(
    repository: Repository, seconds: int, wall: float | None, *options: str
) -> Iterator[list[GitProcess]]:
    """Yield a process of `git cat-file` for each option, each limited to some seconds of processor time.

    They hang, and are ended, after `wall` seconds on the clock, by default ten times as many. Raises SpecError if there
    is no git.
    """
    path = _trusted_path(repository)
    git = find_program("git", path)
    if git is None:
        raise _git_missing()
    with TemporaryDirectory(prefix="kit-git-") as name, ExitStack() as stack:
        folder = Path(name)
        _write_git_folder(folder, repository.algorithm)
        env = _environment(folder, repository.objects, path)
        start = [git, *_OPTIONS, "cat-file"]
        processes = [stack.enter_context(GitProcess([*start, option], env, seconds)) for option in options]
        with _time_limit(HANGS * seconds if wall is None else wall, processes):
            yield processes


class GitProcess:
    """A git process that answers one-line requests."""

    def __init__(self, command: list[str], env: Mapping[str, str], seconds: int) -> None:
        """Start the process, limited to some seconds; its errors go to a file, so that it never blocks on them."""
        self._error_file = Path(env["GIT_DIR"], f"complaints{command[-1]}")
        self._seconds, self._hung = seconds, 0.0
        with self._error_file.open("wb") as errors:
            try:
                self._process = subprocess.Popen(  # noqa: S603  (only our own arguments)
                    limited_command(command, seconds), env=env, cwd=env["GIT_DIR"],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                )  # fmt: skip
            except FileNotFoundError as error:
                raise _git_missing() from error
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    def __enter__(self) -> Self:
        """Return the process."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process without waiting for its work."""
        self._process.kill()
        self._process.communicate()

    def stop(self, wall: float) -> None:
        """End the process because it hangs: it has been running for some seconds on the clock."""
        self._hung = wall
        self._process.kill()

    def answer(self, request: str) -> list[bytes]:
        """Return the words of the line that answers a request. Raises SpecError if git has ended."""
        try:
            self._requests.write(f"{request}\n".encode())
            self._requests.flush()
        except OSError as error:
            raise self._ended() from error
        line = self._answers.readline(_CHUNK)
        if not line.endswith(b"\n"):
            raise self._ended()
        return line.split()

    def header(self, answer: list[bytes]) -> Header:
        """Return an answer as a header. Raises SpecError for anything else."""
        try:
            hash_, kind, size = answer
            return Header(hash_.decode("ascii"), kind.decode("ascii"), int(size))
        except ValueError as error:
            answered = b" ".join(answer).decode("utf-8", "replace")
            raise self._failed(answered) from error

    def chunks(self, size: int) -> Iterator[bytes]:
        """Yield the bytes that follow an answer, and consume the line end after them."""
        left = size
        while left:
            chunk = self._answers.read(min(left, _CHUNK))
            if not chunk:
                raise self._ended()
            left -= len(chunk)
            yield chunk
        if self._answers.read(1) != b"\n":
            raise self._ended()

    def _ended(self) -> SpecError:
        """Return the error of a process that ended or answered wrongly: past a limit on time, or its last line."""
        self._process.kill()
        if is_over_time(self._process.wait()):
            message = f"reading the revision took git over {self._seconds} s of processor time"
            return SpecError(Fault(message, None, "`git gc` may help, or a new clone", code="git-too-slow"))
        if self._hung:
            message = f"git was given up after {self._hung:g} s, as it hangs: it took less than {self._seconds} s of "
            remedy = "see whether the disk answers, and whether a file below .git is a pipe; or make a new clone"
            return SpecError(Fault(f"{message}processor time", None, remedy, code="git-hung"))
        lines = self._error_file.read_bytes()[-_CHUNK:].decode("utf-8", "replace").strip().splitlines()
        return self._failed(lines[-1].removeprefix("fatal: ") if lines else "it ended without a message")

    def _failed(self, answered: str) -> SpecError:
        return SpecError(Fault(f"git cat-file failed: {answered}", None, "see what `git fsck` says", code="git-failed"))


@contextmanager
def _time_limit(seconds: float, processes: Iterable[GitProcess]) -> Iterator[None]:
    """End processes after some seconds; the timer's thread ends too, so that this process can be forked again."""

    def stop() -> None:
        """End all processes."""
        for process in processes:
            process.stop(seconds)

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _write_git_folder(folder: Path, algorithm: str) -> None:
    """Write the minimum that git accepts as a repository; it has no refs, as we look names up ourselves."""
    (folder / "refs").mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    config = _CONFIG.format(algorithm=algorithm)
    if algorithm == "sha1":  # which all versions of git support without the extension
        config = config.partition("[extensions]")[0].replace("Version = 1", "Version = 0")
    (folder / "config").write_text(config, encoding="ascii")


def _environment(folder: Path, objects: Path, path: str) -> dict[str, str]:
    """Return all environment variables for git (https://git-scm.com/docs/git#_environment_variables)."""
    return {
        **{name: os.environ[name] for name in _OF_SYSTEM if name in os.environ},
        "PATH": path,
        "LC_ALL": "C",
        "HOME": str(folder),
        "GIT_DIR": str(folder),
        "GIT_OBJECT_DIRECTORY": str(objects),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOC_LIMIT": _MOST_MEMORY,
    }


def _trusted_path(repository: Repository) -> str:
    """Return the user's PATH without the folders of a repository: its worktrees, and repositories around it."""
    return trusted_path(with_repositories_around(repository.root) | {repository.common.resolve().parent})


def _git_missing() -> SpecError:
    message = "git is not installed, which is needed to read a revision"
    return SpecError(Fault(message, None, "install git, or name kits instead", code="git-missing"))
