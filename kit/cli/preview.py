"""The command `preview`: a local page on which pictures change as files are saved."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path  # noqa: TC003  (click reads the annotations)

import click

import kit
from kit.cli.exit import handle_errors
from kit.cli.options import PARTNER, SPEC
from kit.cli.progress import note_if_nothing_is_kept


@click.command(short_help="Show the pictures on a local page as they change.")
@SPEC
@PARTNER
@click.option(
    "--port", type=click.IntRange(1, 65535), default=None, help="The port of the page; any free one by default."
)
@click.option("--open/--no-open", "opens", default=True, show_default=True, help="Open the page in the browser.")
@handle_errors("shown", ended="the preview has ended; nothing was written")
def preview(*, spec: Path, partner: str | None, port: int | None, opens: bool) -> None:
    """Show the pictures on a local page as they change, until ^C.

    Save kit.yaml, partners.yaml, a drawing, a palette or a font in any editor. Only this computer can open the page, at
    the printed address.
    """

    def ready(address: str, once: str) -> None:
        """Print the address of the page, and open it if there is a screen."""
        click.echo(f"open {address}")
        click.echo("^C ends the preview", err=True)
        if opens and _has_screen():
            webbrowser.open(once)

    note_if_nothing_is_kept(spec)
    kit.serve_preview(spec, partner=partner, port=port or 0, ready=ready)


def _has_screen() -> bool:
    """Return whether a browser can open a window; one in the terminal would take over the preview's."""
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
