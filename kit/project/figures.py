"""Write figures into copy: `{reports}` becomes the qualifier and the figure, so that a number lives in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault, did_you_mean
from kit.text.characters import isolate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kit.errors import Mark
    from kit.model.campaign import Statistic
    from kit.model.message_picture import MessagePicture

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s+|\n)(?:\*\*)?$")
#: What may follow the dot in `{reports.text}`.
PARTS = ("text", "qualifier", "counts")
#: Slots in which the figure of a picture is seen.
FIGURE_SLOTS = ("number", "qualifier", "unit", "counts", "chart")


def figures_in(text: str) -> list[str]:
    """Return the ids of the statistics that a text refers to, in order."""
    return [reference.partition(".")[0].strip() for reference in _REFERENCE.findall(text)]


def figures_on(picture: MessagePicture, slots: Iterable[str]) -> list[str]:
    """Return the ids of the figures that some slots of a picture show, whether they exist or not."""
    shown = set(slots)
    own = [picture.statistic] if picture.statistic and shown & set(FIGURE_SLOTS) else []
    own += picture.compare if "chart" in shown else ()
    return own + [id_ for slot, text in picture.copy.items() if slot in shown for id_ in figures_in(text)]


def write_figures(text: str, statistics: Mapping[str, Statistic]) -> str:
    """Replace every reference whose statistic is known; a figure that opens a sentence gets a capital.

    A figure that runs against the words around it is isolated, so that neither is reordered.
    """
    around = _REFERENCE.sub("", text)

    def figure(match: re.Match[str]) -> str:
        id_, _, part = match[1].partition(".")
        statistic = statistics.get(id_.strip())
        if statistic is None:
            return match[0]
        words = str(getattr(statistic, part)) if part in PARTS else statistic.words
        opens = _SENTENCE_START.search(text[: match.start()])
        return isolate(words[:1].upper() + words[1:] if opens else words, around)

    return _REFERENCE.sub(figure, text)


def figure_faults(
    text: str, statistics: Mapping[str, Statistic], known: AbstractSet[str], mark_at: Callable[[int], Mark]
) -> Iterator[Fault]:
    """Yield what is wrong with the references of a text.

    `known` holds every id that `statistics` declares; `mark_at` gives the mark of a character by its index in the text.
    """
    for match in _REFERENCE.finditer(text):
        mark = mark_at(match.start())
        id_, dot, part = match[1].partition(".")
        if id_ not in known:
            yield Fault(f"unknown statistic '{id_}'", mark, did_you_mean(id_, known), code="unknown-statistic")
        elif dot and part not in PARTS:
            message = f"unknown part '{part}' of a statistic"
            yield Fault(message, mark, did_you_mean(part, PARTS), code="unknown-statistic-part")
        elif part == "text" and f"{{{id_}.qualifier}}" not in text and id_ in statistics and statistics[id_].qualifier:
            message = f"'{match[0]}' leaves out '{statistics[id_].qualifier}'"
            yield Fault(message, mark, f"write {{{id_}}}", code="figure-without-qualifier")
    unpaired = re.search(r"[{}]", _REFERENCE.sub(lambda match: "-" * len(match[0]), text))
    if unpaired:
        message, remedy = f"'{unpaired[0]}' has no partner", "a figure is written {id}; no other braces are allowed"
        yield Fault(message, mark_at(unpaired.start()), remedy, code="unpaired-brace")
