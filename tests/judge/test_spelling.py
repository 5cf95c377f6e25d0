"""Spelling is checked by hunspell where it is installed, and what is missing is reported with how to install it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

import kit
from kit.judge.prose import spelling
from kit.project import load_project
from kit.project.folders import SHIPPED
from kit.run.pipeline.judging.campaign_review import spelling_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding


def found(folder: Path, *edits: tuple[str, str], own: str = "") -> list[Finding]:
    """Return what is reported of the spelling of the campaign that `kit new` writes, with edits, each (old, new)."""
    shutil.copytree(SHIPPED / "templates/starter", folder, ignore=shutil.ignore_patterns("dist"))
    text = (folder / "kit.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / "kit.yaml").write_text(text, encoding="utf-8")
    if own:
        (folder / "spelling.txt").write_text(own, encoding="utf-8")
    return spelling_of(load_project(folder / "kit.yaml"))


MISSPELT = ("Tell the town council so.\n      long", "Tell teh town council so.\n      long")


def test_the_words_of_a_new_campaign_are_spelt_right(tmp_path: Path) -> None:
    assert found(tmp_path / "own") == []


def test_a_misspelt_word_is_reported_once_where_it_is_with_what_it_may_mean(tmp_path: Path) -> None:
    [finding] = found(tmp_path / "own", MISSPELT, ("Its roof is", "Teh roof is"))
    assert (finding.fault.code, finding.severity, finding.where) == ("word-misspelt", "error", "saturdays")
    mark = finding.fault.mark
    assert mark
    assert mark.snippet[mark.column - 1 :].startswith("teh town")
    assert "'the'" in finding.fault.remedy or "'eh'" in finding.fault.remedy


def test_words_of_the_campaign_figures_and_addresses_are_let_pass(tmp_path: Path) -> None:
    words = (
        "Tell the town council so.\n      long",
        "Tell {people} at xqzt.library.example, @xqzt or xqzt5.\n      long",
    )
    assert found(tmp_path / "own", words) == []
    assert found(tmp_path / "listed", MISSPELT, own="teh\n") == []


def test_without_the_program_or_the_dictionary_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [finding] = found(tmp_path / "klingon", ("language: en", "language: yi"))
    assert (finding.fault.code, finding.severity) == ("dictionary-missing", "warning")
    assert "hunspell-yi" in finding.fault.remedy
    monkeypatch.setenv("PATH", str(tmp_path))
    [finding] = found(tmp_path / "none", MISSPELT)
    assert finding.fault.code == "dictionary-missing"
    assert "apt install hunspell" in finding.fault.remedy


@pytest.mark.ci
def test_a_check_includes_the_spelling_only_where_it_is_asked_for(tmp_path: Path) -> None:
    found(tmp_path / "own", MISSPELT)
    project = kit.load(tmp_path / "own")
    codes = [{one.fault.code for one in kit.check(project, only="*x/square", spelling=on)} for on in (True, False)]
    assert ["word-misspelt" in one for one in codes] == [True, False]


@pytest.mark.ci
@pytest.mark.parametrize(
    ("works", "said"),
    [
        ("while :; do :; done", "took over 1 s of processor time"),
        ("exec sleep 600", "hangs: it was given up after 3 s"),
    ],
)
def test_a_program_that_takes_too_long_is_ended_and_the_check_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: str, said: str
) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "hunspell").write_text(f"#!/bin/sh\n{works}\n")
    (programs / "hunspell").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(spelling, "_SECONDS", 1)
    monkeypatch.setattr(spelling, "_HUNG", 300 if "while" in works else 3)
    [finding] = found(tmp_path / "own", MISSPELT)
    assert (finding.fault.code, finding.severity) == ("spelling-not-checked", "warning")
    assert said in finding.fault.message


@pytest.mark.parametrize("entry", [".", "", "bin", "{folder}/bin", "{folder}"])
def test_no_program_that_a_campaign_brings_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    folder = tmp_path / "own"
    assert found(folder) == []
    for place in (folder, folder / "bin"):
        place.mkdir(exist_ok=True)
        (place / "hunspell").write_text(f"#!/bin/sh\necho >'{tmp_path}/was run'\n")
        (place / "hunspell").chmod(0o755)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{entry.format(folder=folder)}{os.pathsep}{os.environ['PATH']}")
    assert spelling_of(load_project(folder / "kit.yaml")) == []
    assert not (tmp_path / "was run").exists()


def test_no_dictionary_that_a_campaign_brings_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own"
    (before,) = found(folder, ("Tell the town council", "Tell the swordfishpasphrase"))
    (tmp_path / "secret.txt").write_text("1\nswordfishpassphrase\n")
    (folder / "en_US.aff").write_text("SET UTF-8\nTRY abcdefghijklmnopqrstuvwxyz\n")
    (folder / "en_US.dic").symlink_to(tmp_path / "secret.txt")
    monkeypatch.chdir(folder)
    assert spelling_of(load_project(folder / "kit.yaml")) == [before]
