"""The command `render`: one picture as a file, without building a kit."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import kit
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import counted, picture_of, print_grouped
from kit.cli.options import SPEC


@click.command()
@click.argument("name", metavar="PICTURE", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, which ends in svg (to edit), pdf (in real size), png, jpg or webp.",
)
@SPEC
@handle_errors("rendered")
def render(name: tuple[str, ...], output: Path, spec: Path) -> None:
    """Make one picture: MESSAGE PLACEMENT as findings name it, its path, or a glob of one picture."""
    project = kit.load(spec)
    rendered = kit.render(project, kit.picture_named(project, " ".join(name)))
    rendered.save(output)
    for severity in ("warning", "error"):
        found = [finding for finding in rendered.findings if finding.severity == severity]
        print_grouped(
            severity, [(picture_of(finding, finding.fault), finding.fault, finding.rule) for finding in found]
        )
    click.echo(f"open {output}")
    errors = sum(finding.severity == "error" for finding in rendered.findings)
    if errors:
        click.echo(f"a build would not take this picture: {counted(errors, 'error')}", err=True)
        sys.exit(EXIT_FAILED)
