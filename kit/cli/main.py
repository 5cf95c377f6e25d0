"""The commands and their options."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (click reads the annotations)
import sys
from pathlib import Path

import click

from kit import __version__
from kit.cli.exit import EXIT_FAILED, EXIT_NOTHING, handle_errors
from kit.cli.findings import FORMAT, PRINTERS
from kit.cli.listing import LISTS
from kit.cli.pack import pack, verify
from kit.cli.progress import Meter
from kit.cli.report import print_result
from kit.errors import SpecError
from kit.model.finding import Finding

_SPEC = click.option(
    "--spec", type=click.Path(path_type=Path), default="kit.yaml", show_default=True, help="The campaign's kit.yaml."
)
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="The folder for kits; dist beside kit.yaml by default."
)
_ONLY = click.option(
    "--only", metavar="GLOB", help="Only pictures whose message, placement, layout or path matches, such as '*square*'."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kit")
def main() -> None:
    """Make the images of a campaign from kit.yaml and SVG drawings."""


@main.command()
@_SPEC
@_OUT
@_ONLY
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Worker processes; all cores by default.")
@click.option("--site", metavar="URL", help="Where the kit will be published, if kit.yaml does not say so.")
@click.option("--contact-sheet", is_flag=True, help="Also write one picture per layout with every image on it.")
@handle_errors
def build(  # noqa: PLR0913  (one parameter for each option)
    *, spec: Path, out: Path | None, only: str | None, jobs: int | None, site: str | None, contact_sheet: bool
) -> None:
    """Build every picture of the kit, with captions and alt texts."""
    # Imported here, so that --help and mistakes in kit.yaml answer at once.
    from kit.jobs import default_jobs
    from kit.pipeline import BuildOptions
    from kit.pipeline import build as build_kit
    from kit.project import load_project, published_at

    project = load_project(spec)
    project = published_at(project, site) if site else project
    options = BuildOptions(_out(spec, out), only, jobs or default_jobs())
    with Meter() as meter:
        result = build_kit(project, options, meter.step)
    sheets = []
    if contact_sheet and result.assets:
        from kit.gallery import write_contact_sheets

        label = project.font(project.campaign.families["source-sans"].faces[0].file)
        sheets = write_contact_sheets(result.folder, result.assets, options.out / "contact-sheets", label)
    print_result(result, sheets)
    if result.failures:
        sys.exit(EXIT_FAILED)


@main.command()
@_SPEC
@_OUT
@_ONLY
@click.option("--built", is_flag=True, help="Also judge the pixels and files of the kit that was built.")
@click.option(
    "--as-of",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day on which the kit is read; its own date by default.",
)
@FORMAT
@click.option("--list", "list_rules", is_flag=True, help="List the rules and what each asks.")
@handle_errors
def check(  # noqa: PLR0913  (one parameter for each option)
    *,
    spec: Path,
    out: Path | None,
    only: str | None,
    built: bool,
    as_of: dt.datetime | None,
    form: str,
    list_rules: bool,
) -> None:
    """Judge the campaign and every picture by the rules, without writing anything."""
    from kit.checks import RULES
    from kit.pipeline.checking import check_built, check_composed
    from kit.project import load_project

    if list_rules:
        for rule in RULES.values():
            click.echo(f"{rule.name:<14} {rule.asks}")
        click.echo("A rule is turned off in kit.yaml: checks: [{off: NAME, reason: WHY}]")
        return
    try:
        project = load_project(spec)
        findings = check_composed(project, only, as_of.date() if as_of else None)
    except SpecError as error:
        if form == "text":
            raise
        PRINTERS[form]([Finding("kit-yaml", "error", fault) for fault in error.faults], spec.parent)
        sys.exit(EXIT_NOTHING)
    if built:
        findings += check_built(project, _out(spec, out), only)
    PRINTERS[form](findings, project.root)
    if any(finding.severity == "error" for finding in findings):
        sys.exit(EXIT_FAILED)


@main.command("list")
@click.argument("what", type=click.Choice(sorted(LISTS)))
@_SPEC
@handle_errors
def list_(what: str, spec: Path) -> None:
    """List what a kit is made of."""
    from kit.project import load_project

    for row in LISTS[what](load_project(spec)):
        click.echo(row)


main.add_command(pack)
main.add_command(verify)


def _out(spec: Path, out: Path | None) -> Path:
    return out if out is not None else spec.resolve().parent / "dist"


__all__ = ["EXIT_FAILED", "EXIT_NOTHING", "main"]
