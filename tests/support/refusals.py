"""Assert that something is refused by the codes of its faults, which stay when their sentences are reworded."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.base.errors import Fault, KitError


@contextmanager
def refused(error: type[KitError], *codes: str) -> Iterator[list[Fault]]:
    """Assert that a block raises an error whose faults have these codes, in this order.

    Yields a list that holds the faults once the block has ended.
    """
    faults: list[Fault] = []
    with pytest.raises(error) as caught:
        yield faults
    assert type(caught.value) is error
    faults += caught.value.faults
    assert [fault.code for fault in faults] == list(codes)
