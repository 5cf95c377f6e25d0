"""The version of the generator; `pyproject.toml` has the same."""

__version__ = "2.0.0"
