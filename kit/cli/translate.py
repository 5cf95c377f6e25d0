"""The commands by which texts go out and come back: `translate`, `budget` for how many letters fit, and `partners`."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

import kit
import kit.tools.exchange
import kit.tools.scaffold
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import counted
from kit.cli.options import SPEC, Day, output

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kit import Project
    from kit.tools.exchange import ImportedTranslation, LetterBudget


@click.command(short_help="Send texts to translators, take them back, and note who has reviewed them.")
@click.argument("language", metavar="[TAG]", required=False)
@click.argument("messages", metavar="[MESSAGE]...", nargs=-1)
@click.option(
    "--export",
    metavar="FORMAT",
    type=click.Choice(["po", "csv", "xlsx"]),
    help="Write all texts into a file for a translator: po, csv, or xlsx.",
)
@output("The file to export to; by default it is named after the campaign and the language.")
@click.option(
    "--import",
    "import_",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Take the texts of an exported file into locales/TAG.yaml.",
)
@click.option("--over-signed", is_flag=True, help="Let the texts of --import replace signed ones too.")
@click.option("--format", "format_", is_flag=True, help="Write locales/TAG.yaml in its one form; comments are kept.")
@click.option("--status", is_flag=True, help="Write locales/status.yaml: what each translation was made from.")
@click.option("--reviewed", is_flag=True, help="Sign the messages that are named, or all of them.")
@click.option("--by", "reader", metavar="NAME", help="Who has reviewed them.")
@click.option("--on", "day", metavar="DATE", type=Day(), help="On which day; today by default.")
@SPEC
@handle_errors("written", ended="interrupted; the existing translation is intact")
def translate(  # noqa: PLR0913  (one parameter for each option)
    *,
    language: str | None,
    messages: tuple[str, ...],
    export: Literal["po", "csv", "xlsx"] | None,
    output: Path | None,
    import_: Path | None,
    over_signed: bool,
    format_: bool,
    status: bool,
    reviewed: bool,
    reader: str | None,
    day: dt.date | None,
    spec: Path,
) -> None:
    """Send the texts of the campaign to a translator into the language TAG, and take them back into locales/TAG.yaml.

    A translation is a draft until somebody signs it with --reviewed, and outdated once kit.yaml has other words: sign
    it again, or translate it again. An import notes what it takes as drafts, and replaces nothing that has changed
    since the export. `kit list languages` shows the states.
    Exit code of an import: 0 all texts were taken, 1 some were left out, 2 nothing was written.
    """
    if len([option for option in (export, import_, format_, status, reviewed) if option]) != 1:
        raise click.UsageError("say one of --export FORMAT, --import FILE, --format, --status and --reviewed")
    _require_fitting(output and not export, "-o is the file of --export")
    _require_fitting(over_signed and not import_, "--over-signed is for --import")
    _require_fitting(bool(reader) != reviewed, "--reviewed and --by NAME belong together")
    _require_fitting((messages or day) and not reviewed, "messages and --on are those of --reviewed")
    _require_fitting(bool(language) == status, "--status is for all languages" if status else "name a language: TAG")
    if status:
        click.echo(f"wrote {os.path.relpath(kit.tools.scaffold.note_translations(spec))}")
    elif reviewed:
        today = day or dt.datetime.now().astimezone().date()
        _sign(spec, str(language), str(reader), day=today, messages=messages)
    elif export:
        _export(kit.load(spec), str(language), export, output)
    elif import_:
        _import(kit.load(spec), str(language), import_, over_signed=over_signed)
    else:
        _format(kit.load(spec), str(language))


def _require_fitting(wrong: object, message: str) -> None:
    """Raise UsageError if options do not fit together."""
    if wrong:
        raise click.UsageError(message)


def _sign(spec: Path, language: str, reader: str, *, day: dt.date, messages: tuple[str, ...]) -> None:
    """Sign messages, and say how many."""
    signed = kit.tools.scaffold.sign_translations(spec, language, reader, day=day, messages=messages)
    click.echo(f"signed {counted(len(signed), 'message')} in '{language}' by {reader.strip()}, {day.isoformat()}")


def _export(project: Project, language: str, form: Literal["po", "csv", "xlsx"], output: Path | None) -> None:
    """Export texts, and say what to do with the file."""
    counting = partial(click.echo, "counting how many letters fit …", err=True)
    made = kit.tools.exchange.export_translation(project, language, form, output, counting=counting)
    file = os.path.relpath(made.path)
    click.echo(f"made {file}: {counted(made.texts, 'text')}, {made.empty} of them to translate; next:")
    click.echo("  1. write the translations into it, one message first, or send it to somebody who does")
    click.echo(f"  2. kit translate {language} --import {file}")


def _import(project: Project, language: str, file: Path, *, over_signed: bool) -> None:
    """Import texts, say what was taken and what not, and what to do next."""
    done = kit.tools.exchange.import_translation(project, language, file, over_signed=over_signed)
    for fault in done.left_out:
        click.echo(f"{fault}\n", err=True)
    path = os.path.relpath(done.path)
    click.echo(f"{path}: {counted(done.changed, 'text')} taken from {file.name}; {_others(done)}")
    _list("taken, but outdated, as kit.yaml has changed since the export:", done.outdated)
    _list("taken in place of signed words, so that these are drafts:", done.over_signed)
    if done.left_out:
        click.echo(f"{counted(len(done.left_out), 'text')} left out, named above; the others were taken", err=True)
    click.echo(f"{done.complete} of {counted(len(project.campaign.messages), 'message')} complete")
    if done.nearest:
        click.echo(f"nearest: {done.nearest.message}")
    if done.complete:
        click.echo(f"next: kit check --language {language}, then kit build --only '{language.lower()}/*'")
    if done.left_out:
        sys.exit(EXIT_FAILED)


def _list(what: str, keys: Collection[str]) -> None:
    """Print keys, if there are any, below what they have in common."""
    for line in [what, *(f"  {key}" for key in keys)] if keys else ():
        click.echo(line, err=True)


def _others(done: ImportedTranslation) -> str:
    """Return what happened to the other texts of a file."""
    parts = [f"{done.unchanged} as before", f"{done.empty} empty"]
    parts += [f"{counted(done.trimmed, 'text')} had blanks at an end, which were removed"] if done.trimmed else []
    return ", ".join(parts)


def _format(project: Project, language: str) -> None:
    """Format a translation, and say whether anything changed."""
    changed = kit.tools.exchange.format_translation(project, language)
    click.echo(f"locales/{language}.yaml {'is formatted' if changed else 'was formatted already'}")


#: The titles of columns, as CSV and for people.
_COLUMNS = ("language", "key", "message", "frame", "slot", "placement", "drawn", "most", "measured_by")
_TITLES = ("text", "as drawn", "at most", "tightest place")
_WORDS_OF = {
    "own": "the campaign's own words",
    "sample": "a sample of the language",
    "english": "a sample of English: there is none of this language",
}


@click.command(short_help="Say how many letters fit.")
@click.argument("languages", metavar="[TAG]...", nargs=-1)
@SPEC
@click.option(
    "--format",
    "shown_as",
    metavar="FORM",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="text for the tightest place of each text, csv or json for every slot of every picture.",
)
@handle_errors("counted")
def budget(languages: tuple[str, ...], spec: Path, shown_as: str) -> None:
    """Say how many letters fit each text in the languages TAG, translated or not; without TAG in the campaign's own.

    Letters count with blanks. Real words of the language are set in each slot, as long as 9 of 10 texts fit.
    """
    found = kit.tools.exchange.budget(kit.load(spec), languages)
    if shown_as == "json":
        click.echo(json.dumps({"budgets": [_row(row) for row in found]}, ensure_ascii=False, indent=1))
    elif shown_as == "csv":
        click.echo(_as_csv(found), nl=False)
    else:
        for language in dict.fromkeys(row.language for row in found):
            _print_table([row for row in found if row.language == language])


def _row(one: LetterBudget) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _COLUMNS}


def _as_csv(found: Iterable[LetterBudget]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_row, found))
    return file.getvalue()


def _print_table(found: Sequence[LetterBudget]) -> None:
    """Print how many letters of each text fit in one language, at its tightest place."""
    first = found[0]
    click.echo(f"{first.language}: letters with blanks, measured with {_WORDS_OF[first.measured_by]}")
    rows = [_TITLES, *_tightest(found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_TITLES))]
    for key, drawn, most, place in rows:
        click.echo(f"  {key:<{widths[0]}}  {drawn:>{widths[1]}}  {most:>{widths[2]}}  {place}")


def _tightest(found: Iterable[LetterBudget]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the cells of each text: its key, how many letters fit, and where."""
    by_key: dict[str, list[LetterBudget]] = {}
    for row in found:
        by_key.setdefault(row.key, []).append(row)
    for key, budgets in by_key.items():
        least = kit.tools.exchange.LetterBudget.tightest(budgets)
        yield key, str(least.drawn), str(least.most), least.placement


