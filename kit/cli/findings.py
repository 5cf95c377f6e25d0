"""Print findings for people, as JSON for programs, or as annotations for GitHub, with nothing else on stdout.

Text and annotations group findings by cause; JSON has an object for each finding.
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

import kit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit import Failure, Fault, Finding, Project


#: How many pictures with one fault are named before the rest are counted.
NAMED = 4
#: The engine that `kit check` compares with the painter.
SECOND_ENGINE = "resvg_py"


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in a project, whose folder is `root`, with what was not checked and the engines used."""

    findings: Sequence[Finding]
    root: Path
    not_looked_at: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)


def not_looked_at(project: Project, *, built: bool, some: bool = False) -> Iterator[str]:
    """Yield what a check leaves out: if only `some` pictures are checked, and if the kit is `built` or not."""
    if some:
        yield "pictures that --only leaves out"
    if SECOND_ENGINE not in kit.engines():
        yield "the comparison with a second engine (pip install 'child-safety-first-kit[check]')"
    if not built:
        yield "pixels, codes and files (--built)"
    off = sorted({choice.off for choice in project.campaign.checks})
    if off:
        yield f"rules that kit.yaml turns off ({', '.join(off)})"


def print_text(report: Report) -> None:
    """Print findings for people, warnings first, then how many there are and what was not checked."""
    for severity in ("warning", "error"):
        rows = [(picture_of(f, f.fault), f.fault, f.rule) for f in report.findings if f.severity == severity]
        print_grouped(severity, rows)
    click.echo(_summary(report))


def print_json(report: Report) -> None:
    """Print a JSON object: `findings`, an object for each, with paths relative to the working folder; and the rest."""
    rows = [_row(finding, report.root) for finding in report.findings]
    whole = {"findings": rows, "not_looked_at": report.not_looked_at, "engines": report.engines}
    click.echo(json.dumps(whole, ensure_ascii=False, indent=1))


def print_github(report: Report) -> None:
    """Print an annotation for each cause, at its line, and a summary for the log.

    For the form, see https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
    """
    groups: dict[tuple[str, str, Fault], list[str]] = defaultdict(list)
    for finding in report.findings:
        groups[finding.severity, finding.rule, finding.fault].append(picture_of(finding, finding.fault))
    for (severity, rule, fault), places in groups.items():
        at = _place(fault, report.root)
        position = {"file": at["file"], "line": at["line"], "col": at["column"], "title": rule}
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in position.items() if value)
        words = "\n".join(filter(None, (_pictures(places), fault.message, fault.remedy)))
        click.echo(f"::{severity} {properties}::{_escaped(words)}")
    click.echo(_summary(report))


PRINTERS: dict[str, Callable[[Report], None]] = {
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


def picture_of(found: Finding | Failure, fault: Fault) -> str:
    """Return the name of a picture with its drawing, unless the fault is in the drawing and already names it."""
    named = fault.mark is not None and fault.mark.file == found.drawing
    return found.where if named or not found.drawing else f"{found.where} ({found.drawing})"


def print_grouped(label: str, rows: Sequence[tuple[str, Fault, str]]) -> None:
    """Print each fault once, below the pictures that it affects, if any; faults of the same pictures are grouped.

    A fault in several drawings is printed at the first place, followed by the others.
    """
    pictures: dict[tuple[str, str], list[str]] = defaultdict(list)
    faults: dict[tuple[str, str], dict[Fault, None]] = defaultdict(dict)
    for where, fault, rule in rows:
        pictures[_cause(fault), rule].append(where)
        faults[_cause(fault), rule][fault] = None
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (cause, rule), concerned in pictures.items():
        groups[_pictures(concerned), rule].append(_with_places([*faults[cause, rule]]))
    for (named, rule), texts in groups.items():
        head = label + (f" [{rule}]" if rule else "") + (f": {named}" if named else "")
        click.echo(f"{head}\n" + "\n\n".join(texts) + "\n", err=True)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the right form."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _summary(report: Report) -> str:
    """Return how many findings there are, and what was not looked at."""
    count = Counter(finding.severity for finding in report.findings)
    rest = f"; not looked at: {', '.join(report.not_looked_at)}" if report.not_looked_at else ""
    return f"{counted(count['error'], 'error')}, {counted(count['warning'], 'warning')}{rest}"


def _cause(fault: Fault) -> str:
    """Return what is equal for faults of one cause: in drawings the words alone, elsewhere the place as well."""
    in_drawing = fault.mark is not None and fault.mark.file.endswith(".svg")
    return f"{fault.message}\n{fault.remedy}" if in_drawing else str(fault)


def _with_places(faults: Sequence[Fault]) -> str:
    """Return the first of some faults of one cause as a person reads it, and where the others are."""
    others = [str(fault.mark) for fault in faults[1:]]
    more = f" and {counted(len(others) - NAMED, 'place')} more" if len(others) > NAMED else ""
    return str(faults[0]) + (f"\n  also at {', '.join(others[:NAMED])}{more}" if others else "")


def _pictures(places: Sequence[str]) -> str:
    """Return the names of some pictures, the first few only."""
    names = list(dict.fromkeys(filter(None, places)))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _row(finding: Finding, root: Path) -> dict[str, object]:
    fault = finding.fault
    what = {
        "rule": finding.rule or None,
        "code": fault.code,
        "severity": finding.severity,
        "picture": finding.where or None,
        "drawing": finding.drawing,
    }
    return {**what, "message": fault.message, "remedy": fault.remedy or None, **_place(fault, root)}


def _place(fault: Fault, root: Path) -> dict[str, str | int | None]:
    """Return file, line and column of a fault; drawings are looked up in the project's folder of drawings."""
    mark = fault.mark
    if mark is None:
        return {"file": None, "line": None, "column": None}
    places = [folder / mark.file for folder in (root, root / "templates" / "svg")]
    found = next((path for path in places if path.is_file()), None)
    return {"file": os.path.relpath(found) if found else mark.file, "line": mark.line, "column": mark.column}


def _escaped(text: str, also: str = "") -> str:
    """Return text with the characters escaped that would end a workflow command or one of its properties."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" + also else c for c in text)
