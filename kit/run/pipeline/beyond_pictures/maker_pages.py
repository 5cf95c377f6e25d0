"""The pages on which people write words of their own: which languages have one, and its entry in the manifest."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from kit.model.manifest import HTML, MAKER, PAGE, MoreEntry, page_path
from kit.model.message_picture import first_with
from kit.project.translation_states import ORDER
from kit.publish.maker import maker_page

if TYPE_CHECKING:
    from collections.abc import Collection

    from kit.compose import Composer
    from kit.model.campaign import Campaign
    from kit.model.project import Project


def languages_with_page(project: Project, languages: Collection[str]) -> list[str]:
    """Return those of some languages that may have a page; none in pseudo-copy."""
    campaigns = project.campaigns if not project.pseudo else ()
    return [one.kit.language for one in campaigns if one.kit.language in languages and _messages(one)]


def maker_pages(project: Project, languages: Collection[str], composer: Composer) -> dict[MoreEntry, bytes]:
    """Return the pages of some languages by their entries, made now.

    Raises DrawingError for a drawing that can't be filled.
    """
    found = dict[MoreEntry, bytes]()
    for language in languages_with_page(project, languages):
        page = page_in(project, composer, language)
        if page:
            found[page_entry(project, language, page)] = page
    return found


def page_in(project: Project, composer: Composer, language: str) -> bytes | None:
    """Return the page of a language in UTF-8, made now; None and DrawingError as `maker_page`."""
    return maker_page(project, composer, language, f"../{PAGE}")


def page_entry(project: Project, language: str, page: bytes) -> MoreEntry:
    """Return the entry of the page of a language; its state is the worst of the messages whose words it has."""
    campaign = project.in_language(language).campaign
    state = min((project.state_of(language, id_) for id_ in _messages(campaign)), key=ORDER.index)
    return MoreEntry(
        path=page_path(language, MAKER),
        sha256=sha256(page).hexdigest(),
        bytes=len(page),
        media_type=HTML,
        language=language,
        id=MAKER.partition(".")[0],
        title=campaign.sentences["maker"]["title"],
        state=None if state == "reviewed" else state,
    )


def _messages(campaign: Campaign) -> list[str]:
    """Return the ids of the messages whose pictures people fill."""
    return [picture.message.id for layout in campaign.kit.maker if (picture := first_with(campaign, layout))]
