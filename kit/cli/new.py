"""The commands for whoever writes and draws a campaign: `new` to start from, `preview`, `check-drawing`, and others."""

from __future__ import annotations

import json
import os
import shlex
import sys
import webbrowser
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

import kit
import kit.tools.drawings
import kit.tools.preview
import kit.tools.scaffold
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, counted
from kit.cli.options import LANGUAGE, PARTNER, SPEC, output
from kit.cli.progress import note_if_nothing_is_kept

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
    project = kit.tools.scaffold.new(name, title=title)
    click.echo(f"made {name}, a campaign of {len(project.campaign.messages)} messages; next:")
    steps = (
        *([] if name.resolve() == Path.cwd() else [f"cd {shlex.quote(str(name))}"]),
        f"kit build, and open dist/{project.kit_name}/index.html in a browser",
        "kit preview, and change the words in kit.yaml and the drawings in templates/svg; then kit check",
    )
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")


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
    made = kit.tools.scaffold.new_layout(project, name)
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
    made = kit.tools.scaffold.new_translation(kit.load(spec), language)
    if made.sentences:
        click.echo(f"made {os.path.relpath(made.sentences)}: what the generator itself says, to translate last")
    if not made.texts:
        return
    click.echo(f"made {os.path.relpath(made.path)}: {made.texts} texts to translate; next:")
    click.echo("  1. write the words after its keys, one message first")
    click.echo(f"     or, in a spreadsheet: kit translate {language} --export xlsx")
    click.echo("  2. kit preview shows them, and what is missing; then kit check")


@click.command(short_help="Show the pictures on a local page as they change.")
@SPEC
@PARTNER
@LANGUAGE
@click.option(
    "--port", type=click.IntRange(1, 65535), default=None, help="The port of the page; any free one by default."
)
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open the page in the browser.")
@handle_errors("shown", ended="the preview has ended; nothing was written")
def preview(
    *, spec: Path, partner: str | None, languages: tuple[str, ...] | None, port: int | None, opens: bool
) -> None:
    """Show the pictures on a local page as they change, until ^C.

    Save kit.yaml, partners.yaml, a drawing, a palette or a font in any editor. Without --language the pictures are in
    the language of kit.yaml; another one can be chosen on the page, and is read then. Only this computer can
    open the page, at the printed address.
    """

    def ready(address: str, once: str) -> None:
        """Print the address of the page, and open it if there is a screen."""
        click.echo(f"open {address}")
        click.echo("^C ends the preview", err=True)
        if opens and _has_screen():
            webbrowser.open(once)

    note_if_nothing_is_kept(spec)
    kit.tools.preview.serve_preview(spec, partner=partner, languages=languages or ("own",), port=port or 0, ready=ready)


def _has_screen() -> bool:
    """Return whether a browser can open a window; one in the terminal would take over the preview's."""
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


@click.command(short_help="Check drawings by themselves, such as exports of an editor.")
@click.argument("files", metavar="FILE.svg", nargs=-1, required=True, type=click.Path(path_type=Path))
@output("The PNG to write; FILE.check.png beside each drawing by default.")
@click.option("--no-picture", is_flag=True, help="Write no picture.")
@click.option(
    "--lies-at",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where the drawing belongs, if FILE is a copy.",
)
@FORMAT
@handle_errors("checked")
def check_drawing(
    *, files: tuple[Path, ...], output: Path | None, no_picture: bool, lies_at: Path | None, form: str
) -> None:
    """Check each drawing by itself, without a kit.yaml: what is missing, what is refused, and where.

    Files beside it are used: layout.yaml, palette.yaml, parts. The command writes a picture of the drawing with the
    boxes and names that it read, and what it refused.
    """
    if len(files) > 1 and (output or lies_at):
        raise click.UsageError("-o and --lies-at can be used with one drawing only.")
    checked = [kit.tools.drawings.check_drawing(file, lies_at=lies_at) for file in files]
    findings = [finding for drawing in checked for finding in drawing.findings]
    unseen = tuple(dict.fromkeys(what for drawing in checked for what in drawing.not_looked_at))
    PRINTERS[form](Report(findings, files[0].parent.parent, unseen, kit.engines()))
    for drawing in checked:
        click.echo(f"{(lies_at or drawing.path).name}: {', '.join(drawing.slots) or 'no slots'}", err=form != "text")
        if drawing.has_picture and not no_picture:
            target = output or drawing.path.with_suffix(".check.png")
            drawing.save(target)
            click.echo(f"open {target}", err=form != "text")
    if any(finding.severity == "error" for finding in findings):
        sys.exit(EXIT_FAILED)


@click.command(short_help="Update the copies of templates/svg/parts in the drawings.")
@SPEC
@click.option("--check", "only_check", is_flag=True, help="Only list the copies that differ; exit with 1 if any does.")
@FORMAT
@handle_errors("copied")
def parts(*, spec: Path, only_check: bool, form: str) -> None:
    """Copy each templates/svg/parts/NAME.svg into the groups with data-part="NAME" in the drawings."""
    project = kit.load(spec)
    found = kit.tools.drawings.copy_parts(project, write=not only_check)
    if only_check:
        PRINTERS[form](Report(found, project.root, ("everything but parts",)))
        if found:
            sys.exit(EXIT_FAILED)
        return
    changed = Counter(finding.drawing for finding in found)
    for drawing, copies in changed.items():
        click.echo(f"{drawing}: {counted(copies, 'part')} copied")
    click.echo(f"{counted(len(changed), 'drawing')} changed" if changed else "every copy is up to date")


@click.group(short_help="Check drawings from the menu of Inkscape.")
def inkscape() -> None:
    """Check drawings, and add slots to them, from the menu of Inkscape."""


@inkscape.command(short_help="Put the extension into Inkscape.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The folder of Inkscape's user extensions; by default the one that Inkscape reports.",
)
@handle_errors("installed")
def install(folder: Path | None) -> None:
    """Copy the extension into Inkscape's folder of user extensions; run it again to update."""
    files = kit.tools.scaffold.install_inkscape_extension(folder)
    click.echo(f"installed {', '.join(path.name for path in files)} in {os.fspath(files[0].parent)}")
    click.echo("restart Inkscape: the menu Extensions, Kit of pictures, checks a drawing and adds slots")


#: What has a schema.
_Name = Literal["kit", "locale", "layout", "palette", "placements", "words"]


@click.command(short_help="Write the JSON Schemas of kit.yaml, translations, layouts and palettes, for editors.")
@click.argument("name", metavar="[NAME]", type=click.Choice(get_args(_Name)), required=False)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write a campaign's schemas into a folder, such as schemas beside kit.yaml.",
)
@handle_errors("written")
def schema(name: _Name | None, output: Path | None) -> None:
    """Print the JSON Schema of kit.yaml, or of NAME: kit, locale, layout, palette, placements or words.

    Editors that know the YAML language server complete and explain what it describes, in files with a line such
    as: # yaml-language-server: $schema=schemas/kit.json
    """
    if output is None:
        click.echo(json.dumps(kit.tools.scaffold.json_schema(name or "kit"), indent=1, ensure_ascii=False))
        return
    if name is not None:
        raise click.UsageError("NAME and --output can't be used together: the folder gets all of a campaign's schemas")
    for path in kit.tools.scaffold.write_schemas(output):
        click.echo(str(path))
