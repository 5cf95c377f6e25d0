"""Find the object that a branch, a tag or HEAD names, in the files that git keeps them in."""

from __future__ import annotations

import errno
import re
from functools import cached_property
from typing import TYPE_CHECKING

from kit.repository.location import damaged, read_small

if TYPE_CHECKING:
    from pathlib import Path

    from kit.repository.location import Repository

#: Where a name is looked for, in this order (https://git-scm.com/docs/gitrevisions, "<refname>").
_PLACES = ("{}", "refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
#: HEAD, and what git leaves beside it, such as ORIG_HEAD and FETCH_HEAD.
_BESIDE_HEAD = re.compile(r"[A-Z][A-Z_]*")
#: What no name holds (https://git-scm.com/docs/git-check-ref-format).
_NO_NAME = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|^[./]|\.lock(/|$)|[./]$")
#: What belongs to one worktree alone.
_OWN = ("refs/worktree/", "refs/bisect/", "refs/rewritten/")
_HASH = re.compile(r"[0-9a-f]{64}|[0-9a-f]{40}")
#: The most bytes that are read of the file of all packed refs: 200,000 have as many.
_MOST_PACKED = 20_000_000
#: How many refs in a row may name the next.
_MOST_NESTED = 5


class Refs:
    """The names in a repository. Only what a name asks for is read."""

    def __init__(self, repository: Repository) -> None:
        """Take the repository."""
        self._repository = repository

    def find(self, name: str) -> str | None:
        """Return the hash of the object that a name means; None when there is no such name.

        Raises SpecError where the file of a name is not what git writes.
        """
        name = "HEAD" if name == "@" else name
        places = [place.format(name) for place in _PLACES]
        return next((found for place in places if (found := self._at(place))), None)

    def _at(self, name: str, nested: int = 0) -> str | None:
        """Return the hash at the full name of a ref."""
        beside_head = bool(_BESIDE_HEAD.fullmatch(name))
        if _NO_NAME.search(name) or not (beside_head or name.startswith("refs/")):
            return None
        own = beside_head or name.startswith(_OWN)
        line = _loose((self._repository.own if own else self._repository.common) / name)
        if line is None:
            return self._packed.get(name)
        if line.startswith("ref:") and nested < _MOST_NESTED:
            return self._at(line.removeprefix("ref:").strip(), nested + 1)
        found = _HASH.match(line)
        if not found:
            raise damaged(name, "names neither an object nor another ref")
        return found[0]

    @cached_property
    def _packed(self) -> dict[str, str]:
        """Return the hash of every packed ref by its full name."""
        text = (read_small(self._repository.common / "packed-refs", _MOST_PACKED) or b"").decode("utf-8", "replace")
        rows = (line.partition(" ") for line in text.split("\n"))
        return {name.rstrip("\r"): found for found, _, name in rows if _HASH.fullmatch(found)}


def _loose(path: Path) -> str | None:
    """Return the text in the file of a ref; None where there is none, or a folder of longer names."""
    try:
        data = None if path.is_dir() else read_small(path)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return None
        raise
    return None if data is None else data.decode("utf-8", "replace")
