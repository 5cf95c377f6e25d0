"""The page and the documents of a kit, which are not written again where what they say is the same."""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import kit.publish.gallery
import kit.publish.maker
from kit.base.cache.entries import key_of
from kit.base.cache.kinds import Kind
from kit.base.cache.typed_data import packed
from kit.base.whole_files import digest_of, files_in
from kit.model.manifest import MAKER

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.base.cache.kinds import Store
    from kit.run.pipeline.unchanged.language_inputs import LanguageInputs


_DOCUMENTS = Kind("documents", dict[str, bytes])


class KeptDocuments:
    """The documents of a project that builds wrote: the last ones of each language, and of the kit as a whole."""

    def __init__(self, store: Store, inputs: LanguageInputs) -> None:
        """Take the cache that they are in, and the inputs of the project, which name its languages."""
        self._store = store
        self._inputs = inputs

    def __call__(self, language: str, made_of: object, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
        """Return the documents in a language, or of all languages if it is empty, made now unless they are kept."""
        digest = _digest(made_of)
        if digest is None:
            return make()
        parts, at = (digest, _forms()), f"documents {self._inputs.name(language)}"
        found = _DOCUMENTS.find(self._store, parts, at=at)
        if found is None:
            found = make()
            _DOCUMENTS.keep(self._store, parts, found, at=at)
        return found

    def page(self, language: str) -> bytes | None:
        """Return the page of own words that the same inputs of a language made before; None if it is not kept."""
        parts = self._page_parts(language)
        found = _DOCUMENTS.find(self._store, parts, at=self._page_at(language)) if parts else None
        return found[MAKER] if found else None

    def keep_page(self, language: str, data: bytes) -> None:
        """Keep the page of own words in a language."""
        parts = self._page_parts(language)
        if parts:
            _DOCUMENTS.keep(self._store, parts, {MAKER: data}, at=self._page_at(language))

    def _page_at(self, language: str) -> str:
        """Return where the page of a language is in the cache."""
        return f"maker {self._inputs.name(language)}"

    def _page_parts(self, language: str) -> tuple[str, ...]:
        """Return what decides the page of a language; nothing if data can't say it."""
        key = self._inputs.key(language)
        return (key, _forms()) if key else ()


def _digest(made_of: object) -> str | None:
    """Return the sha256 of a value as data, of which a large kit has tens of MB; None if data can't say it."""
    data = packed(made_of)
    return None if data is None else sha256(data).hexdigest()


@cache
def _forms() -> str:
    """Return a key for the forms, the styles and the scripts of pages, which decide them beside the code."""
    folders = [str(Path(package.__file__ or "").parent) for package in (kit.publish.gallery, kit.publish.maker)]
    files = [path for folder in folders for path in files_in(folder) if Path(path).is_file()]
    return key_of(*(digest_of(os.path.realpath(path)) for path in files if not path.endswith(".pyc")))
