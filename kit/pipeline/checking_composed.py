"""Compose the pictures of a project and judge them, those of several messages at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.checks import judge, rules_off
from kit.compose import near_drawings
from kit.content import role_pairs, turned_off
from kit.errors import Fault, KitError
from kit.jobs import LIMITS, run_each, worker_count
from kit.model.finding import Finding
from kit.pipeline.composing import composer_of
from kit.pipeline.judgements import rules_of_pictures
from kit.pipeline.reviewing import found_in_campaigns
from kit.project.plan import chosen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from kit.compose import Composer
    from kit.model.artwork import Artboard
    from kit.model.project import Project
    from kit.model.review import RolePair

    #: What is found in some pictures, and the pairs of colours that they use.
    _Judged = tuple[list[Finding], dict[RolePair, None]]

#: Fewer pictures are composed in no more time than it takes to start a process for it.
_FEW = 40


@dataclass(frozen=True, slots=True)
class _MessageTask:
    """Pictures of one message in one language."""

    artboards: tuple[Artboard, ...]
    drawing: str = ""
    size: tuple[int, int] = (0, 0)


def check_composed(project: Project, only: tuple[str, ...] = (), day: dt.date | None = None) -> list[Finding]:
    """Review the campaign as it reads on a day, by default the kit's own, compose every artboard and judge it."""
    artboards, findings = chosen(project, *only), list[Finding]()
    pairs: dict[RolePair, None] = {}
    for found, used in _judged(project, artboards):
        findings += found
        pairs |= used
    findings += [] if only else _unused_drawing_faults(composer_of(project), artboards)
    return [*found_in_campaigns(project, rules_off(turned_off(project.campaign)), day, pairs), *findings]


def _judged(project: Project, artboards: Sequence[Artboard]) -> Iterator[_Judged]:
    """Yield what is found in the pictures of each message, and the pairs of colours that they use, in their order.

    A part whose process ended is judged in this one.
    """
    by_message: dict[tuple[str, str], list[Artboard]] = defaultdict(list)
    for artboard in artboards:
        by_message[artboard.language, artboard.message.id].append(artboard)
    parts = [_MessageTask(tuple(own)) for own in by_message.values()]
    jobs = worker_count(None)
    if len(artboards) < _FEW or jobs == 1:
        yield from (_judge_part(part, project) for part in parts)
        return
    limits = replace(LIMITS, seconds=LIMITS.seconds * max(len(part.artboards) for part in parts))
    for part, found in zip(parts, run_each(_judge_part, parts, jobs, limits, shared=(project,)), strict=True):
        yield _judge_part(part, project) if isinstance(found, Fault) else found


def _judge_part(part: _MessageTask, project: Project) -> _Judged:
    """Return what is found in some pictures."""
    composer, off = composer_of(project), rules_off(turned_off(project.campaign))
    findings: list[Finding] = []
    pairs: dict[RolePair, None] = {}
    for artboard in part.artboards:
        try:
            artwork = composer.compose(artboard)
        except KitError as error:
            name = composer.drawing_name(artboard)
            findings += [Finding("drawing", "error", fault, str(artboard), name) for fault in error.faults]
            continue
        findings += judge(artwork, off, rules_of_pictures(project))
        pairs |= dict.fromkeys(role_pairs(artwork, project))
    return findings, pairs


def _unused_drawing_faults(composer: Composer, artboards: Iterable[Artboard]) -> Iterator[Finding]:
    """Yield what is wrong with the drawings of the layouts that are used of which no picture is made."""
    layouts = composer.project.layouts
    used = {path for one in artboards for path in near_drawings(layouts[one.layout], one.placement)}
    for layout in dict.fromkeys(one.layout for one in artboards):
        for path in layouts[layout].drawings.values():
            try:
                if path not in used:
                    composer.drawing(path, layouts[layout])
            except KitError as error:
                yield from (
                    Finding("drawing", "error", fault, drawing=f"{layout}/{path.name}") for fault in error.faults
                )
