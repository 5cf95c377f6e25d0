"""Look at pictures in a worker: compose, judge and paint those that changed, and judge the campaign."""

from __future__ import annotations

import pickle
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from kit.base.errors import KitError
from kit.cache.entries import key_of
from kit.checks import judge, judge_measured, measurement_of, rules_off
from kit.content import resolve, role_pairs, turned_off
from kit.content.theme import pair_mark
from kit.encode import quick_png
from kit.images import embedded
from kit.model.review import RolePair
from kit.pipeline.build_result import rules_of_pictures
from kit.pipeline.campaign_review import found_in_campaigns
from kit.pipeline.open_project import composer_of
from kit.pipeline.picture_inputs import PictureInputs, said
from kit.preview.protocol import KnownLook, Look, Looked, UsedPair
from kit.project.plan import plan
from kit.raster import paint_premultiplied, paint_with_ground

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.compose import Composer
    from kit.model.artwork import Artboard, Artwork
    from kit.model.finding import Finding
    from kit.model.layout import Drawing
    from kit.model.project import Project, TestCopy
    from kit.preview.protocol import CampaignTask, Held, LookTask

    #: A picture by its id, and the drawing that it is resolved for, with its digest.
    _Asked = tuple[str, Path, str]
    #: Digests of what is resolved, and of the lines that it is written in.
    _Resolved = tuple[str, str]


#: Digits of the version of a picture.
_DIGITS = 24


class Desk:
    """What looks at the pictures of one project while none of its files changes."""

    def __init__(self, project: Project, artboards: Mapping[str, Artboard], resolved: dict[Any, Any]) -> None:
        """Take a project, its artboards by their ids, and what was resolved of it before."""
        self.artboards = artboards
        self.composer = composer_of(project)
        self.inputs = Inputs(self.composer, resolved)
        self._off = rules_off(turned_off(project.campaign))

    def look(self, id_: str, known: KnownLook, width: int) -> Look | None:
        """Return how a picture looks; None where it looks as is known, and is written where it was if that matters."""
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

    def _pairs(self, artwork: Artwork) -> tuple[UsedPair, ...]:
        picture = artwork.picture
        found = role_pairs(artwork, self.composer.project)
        return tuple(UsedPair(pair.roles, pair.colours, picture.theme, picture.layout) for pair in found)

    def inspect(self, id_: str) -> Look | None:
        """Return how a picture looks with what is found in its pixels too. Raises KitError if it can't be composed."""
        look = self.look(id_, KnownLook(), 0)
        if look is None or look.faults:
            return look
        artwork = self.composer.compose(self.artboards[id_])
        measurement = measurement_of(artwork, self._off)
        if measurement is None:
            return look
        painted = paint_with_ground(embedded(artwork.tree, artwork.parts), measurement.tree)
        return replace(look, findings=(*look.findings, *judge_measured(artwork, measurement(*painted))))


class _AtHand:
    """What this process had at hand last: a project that was sent, what was resolved of it, and its desk."""

    key = ""
    project: Project
    artboards: Mapping[str, Artboard]
    resolved: ClassVar[dict[TestCopy | None, dict[Any, Any]]] = {}
    asked: tuple[str, ...] = ()
    desk: Desk


def look(task: LookTask) -> Looked:
    """Return how pictures look that look otherwise than is known of them; the first is always looked at."""
    until, desk = time.monotonic() + task.seconds, desk_for(task)
    looks, count = [], 0
    for id_, known in task.wanted:
        found = desk.look(id_, known, task.width)
        looks += [found] if found else []
        count += 1
        if time.monotonic() > until:
            break
    return Looked(tuple(looks), count)


def inspect(task: LookTask) -> Look | None:
    """Return how the picture of a task looks with what is found in its pixels too, which takes longer than to paint it.

    None for one that there is not. Raises KitError for one that can't be composed.
    """
    return desk_for(task).inspect(task.wanted[0][0])


