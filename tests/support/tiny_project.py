"""A tiny project of four pictures, and real builds of it in processes of their own."""

from __future__ import annotations

import ctypes
import json
import math
import os
import resource
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

KIT = "tiny-1.0.0"
#: What lies in a kit besides its pictures and their words.
DOCUMENTS = {
    "index.html", "captions.csv", "START-HERE.txt", "SOURCES.md", "LICENSE.txt", "manifest.json", "SHA256SUMS",
}  # fmt: skip
#: The head of a `kit.yaml`: the one section that every project has.
HEADER = """\
kit:
  name: tiny
  title: Tiny
  version: 1.0.0
  date: 2020-12-01
  language: en
  creator: The contributors
  licence: CC BY 4.0
  hosts: [www.change.org]
  shipped_layouts: [cover, message, petition]
"""
#: Two messages on two placements; the pictures of `sign` hold a code.
SPEC = (
    HEADER
    + """\
links:
  petition: {url: https://www.change.org/childsafetyfirst, shown: change.org/childsafetyfirst}
platforms: [telegram/landscape, telegram/square]
messages:
  sign:
    images: [{layout: petition, on: [feed]}]
    link: petition
    copy: {headline: Keep child safety **first.**, button: Sign the petition}
    caption: {short: Please sign., long: Please sign the petition.}
    shows: A room with a wide opening of light in which a QR code stands.
  share:
    images: [{layout: cover, on: [feed]}]
    copy: {headline: Pass it on}
    caption: {short: Please share., long: Please share the petition.}
    shows: A short call in large letters.
"""
)
#: What keeps its pictures from being warned of: their headlines are short, and leave room.
FEW_WORDS = "checks: [{off: headline-height, reason: the words are few}]\n"
#: A third message, the last, whose drawing takes seconds to paint.
SLOW_MESSAGE = """\
  slow:
    images: [{layout: slow, on: [feed]}]
    copy: {headline: Still here}
    caption: {short: Please wait., long: Please wait a little.}
    shows: Many shapes on top of each other.
"""


def make_project(root: Path, spec: str = SPEC) -> Path:
    """Write a project into a new folder, which is returned."""
    root.mkdir(parents=True)
    (root / "kit.yaml").write_text(spec, encoding="utf-8")
    return root


def make_slow_project(root: Path, spec: str = SPEC + SLOW_MESSAGE, shapes: int = 1000) -> Path:
    """Write the project with the slow message into a new folder, which is returned.

    A shape takes about a millisecond: its outline crosses itself hundreds of times. What it paints can't be seen.
    """
    make_project(root, spec)
    folder = root / "templates" / "svg" / "slow"
    folder.mkdir(parents=True)
    (folder / "layout.yaml").write_text("title: Slow\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
    ring = " ".join(
        f"{540 + 500 * math.cos(step / 40):.1f},{540 + 500 * math.sin(step / 31):.1f}" for step in range(0, 500, 5)
    )
    polygons = f'<polygon points="{ring}" fill="#fff4dd"/>' * shapes
    (folder / "square.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1080">'
        '<rect x="-2000" y="-2000" width="5080" height="5080" fill="#fff4dd"/>'
        f'<rect id="live" x="65" y="65" width="950" height="950"/>{polygons}'
        '<g id="slot-headline"><rect x="100" y="100" width="800" height="300"/>'
        '<text fill="#0f2a2e" font-family="Source Serif 4" font-size="80"><tspan x="100" y="170">Words</tspan></text>'
        "</g></svg>",
        encoding="utf-8",
    )
    return root


def with_default_signals(*arguments: str | Path) -> list[str]:
    """Return a command line of Python that heeds SIGINT and SIGTERM even where this process ignores them."""
    launcher = Path(__file__).with_name("default_signals.py")
    return [sys.executable, "-I", "-S", str(launcher), sys.executable, *map(str, arguments)]


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of `kit` with some arguments."""
    return with_default_signals("-m", "kit", *arguments)


def run_kit(
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


def wait_until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something is true; it must be within some seconds, many because a computer may have much to do."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


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


def descendants(pid: int) -> dict[int, str]:
    """Return the command lines of the living processes that descend from one, by process id."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
            line = stat.with_name("cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if state != "Z":
            parents[int(stat.parent.name)], lines[int(stat.parent.name)] = int(parent), line
    found = {child for child, parent in parents.items() if parent == pid}
    return {child: lines[child] for child in found} | {
        below: line for child in found for below, line in descendants(child).items()
    }


def workers(pid: int) -> list[int]:
    """Return the process ids of the workers of a build: those that began anew, and copies of it.

    Any process that is just being started looks like a copy for a moment, so that copies are looked at twice.
    """
    copied = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    before = descendants(pid)
    if copied in before.values():
        time.sleep(0.05)
    after = descendants(pid)
    return [child for child, line in after.items() if "spawn_main" in line or line == copied == before.get(child)]


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process has used; none when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ended_seconds() -> float:
    """Return the processor time of all processes that this one started and saw ending, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def is_group_alive(group: int) -> bool:
    """Tell whether a process of a group lives, also one that was started while others were listed."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, own = stat.read_text().rpartition(")")[2].split()[:3]
            if state != "Z" and int(own) == group:
                return True
    return False


def is_alive(pid: int) -> bool:
    """Tell whether a process lives; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class WarmKit:
    """Runs `kit` without its start: each command is forked from a process that has imported all (`warm_kit.py`)."""

    def __init__(self) -> None:
        """Start that process."""
        self._server = subprocess.Popen(
            with_default_signals(Path(__file__).with_name("warm_kit.py")),
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


@contextmanager
def small_disk(mount: Path, size: int) -> Iterator[Path | None]:
    """Give a disk of so many bytes; None where the system grants no mount, as in containers without rights.

    It is mounted on a folder in a namespace of its own, so that it goes with the process that holds it.
    """
    mount.mkdir()
    script = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && echo mounted && cat'
    holder = subprocess.Popen(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(size), str(mount)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert holder.stdout is not None
    mounted = holder.stdout.readline()
    try:
        yield Path(f"/proc/{holder.pid}/root{mount}") if mounted else None
    finally:
        holder.communicate()


def leave_room(disk: Path, size: int) -> None:
    """Fill a disk so that so many bytes are left, in whole blocks."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    state = os.statvfs(disk)
    ballast.write_bytes(bytes(max(0, state.f_bavail - size // state.f_frsize) * state.f_frsize))


def hears(pid: int, number: int) -> bool:
    """Tell whether a process catches a signal."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return bool(caught >> (number - 1) & 1)
