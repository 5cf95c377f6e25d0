"""Rules: take a campaign, its pictures or its files, give findings; none raises, and none changes anything."""

from typing import TYPE_CHECKING

from kit.base.lazy_imports import names_on_demand

if TYPE_CHECKING:
    from kit.judge.contrast_samples import BUILD_PIXEL_RULES, judge_measured, letter_contrasts, measurement_of
    from kit.judge.engine_agreement import painter_stops
    from kit.judge.picture_rules import ARTWORK_RULES, COMPOSED_RULES, WORD_RULES, Rule, judge
    from kit.judge.rules import (
        CAMPAIGN_RULES,
        DRAWING_RULES,
        PIXEL_RULES,
        REFUSING_RULES,
        RULES,
        judge_file,
    )
    from kit.judge.subjects import ADVICE_RULES, Built, Painted, Seen
    from kit.judge.turned_off import rules_off
else:  # type checkers would take any name for one of these
    __getattr__ = names_on_demand(
        "kit.judge",
        {
            "contrast_samples": "BUILD_PIXEL_RULES judge_measured letter_contrasts measurement_of",
            "engine_agreement": "painter_stops",
            "picture_rules": "ARTWORK_RULES COMPOSED_RULES WORD_RULES Rule judge",
            "rules": "CAMPAIGN_RULES DRAWING_RULES PIXEL_RULES REFUSING_RULES RULES judge_file",
            "subjects": "ADVICE_RULES Built Painted Seen",
            "turned_off": "rules_off",
        },
    )

__all__ = [
    "ADVICE_RULES",
    "ARTWORK_RULES",
    "BUILD_PIXEL_RULES",
    "CAMPAIGN_RULES",
    "COMPOSED_RULES",
    "DRAWING_RULES",
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
