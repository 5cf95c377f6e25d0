"""How rules word a finding, so that every one names its picture in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from kit.errors import Fault
    from kit.model.artwork import Artwork


def of_picture(rule: str, artwork: Artwork, fault: Fault, severity: Severity = "error") -> Finding:
    """Return a finding of a rule in a picture."""
    return Finding(rule, severity, fault, str(artwork.picture))
