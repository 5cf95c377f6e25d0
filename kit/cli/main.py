"""The commands and their options."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (click reads the annotations)
import sys
from pathlib import Path  # noqa: TC003
from typing import Literal

import click

import kit
from kit.cli.check_drawing import check_drawing
from kit.cli.diff import diff
from kit.cli.exit import EXIT_FAILED, EXIT_NOTHING, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, not_looked_at
from kit.cli.inkscape import inkscape
from kit.cli.listing import list_
from kit.cli.new import new
from kit.cli.options import ONLY, OUT, SPEC, Day, out_folder
from kit.cli.pack import pack, verify
from kit.cli.parts import parts
from kit.cli.preview import preview
from kit.cli.progress import Meter
from kit.cli.render import render
from kit.cli.report import print_result, sheets_folder
from kit.cli.schema import schema


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(kit.__version__, prog_name="kit")
def main() -> None:
    """Make the images of a campaign from kit.yaml and SVG drawings."""


@main.command()
@SPEC
@OUT
@ONLY
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Worker processes; all cores by default.")
@click.option(
    "--pseudo",
    metavar="KIND",
    type=click.Choice(["long", "rtl"]),
    help="In pseudo-copy, to judge drawings: long, or rtl for right to left.",
)
@click.option("--site", metavar="URL", help="Where the kit will be published, if kit.yaml does not say so.")
@click.option(
    "--contact-sheet", is_flag=True, help="Also write a picture per layout with every image on it, and the feed."
)
@handle_errors("built")
def build(  # noqa: PLR0913  (one parameter for each option)
    *,
    spec: Path,
    out: Path | None,
    only: tuple[str, ...],
    jobs: int | None,
    pseudo: Literal["long", "rtl"] | None,
    site: str | None,
    contact_sheet: bool,
) -> None:
    """Build every picture of the kit, with captions and alt texts."""
    project = kit.load(spec)
    project = kit.published_at(project, site) if site else project
    project = kit.with_pseudo_copy(project, pseudo) if pseudo else project
    folder = out_folder(project, out)
    with Meter() as meter:
        result = kit.build(project, folder, only=only, jobs=jobs, progress=meter.step)
    try:
        sheets = kit.contact_sheets(project, result, folder / sheets_folder(result)) if contact_sheet else ()
    except kit.OutputError as error:
        print_result(result, ())
        click.echo(str(error), err=True)
        sys.exit(EXIT_FAILED)
    print_result(result, sheets)
    if result.failures:
        sys.exit(EXIT_FAILED)


@main.command(short_help="Judge the campaign and every picture by the rules.")
@SPEC
@OUT
@ONLY
@click.option("--built", is_flag=True, help="Also judge the pixels and files of the kit that was built.")
@click.option(
    "--as-of",
    metavar="DATE",
    type=Day(),
    help="The day on which the kit is read; its own date by default.",
)
@FORMAT
@click.option("--list", "list_rules", is_flag=True, help="List the rules and what each requires.")
@handle_errors("checked")
def check(  # noqa: PLR0913  (one parameter for each option)
    *,
    spec: Path,
    out: Path | None,
    only: tuple[str, ...],
    built: bool,
    as_of: dt.date | None,
    form: str,
    list_rules: bool,
) -> None:
    """Judge the campaign and every picture by the rules, without writing anything."""
    if list_rules:
        for rule in kit.rules():
            click.echo(f"{rule.name:<14} {rule.requires}")
        click.echo("A rule is turned off in kit.yaml: checks: [{off: NAME, reason: WHY}]")
        return
    project = kit.load(spec)
    kit_folder = out_folder(project, out) / project.kit_name if built else None
    findings = kit.check(project, built=kit_folder, as_of=as_of, only=only)
    unseen = not_looked_at(project, built=built, some=bool(only))
    PRINTERS[form](Report(findings, project.root, tuple(unseen), kit.engines()))
    if any(finding.severity == "error" for finding in findings):
        sys.exit(EXIT_FAILED)


main.add_command(check_drawing)
main.add_command(diff)
main.add_command(inkscape)
main.add_command(list_)
main.add_command(new)
main.add_command(pack)
main.add_command(parts)
main.add_command(preview)
main.add_command(render)
main.add_command(schema)
main.add_command(verify)

__all__ = ["EXIT_FAILED", "EXIT_NOTHING", "main"]
