"""The commands `build` and `render`: every picture of a kit with its texts, or one picture as a file."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

import kit
from kit.cli.exit import EXIT_FAILED, EXIT_LEFT_OUT, handle_errors
from kit.cli.findings import FORMAT, counted, grouped, print_groups
from kit.cli.options import (
    LANGUAGE,
    ONLY,
    OUT,
    PARTNER,
    PARTNERS,
    SPEC,
    out_folder,
    output,
    text_or_json,
)
from kit.cli.partners import Makes, for_partners, print_faults, print_partner
from kit.cli.progress import Meter, note_if_nothing_is_kept, print_result, sheets_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kit import BuildResult, Project, Rendered


@click.command(short_help="Build every picture of the kit, with captions and alt texts.")
@SPEC
@OUT
@ONLY
@LANGUAGE
@click.option(
    "--jobs", type=click.IntRange(min=0), default=None, help="Worker processes; all cores by default, 0 for none."
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    envvar="DASK_SCHEDULER_ADDRESS",
    help="Make the pictures on the workers of this dask scheduler, such as tcp://127.0.0.1:8786.",
)
@click.option("--store", metavar="URL", help="Put the kit into this object store, such as s3://bucket, not into dist.")
@click.option("--allow-insecure", is_flag=True, help="Also use a scheduler elsewhere that does not encrypt.")
@click.option(
    "--pseudo",
    metavar="KIND",
    type=click.Choice(["long", "rtl", "accents", "marked"]),
    help="Use pseudo-copy, to test drawings: long; rtl, right to left; accents; or marked, in brackets.",
)
@PARTNERS
@click.option("--site", metavar="URL", help="Where the kit will be published, if kit.yaml does not say.")
@click.option(
    "--contact-sheet", is_flag=True, help="Also write contact sheets: every picture, by layout, and the feed."
)
@FORMAT
@handle_errors("built")
def build(  # noqa: PLR0913  (one parameter for each option)
    *,
    spec: Path,
    out: Path | None,
    only: tuple[str, ...],
    languages: tuple[str, ...] | None,
    jobs: int | None,
    scheduler: str | None,
    allow_insecure: bool,
    store: str | None,
    pseudo: Literal["long", "rtl", "accents", "marked"] | None,
    partner: str | None,
    site: str | None,
    contact_sheet: bool,
    form: str,
) -> None:
    """Build every picture of the kit, with captions and alt texts.

    Exit code: 0 the kit is published, 1 a picture failed and the existing kit is unchanged, 2 nothing could be built, 3
    the kit is published without a language, or a message in one, that has an error. With `--partner all`, that of the
    partner with the worst result; the kits of the others are published.
    """
    note_if_nothing_is_kept(spec)
    cluster = kit.Cluster(scheduler, insecure=allow_insecure) if scheduler else None
    if store and contact_sheet:
        raise click.UsageError("--contact-sheet writes into a folder: leave out --store")
    if cluster and (fault := cluster.without_worker()):  # at once: to read a large project takes seconds
        click.echo(str(fault), err=True)
    asked = _Asked(site, pseudo, only, jobs, cluster, store, form, contact_sheet=contact_sheet)
    makes = Makes(
        lambda project: _build(project, out, asked),
        lambda projects: _build_all(projects, spec, out, asked),
        "built",
        languages,
        only,
    )
    sys.exit(for_partners(spec, partner, out, makes, form))


class _Asked(NamedTuple):
    """What is asked for of each kit: its words and pictures, who makes them, how findings are shown, sheets."""

    site: str | None
    pseudo: Literal["long", "rtl", "accents", "marked"] | None
    only: tuple[str, ...]
    jobs: int | None
    cluster: kit.Cluster | None
    store: str | None
    form: str
    contact_sheet: bool

    def options(self, meter: Meter) -> dict[str, Any]:
        """Return the options of a build that are the same for one kit and for several, with what shows its progress."""
        cluster = replace(self.cluster, waiting=meter.note) if self.cluster else None
        return {
            "only": self.only,
            "jobs": self.jobs,
            "cluster": cluster,
            "store": self.store,
            "progress": meter.step,
        }

    def of(self, project: Project) -> Project:
        """Return a project as it is asked for. Raises SpecError for an address that can't be one."""
        project = kit.published_at(project, self.site) if self.site else project
        return kit.with_pseudo_copy(project, self.pseudo) if self.pseudo else project


