"""The commands `pack` and `verify`: pack a kit into zips, and verify one."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kit
from kit.cli.exit import EXIT_FAILED, EXIT_UNCOMPARED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, counted, not_looked_at
from kit.cli.options import LANGUAGE, OUT, PARTNERS, SPEC, WITHOUT, out_folder
from kit.cli.partners import Makes, each, for_partners
from kit.cli.progress import print_older_zips, print_zips

if TYPE_CHECKING:
    from kit import Project


@click.command()
@SPEC
@OUT
@LANGUAGE
@PARTNERS
@WITHOUT
@click.option("--release", is_flag=True, help="Want every language, and put what nobody has reviewed into own zips.")
@click.option(
    "--site-folder",
    type=click.Path(path_type=Path),
    help="A new folder to write what is packed into, to publish: the kit, and its zips in the folder zips. "
    "Its pages can be installed, and keep what was seen.",
)
@FORMAT
@handle_errors("packed")
def pack(  # noqa: PLR0913  (the options of the command)
    *,
    spec: Path,
    out: Path | None,
    languages: tuple[str, ...] | None,
    partner: str | None,
    without: tuple[str, ...],
    release: bool,
    site_folder: Path | None,
    form: str,
) -> None:
    """Pack the built kit into zips, if it passes every check.

    A kit of one language has a zip of all of it, and one of each platform and message. Of several languages, each has a
    zip of each platform, and an overview with small images, page and documents.

    A release needs every language of the campaign: built, or left out by name with --without. Translations that
    nobody has reviewed, or that are outdated, are in zips of their own, NAME-VERSION-DRAFT-TAG.zip.
    """
    if partner == "all" and site_folder:
        raise click.UsageError("--site-folder takes the kit of one partner: give its --partner ID")

    def packed(project: Project) -> int:
        """Pack the kit of a project; return the exit code."""
        project = kit.without_languages(project, without)
        folder = out_folder(project, out)
        click.echo("checking the kit; this takes about as long as a build", err=True)

        def report(findings: tuple[kit.Finding, ...]) -> None:
            """Print the findings before anything is packed."""
            PRINTERS[form](Report(findings, project.root, tuple(not_looked_at(project, built=True))))

        built, site = folder / project.kit_name, site_folder
        try:
            zips = kit.pack(built, folder, project=project, report=report, release=release, site_folder=site)
        except kit.CheckError:
            click.echo("nothing was packed, and the existing zips are unchanged; fix the errors,", err=True)
            click.echo("then run `kit build` and `kit pack` again", err=True)
            return EXIT_FAILED
        if form == "text":
            print_zips(zips, project.kit_name)
        print_older_zips(zips, project.kit_name)
        return 0

    makes = Makes(packed, partial(each, packed, form=form), "packed", languages)
    sys.exit(for_partners(spec, partner, out, makes, form))


@click.command(short_help="Verify that a zip or a folder is an intact kit.")
@click.argument("path", metavar="ZIP|FOLDER", type=click.Path(path_type=Path))
@click.option("--allow-uncompared", is_flag=True, help="Exit with 0 also if some of it could not be compared.")
@FORMAT
@handle_errors("verified")
def verify(*, path: Path, allow_uncompared: bool, form: str) -> None:
    """Verify that a zip or a folder is an intact kit: names, checksums, pictures, words, QR codes and documents.

    Exit code: 0 it is intact, 1 something differs, 2 it is not a kit, 3 everything that could be compared is right, and
    some could not, such as the page that another version of the generator made.
    """
    found = kit.verify(path)
    ignored = (counted(found.unknown_fields, "unknown field") + " of its manifest",) if found.unknown_fields else ()
    PRINTERS[form](Report(found, Path(), ("the campaign (kit check --built)", *ignored)))
    if found.differences:
        if form == "text":
            click.echo(f"{path} is not the kit that was built: download it again, or rebuild it", err=True)
        sys.exit(EXIT_FAILED)
    if form == "text":
        click.echo(f"{path} is intact" + (" as far as it could be compared: see the warnings" if found else ""))
    if found.uncompared and not allow_uncompared:
        sys.exit(EXIT_UNCOMPARED)
