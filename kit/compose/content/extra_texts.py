"""Resolve the words of what a kit has beyond pictures: its paragraphs, the address, the sources, a table of figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from kit.compose.content.emphasis import without_soft_hyphens
from kit.compose.content.picture_slots import cite_all_in_full, cited
from kit.model.campaign import Campaign
from kit.model.extra import WORDS, Extra, ExtraText
from kit.text.characters import capitalised
from kit.text.glue import with_wide_spaces

_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def extra_texts(campaign: Campaign) -> tuple[ExtraText, ...]:
    """Return the words of what a campaign has beyond pictures in its language, in the order of `kit.yaml`.

    One that is made of pictures has a title alone.
    """
    return tuple(without_soft_hyphens(_text(extra, campaign)) for extra in campaign.more.values())


def _text(extra: Extra, campaign: Campaign) -> ExtraText:
    """Return the words of an extra; spaces that the language has before its marks are U+00A0."""
    language, named = campaign.kit.language, figures_of_extra(extra, campaign)
    return ExtraText(
        id=extra.id,
        form=extra.form,
        language=language,
        title=with_wide_spaces(extra.title.strip(), language),
        headline=with_wide_spaces(extra.headline.strip(), language),
        paragraphs=_paragraphs(extra.text, language),
        address=campaign.links[extra.link].url if extra.link else "",
        closing=_paragraphs(extra.closing, language),
        sources=cite_all_in_full(campaign, named),
        table=tuple(_table(extra, campaign)) if extra.figures else (),
        last_day=min(_days(named, campaign), default=None),
    )


def _paragraphs(text: str, language: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, each without blanks around it."""
    parts = (part.strip() for part in _BETWEEN_PARAGRAPHS.split(text.strip()))
    return tuple(with_wide_spaces(part, language) for part in parts if part)


def figures_of_extra(extra: Extra, campaign: Campaign) -> tuple[str, ...]:
    """Return the ids of the figures in the words of an extra and in its table, each once."""
    named = (id_ for key in WORDS for id_ in campaign.figures.get(("more", extra.id, key), ()))
    return tuple(dict.fromkeys((*named, *extra.figures)))


def _days(figures: Iterable[str], campaign: Campaign) -> Iterator[dt.date]:
    """Yield the days that some figures are."""
    for id_ in figures:
        value = campaign.statistics[id_].value
        if isinstance(value, dt.date):
            yield value


def _table(extra: Extra, campaign: Campaign) -> Iterator[tuple[str, ...]]:
    """Yield the names of the columns, and then each figure, what it says, and its source."""
    language = campaign.kit.language
    columns = campaign.sentences["documents"]["sources"]["columns"]
    yield tuple(capitalised(str(name), language) for name in columns[:3])
    for statistic in map(campaign.statistics.__getitem__, extra.figures):
        source = cited(campaign.sources[statistic.source], campaign)
        cells = (capitalised(statistic.words, language), statistic.counts, source)
        yield tuple(with_wide_spaces(cell, language) for cell in cells)
