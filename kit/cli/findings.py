"""Print findings for people, as JSON for programs, or as annotations for GitHub; stdout holds nothing else.

Text and annotations group what has one cause; JSON has an object for each finding.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kit import Fault, Finding

#: How many pictures of one reason are named before the rest is counted.
NAMED = 4


def print_text(findings: Sequence[Finding], root: Path) -> None:  # noqa: ARG001  (one signature for every format)
    """Print findings as a person reads them, warnings first, and how many there are."""
    for severity in ("warning", "error"):
        rows = [(f.where, f.fault, f.rule) for f in findings if f.severity == severity]
        print_grouped(severity, rows)
    count = Counter(finding.severity for finding in findings)
    click.echo(f"{counted(count['error'], 'error')}, {counted(count['warning'], 'warning')}")


def print_json(findings: Sequence[Finding], root: Path) -> None:
    """Print a JSON list, an object for each finding; paths are relative to the working folder."""
    click.echo(json.dumps([_row(finding, root) for finding in findings], ensure_ascii=False, indent=1))


def print_github(findings: Sequence[Finding], root: Path) -> None:
    """Print an annotation for each cause, at its line.

    The form is that of https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    groups: dict[tuple[str, str, Fault], list[str]] = defaultdict(list)
    for finding in findings:
        groups[finding.severity, finding.rule, finding.fault].append(finding.where)
    for (severity, rule, fault), places in groups.items():
        at = _place(fault, root)
        position = {"file": at["file"], "line": at["line"], "col": at["column"], "title": rule}
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in position.items() if value)
        words = "\n".join(filter(None, (_pictures(places), fault.message, fault.remedy)))
        click.echo(f"::{severity} {properties}::{_escaped(words)}")


PRINTERS: dict[str, Callable[[Sequence[Finding], Path], None]] = {
    "text": print_text,
    "json": print_json,
    "github": print_github,
}


FORMAT = click.option(
    "--format",
    "form",
    metavar="FORM",
    type=click.Choice(list(PRINTERS)),
    default="text",
    help="How findings are printed: text, json, or github for annotations.",
)


def print_grouped(label: str, rows: Sequence[tuple[str, Fault, str]]) -> None:
    """Print each fault once, below the pictures that it concerns, if any; faults of the same pictures are grouped."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for where, fault, rule in rows:
        places[str(fault), rule].append(where)
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (text, rule), concerned in places.items():
        groups[_pictures(concerned), rule].append(text)
    for (pictures, rule), texts in groups.items():
        head = label + (f" [{rule}]" if rule else "") + (f": {pictures}" if pictures else "")
        click.echo(f"{head}\n" + "\n\n".join(texts) + "\n", err=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the right form."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _pictures(places: Sequence[str]) -> str:
    """Return the names of some pictures, the first few only."""
    names = list(dict.fromkeys(filter(None, places)))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _row(finding: Finding, root: Path) -> dict[str, object]:
    fault = finding.fault
    what = {"rule": finding.rule, "code": fault.code, "severity": finding.severity, "picture": finding.where or None}
    return {**what, "message": fault.message, "remedy": fault.remedy or None, **_place(fault, root)}


def _place(fault: Fault, root: Path) -> dict[str, str | int | None]:
    """Return file, line and column of a fault; a drawing is sought in the project's folder of drawings."""
    mark = fault.mark
    if mark is None:
        return {"file": None, "line": None, "column": None}
    places = [folder / mark.file for folder in (root, root / "templates" / "svg")]
    found = next((path for path in places if path.is_file()), None)
    return {"file": os.path.relpath(found) if found else mark.file, "line": mark.line, "column": mark.column}


def _escaped(text: str, also: str = "") -> str:
    """Return text with the characters in it escaped that would end a workflow command or one of its properties."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + also else c for c in text)
