"""A finding: what a check says of a picture, with its rule and its place; and the error that refuses for findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.base.errors import KitError

if TYPE_CHECKING:
    from kit.base.errors import Fault


Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found; `where` names the picture as an artboard does, `drawing` what it is composed in."""

    rule: str
    severity: Severity
    fault: Fault
    where: str = ""
    drawing: str | None = None

    def __str__(self) -> str:
        """Write the finding as a person reads it: severity, rule, picture, then the fault."""
        where = f" in {self.where}" if self.where else ""
        return f"{self.severity} [{self.rule}]{where}\n{self.fault}"


class CheckError(KitError):
    """A kit is not packed, because a check found errors; `findings` are all that it found, warnings too."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings, at least one of them an error."""
        super().__init__(*(finding.fault for finding in findings if finding.severity == "error"))
        self.findings = findings
