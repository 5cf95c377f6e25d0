"""Print what a build or a check came to; the last line tells which file to open next."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.build import BuildResult, Failure
    from kit.errors import Fault
    from kit.model.finding import Finding

#: How many pictures of one reason are named before the rest is counted.
NAMED = 4


def print_result(result: BuildResult, sheets: Sequence[Path]) -> None:
    """Print the summary of a build: reasons first, then counts, then what to open."""
    _print_grouped("warning", [(str(w.where), w.fault, w.rule) for w in result.warnings])
    _print_failures(result.failures)
    made, failed = len(result.assets), len(result.failures)
    platforms = len({asset.platform for asset in result.assets})
    anew = f"{_count(result.painted, 'different picture')} painted" if result.painted else "nothing had changed"
    click.echo(f"{_count(made, 'image')} for {_count(platforms, 'platform')} in {result.took:.0f} s; {anew}")
    if failed:
        click.echo(f"{_count(failed, 'image')} failed for the reasons above; the kit in its place was not changed")
    elif not result.published:
        click.echo("only some images were asked for; the kit in its place was not changed")
    for path in result.kept:
        click.echo(f"kept for you: {_shown(path)}")
    click.echo(f"open {_shown(sheets[0] if sheets else result.folder)}")


def print_findings(findings: Sequence[Finding]) -> None:
    """Print the findings of a check, those of one cause together, and their number."""
    for severity in ("warning", "error"):
        rows = [(f.where, f.fault, f.rule) for f in findings if f.severity == severity]
        _print_grouped(severity, rows)
    count = Counter(finding.severity for finding in findings)
    click.echo(f"{_count(count['error'], 'error')}, {_count(count['warning'], 'warning')}")


def _print_failures(failures: Sequence[Failure]) -> None:
    _print_grouped("failed", [(f.where, fault, "") for f in failures for fault in f.faults])


def _print_grouped(label: str, rows: Sequence[tuple[str, Fault, str]]) -> None:
    """Print each fault once, below the pictures that it concerns; faults of the same pictures stand together."""
    places: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for where, fault, rule in rows:
        places[str(fault), rule][where] = None
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (text, rule), concerned in places.items():
        named = ", ".join(list(concerned)[:NAMED])
        more = f" and {len(concerned) - NAMED} more" if len(concerned) > NAMED else ""
        groups[named + more, rule].append(text)
    for (pictures, rule), texts in groups.items():
        tag = f" [{rule}]" if rule else ""
        click.echo(f"{label}{tag}: {pictures}\n" + "\n\n".join(texts) + "\n", err=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _shown(path: Path) -> str:
    """Return a path as short as the reader's place allows."""
    relative = os.path.relpath(path)
    return relative if not relative.startswith("..") else str(path)
