"""Findings as text, JSON and annotations: people read sentences, programs read codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kit.base.errors import Fault, Mark
from kit.cli.findings import PRINTERS, Report, print_github, print_grouped, print_json, print_text
from kit.model.finding import Finding

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FAULT = Fault("it is wrong", Mark("kit.yaml", 3, 5, "    words"), "mend it", code="some-kind")
FOUND = [
    Finding("rule", "error", FAULT, "tools x/square", "message/square.svg"),
    Finding("rule", "error", FAULT, "share x/square"),
]


def test_json_has_an_object_a_finding_with_its_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_json(Report(FOUND, tmp_path, ("pixels",)))
    printed = json.loads(capsys.readouterr().out)
    assert printed["not_looked_at"] == ["pixels"]
    assert printed["findings"] == [
        {
            "rule": "rule",
            "code": "some-kind",
            "severity": "error",
            "picture": picture,
            "drawing": drawing,
            "message": "it is wrong",
            "remedy": "mend it",
            "file": "kit.yaml",
            "line": 3,
            "column": 5,
        }
        for picture, drawing in (("tools x/square", "message/square.svg"), ("share x/square", None))
    ]


def test_people_read_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_text(Report(FOUND, tmp_path))
    print_github(Report(FOUND, tmp_path))
    printed = capsys.readouterr()
    assert "some-kind" not in printed.out + printed.err
    assert printed.out.splitlines()[1] == (
        "::error file=kit.yaml,line=3,col=5,title=rule::"
        "tools x/square (message/square.svg), share x/square%0Ait is wrong%0Amend it"
    )


def test_a_picture_is_named_with_its_drawing_unless_the_fault_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = Fault("it is wrong", Mark("message/square.svg", 3), "mend it", code="some-kind")
    for fault in (FAULT, drawn):
        print_text(Report([Finding("rule", "error", fault, "tools x/square", "message/square.svg")], tmp_path))
    heads = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error")]
    assert heads == ["error [rule]: tools x/square (message/square.svg)", "error [rule]: tools x/square"]


def test_every_form_says_what_was_not_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in PRINTERS.values():
        form(Report((), tmp_path, ("pixels", "codes"), {"cairo": "1.18"}))
    text, *rest = capsys.readouterr().out.splitlines()
    assert text == "0 errors, 0 warnings; not looked at: pixels, codes"
    assert rest[-1] == text, "the log of a workflow"
    printed = json.loads("\n".join(rest[:-1]))
    assert printed == {"findings": [], "not_looked_at": ["pixels", "codes"], "engines": {"cairo": "1.18"}}


def test_a_fault_is_printed_below_its_pictures_or_below_its_rule_alone(capsys: pytest.CaptureFixture[str]) -> None:
    print_grouped("warning", [("tools x/square", FAULT, "rule"), ("", FAULT, "stale"), ("share x/square", FAULT, "")])
    heads = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning")]
    assert heads == ["warning [rule]: tools x/square", "warning [stale]", "warning: share x/square"]


def test_a_fault_that_several_drawings_have_is_printed_once_with_the_other_places(
    capsys: pytest.CaptureFixture[str],
) -> None:
    faults = [Fault("<a> can't be painted", Mark(f"{n}.svg", n), "remove it", code="some-kind") for n in range(1, 8)]
    print_grouped("failed", [("tools x/square", fault, "") for fault in faults])
    assert capsys.readouterr().err == (
        "failed: tools x/square\n1.svg:1:1: <a> can't be painted\n  remove it\n"
        "  also at 2.svg:2:1, 3.svg:3:1, 4.svg:4:1, 5.svg:5:1 and 2 places more\n\n"
    )


def test_equal_words_about_two_lines_of_kit_yaml_are_printed_at_each(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [Fault("it is wrong", Mark("kit.yaml", line), "mend it", code="some-kind") for line in (3, 4)]
    print_grouped("error", [("", fault, "rule") for fault in faults])
    assert capsys.readouterr().err.count("it is wrong") == 2
