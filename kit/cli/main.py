"""All commands, each imported when it is run or shown in the help."""

from __future__ import annotations

from collections import UserDict
from importlib import import_module
from importlib.util import find_spec

import click

import kit
from kit.cli.exit import EXIT_FAILED, EXIT_NOTHING

#: The module and the name of every command; those of tools are there if the tools are.
_PLACES = {
    "build": "build build",
    "check": "check check",
    "list": "listing list_",
    "pack": "pack pack",
    "render": "build render",
    "verify": "pack verify",
}
if find_spec("kit.tools"):
    _PLACES |= {name: tool.place for name, tool in import_module("kit.tools").TOOLS.items()}


class _Commands(UserDict[str, click.Command]):
    """The commands by name."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(sorted(_PLACES), click.Command(None)))  # placeholders that are never returned

    def __getitem__(self, name: str) -> click.Command:
        """Return a command, imported on first use."""
        module, _, own = _PLACES[name].partition(" ")
        command: click.Command = getattr(import_module(f"kit.cli.{module}"), own)
        return command


@click.group(commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kit.__version__, prog_name="kit")
def main() -> None:
    """Make the pictures of a campaign from kit.yaml and SVG drawings."""


__all__ = ["EXIT_FAILED", "EXIT_NOTHING", "main"]
