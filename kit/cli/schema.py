"""The command `schema`: what editors need to help with kit.yaml and layout.yaml."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import click

import kit
from kit.cli.exit import handle_errors

_NAMES = ("kit", "layout", "placements")


@click.command(short_help="Write the JSON Schemas of kit.yaml and layout.yaml, for editors.")
@click.argument("name", metavar="[NAME]", type=click.Choice(_NAMES), required=False)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write all of them into a folder, such as schemas beside kit.yaml.",
)
@handle_errors("written")
def schema(name: Literal["kit", "layout", "placements"] | None, output: Path | None) -> None:
    """Print the JSON Schema of kit.yaml, or of NAME: kit, layout or placements.

    Editors that know the YAML language server complete and explain what it describes, in files that name it in a line
    such as: # yaml-language-server: $schema=schemas/kit.json
    """
    if output is None:
        click.echo(json.dumps(kit.json_schema(name or "kit"), indent=1, ensure_ascii=False))
        return
    if name is not None:
        raise click.UsageError("NAME and --output can't be given together: the folder gets all schemas")
    for path in kit.write_schemas(output):
        click.echo(str(path))
