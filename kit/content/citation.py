"""The lines that say where figures are from: on a picture, as short as the source allows, and beside it in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.content.catalogue import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.campaign import Campaign
    from kit.model.statistic import Source


def cite(campaign: Campaign, figures: Iterable[str], language: str) -> str:
    """Return the line that cites the sources of some figures as pictures show them, each source once."""
    words = sentences(language)["picture"]
    return _line([source.shown or _in_full(source, language) for source in _sources(campaign, figures)], words)


def cite_in_full(campaign: Campaign, figures: Iterable[str], language: str) -> str:
    """Return the line that cites, in full, the sources that pictures show shorter; nothing where there are none."""
    words = sentences(language)["picture"]
    return _line([_in_full(source, language) for source in _sources(campaign, figures) if source.shown], words)


def _sources(campaign: Campaign, figures: Iterable[str]) -> list[Source]:
    """Return the sources of some figures, each once."""
    return [campaign.sources[id_] for id_ in dict.fromkeys(campaign.statistics[figure].source for figure in figures)]


def _in_full(source: Source, language: str) -> str:
    words = sentences(language)["picture"]["cited"]
    return str(words.format(publisher=source.publisher, title=source.title, year=source.as_of[:4]))


def _line(cited: list[str], words: dict[str, str]) -> str:
    return words["source"].format(sources=words["cited_separator"].join(cited)) if cited else ""
