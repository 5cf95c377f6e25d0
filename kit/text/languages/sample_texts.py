"""Real words of each language, by which widths are measured: `samples/TAG.yaml`, one a language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.base.lazy_imports import on_demand
from kit.text.languages.language_names import file_of

if TYPE_CHECKING:
    from kit.base import document
else:
    document = on_demand("kit.base.document")


_FOLDER = Path(__file__).parent / "samples"


@lru_cache(maxsize=64)
def sample_of(language: str) -> str:
    """Return a text of some 1,500 letters in a language, a BCP 47 tag; nothing if there is none."""
    path = file_of(_FOLDER, language)
    return " ".join(document.read_yaml(path.resolve(), lambda _: ()).value["text"].split()) if path else ""
