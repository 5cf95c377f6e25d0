"""What a build reports: what was made, what failed and why, where it lies, and how long it took."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kit.errors import Fault
    from kit.model.asset import Asset
    from kit.model.finding import Finding
    from kit.model.project import TestCopy


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
