"""How a command ends, and what is held back from it."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, NoReturn

import pytest

from kit.cli.exit import signals_held

if TYPE_CHECKING:
    from collections.abc import Iterator
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
def test_signals_are_heard_at_once_when_nothing_holds_them_back() -> None:
    with signals_held():
        pass
    with pytest.raises(HeardError):
        signal.raise_signal(signal.SIGTERM)
