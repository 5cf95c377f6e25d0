"""What a build reports: what was made, what failed and why, the findings, and the time taken."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.checks import ARTWORK_RULES, COMPOSED_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.checks import Rule
    from kit.model.artwork import Artboard
    from kit.model.asset import Asset
    from kit.model.finding import Finding
    from kit.model.project import Project, TestCopy


@dataclass(frozen=True, slots=True)
class Failure:
    """A picture that was not made: the name of its artboard, every reason, and the chosen drawing.

    `drawing` is the file below `templates/svg`, None if a drawing to choose from can't be read.
    """

    where: str
    path: str
    faults: tuple[Fault, ...]
    drawing: str | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One build.

    `seconds` has the time of each stage, summed over the workers, and `took` the total time; `composed` and `painted`
    count pictures that did not come from the cache, `peak_bytes` is the peak memory of a worker; `kept` has the new
    places of files that users had put into the replaced kit; `pseudo` is the kind of pseudo-copy, if any. `warnings`
    has warnings, errors in the campaign itself, which stop only `pack`, and advice if the campaign asks for it.
    """

    folder: Path
    assets: tuple[Asset, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[Finding, ...]
    composed: int
    painted: int
    seconds: Mapping[str, float]
    took: float
    peak_bytes: int
    published: bool
    kept: tuple[Path, ...] = ()
    pseudo: TestCopy | None = None


def report_json(failures: Iterable[Failure]) -> bytes:
    """Return `report.json`, schema 1: each picture that failed, with its drawing and every reason as text."""
    rows = [
        {"picture": f.where, "path": f.path, "drawing": f.drawing, "reasons": [str(fault) for fault in f.faults]}
        for f in failures
    ]
    return (json.dumps({"schema": 1, "failures": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def rules_of_pictures(project: Project) -> Mapping[str, Rule]:
    """Return the rules that check every composed picture of a project.

    For pseudo-copy these are only rules about drawing: nobody wrote its words.
    """
    return ARTWORK_RULES if project.pseudo else COMPOSED_RULES


@dataclass(slots=True)
class Judgements:
    """The failures of a build and its other findings, in the order in which they were found."""

    failures: list[Failure] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def note(self, artboard: Artboard, drawing: str | None, findings: Iterable[Finding]) -> None:
        """Collect the findings in a picture; an error makes it fail."""
        found = list(findings)
        self.warnings += [finding for finding in found if finding.severity != "error"]
        errors = tuple(finding.fault for finding in found if finding.severity == "error")
        if errors:
            self.fail(artboard, drawing, errors)

    def fail(self, artboard: Artboard, drawing: str | None, faults: Sequence[Fault]) -> None:
        """Note why a picture failed, and its drawing if known."""
        self.failures.append(Failure(str(artboard), artboard.path, tuple(faults), drawing))
