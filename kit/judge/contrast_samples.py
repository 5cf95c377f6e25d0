"""Contrast rules of every build, on sampled pixels: workers measure as they paint, the build judges the values.

A letter is sampled in a grid of points, with and without its picture's words. Its ink is the point where it differs
most; its ground is what is behind it there. The worst quarter of the points is ignored, so that a line or a grain
behind a letter is not a fault: the exact rule, on the worst pixel around each letter, is `pixels.contrast`.

Samples are cheap, and lenient where they can't be sure; the exact rules, of `kit check --built`, are `PIXEL_RULES`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypedDict

import numpy as np

from kit.base.cache.kinds import generator, shaped
from kit.base.errors import Fault
from kit.base.geometry import Box
from kit.drawing.images.preparing import embedded
from kit.judge.pixels import SEEN, Bytes, Numbers, contrast_of, least_contrast, luminance, remedy_of, sampled
from kit.judge.subjects import Seen, of_picture
from kit.model.artwork import Artwork, PlacedWords
from kit.model.asset import IndexedPixels, PremultipliedPixels
from kit.model.colour import LEAST_CODE_CONTRAST
from kit.model.finding import Finding
from kit.model.image import ImagePart
from kit.model.tree import Tree

#: Points across and down a letter, and a code; the smallest code has 29 modules a side with its quiet zone.
GRID, CODE_GRID = 12, 64
#: Ink is where a letter differs from its ground by this part of the maximum; this part of it may have less contrast.
INK, WORST = 0.5, 0.25
#: This part of the required contrast is enough here, as samples may miss some.
LENIENT = 0.95
#: The quantiles of a code's luminance that count as its dark and its light modules.
CODE_PARTS = (0.15, 0.85)
#: The characters of a line that a message quotes.
QUOTED = 40


class Contrasts(TypedDict):
    """The contrast of the worst letter of each text with its index, None without ink; and that of the code.

    From 1 to 21, rounded to thousandths.
    """

    words: list[tuple[float, int] | None]
    code: float | None


def measure(seen: Seen) -> Contrasts:
    """Return the contrasts of a picture with its ground."""
    every = [letter for letters in seen.letters for letter in letters]
    found = _letter_ratios(seen, every) if every else np.zeros(0, np.float32)
    ends = np.cumsum([len(letters) for letters in seen.letters])[:-1]
    words = [_worst(ratios) if len(ratios) else None for ratios in np.split(found, ends)] if seen.letters else []
    return {"words": words, "code": _code_ratio(seen, seen.code) if seen.code else None}


def letter_contrasts(seen: Seen) -> list[tuple[Box, float]]:
    """Return each letter of a picture with its contrast, from 1 to 21."""
    every = [letter for letters in seen.letters for letter in letters]
    return list(zip(every, map(float, _letter_ratios(seen, every)), strict=True)) if every else []


def fits(contrasts: Contrasts, measured: Measurement) -> bool:
    """Return whether contrasts can be those of a picture, by its letters and its code."""
    words = contrasts["words"]
    if len(words) != len(measured.letters) or (contrasts["code"] is None) != (measured.code is None):
        return False
    return all(worst is None or worst[1] in range(len(own)) for worst, own in zip(words, measured.letters, strict=True))


def judge(artwork: Artwork, measured: Contrasts) -> Iterator[Finding]:
    """Yield a finding for words, and a code, with too little contrast even by a lenient measure."""
    for placed, worst in zip(artwork.words.values(), measured["words"], strict=True):
        least = least_contrast(placed, artwork.picture.placement)
        if worst and worst[0] < least * LENIENT:
            yield of_picture("contrast", artwork, _faint_words(placed, worst, least, artwork))
    code, ratio = artwork.code, measured["code"]
    if code and ratio is not None and ratio < LEAST_CODE_CONTRAST * LENIENT:
        message = f"the code has a contrast of {ratio:.2f} to 1 as painted; at least {LEAST_CODE_CONTRAST} is needed"
        remedy = "draw nothing over 'slot-qr', and give its group no opacity"
        yield of_picture("contrast", artwork, Fault(message, code.slot.mark, remedy, code="qr-too-faint"))


def _faint_words(placed: PlacedWords, worst: tuple[float, int], least: float, artwork: Artwork) -> Fault:
    """Return the fault of words with a given worst letter: its contrast, and its index."""
    ratio, letter = worst
    line = _line_of(placed, placed.letters[letter])
    quoted = f"{line[:QUOTED]}…" if len(line) > QUOTED else line
    message = f"'{quoted}' in the {placed.slot.name} has a contrast of {ratio:.2f} to 1; at least {least} is needed"
    remedy = remedy_of(placed, artwork)
    return Fault(message, placed.slot.mark, remedy, code="line-too-faint", excess=least / ratio)


def _line_of(placed: PlacedWords, letter: Box) -> str:
    """Return the line that contains a letter; lines divide the height of the ink into equal parts."""
    if placed.ink is None or not placed.lines:
        return placed.text
    row = int((letter.center.y - placed.ink.y0) / placed.ink.height * len(placed.lines))
    return placed.lines[min(row, len(placed.lines) - 1)].strip()


def _worst(ratios: Numbers) -> tuple[float, int]:
    """Return the least contrast of some letters, and the index of its letter."""
    index = int(np.argmin(ratios))
    return round(float(ratios[index]), 3), index


def _letter_ratios(seen: Seen, letters: Sequence[Box]) -> Numbers:
    """Return the contrast of each letter, on the page where it is lowest."""
    pages = [_ratios(whole, ground) for whole, ground in sampled(seen, letters, GRID)]
    return np.asarray(np.min(pages, axis=0))


def _ratios(whole: Bytes, ground: Bytes) -> Numbers:
    """Return the contrast of each letter with its ground, both sampled at the same points."""
    step = np.abs(whole.astype(np.int16) - ground).max(axis=2)
    most = step.max(axis=1, keepdims=True)
    ink = np.take_along_axis(luminance(whole), step.argmax(axis=1, keepdims=True), axis=1)
    ratio = np.where(step >= np.maximum(most * INK, SEEN), contrast_of(ink, luminance(ground)), np.inf)
    ratio.sort(axis=1)
    allowed = (np.isfinite(ratio).sum(axis=1, keepdims=True) * WORST).astype(np.intp)
    found = np.take_along_axis(ratio, allowed, axis=1)
    return np.where(most < SEEN, 1.0, found)[:, 0].astype(np.float32)


def _code_ratio(seen: Seen, code: Box) -> float:
    """Return the contrast of a code's darker points with its lighter ones, on the page where it is lowest."""
    pairs = [np.quantile(luminance(whole), CODE_PARTS) for whole, _ in sampled(seen, [code], CODE_GRID)]
    return round(min(float((light + 0.05) / (dark + 0.05)) for dark, light in pairs), 3)


