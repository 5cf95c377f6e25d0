"""Show how far a build is, and print its result; the last line tells which file to open next."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Self

import click

import kit
from kit.cli.findings import counted, picture_of, print_grouped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from click._termui_impl import ProgressBar

    from kit import BuildResult, Failure


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


def print_result(result: BuildResult, sheets: Sequence[Path]) -> None:
    """Print the summary of a build: reasons first, then counts, then what to open."""
    print_grouped("warning", [(picture_of(w, w.fault), w.fault, w.rule) for w in result.warnings])
    _print_failures(result.failures)
    pages = sum(asset.media_type == "application/pdf" for asset in result.assets)
    made, failed = len(result.assets) - pages, len(result.failures)
    platforms = len({asset.platform for asset in result.assets})
    anew = (
        f"{counted(result.painted, 'different picture')} painted"
        if result.painted or not made
        else "nothing had changed"
    )
    printed = f" and {counted(pages, 'page')} to print" if pages else ""
    summary = f"{counted(made, 'image')}{printed} for {counted(platforms, 'platform')}"
    click.echo(f"{summary} in {result.took:.0f} s; {anew}")
    if result.pseudo:
        unfit = len({failure.path for failure in result.failures})
        fit = f"{counted(unfit, 'picture')} can't hold it, for the reasons above; " if unfit else ""
        click.echo(f"pseudo-copy, to judge drawings by: {fit}never publish it. The kit in its place was not changed")
    elif failed:
        click.echo(f"{counted(failed, 'image')} failed for the reasons above; the kit in its place was not changed")
    elif not result.published:
        click.echo("only some images were asked for; the kit in its place was not changed")
    for path in result.kept:
        click.echo(f"kept for you: {_shown_path(path)}")
    click.echo(f"open {_shown_path(sheets[0] if sheets else result.folder / 'index.html')}")


def note_if_nothing_is_kept(spec: Path) -> None:
    """Say on stderr why nothing of a project is kept for the next command, where that was not asked for."""
    fault = kit.cache_fault(spec)
    if fault:
        click.echo(str(fault), err=True)


def sheets_folder(result: BuildResult) -> str:
    """Return the name of the folder for the contact sheets of a build."""
    return f"contact-sheets-{result.folder.name}" if result.pseudo else "contact-sheets"


def print_zips(zips: Sequence[Path]) -> None:
    """Print the size of each zip and, last, the one to hand on."""
    for path in zips:
        click.echo(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    click.echo(f"share {_shown_path(zips[0])}")


def _print_failures(failures: Sequence[Failure]) -> None:
    print_grouped("failed", [(picture_of(f, fault), fault, "") for f in failures for fault in f.faults])


def _shown_path(path: Path) -> str:
    """Return a path as short as the reader's place allows."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
