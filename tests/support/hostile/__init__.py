"""What means harm, or does it by accident: drawings, families of drawings that grow, and links for folders."""

from __future__ import annotations

from support.hostile.loads import LOADS
from support.hostile.markup import MARKUP

#: Hostile drawings: by class, what a person reads, and each by its name.
HOSTILE: dict[str, tuple[str, dict[str, str | bytes]]] = {**MARKUP, **LOADS}
