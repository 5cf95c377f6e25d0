"""The command `partners`: a table of partners, from an office program, becomes `partners.yaml`."""

from __future__ import annotations

import os
from pathlib import Path

import click

import kit
from kit.cli.exit import handle_errors
from kit.cli.findings import counted
from kit.cli.options import SPEC


@click.group(short_help="Take a table of partners into partners.yaml.")
def partners() -> None:
    """Partners have a kit each, with their own name, address and mark: `kit build --partner ID`."""


@partners.command("import", short_help="Write partners.yaml from a table, CSV or a workbook.")
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write; partners.yaml beside kit.yaml by default, or one in the folder partners.",
)
@SPEC
@handle_errors("written", ended="interrupted; the existing file is intact")
def import_(*, table: Path, output: Path | None, spec: Path) -> None:
    """Write the partners of a table, .csv or .xlsx, into partners.yaml; if one of them is wrong, nothing is written.

    The titles of its columns are id, name, link, shown, handle, logo, languages, messages, and the names of fields that
    the campaign's texts read as {partner.FIELD}. Other columns are not written anywhere.
    """
    done = kit.import_partners(spec, table, output)
    click.echo(f"wrote {os.path.relpath(done.path)}: {counted(len(done.partners), 'partner')}; next:")
    click.echo("  kit list partners")
    click.echo(f"  kit build --partner {done.partners[0] if done.partners else 'ID'}")
    if done.left_out:
        click.echo(f"not written, as no text reads them: {', '.join(done.left_out)}", err=True)
