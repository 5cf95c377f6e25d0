"""The rules that are not applied, by name; a module of its own, so that most commands don't import the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kit.base.errors import Fault, SpecError, did_you_mean
from kit.base.lazy_imports import on_demand
from kit.judge.subjects import ADVICE_RULES
from kit.model.review import TurnedOff

if TYPE_CHECKING:
    from kit.judge import campaign_rules, rules
else:
    campaign_rules, rules = on_demand("kit.judge.campaign_rules"), on_demand("kit.judge.rules")


def rules_off(choices: Iterable[TurnedOff], *, advice: bool) -> frozenset[str]:
    """Return the names of the rules that are not applied: those that are turned off, and without `advice` its rules.

    Raises SpecError for a rule that does not exist.
    """
    names = {choice: campaign_rules.FORMER_NAMES.get(choice.rule, choice.rule) for choice in choices}
    see = "`kit check --list`"
    faults = [
        Fault(f"unknown rule '{name}'", choice.mark, did_you_mean(name, rules.RULES, see), code="unknown-rule")
        for choice, name in names.items()
        if name not in rules.RULES
    ]
    if faults:
        raise SpecError(*faults)
    return frozenset(names.values()) | (frozenset() if advice else ADVICE_RULES)
