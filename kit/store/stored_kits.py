"""Kits in an object store: their files by digest, a record for each task of a build, and one for each kit.

    objects/xx/…            content, by its sha256
    batches/KEY             the results of one task, by what it was made from
    kits/NAME.json          a kit: the sha256 of its manifest and of each document, and where its pictures are listed

Captions and alternative texts are not stored by themselves: they are in the manifest, and a third of all files.
"""

from __future__ import annotations

import datetime as dt
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from kit.base.errors import ArchiveError, Fault, did_you_mean
from kit.store.contents import MANIFEST, SUMS, Contents
from kit.store.manifest_file import built_languages, parse_manifest
from kit.store.objects import LostObjectError
from kit.store.sums import parse_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kit.model.manifest import Manifest
    from kit.store.objects import ObjectStore


#: The folders of the records of tasks and of kits.
BATCHES, KITS = "batches", "kits"
#: The schema of a kit's record.
_SCHEMA = 1
#: The endings of the texts beside pictures, which the manifest has too.
TEXTS = (".caption.txt", ".alt.txt")
#: How many files of a task are sent at a time.
_AT_A_TIME = 8


@dataclass(slots=True)
class StoredFiles:
    """The files of a build in an object store, sent when their task is done; see `WrittenFiles`."""

    store: ObjectStore
    _collected: dict[str, bytes] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def __reduce__(self) -> tuple[type[StoredFiles], tuple[ObjectStore]]:
        """Pickle for a worker, with nothing collected."""
        return StoredFiles, (self.store,)

    def has(self, name: str) -> bool:
        """Return whether a file of this task is there already."""
        return name in self._collected

    def put(self, name: str, data: bytes) -> None:
        """Take a file, unless the manifest will have it."""
        if not name.endswith(TEXTS):
            self._collected[name] = data

    def get(self, _name: str, digest: str) -> bytes:
        """Return a file by its sha256. Raises OutputError."""
        waiting = (data for data in self._collected.values() if sha256(data).hexdigest() == digest)
        return next(waiting, None) or self.store.get(digest)

    def unchanged(self, sums: Mapping[str, str]) -> set[str]:
        """Return the names of the files that are in the store, by the sha256 of each. Raises OutputError."""
        self._known = self._known or self.store.digests()
        return {name for name, digest in sums.items() if name.endswith(TEXTS) or digest in self._known}

    def take_over(self, _names: Iterable[str]) -> bool:
        """Return that such files stay where they are."""
        return True

    def send(self) -> None:
        """Store what was put since the last call, several files at a time. Raises OutputError."""
        waiting = {sha256(data).hexdigest(): data for data in self._collected.values()}
        new = {digest: data for digest, data in waiting.items() if digest not in self._known}
        self._collected = {}
        with ThreadPoolExecutor(_AT_A_TIME) as threads:
            self._known.update(threads.map(self.store.put, new.values(), new))


@dataclass(slots=True)
class StoreTarget:
    """An object store as the target of one build; see `KitTarget`. `date` is that of a kit's zips."""

    store: ObjectStore
    files: StoredFiles
    date: dt.datetime
    _documents: dict[str, bytes] = field(default_factory=dict)

    def write(self, name: str, data: bytes) -> None:
        """Take a document."""
        self._documents[name] = data

    def remove(self, names: Iterable[str]) -> None:
        """Take documents back; pictures that no kit lists are nobody's."""
        for name in names:
            self._documents.pop(name, None)

    def languages_before(self, name: str, manifest: str) -> set[str]:
        """Return the languages of the kit that has a name now; none if its manifest has that sha256, or is lost."""
        record = _record(self.store, name)
        if record is None or record.documents[MANIFEST] == manifest:
            return set()
        try:
            return {*built_languages(parse_manifest(self.store.get(record.documents[MANIFEST])).assets)}
        except (LostObjectError, ValueError):  # the kit that is built takes its place
            return set()

    def address(self, name: str) -> str:
        """Return the address of the record of a kit."""
        return f"{self.store.url}/{KITS}/{name}.json"

    def publish(self, name: str, *, whole: bool) -> list[Path]:
        """Store the documents, and the record of a kit that is `whole`, last; of another nothing is listed."""
        if whole:
            documents = {file: self.store.put(data) for file, data in self._documents.items()}
            record = {"schema": _SCHEMA, "date": self.date.isoformat(), "documents": documents}
            data = json.dumps(record, indent=1, sort_keys=True) + "\n"
            self.store.put_record(f"{KITS}/{name}.json", data.encode())
        return []


@contextmanager
def stored_target(store: ObjectStore, date: dt.datetime) -> Iterator[StoreTarget]:
    """Yield a target in a store for a kit of a date. Raises OutputError if the folder of one can't be made."""
    store.create()
    yield StoreTarget(store, StoredFiles(store), date)


def kit_names(store: ObjectStore) -> list[str]:
    """Return the names of the kits in a store, sorted. Raises OutputError."""
    return sorted(name.removesuffix(".json") for name in store.names(KITS) if name.endswith(".json"))


@dataclass(frozen=True, slots=True)
class StoredKit:
    """A kit in a store: its files, each read when it is asked for and compared, its manifest, the date of its zips."""

    contents: Contents
    manifest: Manifest
    date: dt.datetime


def stored_kit(store: ObjectStore, name: str) -> StoredKit:
    """Return a kit in a store. Raises ArchiveError if it is not there or damaged, OutputError as the store does."""
    record = _record(store, name)
    if record is None:
        known = kit_names(store)
        message = f"there is no kit '{name}' in {store.url}"
        remedy = did_you_mean(name, known) if known else "build one: kit build --store"
        raise ArchiveError(Fault(message, None, remedy, code="stored-kit-missing"))
    documents = record.documents
    try:
        manifest = parse_manifest(store.get(documents[MANIFEST]))
    except ValueError as error:
        message = f"the manifest of '{name}' in {store.url} can't be read: {error}"
        raise ArchiveError(Fault(message, None, "build the kit again", code="manifest-unreadable")) from error
    sums = {**parse_sums(store.get(documents[SUMS])), **documents}
    texts = dict(_texts(manifest))

    def read(file: str) -> bytes:
        """Return a file of the kit."""
        return texts[file] if file in texts else store.get(sums[file])

    return StoredKit(Contents(tuple(sorted(sums)), read), manifest, record.date)


def _texts(manifest: Manifest) -> Iterator[tuple[str, bytes]]:
    """Yield the texts beside the pictures of a kit, by name."""
    for asset in manifest.assets:
        stem = asset.path.rpartition(".")[0]
        yield f"{stem}.caption.txt", f"{asset.caption}\n".encode()
        yield f"{stem}.alt.txt", f"{asset.alt}\n".encode()


class _KitRecord(NamedTuple):
    """The record of a kit: the sha256 of each document by name, and the date of its zips."""

    documents: dict[str, str]
    date: dt.datetime


def _record(store: ObjectStore, name: str) -> _KitRecord | None:
    """Return the record of a kit in a store; None if there is none that can be read."""
    data = store.get_record(f"{KITS}/{name}.json")
    try:
        found = json.loads(data or b"{}")
        record = _KitRecord(dict(found["documents"]), dt.datetime.fromisoformat(found["date"]))
    except (KeyError, TypeError, ValueError):
        return None
    return record if {MANIFEST, SUMS} <= record.documents.keys() else None
