"""The texts of messages: check each where it is written, and write figures into it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.model.campaign import Caption
from kit.model.countdown import DAYS
from kit.model.document import EMPHASIS
from kit.model.review import prose_of
from kit.project.figures.figures_in_copy import figure_faults, figures_in, write_figures
from kit.project.messages.entry_references import declared, known_name
from kit.text.characters import is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kit.model.campaign import Campaign, Message
    from kit.model.document import YamlPath
    from kit.model.review import Prose


#: The most characters of a text: more than any platform takes except by mistake.
MAX_TEXT = 10_000


def texts(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of the messages that figures may be written into, with its path in the file.

    For a text that depends on a count, every form is one.
    """
    for path, text in _plain_texts(campaign):
        forms = campaign.forms.get(path)
        yield from (((*path, name), form) for name, form in forms.items()) if forms else [(path, text)]


def _plain_texts(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of the messages, one form of those that depend on a count, with its path in the file."""
    for id_, message in campaign.messages.items():
        base = ("messages", id_)
        yield from (((*base, "copy", slot), text) for slot, text in message.copy.items())
        own = {"images": [use.copy for use in message.images], "frames": [frame.copy for frame in message.frames]}
        for part, copies in own.items():
            for index, copy in enumerate(copies):
                yield from (((*base, part, index, "copy", slot), text) for slot, text in copy.items())
        yield (*base, "caption", "short"), message.caption.short
        yield (*base, "caption", "long"), message.caption.long
        yield (*base, "shows"), message.shows


def text_faults(campaign: Campaign) -> Iterator[Fault]:
    """Texts have words, refer to existing figures, and close the emphasis that they open, in copy only."""
    document, known = campaign.document, set(declared(campaign, "statistics"))
    for prose in prose_of(document):
        yield from _prose_faults(prose)
    for path, text in texts(campaign):
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


def _counts_down(path: YamlPath, campaign: Campaign) -> bool:
    """Return whether a text belongs to a message that counts down, in which `{days}` is a number."""
    return campaign.messages[str(path[1])].countdown is not None


def with_figures(campaign: Campaign) -> Campaign:
    """Return the campaign with figures written into every text of its messages, and the figures of each text named."""
    messages = {id_: _message_with_figures(campaign, message) for id_, message in campaign.messages.items()}
    figures = {path: _known_figures([text], campaign) for path, text in texts(campaign)}
    forms: dict[YamlPath, dict[str, str]] = {}
    for path, written in campaign.forms.items():
        forms[path] = {name: write_figures(form, campaign.statistics) for name, form in written.items()}
        figures[path] = _known_figures(written.values(), campaign)
    return replace(campaign, messages=messages, figures=figures, forms=forms)


def _known_figures(texts_: Iterable[str], campaign: Campaign) -> tuple[str, ...]:
    """Return the ids of the statistics that some texts refer to, each once."""
    named = (id_ for text in texts_ for id_ in figures_in(text))
    return tuple(dict.fromkeys(id_ for id_ in named if id_ in campaign.statistics))


def _message_with_figures(campaign: Campaign, message: Message) -> Message:
    def write(text: str) -> str:
        """Return a text with its figures written out."""
        return write_figures(text, campaign.statistics)

    def write_all(copy: Mapping[str, str]) -> dict[str, str]:
        """Return the copy with its figures written out."""
        return {slot: write(text) for slot, text in copy.items()}

    return replace(
        message,
        copy=write_all(message.copy),
        images=tuple(replace(use, copy=write_all(use.copy)) for use in message.images),
        frames=tuple(replace(frame, copy=write_all(frame.copy)) for frame in message.frames),
        caption=Caption(short=write(message.caption.short), long=write(message.caption.long)),
        shows=write(message.shows),
    )
