"""Languages of which nothing has changed: what was made of all their pictures, kept as a whole.

The files themselves are those of the last kit. Each is read and its sum compared; a picture of which one is missing, or
not as it was made, is made again.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kit.base.cache.kinds import Kind
from kit.model.asset import Asset, Thumbnail  # noqa: TC001  (what is read is checked against them)
from kit.model.review import RolePair  # noqa: TC001
from kit.publish.store.manifest_file import sums_of
from kit.run.pipeline.making import MadePicture
from kit.run.pipeline.picture_cache import Found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.publish.store.contents import FileSum
    from kit.run.pipeline.making import Maker
    from kit.run.pipeline.unchanged.language_inputs import LanguageInputs


class PictureRow(NamedTuple):
    """What was made of a picture, and what was found in it."""

    drawing: str | None
    found: Found
    pairs: tuple[RolePair, ...]
    assets: tuple[Asset, ...]
    thumbnail: Thumbnail | None
    effects: bool

    @classmethod
    def of(cls, made: MadePicture) -> PictureRow:
        """Return the row of a picture that was made."""
        found = Found(made.composed_findings, made.pixel_findings)
        return cls(made.drawing, found, made.pairs, made.assets, made.thumbnail, made.effects)

    def made(self, index: int) -> MadePicture:
        """Return the picture of the row as it was made before, by its index in the plan."""
        return MadePicture(
            index,
            self.drawing,
            composed_findings=self.found.composed,
            pixel_findings=self.found.pixels,
            pairs=self.pairs,
            assets=self.assets,
            thumbnail=self.thumbnail,
            attempted=True,
            effects=self.effects,
            linked=True,
        )

    @property
    def sums(self) -> dict[str, FileSum]:
        """The sum of each of its files, by name."""
        return sums_of(self.assets, [self.thumbnail] if self.thumbnail else [])


class _LanguageEntry(NamedTuple):
    """The pictures of a language in the order of the plan, and the names of the entries that they were made from."""

    pictures: tuple[PictureRow, ...]
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
        rows = {index: (row, row.sums) for index, row in zip(indices, entry.pictures, strict=True)}
        whole = files.unchanged({name: one for _, sums in rows.values() for name, one in sums.items()})
        rows = {index: (row, sums) for index, (row, sums) in rows.items() if whole.issuperset(sums)}
        names = dict.fromkeys(name for _, sums in rows.values() for name in sums)
        if not files.take_over(names):
            return []
        return [row.made(index) for index, (row, _) in rows.items()]

    def keep(self, made: Mapping[int, MadePicture]) -> None:
        """Keep the languages of which every picture was made, and one of them now."""
        for tag, indices in self._by_language.items():
            pictures = [made[index] for index in indices if index in made]
            parts = self._key_parts(tag) if len(pictures) == len(indices) and _is_new(pictures) else ()
            if parts and all(one.assets and not one.faults for one in pictures):
                entries = {name for one in pictures for name in one.entries}
                entry = _LanguageEntry(tuple(map(PictureRow.of, pictures)), tuple(sorted(entries)))
                _LANGUAGES.keep(self._maker.cache, parts, entry, at=self._inputs.name(tag))

    def _key_parts(self, tag: str) -> tuple[str, ...]:
        """Return what a language is kept by; nothing if it can't be kept."""
        key = None if self._maker.project.pseudo else self._inputs.key(tag)
        if key is None:
            return ()
        paths = (self._maker.artboards[index].path for index in self._by_language[tag])
        return key, self._maker.rules_key, str(self._maker.date), *paths


def _is_new(pictures: Sequence[MadePicture]) -> bool:
    """Return whether no picture is of a language that was found as a whole."""
    return not any(one.linked for one in pictures)
