"""Projects that were read without a fault, kept for the next command.

Reading one takes longer than making a picture of it. It is kept by all that it was read from: the bytes of YAML files
and images, and the names of drawings and fonts. Where one of them is another, or anything is wrong, it is read anew.
There is one entry for each `kit.yaml`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from kit.base.cache.cache_folder import project_cache
from kit.base.cache.kinds import Kind
from kit.base.document.document import Document, YamlPath
from kit.base.lazy_imports import on_demand
from kit.base.whole_files import digest_if_read
from kit.model.project import Project  # noqa: TC001  (msgspec reads the annotations)
from kit.project.catalogue import cache_sentences
from kit.project.folders import read_from

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault
    from kit.model.campaign import Campaign
    from kit.project import load
    from kit.run.pipeline.judging import campaign_review
else:
    campaign_review = on_demand("kit.run.pipeline.judging.campaign_review")
    load = on_demand("kit.project.load")


#: The deepest nesting of lists and mappings; `kit.yaml` never needs a tenth of that.
_MOST_DEPTH = 100
_NO_DOCUMENT = Document("", (), None, {}, {})


class KeptDocument(NamedTuple):
    """A YAML file without what is in another one, and what is: by the index of that in the table, which is lower."""

    document: Document
    taken: tuple[YamlPath, ...]
    translated: tuple[tuple[YamlPath, int, YamlPath], ...]


@dataclass(frozen=True, slots=True)
class ProjectData:
    """A project without its documents, all documents, and the index of each campaign's document."""

    project: Project
    documents: tuple[KeptDocument, ...]
    documents_of: tuple[int, ...]


def to_data(project: Project) -> ProjectData:
    """Return a project as packable data."""
    table = _DocumentTable()
    documents_of = tuple(table.index(campaign.document) for campaign in project.campaigns)
    bare = _with_documents(project, [_NO_DOCUMENT] * len(documents_of))
    bare = replace(bare, layouts=dict(project.layouts), placements=dict(project.placements))
    return ProjectData(bare, tuple(table.kept), documents_of)


def from_data(data: ProjectData) -> Project | None:
    """Return data as a project; None if its documents have another shape."""
    try:
        documents = _documents(data.documents)
        return _with_documents(data.project, [documents[_place(index)] for index in data.documents_of])
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


def _with_documents(project: Project, documents: list[Document]) -> Project:
    """Return a project whose campaigns have the given documents, in order. Raises ValueError for another number."""
    read = [replace(bare, document=document) for bare, document in zip(project.campaigns, documents, strict=True)]
    translations = dict(zip(project.translations, read[1:], strict=True))
    return replace(project, campaign=read[0], translations=translations)


_PROJECTS = Kind("project", ProjectData)


def read_project(spec: Path) -> Project:
    """Return the project of a `kit.yaml`, from the cache if nothing has changed.

    Raises SpecError with every fault, OutputError if KIT_CACHE names a folder in the project.
    """
    root = spec.parent.resolve()
    cache = project_cache(root)
    if cache.folder is None:
        return read_anew(spec)
    at, key_parts = os.fspath(spec.absolute()), read_from(spec)
    kept = _project(_PROJECTS.find(cache, key_parts, at=at))
    if kept and kept.root == root and _has_same_images(kept):
        return kept
    project = read_anew(spec)
    if key_parts == read_from(spec):  # else a file was saved meanwhile: either version may have been read
        _PROJECTS.keep(cache, key_parts, to_data(project), at=at)
    return project


def read_anew(spec: Path) -> Project:
    """Return the project of a `kit.yaml`, without the messages that other facts in outdated words hold back.

    Raises SpecError with every fault.
    """

    def judge(campaign: Campaign) -> list[Fault]:
        """Return where the facts of a translation differ; the rules are imported for it alone."""
        return campaign_review.differing_facts(campaign)

    return load.load_project(spec, judge)


def _project(kept: ProjectData | None) -> Project | None:
    """Return the project that is kept, whose sentences of the generator are known then.

    None where something of it is of another shape.
    """
    project = from_data(kept) if kept else None
    if project is None or not all(is_text(campaign.sentences) for campaign in project.campaigns):
        return None
    for campaign in project.campaigns:
        if not campaign.has_own_sentences:
            cache_sentences(campaign.kit.language, dict(campaign.sentences))
    return project


def _has_same_images(project: Project) -> bool:
    """Return whether every photo and logo of a kept project is the same file as before."""
    return all(
        (project.root / file).resolve() == image.path and digest_if_read(image.path) == image.sha256
        for file, image in project.images.items()
    )
