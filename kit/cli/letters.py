"""The command `budget`: how many letters fit, for people as the tightest place of each text, for programs all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path  # noqa: TC003  (click reads the annotations)
from typing import TYPE_CHECKING, Any

import click

import kit
from kit.cli.exit import handle_errors
from kit.cli.options import SPEC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit import LetterBudget


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
    found = kit.budget(kit.load(spec), languages)
    if shown_as == "json":
        click.echo(json.dumps({"budgets": [_row(one) for one in found]}, ensure_ascii=False, indent=1))
    elif shown_as == "csv":
        click.echo(_as_csv(found), nl=False)
    else:
        for language in dict.fromkeys(one.language for one in found):
            _print_table([one for one in found if one.language == language])


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
    for one in found:
        by_key.setdefault(one.key, []).append(one)
    for key, budgets in by_key.items():
        least = kit.LetterBudget.tightest(budgets)
        yield key, str(least.drawn), str(least.most), least.placement
