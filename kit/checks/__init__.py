"""Rules that judge pictures; each returns findings, none raises."""

from kit.checks.rules import RULES, Rule, judge, rules_off

__all__ = ["RULES", "Rule", "judge", "rules_off"]
