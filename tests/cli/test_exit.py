"""How a command ends, and what is held back from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, NoReturn

import pytest

from kit.base.lazy_imports import on_demand, signals_held

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType


class HeardError(Exception):
    """A signal was heard."""


@pytest.fixture
def raising() -> Iterator[None]:
    """Let SIGTERM raise, as it does while a command runs."""

    def hear(_number: int, _frame: FrameType | None) -> NoReturn:
        raise HeardError

    before = signal.signal(signal.SIGTERM, hear)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.mark.usefixtures("raising")
def test_a_signal_that_comes_while_it_is_held_back_is_heard_afterwards() -> None:
    reached = []
    with pytest.raises(HeardError), signals_held():  # noqa: PT012  (where it is raised is what is tested)
        signal.raise_signal(signal.SIGTERM)
        reached.append("the end of the import")
    assert reached == ["the end of the import"]


@pytest.mark.usefixtures("raising")
def test_a_signal_that_another_thread_takes_is_held_back_too() -> None:
    done, reached = Event(), list[str]()
    thread = Thread(target=done.wait)
    thread.start()
    with pytest.raises(HeardError), signals_held():  # noqa: PT012  (where it is raised is what is tested)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.2)
        reached.append("the end of the import")
    done.set()
    thread.join()
    assert reached == ["the end of the import"]


@pytest.mark.usefixtures("raising")
def test_signals_are_heard_at_once_when_nothing_holds_them_back() -> None:
    with signals_held():
        pass
    with pytest.raises(HeardError):
        signal.raise_signal(signal.SIGTERM)


@pytest.mark.usefixtures("raising")
def test_a_signal_does_not_interrupt_an_import_on_demand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = tmp_path / "done"
    lines = ("import pathlib, signal", "signal.raise_signal(signal.SIGTERM)", f"pathlib.Path({str(done)!r}).touch()")
    (tmp_path / "slow_to_import.py").write_text("\n".join(lines))
    monkeypatch.syspath_prepend(tmp_path)
    module = on_demand("slow_to_import")
    assert not done.exists()
    with pytest.raises(HeardError):
        _ = module.pathlib
    assert done.exists()


#: What the end of the process would look at, after a command.
_AT_THE_END = """
import atexit, gc
from kit.__main__ import run
atexit.register(lambda: print(len(gc.get_objects()) < gc.get_freeze_count() > 0))
run()
"""


def test_a_command_ends_without_another_look_at_all_its_objects() -> None:
    ran = subprocess.run([sys.executable, "-c", _AT_THE_END, "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "True"
