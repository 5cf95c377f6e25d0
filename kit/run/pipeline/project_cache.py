"""Projects that were read without a fault, kept for the next command.

Reading one takes longer than making a picture of it. It is kept by all that it was read from: the bytes of YAML files
and images, and the names of drawings and fonts. Where one of them is another, or anything is wrong, it is read anew.
There is one entry for each `kit.yaml` and one for each translation: a language that nobody asks for is not read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.kinds import Kind
from kit.base.document.document import Document, YamlPath
from kit.base.errors import Fault
from kit.base.lazy_imports import on_demand
from kit.base.whole_files import digest_if_read
from kit.model.campaign import Campaign
from kit.model.project import Project, TranslatedCampaign, Wanted, all_languages
from kit.project.catalogue import cache_sentences
from kit.project.folders import read_from, translation_read_from

if TYPE_CHECKING:
    from kit.project import load
    from kit.run.pipeline.judging import campaign_review
else:
    campaign_review = on_demand("kit.run.pipeline.judging.campaign_review")
    load = on_demand("kit.project.load")


T = TypeVar("T", Project, TranslatedCampaign)

#: The deepest nesting of lists and mappings; `kit.yaml` never needs a tenth of that.
_MOST_DEPTH = 100
_NO_DOCUMENT = Document("", (), None, {}, {})


class KeptDocument(NamedTuple):
    """A YAML file without what is in another one, and what is: by the index of that in the table, which is lower."""

    document: Document
    taken: tuple[YamlPath, ...]
    translated: tuple[tuple[YamlPath, int, YamlPath], ...]


@dataclass(frozen=True, slots=True)
class CampaignData(Generic[T]):
    """A project or a translation without the document of its campaign, which is the last of its documents."""

    bare: T
    documents: tuple[KeptDocument, ...]


def to_data(read: T) -> CampaignData[T]:
    """Return a project without translations, or a translation, as packable data."""
    if read.campaign is None:
        return CampaignData(read, ())
    table = _DocumentTable()
    table.index(read.campaign.document)
    bare = replace(read, campaign=replace(read.campaign, document=_NO_DOCUMENT))
    return CampaignData(bare, tuple(table.kept))


def from_data(data: CampaignData[T]) -> T | None:
    """Return data as what it was made from; None if its documents have another shape."""
    read, campaign = data.bare, data.bare.campaign
    if campaign is None:
        return None if data.documents else read
    try:
        return replace(read, campaign=replace(campaign, document=_documents(data.documents)[-1]))
    except (LookupError, ValueError):
        return None


class _DocumentTable:
    """Documents, each once, after those that its translated values come from."""

    def __init__(self) -> None:
        """Start empty."""
        self.kept: list[KeptDocument] = []
        self._indices: dict[int, int] = {}

    def index(self, document: Document) -> int:
        """Return the index of a document, which is added if it is new."""
        if id(document) not in self._indices:
            translated = tuple((path, self.index(other), at) for path, (other, at) in document.translated.items())
            taken = tuple(sorted(document.taken, key=repr))  # the same data for the same document
            bare = replace(document, taken=frozenset(), translated={}, replaced={})
            self.kept.append(KeptDocument(bare, taken, translated))
            self._indices[id(document)] = len(self.kept) - 1
        return self._indices[id(document)]


def _documents(kept: tuple[KeptDocument, ...]) -> list[Document]:
    """Return the documents of a table. Raises LookupError and ValueError for a table of another shape."""
    documents: list[Document] = []
    for bare, taken, placed in kept:
        if not is_text([bare.value, *bare.originals.values()]):
            raise ValueError("a value of YAML is text, a list or a mapping")
        translated = {path: (documents[_place(index)], at) for path, index, at in placed}
        documents.append(replace(bare, taken=frozenset(taken), translated=translated))
    return documents


def _place(index: int) -> int:
    """Return an index in a table. Raises ValueError for a negative one."""
    if index < 0:
        raise ValueError("an index counts from 0")
    return index


def is_text(value: object, depth: int = _MOST_DEPTH) -> bool:
    """Return whether a value is what YAML is read as: text, None, or a list or mapping of such, down to a depth."""
    if isinstance(value, dict | list) and depth:
        keys, values = (value.keys(), value.values()) if isinstance(value, dict) else ((), value)
        return all(isinstance(key, str) for key in keys) and all(is_text(item, depth - 1) for item in values)
    return value is None or isinstance(value, str)


_PROJECTS = Kind("project", CampaignData[Project])
_TRANSLATIONS = Kind("translation", CampaignData[TranslatedCampaign])


def read_project(spec: Path, wanted: Wanted = all_languages) -> Project:
    """Return a project in the languages that are `wanted` of it, from the cache if nothing of it has changed.

    The others are set aside. Raises SpecError with every fault, OutputError if KIT_CACHE names a folder in the project.
    """
    root = spec.parent.resolve()
    cache = project_cache(root)
    if cache.folder is None:
        return read_anew(spec, wanted)
    at, key_parts = os.fspath(spec.absolute()), read_from(spec)
    project = _sound(_PROJECTS.find(cache, key_parts, at=at))
    if project is None or not _is_of(root, project):
        project = load.read_untranslated(spec)
        if key_parts == read_from(spec):  # else a file was saved meanwhile: either version may have been read
            bare = replace(project, layouts=dict(project.layouts), placements=dict(project.placements))
            _PROJECTS.keep(cache, key_parts, to_data(bare), at=at)
    tags = project.set_aside.intersection(wanted(project))
    keys = {tag: (*key_parts, *translation_read_from(root, tag)) for tag in sorted(tags)}
    found = {tag: _sound(_TRANSLATIONS.find(cache, parts, at=f"{at} {tag}")) for tag, parts in keys.items()}
    reader = load.TranslationReader(spec, project, _judge)
    read = {tag: reader.read(tag) for tag, kept in found.items() if kept is None}
    if read and key_parts == read_from(spec):
        for tag, translation in read.items():
            if keys[tag] == (*key_parts, *translation_read_from(root, tag)):
                _TRANSLATIONS.keep(cache, keys[tag], to_data(translation), at=f"{at} {tag}")
    return project.with_translations({tag: kept or read[tag] for tag, kept in found.items()})


def read_anew(spec: Path, wanted: Wanted = all_languages) -> Project:
    """Return a project in the languages that are `wanted` of it, without what other facts in outdated words hold back.

    Raises SpecError with every fault.
    """
    return load.load_project(spec, _judge, wanted)


def _judge(campaign: Campaign) -> list[Fault]:
    """Return where the facts of a translation differ; the rules are imported for it alone."""
    return campaign_review.differing_facts(campaign)


def _sound(data: CampaignData[T] | None) -> T | None:
    """Return what is kept, whose sentences of the generator are known then; None if any of it has another shape."""
    kept = from_data(data) if data else None
    campaign = kept.campaign if kept else None
    if campaign is None:
        return kept
    if not is_text(campaign.sentences):
        return None
    if not campaign.has_own_sentences:
        cache_sentences(campaign.kit.language, dict(campaign.sentences))
    return kept


def _is_of(root: Path, project: Project) -> bool:
    """Return whether a kept project is in a folder, and every photo and logo of it the same file as before."""
    return project.root == root and all(
        (root / file).resolve() == image.path and digest_if_read(image.path) == image.sha256
        for file, image in project.images.items()
    )
