"""The commands `pack` and `verify`: a kit into zips, and back to the question whether it is whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kit.cli.exit import EXIT_FAILED, EXIT_NOTHING, handle_errors
from kit.cli.findings import FORMAT, PRINTERS
from kit.cli.report import print_zips
from kit.errors import ArchiveError


@click.command()
@click.option(
    "--spec", type=click.Path(path_type=Path), default="kit.yaml", show_default=True, help="The campaign's kit.yaml."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="The folder of kits; dist beside kit.yaml by default."
)
@FORMAT
@handle_errors
def pack(spec: Path, out: Path | None, form: str) -> None:
    """Pack the kit that was built into zips, if it passes every check."""
    from kit.pipeline.packing import pack as pack_kit
    from kit.project import load_project

    project = load_project(spec)
    click.echo("checking the kit; this takes about as long as a build", err=True)
    result = pack_kit(project, out if out is not None else spec.resolve().parent / "dist")
    PRINTERS[form](result.findings, project.root)
    if not result.zips:
        click.echo("nothing was packed; the zips in their place were not changed", err=True)
        sys.exit(EXIT_FAILED)
    if form == "text":
        print_zips(result.zips)


@click.command()
@click.argument("kit", metavar="ZIP|FOLDER", type=click.Path(exists=True, path_type=Path))
@FORMAT
@handle_errors
def verify(kit: Path, form: str) -> None:
    """Verify that a zip or a folder is a whole kit: names, sums, pictures, words and QR codes."""
    from kit.pipeline.packing import verify as verify_kit

    try:
        findings = verify_kit(kit)
    except ArchiveError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_NOTHING)
    PRINTERS[form](findings, Path())
    if findings:
        sys.exit(EXIT_FAILED)
    if form == "text":
        click.echo(f"{kit} is whole")
