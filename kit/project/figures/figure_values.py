"""Check a figure's `value`, which charts draw, against its `text`, which people read; read the `**` in its text.

Only certain mismatches are faults: a text may round, count in dozens, or have other numbers besides. The qualifier of
its number is checked as well: "more than" may not become "fewer than" in a translation. The words of each language are
listed in `kit/text/languages/wording`; a `qualifier_reason` allows others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kit.base.document.document import EMPHASIS, Document
from kit.base.errors import Fault
from kit.model.campaign import Campaign
from kit.model.statistic import Statistic
from kit.text.languages.language_wording import wording_of
from kit.text.languages.language_writing import any_of, writing_with_english
from kit.text.numerals import Numeral, numerals_in, spelled_numerals_in
from kit.text.written_days import other_day

#: The numbers that a word may stand for: pairs, weeks, decades, dozens, scores, days, hours, minutes, centuries.
_WORTH = (1, 2, 7, 10, 12, 20, 24, 30, 60, 100, 365, 1000)
_POWERS = (10, 100, 1000)
#: The tolerance, in hundredths, between a percentage and the share of the value in its whole.
_ROUNDED = Decimal(1)


def value_faults(campaign: Campaign) -> Iterator[Fault]:
    """The value of a figure is the number or the day in its text."""
    for id_, figure in campaign.statistics.items():
        fault = value_fault(figure, campaign.kit.language)
        if fault:
            path = ("statistics", id_)
            key = "text" if (*path, "text") in campaign.document.translated else "value"
            yield replace(fault, mark=campaign.document.mark(*path, key))


def value_fault(figure: Statistic, language: str) -> Fault | None:
    """Return what is certainly wrong with the value of a figure, by its text in a language; without a place."""
    value = figure.value
    if isinstance(value, dt.date):
        other = other_day(figure.text, value, language)
        message = f"'value' is {value.isoformat()}, but 'text' says '{figure.text}'"
        remedy = f"'{other}' is another day; correct one of them"
        return Fault(message, None, remedy, code="value-of-another-day") if other else None
    meant = None if value is None else _other_number(figure, value, language)
    if meant is None:
        return None
    message = f"'value' is {value}, but 'text' says '{figure.text}'"
    return Fault(message, None, f"did you mean {meant:f}?", code="value-differs-from-text")


def words_fault(figure: Statistic, words: str, language: str) -> Fault | None:
    """Return what is certainly wrong with other words for a figure, without a place.

    They have no number, or not that of its text, or their qualifier says something else of it.
    """
    if other := other_meaning(figure, words, language):
        return Fault(other, None, "write {id} for the words under 'statistics'", code="other-words-differ")
    numerals, meant = (
        numerals_in(text, language) or spelled_numerals_in(text, language) for text in (words, figure.text)
    )
    numbers = {number for numeral in meant for number in numeral.readings}
    if not meant or any(number in numbers for numeral in numerals for number in numeral.readings):
        return None
    remedy = "write its number with its magnitude, or {id} for the words under 'statistics'"
    message = f"'{words}' is not the number of '{figure.text}'"
    return Fault(message, None, remedy, code="other-words-differ")


def _other_number(figure: Statistic, value: int, language: str) -> Decimal | None:
    """Return the number in the text of a figure, if it certainly differs from its value."""
    numerals = numerals_in(figure.text, language)
    spelled = () if numerals else spelled_numerals_in(figure.text, language)
    if not (numerals or spelled):
        return None
    agrees = _agrees_in_digits(figure, value, numerals, language) if numerals else _agrees_in_words(value, spelled)
    return None if agrees else _main(numerals or spelled).readings[0].to_integral_value()


def _main(numerals: Sequence[Numeral]) -> Numeral:
    """Return the first number of a text that is not a year, or else the first."""
    return next((numeral for numeral in numerals if not numeral.year), numerals[0])


def _agrees_in_digits(figure: Statistic, value: int, numerals: Sequence[Numeral], language: str) -> bool:
    """Return whether a value can be what a text has in digits: one of its numbers, or several combined."""
    if any(_rounds_to(figure, value, numeral) for numeral in numerals):
        return True
    if any(_counts_smaller_units(value, n, periods=_has_periods(figure.text, n, language)) for n in numerals):
        return True
    numbers = [numeral for numeral in numerals if not numeral.year] or list(numerals)
    if len(numbers) == 1:
        return numbers[0].percent and figure.of is not None and _is_share(figure, value, numbers[0])
    first, *others = (numeral.readings[0] for numeral in numbers)
    between = min(first, *others) <= value <= max(first, *others)
    return between or value == first + sum(others) or (others[0] != 0 and value == round(100 * first / others[0]))


def _rounds_to(figure: Statistic, value: int, numeral: Numeral) -> bool:
    """Return whether a value is a number of its text, or rounds to it.

    A text may round what its last digits don't show, towards zero as in "more than" or away from it as in "nearly", but
    never so far that a missing or extra digit would go unnoticed.
    """
    for number in numeral.readings:
        most = min(numeral.step, abs(number) / 2)
        most = most if figure.qualifier or figure.bound != "exact" else most / 2
        lowest = number if figure.bound == "over" else number - most
        highest = number if figure.bound == "under" else number + most
        if value == number or lowest < value < highest:
            return True
        if number != number.to_integral_value() and abs(value - number) < 1:
            return True
    return False


def _has_periods(text: str, numeral: Numeral, language: str) -> bool:
    """Return whether a number counts decades or centuries, which multiply it as a slip in a digit would."""
    writing = writing_with_english(language)
    periods = rf"\W{{1,2}}(?:(?:{any_of(writing.before_magnitude)})\s)?(?:{any_of(writing.periods)})"
    return re.compile(periods, re.IGNORECASE).match(text, numeral.end) is not None


def _counts_smaller_units(value: int, numeral: Numeral, *, periods: bool) -> bool:
    """Return whether a value may count smaller units than its text, as days for weeks; a wrong digit does not."""
    worth = _WORTH if periods else [worth for worth in _WORTH if worth not in _POWERS]
    return any(value == numeral.readings[0] * times for times in worth)


def _is_share(figure: Statistic, value: int, numeral: Numeral) -> bool:
    """Return whether a value may be the share of its whole that a percentage gives; one with a bound may be far off."""
    if figure.bound != "exact" or figure.qualifier or not figure.of:
        return True
    return abs(Decimal(100 * value) / figure.of - numeral.readings[0]) <= _ROUNDED


def _agrees_in_words(value: int, numerals: Sequence[Numeral]) -> bool:
    """Return whether a value may be what a text has in words: the same number, or as many dozens.

    A share, as "one in five", and "one", which may be an article, are not checked.
    """
    number = numerals[0].readings[0]
    return len(numerals) > 1 or number == 1 or any(value == number * worth for worth in _WORTH)


_REMEDY = (
    "mark the number once, at the start or the end of the text: **82** million reports;"
    " the number of a day may be inside the text if 'value' is its date"
)
#: The number of a day, with what may be written behind it.
_DAY = re.compile(r"\s*\d{1,2}\W?\s*")


def read_number_markup(
    statistics: Mapping[str, Statistic], document: Document
) -> tuple[dict[str, Statistic], list[Fault]]:
    """Return figures with plain texts and the span of the number between `**` in each, and the faults."""
    found: dict[str, Statistic] = {}
    faults: list[Fault] = []
    for id_, statistic in statistics.items():
        before, *rest = statistic.text.split(EMPHASIS)
        plain = "".join((before, *rest))
        found[id_] = replace(statistic, text=plain, number_span=(len(before), len(before + rest[0])) if rest else None)
        wrong = _misplaced(before, rest, of_day=isinstance(statistic.value, dt.date)) if rest else None
        if wrong:
            faults.append(Fault(wrong, document.mark("statistics", id_, "text"), _REMEDY, code="figure-mark-misplaced"))
    return found, faults


def _misplaced(before: str, rest: list[str], *, of_day: bool) -> str | None:
    """Return what is wrong with the marks in a text, by the parts before the first mark and after each.

    The number of a day may be inside, as in Latvian and Lithuanian, which write the year first and the month last.
    """
    marked, *behind = rest
    if not behind:
        return "'**' is opened but not closed in the text of a figure"
    if len(behind) > 1:
        return "the text of a figure has more than one mark"
    if not marked.strip():
        return "'**' is empty in the text of a figure"
    if before.strip() and behind[0].strip() and not (of_day and _DAY.fullmatch(marked)):
        return f"'{marked}' is marked inside the text of a figure"
    return None


def translated_figure_faults(original: Campaign, translation: Campaign) -> Iterator[Fault]:
    """Yield a fault for each figure whose digits differ from those of `kit.yaml`.

    If one of them is in words, they are not compared.
    """
    for id_, figure in translation.statistics.items():
        text = original.statistics[id_].text
        translated, wanted = _numbers(figure.text, translation), _numbers(text, original)
        if translated and wanted and translated != wanted:
            message = f"'{figure.text}' is another number than '{text}' in kit.yaml"
            mark = translation.document.mark("statistics", id_, "text")
            remedy = "write the same number, with the separators of the language"
            yield Fault(message, mark, remedy, code="figure-differs-from-kit-yaml")


def _numbers(text: str, campaign: Campaign) -> list[str]:
    """Return the numbers in digits of a text of a campaign, in ascending order."""
    return sorted(format(numeral.readings[0].normalize(), "f") for numeral in numerals_in(text, campaign.kit.language))


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
    return " or ".join(words for meaning, words in _SAYS.items() if meaning in says)
