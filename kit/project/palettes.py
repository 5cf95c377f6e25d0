"""Read the palette that drawings are made in, and hold the themes of a campaign to its roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.colour import parse_hex
from kit.errors import Fault, SpecError, closest, did_you_mean
from kit.project.documents import read_document
from kit.project.references import declared
from kit.project.validate import entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.errors import Mark
    from kit.model.campaign import Campaign
    from kit.model.document import Document

_WRITE_COLOUR = "write it as #rrggbb"


def read_palette(folders: Sequence[Path]) -> dict[str, str]:
    """Return role → colour from the first `palette.yaml` of the folders: the values that drawings are made in.

    Raises SpecError when a colour is not `#rrggbb` or two roles share one, as then a colour would not tell its role.
    """
    path = next((folder / "palette.yaml" for folder in folders if (folder / "palette.yaml").is_file()), None)
    if path is None:
        return {}
    document = read_document(path, name="/".join(path.parts[-2:]))
    colours, faults = entries(str, document.value, document, ())
    faults += _palette_faults(colours, document)
    if faults:
        raise SpecError(*faults)
    return {role: colour.lower() for role, colour in colours.items()}


def _palette_faults(colours: Mapping[str, str], document: Document) -> Iterator[Fault]:
    roles: dict[str, str] = {}
    for role, colour in colours.items():
        mark, other = document.mark(role), roles.setdefault(colour.lower(), role)
        if parse_hex(colour) is None:
            yield _invalid_colour(colour, mark)
        elif other != role:
            message = f"'{role}' and '{other}' share one colour"
            yield Fault(message, mark, "make them differ by one step", code="colours-not-distinct")


def theme_faults(campaign: Campaign, palette: Mapping[str, str]) -> Iterator[Fault]:
    """A theme gives every role of the drawings' palette a colour, and no other."""
    document = campaign.document
    for id_, theme in campaign.themes.items():
        if id_ not in declared(campaign, "themes"):
            continue  # the palette itself, where no theme is written
        unknown = [role for role in theme if role not in palette]
        for role in unknown:
            mark, remedy = document.key_mark("themes", id_, role), did_you_mean(role, palette)
            yield Fault(f"unknown colour role '{role}'", mark, remedy, code="unknown-colour-role")
        for role, colour in theme.items():
            if parse_hex(colour) is None:
                yield _invalid_colour(colour, document.mark("themes", id_, role))
        misspelt = {closest(role, palette) for role in unknown}
        lacking = [role for role in palette if role not in theme and role not in misspelt]
        if lacking:
            message = f"theme '{id_}' has no colour for {', '.join(lacking)}"
            remedy = f"add '{lacking[0]}: \"#rrggbb\"'"
            yield Fault(message, document.key_mark("themes", id_), remedy, code="theme-without-colour")


def _invalid_colour(colour: str, mark: Mark) -> Fault:
    return Fault(f"unknown colour '{colour}'", mark, _WRITE_COLOUR, code="invalid-colour")
