"""Check that charts can draw their figures: the right kind, one unit per comparison, never people as marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations

from kit.base.document.document import YamlPath
from kit.base.errors import Fault
from kit.model.campaign import Campaign, Message
from kit.model.chart import KINDS, kinds_drawing
from kit.model.layout import Layout, SlotRule
from kit.model.message_picture import pictures_of
from kit.model.statistic import Statistic
from kit.text.numerals import numerals_in

_OTHER = "choose another layout"
#: What charts draw that is not the figure of a message.
_OF_NO_FIGURE = {"comparison", "countdown"}


def chart_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """The figure of each picture, if its layout has a chart, is one that this kind of chart can draw."""
    for message in campaign.messages.values():
        faults: dict[Fault, None] = {}
        for page in pictures_of(message):
            rule = layouts[page.layout].slots.get("chart") if page.layout in layouts else None
            statistic = None if message.countdown else campaign.statistics.get(page.statistic or "")
            fault = _undrawable_by(statistic, rule) if rule and statistic else None
            if fault:
                faults[replace(fault, mark=campaign.document.mark(*page.layout_yaml_path))] = None
        yield from faults


def _undrawable_by(statistic: Statistic, rule: SlotRule) -> Fault | None:
    """Return why a chart can't draw a figure, without a place; one without a value leaves out a chart that may be."""
    name, value, kind, draws = statistic.id, statistic.value, rule.kind, rule.draws
    if statistic.people and (draws in {"number", "part"} or (rule.required and isinstance(value, int))):
        remedy = "a mark never represents a child; choose a layout that sets the figure in words and numbers"
        return Fault(f"'{name}' counts people and would be drawn as marks", None, remedy, code="people-as-marks")
    if isinstance(value, dt.date):
        message, remedy = f"'{name}' is a date and would be drawn as a {kind}", f"{_OTHER}, one that draws days"
        return Fault(message, None, remedy, code="date-as-marks") if draws in {"number", "part"} else None
    if value is None and rule.required and draws not in _OF_NO_FIGURE:
        remedy = f"add 'value', such as value: 82, or {_OTHER}"
        return Fault(
            f"'{name}' has no 'value' for the chart that is required", None, remedy, code="chart-without-value"
        )
    if value is None or statistic.people or draws in _OF_NO_FIGURE:
        return None
    if draws == "date":
        message = f"'{name}' is a number and would be drawn as {kind}"
        remedy = f"give it a date as its value, or {_OTHER}"
        return Fault(message, None, remedy, code="number-as-days")
    return _beyond_whole(statistic, kind, value) if draws == "part" else _below_one(name, value, kind)


def _below_one(name: str, value: int, kind: str | None) -> Fault | None:
    if value > 0:
        return None
    drawn = KINDS.get(kind or "", KINDS["field"])
    message = f"'{name}' is {value} and would be drawn as a {drawn.noun or drawn.name}"
    return Fault(message, None, f"a {drawn.name} shows 1 or more; {_OTHER}", code="field-below-one")


def _beyond_whole(statistic: Statistic, kind: str | None, value: int) -> Fault | None:
    name, whole = statistic.id, statistic.of
    if whole is None:
        remedy = f"add 'of', the whole that it is a part of, or {_OTHER}"
        return Fault(f"'{name}' would be drawn as a {kind} and has no 'of'", None, remedy, code="bar-without-whole")
    if 0 <= value <= whole != 0:
        return None
    message = f"'{name}' would be drawn as a {kind} of {value} of {whole}"
    return Fault(message, None, f"a {kind} shows a part of a whole; {_OTHER}", code="bar-beyond-whole")


#: How much higher than the lowest bar the highest may be, so that the lowest is still seen.
MOST_TIMES = 100
#: How alike two words are, from 0 to 1, that are forms of one: report and reports, Meldung and Meldungen.
_ALIKE = 0.6
_ANOTHER = "take another figure"


def comparison_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """What a message compares is drawn by one of its layouts, and bars can show it."""
    for message in campaign.messages.values():
        for path, names in _comparisons(message):
            yield from _undrawn(message, path, campaign, layouts)
            yield from _number_of_figures(names, path, campaign)
            figures = {name: campaign.statistics[name] for name in names if name in campaign.statistics}
            faults = {name: _undrawable_in_bars(figure) for name, figure in figures.items()}
            for name, fault in faults.items():
                if fault:
                    yield replace(fault, mark=campaign.document.mark(*path, names.index(name)))
            if not any(faults.values()):
                yield from _incomparable(list(figures.values()), path, campaign)


