"""Rule inputs other than campaigns and artworks (`Painted`, `Seen`, `Built`), and helpers that make findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kit.base.errors import Fault
from kit.base.geometry import Box
from kit.model.artwork import Artwork
from kit.model.asset import Asset, IndexedPixels, Pixels, PremultipliedPixels
from kit.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture in pixels, with and without the contents of its slots."""

    artwork: Artwork
    whole: Pixels
    background: Pixels


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture in pixels as a build worker has it, with and without the contents of its slots; and its letters.

    `letters` holds the boxes of the letters of each text, in the order of `Artwork.words`; `code` is the box of its QR
    code.
    """

    whole: PremultipliedPixels | IndexedPixels
    ground: PremultipliedPixels
    letters: tuple[tuple[Box, ...], ...]
    code: Box | None


@dataclass(frozen=True, slots=True)
class Built:
    """A file of a kit, its entry in the manifest, and what that entry would be if the kit were built now."""

    path: Path
    entry: Asset
    wanted: Asset
    artwork: Artwork

    @property
    def where(self) -> str:
        """The picture's name, as `--only` takes it."""
        return str(self.artwork.picture)


#: The rules whose findings are advice, about taste: they are applied where a campaign or a command asks for it.
ADVICE_RULES = frozenset({"feed", "headline-gap", "headline-height", "levels", "widow"})
#: The rules on pictures whose findings are warnings; those of the others are errors.
WARNING_RULES = frozenset({
    "ask", "colour-role", "crop", "enlarged", "face", "focus", "fold", "hidden-slot", "hierarchy", "line-gap", "logo",
    "logo-cut", "part", "partner-name", "photo-alt", "scan", "seam", "source-smallest",
})  # fmt: skip
#: The remedy for a kit that is damaged or out of date.
BUILD_AGAIN = "run `kit build` again"


def of_picture(rule: str, artwork: Artwork, fault: Fault, severity: Severity = "error") -> Finding:
    """Return the finding of a rule in a picture."""
    return Finding(rule, severity, fault, str(artwork.picture), artwork.scene.drawing.name)


def out_of_date(fields: Iterable[str], where: str = "") -> Finding:
    """Return the finding that fields of the manifest are not what `kit.yaml` gives now."""
    sentence = f"the kit is older than `kit.yaml`: {', '.join(fields)} would change"
    return Finding("manifest", "error", Fault(sentence, None, BUILD_AGAIN, code="kit-out-of-date"), where)
