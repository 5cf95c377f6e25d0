"""Look at processes, and limit what the system gives them."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def wait_until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until something is true; it must be within some seconds, many because a computer may have much to do."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.005)


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


def is_alive(pid: int) -> bool:
    """Tell whether a process lives; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def small_disk(mount: Path, size: int) -> Iterator[Path | None]:
    """Give a disk of so many bytes; None where the system grants no mount, as in containers without rights.

    It is mounted on a folder in a namespace of its own, so that it goes with the process that holds it; the path that
    is given leads there from outside. `seeing_disk` begins a command line that sees it on that folder.
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


def seeing_disk(disk: Path) -> list[str]:
    """Return what to put before a command line, so that it sees a small disk on the folder that it is mounted on."""
    return ["nsenter", f"--target={disk.parts[2]}", "--user", "--preserve-credentials", "--mount"]


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
