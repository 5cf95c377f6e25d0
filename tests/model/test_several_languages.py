"""Which kits have folders, zips and pages for each language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support.kits import LISTED, manifest

from kit.model.manifest import Languages

if TYPE_CHECKING:
    from collections.abc import Mapping

GERMAN = replace(LISTED, path="de/x/sign-square-64x64.png", language="de")


@pytest.mark.parametrize(
    ("more", "several"),
    [
        ({}, False),
        ({"assets": (LISTED, GERMAN)}, True),
        ({"drafts": {"de": ("sign",)}}, True),
        ({"drafts": {"en": ("sign",)}}, False),
        ({"languages": Languages(("de", "en"), ("de", "en"))}, True),
        ({"languages": Languages(("de", "en"), ("en",))}, False),
    ],
)
def test_a_kit_has_several_languages_if_it_or_what_it_is_a_part_of_has_drafts_included(
    more: Mapping[str, Any], *, several: bool
) -> None:
    assert replace(manifest(LISTED), **more).has_several_languages == several
