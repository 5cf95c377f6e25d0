"""The command `list`: a line, or an object of JSON, for each message, layout, language, partner, picture and so on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import kit
from kit.cli.exit import handle_errors
from kit.cli.findings import counted, languages_left_out
from kit.cli.options import LANGUAGE, ONLY, PARTNER, SPEC, text_or_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kit import Project

    #: One thing as JSON; the line for people is made from it.
    Row = dict[str, Any]


#: The words for QR codes, by the `qr` of a placement.
_CODES = {"yes": "qr", "no": "no qr", "prefer": "qr if drawn"}


def _message_rows(project: Project) -> Iterator[Row]:
    for message in project.campaign.messages.values():
        images = [{"layout": use.layout, "on": use.on, "at": use.at} for use in message.images]
        yield {"id": message.id, "images": images, "frames": len(message.frames), "days": len(message.counted)}


def _message_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        uses = "; ".join(f"{use['layout']} on {', '.join(use['on'])}" for use in row["images"])
        yield f"{row['id']:<22} {uses}"


def _placement_rows(project: Project) -> Iterator[Row]:
    for placement in project.placements.values():
        sheet, (width, height) = placement.sheet, placement.size
        yield {
            "id": placement.id,
            "role": placement.role,
            "width": width,
            "height": height,
            "formats": placement.formats,
            "max_bytes": placement.max_bytes,
            "screen": placement.screen,
            "qr": placement.qr,
            "sheet": {"trim": sheet.trim, "bleed": sheet.bleed, "safe": sheet.safe} if sheet else None,
            "waits": placement.waits,
            "own": placement.own,
        }


def _placement_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        note = "  (waits for its artwork)" if row["waits"] else "  (this campaign's own)" if row["own"] else ""
        limit = f"{row['max_bytes']:,} bytes" if row["max_bytes"] else "no byte limit"
        formats, code = "/".join(row["formats"]), _CODES[row["qr"]]
        size = f"{row['width']:>4}x{row['height']:<4}"
        yield f"{row['id']:<26} {row['role']:<10} {size}  {formats:<8}  {code:<11}  {limit}{note}"


def _layout_rows(project: Project) -> Iterator[Row]:
    listed, root = project.campaign.kit.shipped_layouts, project.root.resolve()
    for layout in project.layouts.values():
        yield {
            "name": layout.name,
            "title": layout.title,
            "drawings": [*layout.drawings],
            "slots": [{"name": name, "required": rule.required} for name, rule in layout.slots.items()],
            "usable": layout.name in listed or all(path.is_relative_to(root) for path in layout.drawings.values()),
        }


def _layout_lines(rows: Iterable[Row]) -> Iterator[str]:
    rows = [*rows]
    for row in rows:
        slots = ", ".join(f"{slot['name']}*" if slot["required"] else slot["name"] for slot in row["slots"])
        note = "" if row["usable"] else "  (shipped)"
        yield f"{row['name']:<12} {', '.join(row['drawings']):<28} {slots}{note}"
    yield "* is required"
    if not all(row["usable"] for row in rows):
        yield "(shipped) comes with the generator; to use it, add its name to `shipped_layouts` in `kit`"


def _font_rows(project: Project) -> Iterator[Row]:
    for family in project.campaign.families.values():
        faces = [
            {"italic": face.italic, "weight": face.weight, "file": str(project.font(face.file))}
            for face in family.faces
        ]
        yield {"id": family.id, "names": family.names, "faces": faces}


def _font_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield f"{row['id']}: {', '.join(row['names'])}"
        for face in row["faces"]:
            weight = "-".join(map(str, face["weight"])) if isinstance(face["weight"], tuple) else str(face["weight"])
            yield f"  {'italic' if face['italic'] else 'upright':<8} {weight:<8} {face['file']}"


def _picture_rows(project: Project, only: tuple[str, ...] = ()) -> Iterator[Row]:
    for picture in kit.pictures(project, only):
        yield {
            "picture": picture.name,
            "message": picture.id.message,
            "frame": picture.id.frame,
            "placement": picture.id.placement,
            "language": picture.id.language,
            "width": picture.size[0],
            "height": picture.size[1],
            "layout": picture.layout,
            "drawing": picture.drawing,
            "theme": picture.theme,
            "path": picture.path,
        }


def _picture_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a row of columns for each picture; a drawing is named with its layout, its folder."""
    table = [
        (
            row["picture"],
            f"{row['width']}x{row['height']}",
            row["drawing"] or f"{row['layout']}/(can't be read)",
            row["theme"],
            row["path"],
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for cells in table:
        yield "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


#: The states of a message in a language, the worst first.
_STATES = ("missing", "too long", "outdated", "draft", "reviewed")


def _language_rows(project: Project, *, fit: bool = False) -> Iterator[Row]:
    """Yield each language of a kit, that of `kit.yaml` first, with the messages in each state."""
    states = kit.translation_states(project, fit=fit)
    broken = {translation.language: translation for translation in project.broken}
    every = [*project.campaign.messages]
    for tag in (tag for tag in project.languages if tag not in project.set_aside):
        own = states.get(tag, dict.fromkeys(every, "reviewed"))
        by_state = {state: [id_ for id_ in every if own.get(id_) == state] for state in _STATES}
        error = str(broken[tag].faults[0]).splitlines()[0] if tag in broken else None
        missing = by_state["missing"]
        yield {"id": tag, "messages": len(every) - len(missing), "left_out": missing, "error": error, **by_state}


def _language_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a table of languages and states, and below a language the messages to look at."""
    yield f"{'':<8}" + "".join(f"{state:>10}" for state in _STATES)
    for row in rows:
        if row["error"]:
            yield f"{row['id']:<8}  left out: {row['error']}"
            continue
        yield f"{row['id']:<8}" + "".join(f"{len(row[state]) or '·':>10}" for state in _STATES)
        for state in _STATES[:-2]:
            if row[state]:
                yield f"{'':<10}{state}: {', '.join(row[state])}"


def _partner_rows(project: Project, spec: Path) -> Iterator[Row]:
    """Yield each partner of a project with what its kit has, or what is wrong with it."""
    for id_, found in kit.partners_of(spec).items():
        if isinstance(found, tuple):
            yield {"id": id_, "errors": [str(fault) for fault in found]}
            continue
        campaign, left = found.campaign, {*project.languages} - found.set_aside
        link = next(iter(campaign.links.values()), None)
        yield {
            "id": id_,
            "name": campaign.partner.name if campaign.partner else "",
            "link": link.url if link else None,
            "logo": campaign.kit.logo.file if campaign.kit.logo else None,
            "languages": [tag for tag in project.languages if tag in left],
            "messages": [*campaign.messages],
            "errors": [],
        }


def _partner_lines(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        if row["errors"]:
            yield f"{row['id']:<22} can't be built:"
            yield from (f"  {line}" for error in row["errors"] for line in error.splitlines())
            continue
        counts = f"{counted(len(row['languages']), 'language')}, {counted(len(row['messages']), 'message')}"
        yield f"{row['id']:<22} {row['name']}  {row['link'] or 'no link'}  {counts}"


#: For each list, the function that returns its rows, and the one that makes lines from them.
LISTS: dict[str, tuple[Callable[..., Iterator[Row]], Callable[[Iterable[Row]], Iterator[str]]]] = {
    "messages": (_message_rows, _message_lines),
    "placements": (_placement_rows, _placement_lines),
    "layouts": (_layout_rows, _layout_lines),
    "fonts": (_font_rows, _font_lines),
    "languages": (_language_rows, _language_lines),
    "partners": (_partner_rows, _partner_lines),
    "pictures": (_picture_rows, _picture_lines),
}

#: The lists that differ from kit to kit, so that those of a partner can be asked for.
_OF_KITS = {"languages", "messages", "pictures"}


@click.command("list", short_help="List the parts of a campaign, or its pictures.")
@click.argument("what", metavar="WHAT", type=click.Choice(sorted(LISTS)))
@SPEC
@PARTNER
@ONLY
@LANGUAGE
@text_or_json("How the list is printed: text, or json for programs.")
@click.option("--fit", is_flag=True, help="Of languages: also find words that are too long, in every picture.")
@handle_errors("listed")
def list_(  # noqa: PLR0913  (one parameter for each option)
    *,
    what: str,
    spec: Path,
    partner: str | None,
    only: tuple[str, ...],
    languages: tuple[str, ...] | None,
    form: str,
    fit: bool,
) -> None:
    """List fonts, languages, layouts, messages, partners or placements of a campaign, or its pictures, not painted.

    With --partner, the languages, messages or pictures are those of the kit of one partner. For languages, the list
    says how many messages are missing, too long, outdated, drafts and reviewed in each; for partners, what is wrong
    with those whose kit can't be built.
    """
    if fit and what != "languages":
        raise click.UsageError(f"--fit is about languages, not {what}: kit list languages --fit")
    if only and what != "pictures":
        raise click.UsageError(f"--only selects pictures, not {what}: kit list pictures --only {only[0]!r}")
    if languages and what != "pictures":
        raise click.UsageError(f"--language selects pictures, not {what}: kit list pictures --language {languages[0]}")
    if partner is not None and what not in _OF_KITS:
        owned = "languages, messages or pictures"
        raise click.UsageError(f"--partner is about {owned}, not {what}: kit list pictures --partner {partner}")
    rows_of, lines_of = LISTS[what]
    project = kit.load(spec, partner=partner, languages=languages, only=only)
    more: dict[str, Any] = {"partners": {"spec": spec}, "pictures": {"only": only}, "languages": {"fit": fit}}
    rows = list(rows_of(project, **more.get(what, {})))
    unseen = [*languages_left_out(project.not_asked_for, project.languages)] if what == "pictures" else []
    if what == "languages" and len(rows) > 1 and not fit:
        unseen.append("words that are too long (--fit)")
    if form == "json":
        click.echo(json.dumps({what: rows, "not_looked_at": unseen}, ensure_ascii=False, indent=1))
        return
    for line in lines_of(rows):
        click.echo(line)
    if unseen:
        click.echo(f"not looked at: {', '.join(unseen)}", err=True)
