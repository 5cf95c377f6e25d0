"""Check the texts of messages and extras, each where it is written: words, references to figures, emphasis."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.base.document.document import EMPHASIS
from kit.base.errors import Fault
from kit.model.review import prose_of
from kit.model.statistic import DAYS
from kit.project.figures.figures_in_copy import figure_faults, texts, texts_of_extras
from kit.project.messages.entry_references import declared, known_name
from kit.text.characters import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.base.document.document import YamlPath
    from kit.model.campaign import Campaign
    from kit.model.review import Prose


#: Names that are used in the middle of lines: in titles, lists, calendars.
_ONE_LINE = {
    *(("kit", key) for key in ("title", "creator", "licence", "by")),
    *(("sources", key) for key in ("title", "publisher")),
}
#: The most characters of a text: more than any platform takes except by mistake.
MAX_TEXT = 10_000


def text_faults(campaign: Campaign) -> Iterator[Fault]:
    """Texts have words, refer to existing figures, and close the emphasis that they open, in copy only."""
    document, known = campaign.document, set(declared(campaign, "statistics"))
    for prose in prose_of(document):
        yield from _prose_faults(prose)
        yield from _line_faults(prose)
    for path, text in (*texts(campaign), *texts_of_extras(campaign)):
        mark, mark_at = document.mark(*path), partial(document.mark_at, path, text)
        plain = text.replace(DAYS, " " * len(DAYS)) if _counts_down(path, campaign) else text
        for fault in figure_faults(plain, campaign.statistics, known, mark_at, language=campaign.kit.language):
            yield fault if fault.remedy else replace(fault, remedy=known_name("", "statistics", ()))
        if len(text) > MAX_TEXT:
            message = f"'{path[-1]}' has {len(text):,} characters; the limit is {MAX_TEXT:,}"
            yield Fault(message, mark, "shorten it", code="text-too-long")
        if text.count(EMPHASIS) % 2 and "copy" in path:
            message, remedy = "'**' is opened but not closed", "emphasis is written **words**"
            yield Fault(message, mark_at(text.rindex(EMPHASIS)), remedy, code="emphasis-not-closed")


def _prose_faults(prose: Prose) -> Iterator[Fault]:
    """Yield a fault for a text without words, and for emphasis outside copy."""
    if is_blank(prose.text.replace(EMPHASIS, "")):
        yield Fault(f"'{prose.key}' is empty", prose.mark, "write words, or remove the key", code="empty-text")
    elif EMPHASIS in prose.text and "copy" not in prose.path and prose.path[0] != "statistics":
        message = f"'{EMPHASIS}' in '{prose.key}' would be shown as it is"
        mark, remedy = prose.mark_at(prose.text.index(EMPHASIS)), "remove it; only 'copy' can have emphasis"
        yield Fault(message, mark, remedy, code="emphasis-outside-copy")


def _line_faults(prose: Prose) -> Iterator[Fault]:
    """Yield a fault for a name of several lines, which a calendar, a title or a list would be torn by."""
    if "\n" in prose.text and (prose.path[0], prose.key) in _ONE_LINE:
        yield Fault(f"'{prose.key}' has several lines", prose.mark, "write it on one line", code="several-lines")


def _counts_down(path: YamlPath, campaign: Campaign) -> bool:
    """Return whether a text belongs to a message that counts down, in which `{days}` is a number."""
    return path[0] == "messages" and campaign.messages[str(path[1])].countdown is not None
