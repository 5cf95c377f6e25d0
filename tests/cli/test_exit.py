"""How a command ends, and what is held back from it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from click.testing import CliRunner
from support.campaigns import FEW_WORDS, SPEC, make_project

import kit
from kit import BuildResult, Finding
from kit.base.errors import Fault
from kit.base.lazy_imports import on_demand, signals_held
from kit.cli import main
from kit.cli.exit import EXIT_FAILED, EXIT_LEFT_OUT
from kit.model.project import HeldBack
from kit.run.pipeline.build_result import Failure, LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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


FAULT = Fault("it is wrong", code="some-kind")
FAILED = Failure("tools x/square", "en/x/tools-square.png", (FAULT,))
WITHOUT_GERMAN = LeftOut("de", (Finding("rule", "error", FAULT),))
WITHOUT_A_MESSAGE = HeldBack("de", "tools", FAULT)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, 0),
        ({"left_out": (WITHOUT_GERMAN,)}, EXIT_LEFT_OUT),
        ({"held_back": (WITHOUT_A_MESSAGE,)}, EXIT_LEFT_OUT),
        ({"failures": (FAILED,), "held_back": (WITHOUT_A_MESSAGE,)}, EXIT_FAILED),
    ],
)
def test_the_exit_code_of_a_build_tells_a_kit_that_lacks_a_language_or_a_message_in_one_from_a_whole_one_and_from_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: Mapping[str, Any], code: int
) -> None:
    made: dict[str, Any] = {"folder": Path("dist"), "assets": (), "failures": (), "warnings": (), "published": True}
    counts: dict[str, Any] = {"composed": 0, "painted": 0, "seconds": {}, "took": 0.0, "peak_bytes": 0}
    monkeypatch.setattr(kit, "build", lambda *_, **__: BuildResult(**{**made, **counts, **more}))
    spec = make_project(tmp_path / "project", SPEC + FEW_WORDS) / "kit.yaml"
    assert CliRunner().invoke(main, ["build", "--spec", str(spec)]).exit_code == code