def describe(task: LookTask) -> KnownLook | None:
    """Return what decides how the picture of a task looks, without composing it; None for one that there is not."""
    desk = desk_for(task)
    artboard = desk.artboards.get(task.wanted[0][0])
    return desk.inputs.of(artboard) if artboard else None


def desk_for(task: LookTask) -> Desk:
    """Return what looks at the pictures of a task, from the files as they are at its pulse."""
    hold(task.held)
    asked = (task.held.key, str(task.strings), task.pulse)
    if not task.pulse or asked != _AtHand.asked:
        resolved = _AtHand.resolved.setdefault(task.strings, {})
        _AtHand.desk = Desk(replace(_AtHand.project, pseudo=task.strings), _AtHand.artboards, resolved)
        _AtHand.asked = asked
    return _AtHand.desk


def hold(held: Held) -> Project:
    """Return a project that was sent, which is kept until another is."""
    if held.key != _AtHand.key:
        _AtHand.project = pickle.loads(held.project)  # noqa: S301  (the process that sends it has made it)
        _AtHand.artboards = {artboard.path: artboard for artboard in plan(_AtHand.project)}
        _AtHand.resolved.clear()
        _AtHand.key, _AtHand.asked = held.key, ()
    return _AtHand.project


def painted(artwork: Artwork, width: int) -> bytes:
    """Return a picture as PNG, at most as wide as it is."""
    least = min(width, artwork.picture.placement.size[0])
    return quick_png(paint_premultiplied(embedded(artwork.tree, artwork.parts), least))


class Inputs:
    """Tells of pictures of one project what decides how they look.

    Every file is taken as it was when it was first asked for, which is before anything is composed of it: a picture
    made of a later one is at worst made once more.
    """

    def __init__(self, composer: Composer, resolved: dict[_Asked, _Resolved]) -> None:
        """Take what composes the pictures, and what was resolved of the same project before, which is added to."""
        self._composer = composer
        self._project = composer.project
        self._off = " ".join(sorted(rules_off(turned_off(composer.project.campaign))))
        self._resolved = resolved
        self._inputs = PictureInputs()

    def of(self, artboard: Artboard) -> KnownLook:
        """Return what decides how a picture looks; of one that can't be resolved, what is wrong with it."""
        layout = self._project.layouts[artboard.layout]
        try:
            self._inputs.see(layout)
            drawing = self._composer.drawing_for(artboard)
            words, places = self._words(artboard, drawing)
            drawn = self._inputs.drawn(layout, drawing, self._composer.book)
        except (KitError, OSError) as error:
            return KnownLook(key_of("fault", str(error)), "fault")
        return KnownLook(key_of(self._off, words, str(self._project.pseudo), drawn), places)

    def _words(self, artboard: Artboard, drawing: Drawing) -> _Resolved:
        """Return digests of what is resolved for a picture, and of every line that findings in it may name."""
        asked = (artboard.path, drawing.path, self._inputs.digest(drawing.path))
        if asked not in self._resolved:
            picture = resolve(artboard, self._project, self._composer.slots_of(drawing, artboard))
            places = repr((picture.marks, [(name, content.mark) for name, content in picture.slots.items()]))
            self._resolved[asked] = key_of(fingerprint_text(picture)), key_of(places)
        return self._resolved[asked]


def judge_campaign(task: CampaignTask) -> tuple[Finding, ...]:
    """Return what `kit check` finds in a campaign, in whose pictures some pairs of roles must be told apart."""
    project = hold(task.held)
    pairs = [_pair(one, project) for one in task.pairs]
    return tuple(found_in_campaigns(project, rules_off(turned_off(project.campaign)), pairs=pairs))


def _pair(used: UsedPair, project: Project) -> RolePair:
    """Return a pair with the line that it is written in now: lines move where no picture looks otherwise."""
    mark = pair_mark(used.roles[0], used.theme, project.layouts[used.layout], project)
    return RolePair(used.roles, used.colours, mark)
