"""Addresses in words that lead elsewhere than the campaign does: errors where they are certain, else warnings."""

from __future__ import annotations

import datetime as dt

import pytest

from kit.base.document import parse_yaml
from kit.judge import CAMPAIGN_RULES, judge
from kit.model.campaign import NO_VOICE
from kit.model.review import Review, prose_of
from kit.text.characters import disallowed_characters


@pytest.mark.parametrize(
    ("words", "severity", "remedy"),
    [
        ("See https://rivers.example/x", "error", "write the address of one of 'links'"),
        ("See www.rivers.example", "error", "write the address of one of 'links'"),
        ("See libary.example", "error", "did you mean 'library.example'?"),
        ("See 1ibrary.example/saturdays", "error", "did you mean 'library.example'?"),
        ("See rivers.example", "warning", "write the address of one of 'links'"),
        ("See library.org", "warning", "did you mean 'library.example'?"),
    ],
)
def test_an_address_with_a_scheme_or_like_that_of_the_campaign_is_an_error_and_any_other_a_warning(
    words: str, severity: str, remedy: str
) -> None:
    document = parse_yaml(f"messages: {{open: {{caption: {{short: '{words}'}}}}}}", "kit.yaml", disallowed_characters)
    hosts, prose = ("library.example",), tuple(prose_of(document))
    review = Review(dt.date(2026, 2, 1), "en", NO_VOICE, (), prose, (), (), (), (), hosts=hosts)
    [finding] = judge(review, (), {"address": CAMPAIGN_RULES["address"]})
    assert (finding.severity, finding.fault.code) == (severity, "address-elsewhere")
    assert finding.fault.remedy.startswith(remedy)
