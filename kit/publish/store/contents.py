"""The files of a kit: names that every system accepts, the content of each, and their checksums in `SHA256SUMS`.

The checksums in the manifest are compared here too, so that changed files are detected in one place.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from zlib import MAX_WBITS, decompressobj
from zlib import error as CompressionError  # noqa: N812

from kit.base.errors import Fault
from kit.base.whole_files import open_regular, read_regular
from kit.model.asset import Asset, Thumbnail
from kit.model.finding import Finding
from kit.model.manifest import MoreEntry

#: The files that describe all others.
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
#: The report in a kit in which a picture failed.
REPORT = "report.json"
#: Files that file managers leave in folders; they are never part of a kit.
FILE_MANAGER_FILES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
#: The most bytes of one file, several times those of the largest poster; larger ones are not read.
MOST_BYTES = 100_000_000


class FileSum(NamedTuple):
    """The sha256 of a file of a kit, in hexadecimal, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a kit, so that any process can read it: `size` bytes from `start` on, or `packed` bytes if deflated."""

    path: Path
    start: int
    size: int
    packed: int | None = None

    def read(self) -> bytes:
        """Return the contents; nothing, if it is deflated and was changed since. Raises OSError."""
        with open_regular(self.path) as (file, _):
            file.seek(self.start)
            if self.packed is None:
                return file.read(self.size)
            return inflated(file.read(self.packed), self.size) or b""


def inflated(packed: bytes, size: int) -> bytes | None:
    """Return a deflated text (https://www.rfc-editor.org/rfc/rfc1951), or None if its size is another."""
    inflater = decompressobj(-MAX_WBITS)
    try:
        data = inflater.decompress(packed, size + 1)
    except CompressionError:
        return None
    return data if inflater.eof and not inflater.unused_data and len(data) == size else None


@dataclass(frozen=True, slots=True)
class Contents:
    """The files of a kit, sorted by name."""

    names: tuple[str, ...]
    read: Callable[[str], bytes]


def folder_contents(folder: Path) -> tuple[Contents, list[Finding]]:
    """Return the files in a folder, without those of file managers, and a finding for each thing that is not read.

    That is what isn't a file, and a file of more than `MOST_BYTES`. Raises OSError if something can't be read; reading
    a content raises LinkRefusedError if a link took the place of a file or folder since.
    """
    names, findings, real = [], [], folder.resolve()
    for place, folders, files in os.walk(folder, onerror=_raise):
        for name in [*folders, *files]:
            path = Path(place, name)
            below = path.relative_to(folder).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                findings.append(
                    difference("names", f"{printable(below)} is a link or a device, not a file", code="not-a-file")
                )
            elif path.is_file() and name not in FILE_MANAGER_FILES:
                names.append(below)
                findings += _too_large(below, path.stat().st_size)
    return Contents(tuple(sorted(names)), lambda name: read_regular(real / name, MOST_BYTES, links=False)), findings


def _too_large(name: str, size: int) -> Iterator[Finding]:
    if size > MOST_BYTES:
        sentence = f"{printable(name)} has {size:,} bytes; no file of a kit has more than {MOST_BYTES:,}"
        yield difference("size", sentence, code="kit-file-too-large")


def _raise(error: OSError) -> None:
    raise error


#: A name, with its folders, must be shorter than this.
LONGEST = 120
#: A part of a name: not hidden, not like an option of a command, and without a dot at its end, which Windows drops.
_PART = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?")


def name_differences(names: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for every name that can't be unpacked safely, on its own or together with the others."""
    counted = Counter(names)
    faults = {name: _fault(name) or ("is duplicate" if count > 1 else None) for name, count in counted.items()}
    yield from (
        difference("names", f"{printable(name)} {sentence}", code="unsound-name")
        for name, sentence in faults.items()
        if sentence
    )
    files = {name for name, sentence in faults.items() if sentence is None}
    folders = {name[:index] for name in files for index, character in enumerate(name) if character == "/"}
    for name in sorted(files & folders):
        yield difference("names", f"{name!a} is both a file and a folder", code="name-of-file-and-folder")
    for _, twins in groupby(sorted(files | folders, key=str.lower), str.lower):
        first, *others = sorted(twins)
        yield from (
            difference("names", f"{first!a} and {other!a} differ only in case", code="names-differ-in-case")
            for other in others
        )


def _fault(name: str) -> str | None:
    parts = name.split("/")
    if name.startswith("/") or ".." in parts:
        return "leads outside its folder"
    if not all(map(_PART.fullmatch, parts)):
        return "has characters other than ASCII letters, digits, '_', '-' and '.'"
    return None if len(name) < LONGEST else f"is {len(name):,} characters long; it must be under {LONGEST}"


#: The most characters of a name in a message.
_LONGEST = 160


def difference(rule: str, sentence: str, remedy: str = "", *, code: str) -> Finding:
    """Return an error in a kit; the message names the file, `code` the kind of error."""
    return Finding(rule, "error", Fault(sentence, None, remedy, code=code))


def printable(name: str) -> str:
    """Return an untrusted name for a message: short, in quotes, without control characters."""
    return ascii(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}...")


_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def format_sums(digests: Mapping[str, str]) -> bytes:
    """Return `SHA256SUMS` for the sha256 of files by name, in hexadecimal; lines are sorted by name."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def parse_sums(data: bytes) -> dict[str, str]:
    """Return the sha256 of each file in a `SHA256SUMS`, by name, ignoring lines that aren't a checksum and a name."""
    return dict(pair for pair in map(_pair, _lines(data)) if pair)


def sums_of_folder(folder: Path) -> bytes:
    """Return `SHA256SUMS` for everything in a folder except hidden files and the list itself."""
    above = len(folder.parts)
    return format_sums(
        {
            "/".join(path.parts[above:]): sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file() and not path.name.startswith(".") and path.name != SUMS
        }
    )


def digests_of(contents: Contents) -> dict[str, str]:
    """Return the sha256 of every file of a kit by name, except that of `SHA256SUMS`."""
    return {name: sha256(contents.read(name)).hexdigest() for name in contents.names if name != SUMS}


def sums_differences(data: bytes, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each file that is missing, not listed or changed, according to `SHA256SUMS`.

    `data` is that list, empty if there is none; `digests` has the sha256 of every other file of the kit.
    """
    if not data:
        yield difference("sums", f"{SUMS} is missing or empty", code="sums-missing")
        return
    for number, line in enumerate(_lines(data), start=1):
        if _pair(line) is None:
            yield difference(
                "sums", f"line {number} of {SUMS} is not a checksum and a name: {line[:120]!a}", code="sums-line-broken"
            )
    listed = parse_sums(data)
    for name in sorted(listed.keys() - digests.keys()):
        yield difference("sums", f"{printable(name)} is missing, though {SUMS} lists it", code="listed-file-missing")
    for name, digest in digests.items():
        if name not in listed:
            yield difference("sums", f"{name} is not listed in {SUMS}", code="file-not-listed")
        elif listed[name] != digest:
            yield difference(
                "sums", f"{name} has changed: its checksum is not the one in {SUMS}", code="digest-differs"
            )
    if listed == digests and data != format_sums(digests):
        yield difference(
            "sums",
            f"{SUMS} has the right checksums, but is not in the form that the kit writes",
            code="sums-not-canonical",
        )


def entry_differences(asset: Asset | Thumbnail | MoreEntry, digest: str) -> Iterator[Finding]:
    """Yield a finding if the sha256 of a file isn't the one in its manifest entry."""
    if digest != asset.sha256:
        yield difference(
            "sums", f"{asset.path} has changed: its checksum is not the one in {MANIFEST}", code="digest-differs"
        )


def _lines(data: bytes) -> list[str]:
    """Return the lines that end with a line feed; an incomplete last line is ignored."""
    return data.decode("utf-8", "backslashreplace").split("\n")[:-1]


def _pair(line: str) -> tuple[str, str] | None:
    match = _LINE.fullmatch(line)
    return (match[2], match[1]) if match else None
