"""Replace `{id}` in copy by the figure under `statistics`, the only place where its number is written.

`with_figures` is called once, when a project is loaded; `docs/figures.md` follows a figure from there to its picture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

from kit.base.document.document import MAYBE_EMPHASIS, YamlPath
from kit.base.errors import Fault, Mark, did_you_mean
from kit.model.campaign import Campaign, Caption, KitInfo, Message
from kit.model.extra import WORDS, Extra
from kit.model.message_picture import MessagePicture
from kit.model.partner import PARTNER
from kit.model.slot import FIGURE_SLOTS
from kit.model.statistic import DAYS, Statistic
from kit.project.figures.figure_values import words_fault
from kit.text.characters import capitalised, isolate
from kit.text.languages.language_names import is_right_to_left

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_SENTENCE_START = re.compile(rf"(?:^|[.!?]\s+|\n){MAYBE_EMPHASIS}$")
#: What may follow the id in `{reports|text}` or `{reports.text}`: the fields of a figure that copy may use.
FORMS = ("text", "qualifier", "number", "unit", "counts")
_OF_COUNTDOWNS = f"only a message with a 'countdown' has {DAYS}, the number of days left"
#: The forms that give a number without its qualifier.
_BARE = ("text", "number")


def with_figures(campaign: Campaign) -> Campaign:
    """Return the campaign with figures written into every text of it, and those of each text named."""

    def write(text: str) -> str:
        """Return a text with figures in it."""
        return write_figures(text, campaign.statistics, campaign.kit.language)

    messages = {id_: with_texts(message, write) for id_, message in campaign.messages.items()}
    more = {id_: with_words(extra, write) for id_, extra in campaign.more.items()}
    written = (*texts(campaign), *texts_of_extras(campaign))
    figures = {path: _known_figures([text], campaign) for path, text in written}
    forms: dict[YamlPath, dict[str, str]] = {}
    for path, of_counts in campaign.forms.items():
        forms[path] = {name: write(form) for name, form in of_counts.items()}
        figures[path] = _known_figures(of_counts.values(), campaign)
    kit = with_words_of_page(campaign.kit, write)
    return replace(campaign, kit=kit, messages=messages, more=more, figures=figures, forms=forms)


def with_words_of_page(kit: KitInfo, change: Callable[[str], str]) -> KitInfo:
    """Return what applies to all of a kit with changes to what its page says."""
    about = kit.about and replace(kit.about, text=change(kit.about.text))
    return replace(kit, about=about, outcome=kit.outcome and change(kit.outcome))


def _known_figures(texts_: Iterable[str], campaign: Campaign) -> tuple[str, ...]:
    """Return the ids of the statistics that some texts refer to, each once."""
    named = (id_ for text in texts_ for id_ in figures_in(text))
    return tuple(dict.fromkeys(id_ for id_ in named if id_ in campaign.statistics))


def with_texts(message: Message, change: Callable[[str], str]) -> Message:
    """Return a message with every text changed that figures may be written into."""

    def change_all(copy: Mapping[str, str]) -> dict[str, str]:
        """Return the copy with its texts changed."""
        return {slot: change(text) for slot, text in copy.items()}

    return replace(
        message,
        copy=change_all(message.copy),
        images=tuple(replace(use, copy=change_all(use.copy)) for use in message.images),
        frames=tuple(replace(frame, copy=change_all(frame.copy)) for frame in message.frames),
        caption=Caption(short=change(message.caption.short), long=change(message.caption.long)),
        shows=change(message.shows),
    )


def with_words(extra: Extra, change: Callable[[str], str]) -> Extra:
    """Return an extra with its words changed."""
    words: dict[str, Any] = {key: change(getattr(extra, key)) for key in WORDS}
    return replace(extra, **words)


def texts_of_extras(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of what a kit has beyond pictures, with its path in the file."""
    for id_, extra in campaign.more.items():
        yield from ((("more", id_, key), getattr(extra, key)) for key in WORDS if getattr(extra, key))


