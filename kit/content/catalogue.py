"""The generator's own sentences, in the language of a kit: `kit/languages/sentences/TAG.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import languages
from kit.base.lazy_imports import on_demand
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from kit import document
else:
    document = on_demand("kit.document")


_FOLDER = Path(languages.__file__).parent / "sentences"
_ENGLISH = "en"

#: One section of a catalogue: sentences and groups of them, by key.
Words = dict[str, Any]

#: Cached catalogues, by language.
_known: dict[str, Words] = {}


@cache
def sentences(language: str) -> Words:
    """Return the catalogue of a language, a BCP 47 tag, or that of its primary language, or else the English one.

    Sections are `picture`, `page` and `documents`. The result is shared and must not be changed. The file is read like
    `kit.yaml`: every value is the string that is written. Raises SpecError for a broken catalogue.
    """
    if language in _known:
        return _known[language]
    path = _catalogue(language) or _FOLDER / f"{_ENGLISH}.yaml"
    found: Words = document.read_yaml(path, disallowed_characters).value
    return found


def cache_sentences(language: str, words: Words) -> None:
    """Take the cached catalogue of a language from an earlier run of this generator, instead of reading it."""
    _known[language] = words


def has_sentences(language: str) -> bool:
    """Return whether there is a catalogue of a language, a BCP 47 tag."""
    return _catalogue(language) is not None


def _catalogue(language: str) -> Path | None:
    """Return the catalogue of a language, or that of its primary language."""
    tag = language.lower()
    paths = (_FOLDER / f"{name}.yaml" for name in (tag, tag.partition("-")[0]))
    return next((path for path in paths if path.is_file()), None)
