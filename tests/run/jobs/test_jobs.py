"""Tasks in worker processes: what is painted, what is taken from the cache, and how parts are shared out."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import platform
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.pictures import painted_svg, tree_of

from kit.base.cache.entries import key_of
from kit.base.errors import Fault, KitError, Mark
from kit.model.asset import Description, EncodeRule, IndexedPixels, PrintPage
from kit.run.jobs import worker
from kit.run.jobs.limits import OUT_OF_TIME, Limits, process_ended
from kit.run.jobs.pool import run_in_workers, worker_count
from kit.run.jobs.render_task import EncodeRequest, RenderTask, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.asset import PremultipliedPixels

if sys.platform != "win32":
    import resource

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"><rect width="8" height="6" fill="#0f2a2e"/></svg>'
ABOUT = Description("Title", "Caption.", "Alt.", "Long alt.", "The makers", "CC BY 4.0", None, "en")
PNG = EncodeRule(("png",), None)
PAGE = PrintPage((148, 210), 3, dt.datetime(2020, 12, 1, tzinfo=dt.UTC))


@dataclass
class MemoryCache:
    """Entries in a dictionary, and the kinds that were asked for in vain."""

    entries: dict[tuple[str, str], bytes] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    def get(self, kind: str, key: str) -> bytes | None:
        if (kind, key) not in self.entries:
            self.missed.append(kind)
        return self.entries.get((kind, key))

    def put(self, kind: str, key: str, data: bytes) -> None:
        self.entries[kind, key] = data


def task(*requests: EncodeRequest) -> RenderTask:
    return RenderTask(tree_of(SVG), tree_of(SVG), "plain/square.svg", "digest", requests, MemoryCache())


@dataclass(frozen=True)
class Sheet:
    """A picture of which only the name is known, and what to do to it."""

    drawing: str
    work: Callable[[int], object] | None = None
    count: str = ""
    size: tuple[int, int] = (0, 0)


def _named(sheet: Sheet) -> str:
    return f"{sheet.drawing} painted"


def _worked(sheet: Sheet) -> str:
    if sheet.work:
        sheet.work(int(sheet.count))
    return _named(sheet)


def test_a_picture_is_painted_once_for_all_its_requests() -> None:
    webp = EncodeRule(("webp",), None)
    done = render(task(EncodeRequest(PNG, ABOUT), EncodeRequest(webp, ABOUT)))
    assert [[file.media_type for file in files] for files in done.files if isinstance(files, tuple)] == [
        ["image/png"],
        ["image/webp"],
    ]
    assert done.painted


def test_pixels_are_compressed_once_for_all_placements_that_take_the_same_form() -> None:
    requests = [
        EncodeRequest(rule, replace(ABOUT, alt=alt)) for rule in (PNG, EncodeRule(("png",), 9999)) for alt in "ab"
    ]
    done = render(once := task(*requests))
    files = [file.data for own in done.files if isinstance(own, tuple) for file in own]
    assert len(set(files)) == 2
    assert isinstance(once.cache, MemoryCache)
    assert once.cache.missed.count("bodies") == 1
    assert {kind for kind, _ in once.cache.entries} == {"bodies", "thumbnails"}


def test_what_was_made_before_is_neither_painted_nor_encoded_again() -> None:
    once = task(EncodeRequest(PNG, ABOUT, PAGE))
    first, second = render(once), render(once)
    assert first.painted
    assert not second.painted
    assert second.files == first.files
    assert second.seconds == {"paint": 0, "encode": 0, "measure": 0}


def test_other_words_in_a_file_need_no_new_pixels() -> None:
    once = task(EncodeRequest(PNG, ABOUT))
    render(once)
    other = render(replace(once, requests=(EncodeRequest(PNG, replace(ABOUT, alt="Other.")),)))
    assert not other.painted
    assert other.files != render(once).files


def test_a_page_to_print_is_made_again_when_what_it_says_of_itself_has_changed() -> None:
    once = task(EncodeRequest(PNG, ABOUT, PAGE))
    before = render(once).files
    other = EncodeRequest(PNG, replace(ABOUT, alt_long="Another long alt."), PAGE)
    after = render(replace(once, requests=(other,))).files
    assert after != before
    assert after == render(task(other)).files


def test_a_picture_whose_process_was_killed_is_reported_with_what_to_do_about_it() -> None:
    killed, ended = (process_ended(code, Sheet("one"), Limits()) for code in (-signal.SIGKILL, 3))
    assert "as systems do when memory runs out" in killed.message
    assert (killed.remedy or "").endswith("or free memory, or use fewer --jobs")
    assert ended.message == "the process that painted it ended with code 3"


@dataclass(frozen=True)
class Colours:
    """Counts the colours of a picture."""

    key: str = "colours"

    def usable(self, kept: dict[str, int] | None) -> dict[str, int] | None:
        return kept

    def __call__(
        self, pixels: PremultipliedPixels | IndexedPixels, _ground: PremultipliedPixels | None = None
    ) -> dict[str, int]:
        if isinstance(pixels, IndexedPixels):
            return {"colours": len(set(bytes(pixels.entries)))}
        return {"colours": len(set(memoryview(pixels.bgra).cast("I")))}


@pytest.mark.parametrize("full_colour", [True, False])
def test_a_picture_is_measured_as_its_file_shows_it(*, full_colour: bool) -> None:
    """Edges of a hundred circles have so many colours that a palette merges some."""
    circles = "".join(
        f'<circle cx="{9 * (n % 20)}.{7 * n % 100:02}" cy="{20 * (n // 20)}.{3 * n % 100:02}" r="5.1" '
        f'fill="{("#fff4dc", "#f5a83c", "#2a6f77")[n % 3]}"/>'
        for n in range(100)
    )
    svg = SVG.replace('"8"', '"180"').replace('"6"', '"100"').replace("</svg>", f"{circles}</svg>")
    once = replace(task(EncodeRequest(replace(PNG, full_colour=full_colour), ABOUT)), tree=tree_of(svg))
    painted = Colours()(painted_svg(svg))["colours"]
    found = render(replace(once, measure=Colours())).measured["colours"]
    assert painted > 256
    assert (found == painted) == full_colour


def test_a_request_to_print_gives_the_preview_and_the_page() -> None:
    [files] = render(task(EncodeRequest(PNG, ABOUT, PAGE))).files
    assert isinstance(files, tuple)
    assert [(file.media_type, file.data[:4]) for file in files] == [
        ("image/png", b"\x89PNG"),
        ("application/pdf", b"%PDF"),
    ]


def test_a_task_and_its_result_survive_the_way_between_processes() -> None:
    once = task(EncodeRequest(PNG, ABOUT))
    assert pickle.loads(pickle.dumps(once)) == once  # noqa: S301  (our own)
    result = render(once)
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301


def test_a_key_depends_on_each_part_and_where_it_ends() -> None:
    assert len({key_of("a", "b"), key_of("b", "a"), key_of("ab"), key_of("a", "b", "")}) == 4
    assert key_of("a", "b") == key_of("a", "b")


@pytest.mark.ci
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_done_to_each_picture_comes_in_their_order(jobs: int) -> None:
    assert list(run_in_workers(_named, [Sheet("third"), Sheet("first"), Sheet("second")], jobs)) == [
        "third painted", "first painted", "second painted",
    ]  # fmt: skip


def _work_on(seconds: int) -> None:
    """Keep the processor busy for some seconds of its time."""
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def _work_unheard(seconds: int) -> None:
    """Work on, as a painter that blocks every signal that can be blocked does."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    _work_on(seconds)


