"""The command `new`: a folder with a small campaign that builds, or a layout in one, to be changed into one's own."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kit
from kit.cli.exit import handle_errors
from kit.cli.options import SPEC

if TYPE_CHECKING:
    from kit import Fault


class _CampaignOrElse(click.Group):
    """A group whose first argument may be a name: then a campaign is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command for a campaign before the arguments where they name no other."""
        known = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if not args or args[0] in known else [_CAMPAIGN, *args])


#: What the command for a campaign is called, which nobody writes: a name that no folder can have.
_CAMPAIGN = "/"
#: Shown in the help of the group; it is the command for a campaign that takes it.
_TITLE = partial(click.option, "--title", help="What the campaign is called; made from NAME by default.")


@click.group(
    cls=_CampaignOrElse,
    short_help="Make a folder with a small campaign to begin with, a layout, or a translation.",
    options_metavar="[OPTIONS]",
    subcommand_metavar="NAME | layout NAME | translation TAG",
)
@_TITLE(expose_value=False)
def new() -> None:
    """Make the folder NAME with a small campaign in it that can be built at once.

    In the folder of a campaign, `kit new layout NAME` makes five drawings for it, and `kit new translation TAG` a file
    for its words in another language. (A campaign that is to be called 'layout' is made by `kit new ./layout`.)
    """


@new.command(_CAMPAIGN, hidden=True)
@click.argument("name", type=click.Path(path_type=Path))
@_TITLE()
@handle_errors("made")
def campaign(name: Path, title: str | None) -> None:
    """Make the folder NAME with a small campaign in it that can be built at once."""
    project = kit.new(name, title=title)
    click.echo(f"made {name}, a campaign of {len(project.campaign.messages)} messages; next:")
    click.echo(f"  1. cd {shlex.quote(str(name))}")
    click.echo(f"  2. kit build, and open dist/{project.kit_name}/index.html in a browser")
    click.echo("  3. kit preview, and change the words in kit.yaml and the drawings in templates/svg; then kit check")


@new.command(short_help="Make a layout of five drawings in the campaign here.")
@click.argument("name")
@SPEC
@handle_errors("made")
def layout(name: str, spec: Path) -> None:
    """Make templates/svg/NAME in the campaign: layout.yaml and five drawings in its colours, to be changed."""
    try:
        project = kit.load(spec)
    except kit.SpecError as error:
        raise kit.SpecError(*(_awaited(fault, name) for fault in error.faults)) from error
    made = kit.new_layout(project, name)
    folder = os.path.relpath(made.folder)
    click.echo(f"made {folder}: layout.yaml and {len(made.files) - 1} drawings; next:")
    click.echo("  1. draw over them in Inkscape, and delete the shapes that you don't need")
    click.echo("  2. add to kit.yaml, below messages:\n")
    click.echo(made.lines)
    click.echo(f"  3. kit check-drawing {folder}/*.svg, then kit build --only {name} --contact-sheet")


def _awaited(fault: Fault, name: str) -> Fault:
    """Return a fault of a campaign; of one that shows the layout that is to be made, what to do first."""
    if fault.code != "unknown-layout" or f"'{name}'" not in fault.message:
        return fault
    remedy = "write # before the lines of this message, make the layout, and take the # away"
    return replace(fault, message=f"'{name}' is shown before it is made", remedy=remedy)


@new.command(short_help="Begin a translation of the campaign here.")
@click.argument("language", metavar="TAG")
@SPEC
@handle_errors("made")
def translation(language: str, spec: Path) -> None:
    """Make locales/TAG.yaml with every key to translate into a language, such as de or pt-BR."""
    made = kit.new_translation(kit.load(spec), language)
    click.echo(f"made {os.path.relpath(made.path)}: {made.texts} texts to translate; next:")
    click.echo("  1. write the words behind its keys, one message first")
    click.echo("  2. kit preview shows them, and what is missing; then kit check")
