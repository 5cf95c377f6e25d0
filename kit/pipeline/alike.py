"""Pictures that two projects make alike: all that decides how they look and what is said of them is the same.

It is known before anything is composed, so that what two revisions have in common needs no making.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.cache.entries import key_of
from kit.pipeline.known import said
from kit.pipeline.making import Maker
from kit.pipeline.page import file_date, page_for
from kit.pipeline.reviewing import Refused
from kit.project.plan import plan

if TYPE_CHECKING:
    from kit.cache.entries import Cache
    from kit.model.picture_id import PictureId
    from kit.model.project import Project


def alike(old: Project, new: Project, cache: Cache, only: tuple[str, ...] = ()) -> frozenset[PictureId]:
    """Return the pictures that both projects make of the same; `only` are globs, `cache` is that of one.

    One of which something is wrong in a drawing, a font or the words of its message is not among them.
    """
    before, after = (_keys(project, cache, only) for project in (old, new))
    return frozenset(id_ for id_, key in after.items() if before.get(id_) == key)


def _keys(project: Project, cache: Cache, only: tuple[str, ...]) -> dict[PictureId, str]:
    """Return a key for what decides each picture of a project."""
    date = file_date(project.campaign)
    maker = Maker(project, project.root, cache, date)  # nothing is written
    refused = Refused(project, maker.off)
    keys: dict[PictureId, str] = {}
    for artboard in plan(project, *only):
        candidate = None
        if not refused.faults(artboard):
            candidate = maker.known.candidate(artboard, maker.composer)
        if candidate:
            page = page_for(candidate.picture, date)
            keys[artboard.id] = key_of(candidate.key, candidate.drawing, said(page))
    return keys