@dataclass(frozen=True, slots=True)
class BuildRule:
    """A rule on pixels in two steps: `measure` returns data of a `shape`, from which `judge` makes findings.

    Measurements are kept in the cache of builds. A cached one belongs to a picture only if it `fits` its letters and
    its code.
    """

    shape: type[Any]
    measure: Callable[[Seen], Any]
    fits: Callable[[Any, Measurement], bool]
    judge: Callable[[Artwork, Any], Iterable[Finding]]


#: The modules that determine what is measured in pixels.
MEASURED_BY = ("judge/contrast_samples.py", "judge/pixels.py", "judge/subjects.py")
#: By the name that turns each off in `kit.yaml`.
BUILD_PIXEL_RULES = {
    "contrast": BuildRule(Contrasts, measure, fits, judge),
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What some rules measure in the pixels of one picture.

    `ground` is its tree without the contents of its slots, except photos and logos, to whose `parts` it refers.
    """

    rules: tuple[str, ...]
    ground: Tree
    letters: tuple[tuple[Box, ...], ...]
    code: Box | None
    parts: tuple[ImagePart, ...] = ()

    @property
    def key(self) -> str:
        """The key of what is measured and how, as 64 hexadecimal digits."""
        measured = [self.rules, generator(*MEASURED_BY)]
        return sha256(json.dumps([*measured, self.ground.digest, self.letters, self.code]).encode()).hexdigest()

    @property
    def tree(self) -> Tree:
        """The ground with its photos and logos, as it is painted."""
        return embedded(self.ground, self.parts)

    def usable(self, kept: dict[str, Any] | None) -> dict[str, Any] | None:
        """Return a cached measurement; None if it does not fit this picture."""
        if kept is None or kept.keys() != {*self.rules}:
            return None
        found = {name: shaped(kept[name], BUILD_PIXEL_RULES[name].shape) for name in self.rules}
        fits = all(value and BUILD_PIXEL_RULES[name].fits(value, self) for name, value in found.items())
        return found if fits else None

    def __call__(self, whole: PremultipliedPixels | IndexedPixels, ground: PremultipliedPixels) -> dict[str, Any]:
        """Return what each rule measures of the picture and its ground in pixels."""
        seen = Seen(whole, ground, self.letters, self.code)
        return {name: BUILD_PIXEL_RULES[name].measure(seen) for name in self.rules}


def measurement_of(artwork: Artwork, off: Collection[str] = ()) -> Measurement | None:
    """Return what to measure of a picture; None if every rule is turned off."""
    rules = tuple(name for name in BUILD_PIXEL_RULES if name not in off)
    letters = tuple(placed.letters for placed in artwork.words.values())
    code = artwork.code.box if artwork.code else None
    return Measurement(rules, artwork.ground, letters, code, artwork.parts) if rules else None


def judge_measured(artwork: Artwork, measured: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the findings of the rules in the measurement of a picture, or of one with the same pixels."""
    for name, found in measured.items():
        yield from BUILD_PIXEL_RULES[name].judge(artwork, found)
