"""Run the rules over a whole project: over its drawings, over what is composed, and over a kit that was built."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kit import raster, second_engine
from kit.cache.entries import key_of
from kit.cache.folder import project_cache
from kit.cache.generator import generator_at_a_glance
from kit.checks import DRAWING_RULES, RULES, judge, rules_off
from kit.content import turned_off
from kit.digests import digest_if_read
from kit.errors import Fault, KitError
from kit.jobs import run_each, worker_count
from kit.model.finding import Finding
from kit.pipeline.checking_built import check_built
from kit.pipeline.checking_composed import check_composed
from kit.pipeline.composing import composer_of
from kit.pipeline.painting_faults import DrawingTask
from kit.project.plan import chosen, globs
from kit.system_errors import system_errors_told

if TYPE_CHECKING:
    import datetime as dt

    from kit.checks import Rule
    from kit.model.project import Project
    from kit.pipeline.loading import AnyPath
    from kit.project.plan import Globs

#: What drawings are kept as of which no rule for files of drawings finds anything.
_FAULTLESS = "faultless-drawings"


@system_errors_told("the kit was checked")
def check(
    project: Project, *, built: AnyPath | None = None, as_of: dt.date | None = None, only: Globs = ()
) -> tuple[Finding, ...]:
    """Judge a campaign, its drawings and its pictures by the rules and, where a kit was built, its pixels and files.

    The campaign is read as on a day, by default its own date. Of the pictures that a glob, or any of several, names, or
    of all. Drawings are compared where the second engine is installed. Raises SpecError when there are no pictures or a
    rule is turned off that does not exist, OutputError when no kit lies in the folder, KitError when the library that
    paints is missing.
    """
    engines()  # before anything is composed: without the library it raises
    wanted = globs(only)
    composed = check_composed(project, wanted, as_of)
    return (*composed, *check_drawings(project, wanted), *(check_built(project, Path(built), wanted) if built else ()))


def rules() -> tuple[Rule, ...]:
    """Return the rules that a check judges by, each with what it `requires`; `kit.yaml` turns one off by its `name`."""
    return tuple(RULES.values())


def engines() -> dict[str, str]:
    """Return the names and the versions of what a check paints with; the second engine only where it is installed."""
    return {**raster.engines(), **second_engine.engines()}


def check_drawings(project: Project, only: tuple[str, ...] = ()) -> list[Finding]:
    """Judge the files of the drawings that are used; each is painted within the limits of a picture.

    Nothing is judged where the second engine is not installed. One of which nothing was found is kept as such for the
    next command, by its bytes.
    """
    off = rules_off(turned_off(project.campaign))
    if not second_engine.is_installed() or off.issuperset(DRAWING_RULES):
        return []
    kept, findings = project_cache(project.root), list[Finding]()
    contents = {drawing: digest_if_read(drawing.path) for drawing in _used_drawings(project, only)}
    new = [drawing for drawing, content in contents.items() if kept.get(_FAULTLESS, _key(content)) != b""]
    for drawing, found in zip(new, run_each(_judge_drawing, new, worker_count(None)), strict=True):
        if not found and contents[drawing] == digest_if_read(drawing.path):
            kept.put(_FAULTLESS, _key(contents[drawing]), b"")
        findings += [Finding("drawing", "error", found, drawing=drawing.drawing)] if isinstance(found, Fault) else found
    return findings


def _key(content: str) -> str:
    return key_of(generator_at_a_glance(), content)


def _used_drawings(project: Project, only: tuple[str, ...]) -> list[DrawingTask]:
    """Return the drawings that some pictures are made of, each once; not those that can't be read."""
    composer, used = composer_of(project), {}
    for artboard in chosen(project, *only):
        with suppress(KitError):
            drawing = composer.drawing_for(artboard)
            used[drawing.path] = DrawingTask(drawing.path, drawing.name)
    return [*used.values()]


def _judge_drawing(task: DrawingTask) -> list[Finding]:
    return list(judge(task.path, (), DRAWING_RULES))
