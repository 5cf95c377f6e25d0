"""The rules that check every picture as it is composed: a name, what it requires, and its function.

They have a module of their own because a single picture is checked by these alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from kit.base.errors import Fault
from kit.judge import laid_out, picture_texts, placed_words, type_sizes, voice_rules
from kit.judge.subjects import ADVICE_RULES, WARNING_RULES, Painted, of_picture
from kit.model.artwork import Artwork
from kit.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name; `check` takes the subject of its table."""

    name: str
    check: Callable[[Any], Iterable[Finding]]

    @property
    def is_advice(self) -> bool:
        """Whether its findings are advice, about taste."""
        return self.name in ADVICE_RULES

    @property
    def requires(self) -> str:
        """The first line of the function's docstring."""
        return (self.check.__doc__ or "").strip().splitlines()[0]


def rules_by_name(*functions: Callable[[Any], Iterable[Finding]]) -> dict[str, Rule]:
    """Return some rules by the names of their functions, with hyphens for underscores."""
    return {(name := _name_of(function)): Rule(name, function) for function in functions}


def _name_of(function: Callable[..., object]) -> str:
    return function.__name__.strip("_").replace("_", "-")


def rules_on_pictures(*functions: Callable[[Any], Iterable[Fault | Finding]]) -> dict[str, Rule]:
    """Return some rules on artworks, or on painted pictures, by name: their functions yield what is wrong with one.

    A function whose severity depends on the picture yields findings.
    """
    return rules_by_name(*map(_as_findings, functions))


def _as_findings(function: Callable[[Any], Iterable[Fault | Finding]]) -> Callable[[Any], Iterator[Finding]]:
    """Return a function that gives the faults of another as findings of its rule."""
    name = _name_of(function)
    severity: Severity = "advice" if name in ADVICE_RULES else "warning" if name in WARNING_RULES else "error"

    @wraps(function)
    def findings(subject: Artwork | Painted) -> Iterator[Finding]:
        artwork = subject.artwork if isinstance(subject, Painted) else subject
        for found in function(subject):
            yield found if isinstance(found, Finding) else of_picture(name, artwork, found, severity)

    return findings


#: Applied to every artwork.
ARTWORK_RULES = rules_on_pictures(
    placed_words.overflow, placed_words.tofu, placed_words.too_small, placed_words.safe_area, placed_words.keep_out,
    placed_words.widow, placed_words.ink, picture_texts.qr_module, picture_texts.qr_inverted, laid_out.shape,
    laid_out.canvas, laid_out.collision, laid_out.word_gap, laid_out.colour_role, laid_out.face, laid_out.hidden_slot,
    laid_out.part, placed_words.crop, type_sizes.hierarchy, laid_out.enlarged, type_sizes.headline_height,
    type_sizes.headline_gap, type_sizes.levels, type_sizes.source_smallest, laid_out.seam, laid_out.focus,
    laid_out.logo_cut, placed_words.line_gap, placed_words.partner_name,
)  # fmt: skip
#: Also applied to every artwork: its words, and the texts beside it.
WORD_RULES = rules_on_pictures(
    picture_texts.caption, picture_texts.alt_text, picture_texts.link, picture_texts.source, laid_out.photo_alt,
    voice_rules.voice, voice_rules.never_on_pictures, voice_rules.never_in_a_line, voice_rules.apart,
    voice_rules.never_emphasised, picture_texts.ask, picture_texts.fold, picture_texts.scan,
)  # fmt: skip
#: What a build and a check apply to every artwork.
COMPOSED_RULES = {**ARTWORK_RULES, **WORD_RULES}


def judge(subject: object, off: Collection[str] = (), table: Mapping[str, Rule] = ARTWORK_RULES) -> Iterator[Finding]:
    """Yield the findings of a table's rules in their kind of subject; `off` names rules that are turned off.

    If no drawing fits an artwork, that is the only layout fault: all others follow from it.
    """
    misfit: list[Finding] = []
    if "shape" in table and "shape" not in off:
        misfit = [finding for finding in table["shape"].check(subject) if finding.severity == "error"]
    yield from misfit
    for rule in table.values():
        if rule.name not in off and not (misfit and rule.name in ARTWORK_RULES):
            yield from rule.check(subject)