def _stop_for(seconds: int) -> None:
    """Stop this process for some seconds, as a busy computer does; a process beside it continues it."""
    code = f"import os, signal, time; time.sleep({seconds}); os.kill({os.getpid()}, signal.SIGCONT)"
    with subprocess.Popen([sys.executable, "-c", code]):
        os.kill(os.getpid(), signal.SIGSTOP)


@pytest.mark.ci
@pytest.mark.skipif(sys.platform == "win32", reason="it has no signals that stop a process")
def test_a_worker_that_is_stopped_for_longer_than_its_limit_is_let_finish() -> None:
    tasks = [Sheet("stopped.svg", _stop_for, "3"), Sheet("worked.svg", _work_unheard, "9")]
    stopped, worked = run_in_workers(_worked, tasks, 1, Limits(1, hung=300))
    assert stopped == "stopped.svg painted"
    assert isinstance(worked, Fault)
    assert (worked.code, worked.message) == ("picture-too-slow", "painting it took over 1 s of processor time")


def test_a_worker_that_hangs_without_working_is_ended() -> None:
    [fault] = run_in_workers(_worked, [Sheet("two.svg", time.sleep, "999999")], 1, Limits(60, hung=1))
    assert isinstance(fault, Fault)
    assert (fault.code, fault.mark) == ("picture-hung", Mark("two.svg", 1))
    assert "after 1 s, in which the processor worked for less than 60 s" in fault.message


def test_a_task_hangs_after_ten_times_its_processor_time() -> None:
    assert (Limits(3).wall, replace(Limits(), seconds=8).wall, Limits(3, hung=5).wall) == (30, 80, 5)


