"""Run the rules on a whole project: on its drawings, on composed pictures, and on a built kit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.kinds import Kind
from kit.base.errors import Fault, KitError
from kit.base.system_errors import reporting_os_errors
from kit.base.whole_files import digest_if_read
from kit.compose import Composer, candidate_drawings
from kit.compose.content import role_pairs
from kit.compose.drawings import names_of_effects
from kit.judge import DRAWING_RULES, RULES, Rule, judge, kit_files
from kit.model.artwork import Artboard
from kit.model.finding import Finding
from kit.model.project import Project
from kit.model.review import RolePair
from kit.paint.raster import painter, resvg_engine
from kit.project.plan import Globs, chosen, globs
from kit.run.jobs.limits import LIMITS
from kit.run.jobs.pool import run_in_workers, worker_count
from kit.run.pipeline.build_result import broken_languages, held_back_findings, rules_of_pictures
from kit.run.pipeline.judging.campaign_review import found_in_campaigns, spelling_of
from kit.run.pipeline.judging.checking_built import DrawingTask, check_built
from kit.run.pipeline.loading import AnyPath
from kit.run.pipeline.open_project import composer_of, rules_off_in

#: The findings in some pictures, and the pairs of colours that they use.
_Judged = tuple[list[Finding], dict[RolePair, None]]


#: Drawings of which no rule for files of drawings finds anything, by their bytes and what they are painted with.
_FAULTLESS = Kind("faultless-drawings", bool)
#: The limits of painting one drawing in both engines: six times the time of one of 3,000 shapes. The largest of the
#: shipped drawings takes 1.3 s.
_LIMITS = replace(LIMITS, seconds=30)


@reporting_os_errors("the kit was checked")
def check(  # noqa: PLR0913  (what a check may include)
    project: Project,
    *,
    built: AnyPath | None = None,
    as_of: dt.date | None = None,
    only: Globs = (),
    advice: bool = False,
    spelling: bool = False,
) -> tuple[Finding, ...]:
    """Check a campaign, its drawings and its pictures against the rules, and the pixels and files of a `built` kit.

    `as_of` is the day on which people read the campaign, by default its own date; `only` is a glob, or several, of the
    pictures to check, by default all. Advice is given if the campaign or `advice` asks for it, and words are spelt
    by hunspell if `spelling` asks for it. Raises SpecError if there are no pictures or a rule that does not exist is
    turned off, OutputError if the folder has no kit, KitError if the painting library is missing.
    """
    engines()  # before anything is composed: without the library it raises
    wanted = globs(only)
    composed = [finding for broken in broken_languages(project) for finding in broken.findings]
    composed += held_back_findings(project.held_back)
    composed += check_composed(project, wanted, as_of, advice=advice)
    composed += spelling_of(project) if spelling else []
    return (
        *composed,
        *check_drawings(project, wanted),
        *(check_built(project, built, wanted) if built else ()),
    )


def rules() -> tuple[Rule, ...]:
    """Return the rules of a check, each with what it `requires`; `kit.yaml` turns one off by its `name`."""
    return tuple(RULES.values())


def engines() -> dict[str, str]:
    """Return the names and versions of the engines of a check; that of pages only with the extra `check`."""
    return {**painter.engines(), **resvg_engine.engines(), **kit_files.page_engines()}


@reporting_os_errors("the drawings were read")
def unjudged_effects(project: Project, only: Globs = ()) -> tuple[str, ...]:
    """Return the groups with effects in the drawings of some pictures, such as "square.svg:12 'card'".

    The second engine paints them for pictures as well, so that it can't judge them.
    """
    composer, names = composer_of(project), dict[str, None]()
    for artboard in chosen(project, *globs(only)):
        with suppress(KitError):
            names |= dict.fromkeys(names_of_effects(composer.drawing_for(artboard)))
    return tuple(names)


def check_drawings(project: Project, only: tuple[str, ...] = ()) -> list[Finding]:
    """Check the files of the drawings in use; each is painted within the limits of a picture.

    Drawings without findings are remembered for the next command, by their bytes.
    """
    off = rules_off_in(project)
    if off.issuperset(DRAWING_RULES):
        return []
    cache, findings = project_cache(project.root), list[Finding]()
    key_parts = [f"{name} {version}" for name, version in engines().items()]
    contents = {drawing: digest_if_read(drawing.path) for drawing in _used_drawings(project, only)}
    new = [drawing for drawing, content in contents.items() if not _FAULTLESS.find(cache, (content, *key_parts))]
    for drawing, found in zip(new, run_in_workers(_judge_drawing, new, worker_count(None), _LIMITS), strict=True):
        if not found and contents[drawing] == digest_if_read(drawing.path):
            _FAULTLESS.keep(cache, (contents[drawing], *key_parts), True)  # noqa: FBT003
        findings += [Finding("drawing", "error", found, drawing=drawing.drawing)] if isinstance(found, Fault) else found
    return findings


def _used_drawings(project: Project, only: tuple[str, ...]) -> list[DrawingTask]:
    """Return the drawings of some pictures, each once, without those that can't be read."""
    composer, used = composer_of(project), {}
    for artboard in chosen(project, *only):
        with suppress(KitError):
            drawing = composer.drawing_for(artboard)
            used[drawing.path] = DrawingTask(drawing.path, drawing.name)
    return [*used.values()]


