"""Hold the figures of a translation to those of `kit.yaml`: the same numbers, in the digits of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.text.numerals import numerals_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.campaign import Campaign


def translated_figure_faults(original: Campaign, translation: Campaign) -> Iterator[Fault]:
    """Yield a fault for each figure whose digits say other numbers than those of `kit.yaml`.

    One of them may be in words: these are not compared.
    """
    for id_, figure in translation.statistics.items():
        text = original.statistics[id_].text
        said, wanted = _numbers(figure.text, translation), _numbers(text, original)
        if said and wanted and said != wanted:
            message = f"'{figure.text}' says another number than '{text}' in kit.yaml"
            mark = translation.document.mark("statistics", id_, "text")
            remedy = "write the same, with the separators of the language"
            yield Fault(message, mark, remedy, code="figure-differs-from-kit-yaml")


def _numbers(text: str, campaign: Campaign) -> list[str]:
    """Return the numbers that a text of a campaign says in digits, the least first."""
    return sorted(format(one.readings[0].normalize(), "f") for one in numerals_in(text, campaign.kit.language))
