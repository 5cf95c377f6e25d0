"""The tiny campaign with a message that reads words of a partner, and a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.tiny_project import SPEC, make_project

if TYPE_CHECKING:
    from pathlib import Path

#: A message that reads words of a partner.
TOWN = """\
  town:
    images: [{layout: cover, on: [feed]}]
    copy: {headline: "{partner.town} asks for more."}
    caption: {short: "{partner.name} asks.", long: "{partner.name} in {partner.town} asks."}
    shows: A short call in large letters.
"""
#: The tiny campaign with that message.
CAMPAIGN = SPEC + TOWN
#: A partner with all that it may read.
HARBOUR = """\
harbour:
  name: Harbour Sailors
  handle: "@harbour"
  link: https://www.change.org/harbour-sailors
  fields: {town: Rotterdam}
"""


def project_with(folder: Path, partners: str, spec: str = CAMPAIGN) -> Path:
    """Write a project with partners into a new folder, which is returned."""
    root = make_project(folder / "project", spec)
    (root / "partners.yaml").write_text(partners, encoding="utf-8")
    return root
