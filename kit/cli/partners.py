"""What commands make of the kits of partners: of one, or of each that has no fault; and the list of these kits."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

import click

import kit
from kit.cli.exit import EXIT_FAILED, EXIT_LEFT_OUT
from kit.cli.findings import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit import Project


class Makes(NamedTuple):
    """What a command makes: of the kit of one project, and of those of several partners by their ids.

    Both return exit codes; `done` says in a word what is done with a kit. Only the `languages` that are asked for are
    read, or those of the pictures in `only`.
    """

    one: Callable[[Project], int]
    several: Callable[[dict[str, Project]], list[int]]
    done: str
    languages: tuple[str, ...] | None = None
    only: tuple[str, ...] = ()


def for_partners(spec: Path, partner: str | None, out: Path | None, makes: Makes, form: str) -> int:
    """Make something of the kit of a partner, of `all` of them, or of the campaign's own; return the worst exit code.

    Of all, one that has a fault stops no other. The list of partners is written anew.
    """
    if partner != "all":
        code = makes.one(kit.load(spec, partner=partner, languages=makes.languages, only=makes.only))
        if partner is not None:
            _list_kits(spec, out, form)
        return code
    partners = kit.partners_of(spec, languages=makes.languages, only=makes.only)
    if not partners:
        message, remedy = "the project has no partners", "add them to partners.yaml beside kit.yaml"
        raise kit.SpecError(kit.Fault(message, None, remedy, code="no-partners"))
    sound: dict[str, Project] = {}
    for id_, found in partners.items():
        if isinstance(found, tuple):
            print_faults(id_, found, form)
        else:
            sound[id_] = found
    codes = makes.several(sound)
    whole = sum(code in {0, EXIT_LEFT_OUT} for code in codes)
    click.echo(f"{whole} of {counted(len(partners), 'kit')} {makes.done}", err=form != "text")
    _list_kits(spec, out, form)
    return EXIT_FAILED if whole < len(partners) else max(codes)


def each(one: Callable[[Project], int], projects: dict[str, Project], form: str) -> list[int]:
    """Make something of the kits of several partners, each by itself; return the exit codes."""
    codes: list[int] = []
    for id_, project in projects.items():
        try:
            print_partner(id_, form)
            codes.append(one(project))
        except kit.KitError as error:
            click.echo(str(error), err=True)
            codes.append(EXIT_FAILED)
    return codes


def print_partner(id_: str, form: str) -> None:
    """Print of which partner is what follows; on stdout if findings have no form of their own."""
    click.echo(f"{id_}:", err=form != "text")


def print_faults(id_: str, faults: tuple[kit.Fault, ...], form: str) -> None:
    """Print why nothing could be made of the kit of a partner."""
    print_partner(id_, form)
    click.echo(str(kit.KitError(*faults)), err=True)


def _list_kits(spec: Path, out: Path | None, form: str) -> None:
    """Write the list of partners; print where it is, and the folders of those that are partners no more."""
    root = spec if spec.is_dir() else spec.parent
    listed = kit.list_partner_kits(spec, kit.kits_folder(root, out))
    click.echo(f"all partners: {os.path.relpath(listed.page)}", err=form != "text")
    if listed.removed:
        click.echo("no partners any more; delete their kits if nobody uses them:", err=True)
        for folder in listed.removed:
            click.echo(f"  {os.path.relpath(folder)}", err=True)
