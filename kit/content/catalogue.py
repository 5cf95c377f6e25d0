"""The sentences that the generator writes itself, in the language of a kit: `words/TAG.yaml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kit.document import read_yaml
from kit.text.characters import disallowed_characters

_FOLDER = Path(__file__).parent / "words"
_ENGLISH = "en"

#: One section of a catalogue: sentences and groups of them, by key.
Words = dict[str, Any]


@cache
def sentences(language: str) -> Words:
    """Return the catalogue of a language, a BCP 47 tag, else that of it in any region, else the English one.

    Sections are `picture`, `page` and `documents`. Nobody changes what is returned: it is read once and shared. It is
    read as `kit.yaml` is: every value is the string that is written. Raises SpecError for a catalogue that is broken.
    """
    found: Words = read_yaml(_catalogue(language) or _FOLDER / f"{_ENGLISH}.yaml", disallowed_characters).value
    return found


def has_sentences(language: str) -> bool:
    """Tell whether there is a catalogue of a language, a BCP 47 tag."""
    return _catalogue(language) is not None


def _catalogue(language: str) -> Path | None:
    """Return the catalogue of a language, or of it in any region."""
    tag = language.lower()
    paths = (_FOLDER / f"{name}.yaml" for name in (tag, tag.partition("-")[0]))
    return next((path for path in paths if path.is_file()), None)
