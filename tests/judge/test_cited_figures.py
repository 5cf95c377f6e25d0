"""Figures on pictures and the sources that they are cited with, however the words write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_rules import HEADLINE, SUPPORT, project_of

from kit.compose import Composer
from kit.judge import WORD_RULES, judge
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.artwork import Artwork

STATISTICS = "statistics:\n"
ELEVEN = '  boys: {text: "11 boys", counts: were found, source: letter, as_of: "2020"}\n'
SOURCES = 'sources:\n  letter: {title: A letter, publisher: NCMEC, as_of: "2020"}\n'


def picture(folder: Path, *changes: tuple[str, str]) -> Artwork:
    figures = ("kit.yaml", STATISTICS, STATISTICS + ELEVEN)
    project = project_of(folder, figures, *(("kit.yaml", *change) for change in changes))
    return Composer(project).compose(plan(project)[0])


def codes(artwork: Artwork) -> list[str]:
    return [one.fault.code for one in judge(artwork, (), WORD_RULES) if one.rule == "source"]


def test_a_figure_in_words_of_its_own_is_cited_and_judged(tmp_path: Path) -> None:
    artwork = picture(tmp_path, (SUPPORT, 'support: "{boys|Eleven boys} are safe"'))
    assert [figure.words for figure in artwork.picture.figures] == ["11 boys"]
    assert artwork.words["source"].text == "Source: NCMEC, “A letter”, 2020"
    assert codes(artwork) == []


@pytest.mark.parametrize("shown", ["A letter, 2020", "NCMEC", "NCMECs letter, 2020", "NCMEC, 20201"])
def test_a_short_form_of_a_source_names_its_publisher_and_its_year(tmp_path: Path, shown: str) -> None:
    short = SOURCES.replace("as_of", f"shown: '{shown}', as_of")
    artwork = picture(tmp_path, (SUPPORT, 'support: "{boys|Eleven boys} are safe"'), (SOURCES, short))
    found = [one.fault for one in judge(artwork, (), WORD_RULES) if one.rule == "source"]
    assert [one.code for one in found] == ["source-shown-incomplete"]
    assert found[0].mark
    assert found[0].mark.snippet[found[0].mark.column - 1 :].startswith(f"'{shown}'")


def test_a_source_does_not_name_the_publisher_of_another(tmp_path: Path) -> None:
    """The second source is cited without its own year, which the first has as well."""
    both = f'{SOURCES}  count: {{title: A count, publisher: Thorn, as_of: "2020", shown: Thorn}}\n'
    other = f'{ELEVEN}  girls: {{text: "5 girls", counts: were found, source: count, as_of: "2020"}}\n'
    words = 'support: "{boys|Eleven boys} and {girls|five girls}"'
    artwork = picture(tmp_path, (SUPPORT, words), (SOURCES, both), (ELEVEN, other))
    found = [one for one in judge(artwork, (), WORD_RULES) if one.rule == "source"]
    assert [one.fault.message for one in found] == ["the source line says 'Thorn', without 2020"]


def test_digits_of_a_year_are_not_those_of_a_figure(tmp_path: Path) -> None:
    artwork = picture(tmp_path, (HEADLINE, "headline: Keep the law of 2011,"), (SUPPORT, "support: Keep it on"))
    assert artwork.picture.figures == ()
