"""The one door through which errors leave: as text on stderr and an exit code, never as a traceback."""

from __future__ import annotations

import sys
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kit.errors import KitError

if TYPE_CHECKING:
    from collections.abc import Callable

#: 1: a picture failed or a check found an error. 2: nothing could be built. 130: interrupted, as shells count SIGINT.
EXIT_FAILED, EXIT_NOTHING, EXIT_INTERRUPTED = 1, 2, 130

P = ParamSpec("P")
R = TypeVar("R")


def door(command: Callable[P, R]) -> Callable[P, R]:
    """Turn the errors of a command into messages and exit codes."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KitError as error:
            count = len(error.faults)
            click.echo(str(error), err=True)
            click.echo(f"\n{count} thing{'s' if count > 1 else ''} to mend; nothing was built", err=True)
            sys.exit(EXIT_NOTHING)
        except KeyboardInterrupt:
            click.echo("\ninterrupted; the kit in its place is whole", err=True)
            sys.exit(EXIT_INTERRUPTED)
        except BrokenPipeError:
            # Whoever read the output has seen enough; click ends quietly.
            raise
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            click.echo(f"{place}{(error.strerror or str(error)).lower()}", err=True)
            click.echo("  check that the disk has room and the folder can be written", err=True)
            sys.exit(EXIT_NOTHING)

    return guarded
