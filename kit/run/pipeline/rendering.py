"""List the pictures of a project and what each is made from, and make one of them without building a kit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kit.base.errors import DrawingError, Fault, OutputError, SpecError, closest, did_you_mean
from kit.base.lazy_imports import on_demand
from kit.base.real_paths import in_chosen_folder
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import write_whole
from kit.compose import Composer
from kit.compose.drawings import NO_CACHE
from kit.compose.why import Why, why
from kit.drawing.images.preparing import embedded, embedded_in_text
from kit.model.artwork import Artboard, Artwork, PictureId
from kit.model.asset import FORMATS, Description, EncodeRule, PremultipliedPixels, PrintPage
from kit.model.finding import Finding
from kit.model.project import Project
from kit.model.tree import Tree
from kit.paint.effect_pictures import fineness, with_pictures
from kit.paint.encode.image_bytes import encode, encode_png
from kit.paint.encode.pdf import encode_pdf, on_sheet
from kit.paint.grounds import ground_of
from kit.paint.raster.painter import paint_pdf
from kit.project.plan import Globs, chosen, globs, matches, require_sound
from kit.project.plan import plan as plan_artboards
from kit.run.pipeline.open_project import composer_of, file_date, open_project, page_for, page_of_screen, rules_off_in

if TYPE_CHECKING:
    import multiprocessing

    from kit import judge
    from kit.run.jobs import pool
    from kit.run.pipeline import build_result
    from kit.run.pipeline.loading import AnyPath
else:
    judge, build_result = map(on_demand, ("kit.judge", "kit.run.pipeline.build_result"))
    pool, multiprocessing = map(on_demand, ("kit.run.jobs.pool", "multiprocessing"))


#: The formats of the files that `save` writes, by their ending; None for those that are not images.
_ENDINGS = {".svg": None, ".pdf": None, **{f".{end}": name for name, form in FORMATS.items() for end in form.endings}}
#: How many pictures that match a name are listed.
_LISTED = 4
_LIST = "`kit list pictures` shows every picture"


@dataclass(frozen=True)
class Rendered:
    """A composed picture: resolved SVG, its texts, the findings, and its page as a PDF.

    Everything is made on demand. `max_bytes` is the limit of an image file of it, None if there is none.
    """

    id: PictureId
    page: PrintPage
    max_bytes: int | None
    _artwork: Artwork = field(repr=False)
    _artboard: Artboard = field(repr=False)
    _composer: Composer = field(repr=False, compare=False)

    @cached_property
    def svg(self) -> str:
        """The picture as self-contained SVG of paths and plain attributes."""
        return self._tree.svg

    @cached_property
    def _tree(self) -> Tree:
        """The picture with its photos and logos, and with pictures for its effects."""
        return self._painted()

    def _painted(self, scale: float = 1.0) -> Tree:
        """Return the picture without effects; their pictures have `scale` px for one of its own."""
        return self._without_effects(embedded(self._artwork.tree, self._artwork.parts), scale)

    def _without_effects(self, tree: Tree, scale: float = 1.0) -> Tree:
        return effects_painted_apart(tree, self._artwork.scene.drawing.name, scale)

    def _pixels(self) -> PremultipliedPixels:
        """Return the picture as it is painted in a build."""
        artwork = self._artwork
        return ground_of(artwork.ground, artwork.parts, self._without_effects).under(self._tree)

    @property
    def description(self) -> Description:
        """The texts inside its files."""
        return self._artwork.picture.description

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of a build's rules for composed pictures."""
        project = self._composer.project
        return tuple(judge.judge(self._artwork, rules_off_in(project), build_result.rules_of_pictures(project)))

    @property
    def why(self) -> Why:
        """Why the words have their sizes and lines, and the picture its drawing."""
        return why(self._artboard, self._artwork, self._composer.project.layouts[self._artboard.layout])

    @property
    def editable(self) -> str:
        """SVG that paints the same, with the names of its drawing; composed on demand."""
        return embedded_in_text(self._composer.compose_editable(self._artboard), self._artwork.parts)

    @property
    def alt(self) -> str:
        """The alternative text for placements with a short one."""
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
        """Paint the picture as a PNG at the size of its placement, of any length, with its texts inside."""
        full = self._artboard.placement.full_colour
        return encode_png(self._pixels(), self.description, full_colour=full)

    def pdf(self) -> bytes:
        """Paint the picture as a PDF: its sheet with bleed and crop marks, or else a page of its size on a screen."""
        tree = self._painted(fineness(self._artwork.tree, self.page))
        painted = paint_pdf(tree, *on_sheet(tree.size, self.page))
        return encode_pdf(painted, self.page, self.description)

    def save(self, path: AnyPath) -> None:
        """Write the picture as a file of the kind that the ending of a path says: svg, pdf, or an image.

        An image is byte for byte the one of a build, if a build makes one of that format. Raises OutputError if the
        file can't be written there, EncodeError if it would be larger than its placement allows.
        """
        target = Path(path)
        _require_writable(target)
        ending = target.suffix.lower()
        if ending == ".svg":
            data = self.editable.encode()
        elif ending == ".pdf":
            data = self.pdf()
        elif ending == ".png":
            data = self.png()
        else:
            rule = EncodeRule((str(_ENDINGS[ending]),), self.max_bytes)
            data = encode(self._pixels(), rule, self.description).data
        with reporting_os_errors(f"{target} was written"):
            write_whole(in_chosen_folder(target).real, data)


