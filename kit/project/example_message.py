"""Write a message that shows a new layout, as lines of `kit.yaml` to begin with."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from kit.model.campaign import DRAWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign

#: The copy of a message that shows a new layout, to be changed.
_LINES = """\
  {id}:
    images: [{{layout: {layout}, on: [feed, story]}}]
{more}    copy:
      headline: Say it in **one sentence.**
      support: Say in one or two more who it is for, or what it is about.
{button}    caption:
      short: {ask}Say it in one sentence.
      long: {ask}Say it in one sentence, and then who it is for, or what it is about.
    shows: A round sun above a dark foot.
"""


def example_lines(campaign: Campaign, layout: str, *, drawn: bool) -> str:
    """Return lines of `messages` that show a layout, with the first link of the campaign if it has one.

    They ask for the colours that the drawings have where these are `drawn` in a palette of their own.
    """
    link = next(iter(campaign.links.values()), None)
    id_ = next(id_ for id_ in _ids(layout) if id_ not in campaign.messages)
    more = f"    theme: {DRAWN}\n" * drawn + (f"    link: {link.id}\n" if link else "")
    verb = link.verb if link else ""
    button = f"      button: {json.dumps(verb or 'See more', ensure_ascii=False)}\n" if link else ""
    return _LINES.format(id=id_, layout=layout, more=more, button=button, ask=f"{verb}. " if verb else "")


def _ids(name: str) -> Iterator[str]:
    """Yield a name, then the name with a number behind it."""
    yield name
    yield from (f"{name}-{number}" for number in count(2))
