"""Compare the functions that a page of the documentation lists with those that are called."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from conftest import TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

ROOT = TESTS.parent
#: A function in the tables of a page: the file of its module, and its name.
_LISTED = re.compile(r"^\|[^|]*\| `(kit/[a-z_/]+\.py)` `(\w+)` \|", re.MULTILINE)
Call = tuple[str, str]


def listed_in(text: str) -> list[Call]:
    """Return the functions that the tables of a page list, each with the file of its module."""
    return _LISTED.findall(text)


@contextmanager
def traced(named: list[Call]) -> Iterator[list[Call]]:
    """Yield a list that gets every call of some functions, one after the other, without repetitions."""
    calls: list[Call] = []
    wanted = {(str(ROOT / file), name): (file, name) for file, name in named}

    def note(frame: FrameType, event: str, _: object) -> None:
        call = wanted.get((frame.f_code.co_filename, frame.f_code.co_name)) if event == "call" else None
        if call and calls[-1:] != [call]:
            calls.append(call)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)