#: How many partners are named in one line.
_LISTED = 10


@click.group(short_help="Take a table of partners into partners.yaml.")
def partners() -> None:
    """Partners have a kit each, with their own name, address and mark: `kit build --partner ID`."""


@partners.command("import", short_help="Write partners.yaml from a table, CSV or a workbook.")
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@output("The file to write; partners.yaml beside kit.yaml by default, or one in the folder partners.")
@SPEC
@handle_errors("written", ended="interrupted; the existing file is intact")
def import_(*, table: Path, output: Path | None, spec: Path) -> None:
    """Write the partners of a table, .csv or .xlsx, into partners.yaml; if one of them is wrong, nothing is written.

    The titles of its columns are name, id, sender, link, shown, handle, logo, languages, messages, and the names of
    fields that the campaign's texts read as {partner.FIELD}. Other columns are not written anywhere. Without a column
    id, the ids of partners are made of their names.
    """
    done = kit.tools.exchange.import_partners(spec, table, output)
    click.echo(f"wrote {os.path.relpath(done.path)}: {counted(len(done.partners), 'partner')}; next:")
    click.echo("  kit list partners")
    click.echo(f"  kit build --partner {done.partners[0] if done.partners else 'ID'}")
    if done.without_link:
        named = ", ".join(done.without_link[:_LISTED]) + (", …" if len(done.without_link) > _LISTED else "")
        click.echo(f"without a link of their own, so that the campaign's is used: {named}", err=True)
    if done.left_out:
        click.echo(f"not written, as no text reads them: {', '.join(done.left_out)}", err=True)
