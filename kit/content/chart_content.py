"""What a chart shows, from the value of a figure: its data, its labels, and a sentence for those who can't see it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kit.chart import scale
from kit.content.catalogue import sentences
from kit.content.theme import blind_colours, chart_colours
from kit.model.message_picture import pictures_of
from kit.model.picture import BlindOfDays, ChartContent, FieldOfMarks, PartOfBar, RowOfDays, ShareOfRing, SideBySide

if TYPE_CHECKING:
    from kit.content.catalogue import Words
    from kit.model.artwork import Artboard
    from kit.model.countdown import CountedDay
    from kit.model.picture import ChartData
    from kit.model.project import Project
    from kit.model.statistic import Statistic

    _Drawn = tuple[ChartData, tuple[str, ...], str]


def chart_of(artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the chart of a picture: of the figures it compares, of its countdown, or of its own figure."""
    picture, statistics = artboard.picture, project.campaign.statistics
    compared = bars_content(artboard, project)
    if compared or (not picture.counted and picture.statistic is None):
        return compared
    if picture.counted:
        return blind_content(picture.counted, artboard, project)
    return chart_content(statistics[str(picture.statistic)], artboard, project)


def chart_content(statistic: Statistic, artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the chart of a figure on a picture.

    There is none without a value, for a number of people, nor where bars or a blind stand.
    """
    value, kind = statistic.value, _kind(artboard, project)
    if value is None or (statistic.people and isinstance(value, int)) or kind in {"bars", "blind"}:
        return None
    words = sentences(artboard.language)["picture"]
    if isinstance(value, dt.date):
        data, labels, sentence = _days({**drawn_dates(project), value: statistic.text}, words)
    elif kind == "bar" and statistic.of:
        data, labels, sentence = _bar(value, statistic.of, words)
    elif kind == "ring" and statistic.of:
        data, labels, sentence = _ring(value, statistic.of, words)
    else:
        data, labels, sentence = _field(value, statistic, words)
    mark = project.campaign.document.mark("statistics", statistic.id, "value")
    colour, rest = chart_colours(artboard, project)
    return ChartContent(data, labels, sentence, colour, mark, rest, figures=(statistic.id,))


def bars_content(artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the bars of the figures that a picture compares; none where its layout does not draw bars."""
    picture, campaign = artboard.picture, project.campaign
    if not picture.compare or _kind(artboard, project) != "bars":
        return None
    words = sentences(artboard.language)["picture"]["chart"]
    figures = [campaign.statistics[name] for name in picture.compare]
    values = tuple(figure.value for figure in figures if isinstance(figure.value, int))
    said = words["separator"].join(words["labelled"].format(label=f.label, figure=f.words) for f in figures)
    sentence = words["bars"].format(count=len(figures), figures=said)
    labels = tuple(f"{figure.label}\n{figure.words}" for figure in figures)
    colour, rest = chart_colours(artboard, project)
    mark = campaign.document.mark(*picture.compare_path)
    return ChartContent(SideBySide(values), labels, sentence, colour, mark, rest, figures=picture.compare)


def blind_content(day: CountedDay, artboard: Artboard, project: Project) -> ChartContent | None:
    """Return the blind of a day of a countdown; none where its layout does not draw one."""
    if _kind(artboard, project) != "blind":
        return None
    words = sentences(artboard.language)["picture"]["chart"]
    sentence = words["blind"].format(down=day.of - day.left, days=day.of)
    mark = project.campaign.document.mark("messages", artboard.message.id, "countdown")
    colour, rest = chart_colours(artboard, project)
    data = BlindOfDays(day.left, day.of)
    return ChartContent(data, (), sentence, colour, mark, rest, blind_colours(artboard, project))


def _kind(artboard: Artboard, project: Project) -> str | None:
    """Return what the layout of a picture says that its chart draws."""
    rule = project.layouts[artboard.layout].slots.get("chart")
    return rule.kind if rule else None


def drawn_dates(project: Project) -> dict[dt.date, str]:
    """Return each date that a picture of the project draws as a row of days, and how it is written.

    Every row goes from the first to the last of them, so that the rows of a campaign show one span; dates that are only
    written do not lengthen it.
    """
    pictures = [picture for message in project.campaign.messages.values() for picture in pictures_of(message)]
    drawn = {picture.statistic for picture in pictures if "chart" in project.layouts[picture.layout].slots}
    figures = [figure for figure in project.campaign.statistics.values() if figure.id in drawn]
    return {figure.value: figure.text for figure in figures if isinstance(figure.value, dt.date)}


def _days(dated: dict[dt.date, str], words: Words) -> _Drawn:
    """Return the row from the first to the last of some dates, with their words as labels, and its sentence."""
    first, last = min(dated), max(dated)
    data = RowOfDays(first, last)
    if first == last:
        return data, (dated[first],), words["chart"]["one_day"].format(day=dated[first])
    count = (last - first).days + 1
    sentence = words["chart"]["days"].format(count=count, first=dated[first], last=dated[last])
    return data, (dated[first], dated[last]), sentence


def _bar(value: int, whole: int, words: Words) -> _Drawn:
    """Return the bar of a part of a whole, with both numbers as labels, and its sentence."""
    labels = (_grouped(value, words), _grouped(whole, words))
    return PartOfBar(value / whole), labels, words["chart"]["bar"].format(part=labels[0], whole=labels[1])


def _ring(value: int, whole: int, words: Words) -> _Drawn:
    """Return the ring of a part of a whole, with both numbers as its label, and its sentence."""
    numbers = {"part": _grouped(value, words), "whole": _grouped(whole, words)}
    label = words["chart"]["label"]["ring"].format(**numbers)
    return ShareOfRing(value / whole), (label,), words["chart"]["ring"].format(**numbers)


def _field(value: int, statistic: Statistic, words: Words) -> _Drawn:
    """Return the field of marks of a number, with what one mark counts as label, and its sentence."""
    shape, per_shape = scale(value)
    label = words["chart"]["label"][shape].format(count=_grouped(per_shape, words))
    return FieldOfMarks(value, statistic.bound), (label,), words["chart"]["field"].format(label=label)


def _grouped(number: int, words: Words) -> str:
    """Return a number with its digits in groups of three."""
    return f"{number:,}".replace(",", words["thousands"])
