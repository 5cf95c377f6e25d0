"""Countdowns: which days get a picture, and the plural form of each text for its number of days left.

They are read apart from the rest of a message, in which one form stands for all, and written again for each day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kit.base.document.document import MAYBE_EMPHASIS, YamlPath
from kit.base.errors import Fault, Mark, did_you_mean
from kit.model.campaign import Campaign, Message
from kit.model.placement import Placement
from kit.model.statistic import DAYS, Countdown, CountedDay, day_of
from kit.project.messages.entry_references import declared, known_name, unknown_platform
from kit.project.remedies import date_remedy
from kit.text.numerals import plural_class, plural_classes, possible_classes, write_number

#: A form for each plural class.
Forms = Mapping[str, str]


#: The most days of a countdown: more is a mistake.
MOST_DAYS = 366
_DAYS = DAYS.strip("{}")


def with_counted_days(campaign: Campaign) -> Campaign:
    """Return a campaign without faults with the days of each countdown, from the date of the kit on."""
    messages = {
        id_: replace(message, counted=tuple(_counted(message, campaign))) for id_, message in campaign.messages.items()
    }
    return replace(campaign, messages=messages)


def _counted(message: Message, campaign: Campaign) -> Iterator[CountedDay]:
    """Yield the days of a countdown in order, without those before the date of the kit."""
    last = _last(message.countdown, campaign) if message.countdown else None
    days = _days(message.countdown, last) if message.countdown and last else None
    if not (message.countdown and last and days):
        return
    figure = message.countdown.to if message.countdown.to in campaign.statistics else None
    for left in range(min(days, (last - campaign.kit.date).days), 0, -1):
        words = words_for(message, left, campaign)
        yield CountedDay(day=last - dt.timedelta(left), left=left, of=days, figure=figure, words=words)


def _last(countdown: Countdown, campaign: Campaign) -> dt.date | None:
    """Return the day that a countdown goes to: that of its figure, or as it is written; None if it is neither."""
    figure = campaign.statistics.get(countdown.to)
    value = figure.value if figure else day_of(countdown.to)
    return value if isinstance(value, dt.date) else None


def _days(countdown: Countdown, last: dt.date) -> int | None:
    """Return how many days a countdown has: as a number, or from a day on; None if it is neither."""
    first = day_of(countdown.from_)
    if first:
        return (last - first).days
    return int(countdown.from_) if re.fullmatch("[0-9]{1,9}", countdown.from_) else None


def countdown_faults(campaign: Campaign, placements: Mapping[str, Placement]) -> Iterator[Fault]:
    """A countdown goes to a day after the date of the kit, its texts follow the count, and it has placements."""
    for message in campaign.messages.values():
        if message.countdown is None:
            continue
        if message.frames:
            mark, remedy = campaign.document.mark("messages", message.id, "frames"), "split it into two messages"
            yield Fault("a message counts down or is a series, not both", mark, remedy, code="countdown-with-frames")
        yield from _day_faults(message, message.countdown, campaign)
        yield from _place_faults(message, message.countdown, campaign, placements)
    if _DAYS in declared(campaign, "statistics") and any(message.countdown for message in campaign.messages.values()):
        sentence = f"a figure can't be called '{_DAYS}' if a message counts down: {DAYS} is the number of days left"
        mark = campaign.document.key_mark("statistics", _DAYS)
        yield Fault(sentence, mark, "give it another name", code="figure-named-days")


def _day_faults(message: Message, countdown: Countdown, campaign: Campaign) -> Iterator[Fault]:
    """Yield what is wrong with the days of a countdown, and with its words for them."""
    path, mark = ("messages", message.id, "countdown"), campaign.document.mark
    last = _last(countdown, campaign)
    if last is None:
        yield from _no_day(countdown.to, campaign, mark(*path, "to"))
        return
    days = _days(countdown, last)
    if days is None or not 1 <= days <= MOST_DAYS:
        sentence = (
            f"'from' is '{countdown.from_}', but a countdown to {last.isoformat()} may have 1 to {MOST_DAYS} days"
        )
        remedy = date_remedy(countdown.from_) or "write the number of days before, such as 14, or the first day"
        yield Fault(sentence, mark(*path, "from"), remedy, code="invalid-countdown-start")
        return
    if last <= campaign.kit.date:
        sentence = f"'{message.id}' counts down to {last.isoformat()}, which is not after the date of the kit"
        remedy = "remove it, and ask in a message for what is still possible"
        yield Fault(sentence, mark(*path, "to"), remedy, code="countdown-is-over")
    yield from form_faults(message, days, campaign)


def _no_day(written: str, campaign: Campaign, mark: Mark) -> Iterator[Fault]:
    """Yield why a countdown can't go to its target: it is neither a day nor a figure with one."""
    declared_figures = declared(campaign, "statistics")
    if written in campaign.statistics:
        message, remedy = f"the figure '{written}' is not a day", "give it one as its value, such as value: 2020-12-21"
        yield Fault(message, mark, remedy, code="countdown-to-no-day")
    elif written not in declared_figures:
        dated = [id_ for id_, figure in campaign.statistics.items() if isinstance(figure.value, dt.date)]
        remedy = date_remedy(written) or known_name(written, "statistics", dated)
        yield Fault(f"'{written}' is neither a day nor a figure", mark, remedy, code="unknown-countdown-day")


