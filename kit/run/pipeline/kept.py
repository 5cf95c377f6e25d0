"""What builds keep for later ones: composed pictures, whole languages, and the words of pages and documents.

A picture is kept by a key of everything that decides how it looks: its resolved words, colours and placement, whatever
line they are written in; the drawing, its layout and its fonts, by their bytes; and the generator. The digest under
which it was painted leads to its files in the cache. Findings name lines, so what is kept of a picture with findings
also names the lines of its words, and the content of the files that they are in.

A language of which nothing has changed is kept as a whole: the results of all its pictures. Their files are those of
the last kit. Each is read and its sum compared; a picture of which one is missing, or is not as it was made, is made
again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import kit.publish.gallery
import kit.publish.maker
from kit.base.cache.entries import key_of
from kit.base.cache.kinds import Kind
from kit.base.cache.typed_data import packed
from kit.base.errors import KitError
from kit.base.whole_files import digest_of, files_in
from kit.compose.content import resolve
from kit.compose.content.theme import pair_mark
from kit.model.finding import Finding
from kit.model.manifest import MAKER
from kit.run.pipeline.inputs import PictureInputs, engines_key, fingerprint_text, marks_in
from kit.run.pipeline.picture_results import MadePicture, PictureResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kit.base.cache.entries import Cache
    from kit.base.errors import Mark
    from kit.compose import Composer
    from kit.model.artwork import Artboard, Artwork
    from kit.model.picture import Picture
    from kit.model.project import Project
    from kit.run.pipeline.inputs import LanguageInputs
    from kit.run.pipeline.making import Maker


@dataclass(frozen=True, slots=True)
class Candidate:
    """A resolved picture that is not composed, the chosen drawing, and its key in the cache."""

    picture: Picture
    drawing: str
    key: str


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """What the cache has of a composed picture: its digest, the address in its code, and its result but for files.

    `lines` is the key of where its words are, if something was found in it; else empty.
    """

    digest: str
    qr: str | None
    result: PictureResult
    lines: str


_PICTURES = Kind("pictures", KeptPicture)


class KeptPictures:
    """Looks pictures up in a cache, and adds them."""

    def __init__(self, project: Project, store: Cache, rules_key: str) -> None:
        """Take a project, a cache, and a key for the rules that are turned off, which decide as well."""
        self._project = project
        self._cache = store
        self._base_key = key_of(rules_key, engines_key())
        self._inputs = PictureInputs()
        self._marks: dict[str, list[Mark]] = {}
        self._contents: dict[str, str] = {}

    def share_inputs(self, other: KeptPictures) -> None:
        """Use the digests of files that another project's pictures have, which are those of the same project."""
        self._inputs = other._inputs

    def candidate(self, artboard: Artboard, composer: Composer) -> Candidate | None:
        """Return the picture of an artboard with its key; None if something is wrong, which composing will report."""
        layout = self._project.layouts[artboard.layout]
        try:
            self._inputs.snapshot_files(layout)
            drawing = composer.drawing_for(artboard)
            slots = composer.slots_of(drawing, artboard)
            if slots.hidden:
                return None
            picture = resolve(artboard, self._project, slots)
            drawn = self._inputs.drawn(layout, drawing, composer.book_for(artboard.language))
        except (KitError, OSError):
            return None
        return Candidate(picture, drawing.name, key_of(self._base_key, fingerprint_text(picture), drawn))

    def find(self, candidate: Candidate) -> KeptPicture | None:
        """Return the cached picture, its pairs with their places now; None if it must be composed."""
        kept = _PICTURES.find(self._cache, (candidate.key,))
        if kept is None or (kept.lines and kept.lines != self._lines_of(candidate)):
            return None
        picture = candidate.picture
        layout = self._project.layouts[picture.layout]
        marks = (pair_mark(pair.roles[0], picture.theme, layout, self._project) for pair in kept.result.pairs)
        pairs = tuple(replace(pair, mark=mark) for pair, mark in zip(kept.result.pairs, marks, strict=True))
        return replace(kept, result=replace(kept.result, pairs=pairs))

    def keep(self, candidate: Candidate, artwork: Artwork, result: PictureResult) -> None:
        """Add a picture without errors."""
        composed = replace(result, assets=(), thumbnail=None)
        lines = self._lines_of(candidate) if result.composed_findings or result.pixel_findings else ""
        kept = KeptPicture(artwork.digest, artwork.code.address if artwork.code else None, composed, lines)
        _PICTURES.keep(self._cache, (candidate.key,), kept)

    def _lines_of(self, candidate: Candidate) -> str:
        """Return a key for where the words of a picture are, which findings name."""
        marks = dict.fromkeys((*marks_in(candidate.picture), *self._marks_of(candidate.picture.layout)))
        digests = filter(None, map(self._content, dict.fromkeys(mark.file for mark in marks)))
        return key_of(*map(str, marks), *digests)

    def _marks_of(self, layout: str) -> list[Mark]:
        """Return the marks in a layout, which many pictures share."""
        if layout not in self._marks:
            self._marks[layout] = marks_in(self._project.layouts[layout])
        return self._marks[layout]

    def _content(self, name: str) -> str:
        """Return the sha256 of a file as it was on first use, by its name in the project; empty if it is not there."""
        if name not in self._contents:
            file = self._project.root / name
            self._contents[name] = self._inputs.digest(file) if file.is_file() else ""
        return self._contents[name]


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
            if len(pictures) < len(indices) or not all(one.is_whole and not one.linked for one in pictures):
                continue
            if parts := self._key_parts(tag):
                entries = {name for one in pictures for name in one.entries}
                entry = _LanguageEntry(tuple(one.result for one in pictures), tuple(sorted(entries)))
                _LANGUAGES.keep(self._maker.cache, parts, entry, at=self._inputs.name(tag))

    def _key_parts(self, tag: str) -> tuple[str, ...]:
        """Return what a language is kept by; nothing if it can't be kept."""
        key = None if self._maker.project.pseudo else self._inputs.key(tag)
        if key is None:
            return ()
        paths = (self._maker.artboards[index].path for index in self._by_language[tag])
        return key, self._maker.rules_key, str(self._maker.date), *paths


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
        found = _DOCUMENTS.find(self._store, (key, _forms()), at=self._page_at(language)) if key else None
        return found[MAKER] if found else None

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
