"""Write figures into copy: `{reports}` becomes the qualifier and the figure, so that a number lives in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.errors import Fault, did_you_mean
from kit.text.characters import isolate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.errors import Mark
    from kit.model.campaign import Statistic

_BRACES = re.compile(r"\{([^{}]*)\}")
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s+|\n)(?:\*\*)?$")
#: What may follow the dot in `{reports.text}`.
PARTS = ("text", "qualifier", "counts")


def figures_in(text: str) -> list[str]:
    """Return the ids of the statistics that a text refers to, in order."""
    return [inner.partition(".")[0].strip() for inner in _BRACES.findall(text)]


def write_figures(text: str, statistics: Mapping[str, Statistic]) -> str:
    """Replace every reference whose statistic is known; a figure that opens a sentence gets a capital.

    A figure that runs against the words around it is isolated, so that neither is reordered.
    """
    around = _BRACES.sub("", text)

    def replace(match: re.Match[str]) -> str:
        id_, _, part = match[1].partition(".")
        statistic = statistics.get(id_.strip())
        if statistic is None:
            return match[0]
        words = str(getattr(statistic, part)) if part in PARTS else statistic.words
        opens = _SENTENCE_START.search(text[: match.start()])
        return isolate(words[:1].upper() + words[1:] if opens else words, around)

    return _BRACES.sub(replace, text)


def figure_faults(
    text: str, statistics: Mapping[str, Statistic], known: set[str], at: Callable[[int], Mark]
) -> list[Fault]:
    """Return what is wrong with the references of a text.

    `known` holds every id that `statistics` declares; `at` gives the mark of a character by its index in the text.
    """
    faults = []
    for match in _BRACES.finditer(text):
        inner, mark = match[1], at(match.start())
        id_, dot, part = inner.partition(".")
        if id_ not in known:
            faults.append(Fault(f"unknown statistic '{id_}'", mark, did_you_mean(id_, known), code="unknown-statistic"))
        elif dot and part not in PARTS:
            faults.append(
                Fault(
                    f"unknown part '{part}' of a statistic",
                    mark,
                    did_you_mean(part, PARTS),
                    code="unknown-statistic-part",
                )
            )
        elif part == "text" and id_ in statistics and statistics[id_].qualifier and _lacks_qualifier(text, id_):
            qualifier = statistics[id_].qualifier
            faults.append(
                Fault(
                    f"'{{{inner}}}' leaves out '{qualifier}'", mark, f"write {{{id_}}}", code="figure-without-qualifier"
                )
            )
    lone = re.search(r"[{}]", _BRACES.sub(lambda match: "-" * len(match[0]), text))
    if lone:
        remedy = "a figure is written {id}; no other braces are allowed"
        faults.append(Fault(f"'{lone[0]}' stands alone", at(lone.start()), remedy, code="unpaired-brace"))
    return faults


def _lacks_qualifier(text: str, id_: str) -> bool:
    return f"{{{id_}.qualifier}}" not in text
