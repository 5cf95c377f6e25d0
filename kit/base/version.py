"""The version of the generator, and what the version of a kit says of it."""

from __future__ import annotations

import re

#: `pyproject.toml` has the same.
__version__ = "2.0.0"

#: Numbers with a hyphen and more, by https://semver.org/#spec-item-9, or with the word of
#: https://packaging.python.org/en/latest/specifications/version-specifiers/#pre-releases behind them.
_PRERELEASE = re.compile(
    r"\d+\.\d+\.\d+-[0-9a-z.-]+|\d+(\.\d+)*[.-]?(a|alpha|b|beta|c|rc|pre|preview|dev)([.-]?\d+)?(\.dev\d+)?"
)


def is_prerelease(version: str) -> bool:
    """Return whether a version is a pre-release, such as 1.2.0-rc.1 or 2.0.0b1."""
    return _PRERELEASE.fullmatch(version) is not None
