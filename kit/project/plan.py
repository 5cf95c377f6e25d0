"""Multiply languages, messages and placements into artboards, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase

from kit.base.errors import Fault, SpecError
from kit.model.artwork import Artboard
from kit.model.campaign import Campaign, Message
from kit.model.message_picture import MessagePicture, pictures_of, theme_of
from kit.model.placement import Placement
from kit.model.project import Project

#: A selection of pictures: one glob, or several of which any may match; none selects all.
Globs = str | tuple[str, ...]


def plan(project: Project, *only: str) -> list[Artboard]:
    """Return the artboards of a project that match any of some globs, or all: message by message, as in `kit.yaml`.

    Those in the language of `kit.yaml` come first, then those of each translation. Those of a message are in the order
    of the table of placements, those of a series in that of its frames.
    """
    return [artboard for artboard in _all(project) if not only or any(matches(artboard, glob) for glob in only)]


def chosen(project: Project, *only: str) -> list[Artboard]:
    """Return the artboards that `plan` returns. Raises SpecError if there are none: first for errors that cause it."""
    artboards = plan(project, *only)
    if not artboards:
        has_none = not plan(project)
        require_sound(project, (*only, *_unmade(project, only)))
        if has_none:
            require_sound(project, ())
        if has_none and project.untranslated:
            nearest = min(project.untranslated, key=lambda one: one.texts).fault
            raise SpecError(replace(nearest, message=f"no message is translated: {nearest.message}"))
        globs = " or ".join(f"'{glob}'" for glob in only)
        message = f"no picture matches {globs}" if only else "the kit has no pictures"
        named = "`kit list messages` and `kit list placements` show the names"
        remedy = "`kit list pictures` shows every picture" if only else named
        if project.set_aside:
            remedy += "; or name more languages with --language"
        raise SpecError(Fault(message, None, remedy, code="no-picture-chosen"))
    return artboards


def require_sound(project: Project, only: tuple[str, ...]) -> None:
    """Raise SpecError if a name or a glob asks for pictures that errors in their language keep from being made."""
    asked = {glob.partition("/")[0].lower() for glob in only if "/" in glob}
    asked |= {glob.rpartition("(")[2].lower().removesuffix(")") for glob in only if "(" in glob}
    broken = [translation for translation in project.broken if not only or translation.language.lower() in asked]
    faults = [fault for translation in broken for fault in translation.faults]
    messages = {_message_in(glob, project.campaign.messages) for glob in only}
    faults += [held.fault for held in project.held_back if held.language.lower() in asked and held.message in messages]
    if faults:
        raise SpecError(*faults)


def _unmade(project: Project, only: tuple[str, ...]) -> Iterator[str]:
    """Yield the paths of pictures that some globs match, in languages of which an error keeps pictures from being made.

    They are those that `kit.yaml` has.
    """
    languages = {translation.language for translation in project.broken} | {held.language for held in project.held_back}
    for language in sorted(languages):
        for artboard in _in_language(project, project.campaign, language):
            if any(matches(artboard, glob) for glob in only):
                yield artboard.path


def _message_in(glob: str, messages: Iterable[str]) -> str:
    """Return the longest id that a name or a glob of a picture begins with, in its folder or without it; else ""."""
    names = (glob, glob.rpartition("/")[2])
    found = (id_ for id_ in messages if any(re.match(rf"{re.escape(id_)}(?!\w)", name) for name in names))
    return max(found, key=len, default="")


def language_of(glob: str, languages: Iterable[str]) -> str:
    """Return the language that a glob names, by a path (`de/…`) or a name (`… (de)`); "" if any may match."""
    return next((tag for tag in languages if glob.startswith(f"{tag}/") or glob.endswith(f" ({tag})")), "")


def globs(only: Globs) -> tuple[str, ...]:
    """Return the globs of a selection. A single one may be a plain string: its letters are not globs."""
    return (only,) if isinstance(only, str) else tuple(only)


def matches(artboard: Artboard, glob: str) -> bool:
    """Return whether a glob matches an artboard: by path, message, placement, layout, or "message placement"."""
    id_ = artboard.id
    names = (artboard.path, id_.message, id_.placement, artboard.layout, str(id_), str(artboard))
    return name_matches(names, glob)


def name_matches(names: Iterable[str], glob: str) -> bool:
    """Return whether a glob matches one of something's names."""
    return any(fnmatchcase(name, glob) for name in names)


def chosen_placements(campaign: Campaign, placements: Mapping[str, Placement]) -> list[Placement]:
    """Return the placements that the kit builds, without those that wait for artwork."""
    wanted = campaign.platforms
    return [
        placement
        for placement in placements.values()
        if placement.waits is None and (wanted == "all" or _is_among(placement, wanted))
        if not _is_among(placement, campaign.without)
    ]


def _is_among(placement: Placement, names: Collection[str]) -> bool:
    """Return whether a placement or its platform is named."""
    return placement.id in names or placement.platform in names


def _all(project: Project) -> Iterator[Artboard]:
    for campaign in project.campaigns:
        if campaign.kit.language not in project.set_aside:
            yield from _in_language(project, campaign, campaign.kit.language)


def _in_language(project: Project, campaign: Campaign, language: str) -> Iterator[Artboard]:
    """Yield the artboards of a campaign as those of a language."""
    placements = chosen_placements(project.campaign, project.placements)
    is_translated = language != project.campaign.kit.language
    for message in campaign.messages.values():
        pictures = pictures_of(message)
        for placement in placements:
            for picture in _pictures_on(message, placement, pictures):
                yield Artboard(picture, placement, language, theme_of(picture, campaign), is_translated)


def _pictures_on(
    message: Message, placement: Placement, pictures: tuple[MessagePicture, ...]
) -> Iterator[MessagePicture]:
    """Yield the pictures of a message for a placement: one, those of a series or of days, or none."""
    at = message.countdown.at if message.countdown else ()
    if (at and not _is_among(placement, at)) or _is_among(placement, message.not_at):
        return
    use = next((index for index, use in enumerate(message.images) if use.takes(placement)), None)
    yield from (picture for picture in pictures if picture.image_index == use)
