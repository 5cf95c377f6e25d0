"""The commands `pack` and `verify`, for zips of a kit, and `store`, for kits in an object store."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kit
from kit.cli.exit import EXIT_FAILED, EXIT_UNCOMPARED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, counted, not_looked_at
from kit.cli.options import OUT, PARTNERS, SPEC, WITHOUT, out_folder
from kit.cli.partners import Makes, each, for_partners
from kit.cli.progress import print_older_zips, print_zips

if TYPE_CHECKING:
    from kit import Project


@click.command()
@SPEC
@OUT
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

    sys.exit(for_partners(spec, partner, out, Makes(packed, partial(each, packed, form=form), "packed"), form))


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


URL = click.argument("url", metavar="URL")
NAME = click.argument("name", metavar="KIT")


@click.group(short_help="List kits in an object store, and take their zips from there.")
def store() -> None:
    """Kits that `kit build --store URL` put into an object store: s3://…, gs://…, az://… or file:///…."""


@store.command("list", short_help="List the kits in a store.")
@URL
@handle_errors("listed")
def list_stored(url: str) -> None:
    """List the names of the kits in a store."""
    for name in kit.stored_kits(url):
        click.echo(name)


@store.command("zip", short_help="Write a zip of a kit in a store.")
@URL
@NAME
@click.option("--part", metavar="TAG[-PLATFORM]", default="", help="A language, or a platform in it: en-instagram.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help="The file to write; `-` writes to standard output as it is read.",
)
@handle_errors("written")
def zip_(url: str, name: str, part: str, output: str) -> None:
    """Write a zip of a kit, file by file; what was not stored as the kit has it is an error."""
    if output != "-":
        _require_folder(Path(output).parent)
    parts = kit.stored_zip(url, name, part)
    if output == "-":
        sys.stdout.buffer.writelines(parts)
        return
    beside = Path(f"{output}.{os.getpid()}.new")
    try:
        with beside.open("xb") as file:
            file.writelines(parts)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)
    click.echo(f"wrote {output}")


def _require_folder(folder: Path) -> None:
    """Raise OutputError if a folder to write into does not exist, before anything is read from a store."""
    if not folder.is_dir():
        remedy = "create it first, or name another file with -o"
        raise kit.OutputError(kit.Fault(f"there is no folder {folder}", None, remedy, code="zip-folder-missing"))


@store.command(short_help="Compare all files of a kit in a store with their checksums.")
@URL
@NAME
@FORMAT
@handle_errors("checked")
def check(url: str, name: str, form: str) -> None:
    """Read every file of a kit in a store, and compare it with its checksum, and the checksums with the manifest.

    Exit code: 0 everything is as it was stored, 1 something is lost or differs, 2 there is no such kit, or the store
    can't be used.
    """
    findings = kit.check_stored(url, name)
    PRINTERS[form](Report(findings, Path(), ("pictures, codes and pages (kit store get, then kit verify)",)))
    if findings:
        sys.exit(EXIT_FAILED)
    if form == "text":
        click.echo(f"{name} is in {url} as it was stored")


@store.command(short_help="Fetch a kit from a store into a folder.")
@URL
@NAME
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@handle_errors("fetched")
def get(url: str, name: str, folder: Path) -> None:
    """Write all files of a kit into a new folder of its name in FOLDER, to judge it with `kit check --built`."""
    click.echo(f"open {os.path.relpath(kit.fetch_stored(url, name, folder) / 'index.html')}")
