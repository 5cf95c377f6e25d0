"""What people use around a build: previews, comparisons, translations out and in, partners, new campaigns, schemas.

Each package is a tool with public names of its own, which its commands and other programs use. Of the other rooms only
`cli` imports them. A build needs none: without this folder, `kit` still has the commands that build, check and pack.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import NamedTuple


class Tool(NamedTuple):
    """A tool's command: its module and name in `kit.cli`, and what it needs beyond the libraries that all need.

    That is an extra with its libraries, and `missing` says what the command can't do without one of them.
    """

    place: str
    extra: str = ""
    libraries: tuple[str, ...] = ()
    missing: str = ""


#: The commands of all tools.
TOOLS = {
    "budget": Tool("translate budget"),
    "check-drawing": Tool("new check_drawing"),
    "diff": Tool("diff diff"),
    "inkscape": Tool("new inkscape"),
    "new": Tool("new new"),
    "partners": Tool("translate partners"),
    "parts": Tool("new parts"),
    "preview": Tool("new preview", "preview", ("starlette", "uvicorn", "watchfiles"), "the preview needs {libraries}"),
    "schema": Tool("new schema"),
    "store": Tool("store store"),
    "translate": Tool("translate translate"),
}


def missing_extra(command: str) -> tuple[str, str] | None:
    """Return which libraries a command lacks and how to install them, in a sentence each; None if it has all."""
    tool = TOOLS[command]
    lacking = [name for name in tool.libraries if find_spec(name) is None]
    if not lacking:
        return None
    needed = tool.missing.format(libraries=" and ".join(lacking))
    return f"{needed}, which is not installed", f"install the extra '{tool.extra}': pip install '.[{tool.extra}]'"
