"""Rules on the campaign itself: they look at `kit.yaml` once, whatever pictures it makes."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from kit.colour import DEFICIENCIES, distance, parse_hex
from kit.errors import Fault
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subjects import Review
    from kit.model.campaign import Campaign, Frame, Message
    from kit.model.document import YamlPath

#: Sections of `kit.yaml` whose words people see.
_SEEN = ("kit", "links", "sources", "statistics", "messages")
#: Roles of one picture whose difference tells something, and how far apart they must be seen (CIE 1976 units): the
#: emphasis of a headline, the marks of a chart, the light, and the modules of a code.
_TOLD_APART = (("emphasis", "text"), ("mark", "wall"), ("upright", "wall"), ("ink", "plate"))
APART = 20.0


def stale(review: Review) -> Iterator[Finding]:
    """No message speaks of a day that has passed as if it were to come."""
    for message in review.campaign.messages.values():
        for name in _days_named(message, review.campaign):
            statistic = review.campaign.statistics[name]
            if isinstance(statistic.value, dt.date) and statistic.value < review.day:
                said = f"'{message.id}' speaks of {statistic.text}, which has passed on {review.day.isoformat()}"
                mark = review.campaign.document.key_mark("messages", message.id)
                yield Finding("stale", "warning", Fault(said, mark, "say what has come of it"), message.id)


def _days_named(message: Message, campaign: Campaign) -> Iterator[str]:
    """Yield the figures that are days and that a message names: as its statistic, in its words or in its captions."""
    parts: tuple[Message | Frame, ...] = (message, *message.frames)
    figures = {name for part in parts for name in (*part.figures, part.statistic) if name}
    texts = " ".join((message.caption.short, message.caption.long, *(t for p in parts for t in p.copy.values())))
    for name, statistic in campaign.statistics.items():
        if isinstance(statistic.value, dt.date) and (name in figures or statistic.text in texts.replace("**", "")):
            yield name


def voice(review: Review) -> Iterator[Finding]:
    """No word that the campaign never uses stands anywhere people see it."""
    campaign = review.campaign
    never = {" ".join(words.casefold().split()): words for words in campaign.voice}
    if not never:
        return
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, never))})\b", re.IGNORECASE)
    for path, text in _texts(campaign.document.value, ()):
        found = pattern.search(" ".join(text.casefold().split())) if path[0] in _SEEN else None
        if found:
            fault = Fault(f"'{found[1]}' is a word that the campaign never uses", campaign.document.mark(*path))
            yield Finding("voice", "error", _with_remedy(fault), _message_of(path))


def _with_remedy(fault: Fault) -> Fault:
    return Fault(fault.message, fault.mark, "say it otherwise; the words never used stand under 'voice'")


def _texts(value: Any, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:  # noqa: ANN401  (a value of any YAML file)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value


def _message_of(path: YamlPath) -> str:
    return str(path[1]) if path[0] == "messages" and len(path) > 1 else ""


def palette(review: Review) -> Iterator[Finding]:
    """Colours whose difference tells something are told apart in every kind of colour vision."""
    campaign = review.campaign
    usual = campaign.kit.theme or next(iter(campaign.themes))
    used = {message.theme or usual for message in campaign.messages.values()}
    for theme in (name for name in campaign.themes if name in used):
        for roles in _TOLD_APART:
            yield from _alike(campaign, theme, roles)


def _alike(campaign: Campaign, theme: str, roles: tuple[str, str]) -> Iterator[Finding]:
    """Yield a finding when two roles of a theme look alike to somebody; equal colours are one colour on purpose."""
    one, other = (parse_hex(campaign.themes[theme].get(role, "")) for role in roles)
    if one is None or other is None or one == other:
        return
    seen = {eye: distance(one, other, eye) for eye in (None, *DEFICIENCIES)}
    worst = min(seen, key=lambda eye: seen[eye])
    if seen[worst] < APART:
        said = f"'{roles[0]}' and '{roles[1]}' are hardly told apart with {worst or 'full colour vision'}"
        detail = f"{said}: {seen[worst]:.0f} of at least {APART:.0f}"
        fault = Fault(detail, campaign.document.mark("themes", theme, roles[0]), "make one of them lighter or darker")
        yield Finding("palette", "error", fault)


def language(review: Review) -> Iterator[Finding]:
    """The kit speaks one language: no message is left in another script than the rest."""
    campaign = review.campaign
    scripts = {
        id_: _script(" ".join((*message.copy.values(), message.caption.short, message.caption.long, message.shows)))
        for id_, message in campaign.messages.items()
    }
    most = Counter(scripts.values()).most_common(1)[0][0]
    for id_, script in scripts.items():
        if script != most:
            said = f"'{id_}' is written in {script.title()} letters, the rest of the kit in {most.title()} ones"
            mark = campaign.document.key_mark("messages", id_)
            remedy = f"translate it into '{campaign.kit.language}'"
            yield Finding("language", "warning", Fault(said, mark, remedy), id_)


def _script(text: str) -> str:
    """Return the script of most letters of a text, as their names in Unicode begin."""
    letters = Counter(unicodedata.name(c, "unknown").partition(" ")[0] for c in text if c.isalpha())
    return letters.most_common(1)[0][0] if letters else "no"