def _judge_drawing(task: DrawingTask) -> list[Finding]:
    return list(judge(task.path, (), DRAWING_RULES))


#: Fewer pictures are composed faster than a process starts.
_FEW = 40


@dataclass(frozen=True, slots=True)
class _MessageTask:
    """Pictures of one message in one language."""

    artboards: tuple[Artboard, ...]
    drawing: str = ""
    size: tuple[int, int] = (0, 0)


def check_composed(
    project: Project, only: tuple[str, ...] = (), day: dt.date | None = None, *, advice: bool = False
) -> list[Finding]:
    """Review the campaign as on a day, by default the kit's own, compose every artboard and check it."""
    artboards, findings, off = chosen(project, *only), list[Finding](), rules_off_in(project, advice=advice)
    pairs: dict[RolePair, None] = {}
    for found, used in _judged(project, artboards, off):
        findings += found
        pairs |= used
    findings += [] if only else _unused_drawing_faults(composer_of(project), artboards)
    return [*found_in_campaigns(project, off, day, pairs), *findings]


#: The codes of errors that shorter words mend.
_TOO_LONG = frozenset({"text-overflow", "caption-too-long", "alt-text-too-long"})


@reporting_os_errors("the translations were looked at")
def translation_states(project: Project, *, fit: bool = False) -> dict[str, dict[str, str]]:
    """Return the state of each message in each other language: missing, outdated, draft or reviewed.

    With `fit`, every picture is composed, and a message whose words do not fit in one is "too long".
    """
    found: dict[str, dict[str, str]] = {tag: {} for tag in project.languages[1:] if tag not in project.set_aside}
    for fault in project.untranslated:
        found[fault.language][fault.message] = "missing"
    for held in project.held_back:
        found[held.language][held.message] = "outdated"
    for tag, campaign in project.translations.items():
        found[tag] |= {id_: project.state_of(tag, id_) for id_ in campaign.messages}
    for artboard in _too_long(project) if fit and project.translations else ():
        found[artboard.language][artboard.message.id] = "too long"
    order = [*project.campaign.messages]
    return {tag: {id_: states[id_] for id_ in order if id_ in states} for tag, states in found.items()}


def _too_long(project: Project) -> list[Artboard]:
    """Return the pictures in other languages whose words do not fit."""
    others = project.without({project.campaign.kit.language})
    artboards = {str(artboard): artboard for artboard in chosen(others)}
    findings = check_composed(others)
    errors = [finding for finding in findings if finding.severity == "error" and finding.fault.code in _TOO_LONG]
    return [artboards[finding.where] for finding in errors if finding.where in artboards]


def _judged(project: Project, artboards: Sequence[Artboard], off: Collection[str]) -> Iterator[_Judged]:
    """Yield the findings in the pictures of each message, and the pairs of colours that they use, in order.

    A part whose process ended is checked in this one.
    """
    by_message: dict[tuple[str, str], list[Artboard]] = defaultdict(list)
    for artboard in artboards:
        by_message[artboard.language, artboard.message.id].append(artboard)
    parts = [_MessageTask(tuple(own)) for own in by_message.values()]
    jobs = worker_count(None)
    if len(artboards) < _FEW or jobs == 1:
        yield from (_judge_part(part, project, off) for part in parts)
        return
    limits = replace(LIMITS, seconds=LIMITS.seconds * max(len(part.artboards) for part in parts))
    judged = run_in_workers(_judge_part, parts, jobs, limits, shared=(project, off))
    for part, found in zip(parts, judged, strict=True):
        yield _judge_part(part, project, off) if isinstance(found, Fault) else found


def _judge_part(part: _MessageTask, project: Project, off: Collection[str]) -> _Judged:
    """Return the findings in some pictures; `off` names the rules that are not applied."""
    composer = composer_of(project)
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
    """Yield the faults of drawings that no picture uses, in layouts that are used."""
    layouts = composer.project.layouts
    used = {path for artboard in artboards for path in candidate_drawings(layouts[artboard.layout], artboard.placement)}
    for layout in dict.fromkeys(artboard.layout for artboard in artboards):
        for path in layouts[layout].drawings.values():
            try:
                if path not in used:
                    composer.drawing(path, layouts[layout])
            except KitError as error:
                yield from (
                    Finding("drawing", "error", fault, drawing=f"{layout}/{path.name}") for fault in error.faults
                )
