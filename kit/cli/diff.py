"""The command `diff`: what differs between two kits, as text, JSON and a page."""

from __future__ import annotations

import json
import os
import sys
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

import kit
import kit.tools.comparison
from kit.cli.exit import EXIT_FAILED, handle_errors
from kit.cli.findings import counted, languages_left_out
from kit.cli.options import LANGUAGE, ONLY, PARTNER, SPEC, output, text_or_json
from kit.cli.progress import Meter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kit.tools.comparison import Cause, ComparedKit, Comparison, PictureChange


#: How many pictures of a group are named before the rest are counted, and how many characters of a value are shown.
NAMED, SHOWN = 12, 70
#: The words for what can differ in a picture besides its pixels.
_ASPECTS = {
    "size": "size",
    "caption": "caption",
    "alt": "alt text",
    "link": "link",
    "qr": "QR code",
    "layout": "layout",
    "drawing": "drawing",
    "theme": "theme",
    "path": "file name",
    "page": "page to print",
    "file": "bytes of its file only",
}


@click.command(short_help="Show what differs between two kits, picture by picture.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@SPEC
@PARTNER
@ONLY
@LANGUAGE
@output("Also write a page into it.", "FOLDER")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Worker processes; all cores by default.")
@text_or_json("text or json.")
@handle_errors("compared")
def diff(  # noqa: PLR0913  (one parameter for each option)
    *,
    old: str,
    new: str | None,
    spec: Path,
    partner: str | None,
    only: tuple[str, ...],
    languages: tuple[str, ...] | None,
    output: Path | None,
    jobs: int | None,
    form: str,
) -> None:
    """Show what differs between two kits: which pictures, in which pixels and words, and why.

    OLD and NEW are each a kit's folder or zip, a folder with a kit.yaml, or a git revision such as HEAD or v1.0.0,
    which is built; with --partner as the kit of that partner. NEW defaults to the kit.yaml as it is now. Exit code: 0
    nothing differs, 1 something does, 2 they can't be compared.
    """
    with _Meters() as meters:
        found = kit.tools.comparison.diff(
            old,
            new or spec,
            spec=spec,
            partner=partner,
            only=only,
            languages=languages,
            out=output,
            jobs=jobs,
            progress=meters.step,
        )
    if form == "json":
        click.echo(json.dumps(_whole(found), ensure_ascii=False, indent=1))
    else:
        for line in _lines(found):
            click.echo(line)
    sys.exit(EXIT_FAILED if found.differs else 0)


class _Meters(ExitStack):
    """A meter for each stage, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._doing = ""
        self._step: Callable[[int, int, str], None] = Meter().step

    def step(self, doing: str, done: int, total: int, path: str) -> None:
        """Report progress in a stage; print the name of each new stage."""
        if doing != self._doing:
            self.close()
            click.echo(doing, err=True)
            self._doing, self._step = doing, self.enter_context(Meter()).step
        self._step(done, total, path)


def _lines(found: Comparison) -> Iterator[str]:
    """Yield the lines of the text form: the groups, each below its causes, then how much differs."""
    for side in (found.old, found.new):
        for language, reason in side.left_out.items():
            yield _plain(f"'{language}' is not compared, as it has an error in {side.asked}: {reason}")
        for name, faults in side.unmade:
            yield _plain(f"{name} could not be made from {side.asked}:")
            yield from (f"  {line}" for fault in faults for line in str(fault).splitlines())
    for change in found.kit:
        yield _plain(f"kit {change.field}: {_quoted(change.old)} → {_quoted(change.new)}")
    for group in found.groups:
        yield ""
        yield from (_cause(cause) for cause in group.causes)
        yield from (f"  {_picture(picture)}" for picture in group.pictures[:NAMED])
        if len(group.pictures) > NAMED:
            yield f"  and {counted(len(group.pictures) - NAMED, 'picture')} more"
    if found.unseen:
        yield "\nchanges that no compared picture shows:"
        yield from (f"  {_cause(cause)}" for cause in found.unseen)
    left = "".join(f"; not looked at: {words}" for words in _not_looked_at(found))
    yield ("\n" if found.differs or found.unseen else "") + _summary(found) + left
    if found.page:
        yield f"open {os.path.relpath(found.page)}"


def _not_looked_at(found: Comparison) -> list[str]:
    left = [tag for tag in found.languages if tag not in found.compared]
    return [*languages_left_out(left, found.languages)]


def _cause(cause: Cause) -> str:
    """Return a cause as one line: its place, its name, and its old and new value."""
    place = f"{cause.mark} " if cause.mark else ""
    prefix = {"unknown": "unknown cause, ", "generator": "other programs: "}.get(cause.kind, "")
    if cause.old is not None and cause.new is not None:
        return _plain(f"{place}{cause.name}: {_quoted(cause.old)} → {_quoted(cause.new)}")
    status = f" {cause.status}" if cause.kind in {"value", "file", "manifest"} else ""
    value = cause.new or cause.old
    return _plain(f"{place}{prefix}{cause.name}{status}" + (f": {_quoted(value)}" if value else ""))


def _picture(picture: PictureChange) -> str:
    parts = []
    if picture.pixels:
        change = picture.pixels
        share = f"{change.changed:,} of {change.total:,} pixels ({change.share:.2%})"
        parts.append(f"{share}, by up to {change.largest} levels")
    parts += [words for aspect, words in _ASPECTS.items() if aspect in picture.aspects]
    if picture.fault:
        parts.append(f"pixels not compared: {picture.fault.message}")
    return _plain(f"{picture.status:<8} {picture.name}" + (f": {'; '.join(parts)}" if parts else ""))


def _summary(found: Comparison) -> str:
    number = dict.fromkeys(("changed", "added", "removed"), 0)
    for picture in found.pictures:
        number[picture.status] += 1
    if not found.pictures:
        return f"no picture differs: {counted(found.new.pictures, 'picture')}"
    counts = ", ".join(f"{count} {status}" for status, count in number.items() if count)
    return f"{counted(len(found.pictures), 'picture')} of {found.new.pictures}: {counts}"


def _whole(found: Comparison) -> dict[str, Any]:
    """Return the JSON of a comparison, `schema` 1."""
    groups = [
        {"causes": [*map(_cause_row, group.causes)], "pictures": [*map(_picture_row, group.pictures)]}
        for group in found.groups
    ]
    fields = [asdict(change) for change in found.kit]
    sides = {"old": _side_row(found.old), "new": _side_row(found.new)}
    unseen = [*map(_cause_row, found.unseen)]
    whole = {"schema": 1, "differs": found.differs, **sides, "kit": fields, "groups": groups, "unseen": unseen}
    return {**whole, "not_looked_at": _not_looked_at(found)}


def _side_row(side: ComparedKit) -> dict[str, object]:
    unmade = [
        {"picture": name, "codes": [fault.code for fault in faults], "reasons": [fault.message for fault in faults]}
        for name, faults in side.unmade
    ]
    named = {"asked": side.asked, "kit": side.kit, "pictures": side.pictures}
    return {**named, "unmade": unmade, "left_out": {**side.left_out}}


def _cause_row(cause: Cause) -> dict[str, object]:
    mark = cause.mark
    place = {"file": mark.file, "line": mark.line, "column": mark.column} if mark else {}
    nowhere = dict.fromkeys(("file", "line", "column"))
    values = {"status": cause.status, "old": cause.old, "new": cause.new}
    return {"kind": cause.kind, "name": cause.name, **nowhere, **place, **values}


def _picture_row(picture: PictureChange) -> dict[str, object]:
    return {
        "picture": picture.name,
        "status": picture.status,
        "differs_in": sorted(picture.aspects),
        "old_path": picture.old.path if picture.old else None,
        "new_path": picture.new.path if picture.new else None,
        "pixels": asdict(picture.pixels) if picture.pixels else None,
        "fields": [asdict(change) for change in picture.fields],
        "fault": picture.fault.message if picture.fault else None,
    }


def _quoted(text: str | None) -> str:
    """Return a value as it is shown: in quotes, shortened if it is long."""
    if text is None:
        return "nothing"
    return f'"{text[:SHOWN]}…"' if len(text) > SHOWN else f'"{text}"'


def _plain(text: str) -> str:
    """Return a line that can't control a terminal: unprintable characters are escaped."""
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)
