"""Which figures the charts of layouts can draw: a chart shows what its layout promises, and never a child as a mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.errors import Fault
from kit.model.message_picture import pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kit.model.campaign import Campaign
    from kit.model.layout import Layout, SlotRule
    from kit.model.statistic import Statistic

_OTHER = "choose another layout"


def chart_faults(campaign: Campaign, layouts: Mapping[str, Layout]) -> Iterator[Fault]:
    """The figure of each picture, if its layout has a chart, is one that this kind of chart can draw."""
    for message in campaign.messages.values():
        faults: dict[Fault, None] = {}
        for page in pictures_of(message):
            rule = layouts[page.layout].slots.get("chart") if page.layout in layouts else None
            statistic = None if message.countdown else campaign.statistics.get(page.statistic or "")
            fault = _undrawable(statistic, rule) if rule and statistic else None
            if fault:
                faults[replace(fault, mark=campaign.document.mark(*page.chosen_at))] = None
        yield from faults


def _undrawable(statistic: Statistic, rule: SlotRule) -> Fault | None:
    """Return why a chart can't draw a figure, without a place; one without a value leaves out a chart that may be."""
    name, value, kind = statistic.id, statistic.value, rule.kind
    if statistic.people and (kind in {"field", "bar", "ring"} or (rule.required and isinstance(value, int))):
        remedy = "a mark never represents a child; choose a layout that sets the figure in words and numbers"
        return Fault(f"'{name}' counts people and would be drawn as marks", None, remedy, code="people-as-marks")
    if isinstance(value, dt.date):
        message, remedy = f"'{name}' is a date and would be drawn as a {kind}", f"{_OTHER}, one that draws days"
        return Fault(message, None, remedy, code="date-as-marks") if kind in {"field", "bar", "ring"} else None
    if value is None and rule.required and kind not in {"bars", "blind"}:
        remedy = f"add 'value', such as value: 82, or {_OTHER}"
        return Fault(
            f"'{name}' has no 'value' for the chart that is required", None, remedy, code="chart-without-value"
        )
    if value is None or statistic.people or kind in {"bars", "blind"}:
        return None
    if kind == "days":
        message, remedy = (
            f"'{name}' is a number and would be drawn as days",
            f"give it a date as its value, or {_OTHER}",
        )
        return Fault(message, None, remedy, code="number-as-days")
    return _beyond_whole(statistic, kind, value) if kind in {"bar", "ring"} else _beyond_field(name, value)


def _beyond_field(name: str, value: int) -> Fault | None:
    if value > 0:
        return None
    message = f"'{name}' is {value} and would be drawn as a field of marks"
    return Fault(message, None, f"a field shows 1 or more; {_OTHER}", code="field-below-one")


def _beyond_whole(statistic: Statistic, kind: str | None, value: int) -> Fault | None:
    name, whole = statistic.id, statistic.of
    if whole is None:
        remedy = f"add 'of', the whole that it is a part of, or {_OTHER}"
        return Fault(f"'{name}' would be drawn as a {kind} and has no 'of'", None, remedy, code="bar-without-whole")
    if 0 <= value <= whole != 0:
        return None
    message = f"'{name}' would be drawn as a {kind} of {value} of {whole}"
    return Fault(message, None, f"a {kind} shows a part of a whole; {_OTHER}", code="bar-beyond-whole")
