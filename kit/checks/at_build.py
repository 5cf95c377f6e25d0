"""Rules on pixels that every build applies: measured by the worker that paints a picture, judged by the build.

What is measured is cheap, and lenient where it can't be sure; the exact rules, of `kit check --built`, are
`PIXEL_RULES`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kit.cache.data import shaped, unpacked
from kit.checks import sampled_contrast
from kit.checks.subjects import Seen
from kit.compose import background
from kit.images import embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from kit.geometry import Box
    from kit.model.artwork import Artwork
    from kit.model.asset import PremultipliedPixels
    from kit.model.finding import Finding
    from kit.model.image import ImagePart
    from kit.model.tree import Tree


@dataclass(frozen=True, slots=True)
class BuildRule:
    """A rule on pixels in two steps: `measure` returns data of a `shape`, of which `judge` makes findings.

    What is measured is kept in the cache of builds: `version` rises whenever `measure` changes. What was kept is of a
    picture only if it `fits` its letters and its code.
    """

    version: int
    shape: type[Any]
    measure: Callable[[Seen], Any]
    fits: Callable[[Any, Measurement], bool]
    judge: Callable[[Artwork, Any], Iterable[Finding]]


#: By the name under which `kit.yaml` turns each off.
BUILD_PIXEL_RULES = {
    "contrast": BuildRule(
        3, sampled_contrast.Contrasts, sampled_contrast.measure, sampled_contrast.fits, sampled_contrast.judge
    ),
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """What some rules measure of the pixels of one picture.

    `ground` is its tree without what fills its slots but photos and logos, to whose `parts` it refers.
    """

    rules: tuple[str, ...]
    ground: Tree
    letters: tuple[tuple[Box, ...], ...]
    code: Box | None
    parts: tuple[ImagePart, ...] = ()

    @property
    def key(self) -> str:
        """What is measured and how, as 64 hexadecimal digits."""
        versions = [(name, BUILD_PIXEL_RULES[name].version) for name in self.rules]
        return sha256(json.dumps([versions, self.ground.digest, self.letters, self.code]).encode()).hexdigest()

    @property
    def tree(self) -> Tree:
        """The ground with its photos and logos, as it is painted."""
        return embedded(self.ground, self.parts)

    def known(self, entry: bytes | None) -> dict[str, Any] | None:
        """Return what was measured of such a picture before, by an entry; None where that says something else."""
        kept = unpacked(entry, dict[str, Any])
        if kept is None or kept.keys() != {*self.rules}:
            return None
        found = {name: shaped(kept[name], BUILD_PIXEL_RULES[name].shape) for name in self.rules}
        fits = all(one and BUILD_PIXEL_RULES[name].fits(one, self) for name, one in found.items())
        return found if fits else None

    def __call__(self, whole: PremultipliedPixels, ground: PremultipliedPixels) -> dict[str, Any]:
        """Return what each rule measures of the picture and of its ground in pixels."""
        seen = Seen(whole, ground, self.letters, self.code)
        return {name: BUILD_PIXEL_RULES[name].measure(seen) for name in self.rules}


def measurement_of(artwork: Artwork, off: Collection[str] = ()) -> Measurement | None:
    """Return what is to be measured of a picture, or None when every rule is turned off."""
    rules = tuple(name for name in BUILD_PIXEL_RULES if name not in off)
    letters = tuple(placed.letters for placed in artwork.words.values())
    code = artwork.code.box if artwork.code else None
    return Measurement(rules, background(artwork), letters, code, artwork.parts) if rules else None


def judge_measured(artwork: Artwork, measured: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what the rules find in what was measured of a picture, or of one of the same pixels."""
    for name, found in measured.items():
        yield from BUILD_PIXEL_RULES[name].judge(artwork, found)
