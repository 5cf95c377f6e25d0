"""What builds keep for later ones beside single pictures: languages, tasks, and the words of pages and documents.

A language of which nothing has changed is kept as a whole: the results of all its pictures. Their files are those of
the last kit. Each is read and its sum compared; a picture of which one is missing, or is not as it was made, is made
again. An object store has the results of each task: after an interruption a build goes on where it was.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import kit.publish.gallery
import kit.publish.maker
from kit.base.cache.entries import Cache, key_of
from kit.base.cache.kinds import Kind, generator, packed, unpacked
from kit.base.whole_files import digest_of, files_in
from kit.model.finding import Finding
from kit.model.manifest import MAKER
from kit.publish.store.objects import LostObjectError
from kit.publish.store.stored_kits import BATCHES, StoredFiles
from kit.run.pipeline.inputs import LanguageInputs
from kit.run.pipeline.making import Maker, Makers
from kit.run.pipeline.picture_results import MadePicture, PictureResult


class _LanguageEntry(NamedTuple):
    """The pictures of a language in the order of the plan, and the names of the entries that they were made from."""

    pictures: tuple[PictureResult, ...]
    entries: tuple[str, ...]


_LANGUAGES = Kind("languages", _LanguageEntry)


class KeptLanguages:
    """The languages of one build: finds those that were made before, and keeps those that were made now.

    `entries` are the names of what the former were made from, which is still needed.
    """

    def __init__(self, maker: Maker, inputs: LanguageInputs) -> None:
        """Take the maker of the pictures, and what decides how they look."""
        self._maker = maker
        self._inputs = inputs
        self._by_language: dict[str, list[int]] = defaultdict(list)
        for index, artboard in enumerate(maker.artboards):
            self._by_language[artboard.language].append(index)
        self.entries: set[str] = set()

    def linked(self, wanted: Iterable[int]) -> Iterator[list[MadePicture]]:
        """Yield, by language, those of some pictures that need not be made; their files are in the new kit.

        A language is only found whole: not for a build of some of its pictures, nor in pseudo-copy.
        """
        wanted = {*wanted}
        for tag, indices in self._by_language.items():
            if wanted.issuperset(indices):
                yield self._linked(tag)

    def _linked(self, tag: str) -> list[MadePicture]:
        """Return the pictures of a language whose files could be taken over."""
        files = self._maker.files
        indices, parts = self._by_language[tag], self._key_parts(tag)
        entry = _LANGUAGES.find(self._maker.cache, parts, at=self._inputs.name(tag)) if parts else None
        if entry is None or len(entry.pictures) != len(indices):
            return []
        self.entries |= {*entry.entries}
        results = [(index, result, result.sums) for index, result in zip(indices, entry.pictures, strict=True)]
        whole = files.unchanged({name: its for _, _, sums in results for name, its in sums.items()})
        results = [picture for picture in results if whole.issuperset(picture[2])]
        if not files.take_over(dict.fromkeys(name for _, _, sums in results for name in sums)):
            return []
        return [MadePicture(index, result, attempted=True, linked=True) for index, result, _ in results]

    def keep(self, made: Mapping[int, MadePicture]) -> None:
        """Keep the languages of which every picture was made, and one of them now."""
        for tag, indices in self._by_language.items():
            pictures = [made[index] for index in indices if index in made]
            if len(pictures) < len(indices) or not all(picture.is_whole and not picture.linked for picture in pictures):
                continue
            if parts := self._key_parts(tag):
                entries = {name for picture in pictures for name in picture.entries}
                entry = _LanguageEntry(tuple(picture.result for picture in pictures), tuple(sorted(entries)))
                _LANGUAGES.keep(self._maker.cache, parts, entry, at=self._inputs.name(tag))

    def _key_parts(self, tag: str) -> tuple[str, ...]:
        """Return what a language is kept by; nothing if it can't be kept."""
        key = None if self._maker.project.pseudo else self._inputs.key(tag)
        if key is None:
            return ()
        paths = (self._maker.artboards[index].path for index in self._by_language[tag])
        return key, self._maker.rules_key, str(self._maker.date), *paths


