"""Turn errors and signals into text on stderr and an exit code, never into a traceback; every command is wrapped."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from kit import KitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

#: 1: a picture failed or a check found an error. 2: nothing could be built. Interrupted: 128 and the number of the
#: signal, as shells count; 130 for ^C.
EXIT_FAILED, EXIT_NOTHING, EXIT_SIGNAL = 1, 2, 128
#: What asks a command to end: ^C, and `kill`, `timeout` or a shutdown. A closed terminal ends the processes
#: at once, with no message, and the next command clears up.
_SIGNALS = (signal.SIGINT, signal.SIGTERM)

P = ParamSpec("P")
R = TypeVar("R")


def handle_errors(undone: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return what wraps a command so that its errors become messages and exit codes.

    `undone` says what a command that found a fault did not do, such as "built".
    """

    def wrap(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                with _interruptible():
                    return command(*args, **kwargs)
            except KitError as error:
                _exit_with_faults(error, undone)
            except Interrupted as error:
                click.echo("\ninterrupted; the kit in its place is whole", err=True)
                sys.exit(EXIT_SIGNAL + error.number)
            except BrokenPipeError:
                # Whoever read the output has seen enough; click ends quietly.
                raise
            except OSError as error:
                _exit_with_disk_error(error)

        return guarded

    return wrap


def _exit_with_faults(error: KitError, undone: str) -> NoReturn:
    count = len(error.faults)
    click.echo(str(error), err=True)
    click.echo(f"\n{count} thing{'s' if count > 1 else ''} to mend; nothing was {undone}", err=True)
    sys.exit(EXIT_NOTHING)


def _exit_with_disk_error(error: OSError) -> NoReturn:
    place = f"{error.filename}: " if error.filename else ""
    click.echo(f"{place}{(error.strerror or str(error)).lower()}", err=True)
    click.echo("  check that the disk has room and the folder can be written", err=True)
    sys.exit(EXIT_NOTHING)


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        """Take the number of the signal."""
        super().__init__()
        self.number = number


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold the signals that ask a command to end back from this thread; those that come meanwhile are heard afterwards.

    It is for imports: a module in C++ that is interrupted while it is imported ends the process with SIGABRT.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Raise Interrupted for the first signal that asks to end, unless it was ignored before, as for background jobs.

    Further ones are ignored, so that work under way is cleaned up undisturbed; what the signal leaves half done and
    can't be raised, such as a buffer still in use, is not reported.
    """
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    before = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        for heard in before:
            signal.signal(heard, signal.SIG_IGN)
        before.clear()
        sys.unraisablehook = lambda _: None
        raise Interrupted(number)

    for number in before:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
