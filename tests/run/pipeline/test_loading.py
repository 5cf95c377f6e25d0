"""The address that a kit is published at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import write_breakable

from kit.base.errors import SpecError
from kit.project import load_project
from kit.run.pipeline.loading import published_at

if TYPE_CHECKING:
    from pathlib import Path

SITE = ("theme: night\nlinks", "theme: night\n  site: https://own.org/kit\nlinks")


def test_a_kit_is_published_where_it_is_said_to_be_unless_kit_yaml_says_otherwise(tmp_path: Path) -> None:
    without, of_its_own = write_breakable(tmp_path / "without"), write_breakable(tmp_path / "own", SITE)
    assert published_at(load_project(without), "https://elsewhere.org").campaign.kit.site == "https://elsewhere.org"
    assert published_at(load_project(of_its_own), "https://elsewhere.org").campaign.kit.site == "https://own.org/kit"


def test_an_address_to_publish_at_is_refused_without_a_place_in_a_file(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        published_at(load_project(write_breakable(tmp_path)), "http://elsewhere.org")
    assert [(fault.code, fault.mark) for fault in caught.value.faults] == [("address-without-https", None)]
