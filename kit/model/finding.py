"""A finding: what a check reports on a picture, with its rule and its place; and the error that carries findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from kit.base.errors import Fault, KitError

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


class Verification(tuple[Finding, ...]):  # noqa: SLOT001  (a tuple can't have a slot for the number)
    """What a verification found in a kit: errors are differences, warnings what could not be compared.

    `unknown_fields` is how many fields of the manifest this version does not know; they are ignored.
    """

    unknown_fields: int

    def __new__(cls, findings: Iterable[Finding] = (), unknown_fields: int = 0) -> Self:
        """Take the findings, and the number of unknown fields."""
        self = super().__new__(cls, findings)
        self.unknown_fields = unknown_fields
        return self

    @property
    def differences(self) -> tuple[Finding, ...]:
        """The errors: what is not as the manifest says."""
        return tuple(finding for finding in self if finding.severity == "error")

    @property
    def uncompared(self) -> tuple[Finding, ...]:
        """The warnings: what this version or this machine could not compare."""
        return tuple(finding for finding in self if finding.severity == "warning")


class CheckError(KitError):
    """A kit is not packed, because a check found errors; `findings` are all of them, including warnings."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings, at least one of which is an error."""
        super().__init__(*(finding.fault for finding in findings if finding.severity == "error"))
        self.findings = findings

    def __reduce__(self) -> tuple[type[CheckError], tuple[tuple[Finding, ...]]]:
        """Pickle with all findings; an exception pickles what its base class was given."""
        return CheckError, (self.findings,)
