"""What the page is told, in values that JSON holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kit.errors import line_with_caret

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.errors import Fault
    from kit.model.finding import Finding
    from kit.preview.values import Look, ReadProject

#: The most characters of a line that fit beside a picture.
_NEAR = 34


def said_of_reading(reading: ReadProject | None) -> dict[str, Any]:
    """Return the pictures of a project in their order; none of one that was not read yet."""
    if reading is None:
        return {"title": "", "entries": []}
    return {"title": reading.title, "entries": [asdict(entry) for entry in reading.entries]}


def said_of_look(look: Look) -> dict[str, Any]:
    """Return how a picture looks: its version, nothing for one that can't be made, and what is found in it."""
    faults = [_said_of_fault(fault, "error", "") for fault in look.faults]
    found = faults + said_of_findings(look.findings)
    return {"id": look.id, "version": look.known.version, "drawing": look.drawing or "", "found": found}


def said_of_faults(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Return what is wrong with a project."""
    return [_said_of_fault(fault, "error", "") for fault in faults]


def said_of_findings(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return what the rules find."""
    return [_said_of_fault(finding.fault, finding.severity, finding.rule) for finding in findings]


def _said_of_fault(fault: Fault, severity: str, rule: str) -> dict[str, str]:
    """Return a fault in one text, and in parts: what, where, its line with a caret, whole and what is near, remedy."""
    mark = fault.mark if fault.mark and fault.mark.snippet.strip() else None
    return {
        "severity": severity,
        "rule": rule,
        "code": fault.code,
        "text": str(fault),
        "message": fault.message,
        "place": str(fault.mark or ""),
        "line": "\n".join(line_with_caret(mark)) if mark else "",
        "near": "\n".join(line_with_caret(mark, _NEAR)) if mark else "",
        "remedy": fault.remedy,
    }
