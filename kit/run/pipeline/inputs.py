"""What decides how pictures look, as text: the same text means the same picture, whatever line it is written in.

Builds use it to find earlier pictures, previews to find what must be checked again, and comparisons to find what two
projects have in common.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from kit.base.cache.entries import key_of
from kit.base.cache.kinds import packed
from kit.base.errors import Mark
from kit.base.whole_files import digest_if_read, digest_of
from kit.drawing.images.preparing import engines as image_engines
from kit.model.campaign import Campaign
from kit.model.layout import Drawing, Layout
from kit.model.project import Project
from kit.paint.encode.image_bytes import engines as encoders
from kit.paint.raster.painter import engines as rasterisers
from kit.run.pipeline.project_cache import to_data
from kit.text import FontBook


class PictureInputs:
    """The files of one project that decide how its pictures look, each as it was on first use."""

    def __init__(self) -> None:
        """Start empty."""
        self._digests: dict[Path, str] = {}
        self._drawn: dict[tuple[str, Path, FontBook], str] = {}

    def snapshot_files(self, layout: Layout) -> None:
        """Take the drawings and parts of a layout as they are now, before any of them is read. Raises OSError."""
        for path in (*layout.drawings.values(), *layout.parts.values()):
            self.digest(path)

    def drawn(self, layout: Layout, drawing: Drawing, book: FontBook) -> str:
        """Return a key for what decides, besides its words, how a picture in a drawing of a layout looks.

        That is the layout, the drawing, the parts that it may copy, and the fonts of its words, which a book finds.
        Raises OSError and FontError.
        """
        key = layout.name, drawing.path, book
        if key not in self._drawn:
            families = dict.fromkeys(slot.style.family for slot in drawing.slots.values() if slot.style)
            fonts = [book.sources(family) for family in families]
            files = (self.digest(file) for source in fonts for file in source[1])
            parts = (f"{name} {self.digest(path)}" for name, path in layout.parts.items())
            self._drawn[key] = key_of(
                fingerprint_text(layout), self.digest(drawing.path), fingerprint_text(fonts), *files, *parts
            )
        return self._drawn[key]

    def digest(self, path: Path) -> str:
        """Return the sha256 of a file as it was on first use. Raises OSError."""
        if path not in self._digests:
            self._digests[path] = digest_of(path)
        return self._digests[path]


def fingerprint_text(value: object) -> str:
    """Return everything in a value as text, except the lines of marks and the folders of files."""
    if isinstance(value, str | int | float):  # the most frequent case, so it comes first
        return repr(value)
    if isinstance(value, Mark):
        return ""
    kind = type(value)
    names = _names(kind)  # type: ignore[arg-type]  # types can be hashed
    if names is not None:
        return f"{kind.__name__}({', '.join([fingerprint_text(getattr(value, name)) for name in names])})"
    return _fingerprint_of_many(value)


def _fingerprint_of_many(value: object) -> str:
    """Return the fingerprint text of a mapping, a sequence or a set of values, or of a plain value."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {fingerprint_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "(" + ", ".join(map(fingerprint_text, value)) + ")"
    if isinstance(value, frozenset | set):
        return "{" + ", ".join(sorted(map(fingerprint_text, value))) + "}"
    return repr(value.name if isinstance(value, Path) else value)


def marks_in(value: object) -> list[Mark]:
    """Return the marks in a value, which `fingerprint_text` leaves out, each once."""
    found: dict[Mark, None] = {}
    _note_marks(value, found)
    return [*found]


def _note_marks(value: object, found: dict[Mark, None]) -> None:
    """Add the marks in a value to those that were found."""
    if isinstance(value, str | int | float):  # the most frequent case, so it comes first
        return
    if isinstance(value, Mark):
        found[value] = None
        return
    for inner in _inner_values(value):
        _note_marks(inner, found)


def _inner_values(value: object) -> Iterable[object]:
    """Return the values that a record, a mapping or a sequence consists of; none of any other value."""
    names = _names(type(value))  # type: ignore[arg-type]  # types can be hashed
    if names is not None:
        return [getattr(value, name) for name in names]
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, tuple | list) else ()


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the names of the fields of a class; None if it is not a dataclass."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


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
            spoken = self._project.in_language(language)
            words = _digest(replace(spoken, layouts={}, placements={}, images={}, **_OF_OTHERS))
            parts = language, self._shared, words, *_contents(_fonts(self._project, spoken.campaign))
            self._keys[language] = key_of(*parts) if self._shared and words else None
        return self._keys[language]

    @cached_property
    def _shared(self) -> str:
        """A key for what all languages share: `kit.yaml`, and the files but fonts that pictures are made of."""
        main = self._project.in_language(self._project.campaign.kit.language)
        content = _digest(replace(main, **_OF_OTHERS))
        return content and key_of(content, engines_key(), *_contents(_files(self._project)))


def files_of(project: Project) -> dict[str, str]:
    """Return the sha256 of each file that the pictures of a project are made of, by its path; empty if it is gone."""
    fonts = chain.from_iterable(_fonts(project, campaign) for campaign in project.campaigns)
    return {str(path): digest_if_read(path) or "" for path in dict.fromkeys((*_files(project), *fonts))}


def engines_key() -> str:
    """Return a key for the engines that decide the pixels and the bytes of image files."""
    return fingerprint_text({**rasterisers(), **image_engines(), **encoders()})


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
