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
    from kit.model.artwork import Artboard, Artwork
    from kit.model.finding import Finding
    from kit.model.picture import Picture
    from kit.model.project import Project


def rules_of_pictures(project: Project) -> Mapping[str, Rule]:
    """Return the rules by which every picture of a project is judged once it is composed.

    Of one in pseudo-copy that is how it is drawn: its words, and those beside it, are nobody's.
    """
    return ARTWORK_RULES if project.pseudo else COMPOSED_RULES


@dataclass(slots=True)
class Judgements:
    """The failures and the warnings of a build, in the order in which they were found.

    A picture that fails is left out of what is made, unless all are to be `shown`.
    """

    shown: bool = False
    failures: list[Failure] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def passes(self, artwork: Artwork, findings: Iterable[Finding]) -> bool:
        """Collect what the rules find in a picture, with an error of which it fails; tell whether it is to be made."""
        found = list(findings)
        self.warnings += [finding for finding in found if finding.severity == "warning"]
        errors = tuple(finding.fault for finding in found if finding.severity == "error")
        if errors:
            self.fail_artwork(artwork, *errors)
        return self.shown or not errors

    def fail_artwork(self, artwork: Artwork, *faults: Fault) -> None:
        """Note why a picture that was composed failed."""
        self.fail(artwork.picture, artwork.scene.drawing.name, faults)

    def fail(self, picture: Artboard | Picture, drawing: str | None, faults: Sequence[Fault]) -> None:
        """Note why a picture failed, and the drawing that it is made of, where that is known."""
        self.failures.append(Failure(str(picture), picture.path, tuple(faults), drawing))
