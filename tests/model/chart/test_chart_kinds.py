"""Every kind of chart says what it is like, and what other packages hold of kinds follows from that."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from support.drawings import write_plot

from kit.base.errors import SpecError
from kit.base.geometry import Box
from kit.model.chart import KINDS, OPTIONS, kinds_drawing, kinds_taking
from kit.model.chart.chart_data import ComparisonChart, CountdownChart, DateChart, NumberChart, PartChart
from kit.model.chart.let_down_blind import BlindOfDays
from kit.model.chart.plain_charts import FieldOfMarks, PartOfBar, RowOfDays, ShareOfRing, SideBySide
from kit.model.layout import SlotRule
from kit.model.slot import SLOTS
from kit.project import load_project
from kit.project.catalogue import sentences

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.chart.chart_data import ChartData

CHARTS: tuple[ChartData, ...] = (
    FieldOfMarks(82),
    RowOfDays(dt.date(2020, 12, 7), dt.date(2020, 12, 21)),
    PartOfBar(0.3),
    SideBySide((3, 7, 9)),
    ShareOfRing(0.3),
    BlindOfDays(2, 5),
)


@pytest.mark.parametrize("data", CHARTS, ids=lambda data: data.name)
def test_a_chart_of_each_kind_is_in_its_box(data: ChartData) -> None:
    box = Box(100, 64, 868, 576)
    covered = data.draw(box).covered
    assert covered is not None
    assert Box.union([covered, box.grown(0.1)]) == box.grown(0.1)


def test_every_kind_is_named_once_and_draws_what_its_class_holds() -> None:
    assert [data.name for data in CHARTS] == [*KINDS]
    bases = {"number": NumberChart, "part": PartChart, "date": DateChart}
    bases |= {"comparison": ComparisonChart, "countdown": CountdownChart}
    assert all(issubclass(kind, bases[kind.draws]) for kind in KINDS.values())


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_english_catalogue_has_a_sentence_and_a_label_for_each_kind(kind: type[ChartData]) -> None:
    words = sentences("en")["picture"]["chart"]
    assert isinstance(words[kind.name], str)
    if issubclass(kind, NumberChart):
        assert all(kind.scale(value)[0] in words["label"] for value in (1, 300, 3000, 10**9))
    if issubclass(kind, PartChart) and kind.labels != "edges":
        assert kind.name in words["label"]


def test_the_options_of_kinds_are_those_of_the_slot_of_a_chart() -> None:
    assert SLOTS["chart"].options == ("colour", *OPTIONS)
    assert {*OPTIONS} <= {field.name for field in fields(SlotRule)}
    assert {*kinds_taking("rest")} >= {"bar", "ring", "blind"}
    assert "bars" not in kinds_taking("rest")


def test_a_rule_says_what_its_chart_draws() -> None:
    assert {SlotRule(kind=kind).draws for kind in kinds_drawing("part")} == {"part"}
    assert SlotRule().draws is None


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [("rings", "did you mean 'ring'?"), ("zebra", f"known here: {', '.join(sorted(KINDS))}")],
)
def test_a_kind_that_does_not_exist_is_refused(kind: str, remedy: str, tmp_path: Path) -> None:
    path = write_plot(tmp_path, "value: 3", rule=f"{{kind: {kind}}}")
    with pytest.raises(SpecError) as caught:
        load_project(path)
    [fault] = caught.value.faults
    assert (fault.code, fault.message) == ("unknown-choice", f"unknown kind '{kind}'")
    assert fault.remedy == remedy
    assert fault.mark
    assert fault.mark.snippet[fault.mark.column - 1 :] == f"{kind}}}"
