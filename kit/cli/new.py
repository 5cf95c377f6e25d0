"""The command `new`: a small campaign that builds, or a layout or a translation in a campaign, to start from."""

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
    """A group whose first argument may be a name instead of a command; it then makes a campaign."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command for a campaign before the arguments if they name no command."""
        known = {*self.commands, *ctx.help_option_names}
        return super().parse_args(ctx, args if not args or args[0] in known else [_CAMPAIGN, *args])


#: The name of the hidden command for a campaign: one that no folder can have.
_CAMPAIGN = "/"
#: Shown in the help of the group; the command for a campaign takes it.
_TITLE = partial(click.option, "--title", help="The title of the campaign; made from NAME by default.")


@click.group(
    cls=_CampaignOrElse,
    short_help="Make a small campaign to start from, a layout, or a translation.",
    options_metavar="[OPTIONS]",
    subcommand_metavar="NAME | layout NAME | translation TAG",
)
@_TITLE(expose_value=False)
def new() -> None:
    """Make the folder NAME with a small campaign that builds right away.

    In the folder of a campaign, `kit new layout NAME` makes five drawings for it, and `kit new translation TAG` a file
    for its words in another language. (To call a campaign 'layout', run `kit new ./layout`.)
    """


@new.command(_CAMPAIGN, hidden=True)
@click.argument("name", type=click.Path(path_type=Path))
@_TITLE()
@handle_errors("made")
def campaign(name: Path, title: str | None) -> None:
    """Make the folder NAME with a small campaign that builds right away."""
    project = kit.new(name, title=title)
    click.echo(f"made {name}, a campaign of {len(project.campaign.messages)} messages; next:")
    click.echo(f"  1. cd {shlex.quote(str(name))}")
    click.echo(f"  2. kit build, and open dist/{project.kit_name}/index.html in a browser")
    click.echo("  3. kit preview, and change the words in kit.yaml and the drawings in templates/svg; then kit check")


@new.command(short_help="Make a layout of five drawings in this campaign.")
@click.argument("name")
@SPEC
@handle_errors("made")
def layout(name: str, spec: Path) -> None:
    """Make templates/svg/NAME in the campaign: layout.yaml and five drawings in its colours, to start from."""
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
    """Return a fault of a campaign; if it already uses the layout to be made, say what to do first."""
    if fault.code != "unknown-layout" or f"'{name}'" not in fault.message:
        return fault
    remedy = "put # before the lines of this message, make the layout, then remove the # again"
    return replace(fault, message=f"'{name}' is used before it exists", remedy=remedy)


@new.command(short_help="Start a translation of this campaign.")
@click.argument("language", metavar="TAG")
@SPEC
@handle_errors("made")
def translation(language: str, spec: Path) -> None:
    """Make locales/TAG.yaml with every key to translate into a language, such as de or pt-BR."""
    made = kit.new_translation(kit.load(spec), language)
    if made.sentences:
        click.echo(f"made {os.path.relpath(made.sentences)}: what the generator itself says, to translate last")
    if not made.texts:
        return
    click.echo(f"made {os.path.relpath(made.path)}: {made.texts} texts to translate; next:")
    click.echo("  1. write the words after its keys, one message first")
    click.echo(f"     or, in a spreadsheet: kit translate {language} --export xlsx")
    click.echo("  2. kit preview shows them, and what is missing; then kit check")
