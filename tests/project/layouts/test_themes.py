"""A theme is held to the palettes of the layouts that messages use it with, and to no others."""

from __future__ import annotations

from contextlib import suppress
from itertools import product
from typing import TYPE_CHECKING

import pytest
import yaml
from support.campaigns import LAYOUT, write_own_palette
from support.faults import located

from kit.base.errors import KitError, SpecError
from kit.compose import Composer
from kit.judge import COMPOSED_RULES, judge
from kit.project import load_project
from kit.project.plan import plan

if TYPE_CHECKING:
    from pathlib import Path

DUSK = 'dusk: {paper: "#ffe3c2", leaf: "#5b2a6e", sun: "#a0203f", soil: "#2a1633"}'
SHIPPED = (
    '{wall: "#0f2a2e", floor: "#1b4044", upright: "#fff4dc", spread: "#f5a83c", plate: "#fff4dc", text: "#fff4dc",'
    ' muted: "#bfd2cf", emphasis: "#f5a83c", mark: "#ffd98a", ink: "#0f2a2e"}'
)


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the campaign with changes to its `kit.yaml`, each (old text, new text)."""
    return write_own_palette(folder / "own", *(("kit.yaml", *change) for change in changes))


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (DUSK.replace("soil:", "soli:"), [("unknown-colour-role", 'soli: "#2a1633"}')]),
        (DUSK.replace(', soil: "#2a1633"', ""), [("theme-without-colour", "dusk: {")]),
        (DUSK.replace("}", ', wall: "#000000"}'), [("unknown-colour-role", 'wall: "#000000"}')]),
        (DUSK.replace("#2a1633", "aubergine"), [("invalid-colour", '"aubergine"}')]),
        (f"{DUSK}\n  drawn: {{paper: '#ffffff'}}", [("reserved-theme-name", "drawn: {paper: '#ffffff'}")]),
        (f"{DUSK}\n  unused: {{sun: '#123456'}}", []),
        (f"{DUSK}\n  unused: {{son: '#123456'}}", [("unknown-colour-role", "son: '#123456'}")]),
    ],
)
def test_a_theme_has_a_colour_for_the_roles_of_the_layouts_that_it_is_used_with(
    new: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    actual = [(code, words) for code, words in located(changed(tmp_path, (DUSK, new)))]
    assert [code for code, _ in actual] == [code for code, _ in found]
    assert all(words.startswith(start) for (_, words), (_, start) in zip(actual, found, strict=True))


def test_a_theme_lacks_nothing_of_palettes_that_it_is_not_used_with(tmp_path: Path) -> None:
    """A message on a shipped layout in a theme of its own asks nothing of the theme of another."""
    night = changed(tmp_path, ("  hosts:", "  shipped_layouts: [message]\n  hosts:"), (DUSK, f"{DUSK}\n  night: {SHIPPED}"), ("images: [{layout: leaf, on: [feed]}]\n    link: visit\n    copy: {headline: Come and", "theme: night\n    images: [{layout: message, on: [feed]}]\n    link: visit\n    copy: {headline: Come and"))  # fmt: skip  # noqa: E501
    assert load_project(night).layouts["message"].palette.keys() > {"wall"}


def test_a_translation_that_leaves_out_the_only_message_with_a_role_still_knows_it(tmp_path: Path) -> None:
    """The theme's colours were called unknown where German lacked a word of the one message in a shipped layout."""
    one = "images: [{layout: leaf, on: [feed]}]\n    link: visit\n    copy: {headline: Come and"
    both = f"{DUSK[:-1]}, {SHIPPED[1:]}"
    spec = changed(
        tmp_path,
        ("  hosts:", "  shipped_layouts: [message]\n  hosts:"),
        (DUSK, both),
        (one, one.replace("leaf", "message")),
    )
    written = yaml.safe_load(spec.read_text(encoding="utf-8"))
    texts = {"copy", "caption", "shows"}
    words = {id_: {key: message[key] for key in texts & message.keys()} for id_, message in written["messages"].items()}
    left_out = next(id_ for id_, message in written["messages"].items() if message["images"][0]["layout"] == "message")
    del words[left_out]
    (spec.parent / "locales").mkdir()
    german = {"kit": {"title": "Blatt"}, "messages": words}
    (spec.parent / "locales" / "de.yaml").write_text(yaml.safe_dump(german), encoding="utf-8")
    project = load_project(spec)
    assert left_out in {one.message for one in project.untranslated}
    assert "evening" in project.translations["de"].messages


