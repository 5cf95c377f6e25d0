"""A project as data: campaigns with their documents in a table of their own, as translations share theirs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.model.document import Document, YamlPath
from kit.model.project import Project  # noqa: TC001  (msgspec reads the annotations)

if TYPE_CHECKING:
    from kit.model.campaign import Campaign

#: How deep lists and mappings lie in each other at most; `kit.yaml` has no place for a tenth of that.
_MOST_DEPTH = 100
_NO_DOCUMENT = Document("", (), None, {}, {})


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A YAML file; values that stand in another one are named by its place in the table, which comes before."""

    file: str
    lines: tuple[str, ...]
    value: Any
    keys: dict[YamlPath, tuple[int, int]]
    values: dict[YamlPath, tuple[int, int]]
    taken: frozenset[YamlPath]
    translated: tuple[tuple[YamlPath, int, YamlPath], ...]


@dataclass(frozen=True, slots=True)
class ProjectData:
    """A project without its documents, all documents, and the place among them of that of each campaign."""

    project: Project
    documents: tuple[KeptDocument, ...]
    documents_of: tuple[int, ...]


def to_data(project: Project) -> ProjectData:
    """Return a project as data can say it."""
    table = _DocumentTable()
    documents_of = tuple(table.index(campaign.document) for campaign in project.campaigns)
    bare = _with_documents(project, [_NO_DOCUMENT] * len(documents_of))
    bare = replace(bare, layouts=dict(project.layouts), placements=dict(project.placements))
    return ProjectData(bare, tuple(table.kept), documents_of)


def from_data(data: ProjectData) -> Project | None:
    """Return the project that some data says; None where its documents are of another shape."""
    try:
        documents = _documents(data.documents)
        return _with_documents(data.project, [documents[_place(index)] for index in data.documents_of])
    except (LookupError, ValueError):
        return None


class _DocumentTable:
    """Documents, each once, after those that its translated values stand in."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: list[KeptDocument] = []
        self._indices: dict[int, int] = {}

    def index(self, document: Document) -> int:
        """Return the place of a document, which is entered if it is not there."""
        if id(document) not in self._indices:
            one = document
            translated = tuple((path, self.index(other), there) for path, (other, there) in one.translated.items())
            keys, values = dict(one.keys), dict(one.values)
            self.kept.append(KeptDocument(one.file, one.lines, one.value, keys, values, one.taken, translated))
            self._indices[id(document)] = len(self.kept) - 1
        return self._indices[id(document)]


def _documents(kept: tuple[KeptDocument, ...]) -> list[Document]:
    """Return documents of a table. Raises LookupError and ValueError for a table of another shape."""
    found: list[Document] = []
    for one in kept:
        if not is_text(one.value):
            raise ValueError("a value of YAML is text, a list or a mapping")
        translated = {path: (found[_place(index)], there) for path, index, there in one.translated}
        found.append(Document(one.file, one.lines, one.value, one.keys, one.values, one.taken, translated))
    return found


def _place(index: int) -> int:
    """Return a place in a table. Raises ValueError for one before its beginning."""
    if index < 0:
        raise ValueError("places count from 0")
    return index


def is_text(value: object, depth: int = _MOST_DEPTH) -> bool:
    """Tell whether a value is what YAML is read as: a text, nothing, or a list or mapping of such, down to a depth."""
    if isinstance(value, dict | list) and depth:
        keys, values = (value.keys(), value.values()) if isinstance(value, dict) else ((), value)
        return all(isinstance(key, str) for key in keys) and all(is_text(item, depth - 1) for item in values)
    return value is None or isinstance(value, str)


def _with_documents(project: Project, documents: list[Document]) -> Project:
    """Return a project whose campaigns have some documents, in their order. Raises ValueError for another number."""
    found = [_read_of(campaign, one) for campaign, one in zip(project.campaigns, documents, strict=True)]
    translations = dict(zip(project.translations, found[1:], strict=True))
    return replace(project, campaign=found[0], translations=translations)


def _read_of(campaign: Campaign, document: Document) -> Campaign:
    return replace(campaign, document=document)
