"""The command line: arguments in, one call, a report out. Only this room uses click, prints or exits."""

from kit.cli.main import main

__all__ = ["main"]
