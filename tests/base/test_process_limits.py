"""Work within limits on time and memory in this process: it ends with a sentence, and all is set as before."""

from __future__ import annotations

import gc
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from support.hostile.families import drawing_of
from support.previewed_project import write_previewed

import kit
from kit.base import process_limits
from kit.base.cache.kinds import packed
from kit.base.process_limits import ExceededError
from kit.drawing.svg.drawing_reader import read_drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _without_callbacks_of_the_collector() -> Iterator[None]:
    """Hypothesis times the collector by a callback; a limit that ends there is reported as a warning."""
    gc.disable()
    yield
    gc.enable()


def without_end() -> None:
    while True:
        try:
            while True:
                pass
        except Exception:  # noqa: BLE001, S110  (as careless code does)
            pass


def without_bounds() -> None:
    kept = []
    while True:
        kept.append(bytes(1 << 20))


def deaf_once() -> None:
    with suppress(BaseException):  # as Python does with what is raised in a finalizer
        without_end()
    without_end()


#: Work without a limit of its own, and what is said of it; only Linux limits the memory.
ENDLESS = [(without_end, "took over 0.2 s of processor time"), (deaf_once, "took over 0.2 s of processor time")]
if sys.platform == "linux":
    ENDLESS.append((without_bounds, "takes more memory than 64 MiB"))


@pytest.mark.parametrize(("work", "words"), ENDLESS)
def test_work_ends_at_its_limit_and_what_was_set_before_holds_again(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], None], words: str
) -> None:
    import resource  # not on every system  # noqa: PLC0415

    monkeypatch.setattr(process_limits, "SECONDS", 20 if work is without_bounds else 0.2)
    monkeypatch.setattr(process_limits, "BYTES", 64 << 20)
    before = resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(ExceededError, match=words), process_limits.process_limits():
        work()
    assert (resource.getrlimit(resource.RLIMIT_DATA), signal.getsignal(signal.SIGVTALRM)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


def test_a_step_inside_another_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_limits, "SECONDS", 0.2)
    with pytest.raises(ExceededError), process_limits.process_limits():
        without_end_after_a_step()


def without_end_after_a_step() -> None:
    with process_limits.process_limits():
        pass
    without_end()


def test_a_thread_works_without_a_limit() -> None:
    seen: list[object] = []

    def work() -> None:
        with process_limits.process_limits():
            seen.append(signal.getitimer(signal.ITIMER_VIRTUAL))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [(0, 0)]


@pytest.mark.ci
def test_a_drawing_that_is_read_too_long_costs_nobody_elses_picture(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project = write_previewed(tmp_path / "project")
    (project / "templates/svg/board/square.svg").write_bytes(drawing_of("rects", 3_000))
    monkeypatch.setenv("KIT_CACHE", "")
    monkeypatch.setattr(process_limits, "SECONDS", 0.1)
    found = [one for one in kit.check(kit.load(project)) if one.fault.code == "picture-too-slow"]
    assert {one.drawing or f"{one.fault.mark}" for one in found} == {"board/square.svg:1:1"}
    assert {one.fault.message for one in found} == {"reading it took over 0.1 s of processor time"}
    (picture,) = kit.pictures(kit.load(project), only="one telegram/square")
    assert kit.render(kit.load(project), picture.id).svg


def test_a_drawing_of_one_line_with_hundreds_of_faults_is_kept_in_little_memory(tmp_path: Path) -> None:
    """Each of its colours has no role, and is kept with its place, which had the whole line."""
    (tmp_path / "one-line.svg").write_bytes(drawing_of("turned rects", 300))
    drawing = read_drawing(tmp_path / "one-line.svg", {})
    assert len(drawing.unmapped_colours) > 300
    assert len(packed(drawing) or b"") < 2_000_000
