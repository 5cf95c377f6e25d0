"""The section `voice` of `kit.yaml`: a list, or lists of several kinds by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.faults import faults_of, located, write_breakable

from kit.model.campaign import Apart, Voice
from kit.project import load_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "voice"),
    [
        ("voice: [victim]", Voice(never=("victim",))),
        ("voice: {never: [victim]}", Voice(never=("victim",))),
        ("voice: {never_in_a_line: [find it lawful, No]}", Voice(never_in_a_line=("find it lawful", "No"))),
        (
            "voice: {never_on_pictures: [~legal], never_emphasised: [abuse]}",
            Voice(never_on_pictures=("~legal",), never_emphasised=("abuse",)),
        ),
        (
            "voice: {apart: [{words: [law], from: [abuse, send them], by: 50}, {words: [a], from: [b]}]}",
            Voice(
                apart=(
                    Apart(words=("law",), from_=("abuse", "send them"), by=50),
                    Apart(words=("a",), from_=("b",), by=6),
                )
            ),
        ),
        ("voice: {}", Voice()),
        ("voice: []", Voice()),
    ],
)
def test_a_list_is_read_as_the_words_that_are_never_used(tmp_path: Path, written: str, voice: Voice) -> None:
    path = write_breakable(tmp_path, ("voice: [victim]", written))
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
        ("voice: [~]", "words-without-letters", "~]"),
        ("voice: {never_on_pictures: [—]}", "words-without-letters", "—"),
        ("voice: {never_in_a_line: [—]}", "words-without-letters", "—"),
        ("voice: {never_emphasised: ['']}", "empty-text", "''"),
        ('voice: ["*porno"]', "stem-with-star", '"*porno"'),
        ("voice: {apart: [{words: [a], from: [porno*]}]}", "stem-with-star", "porno*"),
        ("voice: {apart: [{words: [~~a], from: [b]}]}", "tilde-inside-stem", "~~a"),
        ("voice: {never: [a~b]}", "tilde-inside-stem", "a~b"),
        ("voice: {never_in_a_line: [~a b]}", "tilde-inside-stem", "~a b"),
        ("voice: {apart: [{words: [], from: [b]}]}", "nothing-to-keep-apart", "[]"),
        ("voice: {apart: [{words: [a], from: []}]}", "nothing-to-keep-apart", "[]"),
        ("voice: {apart: [{words: [a], from: [b], by: 0}]}", "words-between-out-of-range", "0"),
        ("voice: {apart: [{words: [a], from: [b], by: 51}]}", "words-between-out-of-range", "51"),
        ("voice: {apart: [{words: [a], from: [b], by: six}]}", "wrong-type", "six"),
        ("voice: {apart: [{words: [a]}]}", "missing-key", "{words"),
        ("voice: {apart: [{word: [a], from: [b]}]}", "unknown-key", "word:"),
        ("voice: {apart: [{words: a, from: [b]}]}", "wrong-type", "a,"),
        ("voice: {apart: [a]}", "wrong-type", "a]"),
        ("voice: {apart: {words: [a], from: [b]}}", "wrong-type", "{words"),
    ],
)
def test_what_is_no_list_of_words_is_refused_at_its_place(tmp_path: Path, written: str, code: str, at: str) -> None:
    [(found, place)] = located(write_breakable(tmp_path, ("voice: [victim]", written)))
    assert (found, place.startswith(at)) == (code, True)


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ('voice: ["*porno"]', "write '~porno', which also matches inside words"),
        ("voice: [porno*]", "write 'porno', which matches every word that begins with it"),
        ("voice: [*porno]", "use '~' instead: '~porno'"),
        ("voice:\n  never:\n    - victim\n    - *porno", "use '~' instead: '~porno'"),
        ("voice: {never_in_a_line: [keep * abuse]}", "remove it"),
        ("numbers: [*porno]", "put the whole value in quotes"),
        ("voice: {apart: [{words: [a], from: b}]}", "write [b]"),
        ("voice: {apart: [{words: [a]}]}", "add 'from': the stems of words to keep these apart from"),
        ("voice: {apart: [a]}", "such as {words: [lawful], from: [abuse], by: 6}"),
        ("voice: {never_on_pictures: lawful}", "write [lawful]"),
    ],
)
def test_a_remedy_says_what_to_write(tmp_path: Path, written: str, remedy: str) -> None:
    [fault] = faults_of(write_breakable(tmp_path, ("voice: [victim]", written)))
    assert fault.remedy.startswith(remedy) or fault.remedy.endswith(remedy)