@pytest.mark.ci
def test_the_time_of_other_threads_is_not_that_of_a_task(tmp_path: Path) -> None:
    """Nothing ends while others work and a task waits; what works in the task's own thread ends the process."""
    code = "import os, sys, time; from threading import Thread; from test_jobs import _work_on; "
    code += "from kit.run.jobs.limits import Limits; from kit.run.jobs.worker import watched\n"
    code += "with watched(Limits(1, hung=300)): (beside := Thread(target=_work_on, args=(2,))).start(); beside.join()\n"
    code += "print('waited', flush=True)\nwith watched(Limits(1, hung=float(sys.argv[2]))):"
    code += " (_work_on if sys.argv[1] == 'work' else time.sleep)(600)"
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[2]), str(Path(__file__).parents[3])])
    for work, wall in (("work", "300"), ("sleep", "3")):
        ran = subprocess.run(
            [sys.executable, "-c", code, work, wall], cwd=tmp_path, capture_output=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": path}, timeout=500, check=False,
        )  # fmt: skip
        if sys.platform == "linux":  # elsewhere a thread has no clock of its own
            assert ran.stdout == "waited\n"
        assert (ran.stderr, ran.returncode) == ("", OUT_OF_TIME)


@pytest.mark.ci
@pytest.mark.parametrize(
    ("work", "code"),
    [(_work_on, "picture-too-slow"), (bytearray, "picture-too-large"), (int, "picture-failed")],
)
def test_whatever_is_done_to_a_picture_has_the_limits_of_painting_it(work: Callable[[int], object], code: str) -> None:
    if code == "picture-too-large" and sys.platform != "linux":
        return  # no other system limits memory
    tasks = [Sheet("one.svg"), Sheet("two.svg", work, "9" * 9 if work is not int else "x")]
    one, two = run_in_workers(_worked, tasks, 1, Limits(2, 1 << 28))
    assert one == "one.svg painted"
    assert isinstance(two, Fault)
    assert (two.code, two.mark) == (code, Mark("two.svg", 1))


def _deaf(seconds: int) -> None:
    """Work on, as a painter that blocks the signal to end does."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    time.sleep(seconds)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no masks for signals")
def test_a_worker_over_its_time_is_not_waited_for() -> None:
    began = time.monotonic()
    [fault] = run_in_workers(_worked, [Sheet("two.svg", _deaf, "120")], 1, Limits(60, hung=1))
    assert isinstance(fault, Fault)
    assert time.monotonic() - began < 100, "it was waited for: it takes 120 s"


def _faults_of_pages(_sheet: Sheet) -> int:
    """Return how often the system had to clear a page for arrays that come and go."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(10):
        for array in [bytearray(6_000_000) for _ in range(4)]:
            array[::4096] = bytes(1465)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no other library has the setting")
def test_a_worker_keeps_the_memory_of_one_array_for_the_next() -> None:
    [faults] = run_in_workers(_faults_of_pages, [Sheet("one")], 1)
    assert isinstance(faults, int)
    assert faults < 1.5 * 4 * 1465


@pytest.mark.parametrize("jobs", [0, -1])
def test_less_than_one_worker_is_refused(jobs: int) -> None:
    with pytest.raises(KitError) as caught:
        worker_count(jobs)
    assert [fault.code for fault in caught.value.faults] == ["jobs-below-one"]


def test_there_are_as_many_workers_as_asked_for_else_as_processors() -> None:
    assert (worker_count(1), worker_count(9)) == (1, 9)
    assert 1 <= worker_count(None) <= (os.cpu_count() or 1)


def test_a_process_that_is_bound_to_one_processor_starts_one_worker() -> None:
    bound = "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})"
    code = f"import os; from kit.run.jobs.pool import worker_count; {bound}; print(worker_count(None))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "1\n"


#: The first worker is slow to end and the second slow to start, as on a busy machine.
INTERRUPTED = """
import multiprocessing, os, signal, time
from kit.run.jobs.pool import run_in_workers

if __name__ != "__main__":
    time.sleep(0.5)

def parts():
    yield 1
    yield 2
    os.kill(min(child.pid for child in multiprocessing.active_children()), signal.SIGSTOP)
    raise KeyboardInterrupt

class Parts(list):
    def __iter__(self):
        return parts()

if __name__ == "__main__":
    try:
        list(run_in_workers(abs, Parts([1, 2]), 2))
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_a_worker_that_was_just_starting_when_the_others_were_stopped_makes_no_noise(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    program = [sys.executable, "interrupted.py"]
    ran = subprocess.run(program, cwd=tmp_path, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (ran.stdout, ran.stderr) == ("interrupted\n", "")


def _resident() -> int:
    """Return the bytes of memory that this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _resident_after_holes(_: Sheet) -> tuple[int, int]:
    """Fill 200 MB with small pieces and free every second one: return what is resident, and after it was returned."""
    pieces = [bytes(3000) for _ in range(66_000)]
    kept = pieces[::8]
    del pieces
    before = _resident()
    worker.return_free_memory()
    return before, _resident() + 0 * len(kept)


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a process say so")
def test_a_worker_returns_the_memory_between_what_it_keeps() -> None:
    [found] = run_in_workers(_resident_after_holes, [Sheet("one")], 1)
    assert not isinstance(found, Fault)
    before, after = found
    assert before > 200_000_000
    assert after < before - 80_000_000
