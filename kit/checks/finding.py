"""How rules word a finding, so that every one names its picture, and calls for a build, in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.artwork import Artwork

#: What mends a kit that is not what it should be.
BUILD_AGAIN = "run `kit build` again"


def of_picture(rule: str, artwork: Artwork, fault: Fault, severity: Severity = "error") -> Finding:
    """Return a finding of a rule in a picture."""
    return Finding(rule, severity, fault, str(artwork.picture), artwork.scene.drawing.name)


def out_of_date(fields: Iterable[str], where: str = "") -> Finding:
    """Return the finding that some fields of the manifest are not what `kit.yaml` makes them now."""
    sentence = f"the kit is older than `kit.yaml`: {', '.join(fields)} would be others now"
    return Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="kit-out-of-date"), where)
