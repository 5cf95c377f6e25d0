"""Show the progress of a build, and print its result; the last line says which file to open next."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Self

import click

import kit
from kit import Finding
from kit.cli.findings import PRINTERS, Report, count_findings, counted, grouped, print_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from click._termui_impl import ProgressBar

    from kit import BuildResult, Project


#: A log gets a line for the first picture, and at each of this many parts of the whole.
LOG_LINES = 10
#: The columns of a terminal that the bar, the counts and the time take.
BAR_COLUMNS = 61


class Meter:
    """Counts pictures. On a terminal: a bar with rate, time left and last picture; otherwise a few lines."""

    def __init__(self, languages: Callable[[], Iterable[str]] = tuple) -> None:
        """Take what returns the language of each picture, and find out what stderr is: a terminal, or a log."""
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._languages = languages
        self._made: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
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
            with suppress(OSError):  # the terminal was closed
                self._bar.__exit__(kind, error, trace)

    def step(self, done: int, total: int, name: str) -> None:
        """Report that `done` of `total` pictures are made, `name` last; 0 starts the clock."""
        with suppress(OSError):  # the terminal may be gone, which must not stop the build
            self._show(done, total, name)

    def make_room(self) -> None:
        """Clear the line of a terminal, so that something may be printed while pictures are made."""
        if self._bar is not None:
            with suppress(OSError):
                sys.stderr.write("\r\033[K")
                sys.stderr.flush()

    def note(self, words: str) -> None:
        """Print something on stderr while pictures are made, such as what they wait for."""
        self.make_room()
        with suppress(OSError):
            click.echo(words, err=True)

    def _show(self, done: int, total: int, name: str) -> None:
        if done == 0:
            self._began = time.perf_counter()
        self._made[name.partition("/")[0]] += bool(done)
        rate = done / max(1e-9, time.perf_counter() - self._began)
        if self._live:
            self._draw(done, total, f"{rate:.1f} pictures/s  {_short(name, self._complete())}".rstrip())
        elif total and (done in {1, total} or done * LOG_LINES // total > self._logged):
            self._logged = done * LOG_LINES // total
            click.echo(f"{done} of {total} pictures, {rate:.1f} a second: {self._complete()}{name}", err=True)

    def _complete(self) -> str:
        """Return how many languages are complete, if there are several."""
        if not self._all and self._made.total() > 1:  # the first picture is shown without waiting for a count
            self._all = Counter(self._languages())
        complete = sum(self._made[tag] >= count for tag, count in self._all.items())
        return f"{complete} of {len(self._all)} languages  " if len(self._all) > 1 else ""

    def _draw(self, done: int, total: int, status: str) -> None:
        if self._bar is None:
            bar: ProgressBar[int] = click.progressbar(
                length=total,
                label="pictures",
                show_pos=True,
                file=sys.stderr,
                item_show_func=lambda status: str(status) if status else None,
                update_min_steps=1,
                width=16,
            )
            self._bar = bar.__enter__()
        self._bar.update(done - self._bar.pos, status)  # type: ignore[arg-type]


def _short(path: str, before: str) -> str:
    """Return the name of a picture, without its size, after something, short enough for the rest of a terminal line."""
    name = before + path.rpartition("/")[2].rpartition("-")[0]
    room = max(0, shutil.get_terminal_size().columns - BAR_COLUMNS)
    return name if len(name) <= room else f"{name[: room - 1]}…" if room else ""


def print_result(result: BuildResult, sheets: Sequence[Path], form: str, project: Project) -> None:
    """Print the result of a build: what failed, counts, what to open; if findings have a form, only they on stdout."""
    if form == "text":
        _print_findings(result, project)
    else:
        findings = [*_failures(result), *_of_left_out(result), *result.warnings]
        PRINTERS[form](Report(findings, project.root, ("all other rules (kit check --built)",)))
    for line in _summary(result, sheets):
        click.echo(line, err=form != "text")


def _summary(result: BuildResult, sheets: Sequence[Path]) -> Iterator[str]:
    """Yield the lines of a summary: what was made, what became of the existing kit, and which file to open."""
    pages = sum(asset.media_type == "application/pdf" for asset in result.assets)
    made, failed = len(result.assets) - pages, len(result.failures)
    platforms = len({asset.platform for asset in result.assets})
    anew = (
        f"{counted(result.painted, 'different picture')} painted"
        if result.painted or not made
        else "nothing had changed"
    )
    printed = f" and {counted(pages, 'page')} to print" if pages else ""
    summary = f"{counted(made, 'picture')}{printed} for {counted(platforms, 'platform')}"
    yield f"{summary} in {result.took:.0f} s; {anew}"
    if result.pseudo:
        unfit = len({failure.path for failure in result.failures})
        fit = f"{counted(unfit, 'picture')} can't fit it, for the reasons above; " if unfit else ""
        yield f"pseudo-copy, to test drawings: {fit}never publish it. The existing kit is unchanged"
    elif failed:
        yield f"{counted(failed, 'picture')} failed for the reasons above; the existing kit is unchanged"
    elif not result.published:
        yield "only some pictures were made; the existing kit is unchanged"
    yield from _languages_left_out(result)
    for path in result.kept:
        yield f"kept for you: {_shown_path(path)}"
    others = f"; not made: {', '.join(result.unbuilt)} (--language all)" if result.unbuilt else ""
    if result.stored:
        yield f"stored {result.stored}{others}"
        return
    yield f"open {_shown_path(sheets[0] if sheets else result.folder / 'index.html')}{others}"


def _languages_left_out(result: BuildResult) -> Iterator[str]:
    """Yield the languages that have errors, those with messages held back, and those that only the replaced kit had."""
    for left in result.left_out:
        yield f"without '{left.language}', which has {counted(len(left.findings), 'error')}: {left.reason}"
    for language, messages in groupby(result.held_back, key=lambda held: held.language):
        named = ", ".join(held.message for held in messages)
        yield f"'{language}' without messages whose translation is outdated and has an error: {named}"
    gone = [tag for tag in result.gone if tag not in {left.language for left in result.left_out}]
    if gone:
        yield f"the kit before also had {', '.join(gone)}, which this one does not"


def note_if_nothing_is_kept(spec: Path) -> None:
    """Print on stderr why nothing of a project is kept for the next command, unless that was intended."""
    fault = kit.cache_fault(spec)
    if fault:
        click.echo(str(fault), err=True)


def sheets_folder(result: BuildResult) -> str:
    """Return the name of the folder for the contact sheets of a build."""
    return f"contact-sheets-{result.folder.name}" if result.pseudo else "contact-sheets"


def print_zips(zips: Sequence[Path], kit_name: str) -> None:
    """Print the size of each zip and, last, the one to share; of several languages, whose zips those are."""
    for path in zips:
        click.echo(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    if zips[0].stem == kit_name:
        click.echo(f"share {_shown_path(zips[0])}")
        return
    click.echo(
        f"share {kit_name}-LANGUAGE-PLATFORM.zip; that of the language alone is an overview of all its pictures,"
    )
    click.echo(f"such as {_shown_path(zips[0])}")


def print_older_zips(zips: Sequence[Path], kit_name: str) -> None:
    """Name the zips of this kit that lie beside those just packed: they may hold what is a draft or left out now."""
    of_kit = re.compile(rf"{re.escape(kit_name)}(-(DRAFT-)?[a-z]{{2,3}}(-[A-Z]\w+)*([-_].+)?)?\.zip")
    packed, folder = {path.name for path in zips}, zips[0].parent
    older = sorted(path.name for path in folder.iterdir() if of_kit.fullmatch(path.name) and path.name not in packed)
    if older:
        some = ", ".join(older[:2]) + (", …" if len(older) > 2 else "")  # noqa: PLR2004  (two show what is meant)
        click.echo(f"not packed now, but earlier: {some}; {counted(len(older), 'zip')} to remove", err=True)


def _failures(result: BuildResult) -> list[Finding]:
    """Return why pictures failed, as findings."""
    return [finding for failure in result.failures for finding in failure.findings]


def _of_left_out(result: BuildResult) -> list[Finding]:
    """Return the errors that keep languages out of the kit, and messages out of others."""
    held_back = (Finding("kit-yaml", "error", held.fault, held.where) for held in result.held_back)
    return [*(finding for left in result.left_out for finding in left.findings), *held_back]


def _print_findings(result: BuildResult, project: Project) -> None:
    """Print why pictures failed, the errors of the campaign, and a line that counts the other findings."""
    print_groups(grouped(_failures(result)), "failed")
    print_groups(grouped(_of_left_out(result)))
    errors = [finding for finding in result.warnings if finding.severity == "error"]
    print_groups(grouped(errors))
    rest = [finding for finding in result.warnings if finding.severity != "error"]
    if rest:
        partner = project.campaign.partner
        command = f"kit check --partner {partner.id}" if partner else "kit check"
        click.echo(f"{count_findings(rest, none=False)}: `{command}` shows them", err=True)
    if errors:
        click.echo(f"`kit pack` will refuse this kit: {counted(len(errors), 'error')}", err=True)


def _shown_path(path: Path) -> str:
    """Return a path relative to the working folder, if it is below it."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
