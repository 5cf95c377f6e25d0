"""The version of the generator; `pyproject.toml` has the same."""

VERSION = "2.0.0"
