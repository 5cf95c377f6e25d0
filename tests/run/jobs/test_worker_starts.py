"""Workers are copies of a process that has one thread, with signals of their own; of any other they start anew."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from support.processes import is_alive, wait_until

if TYPE_CHECKING:
    from pathlib import Path

#: Works on three pictures; each says whether its process has what only this one was given, and how it hears signals.
PROGRAM = """
import os, signal, sys, tempfile, threading, time
from dataclasses import dataclass
from multiprocessing import resource_tracker
from kit.base.errors import KitError
from kit.run.jobs.limits import Limits
from kit.run.jobs.pool import run_in_workers

given = "nothing"
SHARED = (bytes(1_000_000),)  # more than a pipe holds
if __name__ != "__main__" and "leave" in sys.argv:
    sys.exit("nothing is done here")

@dataclass(frozen=True)
class Sheet:
    drawing: str
    size: tuple[int, int] = (0, 0)

def look(sheet, *shared):
    assert shared == SHARED
    if sheet.drawing == "stop":
        os.kill(os.getpid(), signal.SIGKILL)
    if sheet.drawing == "fill":
        bytearray(1 << 29)
    if sheet.drawing == "files":
        return os.listdir(tempfile.gettempdir())
    if sheet.drawing == "wait":
        print(os.getpid(), flush=True)
        time.sleep(600)
    handlers = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGHUP)]
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ()) & {signal.SIGTERM, signal.SIGHUP}
    return given, handlers == [signal.SIG_IGN, signal.SIG_DFL], sorted(blocked)

if __name__ == "__main__":
    given = "all"
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: print("the handler of the parent"))
    if "thread" in sys.argv:
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    most = Limits(20, 1 << 29)
    resource_tracker.ensure_running()  # it stays
    before = threading.active_count(), os.listdir("/dev/fd")
    try:
        for result in run_in_workers(look, [Sheet(name) for name in sys.argv[1].split()], 1, most, shared=SHARED):
            print(getattr(result, "code", result))
    except KitError as error:
        print(error.faults[0].code, error.faults[0].remedy)
    if "count" in sys.argv:
        print(threading.active_count() - before[0], len(os.listdir("/dev/fd")) - len(before[1]))
"""


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "program.py", *arguments],
        cwd=folder,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def said(folder: Path, *arguments: str) -> list[str]:
    out, complaints = start(folder, *arguments).communicate(timeout=60)
    assert complaints == ""
    return out.splitlines()


ANEW = str(("nothing", True, []))
#: How many threads and open files there are more than before.
UNCHANGED = "0 0"
#: What a copy says; no other system makes one.
ALL = str(("all", True, [])) if sys.platform == "linux" else ANEW


def test_a_worker_is_a_copy_that_hears_signals_as_a_new_process_does(tmp_path: Path) -> None:
    assert said(tmp_path, "one two") == [ALL, ALL]


def test_a_copy_that_dies_costs_its_picture_and_is_replaced(tmp_path: Path) -> None:
    first, code, then = said(tmp_path, "one stop two")
    assert (first, code) == (ALL, "worker-ended")
    assert then == ANEW  # by then the pool has threads


def test_a_copy_has_the_memory_of_a_worker(tmp_path: Path) -> None:
    if sys.platform != "linux":
        return  # no other system limits memory
    assert said(tmp_path, "one fill") == [ALL, "picture-too-large"]


def test_a_process_of_several_threads_is_not_copied(tmp_path: Path) -> None:
    assert said(tmp_path, "one", "thread") == [ANEW]


def test_workers_that_end_before_they_begin_are_told_once(tmp_path: Path) -> None:
    out, _ = start(tmp_path, "one two three", "thread", "leave").communicate(timeout=60)
    (told,) = out.splitlines()
    assert told.startswith("workers-not-started")
    assert '`if __name__ == "__main__":`' in told


def test_what_is_shared_is_written_to_no_disk(tmp_path: Path) -> None:
    assert said(tmp_path, "files", "thread") == [str(["program.py"])]


def test_neither_threads_nor_pipes_are_left_of_workers_that_began_or_did_not(tmp_path: Path) -> None:
    assert said(tmp_path, "one stop stop two", "thread", "count")[-1] == UNCHANGED
    out, _ = start(tmp_path, "one two three", "thread", "leave", "count").communicate(timeout=60)
    assert out.splitlines()[-1] == UNCHANGED


def test_a_worker_without_a_parent_ends_without_a_word(tmp_path: Path) -> None:
    code = "from multiprocessing import Pipe; from kit.run.jobs.worker import _received; _received(Pipe(False)[0])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (1, b"")


def test_copies_end_with_a_process_that_is_killed(tmp_path: Path) -> None:
    process = start(tmp_path, "wait")
    assert process.stdout is not None
    assert process.stderr is not None
    worker = int(process.stdout.readline())
    process.kill()
    wait_until(lambda: not is_alive(worker))
    process.stdout.close()
    process.stderr.close()
    process.wait()
