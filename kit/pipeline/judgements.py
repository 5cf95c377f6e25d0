"""What is found in the pictures of a build while they are made: warnings, and why some pictures failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.pipeline.result import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.errors import Fault
    from kit.model.artwork import Artboard, Artwork
    from kit.model.finding import Finding
    from kit.model.picture import Picture


@dataclass(slots=True)
class Judgements:
    """The failures and the warnings of a build, in the order in which they were found."""

    failures: list[Failure] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def passes(self, artwork: Artwork, findings: Iterable[Finding]) -> bool:
        """Collect what the rules find in a picture, and tell whether it is sound: with an error it fails."""
        found = list(findings)
        self.warnings += [finding for finding in found if finding.severity == "warning"]
        errors = tuple(finding.fault for finding in found if finding.severity == "error")
        if errors:
            self.fail_artwork(artwork, *errors)
        return not errors

    def fail_artwork(self, artwork: Artwork, *faults: Fault) -> None:
        """Note why a picture that was composed failed."""
        self.fail(artwork.picture, artwork.scene.drawing.name, faults)

    def fail(self, picture: Artboard | Picture, drawing: str | None, faults: Sequence[Fault]) -> None:
        """Note why a picture failed, and the drawing that it is made of, where that is known."""
        self.failures.append(Failure(str(picture), picture.path, tuple(faults), drawing))