def _comparisons(message: Message) -> Iterator[tuple[YamlPath, tuple[str, ...]]]:
    """Yield where a message names figures to compare, and which."""
    path = ("messages", message.id)
    if message.compare:
        yield (*path, "compare"), message.compare
    for index, frame in enumerate(message.frames):
        if frame.compare:
            yield (*path, "frames", index, "compare"), frame.compare


def _undrawn(message: Message, path: YamlPath, campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """Yield a fault when no picture that has a comparison is in a layout that draws bars."""
    used = {picture.layout for picture in pictures_of(message) if picture.compare_path == path}
    charts = [layouts[name].slots.get("chart") for name in used & layouts.keys()]
    if used <= layouts.keys() and not any(chart and chart.draws == "comparison" for chart in charts):
        kinds = " or ".join(kinds_drawing("comparison"))
        remedy = f"choose one whose layout.yaml has chart: {{kind: {kinds}}}, or take 'compare' out"
        mark = campaign.document.key_mark(*path)
        yield Fault(f"no layout of these pictures draws {kinds}", mark, remedy, code="comparison-without-bars")


def _number_of_figures(names: tuple[str, ...], path: YamlPath, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault when fewer than two figures are compared, or one with itself."""
    if len(names) < 2:  # noqa: PLR2004  (a comparison is of two)
        remedy = "name two or more, or take 'compare' out"
        mark = campaign.document.mark(*path)
        yield Fault("'compare' names one figure", mark, remedy, code="comparison-of-one")
    for index, name in enumerate(names):
        if name in names[:index]:
            mark = campaign.document.mark(*path, index)
            yield Fault(f"'{name}' is compared twice", mark, "take one of them out", code="compared-twice")


def _undrawable_in_bars(figure: Statistic) -> Fault | None:
    """Return why bars can't show a figure, without a place."""
    name, value = figure.id, figure.value
    if figure.people:
        remedy = f"people are never drawn; {_ANOTHER}, or a layout that sets figures in words and numbers"
        return Fault(f"'{name}' counts people and would be drawn as a bar", None, remedy, code="people-as-bar")
    if isinstance(value, dt.date):
        return Fault(f"'{name}' is a date and would be drawn as a bar", None, _ANOTHER, code="date-as-bar")
    if value is None:
        remedy = f"add it under 'statistics', or {_ANOTHER}"
        return Fault(f"'{name}' has no 'value' to draw", None, remedy, code="bar-without-value")
    if value < 1:
        message, remedy = f"'{name}' is {value} and would be drawn as a bar", f"a bar shows 1 or more; {_ANOTHER}"
        return Fault(message, None, remedy, code="bar-below-one")
    if not figure.label:
        remedy = "add 'label' to it under 'statistics': what stands under its bar, such as \"2019\""
        return Fault(f"'{name}' has no 'label' to stand under its bar", None, remedy, code="bar-without-label")
    return None


def _incomparable(figures: list[Statistic], path: YamlPath, campaign: Campaign) -> Iterator[Fault]:
    """Yield a fault for the first two figures of different units, and when a bar is too low to be seen."""
    mark, language = campaign.document.mark(*path), campaign.kit.language
    for one, other in combinations(figures, 2):
        if not _same_unit(_unit(one.text, language), _unit(other.text, language)):
            message = f"'{one.text}' and '{other.text}' are of different units"
            yield Fault(message, mark, "compare figures that count the same", code="bars-of-different-units")
            break
    values = {figure.value: figure.id for figure in figures if isinstance(figure.value, int)}
    if values and max(values) > MOST_TIMES * min(values):
        times = max(values) // min(values)
        message = f"'{values[max(values)]}' is {times:,} times '{values[min(values)]}', whose bar nobody would see"
        remedy = f"compare figures of which none is more than {MOST_TIMES} times another"
        yield Fault(message, mark, remedy, code="bar-too-low")


def _unit(text: str, language: str) -> str:
    """Return the words behind the number of a figure, and behind its magnitude; nothing where they can't be told."""
    numerals = numerals_in(text, language)
    return text[numerals[0].end :].strip().casefold() if len(numerals) == 1 else ""


def _same_unit(one: str, other: str) -> bool:
    """Return whether two units may be one, also in singular and plural; what is not written is not judged."""
    return not (one and other) or SequenceMatcher(None, one, other).ratio() >= _ALIKE
