"""Rules that judge a campaign, its pictures and its files; each returns findings, none raises."""

from kit.checks.rules import (
    ARTWORK_RULES,
    CAMPAIGN_RULES,
    FILE_RULES,
    PIXEL_RULES,
    RULES,
    WORD_RULES,
    Rule,
    judge,
    rules_off,
)
from kit.checks.subjects import Built, CaptionedPicture, Painted, Review

__all__ = [
    "ARTWORK_RULES",
    "CAMPAIGN_RULES",
    "FILE_RULES",
    "PIXEL_RULES",
    "RULES",
    "WORD_RULES",
    "Built",
    "CaptionedPicture",
    "Painted",
    "Review",
    "Rule",
    "judge",
    "rules_off",
]