class StoredTasks:
    """The records of tasks in a store, as they are at the start of a build."""

    def __init__(self, makers: Makers, files: StoredFiles, inputs: Sequence[LanguageInputs]) -> None:
        """Take the makers of the pictures, the store, and what decides how they look, by kit. Raises OutputError."""
        self._makers, self._files, self._inputs = makers, files, inputs
        self._names = {*files.store.names(BATCHES)}

    @classmethod
    def of(cls, makers: Makers, inputs: Sequence[LanguageInputs]) -> StoredTasks | None:
        """Return the records of tasks in the store of some kits; None if they are not in one. Raises OutputError."""
        files = next((maker.files for maker in makers if isinstance(maker.files, StoredFiles)), None)
        return cls(makers, files, inputs) if files else None

    def name(self, kit: int, indices: Sequence[int]) -> str:
        """Return the name of the record of some pictures of a kit: a digest of all that decides them; empty if none."""
        maker = self._makers[kit]
        boards = [maker.artboards[index] for index in indices]
        keys = [self._inputs[kit].key(tag) for tag in dict.fromkeys(board.language for board in boards)]
        if maker.project.pseudo or None in keys:
            return ""
        about = generator(), maker.rules_key, str(maker.date)
        return key_of(*about, *filter(None, keys), *(board.path for board in boards))

    def made(self, name: str, indices: Sequence[int]) -> list[MadePicture] | None:
        """Return the pictures of a record; None if they, or a file of one, are not in the store. Raises OutputError."""
        if name not in self._names:
            return None
        try:
            data = self._files.store.get_record(f"{BATCHES}/{name}")
        except LostObjectError:
            return None
        results = unpacked(data, tuple[PictureResult, ...])
        if results is None or len(results) != len(indices):
            return None
        sums = {name: its for result in results for name, its in result.sums.items()}
        if self._files.unchanged(sums) != sums.keys():
            return None
        made = zip(indices, results, strict=True)
        return [MadePicture(index, result, attempted=True, linked=True) for index, result in made]


_FINDINGS = Kind("findings", tuple[Finding, ...])
_DOCUMENTS = Kind("documents", dict[str, bytes])


class KeptWords:
    """The findings in the words of each language of a project, its documents and its page of own words.

    The last ones are kept of each, and made again where something has changed that decides them.
    """

    def __init__(self, store: Cache, inputs: LanguageInputs) -> None:
        """Take the cache that they are in, and what decides them."""
        self._store = store
        self._inputs = inputs

    def findings(self, language: str, beside: object, make: Callable[[], tuple[Finding, ...]]) -> tuple[Finding, ...]:
        """Return the findings in a language, made now unless they are kept; `beside` is what else decides them."""
        key, digest = self._inputs.key(language), _digest(beside)
        if key is None or digest is None:
            return make()
        return _FINDINGS.remembered(self._store, (key, digest), make, at=f"findings {self._inputs.name(language)}")

    def documents(self, language: str, made_of: object, make: Callable[[], dict[str, bytes]]) -> dict[str, bytes]:
        """Return the documents in a language, or of all languages if it is empty, made now unless they are kept."""
        digest = _digest(made_of)
        if digest is None:
            return make()
        at = f"documents {self._inputs.name(language)}"
        return _DOCUMENTS.remembered(self._store, (digest, _forms()), make, at=at)

    def page(self, language: str) -> bytes | None:
        """Return the page of own words that the same inputs of a language made before; None if it is not kept."""
        key = self._inputs.key(language)
        kept = _DOCUMENTS.find(self._store, (key, _forms()), at=self._page_at(language)) if key else None
        return kept[MAKER] if kept else None

    def keep_page(self, language: str, data: bytes) -> None:
        """Keep the page of own words in a language."""
        key = self._inputs.key(language)
        if key:
            _DOCUMENTS.keep(self._store, (key, _forms()), {MAKER: data}, at=self._page_at(language))

    def _page_at(self, language: str) -> str:
        """Return where the page of a language is in the cache."""
        return f"maker {self._inputs.name(language)}"


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
