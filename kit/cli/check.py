"""The command `check`: what the rules find in a campaign, its pictures and, where it was built, its kit."""

from __future__ import annotations

import datetime as dt  # noqa: TC003  (click reads the annotations)
import sys
from pathlib import Path  # noqa: TC003

import click

import kit
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, not_looked_at
from kit.cli.options import ONLY, OUT, SPEC, Day, out_folder
from kit.cli.report import note_if_nothing_is_kept


@click.command(short_help="Judge the campaign and every picture by the rules.")
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
    note_if_nothing_is_kept(spec)
    kit_folder = out_folder(project, out) / project.kit_name if built else None
    findings = kit.check(project, built=kit_folder, as_of=as_of, only=only)
    unseen = not_looked_at(project, built=built, some=bool(only))
    PRINTERS[form](Report(findings, project.root, tuple(unseen), kit.engines()))
    if any(finding.severity == "error" for finding in findings):
        sys.exit(EXIT_FAILED)
