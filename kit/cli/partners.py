"""The command `partners`: a table of partners, from an office program, becomes `partners.yaml`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kit
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import counted
from kit.cli.options import SPEC, kits_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit import Project


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

    The titles of its columns are id, name, sender, link, shown, handle, logo, languages, messages, and the names of
    fields that the campaign's texts read as {partner.FIELD}. Other columns are not written anywhere.
    """
    done = kit.import_partners(spec, table, output)
    click.echo(f"wrote {os.path.relpath(done.path)}: {counted(len(done.partners), 'partner')}; next:")
    click.echo("  kit list partners")
    click.echo(f"  kit build --partner {done.partners[0] if done.partners else 'ID'}")
    if done.left_out:
        click.echo(f"not written, as no text reads them: {', '.join(done.left_out)}", err=True)


def for_partners(spec: Path, partner: str | None, out: Path | None, made: Callable[[Project], int], form: str) -> int:
    """Make something of the kit of a partner, of `all` of them, or of the campaign's own; return the worst exit code.

    Of all, each is made by itself: one that has a fault stops no other. The list of partners is written anew.
    """
    if partner is None:
        return made(kit.load(spec))
    if partner != "all":
        code = made(kit.load(spec, partner=partner))
        _list_kits(spec, out, form)
        return code
    partners = kit.partners_of(spec)
    if not partners:
        message, remedy = "the project has no partners", "add them to partners.yaml beside kit.yaml"
        raise kit.SpecError(kit.Fault(message, None, remedy, code="no-partners"))
    codes = {_alone(id_, partial(_made, found, made), form) for id_, found in partners.items()}
    _list_kits(spec, out, form)
    return EXIT_FAILED if EXIT_FAILED in codes else max(codes)


def _made(found: Project | tuple[kit.Fault, ...], made: Callable[[Project], int]) -> int:
    """Make something of a project; return the exit code. Raises SpecError for faults in its place."""
    if isinstance(found, tuple):
        raise kit.SpecError(*found)
    return made(found)


def _alone(id_: str, made: Callable[[], int], form: str) -> int:
    """Make something of the kit of one partner of several; return the exit code, also if it can't be made."""
    click.echo(f"{id_}:", err=form != "text")
    try:
        return made()
    except kit.KitError as error:
        click.echo(str(error), err=True)
        return EXIT_FAILED


def _list_kits(spec: Path, out: Path | None, form: str) -> None:
    """Write the list of partners; print where it is, and the folders of those that are partners no more."""
    root = spec if spec.is_dir() else spec.parent
    listed = kit.list_partner_kits(spec, kits_folder(root, out))
    click.echo(f"all partners: {os.path.relpath(listed.page)}", err=form != "text")
    if listed.removed:
        click.echo("no partners any more; delete their kits if nobody uses them:", err=True)
        for folder in listed.removed:
            click.echo(f"  {os.path.relpath(folder)}", err=True)
