"""The rules that judge every picture as it is composed: a name, what it requires, and the function that judges.

They are a module of their own, since one picture is judged by no others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.checks import (
    asks,
    codes,
    crops,
    drawing,
    geometry,
    headline,
    hierarchy,
    images,
    levels,
    line_contents,
    ruled_out_words,
    seams,
    words,
    words_apart,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from kit.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name; `look` takes what its table is for."""

    name: str
    look: Callable[[Any], Iterable[Finding]]

    @property
    def requires(self) -> str:
        """The first line of the function's docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def table_of(*looks: Callable[[Any], Iterable[Finding]]) -> dict[str, Rule]:
    """Return some rules by the names of their functions, in which hyphens stand for underscores."""
    names = [look.__name__.strip("_").replace("_", "-") for look in looks]
    return {name: Rule(name, look) for name, look in zip(names, looks, strict=True)}


#: Judged of every artwork.
ARTWORK_RULES = table_of(
    geometry.overflow, geometry.tofu, geometry.too_small, geometry.safe_area, geometry.keep_out, geometry.widow,
    geometry.ink, codes.qr_module, codes.qr_inverted, drawing.shape, drawing.canvas, drawing.collision,
    drawing.colour_role, drawing.face, drawing.hidden_slot, drawing.part, crops.crop, hierarchy.hierarchy,
    images.enlarged,
    headline.headline_height, headline.headline_gap, levels.levels, levels.source_smallest, seams.seam,
)  # fmt: skip
#: Judged of every artwork too: its words, and those beside it.
WORD_RULES = table_of(
    words.caption, words.alt_text, words.link, words.source, images.photo_alt, ruled_out_words.voice,
    ruled_out_words.never_on_pictures, line_contents.never_in_a_line, words_apart.apart,
    ruled_out_words.never_emphasised, asks.ask, asks.fold, asks.scan,
)  # fmt: skip
#: What a build and a check judge of every artwork.
COMPOSED_RULES = {**ARTWORK_RULES, **WORD_RULES}


def judge(subject: object, off: Collection[str] = (), table: Mapping[str, Rule] = ARTWORK_RULES) -> Iterator[Finding]:
    """Yield what the rules of a table find in its kind of subject; `off` names rules that are turned off.

    Where no drawing suits an artwork that is the one fault: what else is wrong with how it was laid out follows.
    """
    misfit: list[Finding] = []
    if "shape" in table and "shape" not in off:
        misfit = [finding for finding in table["shape"].look(subject) if finding.severity == "error"]
    yield from misfit
    for rule in table.values():
        if rule.name not in off and not (misfit and rule.name in ARTWORK_RULES):
            yield from rule.look(subject)
