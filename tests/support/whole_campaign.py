"""The campaign of this repository, loaded once and composed once a process, for the tests beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.compose import Composer
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kit.model.artwork import Artboard, Artwork
    from kit.model.project import Project

REPOSITORY = Path(__file__).parents[2]
#: The languages into which the campaign is translated, by the tags of their files.
TRANSLATIONS = tuple(sorted(path.stem for path in (REPOSITORY / "locales").glob("*.yaml") if path.stem != "status"))
#: Those whose pictures every run composes, by what they try: Arabic joins its letters from right to left, Bulgarian has
#: the longest lines and is Cyrillic, German has the longest words, Greek accents and letters of its own, Hebrew no
#: joins and the least room in captions. Words, facts and plans are tried in all languages; the pictures of the others
#: only where slow tests are run.
SAMPLE = tuple(tag for tag in ("ar", "bg", "de", "el", "he") if tag in TRANSLATIONS)
OTHERS = tuple(tag for tag in TRANSLATIONS if tag not in SAMPLE)


@cache
def every_language() -> Project:
    """Load the campaign from the `kit.yaml` at the root of the repository, with all its translations."""
    return load_project(REPOSITORY / "kit.yaml")


@cache
def campaign() -> Project:
    """Return the campaign in the language of its `kit.yaml` alone."""
    project = every_language()
    return project.in_language(project.campaign.kit.language)


@cache
def translation(tag: str) -> Project:
    """Return the campaign in one of the languages into which it is translated."""
    assert tag in TRANSLATIONS
    project = every_language().in_language(tag)
    assert project.campaign.kit.language == tag
    return project


@cache
def planned() -> Mapping[str, Sequence[Artboard]]:
    """Return every picture that is planned, by its language."""
    found: dict[str, list[Artboard]] = {}
    for artboard in plan(every_language()):
        found.setdefault(artboard.language, []).append(artboard)
    return found


@cache
def artworks() -> tuple[Artwork, ...]:
    """Compose every picture of the campaign in its own language, in the order in which they are planned."""
    return every_artwork(campaign())


@cache
def translated_artworks(tag: str) -> tuple[Artwork, ...]:
    """Compose, of a translation, the first picture of each message and frame, and of each drawing, in planned order."""
    project = translation(tag)
    composer, seen, chosen = Composer(project), set[object](), []
    for artboard in plan(project):
        message = artboard.message
        of = {(message.id, None if message.countdown else artboard.frame), composer.drawing_for(artboard).path}
        if of - seen:
            chosen.append(composer.compose(artboard))
            seen |= of
    return tuple(chosen)


def every_artwork(project: Project) -> tuple[Artwork, ...]:
    """Compose every picture of a project, in the order in which they are planned."""
    composer = Composer(project)
    return tuple(composer.compose(artboard) for artboard in plan(project))
