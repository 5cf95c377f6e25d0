"""Everything that decides what is made in one language, as a key: its words with their lines, and all that it shares.

A word that is changed in one translation leaves the keys of all other languages as they are.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Any

from kit.base.cache.entries import key_of
from kit.base.cache.typed_data import packed
from kit.base.whole_files import digest_if_read
from kit.drawing.images import engines as image_engines
from kit.paint.encode.image_bytes import engines as encoders
from kit.paint.raster import engines as rasterisers
from kit.run.pipeline.inputs import fingerprint_text
from kit.run.pipeline.project_cache import to_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kit.model.campaign import Campaign
    from kit.model.project import Project


#: What says something of messages that are not made, or of their translators, and decides nothing that is made.
_OF_OTHERS: dict[str, Any] = {"untranslated": (), "held_back": (), "states": {}}


class LanguageInputs:
    """The inputs of each language of one project, as they were on first use."""

    def __init__(self, project: Project) -> None:
        """Take a project; nothing is read until a key is asked for."""
        self._project = project
        self._keys: dict[str, str | None] = {}

    def name(self, language: str) -> str:
        """Return the name of a language among all that is kept of a project: partners have kits of their own."""
        partner = self._project.campaign.partner
        return f"{language} {partner.id}" if partner else language

    def key(self, language: str) -> str | None:
        """Return a key for the words of a language and what it shares with others; the generator is not in it.

        None if the project has something in it that data can't say.
        """
        if language not in self._keys:
            own = self._project.in_language(language)
            words = _digest(replace(own, layouts={}, placements={}, images={}, **_OF_OTHERS))
            parts = language, self._shared, words, *_contents(_fonts(self._project, own.campaign))
            self._keys[language] = key_of(*parts) if self._shared and words else None
        return self._keys[language]

    @cached_property
    def _shared(self) -> str:
        """A key for what all languages share: `kit.yaml`, and the files but fonts that pictures are made of."""
        own = self._project.in_language(self._project.campaign.kit.language)
        engines = fingerprint_text({**rasterisers(), **image_engines(), **encoders()})
        content = _digest(replace(own, **_OF_OTHERS))
        return content and key_of(content, engines, *_contents(_files(self._project)))


def files_of(project: Project) -> dict[str, str]:
    """Return the sha256 of each file that the pictures of a project are made of, by its path; empty if it is gone."""
    fonts = chain.from_iterable(_fonts(project, campaign) for campaign in project.campaigns)
    return {str(path): digest_if_read(path) or "" for path in dict.fromkeys((*_files(project), *fonts))}


def _files(project: Project) -> Iterator[Path]:
    """Yield the drawings, parts, photos and logos."""
    for layout in project.layouts.values():
        yield from layout.drawings.values()
        yield from layout.parts.values()
    yield from (image.path for image in project.images.values())


def _fonts(project: Project, campaign: Campaign) -> Iterator[Path]:
    """Yield the fonts of a campaign."""
    files = (face.file for family in campaign.families.values() for face in family.faces)
    yield from map(project.font, files)


def _contents(files: Iterable[Path]) -> Iterator[str]:
    """Yield each of some files with what is in it."""
    yield from (f"{path} {digest_if_read(path)}" for path in dict.fromkeys(files))


def _digest(project: Project) -> str:
    """Return the sha256 of everything in a project; empty if data can't say it."""
    data = packed(to_data(project))
    return sha256(data).hexdigest() if data else ""
