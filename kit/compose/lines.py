"""Put the lines of fitted words in their box: as the rule of the slot aligns them, large letters by their ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.inks import inks_of, reach_of
from kit.text.fit import steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.compose.words import WordBox
    from kit.geometry import Box
    from kit.text import Run
    from kit.text.fit import Fitted, TextFrame

#: From this size in px on, a left edge is aligned by ink: side bearings of large letters would step in visibly.
OPTICAL_FROM = 56.0
#: How far ink may leave its box, in px: what rounding of outlines adds.
INK_SLACK = 1.0


def place_lines(fitted: Fitted, box: WordBox, frame: TextFrame) -> Iterator[tuple[float, float, tuple[Run, ...]]]:
    """Yield (x, baseline, runs) of every line, in px, as the rule aligns them in the box."""
    down = box.rule.align.split()[1]
    paragraph, size, area = fitted.paragraph, fitted.size, box.slot.box
    # Of words that overflow, as many lines again are drawn as have frame: enough to see what sticks out.
    shown = fitted.lines[: 2 * frame.most_lines(size)]
    scales = fitted.scales[: len(shown)] or (1.0,)
    step, down_by = frame.line_height * size, steps(scales)
    block, ascent = frame.height(scales) * size, frame.ascent * scales[0] * size
    if down == "top":
        first = area.y0 + ascent
    elif down == "bottom" and box.rule.fit == "fill" and len(fitted.lines) == 1:
        # However long a figure is, its baseline is that of the largest.
        first = area.y1 - frame.descent * area.height / (frame.ascent + frame.descent)
    elif down == "bottom":
        first = area.y1 - block + ascent
    else:
        # The optical centre is halfway between the top of the capitals and the last baseline.
        top = frame.ascent if box.rule.fit == "fill" else paragraph.setting.plain[0].cap_height
        first = area.center.y + (top * scales[0] * size - step * down_by[-1]) / 2
        # What reaches below the baseline, such as the comma of a figure, stays in the box all the same.
        first = max(area.y0 + ascent, min(first, area.y1 - block + ascent))
    for index, line in enumerate(shown):
        runs = paragraph.runs(line.start, line.end)
        start = _start(runs, fitted, box, 0.0 if index == 0 else frame.hang * size)
        yield _kept_in(start, runs, size, area), first + down_by[index] * step, runs


def _start(runs: tuple[Run, ...], fitted: Fitted, box: WordBox, indent: float) -> float:
    """Return where a line begins, in px, as it is aligned: by its ink where letters are large, or optical."""
    across, area, size = box.rule.align.split()[0], box.slot.box, fitted.size
    starts = "right" if box.slot.mirrored else "left"
    by_ink = box.rule.optical or (across == starts and size >= OPTICAL_FROM)
    inks = inks_of(runs, 0.0, 0.0, size) if by_ink else []
    if across == "left":
        return area.x0 + indent - (inks[0].x0 if inks else 0.0)
    if across == "right" and inks:
        return area.x1 - inks[-1].x1
    trail = fitted.paragraph.setting.tracking * (runs[-1].scale if runs else 1.0)
    width = (sum(run.width for run in runs) - trail) * size
    return area.center.x - width / 2 if across == "center" else area.x1 - width


def _kept_in(x: float, runs: tuple[Run, ...], size: float, area: Box) -> float:
    """Return where a line begins, in px: at `x`, unless the ink of a first or last letter would then leave the box."""
    reach = reach_of(runs, x, size)
    if reach is None:
        return x
    left, right = reach
    if left < area.x0 - INK_SLACK:
        return x + area.x0 - left
    if right > area.x1 + INK_SLACK:
        return x + max(area.x1 - right, area.x0 - left)
    return x
