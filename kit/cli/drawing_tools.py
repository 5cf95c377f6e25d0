"""The commands `parts`, `inkscape` and `schema`: what designers and their editors need."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Literal, get_args

import click

import kit
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, counted
from kit.cli.options import SPEC


@click.command(short_help="Update the copies of templates/svg/parts in the drawings.")
@SPEC
@click.option("--check", "only_check", is_flag=True, help="Only list the copies that differ; exit with 1 if any does.")
@FORMAT
@handle_errors("copied")
def parts(*, spec: Path, only_check: bool, form: str) -> None:
    """Copy each templates/svg/parts/NAME.svg into the groups with data-part="NAME" in the drawings."""
    project = kit.load(spec)
    found = kit.copy_parts(project, write=not only_check)
    if only_check:
        PRINTERS[form](Report(found, project.root, ("everything but parts",)))
        if found:
            sys.exit(EXIT_FAILED)
        return
    changed = Counter(finding.drawing for finding in found)
    for drawing, copies in changed.items():
        click.echo(f"{drawing}: {counted(copies, 'part')} copied")
    click.echo(f"{counted(len(changed), 'drawing')} changed" if changed else "every copy is up to date")


@click.group(short_help="Check drawings from the menu of Inkscape.")
def inkscape() -> None:
    """Check drawings, and add slots to them, from the menu of Inkscape."""


@inkscape.command(short_help="Put the extension into Inkscape.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The folder of Inkscape's user extensions; by default the one that Inkscape reports.",
)
@handle_errors("installed")
def install(folder: Path | None) -> None:
    """Copy the extension into Inkscape's folder of user extensions; run it again to update."""
    files = kit.install_inkscape_extension(folder)
    click.echo(f"installed {', '.join(path.name for path in files)} in {os.fspath(files[0].parent)}")
    click.echo("restart Inkscape: the menu Extensions, Kit of pictures, checks a drawing and adds slots")


#: What has a schema.
_Name = Literal["kit", "locale", "layout", "palette", "placements", "words"]


@click.command(short_help="Write the JSON Schemas of kit.yaml, translations, layouts and palettes, for editors.")
@click.argument("name", metavar="[NAME]", type=click.Choice(get_args(_Name)), required=False)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a campaign's schemas into a folder, such as schemas beside kit.yaml.",
)
@handle_errors("written")
def schema(name: _Name | None, output: Path | None) -> None:
    """Print the JSON Schema of kit.yaml, or of NAME: kit, locale, layout, palette, placements or words.

    Editors that know the YAML language server complete and explain what it describes, in files with a line such
    as: # yaml-language-server: $schema=schemas/kit.json
    """
    if output is None:
        click.echo(json.dumps(kit.json_schema(name or "kit"), indent=1, ensure_ascii=False))
        return
    if name is not None:
        raise click.UsageError("NAME and --output can't be used together: the folder gets all of a campaign's schemas")
    for path in kit.write_schemas(output):
        click.echo(str(path))
