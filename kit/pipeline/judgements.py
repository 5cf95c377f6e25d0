"""What is found in the pictures of a build while they are made: warnings, and why some pictures failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.checks import ARTWORK_RULES, COMPOSED_RULES
from kit.pipeline.result import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kit.checks import Rule
    from kit.errors import Fault
    from kit.model.artwork import Artboard
    from kit.model.finding import Finding
    from kit.model.project import Project


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
