"""Read `manifest.json` and `SHA256SUMS` of a kit that anyone may have made; nothing in them is trusted."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from types import NoneType
from typing import TYPE_CHECKING

from kit.model.asset import Asset, Manifest
from kit.store.contents import MANIFEST, SUMS, difference, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.finding import Finding

_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,), "int": (int,), "str | None": (str, NoneType), "int | None": (int, NoneType),
}  # fmt: skip
#: What JSON may hold for each field of an asset.
_FIELDS = {field.name: _KINDS.get(str(field.type), (object,)) for field in fields(Asset)}
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def read_manifest(data: bytes) -> Manifest:
    """Return what a manifest says. Raises ValueError when it is none of schema 1."""
    try:
        content = json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    match content:
        case {
            "schema": 1,
            "kit": {"name": str(), "version": str()} as kit,
            "engines": dict(engines),
            "assets": [*rows],
        }:
            return Manifest(kit, engines, tuple(map(_asset, rows)))
    raise ValueError("it is no manifest of schema 1")


def _asset(row: object) -> Asset:
    if isinstance(row, dict) and row.keys() == _FIELDS.keys() and all(map(_is_sound, row.items())):
        return Asset(**row)
    raise ValueError(f"an asset has not the fields that it should, or not of their types: {row!r:.160}")


def _is_sound(field: tuple[str, object]) -> bool:
    name, value = field
    return isinstance(value, _FIELDS[name])


def sums_differences(listed: bytes, digests: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a finding for each file that is missing, not listed or changed, by what `SHA256SUMS` lists.

    `digests` holds the sha256 of every file of the kit but that list.
    """
    if not listed:
        yield difference("sums", f"{SUMS} is missing or empty")
        return
    sums = {}
    for number, line in enumerate(listed.decode("utf-8", "backslashreplace").split("\n")[:-1], start=1):
        matched = _LINE.fullmatch(line)
        if matched is None:
            yield difference("sums", f"line {number} of {SUMS} is no sum and name: {line[:120]!a}")
        else:
            sums[matched[2]] = matched[1]
    for name in sorted(sums.keys() - digests.keys()):
        yield difference("sums", f"{shown(name)} is missing, though {SUMS} lists it")
    for name, digest in digests.items():
        if name not in sums:
            yield difference("sums", f"{name} is not listed in {SUMS}")
        elif sums[name] != digest:
            yield difference("sums", f"{name} is changed: its sum is not the one in {SUMS}")
    if sums == digests and listed != sums_of(digests):
        yield difference("sums", f"{SUMS} has the right sums, but is not written as the kit writes it")


def sums_of(digests: Mapping[str, str]) -> bytes:
    """Return `SHA256SUMS` for files by name, sorted, as `sha256sum -c` reads it."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def listed_differences(manifest: Manifest, names: frozenset[str]) -> Iterator[Finding]:
    """Yield a finding for each file that the manifest has and the kit has not, or the other way round.

    Files at the top of the kit are papers, which the manifest does not list.
    """
    paths = [asset.path for asset in manifest.assets]
    if paths != sorted(set(paths)):
        yield difference("manifest", f"the assets in {MANIFEST} are not in the order of their paths, each once")
    beside = {f"{path.rpartition('.')[0]}{ending}" for path in paths for ending in (".caption.txt", ".alt.txt")}
    wanted = beside | set(paths)
    for name in sorted(wanted - names):
        yield difference("manifest", f"{shown(name)} is missing, though {MANIFEST} calls for it")
    for name in sorted(names - wanted):
        if "/" in name:
            yield difference("manifest", f"{name} is not in {MANIFEST}")
