"""What is wrong with a drawing, as it is collected: named, each fault once, and not more of them than anybody reads."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from lxml import etree
from support.campaigns import HEADER

from kit.base.errors import Fault, Mark
from kit.cli import main
from kit.drawing.svg.source.reading_report import MOST_FAULTS, first_faults, with_name

if TYPE_CHECKING:
    from pathlib import Path

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
SPEC = (
    HEADER
    + """\
platforms: all
messages:
  tools:
    images: [{layout: plain, on: [feed]}]
    copy: {headline: Keep the tools on.}
    caption: {short: Keep the tools on., long: Keep the tools on. Please sign.}
    shows: A wall.
"""
)


def said_of(body: str, message: str = "it is wrong") -> str:
    """Return how a fault of the first element named `here`, by its class, is told."""
    root = etree.fromstring(f'<svg {SVG} id="drawing">{body}</svg>')
    element = next(one for one in root.iter() if one.get("class") == "here")
    return with_name(Fault(message, code="it-is-wrong"), element).message


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<g class="here" data-name="Sun pin-left" inkscape:label="Moon" id="g1"/>', "'Sun': it is wrong"),
        ('<g class="here" inkscape:label="Moon" id="g1"/>', "'Moon': it is wrong"),
        ('<g class="here" id="g1"/>', "'g1': it is wrong"),
        ('<g inkscape:label="Lights"><g><path class="here"/></g></g>', "in 'Lights': it is wrong"),
        ('<path class="here"/>', "it is wrong"),
    ],
)
def test_a_fault_begins_with_the_name_of_its_element_else_of_what_holds_it(body: str, said: str) -> None:
    assert said_of(body) == said


def test_a_name_is_not_said_twice_and_a_drawing_has_none() -> None:
    assert said_of('<g class="here" id="slot-qr"/>', "'slot-qr' has no box") == "'slot-qr' has no box"
    root = etree.fromstring(f'<svg {SVG} id="drawing"/>')
    assert with_name(Fault("no live", code="no-live"), root).message == "no live"


def faults(count: int) -> list[Fault]:
    return [Fault(f"fault {n}", Mark("plain/square.svg", n), "mend it", code="a-fault") for n in range(1, count + 1)]


def test_twenty_faults_of_a_drawing_are_reported_and_the_others_counted() -> None:
    assert first_faults(faults(MOST_FAULTS)) == tuple(faults(MOST_FAULTS))
    *first, rest = first_faults(faults(1030) * 2)
    assert first == faults(MOST_FAULTS)
    assert (rest.code, rest.mark) == ("more-faults", Mark("plain/square.svg", 21))
    assert "1,010 more faults" in rest.message


@pytest.mark.ci
def test_two_thousand_refused_rules_take_few_words_and_less_than_five_seconds(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "svg" / "plain"
    folder.mkdir(parents=True)
    (tmp_path / "kit.yaml").write_text(SPEC, encoding="utf-8")
    (folder / "layout.yaml").write_text("title: One sentence\nslots:\n  headline: {required: yes}\n", encoding="utf-8")
    rules = "\n".join(f"#layer{n} + .shape{n} {{fill: #0f2a2e}}" for n in range(2000))
    for shape in ("square", "tall", "story", "wide", "strip"):
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>{rules}</style></svg>'
        (folder / f"{shape}.svg").write_text(drawing, encoding="utf-8")
    began = time.process_time()
    run = CliRunner().invoke(main, ["check", "--all", "--spec", str(tmp_path / "kit.yaml")])
    assert time.process_time() - began < 5
    assert run.exit_code == 1
    assert run.stderr.count("is not of names, classes and ids") == MOST_FAULTS
    assert run.stderr.count("1,980 more faults") == 1
    assert len(run.stderr.splitlines()) < 130
