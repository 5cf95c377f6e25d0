"""Read the `manifest.json` of a kit that anyone may have made; nothing in it is trusted."""

from __future__ import annotations

import json
from dataclasses import fields
from types import NoneType
from typing import TYPE_CHECKING

from kit.model.asset import Asset, Manifest
from kit.store.contents import MANIFEST
from kit.store.findings import difference, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.finding import Finding

_KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,), "int": (int,), "str | None": (str, NoneType), "int | None": (int, NoneType),
}  # fmt: skip
#: What JSON may hold for each field of an asset.
_FIELDS = {field.name: _KINDS.get(str(field.type), (object,)) for field in fields(Asset)}


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
        yield difference("manifest", f"{printable(name)} is missing, though {MANIFEST} calls for it")
    for name in sorted(names - wanted):
        if "/" in name:
            yield difference("manifest", f"{name} is not in {MANIFEST}")
