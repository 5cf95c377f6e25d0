"""Print findings for people, as JSON for programs, or as annotations for GitHub, with nothing else on stdout.

Text and annotations group findings by cause and show the worst; JSON has an object for each finding.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import click

import kit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit import Fault, Finding, Project


#: How many pictures with one fault are named before the rest are counted.
NAMED = 4
#: The names of findings that no rule makes: faults of files, and pictures that can't be made.
_NO_RULES = ("", "drawing", "kit-yaml")
_QUOTED = re.compile(r"'([^']*)'")
#: How many groups are printed before the rest are counted.
MOST_GROUPS = 20
#: The engine by which `kit check` compares pages to print of a built kit with their pictures.
PAGE_ENGINE = "pypdfium2"


@dataclass(frozen=True, slots=True)
class Report:
    """Findings in a project, whose folder is `root`, with what was not checked and the engines used.

    As text, `most` is how many groups are printed; None prints all.
    """

    findings: Sequence[Finding]
    root: Path
    not_looked_at: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)
    most: int | None = None


#: The rule that builds apply to what they paint.
_CONTRAST = "contrast"


def not_looked_at(project: Project, *, built: bool, only: Sequence[str] = (), advice: bool = False) -> Iterator[str]:
    """Yield what a check leaves out if `only` some pictures are checked, the kit not `built`, or no `advice` given."""
    yield from languages_left_out(project.not_asked_for, project.languages)
    if only:
        yield "pictures that --only leaves out"
    if built and PAGE_ENGINE not in kit.engines():
        yield "the comparison of pages with their pictures (pip install 'child-safety-first-kit[check]')"
    if effects := kit.unjudged_effects(project, tuple(only)):
        yield f"how resvg paints effects ({_first(effects)})"
    if not built:
        yield from _unmeasured(project, only)
        yield "codes and files (--built)"
    if not (advice or project.campaign.advice):
        yield "advice (--advice)"
    off = project.campaign.turned_off
    if off:
        yield f"rules that kit.yaml turns off ({', '.join(off)})"


def languages_left_out(left: Sequence[str], languages: Sequence[str]) -> Iterator[str]:
    """Yield which of all languages a command leaves out, if there are any."""
    if left:
        yield f"{len(left)} of {len(languages)} languages ({_first(left)})"


def _unmeasured(project: Project, only: Sequence[str]) -> Iterator[str]:
    """Yield that only a build measures contrast, as of a headline over the lamp, and of how many pictures."""
    if _CONTRAST in project.campaign.turned_off:
        return
    planned = kit.plan(project, tuple(only))
    languages = len({picture.language for picture in planned})
    pictures = "1 picture" if len(planned) == 1 else f"{len(planned):,} pictures"
    each = f" in {languages} languages" if languages > 1 else ""
    yield f"the contrast of {pictures}{each}, which `kit build` measures and may refuse"


def print_text(report: Report) -> None:
    """Print findings for people by cause, errors first, then how many there are and what was not checked."""
    groups = grouped(report.findings)
    shown = groups[: report.most]
    print_groups(shown)
    if len(groups) > len(shown):
        click.echo(f"{len(groups) - len(shown)} more: --all\n", err=True)
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
    for group in grouped(report.findings):
        fault, rule = group.worst.fault, group.worst.rule
        at = _place(fault, report.root)
        position = {"file": at["file"], "line": at["line"], "col": at["column"], "title": rule}
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in position.items() if value)
        words = "\n".join(filter(None, (_pictures(group), fault.message, fault.remedy)))
        click.echo(f"::{_ANNOTATIONS[group.worst.severity]} {properties}::{_escaped(words)}")
    click.echo(_summary(report))


#: The severities in the order in which they are printed, each with its kind of annotation.
_ANNOTATIONS = {"error": "error", "warning": "warning", "advice": "notice"}
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


@dataclass(frozen=True, slots=True)
class GroupedFindings:
    """The findings of one severity and rule that have one cause, in their order; at least one."""

    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Finding:
        """The finding whose figure is the farthest beyond its limit; the first of several."""
        return max(self.findings, key=lambda finding: finding.fault.excess)


def grouped(findings: Iterable[Finding]) -> list[GroupedFindings]:
    """Return findings by cause, errors first: the same place, or in drawings the same words.

    The place is a line of a YAML file, or an element of a drawing.
    """
    order = [*_ANNOTATIONS]
    groups: list[list[Finding]] = []
    found_in: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda each: order.index(each.severity)):
        keys = _causes(finding)
        group = next((found_in[key] for key in keys if key in found_in), None)
        if group is None:
            groups.append(group := [])
        group.append(finding)
        found_in |= {key: found_in.get(key, group) for key in keys}
    return [GroupedFindings(tuple(group)) for group in groups]


def _causes(finding: Finding) -> list[tuple[object, ...]]:
    """Return what findings of one cause have in common: any of it is enough.

    Without a rule, a place may have several faults of one code: these differ in the names that they quote.
    """
    fault, mark = finding.fault, finding.fault.mark
    kind = finding.severity, finding.rule, fault.code
    words = (*kind, fault.message, fault.remedy)
    if mark is None:
        return [words]
    about = () if finding.rule not in _NO_RULES and finding.where else tuple(_QUOTED.findall(fault.message))
    place = (*kind, mark.file, mark.line, mark.column, *about)
    return [place, words] if mark.file.endswith(".svg") else [place]


def picture_of(found: Finding, fault: Fault) -> str:
    """Return the name of a picture with its drawing, unless the fault is in the drawing and already names it."""
    named = fault.mark is not None and fault.mark.file == found.drawing
    return found.where if named or not found.drawing else f"{found.where} ({found.drawing})"


def print_groups(groups: Iterable[GroupedFindings], label: str = "") -> None:
    """Print the worst fault of each group with its other places, below its severity and the pictures that it affects.

    `label` replaces the severity. Groups one after another that affect the same pictures have one heading.
    """
    for head, same in groupby(groups, key=lambda group: _heading(group, label)):
        click.echo(f"{head}\n" + "\n\n".join(map(_with_places, same)) + "\n", err=True)


def _heading(group: GroupedFindings, label: str) -> str:
    """Return the heading of a group: its severity, its rule and its pictures, the first few only."""
    worst, named = group.worst, _pictures(group)
    rule = f" [{worst.rule}]" if worst.rule else ""
    return f"{label or worst.severity}{rule}{': ' if named else ''}{named}"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the right form."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def count_findings(findings: Sequence[Finding], *, none: bool = True) -> str:
    """Return how many errors, warnings and pieces of advice there are, and causes if these are fewer.

    With `none`, that there are no errors or no warnings is said as well.
    """
    count = Counter(finding.severity for finding in findings)
    causes = len(grouped(findings))
    parts = [counted(count[name], name) for name in ("error", "warning") if none or count[name]]
    parts += [counted(count["advice"], "piece") + " of advice"] if count["advice"] else []
    return ", ".join(parts) + (f" from {counted(causes, 'cause')}" if causes < len(findings) else "")


def _summary(report: Report) -> str:
    """Return how many findings there are, and what was not looked at."""
    rest = f"; not looked at: {', '.join(report.not_looked_at)}" if report.not_looked_at else ""
    return f"{count_findings(report.findings)}{rest}"


def _with_places(group: GroupedFindings) -> str:
    """Return the worst fault of a group as a person reads it, and where the others are."""
    worst = group.worst.fault
    others = [*dict.fromkeys(str(finding.fault.mark) for finding in group.findings if finding.fault.mark)]
    others = [place for place in others if place != str(worst.mark)]
    return str(worst) + (f"\n  also at {_first(others)}" if others else "")


def _pictures(group: GroupedFindings) -> str:
    """Return the names of the pictures of a group, the first few only; that of its worst finding leads."""
    return _first(filter(None, (picture_of(finding, finding.fault) for finding in (group.worst, *group.findings))))


def _first(names: Iterable[str]) -> str:
    """Return the first few of some names, each once, and how many others there are."""
    unique = list(dict.fromkeys(names))
    more = f" and {len(unique) - NAMED} more" if len(unique) > NAMED else ""
    return ", ".join(unique[:NAMED]) + more


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
