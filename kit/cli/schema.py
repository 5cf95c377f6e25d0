"""The command `schema`: what editors need to help with the files of a campaign."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal, get_args

import click

import kit
from kit.cli.exit import handle_errors

#: What has a schema.
_Name = Literal["kit", "locale", "layout", "palette", "placements", "words"]


@click.command(short_help="Write the JSON Schemas of kit.yaml, translations, layouts and palettes, for editors.")
@click.argument("name", metavar="[NAME]", type=click.Choice(get_args(_Name)), required=False)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write those of a campaign into a folder, such as schemas beside kit.yaml.",
)
@handle_errors("written")
def schema(name: _Name | None, output: Path | None) -> None:
    """Print the JSON Schema of kit.yaml, or of NAME: kit, locale, layout, palette, placements or words.

    Editors that know the YAML language server complete and explain what it describes, in files that name it in a line
    such as: # yaml-language-server: $schema=schemas/kit.json
    """
    if output is None:
        click.echo(json.dumps(kit.json_schema(name or "kit"), indent=1, ensure_ascii=False))
        return
    if name is not None:
        raise click.UsageError("NAME and --output can't be given together: the folder gets those of a campaign")
    for path in kit.write_schemas(output):
        click.echo(str(path))
