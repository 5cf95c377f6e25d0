"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

import kit

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.decorators import FC

    from kit import Project


def _named(context: click.Context, parameter: click.Parameter, given: Path) -> Path:
    """Return what --spec names; the folder, if nobody named its `kit.yaml`, as a link that is named is followed."""
    is_named = context.get_parameter_source(str(parameter.name)) is not ParameterSource.DEFAULT
    return given if is_named else given.parent


SPEC = click.option(
    "--spec",
    type=click.Path(path_type=Path, readable=False),
    default="kit.yaml",
    show_default=True,
    callback=_named,
    help="The campaign's kit.yaml, or its folder.",
)
OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="The folder of kits; dist beside kit.yaml by default."
)
ONLY = click.option(
    "--only",
    metavar="GLOB",
    multiple=True,
    help="Only pictures whose message, placement, layout or path matches, such as '*square*'; repeatable.",
)


PARTNER = click.option("--partner", metavar="ID", help="The kit of this partner, an entry of partners.yaml.")
PARTNERS = click.option(
    "--partner", metavar="ID", help="The kit of this partner, an entry of partners.yaml, or of `all` of them."
)


def text_or_json(about: str) -> Callable[[FC], FC]:
    """Return the option --format, which is text or JSON; `about` is its help."""
    choice = click.Choice(["text", "json"])
    return click.option("--format", "form", metavar="FORM", type=choice, default="text", help=about)


def output(about: str, name: str = "FILE") -> Callable[[FC], FC]:
    """Return the option --output of a path to write; `about` is its help, `name` what the help calls the path."""
    return click.option("-o", "--output", metavar=name, type=click.Path(path_type=Path), help=about)


def _tags(*given: str) -> tuple[str, ...]:
    """Return the tags of languages in some lists with commas."""
    return tuple(tag for part in given for tag in map(str.strip, part.split(",")) if tag)


WITHOUT = click.option(
    "--without",
    metavar="TAG[/MESSAGE][,…]",
    multiple=True,
    callback=lambda _ctx, _param, given: _tags(*given),
    help="Languages to leave out, whatever errors they have, or messages that are held back in one; repeatable.",
)


def _languages(_ctx: click.Context, _param: click.Parameter, given: str | None) -> tuple[str, ...] | None:
    """Return the tags of the languages that are asked for, None if the option is not given."""
    tags = None if given is None else _tags(given)
    if tags == ():
        raise click.UsageError("--language names no language.")
    return tags


LANGUAGE = click.option(
    "--language",
    "languages",
    metavar="TAG[,TAG]",
    callback=_languages,
    help="Only pictures in these languages; `own` is that of kit.yaml, `all` are all. By default all, or those of "
    "pictures that are named, such as 'de/*'.",
)


def out_folder(project: Project, out: Path | None) -> kit.ChosenPath:
    """Return the folder of kits: the one given, or `dist` beside `kit.yaml`; of a partner's kit, its own in that."""
    partner, kits = project.campaign.partner, kit.kits_folder(project.root, out)
    return kit.partner_folder(kits, partner.id) if partner else kits


class Day(click.ParamType[dt.date]):
    """A day, written as 2026-01-31."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day. Raises BadParameter for one that does not exist."""
        try:
            return dt.datetime.strptime(str(value), "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
        except ValueError:
            self.fail(f"'{value}' is not a date; write it as 2026-01-31", param, ctx)
