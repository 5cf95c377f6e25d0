"""A finding: what a check reports on a picture, with its rule and its place; and the error that carries findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kit.base.errors import KitError

if TYPE_CHECKING:
    from kit.base.errors import Fault


#: An error keeps a kit from being published; a warning may mislead people or break somewhere; advice is about taste.
Severity = Literal["error", "warning", "advice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found; `where` is the picture's name, like an artboard's, `drawing` its drawing."""

    rule: str
    severity: Severity
    fault: Fault
    where: str = ""
    drawing: str | None = None

    def __str__(self) -> str:
        """Return the finding as a person reads it: severity, rule, picture, then the fault."""
        where = f" in {self.where}" if self.where else ""
        return f"{self.severity} [{self.rule}]{where}\n{self.fault}"


class CheckError(KitError):
    """A kit is not packed, because a check found errors; `findings` are all of them, including warnings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings, at least one of which is an error."""
        super().__init__(*(finding.fault for finding in findings if finding.severity == "error"))
        self.findings = findings
