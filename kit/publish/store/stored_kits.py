"""Kits in an object store: their files by digest, a record for each task of a build, and one for each kit.

    objects/xx/…            content, by its sha256
    batches/KEY             the results of one task, by what it was made from
    kits/NAME.json          a kit: the sha256 of its manifest and of each document, and where its pictures are listed

Captions and alternative texts are not stored by themselves: they are in the manifest, and a third of all files.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from kit.base.errors import ArchiveError, Fault, did_you_mean
from kit.model.asset import TEXTS, text_files
from kit.model.finding import Finding
from kit.model.manifest import Manifest
from kit.publish.store.contents import MANIFEST, SUMS, Contents, FileSum, name_differences, parse_sums, sums_differences
from kit.publish.store.manifest_file import built_languages, parse_manifest, sums_of
from kit.publish.store.objects import LostObjectError, ObjectStore

#: The folders of the records of tasks and of kits.
BATCHES, KITS = "batches", "kits"
#: The schema of a kit's record.
_SCHEMA = 1
#: The name of a kit, which becomes that of a folder, and a sha256.
_NAME, _DIGEST = re.compile(r"[^./\\][^/\\]*"), re.compile(r"[0-9a-f]{64}")
#: How many files are sent or read at a time.
_AT_A_TIME = 8


@dataclass(slots=True)
class StoredFiles:
    """The files of a build in an object store, sent when their task is done; see `WrittenFiles`."""

    store: ObjectStore
    _collected: dict[str, bytes] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

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

    def unchanged(self, sums: Mapping[str, FileSum]) -> set[str]:
        """Return the names of the files that are in the store with their size, by their sums. Raises OutputError."""
        self._known = self._known or self.store.sizes()
        return {name for name, (digest, size) in sums.items() if name.endswith(TEXTS) or self._has(digest, size)}

    def _has(self, digest: str, size: int) -> bool:
        """Return whether content is known to be in the store with its size: what was cut short is stored again."""
        return self._known.get(digest) == size

    def take_over(self, _names: Iterable[str]) -> bool:
        """Return that such files stay where they are."""
        return True

    def hand_over(self, record: str, results: bytes | None) -> dict[str, bytes]:
        """Store what was put since the last call, several files at a time, then the results under their record."""
        waiting = {sha256(data).hexdigest(): data for data in self._collected.values()}
        new = {digest: data for digest, data in waiting.items() if not self._has(digest, len(data))}
        self._collected = {}
        with ThreadPoolExecutor(_AT_A_TIME) as threads:
            self._known.update((digest, len(new[digest])) for digest in threads.map(self.store.put, new.values(), new))
        if record and results is not None:
            self.store.put_record(f"{BATCHES}/{record}", results)
        return {}

    def elsewhere(self) -> StoredFiles:
        """Return what sends files to the store from another machine."""
        return StoredFiles(self.store)


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
    record = _existing_record(store, name)
    manifest = _manifest(store, name, record)
    sums = {**parse_sums(store.get(record.documents[SUMS])), **record.documents}
    if faults := [finding.fault for finding in name_differences([*sums])]:
        raise ArchiveError(*faults)
    texts = dict(chain.from_iterable(text_files(asset.stem, asset) for asset in manifest.assets))

    def read(file: str) -> bytes:
        """Return a file of the kit."""
        return texts[file] if file in texts else store.get(sums[file])

    return StoredKit(Contents(tuple(sorted(sums)), read), manifest, record.date)


def _manifest(store: ObjectStore, name: str, record: _KitRecord) -> Manifest:
    """Return the manifest of a kit in a store. Raises ArchiveError if it can't be read, OutputError if it is lost."""
    try:
        return parse_manifest(store.get(record.documents[MANIFEST]))
    except ValueError as error:
        message = f"the manifest of '{name}' in {store.url} can't be read: {error}"
        raise ArchiveError(Fault(message, None, "build the kit again", code="manifest-unreadable")) from error


def stored_differences(store: ObjectStore, name: str) -> Iterator[Finding]:
    """Yield a finding for each file of a kit in a store that is lost, or not what its lists say. Everything is read.

    The texts beside pictures are in the manifest. Raises ArchiveError if the kit is not there, or its manifest can't be
    read, OutputError if the store can't be used.
    """
    record = _existing_record(store, name)
    documents = record.documents
    lost = {finding.where: finding for finding in _lost(store, documents)}
    yield from lost.values()
    sums = b"" if SUMS in lost else store.get(documents[SUMS])
    entries = {} if MANIFEST in lost else _entries(_manifest(store, name, record))
    files = {**entries, **parse_sums(sums)}
    yield from name_differences([*{**files, **documents}])
    objects = {file for file in files if not file.endswith(TEXTS)} - documents.keys()
    yield from _lost(store, {file: files[file] for file in objects})
    if not {MANIFEST, SUMS} & lost.keys():
        digests = {**entries, **documents}
        yield from sums_differences(sums, {file: digest for file, digest in digests.items() if file != SUMS})


def _entries(manifest: Manifest) -> dict[str, str]:
    """Return the sha256 of each file that a manifest lists, by name."""
    sums = sums_of(manifest.assets, [*manifest.thumbnails, *(manifest.more or ())])
    return {file: its.sha256 for file, its in sums.items()}


def _lost(store: ObjectStore, files: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each of some files, given by sha256, that is not in a store as it was stored."""
    digests = [*dict.fromkeys(files.values())]
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        faults = dict(zip(digests, threads.map(partial(_fault_of, store), digests), strict=True))
    for file in sorted(files):
        fault = faults[files[file]]
        if fault:
            yield Finding("sums", "error", fault, file)


def _fault_of(store: ObjectStore, digest: str) -> Fault | None:
    """Read content from a store; return why it is not what was stored."""
    try:
        store.get(digest)
    except LostObjectError as error:
        return error.faults[0]
    return None


class _KitRecord(NamedTuple):
    """The record of a kit: the sha256 of each document by name, and the date of its zips."""

    documents: dict[str, str]
    date: dt.datetime


def _existing_record(store: ObjectStore, name: str) -> _KitRecord:
    """Return the record of a kit in a store. Raises ArchiveError if there is none, or none that can be read."""
    record = _record(store, name)
    if record:
        return record
    known = kit_names(store)
    if name in known:
        message, remedy = f"the record of the kit '{name}' in {store.url} can't be read", "build the kit again"
        raise ArchiveError(Fault(message, None, remedy, code="stored-kit-unreadable"))
    message = f"there is no kit '{name}' in {store.url}"
    remedy = did_you_mean(name, known) if known else "build one: kit build --store"
    raise ArchiveError(Fault(message, None, remedy, code="stored-kit-missing"))


def _record(store: ObjectStore, name: str) -> _KitRecord | None:
    """Return the record of a kit in a store; None if there is none that can be read."""
    try:
        data = store.get_record(f"{KITS}/{name}.json") if _NAME.fullmatch(name) else None
        content = json.loads(data or b"{}")
        record = _KitRecord(dict(content["documents"]), dt.datetime.fromisoformat(content["date"]))
        are_digests = all(map(_DIGEST.fullmatch, record.documents.values()))
    except (LostObjectError, KeyError, TypeError, ValueError):
        return None
    return record if are_digests and {MANIFEST, SUMS} <= record.documents.keys() else None
