"""The names that `tests/gallery/test_browser.py` imports, which have moved to other modules."""

from support.campaigns import KIT, SPEC, make_project
from support.commands import run_kit

__all__ = ["KIT", "SPEC", "make_project", "run_kit"]
