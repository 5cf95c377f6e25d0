"""Find the commit that a person means by a revision, such as `HEAD~3`, `v1.0.0`, `heads/main` or `4518b00`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.repository.location import damaged
from kit.repository.objects import UnknownRevisionError
from kit.repository.refs import Refs

if TYPE_CHECKING:
    from kit.repository.objects import Objects

#: A name, and the steps from it: `~3`, `^2`, `^{commit}`. No name of a ref holds what a step begins with.
_REVISION = re.compile(r"([^\s~^:]+)((?:[~^][0-9]{0,9}|\^\{(?:commit)?\})*)")
_STEP = re.compile(r"\^\{\w*\}|[~^][0-9]*")
#: The first digits of a hash, alone or behind what `git describe` writes before them.
_DIGITS = re.compile(r"(?:.*-g)?([0-9a-f]{4,64})", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+")
_FORMS = "branches, tags, hashes and HEAD are, with ~N or ^N behind them"


def commit_of(revision: str, objects: Objects) -> str:
    """Return the hash of the commit of a revision (https://git-scm.com/docs/gitrevisions).

    Every step is taken over objects that were held to their hashes. Raises UnknownRevisionError, or SpecError for what
    can't be read.
    """
    parts = _REVISION.fullmatch(revision)
    if not parts:
        raise UnknownRevisionError(_FORMS)
    commit = _peeled(_named(parts[1], objects), objects)
    for step in _STEP.findall(parts[2]):
        commit = _stepped(commit, step, objects)
    objects.size(commit, "commit")  # the last step may lead to one that a shallow clone has not
    return commit


def tree_of(commit: str, objects: Objects) -> str:
    """Return the hash of the tree of a commit."""
    return _fields(commit, "commit", objects, "tree")[0]


def _named(name: str, objects: Objects) -> str:
    """Return the hash of the object that a name means: a whole hash before a ref, first digits only after one."""
    is_whole = len(name) == objects.digits and _HEX.fullmatch(name.lower())
    found = None if is_whole else Refs(objects.repository).find(name)
    digits = None if found else _DIGITS.fullmatch(name)
    if digits:
        header = objects.header(digits[1].lower())
        found = header.hash if header else None
    if found is None:
        _raise_if_cut_off(name, objects)
        raise UnknownRevisionError
    return found


def _raise_if_cut_off(name: str, objects: Objects) -> None:
    """Raise SpecError for a hash that is nowhere in a clone which is known to have only a part of all."""
    error = objects.missing(name, "commit")
    if _DIGITS.fullmatch(name) and error.faults[0].code != "object-missing":
        raise error


def _peeled(hash_: str, objects: Objects) -> str:
    """Return the commit that an object is, or that a tag of tags names in the end."""
    while True:
        header = objects.header(hash_)
        if header is None:
            raise objects.missing(hash_, "commit")
        if header.kind == "commit":
            return hash_
        if header.kind != "tag":
            raise UnknownRevisionError(f"it is a {header.kind}")
        hash_ = _fields(hash_, "tag", objects, "object")[0]


def _stepped(commit: str, step: str, objects: Objects) -> str:
    """Return the commit that a step leads to."""
    if step.startswith("^{"):
        return commit
    number = int(step[1:] or 1)
    if step[0] == "^":
        return _parent(commit, number, objects) if number else commit
    for _ in range(number):
        commit = _parent(commit, 1, objects)
    return commit


def _parent(commit: str, number: int, objects: Objects) -> str:
    parents = _fields(commit, "commit", objects, "parent")
    if number > len(parents):
        raise UnknownRevisionError(f"{commit[:12]} has {len(parents)} parents")
    return parents[number - 1]


def _fields(hash_: str, kind: str, objects: Objects, key: str) -> list[str]:
    """Return the hashes that a commit or a tag has under a key; only a commit may have none, if it has no parents."""
    head = objects.structure(hash_, kind).partition(b"\n\n")[0].decode("utf-8", "replace")
    found = [value for name, _, value in (line.partition(" ") for line in head.split("\n")) if name == key]
    if (not found and key != "parent") or not all(len(one) == objects.digits and _HEX.fullmatch(one) for one in found):
        raise damaged(f"the {kind} {hash_}", f"names no {key}")
    return found
