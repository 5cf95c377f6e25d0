"""What a build reports: what was made, what failed and why, what was found meanwhile, and how long it took."""

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
    """A picture that was not made, by the name of its artboard, every reason, and the drawing that was chosen.

    `drawing` is the file below `templates/svg`, None where a drawing to choose from can't be read.
    """

    where: str
    path: str
    faults: tuple[Fault, ...]
    drawing: str | None = None


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One build.

    `seconds` holds the time of each stage, added up over the workers, and `took` how long it all lasted; `composed` and
    `painted` count pictures that came from no cache, `peak_bytes` is the most memory a worker had; `kept` says where
    things lie now that people had put into the kit that was replaced; `pseudo` says in which pseudo-copy all is.
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
    """Return the rules by which every picture of a project is judged once it is composed.

    Of one in pseudo-copy that is how it is drawn: its words, and those beside it, are nobody's.
    """
    return ARTWORK_RULES if project.pseudo else COMPOSED_RULES


@dataclass(slots=True)
class Judgements:
    """The failures and the warnings of a build, in the order in which they were found."""

    failures: list[Failure] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def note(self, artboard: Artboard, drawing: str | None, findings: Iterable[Finding]) -> None:
        """Collect what the rules find in a picture, with an error of which it fails."""
        found = list(findings)
        self.warnings += [finding for finding in found if finding.severity == "warning"]
        errors = tuple(finding.fault for finding in found if finding.severity == "error")
        if errors:
            self.fail(artboard, drawing, errors)

    def fail(self, artboard: Artboard, drawing: str | None, faults: Sequence[Fault]) -> None:
        """Note why a picture failed, and the drawing that it is made of, where that is known."""
        self.failures.append(Failure(str(artboard), artboard.path, tuple(faults), drawing))