def _place_faults(
    message: Message, countdown: Countdown, campaign: Campaign, placements: Mapping[str, Placement]
) -> Iterator[Fault]:
    """`at` has existing placements and platforms, for each of which the message has an image."""
    for index, name in enumerate(countdown.at):
        mark = campaign.document.mark("messages", message.id, "countdown", "at", index)
        named = [placement for placement in placements.values() if name in {placement.id, placement.platform}]
        if not named:
            yield unknown_platform(name, mark, placements)
        elif not any(use.takes(placement) for use in message.images for placement in named):
            sentence, remedy = f"'{message.id}' has no image for '{name}'", "add its role to 'on', or remove it here"
            yield Fault(sentence, mark, remedy, code="countdown-without-image")


#: A count followed by a word, which changes with the count in most languages.
_COUNTED_WORD = re.compile(rf"{re.escape(DAYS)}{MAYBE_EMPHASIS}\s{MAYBE_EMPHASIS}[^\W\d_]")


def split_plural_forms(message: object) -> tuple[object, dict[YamlPath, Forms]]:
    """Return a message as it is written with one form in place of several, and the forms by their path inside it.

    Only a message that counts down has such texts; in others, forms are values of a wrong type, and stay.
    """
    if not isinstance(message, dict) or "countdown" not in message:
        return message, {}
    forms = {path: value for path, value in _values(message) if _are_forms(value)}
    plain = message
    for path, value in forms.items():
        plain = _replaced(plain, path, value.get("other", next(iter(value.values()))))
    return plain, forms


def _are_forms(value: object) -> bool:
    return isinstance(value, dict) and bool(value) and all(isinstance(form, str) for form in value.values())


def _values(message: Mapping[str, Any]) -> Iterator[tuple[YamlPath, Any]]:
    """Yield the values of a message, as it is written, that may depend on the days left, with their paths inside it."""
    images = message.get("images")
    copies: list[tuple[YamlPath, object]] = [(("copy",), message.get("copy")), (("caption",), message.get("caption"))]
    for index, use in enumerate(images if isinstance(images, list) else ()):
        copies.append((("images", index, "copy"), use.get("copy") if isinstance(use, dict) else None))
    for path, copy in copies:
        yield from (((*path, key), value) for key, value in (copy.items() if isinstance(copy, dict) else ()))
    yield ("shows",), message.get("shows")


def _replaced(value: Any, path: YamlPath, new: str) -> Any:  # noqa: ANN401  (a value of any YAML file)
    """Return a value with the part at a path replaced."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, list):
        return [_replaced(part, rest, new) if index == first else part for index, part in enumerate(value)]
    return {key: _replaced(part, rest, new) if key == first else part for key, part in value.items()}


def texts_of(message: Message) -> Iterator[tuple[YamlPath, str]]:
    """Yield the texts of a message that may depend on the days left, with their paths inside it."""
    yield from ((("copy", slot), text) for slot, text in message.copy.items())
    for index, use in enumerate(message.images):
        yield from ((("images", index, "copy", slot), text) for slot, text in use.copy.items())
    yield ("caption", "short"), message.caption.short
    yield ("caption", "long"), message.caption.long
    yield ("shows",), message.shows


def words_for(message: Message, left: int, campaign: Campaign) -> dict[YamlPath, str]:
    """Return the texts of a message that differ for a number of days left, by their paths inside it."""
    language, base = campaign.kit.language, ("messages", message.id)
    found: dict[YamlPath, str] = {}
    for path, text in texts_of(message):
        forms = campaign.forms.get((*base, *path), {})
        written = forms.get(plural_class(left, language), text)
        if forms or DAYS in written:
            found[path] = written.replace(DAYS, write_number(left, language))
    return found


def form_faults(message: Message, days: int, campaign: Campaign) -> Iterator[Fault]:
    """The texts of a countdown of so many days have a form for each plural class, and captions give the count."""
    document, language, base = campaign.document, campaign.kit.language, ("messages", message.id)
    several = len({plural_class(left, language) for left in range(1, days + 1)}) > 1
    for path, text in texts_of(message):
        whole = (*base, *path)
        forms = campaign.forms.get(whole, {})
        yield from _class_faults(whole, forms, campaign) if forms else ()
        if path[0] == "caption" and not any(DAYS in form for form in (*forms.values(), text)):
            sentence, remedy = (
                f"'{path[-1]}' does not give the number of days left",
                f"write {DAYS} where the number belongs",
            )
            yield Fault(sentence, document.mark(*whole), remedy, code="caption-without-count")
        counted = _COUNTED_WORD.search(text)
        if several and not forms and counted:
            sentence, remedy = f"'{path[-1]}' is the same for one day and for more", _such_as(language)
            yield Fault(sentence, document.mark_at(whole, text, counted.start()), remedy, code="count-without-forms")


def _class_faults(path: YamlPath, forms: Forms, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for each form of a class that the language does not have, and for each class without a form."""
    document, language = campaign.document, campaign.kit.language
    classes = possible_classes(language)
    for name in forms:
        if name not in classes:
            message = f"'{language}' has no plural class '{name}'"
            yield Fault(
                message, document.key_mark(*path, name), did_you_mean(name, classes), code="unknown-plural-class"
            )
    missing = [name for name in plural_classes(language) if name not in forms]
    if missing:
        named = " and ".join(f"'{name}'" for name in missing)
        message = f"'{path[-1]}' has no form for {named}"
        yield Fault(
            message, document.mark(*path), f"write all of them: {_such_as(language)}", code="missing-plural-class"
        )


def _such_as(language: str) -> str:
    """Return how forms are written in a language."""
    return "{" + ", ".join(f"{name}: …" for name in plural_classes(language)) + "}"
