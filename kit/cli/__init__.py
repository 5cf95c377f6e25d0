"""The command line: arguments in, one call, a report out. Only this package uses click, prints or exits."""

from kit.cli.main import main

__all__ = ["main"]
