"""Check one drawing by itself, with the layout, palette and fonts around it, and show what was read of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kit.base.errors import Fault, KitError
from kit.base.real_paths import LinkRefusedError, has_link, in_chosen_folder, real_path
from kit.base.system_errors import reporting_os_errors, unreadable
from kit.base.whole_files import write_whole
from kit.compose.drawings import NO_CACHE, Drawings, names_of_effects
from kit.drawing.layout.place import choose_drawing, named_drawing, stretch_of
from kit.drawing.svg.named_elements import read_sketch
from kit.judge import ARTWORK_RULES, DRAWING_RULES, judge, judge_measured, measurement_of
from kit.judge.lone_drawing import missing, without_echoes
from kit.model.artwork import Artwork
from kit.model.finding import Finding
from kit.model.layout import Drawing
from kit.model.placement import Placement
from kit.paint.effect_pictures import with_pictures
from kit.paint.grounds import paint_with_ground
from kit.project.folders import SPEC
from kit.project.load import AroundDrawing, around_drawing
from kit.run.jobs.limits import Limits
from kit.run.jobs.pool import run_in_workers
from kit.run.pipeline.loading import AnyPath
from kit.text import FontBook
from kit.tools.drawings.drawing_picture import DrawnBoxes, own_placement, paint_boxes, sample_artwork

#: The rules for a drawing at its own size and on placements of its shape. Their findings are warnings: the words are
#: samples, and the use of the drawing is not known.
_IN_OWN_SIZE = ("overflow", "tofu", "ink", "face", "hidden-slot", "part", "colour-role")
_ON_PLACEMENTS = ("safe-area", "canvas", "collision", "qr-module")
#: The finding that the ground is in the group of an empty slot. Words are not judged without it, and a photo that is
#: required is never empty in a campaign.
_REMOVED = "ground-removed"
#: The most that a drawing may be stretched for a placement; wider than this ratio, it is for headers.
_NEAR, _STRIP = 1.2, 2.0
_ROLES = ("feed", "story")


@dataclass(frozen=True, slots=True)
class CheckedDrawing:
    """The findings in a drawing, the names of its slots, and what was not checked."""

    path: Path
    findings: tuple[Finding, ...]
    slots: tuple[str, ...]
    not_looked_at: tuple[str, ...]
    _png: bytes | None = field(repr=False, compare=False)

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to show: a file that is not an SVG, or that can't be painted, has no picture."""
        return self._png is not None

    def save(self, path: AnyPath) -> None:
        """Write a PNG of the drawing, overlaid with the boxes and names of what was read and what was refused.

        Raises OutputError if it can't be written there, and if the drawing has no picture.
        """
        target = Path(path)
        with reporting_os_errors(f"{target} was written"):
            if self._png is None:
                raise FileNotFoundError(2, "no picture", str(self.path))
            write_whole(in_chosen_folder(target).real, self._png)


@dataclass(frozen=True, slots=True)
class _Task:
    """A drawing to check in a worker, at the place where it belongs; `painted` says whether to make its picture."""

    path: Path
    place: Path
    drawing: str
    painted: bool = True
    size: tuple[int, int] = (0, 0)


#: The limits of reading, checking and painting one drawing, which may be anybody's; and of doing so again without its
#: picture: 21 s of the processor in all, beside starting them. The largest of the shipped drawings takes 1.8 s, and
#: 1.6 s without its picture.
_LIMITS, _UNPAINTED = Limits(seconds=12), Limits(seconds=9)


def check_drawing(path: AnyPath, *, lies_at: AnyPath | None = None) -> CheckedDrawing:
    """Check an SVG by itself: what is missing, what is refused, and how it works on placements of its shape.

    It is read with the files beside it: `layout.yaml`, `palette.yaml`, parts, and the fonts of a campaign around it.
    `lies_at` is where it belongs, if that is elsewhere, as for a copy that an editor makes. A file that is not a
    drawing is a finding, not an error; so is a link in a campaign that leads out of it. Any other link is followed.

    All of it happens in a process of its own, with limits on time and memory. What the guard refuses is not painted.
    """
    file = Path(path)
    try:
        read_at = _real_path(file)
    except LinkRefusedError as error:
        return _unread(file, unreadable(file, error))
    task = _Task(read_at, Path(lies_at) if lies_at is not None else file, "/".join(file.parts[-2:]))
    found = _within_limits(task)
    if isinstance(found, CheckedDrawing):
        return found
    checked = _within_limits(replace(task, painted=False))  # perhaps only its picture takes too much
    if isinstance(checked, CheckedDrawing):
        return replace(checked, not_looked_at=(*checked.not_looked_at, f"its picture ({found.message})"))
    fault = replace(checked, message=checked.message.replace("painting it", "reading it", 1))
    return _unread(file, fault)


def _real_path(file: Path) -> Path:
    """Return where a drawing really is. Raises LinkRefusedError for a link that leads out of the campaign around it."""
    place = Path(os.path.abspath(file))  # noqa: PTH100  (`resolve` follows links)
    if not has_link(place):
        return file
    root = next((above for above in place.parents if os.path.lexists(above / SPEC)), None)
    return real_path(root.resolve() / place.relative_to(root), root.resolve()) if root else place.resolve()


def _unread(file: Path, *faults: Fault) -> CheckedDrawing:
    """Return what is found in a drawing of which no more can be looked at."""
    return CheckedDrawing(file, tuple(map(_finding, faults)), (), ("everything else, until this is fixed",), None)


