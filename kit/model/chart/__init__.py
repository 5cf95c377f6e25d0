"""Charts as marks in a box: a field, days, a part, numbers side by side, and a blind that is lowered a day at a time.

A chart is only geometry: boxes, polygons and how strongly they are drawn; `compose` adds colours and letters. Lengths
are px of the given box, and marks fill it from the upper left corner; a ring is in the middle, and only the uneven end
of a blind extends beyond it.
"""

from __future__ import annotations

from collections.abc import Mapping

from kit.model.chart.chart_data import ChartData, Draws
from kit.model.chart.let_down_blind import BlindOfDays
from kit.model.chart.plain_charts import FieldOfMarks, PartOfBar, RowOfDays, ShareOfRing, SideBySide

#: Every kind of chart, by its name in `layout.yaml`. A new one needs a class, an entry here, and its sentence in the
#: catalogues.
KINDS: Mapping[str, type[ChartData]] = {
    kind.name: kind for kind in (FieldOfMarks, RowOfDays, PartOfBar, SideBySide, ShareOfRing, BlindOfDays)
}
#: The options that only some kinds support.
OPTIONS = tuple(dict.fromkeys(option for kind in KINDS.values() for option in kind.options))


def kinds_drawing(what: Draws) -> tuple[str, ...]:
    """Return the names of the kinds that draw a kind of data."""
    return tuple(name for name, kind in KINDS.items() if kind.draws == what)


def kinds_taking(option: str) -> tuple[str, ...]:
    """Return the names of the kinds that support an option."""
    return tuple(name for name, kind in KINDS.items() if option in kind.options)
