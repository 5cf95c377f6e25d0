"""The finding about an address of a partner that makes codes finer than the campaign's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.campaigns import project_with

from kit import load
from kit.drawing.qr import make_symbol
from kit.run.pipeline.judging.campaign_review import found_in_campaigns

if TYPE_CHECKING:
    from pathlib import Path

    from kit.base.errors import Fault

#: The longest that fits the code of the tiny campaign's own address; one character more does not.
SAME = "https://www.change.org/".ljust(42, "a")


def found(tmp_path: Path, address: str) -> list[Fault]:
    """Return the faults of the code of a partner with an address."""
    root = project_with(tmp_path, f"harbour:\n  name: Harbour\n  messages: [sign]\n  link: {address}\n")
    findings = found_in_campaigns(load(root, partner="harbour"), frozenset())
    return [one.fault for one in findings if one.rule == "partner-code"]


def test_a_long_address_is_found_once_with_its_version_and_the_longest_that_would_do(tmp_path: Path) -> None:
    address = "https://www.change.org/childsafetyfirst?utm_source=harbour&utm_medium=qr&utm_campaign=spring-2021"
    [fault] = found(tmp_path, address)
    assert f"with {len(address)} characters, needs a code of version 6, the campaign's own one of version 3" in str(
        fault
    )
    assert fault.mark is not None
    assert (fault.mark.file, fault.mark.line) == ("partners.yaml", 4)
    assert fault.remedy == "use a short link that leads there: up to 42 characters need no more than the campaign's own"


def test_the_size_of_a_module_is_that_of_the_smallest_box_on_a_screen_and_on_paper(tmp_path: Path) -> None:
    [fault] = found(tmp_path, SAME + "a")
    one, other = (make_symbol(address).side for address in (SAME + "a", "https://www.change.org/childsafetyfirst"))
    assert (one, other) == (41, 37)
    assert "a module is shown " in fault.message
    assert " px wide on " in fault.message


@pytest.mark.parametrize("address", [SAME, "https://www.change.org/a"])
def test_an_address_that_needs_no_finer_code_is_not_found(address: str, tmp_path: Path) -> None:
    assert not found(tmp_path, address)
