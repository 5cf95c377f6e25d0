"""The command `store`: kits in an object store, listed, compared, as zips, and as folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

import kit
import kit.tools.stores
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report

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
    for name in kit.tools.stores.stored_kits(url):
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
    parts = kit.tools.stores.stored_zip(url, name, part)
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
    findings = kit.tools.stores.check_stored(url, name)
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
    click.echo(f"open {os.path.relpath(kit.tools.stores.fetch_stored(url, name, folder) / 'index.html')}")
