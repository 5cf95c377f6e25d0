"""Findings as text, JSON and annotations: people read sentences, programs read codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kit.base.errors import Fault, Mark
from kit.cli.findings import (
    MOST_GROUPS,
    PRINTERS,
    Report,
    count_findings,
    grouped,
    print_github,
    print_groups,
    print_json,
    print_text,
)
from kit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.finding import Severity

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


def found(fault: Fault, rule: str = "rule", where: str = "", severity: Severity = "warning") -> Finding:
    return Finding(rule, severity, fault, where)


def printed(findings: Sequence[Finding], capsys: pytest.CaptureFixture[str], label: str = "") -> str:
    print_groups(grouped(findings), label)
    return capsys.readouterr().err


def test_a_fault_is_printed_below_its_pictures_or_below_its_rule_alone(capsys: pytest.CaptureFixture[str]) -> None:
    findings = [found(FAULT, "rule", "tools x/square"), found(FAULT, "stale"), found(FAULT, "", "share x/square")]
    heads = [line for line in printed(findings, capsys).splitlines() if line.startswith("warning")]
    assert heads == ["warning [rule]: tools x/square", "warning [stale]", "warning: share x/square"]


def test_a_fault_that_several_drawings_have_is_printed_once_with_the_other_places(
    capsys: pytest.CaptureFixture[str],
) -> None:
    faults = [Fault("<a> can't be painted", Mark(f"{n}.svg", n), "remove it", code="some-kind") for n in range(1, 8)]
    assert printed([found(fault, "", "tools x/square") for fault in faults], capsys, "failed") == (
        "failed: tools x/square\n1.svg:1:1: <a> can't be painted\n  remove it\n"
        "  also at 2.svg:2:1, 3.svg:3:1, 4.svg:4:1, 5.svg:5:1 and 2 more\n\n"
    )


def test_equal_words_about_two_lines_of_kit_yaml_are_printed_at_each(capsys: pytest.CaptureFixture[str]) -> None:
    faults = [Fault("it is wrong", Mark("kit.yaml", line), "mend it", code="some-kind") for line in (3, 4)]
    assert printed([found(fault) for fault in faults], capsys).count("it is wrong") == 2


def too_near(px: int, file: str = "notice/square.svg", line: int = 4, *, where: str = "") -> Finding:
    """Return the finding that a slot is some px too near to an edge, on a placement."""
    fault = Fault(f"it is {px} px too near", Mark(file, line), f"move it by {px} px", code="too-near", excess=px)
    return Finding("near", "warning", fault, where or f"tools x/{px}", "notice/square.svg")


@pytest.mark.parametrize("file", ["notice/square.svg", "kit.yaml"])
def test_one_cause_on_many_placements_is_printed_once_with_the_worst_figure(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed([too_near(px, file) for px in (3, 12, 7, 4, 5, 6)], capsys)
    assert text.count("px too near") == 1
    assert "it is 12 px too near" in text
    assert text.splitlines()[0].removesuffix(" and 2 more").count("x/") == 4
    assert text.startswith("warning [near]: tools x/12"), "the worst picture leads"
    assert "also at" not in text


def test_two_slots_and_two_lines_are_two_causes() -> None:
    findings = [too_near(3), too_near(4, line=5), too_near(5, "kit.yaml", 4), too_near(6, "kit.yaml", 5)]
    assert [len(group.findings) for group in grouped(findings)] == [1, 1, 1, 1]


def test_two_faults_of_files_at_one_place_are_two_causes() -> None:
    """Two missing keys are both reported at their section, and two elements of a drawing may be in one line."""
    faults = [Fault(f"missing '{key}'", Mark("kit.yaml", 1), "add it", code="missing-key") for key in ("title", "date")]
    for rule, where in (("kit-yaml", ""), ("", "tools x/square"), ("drawing", "tools x/square"), ("markup", "")):
        assert len(grouped([Finding(rule, "error", fault, where) for fault in faults])) == 2


def test_errors_come_first_and_advice_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order: tuple[Severity, ...] = ("advice", "warning", "error")
    findings = [found(FAULT, severity, "tools x/square", severity) for severity in order]
    print_text(Report(findings, tmp_path))
    read = capsys.readouterr()
    heads = [line.partition(" [")[0] for line in read.err.splitlines() if " [" in line]
    assert heads == ["error", "warning", "advice"]
    assert read.out == "1 error, 1 warning, 1 piece of advice\n"
    print_github(Report(findings, tmp_path))
    assert [line.partition(" ")[0] for line in capsys.readouterr().out.splitlines()[:3]] == [
        "::error", "::warning", "::notice",
    ]  # fmt: skip
    print_json(Report(findings, tmp_path))
    assert {row["severity"] for row in json.loads(capsys.readouterr().out)["findings"]} == set(order)


def test_a_check_prints_twenty_groups_and_says_how_to_see_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    findings = [too_near(2 * line + n, line=line) for line in range(1, 31) for n in (0, 1)]
    print_text(Report(findings, tmp_path, most=MOST_GROUPS))
    read = capsys.readouterr()
    assert read.err.count("warning [near]") == 20
    assert read.err.endswith("\n\n10 more: --all\n\n")
    assert read.out == "0 errors, 60 warnings from 30 causes\n"
    print_text(Report(findings, tmp_path))
    read = capsys.readouterr()
    assert (read.err.count("warning [near]"), "--all" in read.err) == (30, False)


def test_a_count_of_what_is_left_names_no_kind_of_which_there_is_none() -> None:
    advice = [found(FAULT, severity="advice")]
    assert count_findings(advice, none=False) == "1 piece of advice"
    assert count_findings(advice) == "0 errors, 0 warnings, 1 piece of advice"
