"""The texts of a campaign to translate, each under its key, with its translation and what a translator must know."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.base.document.document import YamlPath
from kit.model.campaign import Campaign
from kit.project.translated_keys import TRANSLATED, braced_in, entry_users, is_of_the_page, words_needed
from kit.project.translation_states import digest_of
from kit.text.languages.language_names import own_name
from kit.text.numerals import plural_classes


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate: its path in a translation, its words in `kit.yaml`, and those of the translation, if any.

    `about` are sentences for the translator. Of a text with a form for each plural class there is one for each form.
    """

    path: tuple[str, ...]
    original: str
    translation: str
    about: tuple[str, ...]
    is_form: bool = False

    @property
    def key(self) -> str:
        """The path as people and programs read it, such as `messages.reports.copy.headline`."""
        return ".".join(self.path)

    @property
    def string(self) -> str:
        """The key of the string that this is, or is a form of: strings have states."""
        return ".".join(self.path[:-1] if self.is_form else self.path)

    @property
    def digest(self) -> str:
        """The digest of the translation, by which an import knows whether it has changed since an export."""
        return digest_of(self.translation)


@dataclass(frozen=True, slots=True)
class TextsToTranslate:
    """The texts of a campaign to translate from one language into another, BCP 47 tags, in the order of `kit.yaml`."""

    campaign: str
    source: str
    language: str
    texts: tuple[Text, ...]

    @property
    def names(self) -> tuple[str, str]:
        """The names of both languages in themselves, with their tags: "Deutsch [de]"."""
        return _named(self.source), _named(self.language)


def _named(tag: str) -> str:
    return f"{own_name(tag).partition(' (')[0]} [{tag}]"


def texts_to_translate(
    campaign: Campaign,
    translation: Mapping[str, Any] | None,
    language: str,
    rooms: Mapping[YamlPath, str],
    *,
    outdated: Container[str] = (),
) -> TextsToTranslate:
    """Return the texts of a campaign with what the value of a translation has of each.

    Inherited words are translated where they are written, unless the translation has its own. `rooms` says of some
    paths how many letters fit, `outdated` are the keys of strings whose original has changed.
    """
    document, users = campaign.document, entry_users(campaign.document)
    texts: list[Text] = []
    for path in words_needed(document.value, TRANSLATED):
        there = tuple(str(step + 1) if isinstance(step, int) else step for step in path)
        own = _at(translation, there)
        taken = any(path[:length] in document.taken for length in range(1, len(path) + 1))
        if not taken or own is not None:
            old = _OLD if ".".join(there) in outdated else ""
            about = filter(None, (old, *_about(path, campaign), _use(path, users), rooms.get(path)))
            words = _at(document.value, path)
            texts += _with_forms(there, (words, own), language, (*about, *_marks_in(words, campaign)))
    return TextsToTranslate(campaign.kit.title, campaign.kit.language, language, tuple(texts))


def _with_forms(
    path: tuple[str, ...], words: tuple[object, object], language: str, about: tuple[str, ...]
) -> Iterator[Text]:
    """Yield a text; in its place one for each plural class if words have a form for some of them."""
    original, own = words
    if not isinstance(original, dict) and not isinstance(own, dict):
        yield Text(path, str(original), str(own or ""), about)
        return
    forms = original if isinstance(original, dict) else {"other": original}
    for name in plural_classes(language):
        form = str(forms.get(name) or forms.get("other") or [*forms.values()][-1])
        there = own.get(name) if isinstance(own, dict) else None
        yield Text((*path, name), form, str(there or ""), (*about, _FORM.format(name=name)), is_form=True)


_OLD = "The original has changed since this was translated: correct the translation, or translate it again."
#: How many messages that need a text are named.
_NAMED = 3
_FORM = "The form for numbers of the plural class '{name}'."


def _at(value: Any, path: YamlPath) -> Any:  # noqa: ANN401  (a value of any YAML file)
    """Return the value at a path; None if there is none."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            return None
    return value


#: What a text is, by its key, and by the key before it where that decides.
_KINDS = {
    "copy": "Words on pictures: {slot}.",
    "short": "The short form of the words that are posted beside the picture.",
    "long": "The words that are posted beside the picture.",
    "shows": "What the picture shows, for people who cannot see it.",
    "alt": "What the photo or logo shows, for people who cannot see it.",
    "sender": "Who sends the pictures, as they name it.",
    "about.text": "What the page says about the campaign: what it asks, and why.",
    "outcome": "What the page says came of the campaign.",
    "help.text": "A line that says where people find help.",
    "verb": "What the button of a picture asks for.",
    "title": "The title of a source.",
    "publisher": "Who published a source.",
    "shown": "The short form of a source, as pictures name it.",
    "text": "A figure. The part between ** is set large.",
    "qualifier": "Words before a figure, such as 'more than'. They must mean the same.",
    "counts": "What a figure counts; it continues the figure.",
    "label": "The label of a figure in a chart.",
}


#: What the texts of what the kit has beyond pictures are.
_OF_EXTRAS = {
    "title": "What the page calls a document, such as a letter.",
    "headline": "The subject of a letter or an e-mail, or the line above a text for the press.",
    "text": "The text of a document. Words in brackets are gaps that people fill: translate them, keep the brackets.",
    "closing": "How a document ends. Words in brackets are gaps that people fill.",
}


def _about(path: YamlPath, campaign: Campaign) -> Iterator[str]:
    """Yield what a text is, and what its picture shows."""
    section, last = path[0], str(path[-1])
    if section == "more":
        yield _OF_EXTRAS[last]
        return
    kind = "copy" if path[-2] == "copy" else f"{path[-2]}.text" if path[-2] in ("help", "about") else last
    yield _KINDS.get(kind, "").format(slot=last)
    if section == "messages" and last != "shows":
        shows = campaign.messages[str(path[1])].shows
        yield f"The picture: {shows}"


def _use(path: YamlPath, users: Mapping[tuple[str, str], frozenset[str]]) -> str:
    """Return which messages need a text that is not of one message; nothing for others."""
    if is_of_the_page(path):
        return "Needed by the page; no picture shows it."
    if path[0] in ("messages", "kit", "more"):
        return "Needed by every message." if path[0] == "kit" else ""
    named = sorted(users.get((str(path[0]), str(path[1])), ()))
    more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
    return f"Needed by {', '.join(named[:_NAMED])}{more}." if named else "Needed by no message now."


def _marks_in(words: object, campaign: Campaign) -> Iterator[str]:
    """Yield what to do with the marks in some words: figures in braces, and emphasis."""
    for name in sorted(braced_in(words)):
        figure = campaign.statistics.get(name)
        becomes = "the number of days" if name == "days" else f"'{figure.words}'" if figure else ""
        yield f"{{{name}}} becomes {becomes}: keep it as it is." if becomes else f"Keep {{{name}}} as it is."
    if "**" in str(words):
        yield "Put ** on both sides of the words that are emphasised."