@dataclass(frozen=True, slots=True)
class _EffectsTask:
    """A picture with effects to paint; faults name its drawing."""

    tree: Tree
    scale: float
    drawing: str

    @property
    def size(self) -> tuple[float, float]:
        """The size of the picture in px."""
        return self.tree.size


def effects_painted_apart(tree: Tree, drawing: str, scale: float = 1.0) -> Tree:
    """Return a tree with pictures for its effects, painted in a process with the limits of a build.

    Raises DrawingError for a picture whose effects can't be painted within them.
    """
    task = _EffectsTask(tree, scale, drawing)
    if not tree.has_effects or multiprocessing.parent_process() is not None:
        return _paint_effects(task)
    (painted,) = pool.run_in_workers(_paint_effects, [task], 1)
    if isinstance(painted, Fault):
        raise DrawingError(painted)
    return painted


def _paint_effects(task: _EffectsTask) -> Tree:
    return with_pictures(task.tree, NO_CACHE, task.scale)


def plan(project: Project, only: Globs = ()) -> tuple[PictureId, ...]:
    """Return the pictures of a project in their fixed order: all, or those that match a glob, or any of several.

    A glob is matched with a picture's name, message, placement, layout and path in the kit.
    """
    return tuple(artboard.id for artboard in plan_artboards(project, *globs(only)))


def picture_named(project: Project, name: str) -> PictureId:
    """Return the one picture with a name: "message placement" as in findings, its path in the kit, or a glob.

    The language of `kit.yaml` takes precedence over translations. Raises SpecError if there is none, or several.
    """
    artboards = list(open_project(project).artboards.values())
    path = name.rpartition(".")[0] if Path(name).suffix.lower() in _ENDINGS else name
    named = [artboard for artboard in artboards if name == str(artboard) or path == artboard.path]
    named = named or [artboard for artboard in artboards if matches(artboard, name)]
    named = [artboard for artboard in named if not artboard.is_translated] or named
    if not named:
        require_sound(project, (name,))
        raise SpecError(Fault(f"there is no picture '{name}'", None, _nearest(name, artboards), code="unknown-picture"))
    if len(named) > 1:
        message = f"'{name}' matches {len(named)} pictures"
        first = ", ".join(f"'{artboard}'" for artboard in named[:_LISTED])
        remedy = f"write one of them: {first}{', …' if len(named) > _LISTED else ''}"
        raise SpecError(Fault(message, None, remedy, code="several-pictures"))
    return named[0].id


@reporting_os_errors("a picture was rendered")
def render(project: Project, picture_id: PictureId) -> Rendered:
    """Compose one picture, with the findings of a build's rules.

    The open project is kept for its next picture; drawings, fonts and images that have changed meanwhile are read
    again. Raises SpecError if the project has no such picture, DrawingError, FontError or QrError if it can't be
    composed.
    """
    opened = open_project(project)
    artboards = opened.artboards
    if picture_id not in artboards:
        message = f"there is no picture '{picture_id}' in {picture_id.language}"
        remedy = _nearest(str(picture_id), artboards.values())
        raise SpecError(Fault(message, None, remedy, code="unknown-picture"))
    artboard, date = artboards[picture_id], file_date(project.campaign)
    composer = opened.composer_for(artboard)
    artwork = composer.compose(artboard)
    page = page_for(artwork.picture, date) or page_of_screen(artwork.picture, date)
    return Rendered(picture_id, page, artboard.placement.max_bytes, artwork, artboard, composer)


def _nearest(name: str, artboards: Iterable[Artboard]) -> str:
    """Return a remedy with the picture whose name or path is closest, and the command that lists all."""
    near = closest(name, [text for artboard in artboards for text in (str(artboard), artboard.path)])
    return f"did you mean '{near}'? {_LIST}" if near else _LIST


def _require_writable(path: Path) -> None:
    """Raise OutputError if the ending of a path is not supported, or no file can be written there."""
    if path.is_dir():
        message, remedy = f"{path} is a folder", "give the name of a file in it, such as picture.png"
        raise OutputError(Fault(message, None, remedy, code="file-is-a-folder"))
    if path.suffix.lower() not in _ENDINGS:
        what = f"unknown ending '{path.suffix}'" if path.suffix else f"'{path.name}' has no ending"
        remedy = did_you_mean(path.suffix, _ENDINGS)
        raise OutputError(Fault(f"{what}; the ending decides the format", None, remedy, code="unknown-ending"))
    if not path.parent.is_dir():
        message, remedy = f"there is no folder {path.parent}", "create it first, or write to another"
        raise OutputError(Fault(message, None, remedy, code="folder-missing"))


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A planned picture: `size` is (width, height) in px, `path` its place in the kit without an ending.

    `name` is its name in findings and `--only`. `drawing` is the chosen file below `templates/svg`, None if a drawing
    to choose from can't be read.
    """

    id: PictureId
    size: tuple[int, int]
    layout: str
    drawing: str | None
    theme: str
    path: str
    name: str


@reporting_os_errors("the pictures were listed")
def pictures(project: Project, only: Globs = ()) -> tuple[PlannedPicture, ...]:
    """Return what each picture of a project is made from, in the order of `plan`: all, or those that match globs.

    Raises SpecError if there is none.
    """
    composer = composer_of(project)
    return tuple(
        PlannedPicture(
            artboard.id,
            artboard.placement.size,
            artboard.layout,
            composer.drawing_name(artboard),
            artboard.theme,
            artboard.path,
            str(artboard),
        )
        for artboard in chosen(project, *globs(only))
    )
