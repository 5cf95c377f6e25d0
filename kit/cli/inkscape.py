"""The command `inkscape`: an extension of Inkscape by which drawings are checked, and get slots, from its menu."""

from __future__ import annotations

import os
from pathlib import Path

import click

import kit
from kit.cli.exit import handle_errors


@click.group(short_help="Check drawings from the menu of Inkscape.")
def inkscape() -> None:
    """Check drawings, and add slots to them, from the menu of Inkscape."""


@inkscape.command(short_help="Put the extension into Inkscape.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The folder of Inkscape's user extensions; Inkscape is asked for it by default.",
)
@handle_errors("installed")
def install(folder: Path | None) -> None:
    """Copy the extension into the folder of your own extensions of Inkscape; run again, it renews it."""
    files = kit.install_inkscape_extension(folder)
    click.echo(f"installed {', '.join(path.name for path in files)} in {os.fspath(files[0].parent)}")
    click.echo("start Inkscape anew: the menu Extensions, Kit of pictures, checks a drawing and adds slots")
