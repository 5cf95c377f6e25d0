"""Names that every unzip takes without complaint, on every system; no name leads out of its folder."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from kit.store.findings import difference, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.finding import Finding

#: A name has fewer characters, its folders included.
LONGEST = 120
#: Neither hidden, nor an option to a command, nor ending with a dot, which Windows drops.
_PART = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?")


def name_differences(names: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for every name that is not fit to be unpacked, alone or beside the others."""
    counted = Counter(names)
    faults = {name: _fault(name) or ("is there twice" if count > 1 else None) for name, count in counted.items()}
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
            difference("names", f"{first!a} and {other!a} differ only in capitals", code="names-differ-in-case")
            for other in others
        )


def _fault(name: str) -> str | None:
    parts = name.split("/")
    if name.startswith("/") or ".." in parts:
        return "leads out of its folder"
    if not all(map(_PART.fullmatch, parts)):
        return "holds other characters than ASCII letters, digits, '_', '-' and '.'"
    return None if len(name) < LONGEST else f"is {len(name):,} characters long; it must be under {LONGEST}"
