"""The command `parts`: copies of parts in drawings are brought up to what the parts are now."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path  # noqa: TC003

import click

import kit
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import FORMAT, PRINTERS, Report, counted
from kit.cli.options import SPEC


@click.command(short_help="Copy templates/svg/parts anew into the drawings that hold them.")
@SPEC
@click.option("--check", "only_check", is_flag=True, help="Only say which copies differ; exit with 1 if any does.")
@FORMAT
@handle_errors("copied")
def parts(*, spec: Path, only_check: bool, form: str) -> None:
    """Copy each templates/svg/parts/NAME.svg anew into the groups with data-part="NAME" in the drawings."""
    project = kit.load(spec)
    found = kit.copy_parts(project, write=not only_check)
    if only_check:
        PRINTERS[form](Report(found, project.root, ("everything but parts",)))
        if found:
            sys.exit(EXIT_FAILED)
        return
    changed = Counter(finding.drawing for finding in found)
    for drawing, copies in changed.items():
        click.echo(f"{drawing}: {counted(copies, 'part')} copied")
    click.echo(f"{counted(len(changed), 'drawing')} changed" if changed else "every copy is as its part is drawn")
