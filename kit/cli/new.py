"""The command `new`: a folder with a small campaign that builds, to be changed into one's own."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

import kit
from kit.cli.exit import handle_errors, signals_held


@click.command(short_help="Make a folder with a small campaign to begin with.")
@click.argument("name", type=click.Path(path_type=Path))
@click.option("--title", help="What the campaign is called; made from NAME by default.")
@handle_errors("made")
def new(name: Path, title: str | None) -> None:
    """Make the folder NAME with a small campaign in it that can be built at once."""
    with signals_held():
        new_project = kit.new
    project = new_project(name, title=title)
    click.echo(f"made {name}, a campaign of {len(project.campaign.messages)} messages; next:")
    click.echo(f"  1. cd {shlex.quote(str(name))}")
    click.echo(f"  2. kit build, and open dist/{project.kit_name}/index.html in a browser")
    click.echo("  3. change the words in kit.yaml and the drawings in templates/svg, then kit check")
