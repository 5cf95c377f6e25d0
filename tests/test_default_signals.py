"""What tests start heeds the signals that ask it to end, whatever the run of the tests itself ignores."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from support.commands import with_default_signals

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
ASK = f"import signal; print([signal.getsignal(n) is signal.SIG_IGN for n in {[int(n) for n in SIGNALS]}])"


@pytest.fixture(params=SIGNALS)
def _ignored(request: pytest.FixtureRequest) -> Iterator[None]:
    before = signal.signal(request.param, signal.SIG_IGN)
    yield
    signal.signal(request.param, before)


@pytest.mark.usefixtures("_ignored")
def test_a_command_heeds_what_the_run_of_the_tests_ignores() -> None:
    ran = subprocess.run(with_default_signals("-c", ASK), capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout == "[False, False, False]\n"
