"""Which picture of a project is meant, in a few words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureId:
    """A message, or one picture of its series, on a placement in a language, a BCP 47 tag.

    `frame` counts from 1 in a numbered series, is how many days are left in a countdown, and None elsewhere.
    """

    message: str
    placement: str
    language: str
    frame: int | None = None

    def __str__(self) -> str:
        """Name the picture as `--only` and findings do: message, number in its series, placement."""
        number = f"-{self.frame:02d}" if self.frame else ""
        return f"{self.message}{number} {self.placement}"
