"""An object store: content by its digest, and small records by name, in S3, Google's or Azure's storage, or a folder.

Nothing relies on a store refusing to overwrite, as some do not: the name of content is its digest, so whoever writes it
twice writes the same, and what is read is compared. Addresses and credentials are those of obstore
(https://developmentseed.org/obstore): `AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID` and so on in the environment, and
`AWS_ALLOW_HTTP=true` for a server without TLS.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

from kit.base.errors import Fault, OutputError
from kit.base.lazy_imports import on_demand
from kit.base.real_folders import is_junction
from kit.base.system_errors import reason_of

if TYPE_CHECKING:
    import obstore
    from obstore import store as stores
    from obstore.store import ClientConfig, RetryConfig
else:
    # The library is that of the extra `store`.
    obstore, stores = map(on_demand, ("obstore", "obstore.store")) if find_spec("obstore") else (None, None)


#: The beginnings of the addresses of stores.
SCHEMES = ("s3", "gs", "az", "file", "memory")
_OBJECTS = "objects"
_DIGITS = 2
#: A request is repeated a few times, and given up after this many seconds in all; a single one after fewer.
_MOST_RETRIES, _IN_ALL, _SINGLE = 4, 60, 20
#: How stores say that they have no room: the system, for a folder, and servers.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_FULL = re.compile(r"os error (?:28|122)|code: (?:28|122),|\b507\b|StorageFull|QuotaExceeded")
_INSTALL = "install it: pip install 'child-safety-first-kit[store]'"


#: The stores in the memory of this process, by their addresses.
_MEMORY: dict[str, stores.MemoryStore] = {}


class LostObjectError(OutputError):
    """An object that was stored is not there, or is another one."""


class ObjectStore:
    """One store by its address, such as s3://bucket/folder. It can be pickled; connections are opened on first use."""

    def __init__(self, url: str) -> None:
        """Take an address. Raises OutputError for one that is not of a store, and without the library."""
        if obstore is None:
            raise OutputError(Fault("the library for stores is missing", None, _INSTALL, code="store-not-installed"))
        self.url = url.rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not (parts.netloc or parts.path.strip("/") or parts.scheme == "memory"):
            remedy = "write it as s3://BUCKET/FOLDER, gs://…, az://…, or file:///FOLDER"
            raise OutputError(Fault(f"'{url}' is not the address of a store", None, remedy, code="invalid-store"))
        if parts.scheme == "file" and (parts.netloc or not parts.path.startswith("/")):
            remedy = f"a folder has three slashes: file:///{parts.netloc}{parts.path}"
            raise OutputError(Fault(f"'{url}' is not the address of a folder", None, remedy, code="invalid-store"))

    def create(self) -> None:
        """Make the folder of a store that is one. Raises OutputError if the folder above it is missing."""
        folder = self._folder
        if folder is None or folder.is_dir():
            return
        if not folder.parent.is_dir():
            message, remedy = f"there is no folder {folder.parent} for the store", "create it, or correct the address"
            raise OutputError(Fault(message, None, remedy, code="store-folder-missing"))
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error

    @property
    def _folder(self) -> Path | None:
        """The folder of a store that is one."""
        return Path(url2pathname(urlsplit(self.url).path)) if self.url.startswith("file:") else None

    def require_shared(self) -> None:
        """Raise OutputError if other processes would not find what is in the store."""
        if self.url.startswith("memory:"):
            message, remedy = "a store in memory is that of one process", "make the pictures in it: --jobs 0"
            raise OutputError(Fault(message, None, remedy, code="store-not-shared"))

    def __reduce__(self) -> tuple[type[ObjectStore], tuple[str]]:
        """Pickle for a worker, without connections."""
        return ObjectStore, (self.url,)

    @cached_property
    def _store(self) -> stores.ObjectStore:
        """The opened store. Raises OutputError if it can't be opened."""
        try:
            if self.url.startswith("memory:"):
                return _MEMORY.setdefault(self.url, stores.MemoryStore())
            if self._folder:
                self._require_folder(self._folder)
                return stores.from_url(self.url)
            return stores.from_url(self.url, client_options=_connection(), retry_config=_retries())
        except (obstore.exceptions.BaseError, ValueError, OSError) as error:
            raise self._unusable(error) from error

    def _require_folder(self, folder: Path) -> None:
        """Raise OutputError if the folder of the store is missing, or has anything in it but files and folders.

        Whoever reads from a store must not make it. The library follows links and waits for pipes.
        """
        if not folder.is_dir():
            message = f"there is no folder {folder}"
            remedy = f"correct the address, or build a kit into it: kit build --store {self.url}"
            raise OutputError(Fault(message, None, remedy, code="store-folder-missing"))
        _require_files(folder)

    def put(self, data: bytes, digest: str = "") -> str:
        """Store content, whose sha256 may be given, unless it is there; return its sha256. Raises OutputError.

        What is there with another size was emptied or cut short, and is written again.
        """
        digest = digest or sha256(data).hexdigest()
        if self.size(digest) != len(data):
            self.put_record(_path(digest), data)
        return digest

    def size(self, digest: str) -> int | None:
        """Return how many bytes the content of a sha256 has in the store; None if it is missing. Raises OutputError."""
        try:
            return int(obstore.head(self._store, _path(digest))["size"])
        except FileNotFoundError:
            return None
        except (obstore.exceptions.BaseError, OSError) as error:
            raise self._unusable(error) from error

    def get(self, digest: str) -> bytes:
        """Return the content of a sha256. Raises LostObjectError if it is not there, or is something else."""
        data = self.get_record(_path(digest))
        if data is None:
            message = f"{self.url} has lost an object: {_path(digest)}"
            remedy = "build the kit again, which stores it"
            raise LostObjectError(Fault(message, None, remedy, code="stored-object-missing"))
        if sha256(data).hexdigest() != digest:
            message = f"an object in {self.url} is not what was stored: {_path(digest)}"
            remedy = "delete it and build the kit again"
            raise LostObjectError(Fault(message, None, remedy, code="stored-object-damaged"))
        return data

    def sizes(self) -> dict[str, int]:
        """Return the bytes of all content by its sha256. Raises OutputError."""
        return {name.replace("/", ""): size for name, size in self._names_and_sizes(_OBJECTS)}

    def put_record(self, name: str, data: bytes) -> None:
        """Store a record under a name, in the place of an earlier one. Raises OutputError."""
        try:
            obstore.put(self._store, name, data)
        except (obstore.exceptions.BaseError, OSError) as error:
            raise self._unusable(error) from error

    def get_record(self, name: str) -> bytes | None:
        """Return a record; None if there is none. Raises LostObjectError if it ends too early, or else OutputError."""
        try:
            answer = obstore.get(self._store, name)
        except FileNotFoundError:
            return None
        except (obstore.exceptions.BaseError, OSError) as error:
            raise self._unusable(error) from error
        try:
            return answer.bytes().to_bytes()
        except (obstore.exceptions.BaseError, OSError) as error:  # the library has asked for the rest several times
            message = f"an object in {self.url} is shorter than the store says: {name}"
            remedy = "check the connection and try again, or else delete it and build the kit again"
            raise LostObjectError(Fault(message, None, remedy, code="stored-object-damaged")) from error

    def names(self, folder: str) -> Iterator[str]:
        """Yield the names of all that is in a folder, without that of the folder. Raises OutputError."""
        return (name for name, _ in self._names_and_sizes(folder))

    def _names_and_sizes(self, folder: str) -> Iterator[tuple[str, int]]:
        """Yield the name and the bytes of all that is in a folder. Raises OutputError."""
        try:
            for rows in obstore.list(self._store, folder):
                yield from ((row["path"].removeprefix(f"{folder}/"), row["size"]) for row in rows)
        except (obstore.exceptions.BaseError, OSError) as error:
            raise self._unusable(error) from error

    def _unusable(self, error: Exception) -> OutputError:
        """Return the error of a store that can't be used; what is in it stays there."""
        first = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
        if isinstance(error, OSError) and error.errno:
            first = f"{error.filename}: {reason_of(error).words}"
        if _FULL.search(str(error)) or (isinstance(error, OSError) and error.errno in _NO_ROOM):
            words = reason_of(OSError(errno.ENOSPC, "")).words if self._folder else first
            remedy = "make room, then build again: what was stored is kept, and the last kit is as it was"
            return OutputError(Fault(f"the store {self.url} is full: {words}", None, remedy, code="store-full"))
        message = f"can't use the store {self.url}: {first}"
        remedy = "check connection and credentials, then try again: what was stored is kept"
        return OutputError(Fault(message, None, remedy, code="store-unusable"))


def _require_files(folder: Path) -> None:
    """Raise OutputError for the first thing in a folder of a store, at any depth, that is neither file nor folder."""
    folders = [os.fspath(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and not is_junction(entry):
                    folders.append(entry.path)
                elif not entry.is_file(follow_symlinks=False):
                    message = (
                        f"{entry.path} is a link, a pipe or a device; the folder of a store has only files and folders"
                    )
                    remedy = "delete it, or name another store"
                    raise OutputError(Fault(message, None, remedy, code="store-unusable"))


def _path(digest: str) -> str:
    return f"{_OBJECTS}/{digest[:_DIGITS]}/{digest[_DIGITS:]}"


def _connection() -> ClientConfig:
    """Return how requests are sent: encrypted, unless the environment allows otherwise, as for a server nearby."""
    return {"timeout": f"{_SINGLE}s", "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() == "true"}


def _retries() -> RetryConfig:
    return {"max_retries": _MOST_RETRIES, "retry_timeout": dt.timedelta(seconds=_IN_ALL)}