def texts(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of messages and page that figures may be written into, with its path in the file.

    For a text that depends on a count, every form is one.
    """
    for path, text in _plain_texts(campaign):
        forms = campaign.forms.get(path)
        yield from (((*path, name), form) for name, form in forms.items()) if forms else [(path, text)]


def _plain_texts(campaign: Campaign) -> Iterator[tuple[YamlPath, str]]:
    """Yield every text of messages and page, one form of those that depend on a count, with its path in the file."""
    kit = campaign.kit
    yield from [(("kit", "about", "text"), kit.about.text)] if kit.about else []
    yield from [(("kit", "outcome"), kit.outcome)] if kit.outcome else []
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


def figures_in(text: str) -> list[str]:
    """Return the ids of the statistics that a text refers to, in order."""
    return [_reference(match)[0].strip() for match in _REFERENCE.finditer(text)]


def figures_on(picture: MessagePicture, slots: Iterable[str]) -> list[str]:
    """Return the ids of the figures that some slots of a picture show, whether they exist or not."""
    shown = set(slots)
    countdown = picture.message.countdown
    named = (countdown.to, picture.statistic) if countdown else (picture.statistic,)
    own = [id_ for id_ in named if id_] if shown & set(FIGURE_SLOTS) else []
    own += picture.compare if "chart" in shown else ()
    return own + [id_ for slot, text in picture.copy.items() if slot in shown for id_ in figures_in(text)]


def write_figures(text: str, statistics: Mapping[str, Statistic], language: str) -> str:
    """Replace every reference to a known statistic; a figure that opens a sentence gets a capital.

    A figure whose direction differs from that of the language is isolated, so that neither is reordered.
    """
    around = is_right_to_left(language)

    def figure(match: re.Match[str]) -> str:
        """Return the words for a reference, which stays as it is if its statistic is unknown."""
        id_, form = _reference(match)
        statistic = statistics.get(id_.strip())
        if statistic is None:
            return match[0]
        words = str(getattr(statistic, form)) if form in FORMS else form or statistic.words
        opens = _SENTENCE_START.search(text[: match.start()])
        return isolate(capitalised(words, language) if opens else words, around=around)

    return _REFERENCE.sub(figure, text)


def _reference(match: re.Match[str]) -> tuple[str, str]:
    """Return the id of a reference, and the form after it."""
    id_, _, form = re.sub(r"[.|]", "\0", match[1], count=1).partition("\0")
    return id_, form.strip()


def figure_faults(
    text: str,
    statistics: Mapping[str, Statistic],
    known: AbstractSet[str],
    mark_at: Callable[[int], Mark],
    *,
    language: str,
) -> Iterator[Fault]:
    """Yield what is wrong with the references of a text in a language.

    `known` holds every id that `statistics` declares; `mark_at` gives the mark of a character by its index in the text.
    """
    for match in _REFERENCE.finditer(text):
        (id_, form), fault = _reference(match), None
        if id_ not in known and id_ == PARTNER and form:
            continue
        if id_ not in known:
            remedy = _OF_COUNTDOWNS if f"{{{id_}}}" == DAYS else did_you_mean(id_, known)
            fault = Fault(f"unknown statistic '{id_}'", None, remedy, code="unknown-statistic")
        elif id_ in statistics:
            fault = _form_fault(match, statistics[id_], text, language)
        if fault:
            yield replace(fault, mark=mark_at(match.start()))
    unpaired = re.search(r"[{}]", _REFERENCE.sub(lambda match: "-" * len(match[0]), text))
    if unpaired:
        message, remedy = f"'{unpaired[0]}' has no partner", "a figure is written {id}; no other braces are allowed"
        yield Fault(message, mark_at(unpaired.start()), remedy, code="unpaired-brace")


def _form_fault(match: re.Match[str], statistic: Statistic, text: str, language: str) -> Fault | None:
    """Return what is wrong with the form that a text uses for a figure, without a place."""
    id_, form = _reference(match)
    if len(id_) == len(match[1]):
        return None
    if form not in FORMS and not re.search(r"[\s\d]", form):
        remedy = did_you_mean(form, FORMS)
        return Fault(f"unknown part '{form}' of a statistic", None, remedy, code="unknown-statistic-part")
    if form == "unit" and not statistic.unit:
        message, remedy = f"'{id_}' has no unit", "mark its number in its 'text': **82** million reports"
        return Fault(message, None, remedy, code="figure-without-unit")
    fault = words_fault(statistic, form, language) if form not in FORMS else None
    if fault is None and _loses_qualifier(form, statistic, text):
        message = f"'{match[0]}' leaves out '{statistic.qualifier}'"
        return Fault(message, None, f"write {{{id_}}}", code="figure-without-qualifier")
    return fault


def _loses_qualifier(form: str, statistic: Statistic, text: str) -> bool:
    """Return whether a form gives a number without its qualifier, in a text that does not have it elsewhere."""
    qualified = re.search(rf"\{{{re.escape(statistic.id)}(?:[.|]\s*qualifier\s*)?\}}", text)
    bare = form in _BARE or (form not in FORMS and form[:1].isdigit())
    return bool(statistic.qualifier) and bare and not qualified
