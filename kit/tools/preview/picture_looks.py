"""Check pictures in a worker: compose, check and paint those that changed, and check the campaign."""

from __future__ import annotations

import pickle
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from kit.base.cache.entries import key_of
from kit.base.errors import KitError
from kit.compose import Composer
from kit.compose.content import resolve, role_pairs
from kit.compose.content.theme import pair_mark
from kit.compose.drawings import NO_CACHE
from kit.compose.why import why
from kit.drawing.images.preparing import embedded
from kit.judge import judge, judge_measured, measurement_of
from kit.model.artwork import Artboard, Artwork
from kit.model.finding import Finding
from kit.model.layout import Drawing
from kit.model.project import Project, TestCopy
from kit.model.review import RolePair
from kit.model.tree import Tree
from kit.paint.effect_pictures import with_pictures
from kit.paint.encode.png import quick_png
from kit.paint.grounds import paint_with_ground
from kit.paint.raster.painter import paint_premultiplied
from kit.project.plan import plan
from kit.run.pipeline.build_result import rules_of_pictures
from kit.run.pipeline.inputs import PictureInputs, fingerprint_text
from kit.run.pipeline.judging.campaign_review import found_in_campaigns
from kit.run.pipeline.open_project import composer_of, rules_off_in
from kit.tools.preview.protocol import CampaignTask, CheckedLooks, KnownLook, Look, LookTask, SentProject, UsedPair

#: A picture by its id, with its drawing and the digest of that.
_Asked = tuple[str, Path, str]
#: Digests of the resolved picture, and of the lines that it is written in.
_Resolved = tuple[str, str]


#: The number of digits in the version of a picture.
_DIGITS = 24


class LookMaker:
    """Makes the looks of the pictures of one project while none of its files changes."""

    def __init__(self, project: Project, artboards: Mapping[str, Artboard], resolved: dict[Any, Any]) -> None:
        """Take a project, its artboards by their ids, and what was resolved before."""
        self.artboards = artboards
        self.composer = composer_of(project)
        self.inputs = Inputs(self.composer, resolved)
        self._off = rules_off_in(project)

    def look(self, id_: str, known: KnownLook, width: int) -> Look | None:
        """Return the look of a picture; None if it has not changed, nor its lines in the file if they matter."""
        artboard = self.artboards.get(id_)
        if artboard is None:
            return None
        now = self.inputs.of(artboard)
        if now.looks == known.looks and known.places in ("", now.places):
            return None
        try:
            artwork = self.composer.compose(artboard)
            png = painted(artwork, width) if width else None
        except KitError as error:
            return Look(id_, now, self.composer.drawing_name(artboard), error.faults)
        now = replace(now, version=artwork.digest[:_DIGITS])
        found = tuple(judge(artwork, self._off, rules_of_pictures(self.composer.project)))
        return Look(id_, now, artwork.scene.drawing.name, findings=found, png=png, pairs=self._pairs(artwork))

    def why(self, id_: str) -> str:
        """Return why the words of a picture have their sizes, in lines. Raises KitError if it can't be composed."""
        artboard = self.artboards[id_]
        return why(artboard, self.composer.compose(artboard), self.composer.project.layouts[artboard.layout]).text

    def _pairs(self, artwork: Artwork) -> tuple[UsedPair, ...]:
        picture = artwork.picture
        found = role_pairs(artwork, self.composer.project)
        return tuple(UsedPair(pair.roles, pair.colours, picture.theme, picture.layout) for pair in found)

    def inspect(self, id_: str) -> Look | None:
        """Return the look of a picture with the findings in its pixels. Raises KitError if it can't be composed."""
        look = self.look(id_, KnownLook(), 0)
        if look is None or look.faults:
            return look
        artwork = self.composer.compose(self.artboards[id_])
        measurement = measurement_of(artwork, self._off)
        if measurement is None:
            return look
        painted = paint_with_ground(_tree(artwork), with_pictures(measurement.tree, NO_CACHE))
        return replace(look, findings=(*look.findings, *judge_measured(artwork, measurement(*painted))))


class _WorkerState:
    """The last state of this process: a project that was sent, what was resolved of it, and what makes its looks."""

    key = ""
    project: Project
    artboards: Mapping[str, Artboard]
    resolved: ClassVar[dict[TestCopy | None, dict[Any, Any]]] = {}
    maker_key: tuple[str, ...] = ()
    maker: LookMaker


def look(task: LookTask) -> CheckedLooks:
    """Return the looks of pictures that changed; the first is always checked."""
    until, maker = time.monotonic() + task.seconds, maker_for(task)
    looks, count = [], 0
    for id_, known in task.wanted:
        found = maker.look(id_, known, task.width)
        looks += [found] if found else []
        count += 1
        if time.monotonic() > until:
            break
    return CheckedLooks(tuple(looks), count)


