"""Place the lines of fitted words in their box, and draw them as outlines with the box of each letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kit.base.geometry import Box
from kit.base.path_steps import PathSteps, glyph_run, glyph_steps
from kit.model.artwork import LineInk
from kit.model.layout import Element, SlotRule
from kit.model.slot import Slot, TextStyle
from kit.text import Font, Glyph, Run
from kit.text.fit import Fitted, TextFrame, steps

#: The x at which a line begins and its baseline, in px, and its runs in visual order.
PlacedRuns = tuple[float, float, tuple[Run, ...]]


#: From this size in px on, a left edge is aligned by ink: side bearings of large letters would be visible.
OPTICAL_FROM = 56.0
#: How far ink may leave its box, in px: the effect of rounding outlines.
INK_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class WordBox:
    """Everything that determines how words are set in a slot; `drawn` is the style before scaling."""

    slot: Slot
    rule: SlotRule
    drawn: TextStyle
    language: str
    floor: float


def place_lines(fitted: Fitted, box: WordBox, frame: TextFrame) -> Iterator[tuple[float, float, tuple[Run, ...]]]:
    """Yield (x, baseline, runs) of every line, in px, as the rule aligns them in the box."""
    down = box.rule.align.split()[1]
    paragraph, size, area = fitted.paragraph, fitted.size, box.slot.box
    # Of overflowing words, at most twice the lines that fit are drawn: enough to see what sticks out.
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
        # What reaches below the baseline, such as the comma of a figure, still stays in the box.
        first = max(area.y0 + ascent, min(first, area.y1 - block + ascent))
    for index, line in enumerate(shown):
        runs = paragraph.runs(line.start, line.end)
        start = _start(runs, fitted, box, 0.0 if index == 0 else frame.hang * size)
        yield _kept_in(start, runs, size, area), first + down_by[index] * step, runs


def _start(runs: tuple[Run, ...], fitted: Fitted, box: WordBox, indent: float) -> float:
    """Return where a line begins, in px, by its alignment: by its ink if letters are large, or optical."""
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


def outline_lines(
    lines: list[tuple[float, float, tuple[Run, ...]]], size: float, box: WordBox
) -> tuple[Element, tuple[Box, ...]]:
    """Draw lines as one path of plain and one of emphasised words; return them and the box of each glyph, in px."""
    glyphs: dict[bool, list[tuple[PathSteps, tuple[float, float, float]]]] = {False: [], True: []}
    letters: list[Box] = []
    for x, baseline, runs in lines:
        letters += inks_of(runs, x, baseline, size)
        for run, glyph, pen in pens(runs, x, size):
            place = pen + glyph.dx * size, baseline + glyph.dy * size, size * run.scale / run.font.upem
            glyphs[run.emphasis].append((_outline(run.font, glyph.gid), place))
    emphasis = box.rule.emphasis.colour
    fills = {False: box.drawn.fill, True: f"@{emphasis}" if emphasis else box.drawn.fill}
    runs_of = {key: glyph_run(placed) for key, placed in glyphs.items()}
    children = [Element("path", {"fill": fills[key]}, steps=run) for key, run in runs_of.items() if run.letters]
    return Element("g", {}, tuple(children)), tuple(letters)


@lru_cache(maxsize=4096)
def _outline(font: Font, gid: int) -> PathSteps:
    """Return the outline of a glyph in font units, y downwards."""
    return glyph_steps(font.outline(gid))


def inks_of(runs: tuple[Run, ...], x: float, baseline: float, size: float) -> list[Box]:
    """Return the box of each glyph of a line, in px."""
    return [ink.placed(size, pen, baseline) for _, glyph, pen in pens(runs, x, size) if (ink := glyph.ink)]


def reach_of(runs: tuple[Run, ...], x: float, size: float) -> tuple[float, float] | None:
    """Return the left and right end of the ink of a line, in px; None for one without ink."""
    inks = [(ink, pen) for _, glyph, pen in pens(runs, x, size) if (ink := glyph.ink)]
    if not inks:
        return None
    return min(ink.x0 * size + pen for ink, pen in inks), max(ink.x1 * size + pen for ink, pen in inks)


def pens(runs: tuple[Run, ...], x: float, size: float) -> Iterator[tuple[Run, Glyph, float]]:
    """Yield each glyph of a line that begins at `x` with its run and the pen position before it, in px."""
    pen = x
    for run in runs:
        pen += run.before * size
        for glyph in run.glyphs:
            yield run, glyph, pen
            pen += glyph.advance * size


def set_lines(lines: Iterable[PlacedRuns], size: float) -> tuple[LineInk, ...]:
    """Return the lines that have ink, set at a size in px."""
    return tuple(line for placed in lines if (line := _set_line(placed, size)))


def _set_line(placed: PlacedRuns, size: float) -> LineInk | None:
    """Return a line as it is set; None for one without ink."""
    x, baseline, runs = placed
    every, emphasised = list[Box](), list[Box]()
    for strong, stretch in groupby(pens(runs, x, size), key=lambda found: found[0].emphasis):
        inks = (ink.placed(size, pen, baseline) for _, glyph, pen in stretch if (ink := glyph.ink))
        whole = Box.union(inks)
        every += [whole] if whole else []
        emphasised += [whole] if whole and strong else []
    ink = Box.union(every)
    return LineInk(baseline, ink, tuple(emphasised)) if ink else None
