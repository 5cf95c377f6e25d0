"""The pages of a kit on which people write words of their own, each with its entry in the manifest."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from kit.maker import maker_page
from kit.model.manifest import HTML, MAKER, PAGE, MoreEntry, page_path
from kit.model.message_picture import first_with
from kit.project.translation_states import ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kit.compose import Composer
    from kit.model.campaign import Campaign
    from kit.model.project import Project, State


class KeptPages(Protocol):
    """Returns the files of a kind in a language; what the same inputs decide is the same."""

    def of_inputs(self, language: str, kind: str, make: Callable[[], dict[str, bytes]], /) -> dict[str, bytes]:
        """Return what `make` returns now, or returned before."""


def maker_pages(
    project: Project, languages: Collection[str], composer: Composer, kept: KeptPages | None = None
) -> dict[MoreEntry, bytes]:
    """Return the pages of some languages by their entries; they may be `kept` from before.

    Raises DrawingError for a drawing that can't be filled.
    """
    found = dict[MoreEntry, bytes]()
    for campaign in project.campaigns if not project.pseudo else ():
        language, path = campaign.kit.language, page_path(campaign.kit.language, MAKER)
        messages = _messages(campaign)
        if language not in languages or not messages:
            continue

        def make(language: str = language, path: str = path) -> dict[str, bytes]:
            """Return the page made now, by its path; nothing if there is none."""
            page = maker_page(project, composer, language, f"../{PAGE}")
            return {path: page} if page else {}

        state = min((project.state_of(language, id_) for id_ in messages), key=ORDER.index)
        for data in (kept.of_inputs(language, "maker", make) if kept else make()).values():
            found[_entry(path, campaign, data, state)] = data
    return found


def _messages(campaign: Campaign) -> list[str]:
    """Return the ids of the messages whose pictures people fill."""
    return [picture.message.id for layout in campaign.kit.maker if (picture := first_with(campaign, layout))]


def _entry(path: str, campaign: Campaign, data: bytes, state: State) -> MoreEntry:
    """Return the entry of a page; its state is the worst of the messages whose words it has."""
    return MoreEntry(
        path=path,
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        media_type=HTML,
        language=campaign.kit.language,
        id=MAKER.partition(".")[0],
        title=campaign.sentences["maker"]["title"],
        state=None if state == "reviewed" else state,
    )