def _within_limits(task: _Task) -> CheckedDrawing | Fault:
    """Return a checked drawing, or why its process was ended. Raises what checking it raises."""
    (found,) = run_in_workers(_check, [task], 1, _LIMITS if task.painted else _UNPAINTED)
    if isinstance(found, KitError):
        raise found
    return found


def _check(task: _Task) -> CheckedDrawing | KitError:
    """Check a drawing in this process; an error is returned, as those that are raised here are the painter's."""
    try:
        return _checked(task)
    except KitError as error:
        return error


@reporting_os_errors("a drawing was checked")
def _checked(task: _Task) -> CheckedDrawing:
    """Return a drawing as it was checked, and its picture if that is wanted and can be made."""
    file, around = task.path, around_drawing(task.place)
    findings = [_finding(fault) for fault in around.faults]
    book = FontBook(around.families, around.font)
    try:
        sketch = read_sketch(file)
    except KitError as error:
        return _unread(file, *around.faults, *error.faults)
    drawing, artwork = None, None
    try:
        drawing = Drawings(book).drawing(file, around.layout)
        artwork = sample_artwork(drawing, around.layout, own_placement(drawing), book)
    except KitError as error:
        findings += map(_finding, error.faults)
    findings += missing(sketch, around.layout, drawing)
    if drawing and artwork:
        findings += _judged(drawing, artwork, around, book)
    slots = tuple(dict.fromkeys(element.name.slot for element in sketch.elements if element.name.slot))
    unique = tuple(dict.fromkeys(without_echoes(findings, sketch)))
    png = paint_boxes(DrawnBoxes(file, sketch, artwork, unique, book)) if task.painted else None
    return CheckedDrawing(file, unique, slots, tuple(_unseen(around, drawing if artwork else None)), png)


def _judged(drawing: Drawing, artwork: Artwork, around: AroundDrawing, book: FontBook) -> Iterator[Finding]:
    """Yield the findings in a drawing with its sample words, at its own size and on placements of its shape."""
    for name in _IN_OWN_SIZE:
        if name != "colour-role" or around.has_palette:
            yield from (
                replace(finding, where="", severity="warning") for finding in ARTWORK_RULES[name].check(artwork)
            )
    photo, removed = around.layout.slots.get("photo"), False
    rules = {name: ARTWORK_RULES[name] for name in _ON_PLACEMENTS}
    for placement in _placements(drawing, around, book):
        try:
            found = list(judge(sample_artwork(drawing, around.layout, placement, book), (), rules))
        except KitError:
            continue  # the sample words are not a message's
        without = [finding for finding in found if finding.fault.code != _REMOVED]
        removed = removed or len(without) < len(found)
        filled = photo is not None and photo.required
        yield from (replace(finding, severity="warning") for finding in (without if filled else found))
    if not removed:
        yield from _faint(artwork)
    yield from judge(drawing.path, (), DRAWING_RULES)


def _faint(artwork: Artwork) -> Iterator[Finding]:
    """Yield the words and codes with too little contrast, as a build does, except words over a photo's slot."""
    measurement = measurement_of(artwork)
    if measurement is None:
        return
    photo = artwork.scene.slots.get("photo")
    over_photo = [slot.mark for slot in artwork.scene.slots.values() if photo and slot.box.overlaps(photo.box)]
    whole, ground = (with_pictures(tree, NO_CACHE) for tree in (artwork.tree, measurement.tree))
    painted = paint_with_ground(whole, ground)
    for found in judge_measured(artwork, measurement(*painted)):
        if found.fault.mark not in over_photo:
            yield replace(found, where="")


def _placements(drawing: Drawing, around: AroundDrawing, book: FontBook) -> list[Placement]:
    """Return the placements that a drawing serves, of those that suit its shape; each shape once."""
    roles = _ROLES if drawing.size.aspect < _STRIP else ("header",)
    others = _readable(around, drawing, book)
    found: dict[tuple[object, ...], Placement] = {}
    for placement in around.placements.values():
        near = stretch_of(placement.canvas, drawing.size) <= _NEAR
        if placement.role in roles and near and not placement.keep_out and _serves(drawing, others, around, placement):
            found.setdefault((placement.size, placement.safe), placement)
    return [*found.values()]


def _serves(drawing: Drawing, others: list[Drawing], around: AroundDrawing, placement: Placement) -> bool:
    """Return whether a drawing, and not another of its layout, is chosen for a placement."""
    named = named_drawing(around.layout, placement)
    if named:
        return named.name == drawing.path.name
    return choose_drawing([drawing, *others], placement.canvas, placement.safe_box) is drawing


def _readable(around: AroundDrawing, drawing: Drawing, book: FontBook) -> list[Drawing]:
    """Return the other drawings of the layout that can be read."""
    drawings = Drawings(book)
    found: list[Drawing] = []
    for path in around.layout.drawings.values():
        if path.stem != drawing.path.stem and around.has_layout:
            try:
                found.append(drawings.drawing(path, around.layout))
            except KitError:
                continue  # it is checked by itself
    return found


def _unseen(around: AroundDrawing, drawing: Drawing | None) -> Iterator[str]:
    """Yield what was not checked, and why; a drawing that can't be composed is None."""
    if drawing is None:
        yield "how it works on placements, until this is fixed"
    elif effects := ", ".join(names_of_effects(drawing)):
        yield f"how resvg paints effects ({effects})"
    if not around.has_layout:
        yield "required slots (no layout.yaml beside it)"
    if not around.has_palette:
        yield "colour roles (no palette.yaml near it)"
    yield "a campaign's words, themes and sizes of its own (kit check)"


def _finding(fault: Fault) -> Finding:
    return Finding("drawing", "error", fault, drawing=fault.mark.file if fault.mark else None)
