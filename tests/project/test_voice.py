"""The section `voice` of `kit.yaml`: a list, or two lists by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_project import located, write_project

from kit.model.voice import Voice
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "voice"),
    [
        ("voice: [victim]", Voice(never=("victim",))),
        ("voice: {never: [victim]}", Voice(never=("victim",))),
        ("voice: {never_in_a_line: [find it lawful, No]}", Voice(never_in_a_line=("find it lawful", "No"))),
        ("voice: {}", Voice()),
        ("voice: []", Voice()),
    ],
)
def test_a_list_is_read_as_the_words_that_are_never_used(tmp_path: Path, written: str, voice: Voice) -> None:
    path = write_project(tmp_path, ("voice: [victim]", written))
    assert load_project(path).campaign.voice == voice


@pytest.mark.parametrize(
    ("written", "code", "at"),
    [
        ("voice: {nevr: [victim]}", "unknown-key", "nevr"),
        ("voice: {never: victim}", "wrong-type", "victim"),
        ("voice: {never_in_a_line: [{a: b}]}", "wrong-type", "{a: b}"),
        ('voice: ["victim", " "]', "empty-text", '" "'),
        ('voice: {never_in_a_line: ["\u00ad"]}', "empty-text", '"\u00ad"'),
        ("voice:", "empty-value", "voice"),
    ],
)
def test_what_is_no_list_of_words_is_refused_at_its_place(tmp_path: Path, written: str, code: str, at: str) -> None:
    [(found, place)] = located(write_project(tmp_path, ("voice: [victim]", written)))
    assert (found, place.startswith(at)) == (code, True)
