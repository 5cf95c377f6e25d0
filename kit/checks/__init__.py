"""Rules that judge a campaign, its pictures and its files; each returns findings, none raises."""

from kit.checks.at_build import BUILD_PIXEL_RULES, judge_measured, measurement_of
from kit.checks.engine_agreement import painter_stops
from kit.checks.rules import (
    ARTWORK_RULES,
    CAMPAIGN_RULES,
    COMPOSED_RULES,
    DRAWING_RULES,
    FILE_RULES,
    PIXEL_RULES,
    REFUSING_RULES,
    RULES,
    WORD_RULES,
    Rule,
    judge,
    judge_file,
    rules_off,
)
from kit.checks.sampled_contrast import letter_contrasts
from kit.checks.subjects import Built, Painted, Seen

__all__ = [
    "ARTWORK_RULES",
    "BUILD_PIXEL_RULES",
    "CAMPAIGN_RULES",
    "COMPOSED_RULES",
    "DRAWING_RULES",
    "FILE_RULES",
    "PIXEL_RULES",
    "REFUSING_RULES",
    "RULES",
    "WORD_RULES",
    "Built",
    "Painted",
    "Rule",
    "Seen",
    "judge",
    "judge_file",
    "judge_measured",
    "letter_contrasts",
    "measurement_of",
    "painter_stops",
    "rules_off",
]
