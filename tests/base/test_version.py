"""Which versions come before the one that is meant for everybody."""

from __future__ import annotations

import pytest

from kit.base.version import is_prerelease


@pytest.mark.parametrize(
    "version",
    ["1.2.0-rc.1", "1.2.0-rc1", "1.0.0-0", "1.0.0-alpha.beta", "2.0.0b1", "2.0a1", "2.0rc1", "2.0.0.dev3", "3-beta"],
)
def test_a_version_with_a_word_behind_its_numbers_is_a_pre_release(version: str) -> None:
    assert is_prerelease(version)


@pytest.mark.parametrize("version", ["1.0.0", "2", "2020.12", "2020-12-01", "1.0.0.post1", "spring-2020", "1.0-final"])
def test_every_other_version_is_a_release(version: str) -> None:
    assert not is_prerelease(version)