def _build(project: Project, out: Path | None, asked: _Asked) -> int:
    """Build a kit and print the result; return the exit code."""
    project = asked.of(project)
    with Meter(lambda: (picture.language for picture in kit.plan(project, asked.only))) as meter:
        result = kit.build(project, out_folder(project, out), **asked.options(meter))
    return _print(project, result, out, asked)


def _build_all(projects: dict[str, Project], spec: Path, out: Path | None, asked: _Asked) -> list[int]:
    """Build the kits of partners in one run, and print the result of each when it is published; return exit codes."""
    codes: list[int] = []
    wanted: dict[str, Project] = {}
    for id_, project in projects.items():
        try:
            wanted[id_] = asked.of(project)
        except kit.KitError as error:
            print_faults(id_, error.faults, asked.form)
            codes.append(EXIT_FAILED)
    folder = kit.kits_folder(spec if spec.is_dir() else spec.parent, out)
    with Meter() as meter:
        for id_, result in kit.build_partners(wanted, folder, **asked.options(meter)):
            meter.make_room()
            if isinstance(result, tuple):
                print_faults(id_, result, asked.form)
                codes.append(EXIT_FAILED)
            else:
                print_partner(id_, asked.form)
                codes.append(_print(wanted[id_], result, out, asked))
    return codes


def _print(project: Project, result: BuildResult, out: Path | None, asked: _Asked) -> int:
    """Print the result of a build, with its contact sheets if they are asked for; return the exit code."""
    try:
        folder = out_folder(project, out) / sheets_folder(result)
        sheets = kit.contact_sheets(project, result, folder) if asked.contact_sheet else ()
    except kit.OutputError as error:
        print_result(result, (), asked.form, project)
        click.echo(str(error), err=True)
        return EXIT_FAILED
    print_result(result, sheets, asked.form, project)
    return EXIT_FAILED if result.failures else EXIT_LEFT_OUT if result.left_out or result.held_back else 0


@click.command()
@click.argument("name", metavar="PICTURE", nargs=-1, required=True)
@output("The file to write; its ending is svg (to edit), pdf (at real size), or that of an image such as png.")
@click.option("--why", is_flag=True, help="Say why its words have their sizes and lines, and why it has its drawing.")
@text_or_json("How --why is printed: text or json.")
@SPEC
@LANGUAGE
@PARTNER
@handle_errors("rendered")
def render(  # noqa: PLR0913  (one parameter for each option)
    name: tuple[str, ...],
    *,
    output: Path | None,
    why: bool,
    form: str,
    spec: Path,
    languages: tuple[str, ...] | None,
    partner: str | None,
) -> None:
    """Make one picture: MESSAGE PLACEMENT as in findings, its path, or a glob that matches it alone."""
    if output is None and not why:
        raise click.UsageError("say where to write the picture with -o FILE, or ask --why it looks as it does")
    if form != "text" and not why:
        raise click.UsageError("--format is for what --why prints; the ending of -o decides the format of a picture")
    picture = " ".join(name)
    project = kit.load(spec, partner=partner, languages=languages, only=picture)
    rendered = kit.render(project, kit.picture_named(project, picture))
    if why:
        click.echo(
            json.dumps(asdict(rendered.why), ensure_ascii=False, indent=2) if form == "json" else rendered.why.text
        )
    if output is not None:
        _save(rendered, output)


def _save(rendered: Rendered, output: Path) -> None:
    """Write a picture, and print its findings; exit with 1 if it would fail in a build."""
    rendered.save(output)
    print_groups(grouped(rendered.findings))
    click.echo(f"open {output}")
    errors = sum(finding.severity == "error" for finding in rendered.findings)
    if errors:
        click.echo(f"this picture would fail in a build: {counted(errors, 'error')}", err=True)
        sys.exit(EXIT_FAILED)
