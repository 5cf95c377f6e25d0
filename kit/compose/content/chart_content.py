"""What a chart shows, from figures or a countdown: its data, its labels, and a sentence for those who can't see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kit.base.errors import Mark
from kit.compose.content.theme import chart_colours, chart_inks
from kit.model.artwork import Artboard
from kit.model.campaign import Sentences
from kit.model.chart import KINDS
from kit.model.chart.chart_data import ChartData, ComparisonChart, CountdownChart, DateChart, NumberChart, PartChart
from kit.model.chart.plain_charts import FieldOfMarks, RowOfDays
from kit.model.message_picture import pictures_of
from kit.model.picture import ChartContent
from kit.model.project import Project
from kit.model.statistic import CountedDay, Statistic

_Drawn = tuple[ChartData, tuple[str, ...], str]


def chart_of(artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the chart of a picture: of the figures it compares, of its countdown, or of its own figure."""
    picture, statistics = artboard.picture, project.campaign.statistics
    compared = comparison_content(artboard, project)
    if compared or (not picture.counted and picture.statistic is None):
        return compared
    if picture.counted:
        return countdown_content(picture.counted, artboard, project)
    return chart_content(statistics[str(picture.statistic)], artboard, project)


def chart_content(statistic: Statistic, artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the chart of a figure on a picture.

    There is none without a value, for a number of people, nor where a comparison or a countdown is drawn.
    """
    value, kind = statistic.value, _kind(artboard, project)
    if value is None or (statistic.people and isinstance(value, int)):
        return None
    if kind is not None and issubclass(kind, ComparisonChart | CountdownChart):
        return None
    words = project.campaign.sentences["picture"]
    if isinstance(value, dt.date):
        dated = {**drawn_dates(project), value: statistic.text}
        drawn = _dates(kind if kind is not None and issubclass(kind, DateChart) else RowOfDays, dated, words)
    elif kind is not None and issubclass(kind, PartChart) and statistic.of:
        drawn = _part(kind, value, statistic.of, words)
    else:
        number = kind if kind is not None and issubclass(kind, NumberChart) else FieldOfMarks
        drawn = _number(number(value, statistic.bound), words)
    mark = project.campaign.document.mark("statistics", statistic.id, "value")
    return replace(_content(drawn, mark, artboard, project), figures=(statistic.id,))


def comparison_content(artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the chart of the figures that a picture compares; none where its layout does not draw them."""
    picture, campaign, kind = artboard.picture, project.campaign, _kind(artboard, project)
    if not picture.compare or kind is None or not issubclass(kind, ComparisonChart):
        return None
    words = project.campaign.sentences["picture"]["chart"]
    figures = [campaign.statistics[name] for name in picture.compare]
    data = kind(tuple(figure.value for figure in figures if isinstance(figure.value, int)))
    said = words["separator"].join(words["labelled"].format(label=f.label, figure=f.words) for f in figures)
    sentence = words[kind.name].format(count=len(figures), figures=said)
    labels = tuple(f"{figure.label}\n{figure.words}" for figure in figures)
    mark = campaign.document.mark(*picture.compare_path)
    return replace(_content((data, labels, sentence), mark, artboard, project), figures=picture.compare)


def countdown_content(day: CountedDay, artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the chart of a day of a countdown; none where its layout does not draw it."""
    kind = _kind(artboard, project)
    if kind is None or not issubclass(kind, CountdownChart):
        return None
    words = project.campaign.sentences["picture"]["chart"]
    sentence = words[kind.name].format(down=day.of - day.left, days=day.of)
    mark = project.campaign.document.mark("messages", artboard.message.id, "countdown")
    return _content((kind(day.left, day.of), (), sentence), mark, artboard, project)


def _content(drawn: _Drawn, mark: Mark, artboard: Artboard, project: Project) -> ChartContent:
    """Return a chart in the colours of its picture."""
    colour, rest = chart_colours(artboard, project)
    return ChartContent(*drawn, colour, mark, rest, chart_inks(artboard, project))


def _kind(artboard: Artboard, project: Project) -> type[ChartData] | None:
    """Return the kind of chart that the layout of a picture names."""
    rule = project.layouts[artboard.layout].slots.get("chart")
    return KINDS[rule.kind] if rule and rule.kind else None


def drawn_dates(project: Project) -> dict[dt.date, str]:
    """Return each date that a picture of the project draws as a row of days, and how it is written.

    Every row goes from the first to the last of them, so that the rows of a campaign show one span; dates that are only
    written do not lengthen it.
    """
    pictures = [picture for message in project.campaign.messages.values() for picture in pictures_of(message)]
    drawn = {picture.statistic for picture in pictures if "chart" in project.layouts[picture.layout].slots}
    figures = [figure for figure in project.campaign.statistics.values() if figure.id in drawn]
    return {figure.value: figure.text for figure in figures if isinstance(figure.value, dt.date)}


def _dates(kind: type[DateChart], dated: dict[dt.date, str], words: Sentences) -> _Drawn:
    """Return the chart from the first to the last of some dates, with their words as labels, and its sentence."""
    first, last = min(dated), max(dated)
    data = kind(first, last)
    if first == last:
        return data, (dated[first],), words["chart"]["one_day"].format(day=dated[first])
    count = (last - first).days + 1
    sentence = words["chart"][kind.name].format(count=count, first=dated[first], last=dated[last])
    return data, (dated[first], dated[last]), sentence


def _part(kind: type[PartChart], value: int, whole: int, words: Sentences) -> _Drawn:
    """Return the chart of a part of a whole, with both numbers as its labels or in one, and its sentence."""
    numbers = {"part": _grouped(value, words), "whole": _grouped(whole, words)}
    sentence = words["chart"][kind.name].format(**numbers)
    at_edges = kind.labels == "edges"
    labels = tuple(numbers.values()) if at_edges else (words["chart"]["label"][kind.name].format(**numbers),)
    return kind(value / whole), labels, sentence


def _number(data: NumberChart, words: Sentences) -> _Drawn:
    """Return the chart of a number, with how much one of what people see is as label, and its sentence."""
    seen, count = data.scale(data.value)
    label = words["chart"]["label"][seen].format(count=_grouped(count, words))
    return data, (label,), words["chart"][data.name].format(label=label)


def _grouped(number: int, words: Sentences) -> str:
    """Return a number with its digits in groups of three."""
    return f"{number:,}".replace(",", words["thousands"])