def inspect(task: LookTask) -> Look | None:
    """Return the look of the picture of a task with the findings in its pixels, which takes longer than painting it.

    None if it does not exist. Raises KitError if it can't be composed.
    """
    return maker_for(task).inspect(task.wanted[0][0])


def explain(task: LookTask) -> str | None:
    """Return why the words of the picture of a task have their sizes, in lines; None if it does not exist.

    Raises KitError if it can't be composed.
    """
    maker, id_ = maker_for(task), task.wanted[0][0]
    return maker.why(id_) if id_ in maker.artboards else None


def describe(task: LookTask) -> KnownLook | None:
    """Return what decides how the picture of a task looks, without composing it; None if it does not exist."""
    maker = maker_for(task)
    artboard = maker.artboards.get(task.wanted[0][0])
    return maker.inputs.of(artboard) if artboard else None


def maker_for(task: LookTask) -> LookMaker:
    """Return what makes the looks of the pictures of a task, with the files of its snapshot."""
    received(task.sent)
    key = (task.sent.key, str(task.strings), task.snapshot)
    if not task.snapshot or key != _WorkerState.maker_key:
        resolved = _WorkerState.resolved.setdefault(task.strings, {})
        _WorkerState.maker = LookMaker(
            replace(_WorkerState.project, pseudo=task.strings), _WorkerState.artboards, resolved
        )
        _WorkerState.maker_key = key
    return _WorkerState.maker


def received(sent: SentProject) -> Project:
    """Return a project that was sent, and keep it until the next."""
    if sent.key != _WorkerState.key:
        _WorkerState.project = pickle.loads(sent.project)  # noqa: S301  (the sending process made it)
        _WorkerState.artboards = {artboard.path: artboard for artboard in plan(_WorkerState.project)}
        _WorkerState.resolved.clear()
        _WorkerState.key, _WorkerState.maker_key = sent.key, ()
    return _WorkerState.project


def painted(artwork: Artwork, width: int) -> bytes:
    """Return a picture as PNG, at most at its own width."""
    least = min(width, artwork.picture.placement.size[0])
    return quick_png(paint_premultiplied(_tree(artwork), least))


def _tree(artwork: Artwork) -> Tree:
    """Return a picture with its photos and logos, and with pictures for its effects."""
    return with_pictures(embedded(artwork.tree, artwork.parts), NO_CACHE)


class Inputs:
    """Returns what decides how the pictures of one project look.

    Every file is taken as it was on first use, which is before anything is composed from it: a picture made from a
    later version is at worst made once more.
    """

    def __init__(self, composer: Composer, resolved: dict[_Asked, _Resolved]) -> None:
        """Take the composer, and what was resolved of the same project before, which is extended."""
        self._composer = composer
        self._project = composer.project
        self._off = " ".join(sorted(rules_off_in(composer.project)))
        self._resolved = resolved
        self._inputs = PictureInputs()

    def of(self, artboard: Artboard) -> KnownLook:
        """Return what decides how a picture looks; if it can't be resolved, its faults."""
        layout = self._project.layouts[artboard.layout]
        try:
            self._inputs.snapshot_files(layout)
            drawing = self._composer.drawing_for(artboard)
            words, places = self._words(artboard, drawing)
            drawn = self._inputs.drawn(layout, drawing, self._composer.book_for(artboard.language))
        except (KitError, OSError) as error:
            return KnownLook(key_of("fault", str(error)), "fault")
        return KnownLook(key_of(self._off, words, str(self._project.pseudo), drawn), places)

    def _words(self, artboard: Artboard, drawing: Drawing) -> _Resolved:
        """Return digests of a resolved picture, and of every line that its findings may name."""
        key = (artboard.path, drawing.path, self._inputs.digest(drawing.path))
        if key not in self._resolved:
            picture = resolve(artboard, self._project, self._composer.slots_of(drawing, artboard))
            places = repr((picture.marks, [(name, content.mark) for name, content in picture.slots.items()]))
            self._resolved[key] = key_of(fingerprint_text(picture)), key_of(places)
        return self._resolved[key]


def judge_campaign(task: CampaignTask) -> tuple[Finding, ...]:
    """Return the findings of `kit check` in a campaign; some pairs of roles must be told apart in its pictures."""
    project = received(task.sent)
    pairs = [_pair(pair, project) for pair in task.pairs]
    return tuple(found_in_campaigns(project, rules_off_in(project), pairs=pairs))


def _pair(used: UsedPair, project: Project) -> RolePair:
    """Return a pair with its current line: lines can move without a change of pictures."""
    mark = pair_mark(used.roles[0], used.theme, project.layouts[used.layout], project)
    return RolePair(used.roles, used.colours, mark)
