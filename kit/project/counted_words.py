"""Texts of countdowns that depend on how many days are left: a form for each plural class, `{one: day, other: days}`.

They are read apart from the rest of a message, in which one of the forms stands for all, and written anew for each day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kit.errors import Fault, did_you_mean
from kit.model.countdown import DAYS
from kit.text.plurals import plural_class, plural_classes, possible_classes, write_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.campaign import Campaign, Message
    from kit.model.document import YamlPath

    #: A form for each plural class.
    Forms = Mapping[str, str]

#: A count with a word behind it, which changes with the count in most languages.
_COUNTED_WORD = re.compile(r"\{days\}(?:\*\*)?\s(?:\*\*)?[^\W\d_]")


def apart(message: object) -> tuple[object, dict[YamlPath, Forms]]:
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
    """Return a value with another one at a path inside it."""
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
    """Return the texts of a message that are others for so many days left, by their paths inside it."""
    language, base = campaign.kit.language, ("messages", message.id)
    found: dict[YamlPath, str] = {}
    for path, text in texts_of(message):
        forms = campaign.forms.get((*base, *path), {})
        written = forms.get(plural_class(left, language), text)
        if forms or DAYS in written:
            found[path] = written.replace(DAYS, write_number(left, language))
    return found


def form_faults(message: Message, days: int, campaign: Campaign) -> Iterator[Fault]:
    """The texts of a countdown of so many days have a form for each plural class, and captions say the count."""
    document, language, base = campaign.document, campaign.kit.language, ("messages", message.id)
    several = len({plural_class(left, language) for left in range(1, days + 1)}) > 1
    for path, text in texts_of(message):
        whole = (*base, *path)
        forms = campaign.forms.get(whole, {})
        yield from _class_faults(whole, forms, campaign) if forms else ()
        if path[0] == "caption" and not any(DAYS in form for form in (*forms.values(), text)):
            said, remedy = (
                f"'{path[-1]}' does not say how many days are left",
                f"write {DAYS} where their number belongs",
            )
            yield Fault(said, document.mark(*whole), remedy, code="caption-without-count")
        counted = _COUNTED_WORD.search(text)
        if several and not forms and counted:
            said, remedy = f"'{path[-1]}' is the same for one day and for more", _such_as(language)
            yield Fault(said, document.mark_at(whole, text, counted.start()), remedy, code="count-without-forms")


def _class_faults(path: YamlPath, forms: Forms, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for each form of a class that the language does not have, and for each class without a form."""
    document, language = campaign.document, campaign.kit.language
    known = possible_classes(language)
    for name in forms:
        if name not in known:
            said = f"'{language}' has no plural class '{name}'"
            yield Fault(said, document.key_mark(*path, name), did_you_mean(name, known), code="unknown-plural-class")
    missing = [name for name in plural_classes(language) if name not in forms]
    if missing:
        named = " and ".join(f"'{name}'" for name in missing)
        said = f"'{path[-1]}' has no form for {named}"
        yield Fault(said, document.mark(*path), f"write all: {_such_as(language)}", code="missing-plural-class")


def _such_as(language: str) -> str:
    """Return how forms are written in a language."""
    return "{" + ", ".join(f"{name}: …" for name in plural_classes(language)) + "}"
