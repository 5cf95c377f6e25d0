"""Rules that judge a campaign, its pictures and its files; each returns findings, none raises."""

from kit.checks.rules import (
    ARTWORK_RULES,
    CAMPAIGN_RULES,
    COMPOSED_RULES,
    FILE_RULES,
    PIXEL_RULES,
    RULES,
    WORD_RULES,
    Rule,
    judge,
    judge_file,
    rules_off,
)
from kit.checks.subjects import Built, Painted

__all__ = [
    "ARTWORK_RULES",
    "CAMPAIGN_RULES",
    "COMPOSED_RULES",
    "FILE_RULES",
    "PIXEL_RULES",
    "RULES",
    "WORD_RULES",
    "Built",
    "Painted",
    "Rule",
    "judge",
    "judge_file",
    "rules_off",
]
