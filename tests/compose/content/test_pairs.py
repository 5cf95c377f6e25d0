"""Pairs of colours whose difference carries meaning follow from the layouts in use and from their palettes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.campaigns import LAYOUT, PALETTE, make_project, write_own_palette

from kit.compose import Composer
from kit.compose.content import role_pairs
from kit.project import load_project
from kit.project.plan import plan
from kit.run.pipeline.judging.checking import check_composed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.review import RolePair


def pairs_of(spec: Path, glob: str) -> dict[tuple[str, str], RolePair]:
    """Return the pairs of the picture that a glob names, by roles."""
    project = load_project(spec)
    return {pair.roles: pair for pair in role_pairs(Composer(project).compose(plan(project, glob)[0]), project)}


def test_emphasis_code_and_the_pairs_of_the_palette_are_pairs(tmp_path: Path) -> None:
    found = pairs_of(write_own_palette(tmp_path / "own"), "visit *")
    assert set(found) == {("sun", "soil"), ("soil", "paper"), ("leaf", "paper")}
    assert found["sun", "soil"].colours == ("#8a4b00", "#2b2118")


def test_a_picture_without_a_code_has_no_pair_of_its_modules(tmp_path: Path) -> None:
    assert set(pairs_of(write_own_palette(tmp_path / "own"), "species *")) == {("sun", "soil"), ("leaf", "paper")}


def test_a_code_in_black_on_white_is_no_pair_of_roles(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own", (LAYOUT, "{dark: soil, light: paper}", "{}"))
    assert ("soil", "paper") not in pairs_of(spec, "visit *")


def test_the_place_of_a_pair_is_in_the_theme_or_without_one_in_the_palette(tmp_path: Path) -> None:
    spec = write_own_palette(tmp_path / "own")
    drawn, dusk = pairs_of(spec, "visit *")["leaf", "paper"].mark, pairs_of(spec, "evening *")["leaf", "paper"].mark
    assert (drawn.file, drawn.line) == ("svg/palette.yaml", 2)
    assert (dusk.file, dusk.snippet[dusk.column - 1 :][:9]) == ("kit.yaml", '"#5b2a6e"')


def test_colours_of_a_palette_that_look_alike_to_somebody_are_found_once(tmp_path: Path) -> None:
    spec = write_own_palette(
        tmp_path / "own",
        (PALETTE, '"#1f6b3a"', '"#f8f1e2"'),
        ("templates/svg/leaf/square.svg", '"#1f6b3a"', '"#f8f1e2"'),
    )
    found = [finding.fault for finding in check_composed(load_project(spec)) if finding.rule == "palette"]
    assert [fault.code for fault in found] == ["colours-too-alike"]
    assert "'leaf' and 'paper'" in found[0].message


def test_roles_that_the_palette_calls_distinct_may_not_have_one_colour_and_others_may(tmp_path: Path) -> None:
    """A theme may print emphasis in the colour of the other words; a leaf in that of the paper is gone."""
    spec = write_own_palette(
        tmp_path / "own",
        ("kit.yaml", 'leaf: "#5b2a6e"', 'leaf: "#ffe3c2"'),
        ("kit.yaml", 'sun: "#a0203f"', 'sun: "#2a1633"'),
    )
    found = [finding.fault.message for finding in check_composed(load_project(spec)) if finding.rule == "palette"]
    assert [message.partition(":")[0] for message in found] == [
        "'leaf' and 'paper' look almost alike with full colour vision"
    ]


def test_shipped_layouts_have_the_pairs_of_their_palette(tmp_path: Path) -> None:
    spec = make_project(tmp_path / "tiny") / "kit.yaml"
    assert set(pairs_of(spec, "sign telegram/square")) == {
        ("emphasis", "text"), ("ink", "plate"), ("mark", "wall"), ("upright", "wall"),
    }  # fmt: skip
