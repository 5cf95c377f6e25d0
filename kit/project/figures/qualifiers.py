"""Check what the qualifier of a figure says of its number: "more than" may not become "fewer than" in a translation.

The words of each language are listed in `kit/text/languages/wording`; a `qualifier_reason` allows others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.base.errors import Fault
from kit.text.languages.language_wording import wording_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.model.campaign import Campaign
    from kit.model.statistic import Statistic


#: What qualifiers say of the true number where only the `bound` of the figure is known.
_OF_BOUND = {"over": frozenset(("over", "at_least")), "under": frozenset(("nearly", "under", "at_most"))}
#: Each meaning in words.
_SAYS = {
    "over": "more than the number",
    "at_least": "the number or more",
    "nearly": "a little less than the number",
    "under": "less than the number",
    "at_most": "the number or less",
    "about": "about the number",
    "until": "until then",
    "since": "from then on",
}
#: How many qualifiers a remedy lists.
_MOST_LISTED = 4


def meanings(figure: Statistic, language: str) -> frozenset[str]:
    """Return what the qualifier of a figure in a language says, by its words or else its bound; nothing if unknown."""
    if not figure.qualifier or figure.qualifier_reason:
        return frozenset()
    return wording_of(language).meanings_of(figure.qualifier) or _OF_BOUND.get(figure.bound, frozenset())


def bound_faults(campaign: Campaign) -> Iterator[Fault]:
    """The qualifier of a figure does not say the opposite of its bound; those of a translation are compared with it."""
    for id_, figure in campaign.statistics.items():
        translated = ("statistics", id_, "qualifier") in campaign.document.translated
        says = frozenset() if translated else meanings(figure, campaign.kit.language)
        opposite = _OF_BOUND["under" if figure.bound == "over" else "over"]
        if figure.bound in _OF_BOUND and says and says <= opposite:
            message = f"'{figure.qualifier}' means {_said(says)}, but 'bound' is '{figure.bound}'"
            mark = campaign.document.mark("statistics", id_, "qualifier")
            remedy = "correct one of them, or give a 'qualifier_reason'"
            yield Fault(message, mark, remedy, code="qualifier-against-bound")


def qualifier_faults(original: Campaign, translation: Campaign) -> Iterator[Fault]:
    """Every qualifier of a translation says what that of `kit.yaml` says, in words that its language has for it."""
    language = translation.kit.language
    for id_, figure in translation.statistics.items():
        source = original.statistics[id_]
        wanted = meanings(source, original.kit.language)
        found = wording_of(language).meanings_of(figure.qualifier)
        choices = [choice.text for choice in wording_of(language).choices(wanted)]
        if choices and figure.qualifier and not (found & wanted or figure.qualifier_reason):
            remedy = f"write {_listed(choices)}; if only other words are right, give a 'qualifier_reason'"
            mark = translation.document.mark("statistics", id_, "qualifier")
            yield replace(_difference(figure, source, found, wanted), mark=mark, remedy=remedy)


def other_meaning(figure: Statistic, words: str, language: str) -> str | None:
    """Return what is wrong with the qualifier that other words for a figure begin with; None if nothing certain is."""
    says, wanted = wording_of(language).meanings_before(words), meanings(figure, language)
    if not says or not wanted or says & wanted:
        return None
    return f"'{words}' says {_said(says)}, but '{figure.words}' says {_said(wanted)}"


def _difference(figure: Statistic, source: Statistic, found: frozenset[str], wanted: frozenset[str]) -> Fault:
    """Return the fault of a translated qualifier, without a place: it says something else, or is not listed."""
    if not found:
        message = f"'{figure.qualifier}' is not a listed translation of '{source.qualifier}'"
        return Fault(message, None, code="qualifier-not-listed")
    ours, theirs = f"'{figure.qualifier}' means {_said(found)}", f"'{source.qualifier}' in kit.yaml means"
    return Fault(f"{ours}, but {theirs} {_said(wanted)}", None, code="qualifier-of-another-meaning")


def _listed(choices: Sequence[str]) -> str:
    """Return some qualifiers as a remedy lists them."""
    *others, last = [f"'{choice}'" for choice in choices[:_MOST_LISTED]]
    return f"{', '.join(others)} or {last}" if others else last


def _said(says: Iterable[str]) -> str:
    """Return what qualifiers say, in words."""
    return " or ".join(_SAYS[one] for one in _SAYS if one in says)
