"""What is wrong with colours and with the names of their roles, wherever these are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.colour import full_hex, parse_hex
from kit.errors import Fault, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.errors import Mark

_WRITE_COLOUR = 'write it as "#rrggbb", in quotes'


def invalid_colour(colour: str, mark: Mark) -> Fault:
    """Return the fault of a colour that can't be read."""
    digits = re.fullmatch(r"#?((?:[0-9a-f]{3}){1,2})", colour.strip(), re.IGNORECASE)
    meant = f"#{digits[1]}" if digits else None
    remedy = f'did you mean "{meant}"?' if meant else _WRITE_COLOUR
    return Fault(f"unknown colour '{colour}'", mark, remedy, code="invalid-colour")


def unknown_role(role: str, known: Mapping[str, object], mark: Mark) -> Fault:
    """Return the fault of a role that is none of a palette; of a colour of the palette, the remedy names the role."""
    named = next((name for name, colour in known.items() if parse_hex(role) and colour == full_hex(role)), None)
    if named:
        remedy = f"write the role of this colour, '{named}', so that themes can change it"
    else:
        remedy = did_you_mean(role, known) or "there is no palette.yaml beside the drawings, so there are no roles"
    return Fault(f"unknown colour role '{role}'", mark, remedy, code="unknown-colour-role")