def test_roles_are_not_called_unknown_when_a_palette_can_not_be_read(tmp_path: Path) -> None:
    spec = changed(tmp_path)
    (spec.parent / "templates/svg/palette.yaml").write_text("paper: white\n", encoding="utf-8")
    assert [code for code, _ in located(spec)] == ["invalid-colour"]


@pytest.mark.parametrize("theme", ["drawn", "dusk"])
def test_a_theme_of_one_message_recolours_no_other(theme: str, tmp_path: Path) -> None:
    project = load_project(changed(tmp_path, ("theme: dusk", f"theme: {theme}")))
    composer = Composer(project)
    papers = {
        artwork.picture.message: artwork.picture.colours["paper"] for artwork in map(composer.compose, plan(project))
    }
    evening = {"drawn": "#fdf8ec", "dusk": "#ffe3c2"}[theme]
    assert papers == {"visit": "#fdf8ec", "species": "#fdf8ec", "evening": evening}


@pytest.mark.parametrize(
    ("of_kit", "of_message", "of_image", "taken"),
    [
        ("drawn", "", "", "drawn"),
        ("dusk", "", "", "dusk"),
        ("", "", "", "drawn"),
        ("dusk", "drawn", "", "drawn"),
        ("drawn", "dusk", "", "dusk"),
        ("dusk", "dusk", "drawn", "drawn"),
        ("drawn", "drawn", "dusk", "dusk"),
    ],
)
def test_drawn_may_be_named_where_a_theme_is_and_the_nearest_counts(
    of_kit: str, of_message: str, of_image: str, taken: str, tmp_path: Path
) -> None:
    kit, message = (f"theme: {theme}" if theme else "# no theme" for theme in (of_kit, of_message))
    image = f", theme: {of_image}" if of_image else ""
    spec = changed(
        tmp_path,
        ("  hosts:", f"  {kit}\n  hosts:"),
        ("    theme: dusk\n", f"    {message}\n"),
        ("evening:\n    images: [{layout: leaf", f"evening:\n    images: [{{layout: leaf{image}"),
    )
    themes = {artboard.message.id: artboard.theme for artboard in plan(load_project(spec))}
    assert themes == {"visit": of_kit or "drawn", "species": of_kit or "drawn", "evening": taken}


@pytest.mark.parametrize("theme", ["theme:", "theme: # dusk"])
def test_a_theme_without_a_name_is_not_taken_for_one_left_out(theme: str, tmp_path: Path) -> None:
    assert [code for code, _ in located(changed(tmp_path, ("  hosts:", f"  {theme}\n  hosts:")))] == ["empty-value"]


def test_a_colour_left_out_of_a_theme_on_one_line_is_no_comment(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        load_project(changed(tmp_path, ('paper: "#ffe3c2"', "paper: ")))
    assert [fault.remedy for fault in caught.value.faults] == ["write a value after the colon, or remove the key"]


def test_a_colour_of_three_digits_is_painted_and_judged_as_six(tmp_path: Path) -> None:
    project = load_project(changed(tmp_path, ('paper: "#ffe3c2"', 'paper: "#FEC"')))
    artwork = Composer(project).compose(plan(project, "evening *")[0])
    assert artwork.code
    assert artwork.code.light == "#ffeecc"


@pytest.mark.ci
def test_no_choice_of_palette_layout_and_theme_raises_anything_but_faults(tmp_path: Path) -> None:
    """Every way to leave out a role or a theme, to name another, and to use a slot with or without its colours."""
    themes = ("", "  theme: dusk\n", "  theme: drawn\n", "  theme: dawn\n")
    entries = (DUSK, DUSK.replace(', soil: "#2a1633"', ""), DUSK.replace("paper:", "wall:"), "dusk: {}")
    rules = ("{dark: soil, light: paper}", "{}", "{dark: ink}", "{light: sun}")
    made = 0
    for number, (theme, entry, rule, layout) in enumerate(product(themes, entries, rules, ("leaf", "petition"))):
        spec = write_own_palette(
            tmp_path / str(number),
            ("kit.yaml", "  hosts:", f"{theme}  hosts:"),
            ("kit.yaml", DUSK, entry),
            ("kit.yaml", "evening:\n    images: [{layout: leaf", f"evening:\n    images: [{{layout: {layout}"),
            (LAYOUT, "{dark: soil, light: paper}", rule),
        )
        with suppress(KitError):
            project = load_project(spec)
            composer = Composer(project)
            for artboard in plan(project):
                list(judge(composer.compose(artboard), (), COMPOSED_RULES))
                made += 1
    assert made > 0
