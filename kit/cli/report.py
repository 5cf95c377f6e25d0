"""Print the result of a build; the last line tells which file to open next."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

import kit
from kit.cli.findings import counted, picture_of, print_grouped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit import BuildResult, Failure


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
        click.echo(f"kept for you: {_shown(path)}")
    click.echo(f"open {_shown(sheets[0] if sheets else result.folder / 'index.html')}")


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
    click.echo(f"share {_shown(zips[0])}")


def _print_failures(failures: Sequence[Failure]) -> None:
    print_grouped("failed", [(picture_of(f, fault), fault, "") for f in failures for fault in f.faults])


def _shown(path: Path) -> str:
    """Return a path as short as the reader's place allows."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
