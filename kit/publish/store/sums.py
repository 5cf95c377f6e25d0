"""`SHA256SUMS`: written, read back and compared with the files of a kit.

The checksums in the manifest are compared here too, so that changed files are detected in one place.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.publish.store.contents import MANIFEST, SUMS, difference, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.model.asset import Asset, Thumbnail
    from kit.model.finding import Finding
    from kit.model.manifest import MoreEntry
    from kit.publish.store.contents import Contents


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
