"""The generator's own sentences, in the language of a kit: `kit/languages/sentences/TAG.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit import languages
from kit.base.errors import Fault, SpecError
from kit.base.lazy_imports import on_demand
from kit.languages.language_names import file_of
from kit.model.countdown import PLURAL_CLASSES
from kit.text.characters import disallowed_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit import document
    from kit.model.document import Document
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
    path, english = file_of(_FOLDER, language), _FOLDER / f"{_ENGLISH}.yaml"
    own = document.read_yaml(path or english, disallowed_characters)
    if path and path != english:
        require_all(own, document.read_yaml(english, disallowed_characters).value)
    found: Words = own.value
    return found


def require_all(own: Document, english: Words) -> None:
    """Raise SpecError, at their places, if a catalogue lacks keys of the English one."""
    faults = []
    for *above, key in _missing(own.value, english):
        name, mark = ".".join((*above, key)), own.key_mark(*above) if above else None
        remedy = f"translate it from {_ENGLISH}.yaml beside {own.file}"
        faults.append(Fault(f"the catalogue has no '{name}'", mark, remedy, code="catalogue-incomplete"))
    if faults:
        raise SpecError(*faults)


def _missing(own: object, english: object, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the paths of keys that a part of a catalogue lacks; plural forms depend on the language."""
    if not isinstance(english, dict) or english.keys() <= set(PLURAL_CLASSES):
        return
    for key, value in english.items():
        if not isinstance(own, dict) or key not in own:
            yield (*above, key)
        else:
            yield from _missing(own[key], value, (*above, key))


def cache_sentences(language: str, words: Words) -> None:
    """Take the cached catalogue of a language from an earlier run of this generator, instead of reading it."""
    _known[language] = words


def has_sentences(language: str) -> bool:
    """Return whether there is a catalogue of a language, a BCP 47 tag."""
    return file_of(_FOLDER, language) is not None
