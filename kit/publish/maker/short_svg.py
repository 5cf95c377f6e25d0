"""Write the tree of a picture as SVG in few bytes: relative path data, numbers to a tenth of a px, long texts once.

The page of a maker has dozens of drawings, which share most of their shapes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from kit.model.layout import Element
from kit.model.tree import Tree, svg_root, written_attributes

#: What is between the number of a text that several drawings have and the rest of one.
MARK = "\x01"
#: How many characters a text has at least that is kept apart.
_LONG = 40
_NUMBER = re.compile(r"-?\d*\.?\d+(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([MmLlHhVvQqCcSsTtAaZz])([^A-Za-z]*)")
_ESCAPED = re.compile(r"[&<>\"\n\r\t]")
#: How many numbers each step takes.
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "S": 4, "T": 2, "A": 7, "Z": 0}
#: Numbers in attributes that may be rounded: lengths in px.
_LENGTHS = frozenset(("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2"))
#: Tenths of a px, in which path data is written.
_IN_PX = 10


class ShortTexts:
    """The texts that drawings share, each with a number."""

    def __init__(self) -> None:
        """Begin without any."""
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        """Return what stands for a text in a drawing: its number between marks if it is long."""
        if len(text) < _LONG:
            return text
        return f"{MARK}{self.numbers.setdefault(text, len(self.numbers))}{MARK}"


def short_svg(tree: Tree, texts: ShortTexts) -> str:
    """Return a picture as SVG text, whose long values are numbers of `texts`."""
    root = svg_root(tree.size)
    attributes = " ".join(f'{key}="{value}"' for key, value in root.attrib.items())
    return f"<svg {attributes}>{''.join(_written(child, texts, 1.0) for child in tree.children)}</svg>"


def _written(element: Element, texts: ShortTexts, scale: float) -> str:
    """Return an element whose shapes are shown `scale` times as large as they are written."""
    own = written_attributes(element)
    scale *= _enlarged(own.get("transform", ""))
    inner = "".join(_written(child, texts, scale) for child in element.children)
    if element.tag == "g" and not own:
        return inner
    words = (f" {key}={_quoted(texts(_short(key, value, scale)))}" for key, value in own.items())
    opened = f"<{element.tag}{''.join(words)}"
    return f"{opened}>{inner}</{element.tag}>" if inner else f"{opened}/>"


def _quoted(value: str) -> str:
    """Return the value of an attribute in quotation marks; most have nothing that must be escaped."""
    return quoteattr(value) if _ESCAPED.search(value) else f'"{value}"'


def _enlarged(transform: str) -> float:
    """Return by what a transform enlarges at most."""
    numbers = [float(number) for number in _NUMBER.findall(transform)]
    if transform.startswith("matrix(") and len(numbers) == 6:  # noqa: PLR2004  (a matrix)
        return max(1e-3, abs(numbers[0]) + abs(numbers[2]), abs(numbers[1]) + abs(numbers[3]))
    return max(1.0, *map(abs, numbers)) if "scale" in transform else 1.0


def _short(key: str, value: str, scale: float) -> str:
    if key == "d":
        return short_path(value, 10 if scale <= 2 else 100)  # noqa: PLR2004  (parts that are drawn small)
    if key in _LENGTHS and _NUMBER.fullmatch(value):
        return f"{round(float(value), 3):g}"
    return value


@lru_cache(maxsize=4096)
def short_path(data: str, parts: int = _IN_PX) -> str:
    """Return path data whose steps are relative, each number a whole number of `parts` of a px.

    What is rounded off a point is made up for by the next one.
    """
    steps: list[str] = []
    at, first, before = (0, 0), (0, 0), ""
    for letter, written in _STEP.findall(data):
        kind, relative = letter.upper(), letter.islower()
        numbers = [float(number) for number in _NUMBER.findall(written)]
        takes = _TAKES[kind]
        if kind == "A":
            return data
        for start in range(0, max(1, len(numbers)), takes or 1):
            some = numbers[start : start + takes]
            points, at, first = _moved(kind, some, (at, first), (parts, relative))
            step = ("L" if kind == "M" and start else kind).lower()
            steps.append(_joined(step, before, points, parts))
            before = step
            if kind == "Z":
                at = first
    return "".join(steps)


def _moved(
    kind: str, numbers: list[float], where: tuple[tuple[int, int], tuple[int, int]], how: tuple[int, bool]
) -> tuple[list[int], tuple[int, int], tuple[int, int]]:
    """Return the numbers of a step relative to where it begins, in parts of a px; where it ends, and its first."""
    (at, first), (parts, relative) = where, how
    if kind in "HV":
        axis = 0 if kind == "H" else 1
        target = round(numbers[0] * parts) + (at[axis] if relative else 0)
        end = (target, at[1]) if kind == "H" else (at[0], target)
        return [target - at[axis]], end, first
    whole = [round(number * parts) + (at[index % 2] if relative else 0) for index, number in enumerate(numbers)]
    moved = [number - at[index % 2] for index, number in enumerate(whole)]
    end = (whole[-2], whole[-1]) if whole else at
    return moved, end, end if kind == "M" else first


def _joined(step: str, before: str, numbers: list[int], parts: int) -> str:
    """Return a step as text, without its letter where that of the step before it stands for it."""
    repeats = step == before and step not in "mz"
    written = "".join([_after_another(number, parts) for number in numbers])
    return written if repeats else f"{step}{written.removeprefix(' ')}"


@lru_cache(maxsize=1 << 16)
def _after_another(number: int, parts: int) -> str:
    """Return a number of parts as it is written after another one: with a space before it, unless it is negative."""
    written = f"{number / parts:g}".replace("0.", ".", 1) if abs(number) < parts else f"{number / parts:g}"
    return written if number < 0 else f" {written}"
