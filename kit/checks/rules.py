"""The table of rules: name, what it asks, and the function that looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.checks import geometry
from kit.errors import Fault, SpecError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kit.model.artwork import Artwork
    from kit.model.campaign import Campaign
    from kit.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by name; `asks` is what it asks of a picture, one sentence."""

    name: str
    look: Callable[[Artwork], Iterable[Finding]]

    @property
    def asks(self) -> str:
        """The first line of the function's docstring."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


_LOOKS = (
    geometry.overflow, geometry.tofu, geometry.too_small, geometry.safe_area, geometry.keep_out, geometry.lonely_word,
    geometry.qr_module, geometry.qr_inverted, geometry.shape, geometry.collision, geometry.colour_role,
)  # fmt: skip
RULES = {name: Rule(name, look) for look in _LOOKS for name in [look.__name__.replace("_", "-")]}


def rules_off(campaign: Campaign) -> frozenset[str]:
    """Return the rules that a campaign turns off. Raises SpecError for one that does not exist."""
    faults = []
    for index, choice in enumerate(campaign.checks):
        if choice.off not in RULES:
            mark = campaign.document.mark("checks", index, "off")
            faults.append(Fault(f"unknown rule '{choice.off}'", mark, did_you_mean(choice.off, RULES)))
    if faults:
        raise SpecError(*faults)
    return frozenset(choice.off for choice in campaign.checks)


def judge(artwork: Artwork, off: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what the rules on geometry find in an artwork; `off` names rules that are turned off."""
    for rule in RULES.values():
        if rule.name not in off:
            yield from rule.look(artwork)
