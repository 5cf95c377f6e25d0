"""Name the pictures of a project, and make one of them without building a kit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.checks import COMPOSED_RULES, judge, rules_off
from kit.compose import Composer
from kit.content import turned_off
from kit.encode import encode, encode_pdf, on_sheet
from kit.errors import EncodeError, Fault, SpecError, did_you_mean
from kit.images import embedded
from kit.model.asset import EncodeRule
from kit.pipeline.page import file_date, page_for
from kit.project.plan import globs
from kit.project.plan import plan as plan_artboards
from kit.raster import paint, paint_pdf

if TYPE_CHECKING:
    from kit.model.asset import Description, PrintPage
    from kit.model.finding import Finding
    from kit.model.picture_id import PictureId
    from kit.model.project import Project
    from kit.project.plan import Globs

_ANY_PNG = EncodeRule(("png",), None)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture that was composed: resolved SVG, the words beside it, what the rules found, and a page to print."""

    id: PictureId
    svg: str
    description: Description
    findings: tuple[Finding, ...]
    page: PrintPage | None

    @property
    def alt(self) -> str:
        """The alternative text for places that take a short one."""
        return self.description.alt

    @property
    def alt_long(self) -> str:
        """The alternative text with all words and what the picture shows."""
        return self.description.alt_long

    @property
    def caption(self) -> str:
        """The words to post beside the picture."""
        return self.description.caption

    def png(self) -> bytes:
        """Paint the picture as a PNG at the size of its placement; its words are stated inside."""
        return encode(paint(self.svg), _ANY_PNG, self.description).data

    def pdf(self) -> bytes:
        """Paint the sheet of the picture as a PDF with bleed and crop marks. Raises EncodeError when there is none."""
        if self.page is None:
            remedy = "use png(), or choose a placement of the role 'print'"
            raise EncodeError(Fault(f"'{self.id}' has no sheet to print", None, remedy, code="no-sheet"))
        return encode_pdf(paint_pdf(on_sheet(self.svg, self.page)), self.page, self.description)


def plan(project: Project, only: Globs = ()) -> tuple[PictureId, ...]:
    """Return the pictures of a project in their fixed order: all, or those that a glob, or any of several, names.

    A glob is compared with a picture's name, message, placement, layout and path in the kit.
    """
    return tuple(artboard.id for artboard in plan_artboards(project, *globs(only)))


def render(project: Project, picture_id: PictureId) -> Rendered:
    """Compose one picture and judge it by the rules that a build judges by.

    Raises SpecError when the project has no such picture, DrawingError, FontError or QrError when it can't be composed.
    """
    artboards = {artboard.id: artboard for artboard in plan_artboards(project)}
    if picture_id not in artboards:
        hint = did_you_mean(str(picture_id), map(str, artboards))
        raise SpecError(
            Fault(f"there is no picture '{picture_id}' in {picture_id.language}", None, hint, code="unknown-picture")
        )
    artwork = Composer(project).compose(artboards[picture_id])
    findings = judge(artwork, rules_off(turned_off(project.campaign)), COMPOSED_RULES)
    page = page_for(artwork, file_date(project.campaign))
    svg = embedded(artwork.svg, artwork.parts)
    return Rendered(picture_id, svg, artwork.picture.description, tuple(findings), page)
