"""Turn errors and signals into text on stderr and an exit code, never into a traceback; every command is wrapped."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

import click

from kit import Fault, Finding, InstallationError, KitError, SpecError
from kit.cli.findings import PRINTERS, Report, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType


#: 1: a picture failed or a check found an error. 2: nothing could be built. 3: what could be compared of a kit is
#: right, and some could not, or a kit was published without a language, or a message in one, that has an error.
#: Interrupted: 128 and the number of the signal, as shells count; 130 for ^C.
EXIT_FAILED, EXIT_NOTHING, EXIT_UNCOMPARED, EXIT_LEFT_OUT, EXIT_SIGNAL = 1, 2, 3, 3, 128
#: The signals that end a command: ^C; `kill`, `timeout` or a shutdown; and a closed terminal.
SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP")
    if hasattr(signal, name)  # Windows has no SIGHUP
)

#: What early faults keep a command from checking.
_ALL_ELSE = "everything else, until this is fixed"

P = ParamSpec("P")
R = TypeVar("R")


def handle_errors(
    undone: str, *, ended: str = "interrupted; the existing kit is intact"
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that turns a command's errors into messages and exit codes.

    `undone` says what the command did not do because of a fault, such as "built"; `ended` is the message when it is
    interrupted.
    """

    def wrap(command: Callable[P, R]) -> Callable[P, R]:
        """Return a command that ends with a message and an exit code if it fails."""

        @wraps(command)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            """Run the command, and end the process if it fails."""
            try:
                with _interruptible():
                    return command(*args, **kwargs)
            except (KitError, InstallationError) as error:
                _exit_with_faults(error, undone, kwargs)
            except ModuleNotFoundError as error:
                fault = Fault(f"installation is broken: {error}", None, "install it again", code="installation-broken")
                _exit_with_faults(InstallationError(fault), undone, kwargs)
            except Interrupted as error:
                _say_last(f"\n{ended}")
                sys.exit(EXIT_SIGNAL + error.number)
            except BrokenPipeError:
                # The reader of the output has closed it; click ends quietly.
                raise
            except OSError as error:
                _exit_with_lost_output(error)

        return guarded

    return wrap


def _say_last(words: str) -> None:
    """Print a last message on stderr; if the terminal is gone, print nothing, now or at exit."""
    try:
        click.echo(words, err=True)
    except OSError:
        nothing = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nothing, stream.fileno())


def _exit_with_faults(error: KitError | InstallationError, undone: str, options: Mapping[str, object]) -> NoReturn:
    """Print faults in the form that the options of the command ask for, and exit."""
    form, spec = options.get("form", "text"), options.get("spec")
    if form != "text":
        rule = "kit-yaml" if isinstance(error, SpecError) else ""
        root = Path() if not isinstance(spec, Path) else spec if spec.is_dir() else spec.parent
        PRINTERS[str(form)](Report([Finding(rule, "error", fault) for fault in error.faults], root, (_ALL_ELSE,)))
    else:
        click.echo(str(error), err=True)
        click.echo(f"\n{counted(len(error.faults), 'problem')} to fix; nothing was {undone}", err=True)
    sys.exit(EXIT_NOTHING)


def _exit_with_lost_output(error: OSError) -> NoReturn:
    """Exit because the output could not be written; errors of other files are faults."""
    _say_last(f"can't write the output: {(error.strerror or str(error)).lower()}")
    _say_last("  send the output elsewhere, or make room for it")
    sys.exit(EXIT_NOTHING)


class Interrupted(KeyboardInterrupt):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        """Take the number of the signal."""
        super().__init__()
        self.number = number


@contextmanager
def _interruptible() -> Iterator[None]:
    """Raise Interrupted for the first signal that asks to end, unless it was ignored before, as for background jobs.

    Further signals are ignored, so that clean-up is not disturbed; errors that can't be raised during it, such as a
    buffer still in use, are not reported.
    """
    before = {number: signal.getsignal(number) for number in SIGNALS}
    before = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        """Interrupt the command, and ignore further signals."""
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
