"""What a build reports: what was made, what failed and why, where it lies, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.errors import Fault
    from kit.model.asset import Asset
    from kit.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Failure:
    """A picture that was not made, by the name of its artboard, and every reason."""

    where: str
    path: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """One build.

    `seconds` holds the time of each stage; `painted` counts pictures that came from no cache; `kept` tells where
    things lie now that people had put into the kit that was replaced.
    """

    folder: Path
    assets: tuple[Asset, ...]
    failures: tuple[Failure, ...]
    warnings: tuple[Finding, ...]
    painted: int
    seconds: Mapping[str, float]
    published: bool
    kept: tuple[Path, ...] = ()
