"""The table of rules: a name, what it requires, and the function that judges; each returns findings, none raises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.checks import (
    asks,
    campaign,
    codes,
    crops,
    drawing,
    engine_agreement,
    feed,
    files,
    geometry,
    headline,
    hierarchy,
    images,
    levels,
    line_contents,
    numbers,
    pixels,
    seams,
    translation,
    unfinished,
    words,
    writing,
)
from kit.errors import Fault, SpecError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from kit.checks.subjects import Built
    from kit.model.finding import Finding
    from kit.model.review import TurnedOff


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name; `look` takes what its table is for."""

    name: str
    look: Callable[[Any], Iterable[Finding]]

    @property
    def requires(self) -> str:
        """The first line of the function's docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def _table(*looks: Callable[[Any], Iterable[Finding]]) -> dict[str, Rule]:
    names = [look.__name__.strip("_").replace("_", "-") for look in looks]
    return {name: Rule(name, look) for name, look in zip(names, looks, strict=True)}


#: Judged once, of a `Review`.
CAMPAIGN_RULES = _table(
    campaign.stale, campaign.voice, campaign.palette, campaign.language, campaign.licence, campaign.former_name,
    numbers.typed_number, numbers.as_of,
    unfinished.placeholder, writing.markup, writing.doubled_word, writing.double_space, writing.quotes, writing.shows,
    feed.feed, translation.translation,
)  # fmt: skip
#: Those of them that keep a build from making the pictures of a message: its words are not what anybody should see.
REFUSING_RULES = _table(unfinished.placeholder)
#: Judged once of the file of every drawing that is used, where the second engine is installed.
DRAWING_RULES = _table(engine_agreement.engines_agree)
#: Judged of every artwork.
ARTWORK_RULES = _table(
    geometry.overflow, geometry.tofu, geometry.too_small, geometry.safe_area, geometry.keep_out, geometry.widow,
    geometry.ink, codes.qr_module, codes.qr_inverted, drawing.shape, drawing.canvas, drawing.collision,
    drawing.colour_role, drawing.face, drawing.hidden_slot, drawing.part, crops.crop, hierarchy.hierarchy,
    images.enlarged,
    headline.headline_height, headline.headline_gap, levels.levels, levels.source_smallest, seams.seam,
)  # fmt: skip
#: Judged of every artwork too: its words, and those beside it.
WORD_RULES = _table(
    words.caption, words.alt_text, words.link, words.source, images.photo_alt, line_contents.never_in_a_line,
    asks.ask, asks.fold, asks.scan,
)  # fmt: skip
#: What a build and a check judge of every artwork.
COMPOSED_RULES = {**ARTWORK_RULES, **WORD_RULES}
#: Judged of every `Painted` picture of a kit that was built.
PIXEL_RULES = _table(pixels.contrast, pixels.qr_quiet_zone)
#: Judged of every file that was `Built`.
FILE_RULES = _table(files.bytes_, files.size, files.format_, files.metadata, files.manifest, files.qr_scan)
RULES = {**CAMPAIGN_RULES, **DRAWING_RULES, **ARTWORK_RULES, **WORD_RULES, **PIXEL_RULES, **FILE_RULES}


def rules_off(choices: Iterable[TurnedOff]) -> frozenset[str]:
    """Return the names of the rules that a campaign turns off. Raises SpecError for one that does not exist."""
    names = {choice: campaign.FORMER_NAMES.get(choice.rule, choice.rule) for choice in choices}
    see = "`kit check --list`"
    faults = [
        Fault(f"unknown rule '{name}'", choice.mark, did_you_mean(name, RULES, see), code="unknown-rule")
        for choice, name in names.items()
        if name not in RULES
    ]
    if faults:
        raise SpecError(*faults)
    return frozenset(names.values())


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


def judge_file(built: Built, off: Collection[str] = ()) -> list[Finding]:
    """Return what the rules find in a file of a kit; of one that can't be read, that alone."""
    try:
        return list(judge(built, off, FILE_RULES))
    except (OSError, SyntaxError, ValueError) as error:  # what Pillow raises for a file that is missing or damaged
        return [files.unreadable(built, error)]
