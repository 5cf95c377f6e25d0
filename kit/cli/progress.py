"""Show how far a build is: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from types import TracebackType

    from click._termui_impl import ProgressBar

#: A log gets a line for the first picture, and at each of so many parts of the whole.
LOG_LINES = 10
#: What the bar, the counts and the time take of a line of a terminal.
BAR_COLUMNS = 61


class Meter:
    """Counts pictures. On a terminal: a bar, images a second, the time left and the last picture; else some lines."""

    def __init__(self) -> None:
        """Take stderr as it is: a terminal that can move its cursor, or a log."""
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._bar: ProgressBar[int] | None = None
        self._began = time.perf_counter()
        self._logged = 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal with a finished line."""
        if self._bar is not None:
            with suppress(OSError):  # a terminal that was closed
                self._bar.__exit__(kind, error, trace)

    def step(self, done: int, total: int, name: str) -> None:
        """Note that `done` of `total` pictures are made, the last being `name`; at none the clock starts."""
        with suppress(OSError):  # what can't be shown stops no build: its terminal may be gone
            self._show(done, total, name)

    def _show(self, done: int, total: int, name: str) -> None:
        if done == 0:
            self._began = time.perf_counter()
        rate = done / max(1e-9, time.perf_counter() - self._began)
        if self._live:
            self._draw(done, total, f"{rate:.1f} images/s  {_short(name)}".rstrip())
        elif done in {1, total} or done * LOG_LINES // total > self._logged:
            self._logged = done * LOG_LINES // total
            click.echo(f"{done} of {total} images, {rate:.1f} a second: {name}", err=True)

    def _draw(self, done: int, total: int, said: str) -> None:
        if self._bar is None:
            bar: ProgressBar[int] = click.progressbar(
                length=total,
                label="images",
                show_pos=True,
                file=sys.stderr,
                item_show_func=_shown,
                update_min_steps=1,
                width=16,
            )
            self._bar = bar.__enter__()
        self._bar.update(done - self._bar.pos, said)  # type: ignore[arg-type]


def _shown(said: object) -> str | None:
    return str(said) if said else None


def _short(path: str) -> str:
    """Return the name of a picture, without its size, in so many characters that a line of a terminal holds the bar."""
    name = path.rpartition("/")[2].rpartition("-")[0]
    room = max(0, shutil.get_terminal_size().columns - BAR_COLUMNS)
    return name if len(name) <= room else f"{name[: room - 1]}…" if room else ""
