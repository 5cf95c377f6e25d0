"""The command `check`: what the rules find in a campaign, and in its kit."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

import kit
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import FORMAT, MOST_GROUPS, PRINTERS, Report, not_looked_at
from kit.cli.options import LANGUAGE, ONLY, OUT, PARTNER, SPEC, WITHOUT, Day, out_folder
from kit.cli.progress import note_if_nothing_is_kept

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@click.command(short_help="Check the campaign and every picture against the rules.")
@SPEC
@OUT
@ONLY
@LANGUAGE
@PARTNER
@WITHOUT
@click.option("--built", is_flag=True, help="Also check the pixels and files of the built kit.")
@click.option(
    "--as-of",
    metavar="DATE",
    type=Day(),
    help="The day on which people read the kit; its own date by default.",
)
@click.option("--advice", is_flag=True, help="Also give advice, on taste; `checks: [{advice: yes}]` always does.")
@click.option("--spelling", is_flag=True, help="Also check the spelling, by hunspell and its dictionaries.")
@click.option("--all", "show_all", is_flag=True, help="Print every group of findings, not only the first twenty.")
@FORMAT
@click.option("--list", "list_rules", is_flag=True, help="List the rules and what each requires.")
@handle_errors("checked")
def check(  # noqa: PLR0913  (one parameter for each option)
    *,
    spec: Path,
    out: Path | None,
    only: tuple[str, ...],
    languages: tuple[str, ...] | None,
    partner: str | None,
    without: tuple[str, ...],
    built: bool,
    as_of: dt.date | None,
    advice: bool,
    spelling: bool,
    show_all: bool,
    form: str,
    list_rules: bool,
) -> None:
    """Check the campaign and every picture against the rules, without writing anything."""
    if list_rules:
        for rule in kit.rules():
            click.echo(f"{rule.name:<14} {rule.requires}" + (" (advice)" if rule.is_advice else ""))
        click.echo("To turn a rule off, add to kit.yaml: checks: [{off: NAME, reason: WHY}]")
        return
    project = kit.without_languages(kit.load(spec, partner=partner, languages=languages, only=only), without)
    note_if_nothing_is_kept(spec)
    kit_folder = out_folder(project, out) / project.kit_name if built else None
    findings = kit.check(project, built=kit_folder, as_of=as_of, only=only, advice=advice, spelling=spelling)
    unseen = not_looked_at(project, built=built, only=only, advice=advice)
    most = None if show_all else MOST_GROUPS
    PRINTERS[form](Report(findings, project.root, tuple(unseen), kit.engines(), most))
    if any(finding.severity == "error" for finding in findings):
        sys.exit(EXIT_FAILED)
