"""The functions that `docs/figures.md` names are called in its order, and what it says of the values holds."""

from __future__ import annotations

import pytest
from support.traced_calls import ROOT, listed_in, traced

from kit.compose import Composer
from kit.judge.picture_rules import WORD_RULES, judge
from kit.model.picture import Words
from kit.project import load_project
from kit.project.plan import plan

PAGE = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")


@pytest.mark.ci
def test_a_figure_goes_the_route_of_the_page() -> None:
    order = listed_in(PAGE)
    assert len(order) == PAGE.count("\n| ") - 1, "every step names a function"
    with traced(order) as calls:
        project = load_project(ROOT / "kit.yaml")
        artboard = next(one for one in plan(project) if one.message.id == "reports")
        artwork = Composer(project).compose(artboard)
        assert list(judge(artwork, (), {"source": WORD_RULES["source"]})) == []
    first = [calls.index(step) for step in order]
    assert first == sorted(first), [step for _, step in sorted(zip(first, order, strict=True))]
    assert [figure.words for figure in artwork.picture.figures] == [project.campaign.statistics["reports"].words]
    source = artwork.picture.slots["source"]
    assert isinstance(source, Words)
    assert artwork.words["source"].text.startswith(source.text[:9])
